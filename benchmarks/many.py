"""A merge of very many records with hostile values: time and memory as it goes.

    python benchmarks/many.py --records 100000 --out /dev/shm/many

Prints, for the records done so far, the processor's milliseconds for each file of the last stretch,
and the memory of all processes (PSS on Linux: what they share is counted once). ``--table`` only
writes the table. Rows that nobody could print are left out and counted.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
NAMES = ("Garden Hotel", "流花宾馆", "فندق الحديقة", "Hôtel du Jardin de l’Étang", "Отель Сад")
ROADS = ("Renmin North Road", "人民北路", "شارع رنمين الشمالي", "rue Renmin Nord")
HOSTILE = (
    "../../etc/{}",
    "CON.{}",
    "x" * 300 + "{}",
    "حي يوهوا {}",
    "🏨 {}",
    "\u202egnp.{}",
    "e\u0301\u0327\u0302 {}",
    "a\x00b\x07{}",
    '=HYPERLINK("http://example.org";{})',
    "two\r\nlines {}",
    "-rf {}",
    "C:\\{}:*?",
)
"""What stands in every seventh key, with its number."""


def rows(count: int) -> Iterator[tuple[str, ...]]:
    """Yield the same rows every time; in a thousand, two have a key that was there before, in
    another case or normal form, and three a value that no slot holds."""
    chance = random.Random(7)
    yield ("serial", "venue_name", "address", "contact", "phone")
    for number in range(count):
        key = f"YX-{number}"
        if number % 7 == 3:
            key = HOSTILE[number // 7 % len(HOSTILE)].format(number)
        name = f"{chance.choice(NAMES)} {number}"
        road = f"{chance.choice(ROADS)} {chance.randrange(999)}"
        match number % 1000:
            case 501:
                key = f"yx-{number - 1}"  # as the row before, for a file system
            case 502:
                key = f"ＹＸ-{number} \u0041\u030a"
            case 503:
                key = f"ＹＸ-{number - 1} \u00c5"
            case 611:
                name = "🏨" * 3
            case 612:
                name = "unendingly " * 40
            case 613:
                road = "\x00\x01\u202e" * 9 + "=1+1"
            case 614:
                name = "\u2066" + "ي\u064b" * 20 + "\u2069"
            case 615:
                road = "two\r\nlines"
        contact = "" if number % 11 == 5 else f"Desk {number % 90}"
        phone = "" if number % 13 == 5 else f"+86 20 {chance.randrange(10**8):08}"
        yield (key, name, road, contact, phone)


def write_table(path: Path, count: int) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows(count))


def family(process: int) -> list[int]:
    """Return a process and all that it started."""
    try:
        listed = Path(f"/proc/{process}/task/{process}/children").read_text()
    except OSError:
        return []
    return [process, *(one for child in listed.split() for one in family(int(child)))]


def memory(processes: list[int]) -> float:
    """Return the megabytes of the processes."""
    total = 0
    for process in processes:
        try:
            lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
        except OSError:
            continue
        total += sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return total / 1024


def seconds(processes: list[int]) -> float:
    """Return the processor time that the processes have used."""
    ticks = 0
    for process in processes:
        try:
            fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def workspace(folder: Path, records: int) -> None:
    for name in ("campaigns", "locales", "templates"):
        shutil.copytree(ROOT / name, folder / name)
    campaign = folder / "campaigns/yuexiu/campaign.yaml"
    text = campaign.read_text(encoding="utf-8").replace("on_error: refuse", "on_error: skip")
    campaign.write_text(text, encoding="utf-8")
    write_table(folder / "campaigns/yuexiu/records.csv", records)


def measure(options: argparse.Namespace, folder: Path) -> None:
    command = [sys.executable, "-m", "leaflets", "-C", str(folder), "merge", "yuexiu"]
    command += ["--language", options.language, "--edition", "web", "--format", "json"]
    command += ["--jobs", str(options.jobs), "--out", str(options.out)]
    marks: list[int] = []
    before = (0, 0.0)
    print("records  ms each  megabytes")
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=-3, text=True) as run:
        assert run.stdout is not None
        for line in run.stdout:
            said = json.loads(line)
            if said["event"] == "end":
                print(line.strip())
                break
            marks = marks or [
                said["total"] * part // 100 for part in (1, 2, 5, 10, 25, 50, 75, 100)
            ]
            if said["done"] >= marks[0]:
                at, used = said["done"], seconds(family(run.pid))
                each = (used - before[1]) / max(at - before[0], 1) * 1000
                print(f"{at:7}  {each:7.2f}  {memory(family(run.pid)):9.0f}", flush=True)
                before = (at, used)
                marks = [mark for mark in marks if mark > at] or [sys.maxsize]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--records", type=int, default=100_000)
    parser.add_argument("--language", default="en")
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--out", type=Path, default=Path("/dev/shm/leaflets-many"))
    parser.add_argument("--table", type=Path, help="only write the table there")
    options = parser.parse_args()
    if options.table:
        write_table(options.table, options.records)
        return
    with tempfile.TemporaryDirectory() as name:
        workspace(Path(name), options.records)
        try:
            measure(options, Path(name))
        finally:
            shutil.rmtree(options.out, ignore_errors=True)


if __name__ == "__main__":
    main()
