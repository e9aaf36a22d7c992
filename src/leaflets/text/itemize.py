"""Cut a paragraph into items that HarfBuzz can shape: one face, script, language and level each.

Input: text with one style per code point and its bidi levels. Output: items covering the text in
logical order, and the characters that no face has. Script property: Unicode Character Database
through fontTools; Common and Inherited characters take the script around them (UAX #24, 5.1). A
grapheme cluster (UAX #29) is never divided: it takes level, style and face of its first character.
Time is linear in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby, pairwise
from typing import Final
from unicodedata import normalize

from fontTools.unicodedata import script as script_of

from leaflets.fonts.book import Choice, FontBook
from leaflets.text.model import Missing, TextStyle
from leaflets.text.segment import graphemes

CONTROLS: Final = frozenset(
    "\n\v\f\r\u0085\u00ad\u061c\u200b\u200e\u200f\u2028\u2029\u202a\u202b\u202c\u202d\u202e"
    "\u2060\u2066\u2067\u2068\u2069\ufeff"
)
"""Characters that are never shaped and never drawn: line ends, bidi controls, invisible joiners."""

_FALLBACK: Final = {
    0x00A0: 0x20,
    0x2011: 0x2010,
    0x202F: 0x20,
    0x2003: 0x20,
    0x2009: 0x20,
    0x200A: 0x20,
}
"""Characters that HarfBuzz makes from another one when the face lacks them."""

_IGNORABLE: Final = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200c\u200d\u206a-\u206f\u3164"
    "\ufe00-\ufe0f\uffa0\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
"""Default_Ignorable_Code_Point: HarfBuzz shows nothing where the face has nothing for them."""

_RTL_SCRIPTS: Final = frozenset(("Adlm", "Arab", "Hebr", "Nkoo", "Rohg", "Samr", "Syrc", "Thaa"))


@dataclass(frozen=True, slots=True)
class Item:
    """Code points ``[start, end)`` to shape together; ``choice`` is None for controls."""

    start: int
    end: int
    script: str
    level: int
    tag: str
    choice: Choice | None


def scripts(text: str, levels: Sequence[int], document_script: str) -> list[str]:
    """Return the resolved script of each code point; ``document_script`` fills in where none is.

    A neutral mark that runs right to left after a Latin word is one of the document's own, so that
    both brackets around the word come from one face.
    """
    raw = [own_script(character, document_script) for character in text]
    current = next((s for s in raw if s), document_script)
    if set(raw) <= {current, ""} and (current in _RTL_SCRIPTS or not any(levels)):
        return [current] * len(raw)
    resolved = []
    for own, level in zip(raw, levels, strict=True):
        current = own or current
        strays = not own and level % 2 and current not in _RTL_SCRIPTS
        resolved.append(document_script if strays else current)
    return resolved


@lru_cache(maxsize=4096)
def own_script(character: str, document_script: str) -> str:
    """Return the script a character decides by itself, or '' if its neighbours decide.

    In Chinese text the ASCII characters are Latin (digits are set in the Latin face) and all other
    common marks are Chinese, since both kinds share code points such as U+201C.
    """
    found = script_of(character)
    if found == "Zyyy" and document_script == "Hani":
        if character.isspace() or character in CONTROLS:
            return ""
        return "Latn" if character.isascii() or character == "–" else "Hani"
    return "" if found in ("Zyyy", "Zinh", "Zzzz") else str(found)


def itemize(
    text: str,
    styles: Sequence[TextStyle],
    levels: Sequence[int],
    document_script: str,
    book: FontBook,
) -> tuple[list[Item], list[Missing]]:
    """Return the items of ``text`` in logical order and the characters no face covers.

    ``styles`` has one style per code point.
    """
    resolved = scripts(text, levels, document_script)
    items: list[Item] = []
    missing: list[Missing] = []
    for start, end in _stretches(text, resolved, levels, styles):
        script, level, style = resolved[start], levels[start], styles[start]
        if text[start] in CONTROLS:
            _add(items, Item(start, end, script, level, style.tag, None))
            continue
        choices = book.choices(script, document_script, style.weight, style.family)
        for first, last, choice in _covered(text, (start, end), choices, missing):
            _add(items, Item(first, last, script, level, style.tag, choice))
    return items, missing


def _stretches(
    text: str, resolved: Sequence[str], levels: Sequence[int], styles: Sequence[TextStyle]
) -> Iterator[tuple[int, int]]:
    """Yield stretches of one script, level, style, and of controls or none, in whole graphemes."""
    keys = list(zip(resolved, levels, styles, map(CONTROLS.__contains__, text), strict=True))
    groups = groupby(graphemes(text), key=keys.__getitem__)
    cuts = [*(next(group) for _, group in groups), len(text)]
    return pairwise(cuts)


def _covered(
    text: str, bounds: tuple[int, int], choices: tuple[Choice, ...], missing: list[Missing]
) -> Iterator[tuple[int, int, Choice]]:
    """Yield the parts of a stretch with the best face of each; what is in none goes to ``missing``.

    Nearly every stretch is one part, all of it in the first face.
    """
    start, end = bounds
    part = text[start:end]
    if choices[0].face.coverage.issuperset(map(ord, part)):
        yield start, end, choices[0]
        return
    for first, last in pairwise((*graphemes(part), len(part))):
        grapheme = part[first:last]
        choice = next((c for c in choices if _shows(c, grapheme)), None)
        if choice is None:
            choice = next((c for c in choices if _has(c, grapheme[0])), choices[0])
            lacking = (i for i in range(first, last) if not _has(choice, part[i]))
            missing += [Missing(part[i], start + i) for i in lacking]
        yield start + first, start + last, choice


def _shows(choice: Choice, grapheme: str) -> bool:
    """Tell whether the face has a grapheme, or one that is canonically equal (as HarfBuzz does)."""
    forms = (grapheme, normalize("NFC", grapheme), normalize("NFD", grapheme))
    return any(all(_has(choice, character) for character in form) for form in forms)


def _has(choice: Choice, character: str) -> bool:
    coverage, code = choice.face.coverage, ord(character)
    return (
        code in coverage
        or _FALLBACK.get(code) in coverage
        or _IGNORABLE.match(character) is not None
    )


def _add(items: list[Item], new: Item) -> None:
    """Append ``new``, joined to the last item where nothing but its place differs."""
    last = items[-1] if items else None
    if last is not None and (last.script, last.level, last.tag, last.choice) == (
        new.script,
        new.level,
        new.tag,
        new.choice,
    ):
        items[-1] = Item(last.start, new.end, last.script, last.level, last.tag, last.choice)
    else:
        items.append(new)
