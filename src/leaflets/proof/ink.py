"""Where the letters of a page are, and lines that go round them.

Input: placed lines and the box of a text; output: the boxes of their glyphs, an outline round the
text, and what of the outline's edges is beside all letters. A line through words means elsewhere
in a proof that they are gone, so that none may go through words that are there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from leaflets.geometry import Op, Path, Point, Rect, Segment, rectangle
from leaflets.layout.page import PlacedLine

_APART = 0.9
"""Points between a text and its outline where nothing else is near."""
_HALF = 0.45
"""Half the width of the widest line round a box."""
_LEAST = 1.5
"""Points of an edge that are worth drawing."""

Ends = tuple[Point, Point]


def glyph_boxes(placed: PlacedLine) -> Iterator[Rect]:
    """Yield the box of each glyph that can be seen, where it stands on the page."""
    for run in placed.line.runs:
        scale = run.size / run.face.upem
        for cluster, start in zip(run.clusters, run.xs, strict=True):
            x = placed.x + start
            for glyph in cluster.glyphs:
                box = run.face.outline_box(glyph.index)
                if box.width and box.height:
                    yield Rect(
                        x + (glyph.x_offset + box.x) * scale,
                        placed.baseline + (box.y - glyph.y_offset) * scale,
                        box.width * scale,
                        box.height * scale,
                    )
                x += glyph.advance * scale


def grown(box: Rect, by: float) -> Rect:
    """Return ``box`` with every edge moved outward."""
    return Rect(box.x - by, box.y - by, box.width + 2 * by, box.height + 2 * by)


def outline(text: Rect, ink: Sequence[Rect]) -> Rect:
    """Return the box to draw round ``text``: at most half way to the ``ink`` of others."""
    left, top, right, bottom = text.x, text.y, text.right, text.bottom
    near = [one for one in ink if one.meets(grown(text, 2 * _APART))]
    level = [one for one in near if one.y < bottom and one.bottom > top]
    across = [one for one in near if one.x < right and one.right > left]
    x = left - _room(left - one.right for one in level)
    y = top - _room(top - one.bottom for one in across)
    end = right + _room(one.x - right for one in level)
    foot = bottom + _room(one.y - bottom for one in across)
    return Rect(x, y, end - x, foot - y)


def _room(gaps: Iterator[float]) -> float:
    """Return how far an edge may go out, where those beyond it begin after ``gaps``."""
    return min([_APART, *(gap / 2 for gap in gaps if gap >= 0)])


def edges(box: Rect, ink: Sequence[Rect]) -> Path | None:
    """Return the edges of ``box`` as far as they touch no ``ink``; None when they always do."""
    near = [one for one in ink if one.meets(grown(box, 2 * _HALF))]
    corners = ((box.x, box.y), (box.right, box.y), (box.right, box.bottom), (box.x, box.bottom))
    sides = list(zip(corners, (*corners[1:], corners[0]), strict=True))
    parts = [part for side in sides for part in beside(side, near)]
    if parts == sides:
        return rectangle(box)
    return strokes(parts)


def strokes(lines: Sequence[Ends]) -> Path | None:
    """Return straight lines as one path, None without any."""
    segments: list[Segment] = []
    for start, end in lines:
        segments += [(Op.MOVE, (start,)), (Op.LINE, (end,))]
    return Path(tuple(segments)) if segments else None


def beside(line: Ends, ink: Sequence[Rect]) -> Iterator[Ends]:
    """Yield the parts of a straight line that touch no ``ink``."""
    (x0, y0), (x1, y1) = line
    length = max(abs(x1 - x0), abs(y1 - y0))
    done = 0.0
    found = (_within(line, grown(one, _HALF)) for one in ink)
    for start, end in [*sorted(part for part in found if part), (1.0, 1.0)]:
        if (start - done) * length >= min(_LEAST, length):
            yield _at(line, done), _at(line, start)
        done = max(done, end)


def _at(line: Ends, share: float) -> Point:
    (x0, y0), (x1, y1) = line
    return (x0 + (x1 - x0) * share, y0 + (y1 - y0) * share) if share < 1 else (x1, y1)


def _within(line: Ends, box: Rect) -> tuple[float, float] | None:
    """Return the share of ``line`` at which it enters ``box``, and at which it leaves it."""
    (x0, y0), (x1, y1) = line
    start, end = 0.0, 1.0
    for at, by, low, high in ((x0, x1 - x0, box.x, box.right), (y0, y1 - y0, box.y, box.bottom)):
        if by == 0:
            if not low < at < high:
                return None
            continue
        first, last = sorted(((low - at) / by, (high - at) / by))
        start, end = max(start, first), min(end, last)
    return (start, end) if start < end else None
