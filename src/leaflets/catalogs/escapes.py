r"""The escapes of a PO file's strings, as GNU gettext's lexer reads and its writer writes them.

`\ooo` and `\xhh` stand for a byte, so that `\xc3\xa9` is one letter; of `\x` all digits that follow
are read and the last two count. What needs no escape is written without one.
"""

from __future__ import annotations

import re
from collections.abc import Callable

_ESCAPE = re.compile(r"\\(?:([0-7]{1,3})|x([0-9A-Fa-f]+)|(.))")
_NAMED = {
    "a": "\a",
    "b": "\b",
    "f": "\f",
    "n": "\n",
    "r": "\r",
    "t": "\t",
    "v": "\v",
    '"': '"',
    "\\": "\\",
}
_WRITTEN = str.maketrans({text: f"\\{letter}" for letter, text in _NAMED.items()})
_HINT = (
    'write a backslash as `\\\\`; the escapes are \\n \\t \\r \\" \\\\ \\a \\b \\f \\v \\101 \\x41'
)
_BYTE_HINT = "write the character itself"

Complain = Callable[[str, str], None]
"""Takes message and hint."""


def unescaped(text: str, complain: Complain) -> str:
    """Return what ``text`` stands for; what is wrong with it goes to ``complain``."""
    if "\\" not in text:
        return text
    pieces: list[bytes] = []
    end = 0
    for match in _ESCAPE.finditer(text):
        pieces += [text[end : match.start()].encode(), _meant(match, complain)]
        end = match.end()
    whole = b"".join([*pieces, text[end:].encode()])
    try:
        return whole.decode()
    except UnicodeDecodeError:
        complain("the escapes for bytes make no UTF-8", _BYTE_HINT)
        return ""


def escaped(text: str) -> str:
    """Return ``text`` as it stands between quotation marks."""
    return text.translate(_WRITTEN)


def _meant(match: re.Match[str], complain: Complain) -> bytes:
    octal, hexadecimal, letter = match.groups()
    if letter is not None:
        if letter not in _NAMED:
            complain(f"unknown escape `\\{letter}`", _HINT)
        return _NAMED.get(letter, "").encode()
    number = (int(octal, 8) if octal else int(hexadecimal[-2:], 16)) & 0xFF
    if not number:  # gettext ends the text here without a word
        complain(f"`{match[0]}` ends the text", "delete it and write what follows")
    return bytes([number]) if number else b""
