"""A finished page as content operators, cut where its structure changes.

Input: a page with y downward from the top of the trim; output: segments whose coordinates have the
origin at the bottom left of the trim. Text is left to ``textline``; tags and boxes come later.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from leaflets.document.colour import Colour
from leaflets.geometry import Op, Path, Point
from leaflets.layout.page import Mark, Page, PlacedImage, PlacedLine, PlacedShape
from leaflets.pdf.colour import Inks
from leaflets.pdf.embed import FontSet
from leaflets.pdf.picture import resource_name
from leaflets.pdf.syntax import number, numbers
from leaflets.pdf.textline import TextSegment, segments

_Subpath = list[tuple[Op, tuple[Point, ...]]]


Paint = Callable[[Mark], str]
"""Returns the operators that set the colour of a mark."""

DrawLine = Callable[[PlacedLine, float, FontSet, Paint], list[TextSegment]]
"""Draws a line on a page of some height, as ``textline.segments`` does."""

DrawPath = Callable[[Path, float], str]
"""Draws a path on a page of some height, as ``outline`` does."""


class Segment(NamedTuple):
    """Content operators of one structure element; None for an artifact."""

    structure: int | None
    operators: str


def outline(path: Path, height: float) -> str:
    """Return the construction operators of ``path``, turned upright on a page ``height`` high."""
    return "\n".join(_subpath(part, height) for part in _subpaths(path))


class Hand(NamedTuple):
    """What draws lines and paths."""

    line: DrawLine = segments
    path: DrawPath = outline


PLAIN = Hand()


def draw_page(page: Page, fonts: FontSet, inks: Inks, hand: Hand = PLAIN) -> list[Segment]:
    """Return the content of ``page`` in painting order; ``fonts`` notes the glyphs it uses."""

    def paint(mark: Mark) -> str:
        return inks.fill(mark.colour)

    pen = _Pen(page.height, inks, hand.path)
    found: list[Segment] = []
    for placement in page.placements:
        if isinstance(placement, PlacedLine):
            pen.forget_colour()
            drawn = hand.line(placement, page.height, fonts, paint)
            found += (Segment(part.structure, part.operators) for part in drawn)
        elif isinstance(placement, PlacedImage):
            shown = f"q\n{inks.knock_out()}{_image(placement, page.height)}\nQ"
            found.append(Segment(placement.structure, shown))
        elif inks.prints(placement.colour):
            found.append(Segment(placement.structure, pen.draw(placement)))
    return found


def _image(image: PlacedImage, height: float) -> str:
    """Return the operators that show a picture: its unit square on its box."""
    box = image.box
    place = numbers((box.width, 0, 0, box.height, box.x, height - box.bottom))
    return f"{place} cm\n/{resource_name(image.picture)} Do"


class _Pen:
    """Draws shapes, saying again only what changed since the last one.

    Each shape keeps a painting operator of its own: one operator for two overlapping shapes would
    let opposite windings cut a hole where they meet.
    """

    def __init__(self, height: float, inks: Inks, draw_path: DrawPath) -> None:
        self._height = height
        self._draw_path = draw_path
        self._inks = inks
        self._colour: tuple[Colour, bool] | None = None
        self._width = 1.0
        self._dash: tuple[float, ...] = ()

    def forget_colour(self) -> None:
        self._colour = None

    def draw(self, shape: PlacedShape) -> str:
        stroked = shape.stroke > 0
        parts = self._paint(shape.colour, stroked)
        if stroked:
            parts += self._line(shape)
        parts.append(self._draw_path(shape.path, self._height))
        parts.append("S" if stroked else "f")
        return "\n".join(parts)

    def _paint(self, colour: Colour, stroked: bool) -> list[str]:
        if (colour, stroked) == self._colour:
            return []
        # Fill and stroke share the overprint state, so a change of either says it anew.
        self._colour = (colour, stroked)
        return [self._inks.stroke(colour) if stroked else self._inks.fill(colour)]

    def _line(self, shape: PlacedShape) -> list[str]:
        parts = []
        if shape.stroke != self._width:
            self._width = shape.stroke
            parts.append(f"{number(shape.stroke)} w")
        if shape.dash != self._dash:
            self._dash = shape.dash
            parts.append(f"[{numbers(shape.dash)}] 0 d")
        return parts


def _subpaths(path: Path) -> Iterator[_Subpath]:
    part: _Subpath = []
    for segment in path.segments:
        if segment[0] is Op.MOVE and part:
            yield part
            part = []
        part.append(segment)
    if part:
        yield part


def _subpath(part: _Subpath, height: float) -> str:
    corners = _rectangle(part)
    if corners:
        (x, y), _, (x2, y2) = corners
        return f"{numbers((x, height - y, x2 - x, y - y2))} re"
    return "\n".join(_segment(op, points, height) for op, points in part)


def _segment(op: Op, points: Sequence[Point], height: float) -> str:
    coordinates = [value for x, y in points for value in (x, height - y)]
    return f"{numbers(coordinates)} {op.value}" if coordinates else op.value


def _rectangle(part: _Subpath) -> tuple[Point, Point, Point] | None:
    """Return three corners of a closed upright rectangle that starts along a horizontal edge.

    ``re`` runs along the first edge, so the winding direction stays what it was.
    """
    if [op for op, _ in part] != [Op.MOVE, Op.LINE, Op.LINE, Op.LINE, Op.CLOSE]:
        return None
    a, b, c, d = (points[0] for _, points in part[:4])
    upright = a[1] == b[1] and b[0] == c[0] and c[1] == d[1] and d[0] == a[0]
    return (a, b, c) if upright else None
