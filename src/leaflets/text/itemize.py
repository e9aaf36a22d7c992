"""Cut a paragraph into items that HarfBuzz can shape: one face, script, language and level each.

Input: text with one style per code point and its bidi levels. Output: items covering the text in
logical order, and the characters that no face has. Script property: Unicode Character Database
through fontTools; Common and Inherited characters take the script around them (UAX #24, 5.1).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from fontTools.unicodedata import script as script_of

from leaflets.fonts.book import Choice, FontBook
from leaflets.text.model import Missing, TextStyle

CONTROLS = frozenset(
    "\n\u00ad\u061c\u200b\u200e\u200f\u2028\u2029\u202a\u202b\u202c\u202d\u202e"
    "\u2060\u2066\u2067\u2068\u2069\ufeff"
)
"""Characters that are never shaped and never drawn: line ends, bidi controls, invisible joiners."""

_FALLBACK = {0x00A0: 0x20, 0x2011: 0x2010, 0x202F: 0x20, 0x2003: 0x20, 0x2009: 0x20, 0x200A: 0x20}
"""Characters that HarfBuzz makes from another one when the face lacks them."""

_RTL_SCRIPTS = frozenset(("Adlm", "Arab", "Hebr", "Nkoo", "Rohg", "Samr", "Syrc", "Thaa"))
_JOINERS = frozenset((0x200C, 0x200D, 0xFE0E, 0xFE0F))


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
    raw = [_own_script(character, document_script) for character in text]
    current = next((s for s in raw if s), document_script)
    resolved = []
    for own, level in zip(raw, levels, strict=True):
        current = own or current
        strays = not own and level % 2 and current not in _RTL_SCRIPTS
        resolved.append(document_script if strays else current)
    return resolved


def _own_script(character: str, document_script: str) -> str:
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
    for index, character in enumerate(text):
        style, script, level = styles[index], resolved[index], levels[index]
        choice = None
        if character not in CONTROLS:
            choices = book.choices(script, document_script, style.weight, style.family)
            choice = _pick(character, choices, items, index)
            if choice is None:
                missing.append(Missing(character, index))
                choice = choices[0]
        last = items[-1] if items else None
        new = Item(index, index + 1, script, level, style.tag, choice)
        if last is not None and _joins(last, new):
            items[-1] = Item(last.start, index + 1, last.script, level, last.tag, choice)
        else:
            items.append(new)
    return items, missing


def _pick(
    character: str, choices: tuple[Choice, ...], items: list[Item], index: int
) -> Choice | None:
    code = ord(character)
    code = code if covers(choices[0], code) else _FALLBACK.get(code, code)
    if _stays_with_base(code) and items and items[-1].choice and items[-1].end == index:
        before = items[-1].choice
        if code in _JOINERS or covers(before, code):
            return before
    return next((choice for choice in choices if covers(choice, code)), None)


def covers(choice: Choice, code: int) -> bool:
    """Tell whether the face has the code point itself."""
    return code in choice.face.coverage


def _stays_with_base(code: int) -> bool:
    return code in _JOINERS or script_of(chr(code)) == "Zinh"


def _joins(last: Item, new: Item) -> bool:
    return (last.script, last.level, last.tag, last.choice) == (
        new.script,
        new.level,
        new.tag,
        new.choice,
    )
