"""Measure what a print shop asks about a file: the size of its pages and the inks they take.

Input: the bytes of a PDF that can be judged; output: a ``PageMeasure`` for each page. Inks are read
from the content, not from plates: an ink counts where something inside the bleed asks for it, also
below something else. Pictures count by their samples.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pikepdf

from leaflets.preflight.finding import Limits
from leaflets.preflight.plates import NAMES
from leaflets.preflight.subject import Sheet, guarded, open_subject
from leaflets.units import to_mm


@dataclass(frozen=True, slots=True)
class PageMeasure:
    """``width`` and ``height`` of the trim and the least ``bleed`` in millimetres; ``process`` are
    the inks among cyan, magenta, yellow and black, ``spots`` the others by name."""

    width: float
    height: float
    bleed: float
    process: tuple[str, ...]
    spots: tuple[str, ...]


def measure(data: bytes) -> tuple[PageMeasure, ...]:
    """Return the measures of every page; UnreadableError as ``open_subject`` has it."""
    with guarded():
        return tuple(map(_measure, open_subject(data, Limits()).sheets))


def _measure(sheet: Sheet) -> PageMeasure:
    trim, bleed = sheet.trim, sheet.bleed
    borders = (
        trim.left - bleed.left,
        trim.bottom - bleed.bottom,
        bleed.right - trim.right,
        bleed.top - trim.top,
    )
    inks = {name for one in sheet.printed for ink in one.inks for name in ink.tints}
    inks |= {name for resources in sheet.resources for name in _picture_inks(resources)}
    return PageMeasure(
        to_mm(trim.right - trim.left),
        to_mm(trim.top - trim.bottom),
        to_mm(min(borders)),
        tuple(name for name in NAMES if name in inks),
        tuple(sorted(inks.difference(NAMES))),
    )


def _picture_inks(resources: Any) -> Iterator[str]:
    """Yield the inks of the pictures among ``resources``; all four where only a RIP would know."""
    for picture in resources.get("/XObject", {}).values():
        if picture.get("/Subtype") != "/Image" or "/ImageMask" in picture:
            continue
        is_cmyk = picture.get("/ColorSpace") == pikepdf.Name.DeviceCMYK
        if not is_cmyk or picture.get("/BitsPerComponent") != 8:
            yield from NAMES
            continue
        samples = picture.read_bytes()
        yield from (name for at, name in enumerate(NAMES) if any(samples[at::4]))
