"""Draw a line of text: a placed line in, content stream operators out.

Input: ``PlacedLine`` values (y downward) and the ``FontSet`` whose codes they need. Output: text
operators (ISO 32000-1, 9.4; y upward) in reading order, cut where the structure element changes,
so that the caller can wrap every segment in marked content. Every code means its source text, the
spaces between words and at the end of a line are there, and an added hyphen means U+00AD, so the
text comes out of the file as it went in. A run from left to right is one string; lines with
right-to-left text are cut by ``tokens``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby

from leaflets.language import Direction
from leaflets.layout.page import Mark, PlacedLine
from leaflets.pdf.embed import FontSet
from leaflets.pdf.show import Piece, show
from leaflets.pdf.tokens import SOFT_HYPHEN
from leaflets.pdf.tokens_ltr import ltr_pieces
from leaflets.pdf.tokens_rtl import rtl_pieces
from leaflets.text.model import Line


@dataclass(frozen=True, slots=True)
class TextSegment:
    """Operators that belong to one structure element (None: an artifact)."""

    structure: int | None
    operators: str


def segments(
    placed: PlacedLine, page_height: float, fonts: FontSet, paint: Callable[[Mark], str]
) -> list[TextSegment]:
    """Return the operators that draw ``placed`` on a page of ``page_height`` points.

    ``paint`` returns the operators that set the colour of a mark; every segment begins with them.
    """
    origin = (placed.x, page_height - placed.baseline)
    parts: list[TextSegment] = []
    for mark, group in groupby(_pieces(placed.line, fonts), _mark):
        strings = [show(piece, fonts.resource_name(piece.run.face), origin) for piece in group]
        operators = "\n".join((paint(mark), "BT", *strings, "ET"))
        structure = placed.structure if mark.structure is None else mark.structure
        if parts and parts[-1].structure == structure:
            operators = f"{parts.pop().operators}\n{operators}"
        parts.append(TextSegment(structure, operators))
    return parts


def _mark(piece: Piece) -> Mark:
    mark = piece.run.style.mark
    assert isinstance(mark, Mark)
    return mark


def _pieces(line: Line, fonts: FontSet) -> Sequence[Piece]:
    """Return what the line shows, in logical order."""
    if line.direction is Direction.RTL:
        return rtl_pieces(line, fonts)
    if any(run.level % 2 for run in line.runs):
        return ltr_pieces(line, fonts)
    return _plain_pieces(line, fonts)


def _plain_pieces(line: Line, fonts: FontSet) -> list[Piece]:
    text = line.text
    pieces = []
    for run in line.runs:
        code = fonts.codes(run.face).code
        codes = [code(c.glyphs, text[c.start : c.end] or SOFT_HYPHEN) for c in run.clusters]
        pieces.append(Piece(run, codes, run.xs))
    return pieces
