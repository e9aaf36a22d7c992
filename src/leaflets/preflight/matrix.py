"""Transformation matrices (ISO 32000-1, 8.3.4): six numbers, applied to row vectors; outlines."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import sqrt

from leaflets.preflight.element import Box

Matrix = tuple[float, float, float, float, float, float]

IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def times(first: Matrix, then: Matrix) -> Matrix:
    """Return the matrix that applies ``first`` and then ``then``."""
    a, b, c, d, e, f = first
    p, q, r, s, t, u = then
    return (
        a * p + b * r,
        a * q + b * s,
        c * p + d * r,
        c * q + d * s,
        e * p + f * r + t,
        e * q + f * s + u,
    )


def moved(x: float, y: float, then: Matrix) -> Matrix:
    """Return ``then`` after a shift by ``x`` and ``y``."""
    a, b, c, d, e, f = then
    return (a, b, c, d, x * a + y * c + e, x * b + y * d + f)


def scale(matrix: Matrix) -> float:
    """Return by how much lengths grow: exact where both axes grow alike."""
    a, b, c, d, _, _ = matrix
    return sqrt(abs(a * d - b * c))


def bounds(points: Iterable[tuple[float, float]], matrix: Matrix) -> Box:
    """Return the upright box round the transformed points."""
    a, b, c, d, e, f = matrix
    moved = [(x * a + y * c + e, x * b + y * d + f) for x, y in points]
    xs, ys = [x for x, _ in moved], [y for _, y in moved]
    return Box(min(xs), min(ys), max(xs), max(ys))


def corners(left: float, bottom: float, right: float, top: float) -> list[tuple[float, float]]:
    return [(left, bottom), (right, bottom), (left, top), (right, top)]


def around(boxes: Sequence[Box]) -> Box:
    """Return the box that holds all of ``boxes``, of which there is one at least."""
    lefts, bottoms, rights, tops = zip(*boxes, strict=True)
    return Box(min(lefts), min(bottoms), max(rights), max(tops))


class Outline:
    """A path in the making: the points of each of its subpaths."""

    def __init__(self) -> None:
        self._parts: list[list[tuple[float, float]]] = []

    def add(self, operator: str, numbers: Sequence[float]) -> None:
        """Add what a path operator says; control points count as points."""
        if operator == "re":
            x, y, width, height = numbers
            self._parts.append(corners(x, y, x + width, y + height))
            return
        if operator == "m" or not self._parts:
            self._parts.append([])
        self._parts[-1] += zip(numbers[::2], numbers[1::2], strict=True)

    def boxes(self, matrix: Matrix) -> list[Box]:
        """Return the box of each subpath, transformed."""
        return [bounds(part, matrix) for part in self._parts if part]
