"""What line breaking works on: the places where a line may end, along the unbroken paragraph.

Choosing among them is ``ragged``'s and ``justify``'s business; both know nothing of glyphs.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

OVERFULL = 1e6
"""Demerits of a line wider than its measure: taken only where nothing else is possible."""

SHORT = 0.22
"""Share of the measure below which a last line is lonely."""


@dataclass(frozen=True, slots=True)
class Stop:
    """A place where a line may end: positions are points along the unbroken paragraph.

    ``index`` is the first code point of the next line; ``end`` where this line's ink ends, ``next``
    where the next line's ink begins; ``penalty`` at least 0; ``forced`` for a mandatory break;
    ``hyphen`` the width of a hyphen added at the end (part of ``end``, 0 for none). ``stretch`` and
    ``shrink`` are what all glue before ``end`` and before ``next`` can give (see ``glue``).
    """

    index: int
    end: float
    next: float
    penalty: float = 0.0
    forced: bool = False
    hyphen: float = 0.0
    stretch: tuple[float, float] = (0.0, 0.0)
    shrink: tuple[float, float] = (0.0, 0.0)


def segments(stops: Sequence[Stop]) -> Iterator[tuple[int, int]]:
    """Yield first and last stop of each stretch that a forced break, or the text's end, closes."""
    first = 0
    for number, stop in enumerate(stops[1:], start=1):
        if stop.forced or number == len(stops) - 1:
            yield first, number
            first = number
