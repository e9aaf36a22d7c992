"""Transformation matrices (ISO 32000-1, 8.3.4): six numbers, applied to row vectors."""

from __future__ import annotations

from collections.abc import Iterable
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
