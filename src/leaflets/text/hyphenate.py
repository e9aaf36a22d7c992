"""Where words may be hyphenated: text with a language for each character in, offsets out.

The patterns are those of the Hunspell dictionaries that pyphen carries (Liang's algorithm); a
language without them is never hyphenated, nor is one that is written without hyphens. Words with
digits, in capitals, with a hyphen of their own or already marked by soft hyphens are left alone.
pyphen is imported when the first word is looked up. Linear in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Final
from unicodedata import category

from leaflets.text.model import TextStyle

if TYPE_CHECKING:
    from pyphen import Pyphen

# With combining marks and Indic vowel signs, which are no word characters to ``re``.
_WORD: Final = re.compile(r"[\w\u00ad\u0300-\u036f\u0900-\u0dff\u2010\u2011'’-]+")
_ELISION: Final = re.compile(r"['’]")

_SHORTEST: Final = 5
"""Letters of the shortest word that is divided."""

_MINIMA: Final = {"en": (2, 3), "fr": (2, 3), "pt": (2, 3), "cs": (2, 3), "sk": (2, 3)}
"""Least letters before and after a hyphen where typographers ask for more than ``_FEW``."""

_FEW: Final = (2, 2)
_WITHOUT: Final = frozenset({"th"})
"""Languages with patterns for which a hyphen is no part of the writing."""


def hyphens(text: str, styles: Sequence[TextStyle]) -> Iterator[int]:
    """Yield the offsets before which a word of ``text`` may be divided, in order.

    ``styles`` has one style for each code point; its ``tag`` names the language.
    """
    for match in _WORD.finditer(text):
        divider = _divider(styles[match.start()].tag)
        if divider is None:
            continue
        start = match.start()
        for word in _ELISION.split(match[0]):
            if _is_divisible(word):
                yield from (start + at for at in _places(divider, word))
            start += len(word) + 1


def _is_divisible(word: str) -> bool:
    """Tell whether ``word`` is a word of letters, long enough and not in capitals."""
    return (
        len(word) >= _SHORTEST
        and not word.isupper()
        and len(word) == len(word.lower())
        and all(character.isalpha() or category(character)[0] == "M" for character in word)
    )


def _places(divider: Pyphen, word: str) -> Iterator[int]:
    """Yield where ``word`` may be divided without another spelling."""
    return (int(place) for place in divider.positions(word) if place.data is None)


@lru_cache(maxsize=64)
def _divider(tag: str) -> Pyphen | None:
    language = tag.partition("-")[0].lower()
    if not language or language in _WITHOUT:
        return None
    from pyphen import Pyphen, language_fallback  # noqa: PLC0415 - only who hyphenates pays for it

    known = language_fallback(tag.replace("-", "_"))
    if known is None:
        return None
    left, right = _MINIMA.get(language, _FEW)
    return Pyphen(lang=known, left=left, right=right)
