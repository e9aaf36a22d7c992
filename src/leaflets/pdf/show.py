"""One string on the page: codes and where they stand in, text-showing operators out.

Specification: ISO 32000-1, 9.4.2 (Tm) and 9.4.3 (TJ). A string names its font and its place itself;
a difference between where a code should stand and where the one before it ends becomes a TJ number.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from leaflets.pdf.codes import Code
from leaflets.text.model import GlyphRun

_TOLERANCE = 0.0004
"""Em by which a code may stand aside before it is worth a number (0.005 pt at 12 pt)."""

_FORGOTTEN = 0.1
"""Thousandths of an em: the least number that is written."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Codes shown by one string, in the face and size of ``run``.

    ``xs`` is the left edge of each code in points from the left end of the line's text.
    """

    run: GlyphRun
    codes: Sequence[Code]
    xs: Sequence[float]


def show(piece: Piece, font: str, origin: tuple[float, float]) -> str:
    """Return the operators that show ``piece``; ``origin`` is the left end of the baseline in PDF
    space, ``font`` a resource name."""
    size = piece.run.size
    unit = size / piece.run.face.upem
    first = piece.xs[0]
    strings = ["<"]
    pen, after_mark = first, False
    for code, x in zip(piece.codes, piece.xs, strict=True):
        gap = x - pen
        if abs(gap) > _TOLERANCE * size:
            number = round(-1000 * gap / size, 1)
            strings.append(f">{jump(number, after_mark)}<")
            pen -= number * size / 1000
        strings.append(code.hex)
        pen += code.width * unit
        after_mark = code.width == 0
    x, y = origin
    return f"/{font} {size:.6g} Tf 1 0 0 1 {x + first:.3f} {y:.3f} Tm [{''.join(strings)}>]TJ"


def jump(number: float, after_mark: bool) -> str:
    """Return a TJ number; in two parts after an invisible mark, whose own part pdf.js forgets."""
    return f"{_FORGOTTEN:g} {round(number - _FORGOTTEN, 1):g}" if after_mark else f"{number:g}"
