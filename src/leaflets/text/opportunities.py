"""Where lines of a paragraph may end, and how bad each place is.

Input: text and language. Output: ``Opportunity``s in order. ICU says where (see ``segment``); the
penalties are on the scale of ``ragged``: the squared share of the measure that is left empty.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from leaflets.language import Language
from leaflets.text.addresses import addresses
from leaflets.text.hyphenate import hyphens
from leaflets.text.model import TextStyle
from leaflets.text.segment import line_breaks, words

SOFT_HYPHEN: Final = "\u00ad"

_INVISIBLE: Final = frozenset(
    "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)
"""Bidi controls: UAX #14 would take them for combining marks."""

_FIRST_WORD: Final = 0.05  # a line that ends with the first word of a sentence
_LONGEST_WORD: Final = 30
_SENTENCE_ENDS: Final = frozenset(".?!\u061f\u06d4\u0964")
_NUMBER_SPLIT: Final = 12.0  # a number parted from its noun: worse than a line more
_HYPHEN_SPLIT: Final = 0.3  # after a hyphen of the text
_SYLLABLE_SPLIT: Final = 0.3  # after a hyphen that is added
_WORD_SPLIT: Final = 0.3  # inside a Chinese word
_SINGLES: Final = 0.15  # between two characters that stand alone: often a phrase unknown to ICU
_PARTICLE: Final = 0.08  # a line that begins with a Chinese particle
_QUOTED_SPLIT: Final = 0.6  # inside a Chinese phrase that another language quotes
_PHRASE_SPLIT: Final = 0.08  # between two Chinese words of one phrase
_LIST_SPLIT: Final = 0.03  # between the members of a Chinese list, or after a joining word
_PARTICLES: Final = frozenset("的了着过吗呢吧等地得")
_JOINTS: Final = frozenset("的了着过者和与及或")
"""Characters after which a Chinese phrase may well end."""


class Opportunity(NamedTuple):
    """A line may begin at code point ``offset``; ``hyphen`` says that the one before gets one."""

    offset: int
    penalty: float
    forced: bool = False
    hyphen: bool = False


def opportunities(text: str, language: Language) -> tuple[Opportunity, ...]:
    """Return where lines may begin without hyphenation, soft hyphens of the text included."""
    kept: Sequence[int] = range(len(text) + 1)
    bare = text
    if not _INVISIBLE.isdisjoint(text):
        kept = [i for i, character in enumerate(text) if character not in _INVISIBLE]
        bare = "".join([text[i] for i in kept])
    phrases = frozenset(words(bare, language.tag)) if language.unicode_script == "Hani" else None
    return tuple(
        Opportunity(
            kept[stop.offset],
            _penalty(bare, stop.offset, phrases),
            stop.mandatory,
            bare[stop.offset - 1] == SOFT_HYPHEN,
        )
        for stop in line_breaks(bare, language.tag)
        if stop.offset < len(bare)
    )


def syllables(text: str, styles: Sequence[TextStyle]) -> tuple[Opportunity, ...]:
    """Return where words may be hyphenated, by the language of each word's style."""
    inside = {at for item in addresses(text) for at in range(item.start, item.end)}
    return tuple(
        Opportunity(at, _SYLLABLE_SPLIT, hyphen=True)
        for at in hyphens(text, styles)
        if at not in inside
    )


def _penalty(bare: str, offset: int, phrases: frozenset[int] | None) -> float:
    at = offset - 1
    while at >= 0 and bare[at].isspace():
        at -= 1
    before, after = bare[at] if at >= 0 else "", bare[offset]
    if after.isdecimal() or before.isdecimal():
        return _NUMBER_SPLIT
    if before == SOFT_HYPHEN:
        return _SYLLABLE_SPLIT
    if before in "-\u2010":
        return _HYPHEN_SPLIT
    if phrases is None and before >= "\u3400" and after >= "\u3400":
        return _QUOTED_SPLIT
    if phrases is None:
        return _FIRST_WORD if _begins_sentence(bare, at) else 0.0
    if not before.isalnum():
        return _LIST_SPLIT if before == "、" else 0.0
    particle = _PARTICLE if after in _PARTICLES else 0.0
    if offset not in phrases:
        return _WORD_SPLIT + particle
    alone = offset - 1 in phrases and offset + 1 in phrases
    inside = _LIST_SPLIT if before in _JOINTS else _PHRASE_SPLIT
    return particle + (_SINGLES if alone else inside)


def _begins_sentence(bare: str, at: int) -> bool:
    """Tell whether the word that ends at ``at`` is the first of a sentence, but not of the text."""
    space = bare.rfind(" ", max(0, at - _LONGEST_WORD), at)
    return space > 0 and bare[space - 1] in _SENTENCE_ENDS
