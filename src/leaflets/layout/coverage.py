"""Which points a filled outline covers: the nonzero winding rule (ISO 32000-1, 8.5.3.3.2)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from leaflets.geometry import Op, Path, Point, Rect

_STEPS = 8
"""Straight pieces for a curve: a quarter circle is met within 0.5 % of its radius."""


@dataclass(frozen=True, slots=True)
class Area:
    """What a filled outline covers; made once, asked often. ``box`` is a rectangle around it."""

    box: Rect
    sides: tuple[tuple[Point, Point], ...]

    def covers(self, point: Point) -> bool:
        """Tell whether the point lies inside."""
        box = self.box
        if not (box.x <= point[0] <= box.right and box.y <= point[1] <= box.bottom):
            return False
        return sum(_turn(start, end, point) for start, end in self.sides) != 0


def area(path: Path) -> Area:
    """Return what ``path`` covers when it is filled."""
    return Area(path.bounds, tuple(_sides(path)))


def _turn(start: Point, end: Point, point: Point) -> int:
    """Return how a side winds round the point: 1, -1, or 0 where it does not pass on its right."""
    (x0, y0), (x1, y1), (x, y) = start, end, point
    if (y0 <= y) == (y1 <= y):
        return 0
    crossing = x0 + (y - y0) / (y1 - y0) * (x1 - x0)
    if crossing <= x:
        return 0
    return 1 if y1 > y0 else -1


def _sides(path: Path) -> Iterator[tuple[Point, Point]]:
    """Yield the sides of the outline, curves as straight pieces, every part closed."""
    first = at = (0.0, 0.0)
    for op, points in path.segments:
        if op in (Op.MOVE, Op.CLOSE):
            yield at, first
            first = at = points[0] if op is Op.MOVE else first
            continue
        ends = points if op is Op.LINE else _curve(at, points)
        for end in ends:
            yield at, end
            at = end
    yield at, first


def _curve(start: Point, points: tuple[Point, ...]) -> tuple[Point, ...]:
    """Return points along a cubic Bézier curve, its end last."""
    first, second, end = points
    found = []
    for step in range(1, _STEPS + 1):
        t = step / _STEPS
        weights = ((1 - t) ** 3, 3 * (1 - t) ** 2 * t, 3 * (1 - t) * t**2, t**3)
        controls = (start, first, second, end)
        x, y = (sum(w * c[axis] for w, c in zip(weights, controls, strict=True)) for axis in (0, 1))
        found.append((x, y))
    return tuple(found)
