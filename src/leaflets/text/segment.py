"""Where text may be divided: line breaks, grapheme clusters, words.

Input: text and a BCP 47 tag. Output: offsets in code points. ICU applies UAX #14 and UAX #29 of its
own Unicode version, with its dictionaries (Chinese and Japanese words; Thai, Khmer, Lao and Burmese
lines). On top of it stands a tailoring for leaflets: a telephone number, a range, a number with its
sign and a web host stay on one line. The only door of icu4py. Hyphenation is not here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate
from typing import Final

from icu4py.breakers import BaseBreaker, CharacterBreaker, LineBreaker, WordBreaker

from leaflets.text.addresses import Address, addresses

# LB4 and LB5; before LF a CR never stands last, as ICU keeps the two together.
_HARD: Final = "\n\v\f\r\u0085\u2028\u2029"
_SURROGATE: Final = re.compile("[\ud800-\udfff]")
_INITIATORS: Final = "\u2066\u2067\u2068"
_LINE_STYLES: Final = {"zh": "lb=strict", "ja": "lb=strict", "ko": "lw=phrase"}
"""ICU's keywords: strict line start prohibitions; Korean lines that end at spaces."""

_MAX_DIGITS: Final = 15
"""Digits of the longest telephone number (ITU-T E.164)."""

_CURRENCY: Final = "$¢-¥֏؋৳฿₠-⃀﷼＄￠￡￥￦"
_GROUPS: Final = re.compile(r"\+\d+(?: \(?\d+\)?)+|(?<![\d+])(?:\(\d+\)|\d+)(?: \d{2,})+")
_RANGE: Final = re.compile(r"\d(?: ?[-–—~～〜/] ?\d[\d.,:٫٬]*)+")
# Between a number and its sign the end of an isolate may stand.
_GAP: Final = r"[\u2066-\u2069]?[ \u00a0\u202f]?[\u2066-\u2069]?"
_SIGNED: Final = re.compile(rf"\d{_GAP}[%‰％٪؉{_CURRENCY}]|[{_CURRENCY}]{_GAP}\d")
_AFTER_IN_PATH: Final = re.compile(r"[/?&-](?=[A-Za-z0-9])")


@dataclass(frozen=True, slots=True)
class Break:
    """A place to end a line: the next one starts at code point ``offset``.

    ``mandatory`` where the text itself ends the line.
    """

    offset: int
    mandatory: bool


def line_breaks(text: str, tag: str) -> tuple[Break, ...]:
    """Return the break opportunities of ``text`` in order, the end of the text excluded."""
    found = addresses(text)
    opened = set(_in_paths(text, found))
    held = set(_held(text, found)) - opened
    breaks = {offset: Break(offset, mandatory=False) for offset in opened}
    for item in untailored_line_breaks(text, tag):
        if item.mandatory or item.offset not in held:
            breaks[item.offset] = item
    # An isolate's initiator goes to the next line with its content, not behind the space before.
    return tuple(
        breaks[offset]
        for offset in sorted(breaks)
        if text[offset - 1] not in _INITIATORS or offset - 1 not in breaks
    )


def untailored_line_breaks(text: str, tag: str) -> tuple[Break, ...]:
    """Return the break opportunities by UAX #14 alone, as ICU has it."""
    return tuple(
        Break(offset, _is_hard(text, offset))
        for offset in _starts(LineBreaker, text, _line_locale(tag))
        if offset
    )


def graphemes(text: str) -> tuple[int, ...]:
    """Return the starts of the extended grapheme clusters of ``text`` (UAX #29)."""
    if text.isascii() and "\r" not in text:
        return tuple(range(len(text)))
    return tuple(_starts(CharacterBreaker, text, "root"))


def words(text: str, tag: str) -> tuple[int, ...]:
    """Return the starts of words, and of what stands between words (UAX #29)."""
    return tuple(_starts(WordBreaker, text, tag))


def _starts(breaker: type[BaseBreaker], text: str, locale: str) -> Iterator[int]:
    """Yield the code point at which each segment starts; the breaker counts UTF-16 units."""
    # U+FFFD breaks as any symbol does; a lone surrogate cannot be handed over.
    sound = _SURROGATE.sub("\ufffd", text)
    units = (start for start, _ in breaker(sound, locale).segments())
    if not sound or max(sound) <= "\uffff":
        return units
    return map(_code_points(sound).__getitem__, units)


def _code_points(text: str) -> dict[int, int]:
    """Return the UTF-16 offset of each code point, mapped to its index."""
    offsets = accumulate((2 if character > "\uffff" else 1 for character in text), initial=0)
    return {unit: index for index, unit in enumerate(offsets)}


def _line_locale(tag: str) -> str:
    """Return ``tag`` with the line breaking style of its language, where it has one."""
    style = _LINE_STYLES.get(re.split("[-_@]", tag, maxsplit=1)[0].lower())
    return f"{tag}@{style}" if style and "@" not in tag else tag


def _is_hard(text: str, offset: int) -> bool:
    return text[offset - 1] in _HARD


def _held(text: str, found: tuple[Address, ...]) -> Iterator[int]:
    """Yield the offsets at which the tailoring lets no line end."""
    # Readers dial and read these as one; UAX #14 parts them at plain spaces and dashes.
    for match in _GROUPS.finditer(text):
        if sum(map(str.isdigit, match[0])) <= _MAX_DIGITS:  # else a list of numbers
            yield from range(match.start() + 1, match.end())
    for pattern in (_RANGE, _SIGNED):
        for match in pattern.finditer(text):
            yield from range(match.start() + 1, match.end())
    # A line end inside a host, or after any mark of a path, would be taken for part of it.
    for address in found:
        yield from range(address.start + 1, address.end)


def _in_paths(text: str, found: tuple[Address, ...]) -> Iterator[int]:
    """Yield the offsets in the paths of addresses where a line may end."""
    for address in found:
        for match in _AFTER_IN_PATH.finditer(text, address.host_end, address.end):
            yield match.end()
