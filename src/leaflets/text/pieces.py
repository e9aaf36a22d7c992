"""The clusters of a paragraph with all that setting them needs, Chinese spacing included.

Input: shaped items and styles. Output: ``Piece``s in logical order, covering the text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from leaflets.fonts.book import Choice
from leaflets.text import han
from leaflets.text.itemize import Item
from leaflets.text.model import Cluster, TextStyle

_JOINED = frozenset(
    {
        *("Adlm", "Arab", "Beng", "Chrs", "Deva", "Guru", "Mand", "Mani", "Mong", "Nkoo"),
        *("Ougr", "Phag", "Phlp", "Rohg", "Sogd", "Syrc", "Tibt"),
    }
)
"""Scripts whose letters touch (CSS Text 3, 8.2.1, and those with a headline): never tracked."""


class Piece(NamedTuple):
    """A cluster in its paragraph: its item's choice of face, style, level and Chinese spacing.

    ``gap`` is space before it (em) unless it begins a line; ``trim`` what it loses before and after
    itself (em); ``edge`` the same at the start and at the end of a line; ``blank`` white space.
    """

    cluster: Cluster
    choice: Choice | None
    style: TextStyle
    level: int
    script: str
    blank: bool
    gap: float = 0.0
    trim: tuple[float, float] = (0.0, 0.0)
    edge: tuple[float, float] = (0.0, 0.0)

    @property
    def size(self) -> float:
        """The type size in points, before copyfitting."""
        return self.style.size * self.choice.factor if self.choice else self.style.size

    @property
    def width(self) -> float:
        """The width in points before copyfitting, without the space before it."""
        if self.choice is None:
            return 0.0
        advance = self.cluster.advance / self.choice.face.upem
        return self.size * (advance + self.style.tracking - self.trim[0] - self.trim[1])


def item_pieces(
    text: str, item: Item, clusters: Iterable[Cluster], styles: Sequence[TextStyle]
) -> Iterator[Piece]:
    """Yield the pieces of one item; ``styles`` has one style for each code point of ``text``."""
    choice, level, script = item.choice, item.level, item.script
    for cluster in clusters:
        first = text[cluster.start]
        style = styles[cluster.start]
        if style.tracking and script in _JOINED and not first.isdecimal():
            style = replace(style, tracking=0.0)
        blank = first == " " or first == "\u3000"
        yield Piece(cluster, choice if cluster.glyphs else None, style, level, script, blank)


def spaced(text: str, pieces: Sequence[Piece]) -> list[Piece]:
    """Return the pieces with Chinese punctuation compressed and Han-Latin space added."""
    drawn = [index for index, piece in enumerate(pieces) if piece.choice is not None]
    marks = [_mark(text, pieces[index]) for index in drawn]
    result = list(pieces)
    before: Piece | None = None
    for index, mark, trim in zip(drawn, marks, han.trims(marks), strict=True):
        piece = pieces[index]
        gap = 0.0
        if before is not None and before.script != piece.script:
            gap = _gap(text, before, piece)
        edge = (han.HALF if mark in han.OPENING else 0.0, han.HALF if mark in han.CLOSING else 0.0)
        if gap or any(trim) or any(edge):
            result[index] = piece._replace(gap=gap, trim=trim, edge=edge)
        before = piece
    return result


def _gap(text: str, before: Piece, piece: Piece) -> float:
    if before.blank or piece.blank:
        return 0.0
    last, first = text[before.cluster.end - 1], text[piece.cluster.start]
    return han.gap(last, first, before.script, piece.script)


def _mark(text: str, piece: Piece) -> str:
    """Return the character of a piece, or '' for a full-width mark whose glyph is not one em."""
    character = text[piece.cluster.start]
    if character not in han.CLOSING and character not in han.OPENING:
        return character
    full = piece.choice is not None and piece.cluster.advance == piece.choice.face.upem
    return character if full else ""
