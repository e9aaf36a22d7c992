"""Save a catalog while ``leaflets watch`` runs, and say how long the new file takes to appear.

    python benchmarks/watch.py [--saves N] [--more N]

A process of its own watches all Arabic leaflets of a fresh workspace. Each save is a rename, as
most editors save, and changes one message of a leaflet; the time runs from before the save until
the leaflet's file in out/ is another one. Cold is what it takes without a watch: a `leaflets build`
of that one file. ``--more`` adds messages to the catalog that no leaflet shows.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

CATALOG = "locales/ar/LC_MESSAGES/leaflets.po"
WORDS = "هل تحتاج إلى مساعدة؟", "هل تحتاج لمساعدة؟"
PATIENCE = 60.0
ENTRY = '\nmsgid "Message {number} of many"\nmsgstr "الرسالة {number} من رسائل كثيرة"\n'
LEAFLETS = ("parcels-poster", "help-a5", "know-the-law")
MESSAGES = {
    "parcels-poster": ("هل تعرف ما بداخلها؟", "هل تعرف ما في داخلها؟"),
    "help-a5": WORDS,
    "know-the-law": WORDS,
}
"""A text of each leaflet, and another for it."""


def main() -> None:
    """Print a row for each leaflet."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--saves", type=int, default=9, metavar="N")
    parser.add_argument("--more", type=int, default=0, metavar="N")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "workspace"
        leaflets("init", str(root))
        with (root / CATALOG).open("a", encoding="utf-8") as catalog:
            catalog.writelines(ENTRY.format(number=number) for number in range(options.more))
        print(f"{'leaflet':<16} {'save to file: median':>20} {'most':>6} {'cold':>6}")
        for name in LEAFLETS:
            cold = min(timed_build(root, name) for _ in range(3))
            warm = watched(root, name, options.saves)
            print(
                f"{name:<16} {statistics.median(warm):>18.2f} s {max(warm):>4.2f} s {cold:>4.2f} s"
            )


def timed_build(root: Path, name: str) -> float:
    """Return the seconds that a build of one file takes."""
    began = time.perf_counter()
    chosen = ("--language", "ar", "--template", name, "--edition", "web")
    leaflets("-C", str(root), "build", *chosen)
    return time.perf_counter() - began


def watched(root: Path, name: str, saves: int) -> list[float]:
    """Return the seconds from each save to the new file; all Arabic leaflets are watched."""
    arguments = [sys.executable, "-m", "leaflets", "-C", str(root), "watch", "--language", "ar"]
    with subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        while "watching" not in process.stdout.readline():
            pass
        seconds = [save(root, name) for _ in range(saves)]
        process.terminate()
    return seconds


def save(root: Path, name: str) -> float:
    """Change the leaflet's text by a save, and return the seconds until its file is another."""
    time.sleep(1.5)  # the leaflets of the save before are made by now
    catalog, file = root / CATALOG, root / f"out/yuexiu/web/{name}.ar.pdf"
    one, other = MESSAGES[name]
    text, before = catalog.read_text("utf-8"), file.stat().st_ino
    one, other = (one, other) if one in text else (other, one)
    beside = catalog.with_name(".new")
    beside.write_text(text.replace(one, other), "utf-8")
    began = time.perf_counter()
    beside.replace(catalog)
    while file.stat().st_ino == before:
        if time.perf_counter() - began > PATIENCE:
            raise TimeoutError(f"no new {file}")
        time.sleep(0.002)
    return time.perf_counter() - began


def leaflets(*arguments: str) -> None:
    """Run the program."""
    command = [sys.executable, "-m", "leaflets", *arguments]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    main()
