"""UAX #9, rule X10: from spans to isolating run sequences with their sos and eos.

Input: the spans of one paragraph. Output: ``Sequence``s, on each of which the W, N and I rules then
work alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby

from leaflets.text.bidi_explicit import Span


@dataclass(frozen=True, slots=True)
class Sequence:
    """An isolating run sequence (BD13): its spans in logical order and the types at its borders."""

    spans: tuple[Span, ...]
    level: int
    sos: str
    eos: str


def sequences(
    classes: str, spans: list[Span], pairs: Mapping[int, int], base: int
) -> list[Sequence]:
    """Return the isolating run sequences of a paragraph in the order of their first characters."""
    # BD7: removed characters do not part level runs, so neighbouring spans of one level are one.
    runs = [tuple(run) for _, run in groupby(spans, key=lambda span: span.level)]
    starts = {run[0].start: index for index, run in enumerate(runs)}
    ends = set(pairs.values())
    return [
        _sequence(classes, runs, _chain(runs, starts, pairs, index), base)
        for index, run in enumerate(runs)
        if run[0].start not in ends
    ]


def _chain(
    runs: list[tuple[Span, ...]], starts: Mapping[int, int], pairs: Mapping[int, int], index: int
) -> list[int]:
    """Return the runs that follow ``index`` from isolate initiator to matching PDI (BD13)."""
    chain = [index]
    while (match := pairs.get(runs[chain[-1]][-1].end - 1)) is not None:
        chain.append(starts[match])
    return chain


def _sequence(classes: str, runs: list[tuple[Span, ...]], chain: list[int], base: int) -> Sequence:
    first, last = chain[0], chain[-1]
    level = runs[first][0].level
    before = runs[first - 1][0].level if first else base
    after = runs[last + 1][0].level if last + 1 < len(runs) else base
    if classes[runs[last][-1].end - 1] in "iIF":
        after = base  # X10: an isolate that nothing ends
    spans = tuple(span for index in chain for span in runs[index])
    return Sequence(spans, level, _direction(max(level, before)), _direction(max(level, after)))


def _direction(level: int) -> str:
    return "R" if level & 1 else "L"
