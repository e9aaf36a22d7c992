"""Kinds of value that a type hint alone cannot say; they stand in ``Annotated``.

``Annotated[float, LENGTH]`` is a float made from ``3mm``; ``Annotated[dict[str, Any],
Partial(Style)]`` is a plain dictionary of some of ``Style``'s fields. A new kind is a new ``Made``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Annotated, Any

from leaflets.units import parse_length

MOST_POINTS = 14_400
"""The longest side of a PDF page (ISO 32000-1, annex C.2)."""


@dataclass(frozen=True, slots=True, eq=False)
class Made:
    """A value made from another.

    ``source`` is the type that the file holds, ``make`` turns it into the value or raises
    ValueError; its message may carry a remedy after a semicolon. ``name`` is how messages call the
    kind, empty for the source's own name.
    """

    source: Any
    make: Callable[[Any], Any]
    name: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Partial:
    """Some fields of the dataclass ``shape``, as a dictionary; ``kinds`` are types of fields that
    say more than the hints of ``shape`` do."""

    shape: type
    kinds: Mapping[str, Any] = field(default_factory=dict)


def _points(value: str | float) -> float:
    if isinstance(value, str) and not value.isascii():
        raise ValueError(f"`{value}` is not a length; write it with the digits 0 to 9")
    points = parse_length(value) if isinstance(value, str) else value
    if abs(points) > MOST_POINTS:
        raise ValueError(f"this is longer than {MOST_POINTS} pt; write a length that fits a sheet")
    return points


def _length(value: str | float) -> float:
    if isinstance(value, float) and value:
        raise ValueError(f"{value:g} has no unit; write {value:g}mm or {value:g}pt")
    return _points(value)


def _month(text: str) -> date:
    match = re.fullmatch(r"([0-9]{4})-(0[1-9]|1[0-2])", text)
    if match is None or match[1] == "0000":
        raise ValueError(f"`{text}` is not a month; write year-month, such as 2026-11")
    return date(int(match[1]), int(match[2]), 1)


def _message(text: str) -> str:
    if not text.strip():
        raise ValueError("the text is empty; write the text in the source language")
    return text


LENGTH = Made(str | float, _length, "a length such as 3mm or 12pt")
"""Points, from text with a unit; only 0 needs none."""

SIZE = Made(str | float, _points, "a size such as 12 or 12pt")
"""The size of type, whose plain number is points as everywhere in printing."""

MONTH = Made(str, _month, "a month such as 2026-11")
"""The first day of a month."""

MSGID = Made(str, _message)
"""Text that readers see: it goes through the catalogs."""

Length = Annotated[float, LENGTH]
Size = Annotated[float, SIZE]
Month = Annotated[date, MONTH]
Msgid = Annotated[str, MSGID]
