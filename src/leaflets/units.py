"""Lengths: the point (1/72 inch) is the one inner unit; millimetres end in this module.

Input: numbers or text such as ``"3mm"``; output: points as floats.
"""

from __future__ import annotations

import re

MM = 72 / 25.4
"""Points in one millimetre."""

_LENGTH = re.compile(r"\s*(-?\d+(?:\.\d+)?)\s*(mm|pt)\s*")


def mm(value: float) -> float:
    """Return ``value`` millimetres in points."""
    return value * MM


def to_mm(points: float) -> float:
    """Return ``points`` in millimetres."""
    return points / MM


def parse_length(text: str) -> float:
    """Return the points that ``text`` (a number with ``mm`` or ``pt``) stands for.

    Raises ValueError when the text is no length.
    """
    match = _LENGTH.fullmatch(text)
    if match is None:
        raise ValueError(f"{text!r} is not a length; write a number with mm or pt, such as 3mm")
    number = float(match[1])
    return number * MM if match[2] == "mm" else number
