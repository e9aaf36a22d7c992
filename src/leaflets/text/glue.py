"""What may be widened or narrowed to fill a line: pieces in, stretch and shrink of each out.

Spaces give as in TeX's text faces: half their width more, a third less. In Chinese and Japanese
every place between two characters gives a little, and the space beside Latin goes up to a quarter
of an em (W3C clreq, 3.2). Points before copyfitting.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from leaflets.text.pieces import Piece

Glue = tuple[float, float]
"""Stretch and shrink of the space after a piece."""

_NONE: Final[Glue] = (0.0, 0.0)
_STRETCH: Final = 1 / 2
_SHRINK: Final = 1 / 3
_BETWEEN_HAN: Final = 0.06  # em
_MOST_BESIDE_LATIN: Final = 0.25  # em
_HAN: Final = frozenset({"Hani", "Hira", "Kana", "Bopo"})
_UNDIVIDED: Final = frozenset("—…⋯")
_NO_BREAK_SPACE: Final = "\u00a0"


def glue(text: str, pieces: Sequence[Piece], between_han: bool) -> list[Glue]:
    """Return the glue after each of ``pieces``; ``between_han`` where Han itself may give."""
    found = [_space(text, piece) for piece in pieces]
    if between_han:
        drawn = [index for index, piece in enumerate(pieces) if piece.choice is not None]
        for this, following in pairwise(drawn):
            found[this] = _han(text, pieces[this], pieces[following]) or found[this]
    return found


def _space(text: str, piece: Piece) -> Glue:
    if piece.choice is None:
        return _NONE
    if piece.blank or text[piece.cluster.start : piece.cluster.end] == _NO_BREAK_SPACE:
        return (piece.width * _STRETCH, piece.width * _SHRINK)
    return _NONE


def _han(text: str, this: Piece, following: Piece) -> Glue | None:
    """Return the glue between two neighbours of which one is Han, None where there is none."""
    if this.blank or following.blank or not (this.script in _HAN or following.script in _HAN):
        return None
    last, first = text[this.cluster.end - 1], text[following.cluster.start]
    if last == first and last in _UNDIVIDED:
        return None
    room = _MOST_BESIDE_LATIN - following.gap if following.gap else _BETWEEN_HAN
    return (room * following.size, following.gap / 2 * following.size)
