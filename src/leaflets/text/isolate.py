"""Which stretches of a text need an isolate so that nobody has to type a control character.

Input: a paragraph's text and base direction. Output: ranges for LRI or RLI ... PDI (UAX #9, 2.4).
In right-to-left text these are addresses, names in left-to-right scripts with their numbers and
brackets, telephone numbers, ranges, times and dates; in left-to-right text, right-to-left phrases.
Left alone: what already stands in an isolate or embedding, closing punctuation, and ranges in
Arabic-Indic digits (U+0660 to U+0669), which run right to left as Arabic writes them. Groups of
those digits parted by plain spaces run so inside any isolate (N1): catalogs write U+00A0 in them.

The text is read as its *shape*: one letter for each kind of character (``_KINDS``), punctuation as
it is. Every pattern is linear on it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from leaflets.language import Direction
from leaflets.text.addresses import addresses
from leaflets.text.bidi_class import classes
from leaflets.text.bidi_explicit import explicit_spans, isolate_pairs
from leaflets.text.isolate_numbers import number_ranges

Range = tuple[int, int]

_MASK: Final = "\0"
_KINDS: Final = {
    **{"L": "x", "M": "m", "0": "m", "1": "0", "2": "٠", "R": "א", "A": "א"},
    **dict.fromkeys("eoEOpiIFP", _MASK),
}
"""Bidi_Class code to shape: left-to-right letter, mark, digit, Arabic digit, right-to-left letter.

A character of no width (BN), such as a joiner, counts as a mark of the word it stands in.
"""

_SPACES: Final = str.maketrans("\u00a0\u202f", "  ")

_JOINT: Final = r"[-‐‑–'’.&/_·・、，：@:+~](?=[x0])|(?<=0),(?=0)"
_WORD: Final = rf"[x0](?:[xm0]|{_JOINT})*+"
# A bracket with a left-to-right letter and no right-to-left one; the look ahead finds the letter.
_NOT_INSIDE: Final = r"א٠،؛؟\0\n"
_LEFT_BRACKET: Final = (
    rf" ?(?:\((?=[^()x]*x)[^(){_NOT_INSIDE}]*+\)|\[(?=[^]\[x]*x)[^]\[{_NOT_INSIDE}]*+\])"
)
_NAME: Final = re.compile(rf"(?<![x0]){_WORD}(?:(?: & | {{1,2}}){_WORD}|{_LEFT_BRACKET})*+")
_COUNT: Final = re.compile(r"0[0.,–-]*")
_UNITS: Final = frozenset(
    {
        "mg",
        "g",
        "kg",
        "µg",
        "μg",
        "ml",
        "mL",
        "cl",
        "l",
        "L",
        "mm",
        "cm",
        "m",
        "km",
        "min",
        "h",
        "s",
    }
)

_RIGHT_TO_LEFT: Final = re.compile("[RA]")
_RIGHT_BRACKET: Final = r" ?\((?=[^()א]*א)[^()x\0\n]*+\)"
_PHRASE: Final = re.compile(rf"א(?:[אm]|[ 0٠،؛'’–-]++(?=א)|{_RIGHT_BRACKET})*+(?: ?٠++)?")


def isolates(text: str, base: Direction) -> tuple[tuple[int, int, Direction], ...]:
    """Return the ranges ``[start, end)`` to isolate, in order, and the direction inside each."""
    codes = classes(text)
    if base is Direction.RTL:
        return tuple((*found, Direction.LTR) for found in sorted(_left_to_right(text, codes)))
    if not _RIGHT_TO_LEFT.search(codes):
        return ()
    shape = _shape(text, codes, base_level=0)
    return tuple((*match.span(), Direction.RTL) for match in _PHRASE.finditer(shape))


def _left_to_right(text: str, codes: str) -> list[Range]:
    shape = _shape(text, codes, base_level=1)
    places = ((item.start, item.end) for item in addresses(text))
    free = [(start, end) for start, end in places if _MASK not in shape[start:end]]
    shape = _masked(shape, free)
    names = list(_names(text, shape))
    return [*free, *names, *number_ranges(text, codes, _masked(shape, names))]


def _names(text: str, shape: str) -> Iterator[Range]:
    for match in _NAME.finditer(shape):
        letter = match[0].find("x")
        if letter >= 0:
            word = match.start() + match[0].rfind(" ", 0, letter) + 1
            yield _counted(text, shape, word, match.span()), match.end()


def _counted(text: str, shape: str, word: int, span: Range) -> int:
    """Return where the name with its first ``word`` starts, the number that a unit counts included.

    '10 mg' is one stretch; '2024 MDMA' is a year and a name.
    """
    start, end = span
    space = shape.find(" ", word, end)
    unit = text[word : space if space >= 0 else end].partition("/")[0]
    count = max(start, shape.rfind(" ", start, max(start, word - 1)) + 1)
    is_counted = unit in _UNITS and _COUNT.fullmatch(shape, count, max(count, word - 1))
    return count if is_counted else word


def _shape(text: str, codes: str, base_level: int) -> str:
    """Return the shape of ``text``, with what stands in isolates and embeddings masked."""
    plain = text.translate(_SPACES)
    kinds = (_KINDS.get(code, character) for code, character in zip(codes, plain, strict=True))
    spans = explicit_spans(codes, isolate_pairs(codes), base_level)
    inner = ((span.start, span.end) for span in spans if span.level != base_level)
    return _masked("".join(kinds), inner)


def _masked(shape: str, ranges: Iterable[Range]) -> str:
    letters = list(shape)
    for start, end in ranges:
        letters[start:end] = _MASK * (end - start)
    return "".join(letters)
