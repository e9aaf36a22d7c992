"""Crop and registration marks in the border outside the bleed.

Input: a page's boxes; output: operators with the origin at the bottom left of the trim. Marks are
painted on every plate (Separation All). The slug's text is not written here.
"""

from __future__ import annotations

from collections.abc import Iterator

from leaflets.geometry import Op, Path, Point, Rect, rounded
from leaflets.pdf.boxes import SLUG, Boxes
from leaflets.pdf.colour import REGISTRATION, Inks
from leaflets.pdf.draw import outline
from leaflets.pdf.syntax import number
from leaflets.units import mm

_WEIGHT = 0.25
_GAP = mm(1)
"""From the bleed to a crop mark: a mark must not touch what may be seen after a careless cut."""
_LENGTH = mm(5)
_RADIUS = mm(1.5)
_ARM = mm(3)


def printer_marks(boxes: Boxes, inks: Inks) -> str:
    """Return crop marks at the four corners and a registration mark in the middle of each side."""
    paths = [*_crop_marks(boxes), *_targets(boxes)]
    drawn = "\n".join(outline(path, boxes.height) for path in paths)
    return f"{inks.stroke(REGISTRATION)}\n{number(_WEIGHT)} w\n[] 0 d\n{drawn}\nS"


def _crop_marks(boxes: Boxes) -> Iterator[Path]:
    near = boxes.bleed + _GAP
    far = near + _LENGTH
    for x in (0.0, boxes.width):
        yield _line((x, -near), (x, -far))
        yield _line((x, boxes.height + near), (x, boxes.height + far))
    for y in (0.0, boxes.height):
        yield _line((-near, y), (-far, y))
        yield _line((boxes.width + near, y), (boxes.width + far, y))


def _targets(boxes: Boxes) -> Iterator[Path]:
    away = boxes.bleed + SLUG / 2
    middle, half = boxes.width / 2, boxes.height / 2
    ends = ((middle, -away), (middle, boxes.height + away))
    sides = ((-away, half), (boxes.width + away, half))
    for x, y in (*ends, *sides):
        yield _line((x - _ARM, y), (x + _ARM, y))
        yield _line((x, y - _ARM), (x, y + _ARM))
        yield rounded(_square(x, y), (_RADIUS,) * 4)


def _line(start: Point, end: Point) -> Path:
    return Path(((Op.MOVE, (start,)), (Op.LINE, (end,))))


def _square(x: float, y: float) -> Rect:
    return Rect(x - _RADIUS, y - _RADIUS, 2 * _RADIUS, 2 * _RADIUS)
