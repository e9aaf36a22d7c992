"""Numbers that right-to-left text would take apart: telephone numbers, ranges, times, dates.

Input: the text, its Bidi_Class codes and its shape (``isolate``). Output: ranges. A plain short
number needs no isolate, since UAX #9 keeps its digits in order.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from itertools import chain
from re import Match
from typing import Final
from unicodedata import digit

Range = tuple[int, int]

_DASH: Final = r"(?: ?[-‐‑–—−~～] ?)"
_GROUP: Final = r"[ ‑-][0٠]++(?![:.,/–—−~][0٠]|[%٪])"
_GROUPED: Final = re.compile(
    r"(?<![0٠+:.,/–—−~-])"
    rf"(?:\+[0٠]++(?:{_GROUP}|[ ‑-]\([0٠]++\))*+|(?:\(\+?[0٠]++\) ?)?+[0٠]++(?:{_GROUP})*+)"
)
_COMPOUND: Final = re.compile(
    rf"0++[%٪](?:{_DASH}0++[%٪])++"  # 5%–10%
    rf"|0++(?:(?:[.,:/]|{_DASH})0++)++"  # 10–15, 9:00–17:00, 347/357, 2025-06-26
    r"|0{5,}+"
)
_SEPARATOR: Final = re.compile("[ ‑-]")
_THOUSANDS: Final = re.compile(r"[0٠]{1,2}(?: [0٠]{3})+")
_MIN_LOCAL: Final = 7
"""Digits of the shortest telephone number in groups that starts with a trunk or country prefix."""
_MIN_BARE: Final = 8
"""Digits of the shortest one without."""
_MAX_DIGITS: Final = 15
"""Digits of the longest (ITU-T E.164)."""


def number_ranges(text: str, codes: str, shape: str) -> list[Range]:
    """Return the stretches of numbers to isolate left to right, in order."""
    grouped = (match.span() for match in _GROUPED.finditer(shape) if _is_one_number(text, match))
    compound = (match.span() for match in _COMPOUND.finditer(shape))
    return list(_with_signs(codes, _united(chain(grouped, compound))))


def _united(ranges: Iterable[Range]) -> Iterator[Range]:
    """Yield ``ranges`` in order, those that overlap as one."""
    current: Range | None = None
    for start, end in sorted(ranges):
        if current is None or start >= current[1]:
            if current:
                yield current
            current = start, end
        else:
            current = current[0], max(end, current[1])
    if current:
        yield current


def _is_one_number(text: str, match: Match[str]) -> bool:
    """Whether groups of digits are one number rather than a list of numbers."""
    groups = match[0]
    digits = groups.count("0") + groups.count("٠")
    first = text[match.start() + (groups[0] == "(")]
    prefixed = first == "+" or digit(first, 1) == 0
    if not _SEPARATOR.search(groups):
        return first == "+" and digits > 2
    if prefixed:
        return _MIN_LOCAL <= digits <= _MAX_DIGITS
    if groups[0] == "(" or ("-" in groups and "٠" in groups):
        return False  # an article's number before a number; an Arabic range
    return bool(_THOUSANDS.fullmatch(groups)) or _MIN_BARE <= digits <= _MAX_DIGITS


def _with_signs(codes: str, ranges: Iterable[Range]) -> Iterator[Range]:
    """Yield ``ranges`` with the percent and currency signs that stay beside their number.

    W2 and W5: beside a number such a sign reads left to right, unless Arabic letters go before.
    """
    strong = [match.start() for match in re.finditer("[RA]", codes)]
    done = 0
    for start, end in ranges:
        before = bisect_left(strong, start)
        if not strong or codes[strong[max(before - 1, 0)]] != "A":
            while start > done and codes[start - 1] == "%":
                start -= 1
            while codes[end : end + 1] == "%":
                end += 1
        yield start, end
        done = end
