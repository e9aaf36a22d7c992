"""PDF values written as text (ISO 32000-1, 7.3): numbers, names, strings, arrays, dictionaries.

Input: Python values; output: ASCII. A value inside an array or a dictionary is already text.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

_REGULAR = frozenset("".join(map(chr, range(0x21, 0x7F)))) - frozenset("%()<>{}[]#/")


def number(value: float) -> str:
    """Return ``value`` with three decimals at most, never with an exponent (7.3.3)."""
    text = f"{value:.3f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def numbers(values: Iterable[float]) -> str:
    return " ".join(map(number, values))


def name(text: str) -> str:
    """Return ``text`` as a name object; characters that are not regular become #xx (7.3.5)."""
    return "/" + "".join(
        chr(byte) if chr(byte) in _REGULAR else f"#{byte:02X}" for byte in text.encode()
    )


def text_string(text: str) -> str:
    """Return ``text`` as a text string: ASCII, or UTF-16BE with a byte order mark (7.9.2)."""
    if text.isascii() and text.isprintable():
        escaped = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
        return f"({escaped})"
    return f"<FEFF{text.encode('utf-16-be').hex().upper()}>"


def array(values: Iterable[str]) -> str:
    return f"[{' '.join(values)}]"


def dictionary(entries: Mapping[str, str]) -> str:
    """Return a dictionary object; an entry whose text is empty is left out."""
    return "<<" + "".join(f"/{key} {value}" for key, value in entries.items() if value) + ">>"
