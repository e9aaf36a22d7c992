"""A text in, the places where GNU gettext ends a line of a PO file out.

gettext breaks by UAX #14 (of about Unicode 11, without LB 29: its library ends a line after the
dot of a web address) between pieces that would pass its page width, and counts columns as a
terminal does. ICU applies a newer UAX #14 and is therefore of no use here.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import pairwise

from leaflets.catalogs.tables.line_break import RANGES

_CLOSERS = frozenset({"CL", "CP", "EX", "IS", "SY"})
_OPENERS = frozenset({"OP", "WIDE_OP"})
"""LB 30 joins letters to narrow brackets only."""
_LETTERS = frozenset({"AL", "HL"})
_STAND_INS = {"CB": "ID", "CJ": "NS", "NL": "BK", "CR": "BK", "LF": "BK", "ZWJ": "CM"}
_NUMERIC = {
    "AL": "NU OP",
    "CL": "PO PR",
    "CP": "PO PR AL HL NU",
    "EB": "PO EM",
    "EM": "PO",
    "H2": "PO JV JT",
    "H3": "PO JT",
    "HL": "NU OP",
    "HY": "NU",
    "ID": "PO",
    "IS": "NU",
    "JL": "PO JL JV H2 H3",
    "JT": "PO JT",
    "JV": "PO JV JT",
    "NU": "PO PR NU AL HL OP",
    "PO": "OP WIDE_OP NU",
    "PR": "OP WIDE_OP NU ID EB EM JL JV JT H2 H3",
    "SY": "NU HL",
}
"""LB 23 to LB 30b: what only a space parts from a class."""


def wrapped(text: str, width: int, start: int, held: frozenset[int] = frozenset()) -> list[str]:
    """Return ``text`` in lines of at most ``width`` columns; the first begins at column ``start``.

    ``held`` are offsets at which no line ends. A piece without a break may be wider.
    """
    ends: list[int] = []
    column, piece, last = start, 0, -1
    breaks = frozenset(_breaks(text)) - held
    for offset, character in enumerate(text):
        if offset in breaks:
            if last >= 0 and column + piece > width:
                ends.append(last)
                column = 0
            last = offset
            column += piece
            piece = 0
        piece += columns(character)
    if last >= 0 and column + piece > width:
        ends.append(last)
    bounds = [0, *ends, len(text)]
    return [text[low:high] for low, high in pairwise(bounds)]


def width_of(text: str) -> int:
    """Return the columns that ``text`` takes on a terminal."""
    return sum(map(columns, text))


@lru_cache(maxsize=4096)
def columns(character: str) -> int:
    """Return the columns of one character: 0 for a mark or a control, 2 for a wide one."""
    if unicodedata.category(character) in ("Mn", "Me", "Cf", "Cc") and character != "\u00ad":
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _breaks(text: str) -> Iterator[int]:
    """Yield the offsets at which a line may start."""
    before, spaced, flags = "", False, 0
    for offset, character in enumerate(text):
        kind = line_class(character)
        if kind == "SP":
            spaced = True
            continue
        if kind == "CM":
            if before and not spaced and before not in ("ZW", "BK"):
                continue  # LB 9
            kind = "AL"  # LB 10
        flags = flags + 1 if kind == "RI" and before == "RI" and not spaced else 0
        if before == "ZW" or (before and _may_break(before, kind, spaced, flags)):
            yield offset
        before, spaced = kind, False


def _may_break(before: str, kind: str, spaced: bool, flags: int) -> bool:
    """Tell whether a line may end between two characters; ``flags`` counts flag halves before."""
    if kind == "ZW" or _never(before, kind):
        return False
    if spaced:
        return True  # LB 18
    if before == kind == "RI":
        return flags % 2 == 0  # LB 30a
    return not _only_spaces_part(before, kind)


def _never(before: str, kind: str) -> bool:
    """Tell whether not even a space makes a break between two classes."""
    return (
        kind in _CLOSERS  # LB 13
        or kind == "WJ"  # LB 11
        or before in _OPENERS  # LB 14
        or (before == "QU" and kind in _OPENERS)  # LB 15
        or (before in ("CL", "CP") and kind == "NS")  # LB 16
        or before == kind == "B2"  # LB 17
    )


def _only_spaces_part(before: str, kind: str) -> bool:
    return (
        before in ("WJ", "GL")  # LB 11, LB 12
        or (kind == "GL" and before not in ("BA", "HY"))  # LB 12a
        or "QU" in (before, kind)  # LB 19
        or kind in ("BA", "HY", "NS")  # LB 21
        or before == "BB"
        or kind == "IN"  # LB 22
        or (before in ("PR", "PO") and kind in _LETTERS)  # LB 24
        or (kind in ("PR", "PO") and before in _LETTERS)
        or (before in _LETTERS and kind in _LETTERS)  # LB 28
        or kind in _NUMERIC.get(before, "").split()
    )


@lru_cache(maxsize=8192)
def line_class(character: str) -> str:
    """Return the line break class of a character, with what stands in for resolved ones."""
    starts, table = _table()
    index = bisect_right(starts, ord(character)) - 1
    name = table[index][1] if index >= 0 and ord(character) <= table[index][0] else "AL"
    if name == "OP" and unicodedata.east_asian_width(character) in "WFH":
        return "WIDE_OP"
    return _STAND_INS.get(name, name)


@cache
def _table() -> tuple[list[int], list[tuple[int, str]]]:
    starts, table = [], []
    for word in RANGES.split():
        span, _, name = word.partition(":")
        low, _, high = span.partition("-")
        starts.append(int(low, 16))
        table.append((int(high or low, 16), name))
    return starts, table
