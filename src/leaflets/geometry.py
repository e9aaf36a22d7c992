"""Plane geometry in points; x grows from the start (or left) edge, y grows downward.

What the numbers of a ``Path`` are relative to is said by whoever holds it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

KAPPA = 0.5522847498307936
"""Distance of a cubic Bézier's control points that makes a quarter circle of radius 1."""


@dataclass(frozen=True, slots=True)
class Rect:
    """An upright rectangle: ``x``, ``y`` of its top corner nearest the origin, and its size."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.x + self.width

    @property
    def bottom(self) -> float:
        return self.y + self.height

    def moved(self, dx: float, dy: float) -> Rect:
        return Rect(self.x + dx, self.y + dy, self.width, self.height)

    def meets(self, other: Rect) -> bool:
        """Tell whether the two rectangles have an area in common."""
        beside = self.right <= other.x or other.right <= self.x
        return not beside and self.y < other.bottom and other.y < self.bottom

    def mirrored(self, width: float) -> Rect:
        """Return the rectangle as seen in a vertical mirror in the middle of ``width``."""
        return Rect(width - self.x - self.width, self.y, self.width, self.height)


class Op(Enum):
    """A path segment; the comment tells how many points follow it."""

    MOVE = "m"  # 1
    LINE = "l"  # 1
    CURVE = "c"  # 3, a cubic Bézier
    CLOSE = "h"  # 0


Point = tuple[float, float]
Segment = tuple[Op, tuple[Point, ...]]


@dataclass(frozen=True, slots=True)
class Path:
    """An outline, filled by the nonzero winding rule."""

    segments: tuple[Segment, ...]

    @property
    def bounds(self) -> Rect:
        """The rectangle around every point, those that only guide a curve included."""
        points = [point for _, points in self.segments for point in points]
        xs, ys = [x for x, _ in points], [y for _, y in points]
        return Rect(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))

    def mapped(self, change: Callable[[float, float], Point]) -> Path:
        """Return the path with every point changed by ``change(x, y)``."""
        return Path(
            tuple((op, tuple(change(x, y) for x, y in points)) for op, points in self.segments)
        )

    def placed(self, dx: float, dy: float, scale: float = 1.0) -> Path:
        """Return the path scaled about the origin, then moved."""
        return self.mapped(lambda x, y: (x * scale + dx, y * scale + dy))

    def mirrored(self, width: float) -> Path:
        """Return the path as seen in a vertical mirror in the middle of ``width``."""
        return self.mapped(lambda x, y: (width - x, y))


def rectangle(rect: Rect) -> Path:
    """Return the outline of ``rect``."""
    return Path(
        (
            (Op.MOVE, ((rect.x, rect.y),)),
            (Op.LINE, ((rect.right, rect.y),)),
            (Op.LINE, ((rect.right, rect.bottom),)),
            (Op.LINE, ((rect.x, rect.bottom),)),
            (Op.CLOSE, ()),
        )
    )


def rounded(rect: Rect, radii: tuple[float, float, float, float]) -> Path:
    """Return ``rect`` with round corners: radii from the top left one clockwise."""
    top_left, top_right, bottom_right, bottom_left = radii
    x0, y0, x1, y1 = rect.x, rect.y, rect.right, rect.bottom
    segments: list[Segment] = [(Op.MOVE, ((x0 + top_left, y0),))]
    segments += _corner((x1 - top_right, y0), (x1, y0), (x1, y0 + top_right))
    segments += _corner((x1, y1 - bottom_right), (x1, y1), (x1 - bottom_right, y1))
    segments += _corner((x0 + bottom_left, y1), (x0, y1), (x0, y1 - bottom_left))
    segments += _corner((x0, y0 + top_left), (x0, y0), (x0 + top_left, y0))
    segments.append((Op.CLOSE, ()))
    return Path(tuple(segments))


def _corner(start: Point, corner: Point, end: Point) -> list[Segment]:
    line = (Op.LINE, (start,))
    if start == end:
        return [line]
    first = (start[0] + (corner[0] - start[0]) * KAPPA, start[1] + (corner[1] - start[1]) * KAPPA)
    second = (end[0] + (corner[0] - end[0]) * KAPPA, end[1] + (corner[1] - end[1]) * KAPPA)
    return [line, (Op.CURVE, (first, second, end))]


def arch(rect: Rect) -> Path:
    """Return a flat-footed rectangle with a half-round top, as high and wide as ``rect``."""
    radius = min(rect.width / 2, rect.height)
    return rounded(rect, (radius, radius, 0.0, 0.0))
