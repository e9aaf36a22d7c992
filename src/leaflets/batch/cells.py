"""Characters that no cell may hold, because they would vanish and nobody would see it.

Input: the text of a cell; output: what is wrong with it and what to do, if anything is.
"""

from __future__ import annotations

import re

_PLANES = "".join(f"{chr(plane << 16 | 0xFFFE)}{chr(plane << 16 | 0xFFFF)}" for plane in range(17))
_BAD = re.compile(f"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef{_PLANES}]")
"""Controls but for tabs and line ends, surrogates and noncharacters."""

_CLOSES = dict.fromkeys("\u202a\u202b\u202d\u202e", "\u202c") | dict.fromkeys(
    "\u2066\u2067\u2068", "\u2069"
)
"""What ends each embedding, override and isolate (UAX #9)."""


def unseen(text: str) -> tuple[str, str] | None:
    """Return what is wrong with the characters of ``text``, and a hint; None where all is well."""
    if text.isprintable():
        return None
    found = _BAD.search(text)
    if found:
        hint = "take it out: it would not be printed"
        if found[0] == "\0":
            hint = "the table may be UTF-16 or damaged: save it again, as CSV in UTF-8"
        return f"holds the control character U+{ord(found[0]):04X}", hint
    alone = _unpaired(text)
    if alone:
        hint = "take it out: leaflets set the direction of each value themselves"
        return f"holds U+{ord(alone):04X}, which turns the direction, without its other half", hint
    return None


def _unpaired(text: str) -> str:
    """Return a character that opens or closes a direction alone, if there is one."""
    opened: list[str] = []
    for character in text:
        if character in _CLOSES:
            opened.append(character)
        elif character in _CLOSES.values() and not (opened and _CLOSES[opened.pop()] == character):
            return character
    return opened[0] if opened else ""
