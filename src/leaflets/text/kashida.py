"""Lengthen Arabic letters where a line needs filling: the pieces of a line in, longer ones out.

Sparing, after the custom of type: at most one lengthening a word and a few a line, after the teeth
of sin and sad, else before a final ta marbuta, ha or dal, else before a final alif, ta, kaf or lam;
never inside lam-alif or any other ligature. The tatweel (U+0640) is shaped within its word and then
belongs to the letter before it, so the text of the line stays what it was.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby, pairwise
from operator import attrgetter
from typing import Final, NamedTuple

from leaflets.text.analysis import Analysis
from leaflets.text.model import Cluster
from leaflets.text.pieces import Piece
from leaflets.text.shape import shape

_TATWEEL: Final = "\u0640"
_MOST_A_LINE: Final = 3
_LONGEST: Final = 0.5  # em by which a word grows at most
_SHORTEST: Final = 3  # letters of a word that may be lengthened

_TEETH: Final = frozenset("سشصضڛښڜ")
_JOINS_ON: Final = frozenset("بتثجحخسشصضطظعغفقكلمنهيئپچڤکگیٹھہںڛښڜ")
"""Letters that join the one after them."""

_FINAL: Final = {**dict.fromkeys("ةهدذۃہ", 1), **dict.fromkeys("اأإآطظكکگل", 2)}
"""How good the place before a word's last letter is; smaller is better."""

_LAM: Final = "ل"
_ALIFS: Final = frozenset("اأإآٱ")


class _Place(NamedTuple):
    """Where a word, pieces ``[start, end)``, may be lengthened: after piece ``after``."""

    rank: int
    after: int
    start: int
    end: int


def lengthened(analysis: Analysis, pieces: Sequence[Piece], room: float) -> Sequence[Piece]:
    """Return ``pieces`` of a line made longer by at most ``room`` points before copyfitting."""
    places = sorted(_places(analysis.text, pieces))[:_MOST_A_LINE]
    counts = _counts([pieces[place.after] for place in places], room)
    result = list(pieces)
    for place, count in zip(places, counts, strict=True):
        if count:
            result[place.start : place.end] = _word(analysis, pieces, place, count)
    return result


def _counts(letters: Sequence[Piece], room: float) -> list[int]:
    """Return how many tatweels ``room`` has after each letter, dealt out one by one."""
    widths = [_tatweel_width(letter) for letter in letters]
    counts = [0] * len(letters)
    growing = [number for number, wide in enumerate(widths) if wide > 0]
    while growing:
        for number in list(growing):
            wide, longest = widths[number], _LONGEST * letters[number].size
            if wide > room or (counts[number] + 1) * wide > longest:
                growing.remove(number)
            else:
                counts[number] += 1
                room -= wide
    return counts


def _places(text: str, pieces: Sequence[Piece]) -> Iterator[_Place]:
    """Yield the best place of every word that has one."""
    for is_blank, group in groupby(range(len(pieces)), key=lambda i: pieces[i].blank):
        word = list(group)
        if is_blank or len({pieces[i][1:4] for i in word}) != 1 or not pieces[word[0]].level % 2:
            continue
        letters = [i for i in word if text[pieces[i].cluster.start].isalpha()]
        found = [
            _Place(rank, this, word[0], word[-1] + 1)
            for this, following in pairwise(letters)
            if (
                rank := _rank(
                    text, pieces[this].cluster, pieces[following], following == letters[-1]
                )
            )
            is not None
        ]
        if len(letters) >= _SHORTEST and found:
            yield min(found)


def _rank(text: str, this: Cluster, following: Piece, is_last: bool) -> int | None:
    """Return how good the join between two letters is, None where it must stay as it is."""
    letter, after = text[this.start], text[following.cluster.start]
    whole = _is_letter(text, this) and _is_letter(text, following.cluster)
    if not whole or letter not in _JOINS_ON or (letter == _LAM and after in _ALIFS):
        return None
    if letter in _TEETH and not is_last:
        return 0
    return _FINAL.get(after) if is_last else None


def _is_letter(text: str, cluster: Cluster) -> bool:
    """Tell whether a cluster is one letter with its marks, no ligature."""
    return sum(map(str.isalpha, text[cluster.start : cluster.end])) == 1


def _tatweel_width(piece: Piece) -> float:
    face = piece.choice.face if piece.choice else None
    glyph = face.glyph(_TATWEEL) if face else None
    return 0.0 if face is None or glyph is None else piece.size * face.advance(glyph) / face.upem


def _word(analysis: Analysis, pieces: Sequence[Piece], place: _Place, count: int) -> list[Piece]:
    """Return the pieces of a word with ``count`` tatweels after its piece ``place.after``."""
    old = pieces[place.start : place.end]
    start, end = old[0].cluster.start, old[-1].cluster.end
    cut = pieces[place.after].cluster.end - start
    text = analysis.text[start:end]
    text = text[:cut] + _TATWEEL * count + text[cut:]
    index = bisect_right(analysis.items, start, key=attrgetter("start")) - 1
    item = replace(analysis.items[index], start=0, end=len(text))
    glyphs: dict[int, Cluster] = {}
    for cluster in shape(text, item, (0, len(text))):
        # A tatweel's place is that of the letter before it; glyphs go from left to right.
        at = min(cluster.start, cut - 1) if cluster.start < cut + count else cluster.start - count
        at = max(piece.cluster.start - start for piece in old if piece.cluster.start - start <= at)
        so_far = glyphs[at].glyphs if at in glyphs else ()
        glyphs[at] = cluster._replace(glyphs=cluster.glyphs + so_far)
    return [
        piece._replace(
            cluster=piece.cluster._replace(glyphs=glyphs[piece.cluster.start - start].glyphs)
        )
        for piece in old
        if piece.cluster.start - start in glyphs
    ]
