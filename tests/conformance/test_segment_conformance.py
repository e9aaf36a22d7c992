"""UAX #14 and UAX #29: Unicode 15.0's cases against ICU 78, which is of Unicode 17.0.

A case may differ only where it is named here with the later rule that changed it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from leaflets.text.segment import graphemes, untailored_line_breaks

pytestmark = pytest.mark.needs("/usr/share/unicode")
_FOLDER = Path("/usr/share/unicode/auxiliary")

_MARKS = ("", "\u0308")
_LINE_EXCEPTIONS = {
    "LB20a (15.1): a hyphen that starts a word stays with it": {
        f"-{mark}{letter}" for mark in _MARKS for letter in "#א§\U00050005ก"
    },
    "LB21a (15.1): the rule no longer reaches a Hebrew letter after the hyphen": {"א-א"},
    "LB25 (16.0): no break between a full stop or comma and a digit": {
        ",0",
        ",\u03080",
        *(
            f"a.2{rest}"
            for rest in (" ", " क", " 本", "\u3000本", "\u3000ま", "\u30003", "\u3000「")
        ),
        "A.1 못",
        "봤어. A.2 볼",
        "봐요. A.3 못",
        "요. A.4 못",
    },
    "LB15c (16.0): a break before a decimal point that starts a number": {"equals .35 cents"},
    "LB15a, LB15b (15.1) for LB15: a quotation mark's side decides, not the bracket after it": {
        *(f'"{mark} {bracket}' for mark in _MARKS for bracket in "(\u2329"),
        "ambigu(« \u0308 »)(e\u0308)",
        "ambigu« ( \u0308 ) »(e\u0308)",
        "ambigu{« \u0308 »}(e\u0308)",
        "ambigu« { \u0308 } »(e\u0308)",
    },
}
_GRAPHEME_EXCEPTIONS = {
    "GB11: U+2701 lost Extended_Pictographic after 15.0": {"\u2701\u200d\u2701"},
}


def _cases(name: str) -> Iterator[tuple[str, tuple[int, ...]]]:
    """Yield each case: a text and the offsets at which it may be divided."""
    for line in (_FOLDER / name).read_text(encoding="utf-8").splitlines():
        text, breaks = "", []
        for part in line.partition("#")[0].split():
            if part == "÷":
                breaks.append(len(text))
            elif part != "×":
                text += chr(int(part, 16))
        if text:
            yield text, tuple(breaks)


def _differing(name: str, divide: Callable[[str], tuple[int, ...]]) -> tuple[int, set[str]]:
    cases = list(_cases(name))
    differing = {text for text, breaks in cases if (*divide(text), len(text)) != breaks}
    return len(cases), differing


def _lines(text: str) -> tuple[int, ...]:
    return tuple(item.offset for item in untailored_line_breaks(text, "en"))


def test_line_breaks() -> None:
    count, differing = _differing("LineBreakTest.txt", _lines)
    assert differing == set().union(*_LINE_EXCEPTIONS.values())
    assert len(differing) == 33
    assert count >= 7_654


def test_graphemes() -> None:
    count, differing = _differing("GraphemeBreakTest.txt", graphemes)
    assert differing == set().union(*_GRAPHEME_EXCEPTIONS.values())
    assert count >= 602
