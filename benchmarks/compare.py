"""Ours beside peers, in one run on one core: python benchmarks/compare.py [--records N]

The same two-page leaflet in four languages. Every engine keeps what it can between records. Each
file is written, so that writing is in every figure and ``floor`` is nothing else. They take turns
record by record, so that whatever else the machine does falls on all of them alike. Slow ones make
fewer records (``--slow``). Prints milliseconds a leaflet (medians) and how many times Typst's
throughput ours is.
"""

from __future__ import annotations

import argparse
import os
import time
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import engines
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
_WARM = 3


def measure(locale: str, records: int, slow: int) -> dict[str, float]:
    """Return the median milliseconds a leaflet of every engine."""
    makers = {name: engine(locale) for name, engine in ENGINES.items()}
    times: dict[str, list[float]] = {name: [] for name in makers}
    with TemporaryDirectory() as folder:
        for number in range(-_WARM, records):
            for name, make in makers.items():
                if name not in QUICK and number >= slow:
                    continue
                begun = time.perf_counter()
                Path(folder, f"{name}.pdf").write_bytes(make(number + _WARM))
                if number >= 0:
                    times[name].append((time.perf_counter() - begun) * 1000)
    return {name: median(found) for name, found in times.items()}


def table(found: dict[str, dict[str, float]]) -> str:
    """Return the figures as a table."""
    lines = [f"{'ms a leaflet':14}" + "".join(f"{locale:>12}" for locale in found)]
    for name in ENGINES:
        lines.append(f"{name:14}" + "".join(f"{one[name]:12.2f}" for one in found.values()))
    for name, top, bottom in (
        ("typst/stamped", "typst", "stamped"),
        ("full/typst", "full", "typst"),
        ("stamped/floor", "stamped", "floor"),
    ):
        ratios = (one[top] / one[bottom] for one in found.values())
        lines.append(f"{name:14}" + "".join(f"{ratio:12.1f}" for ratio in ratios))
    return "\n".join(lines)


def plot(found: dict[str, dict[str, float]], path: Path) -> None:
    """Draw the figures as bars on a logarithmic scale."""
    from matplotlib.figure import Figure  # noqa: PLC0415 - late: only when a plot is wanted

    figure = Figure(figsize=(9, 4.5), layout="constrained")
    axes = figure.add_subplot()
    width = 0.8 / len(ENGINES)
    for at, name in enumerate(ENGINES):
        places = [place + (at - len(ENGINES) / 2 + 0.5) * width for place in range(len(found))]
        axes.bar(places, [one[name] for one in found.values()], width, label=name)
    axes.set_yscale("log")
    axes.set_ylabel("ms a leaflet (median)")
    axes.set_xticks(range(len(found)), list(found))
    axes.legend(ncols=3)
    figure.savefig(path)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--records", type=int, default=500)
    parser.add_argument("--slow", type=int, default=50)
    parser.add_argument("--language", action="append", choices=LANGUAGES)
    parser.add_argument("--plot", type=Path)
    options = parser.parse_args()
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    found = {}
    for locale in options.language or LANGUAGES:
        found[locale] = measure(locale, options.records, options.slow)
    print(table(found))
    if options.plot:
        plot(found, options.plot)


if __name__ == "__main__":
    main()
