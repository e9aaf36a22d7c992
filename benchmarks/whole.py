"""Whole commands as a user starts them, in seconds of wall time, start of the process included.

``merge`` with one worker and with two; ``build`` of one template in four languages beside four
Typst compiles, each in a process of its own (the ``typst`` package, started by Python).
"""

from __future__ import annotations

import csv
import json
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from engines import typst_job
from leaflet import LANGUAGES, ROOT, row

_COLD = """
import json, sys, typst
file, out, folders, inputs = json.loads(sys.argv[1])
fonts = typst.Fonts(include_system_fonts=False, font_paths=folders)
typst.compile(file, output=out, font_paths=fonts, sys_inputs=inputs)
"""


def workers(records: int, place: Path | None, turns: int = 3) -> tuple[float, float]:
    """Return the seconds (medians) that a merge of ``records`` takes one worker, and two."""
    with TemporaryDirectory(dir=place) as name:
        folder = Path(name)
        for part in ("campaigns", "locales", "templates"):
            shutil.copytree(ROOT / part, folder / part)
        rows = [row("en", number) for number in range(1, records + 1)]
        for number, one in enumerate(rows):
            one["serial"] = f"YX-{number:06}"  # a key names a file
        table = folder / "campaigns/yuexiu/records.csv"
        with table.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)

        def merge(jobs: int) -> None:
            options = ["--language", "en", "--edition", "web", "--jobs", str(jobs)]
            _leaflets(folder, ["merge", "yuexiu", *options, "--out", str(folder / "out")])
            shutil.rmtree(folder / "out")

        single, double = _by_turns((lambda: merge(1), lambda: merge(2)), turns)
        return single, double


def cold(place: Path | None, turns: int = 3) -> tuple[float, float]:
    """Return the seconds (medians) of a build in four languages and of four Typst compiles."""
    jobs = [(locale, *typst_job(locale)) for locale in LANGUAGES]
    with TemporaryDirectory(dir=place) as name:

        def ours() -> None:
            languages = [word for one in LANGUAGES for word in ("--language", one)]
            options = ["--template", "venue-notice", "--edition", "web", "--out", name]
            _leaflets(ROOT, ["build", "yuexiu", *languages, *options])

        def theirs() -> None:
            for locale, file, folders, words in jobs:
                inputs = {"words": words, "record": json.dumps(row(locale, 1))}
                job = json.dumps([str(file), f"{name}/{locale}.pdf", folders, inputs])
                subprocess.run([sys.executable, "-c", _COLD, job], check=True)

        build, compiles = _by_turns((ours, theirs), turns)
        return build, compiles


def _by_turns(calls: tuple[Callable[[], None], ...], turns: int) -> list[float]:
    """Return the median seconds of each call; they take turns."""
    times: list[list[float]] = [[] for _ in calls]
    for _ in range(turns):
        for call, found in zip(calls, times, strict=True):
            begun = time.perf_counter()
            call()
            found.append(time.perf_counter() - begun)
    return [median(found) for found in times]


def _leaflets(folder: Path, words: list[str]) -> None:
    command = [sys.executable, "-m", "leaflets", "-C", str(folder), *words]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
