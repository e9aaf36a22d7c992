"""Choose line breaks for ragged text: stops and a measure in, the chosen stops out.

Dynamic programming over all lines of a paragraph (Knuth and Plass, "Breaking Paragraphs into
Lines", 1981, with squared slack for demerits): fewest lines first, then the most even right edge,
breaks at good places, and no lonely last word. Cost grows linearly with the text, since only the
stops that fit on one line are looked at.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import inf

from leaflets.text.linebreak import OVERFULL, SHORT, Stop, segments

_LINE = 10.0  # one line more weighs more than any unevenness
_LONELY = 0.6  # a last line shorter than SHORT of the measure
_LAST = 0.15  # how much the slack of a last line weighs beside that of the others


def break_ragged(stops: Sequence[Stop], measure: float, balance: bool) -> tuple[int, ...]:
    """Return the indices into ``stops`` at which lines end, the last one included.

    ``stops[0]`` is the start of the paragraph (``end`` unused), the last its end.
    """
    chosen: list[int] = []
    for first, last in segments(stops):
        chosen += _segment(stops, first, last, (measure, balance))
    return tuple(chosen)


def _segment(
    stops: Sequence[Stop], first: int, last: int, setting: tuple[float, bool]
) -> list[int]:
    costs, origins = [0.0], [first]  # of the best setting that ends at each stop from ``first`` on
    for end in range(first + 1, last + 1):
        least, origin = inf, first
        for start in _starts(stops, first, end, setting[0]):
            cost = costs[start - first] + _cost(stops, (start, end), (first, last), setting)
            if cost < least:
                least, origin = cost, start
        costs.append(least)
        origins.append(origin)
    path = [last]
    while path[-1] != first:
        path.append(origins[path[-1] - first])
    return path[-2::-1]


def _starts(stops: Sequence[Stop], first: int, end: int, measure: float) -> Iterator[int]:
    """Yield the starts of lines that may end at ``end``: those that fit, at least one."""
    yield end - 1
    furthest = stops[end].end - measure - 0.01
    for start in range(end - 2, first - 1, -1):
        if stops[start].next < furthest:
            return
        yield start


def _cost(
    stops: Sequence[Stop],
    line: tuple[int, int],
    bounds: tuple[int, int],
    setting: tuple[float, bool],
) -> float:
    (start, end), measure = line, setting[0]
    width = stops[end].end - stops[start].next
    slack = (measure - width) / measure if measure > 0 else 0.0
    if slack < -1e-4:
        return OVERFULL * (1 - slack)
    if end != bounds[1]:
        return _LINE + slack * slack + stops[end].penalty
    lonely = start != bounds[0] and width < SHORT * measure
    share = 1.0 if setting[1] else _LAST
    return _LINE + share * slack * slack + (_LONELY if lonely else 0.0)
