"""Choose line breaks for ragged text: stops and a measure in, the chosen stops out.

Dynamic programming over all lines of a paragraph (Knuth and Plass, "Breaking Paragraphs into
Lines", 1981, with squared slack for demerits): fewest lines first, then the most even right edge,
breaks at good places, and no lonely last word. Cost grows linearly with the text, since only the
stops that fit on one line are looked at.
"""

from __future__ import annotations

from collections.abc import Sequence

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
    measure = setting[0]
    best: dict[int, tuple[float, int]] = {first: (0.0, first)}
    for end in range(first + 1, last + 1):
        cost, origin = min(
            (
                best[start][0] + _cost(stops, (start, end), (first, last), setting),
                -start,
            )
            for start in _starts(stops, first, end, measure)
        )
        best[end] = (cost, -origin)
    path = [last]
    while path[-1] != first:
        path.append(best[path[-1]][1])
    return path[-2::-1]


def _starts(stops: Sequence[Stop], first: int, end: int, measure: float) -> list[int]:
    """Return the starts of lines that may end at ``end``: those that fit, at least one."""
    starts = [end - 1]
    for start in range(end - 2, first - 1, -1):
        if stops[end].end - stops[start].next > measure + 0.01:
            break
        starts.append(start)
    return starts


def _cost(
    stops: Sequence[Stop],
    line: tuple[int, int],
    bounds: tuple[int, int],
    setting: tuple[float, bool],
) -> float:
    (start, end), (first, last), (measure, balance) = line, bounds, setting
    width = stops[end].end - stops[start].next
    slack = (measure - width) / measure if measure > 0 else 0.0
    if slack < -1e-4:
        return OVERFULL * (1 - slack)
    if end != last:
        return _LINE + slack * slack + stops[end].penalty
    lonely = start != first and width < SHORT * measure
    share = 1.0 if balance else _LAST
    return _LINE + share * slack * slack + (_LONELY if lonely else 0.0)
