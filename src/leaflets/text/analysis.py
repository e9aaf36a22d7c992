"""Everything about a paragraph that does not depend on type size or measure.

Input: spans and a language; output: an ``Analysis``: levels, shaped clusters with their faces, and
the places where a line may break. It is what makes trying another size cheap.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from leaflets.fonts.book import Choice, FontBook
from leaflets.language import Direction, Language
from leaflets.text import han
from leaflets.text.bidi import resolve_levels
from leaflets.text.isolate import isolates
from leaflets.text.itemize import CONTROLS, Item, itemize
from leaflets.text.model import Cluster, Missing, TextSpan, TextStyle
from leaflets.text.segment import line_breaks, words
from leaflets.text.shape import Shaper

_NUMBER_SPLIT = 12.0  # a number parted from its noun: worse than a line more
_HYPHEN_SPLIT = 0.3  # after a hyphen of the text
_WORD_SPLIT = 0.3  # inside a Chinese word
_SINGLES = 0.15  # between two characters that stand alone: often a phrase unknown to the dictionary
_PARTICLE = 0.08  # a line that begins with a Chinese particle
_QUOTED_SPLIT = 0.6  # inside a Chinese phrase that another language quotes
_PHRASE_SPLIT = 0.08  # between two Chinese words of one phrase
_LIST_SPLIT = 0.03  # between the members of a Chinese list, or after a joining word
_PARTICLES = frozenset("的了着过吗呢吧等地得")
_JOINTS = frozenset("的了着过者和与及或")
"""Characters after which a Chinese phrase may well end."""
_OPENERS = {Direction.LTR: "\u2066", Direction.RTL: "\u2067"}


@dataclass(frozen=True, slots=True)
class Piece:
    """A cluster in its paragraph: its item's choice of face, level, style and Chinese spacing.

    ``gap`` is space before it (em) unless it begins a line; ``trim`` what it loses before and after
    itself (em); ``edge`` the same at the start and at the end of a line; ``blank`` white space.
    """

    cluster: Cluster
    choice: Choice | None
    style: TextStyle
    level: int
    blank: bool
    gap: float = 0.0
    trim: tuple[float, float] = (0.0, 0.0)
    edge: tuple[float, float] = (0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Opportunity:
    """A line may begin at piece ``index``."""

    index: int
    penalty: float
    forced: bool


@dataclass(frozen=True, slots=True)
class Analysis:
    """A paragraph ready to be set: ``text`` has the isolates that were added to it."""

    text: str
    levels: tuple[int, ...]
    pieces: tuple[Piece, ...]
    opportunities: tuple[Opportunity, ...]
    missing: tuple[Missing, ...]


def analyse(
    spans: Sequence[TextSpan], language: Language, book: FontBook, shaper: Shaper
) -> Analysis:
    """Return the analysis of ``spans`` as one paragraph of ``language``."""
    text, styles = _isolated(spans, language.direction)
    levels = resolve_levels(text, 1 if language.direction is Direction.RTL else 0)
    items, missing = itemize(text, styles, levels, language.unicode_script, book)
    pieces = _pieces(text, styles, items, shaper)
    if any(character in han.CLOSING or character in han.OPENING for character in text) or (
        language.unicode_script == "Hani"
    ):
        pieces = _spaced(text, pieces, items)
    return Analysis(
        text, levels, tuple(pieces), _opportunities(text, pieces, language), tuple(missing)
    )


def _isolated(spans: Sequence[TextSpan], direction: Direction) -> tuple[str, list[TextStyle]]:
    text = "".join(span.text for span in spans)
    styles = [span.style for span in spans for _ in span.text]
    for start, end, inner in reversed(isolates(text, direction)):
        text = f"{text[:start]}{_OPENERS[inner]}{text[start:end]}\u2069{text[end:]}"
        styles[end:end] = [styles[end - 1]]
        styles[start:start] = [styles[start]]
    return text, styles


def _pieces(
    text: str, styles: Sequence[TextStyle], items: Sequence[Item], shaper: Shaper
) -> list[Piece]:
    return [
        Piece(
            cluster,
            item.choice if cluster.glyphs else None,
            styles[cluster.start],
            item.level,
            text[cluster.start] == " " or text[cluster.start] == "\u3000",
        )
        for item in items
        for cluster in shaper.shape(text, item)
    ]


def _spaced(text: str, pieces: list[Piece], items: Sequence[Item]) -> list[Piece]:
    """Return the pieces with Chinese punctuation compressed and Han-Latin space added."""
    drawn = [index for index, piece in enumerate(pieces) if piece.choice is not None]
    script_at = {i: item.script for item in items for i in range(item.start, item.end)}
    marks = [_mark(text, pieces[index]) for index in drawn]
    lost = han.trims(marks)
    result = list(pieces)
    for order, index in enumerate(drawn):
        piece = pieces[index]
        mark = marks[order]
        start, space = piece.cluster.start, 0.0
        if order and not piece.blank and not pieces[drawn[order - 1]].blank:
            before = pieces[drawn[order - 1]].cluster.end - 1
            space = han.gap(text[before], text[start], script_at[before], script_at[start])
        edge = (han.HALF if mark in han.OPENING else 0.0, han.HALF if mark in han.CLOSING else 0.0)
        result[index] = Piece(
            piece.cluster,
            piece.choice,
            piece.style,
            piece.level,
            piece.blank,
            space,
            lost[order],
            edge,
        )
    return result


def _mark(text: str, piece: Piece) -> str:
    """Return the character of a piece, or '' for a full-width mark whose glyph is not one em."""
    character = text[piece.cluster.start]
    if character not in han.CLOSING and character not in han.OPENING:
        return character
    full = piece.choice is not None and piece.cluster.advance == piece.choice.face.upem
    return character if full else ""


def _opportunities(
    text: str, pieces: Sequence[Piece], language: Language
) -> tuple[Opportunity, ...]:
    """Return where lines may begin, by ICU on the text without its invisible characters."""
    kept = [i for i, character in enumerate(text) if character == "\n" or character not in CONTROLS]
    bare = "".join(text[i] for i in kept)
    phrases = frozenset(words(bare, language.tag)) if language.unicode_script == "Hani" else None
    starts = {piece.cluster.start: index for index, piece in enumerate(pieces)}
    found = []
    for stop in line_breaks(bare, language.tag):
        index = starts.get(kept[stop.offset])
        if index is not None:
            penalty = _penalty(bare, stop.offset, phrases)
            found.append(Opportunity(index, penalty, stop.mandatory))
    return tuple(found)


def _penalty(bare: str, offset: int, phrases: frozenset[int] | None) -> float:
    before, after = bare[:offset].rstrip()[-1:], bare[offset]
    if after.isdecimal() or before.isdecimal():
        return _NUMBER_SPLIT
    if before in "-\u2010":
        return _HYPHEN_SPLIT
    if phrases is None:
        return _QUOTED_SPLIT if before >= "\u3400" and after >= "\u3400" else 0.0
    if not before.isalnum():
        return _LIST_SPLIT if before == "、" else 0.0
    particle = _PARTICLE if after in _PARTICLES else 0.0
    if offset not in phrases:
        return _WORD_SPLIT + particle
    alone = offset - 1 in phrases and offset + 1 in phrases
    inside = _LIST_SPLIT if before in _JOINTS else _PHRASE_SPLIT
    return particle + (_SINGLES if alone else inside)
