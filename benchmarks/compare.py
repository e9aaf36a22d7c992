"""Ours beside peers, in one run on one core: python benchmarks/compare.py [--records N]

The same two-page leaflet in four languages, each record with values of its own. Every engine keeps
what it can between records. Each record goes to a new file, so that writing is in every figure and
``floor`` is nothing else. They take turns of 25 records, as in a batch, so that whatever else the
machine does falls on all of them alike. Processor time is counted, of all threads, since it tells
throughput per core on a shared machine too. Slow ones make fewer records (``--slow``, 0 leaves them
out). Prints milliseconds a leaflet (medians) and how many times Typst's throughput ours is. Before
that come the wall times of whole commands on all cores (``whole``; ``--merge 0`` leaves them out).
"""

from __future__ import annotations

import argparse
import os
import time
from math import nan
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import engines
import whole
from leaflet import LANGUAGES

ENGINES = {
    "floor": engines.floor,
    "stamped": engines.stamped,
    "full": engines.full,
    "typst": engines.typst,
    "weasyprint": engines.weasyprint,
    "platypus": engines.platypus,
}
QUICK = ("floor", "stamped", "full", "typst")
_TURN = 25
"""Records of one engine in a row; the first turn of each is not counted."""


def measure(locale: str, counts: tuple[int, int], place: Path | None) -> dict[str, float]:
    """Return the median milliseconds a leaflet of every engine; files are written in ``place``."""
    records, slow = counts
    makers = {name: make(locale) for name, make in ENGINES.items() if slow or name in QUICK}
    times: dict[str, list[float]] = {name: [] for name in makers}
    with TemporaryDirectory(dir=place) as folder:
        for first in range(-_TURN, records, _TURN):
            for name, make in makers.items():
                most = records if name in QUICK else slow
                for number in range(first, min(first + _TURN, most)):
                    begun = time.process_time()
                    content = make(number + _TURN)
                    Path(folder, f"{name}-{number}.pdf").write_bytes(content)
                    if number >= 0:
                        times[name].append((time.process_time() - begun) * 1000)
    return {name: median(found) for name, found in times.items() if found}


def table(found: dict[str, dict[str, float]]) -> str:
    """Return the figures as a table."""
    lines = [f"{'ms a leaflet':14}" + "".join(f"{locale:>12}" for locale in found)]
    for name in ENGINES:
        lines.append(f"{name:14}" + "".join(_figure(one, name) for one in found.values()))
    for name, top, bottom in (
        ("typst/stamped", "typst", "stamped"),
        ("full/typst", "full", "typst"),
        ("stamped/floor", "stamped", "floor"),
    ):
        ratios = (one.get(top, nan) / one[bottom] for one in found.values())
        lines.append(f"{name:14}" + "".join(f"{ratio:12.1f}" for ratio in ratios))
    return "\n".join(lines)


def commands(records: int, place: Path | None) -> str:
    """Return the wall times of whole commands."""
    one, two = whole.workers(records, place)
    build, compiles = whole.cold(place)
    return (
        f"merge of {records}: one worker {one:.2f} s, two {two:.2f} s: {one / two:.2f} times\n"
        f"cold, four languages: leaflets build {build:.2f} s, four typst compiles {compiles:.2f} s"
        f": {build / compiles:.2f} times as long\n"
    )


def _figure(found: dict[str, float], name: str) -> str:
    return f"{found[name]:12.2f}" if name in found else f"{'':12}"


def plot(found: dict[str, dict[str, float]], path: Path) -> None:
    """Draw the figures as bars on a logarithmic scale."""
    from matplotlib.figure import Figure  # noqa: PLC0415 - late: only when a plot is wanted

    figure = Figure(figsize=(9, 4.5), layout="constrained")
    axes = figure.add_subplot()
    width = 0.8 / len(ENGINES)
    for at, name in enumerate(ENGINES):
        places = [place + (at - len(ENGINES) / 2 + 0.5) * width for place in range(len(found))]
        axes.bar(places, [one.get(name, nan) for one in found.values()], width, label=name)
    axes.set_yscale("log")
    axes.set_ylabel("ms of processor time a leaflet (median)")
    axes.set_xticks(range(len(found)), list(found))
    axes.legend(ncols=3)
    figure.savefig(path)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--records", type=int, default=500)
    parser.add_argument("--slow", type=int, default=50)
    parser.add_argument("--language", action="append", choices=LANGUAGES)
    parser.add_argument("--plot", type=Path)
    parser.add_argument("--folder", type=Path, help="where files are written, such as /dev/shm")
    parser.add_argument("--merge", type=int, default=10_000, help="records of the merges")
    options = parser.parse_args()
    if options.merge:
        print(commands(options.merge, options.folder), flush=True)
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    found = {}
    for locale in options.language or LANGUAGES:
        found[locale] = measure(locale, (options.records, options.slow), options.folder)
    print(table(found))
    if options.plot:
        plot(found, options.plot)


if __name__ == "__main__":
    main()
