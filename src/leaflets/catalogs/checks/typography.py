"""Punctuation, spaces and figures as each language has them.

French: spaces before high marks (the program sets their width; that there is one it cannot know),
U+2019, decimal comma. Arabic: its own comma, semicolon and question mark. Chinese: full-width marks
and no typed space beside Latin letters and figures (GB/T 15834-2011; the program sets that space).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from leaflets.catalogs.checks.check import Finding, Pair

_ARABIC = "\u0621-\u064a\u064b-\u0652\u066e-\u06d3"
_LATIN_MARK = re.compile(rf"(?<=[{_ARABIC}\ufffc»\u0660-\u0669])[ \u00a0]?([,;?])(?!\d)")
_ARABIC_MARKS = {",": "\u060c", ";": "\u061b", "?": "\u061f"}
_PLAIN_SPACE = re.compile(r"(?<=\S) ([?!;:»])(?=[\s\u00a0\u202f»”’)\].,…]|$)|(«) (?=\S)")
_NO_SPACE = re.compile(
    r"(?<=[^\W\d_])([?!;:»])(?=[\s\u00a0\u202f»”)]|$)|(«)(?=[^\W\d_])|(?<=\d)([?!;»])(?=\s|$)"
)
_APOSTROPHE = re.compile(r"(?<=[^\W\d_])['´`′](?=[^\W\d_])")
_DECIMAL = re.compile(r"(?<![\w.,:/%-])(\d+\.\d+)(?![\w.]*\.\d|[\w-])")
_VERSION = re.compile(r"(?:[A-Z][\w+-]*|[vV]ersions?|v|norme|UTF|GPL|n°)[ \u00a0]?$")
_LISTED = re.compile(r"(\d+)\.\d+(?:(?:, | et | ou |/)(?:et |ou )?\1\.\d+)+")
"""Versions in a row, such as 1.9, 1.10; decimals have seldom the same whole part."""
_HAN = "\u3400-\u9fff"
_HALF_MARK = re.compile(rf"(?<=[{_HAN}])([,;:?!])(?!\S*//)|(?<=[{_HAN}])(\.)(?=\s|$|[{_HAN}])")
_HALF_BRACKET = re.compile(rf"[{_HAN}]\s?([(\[])|([)\]])\s?[{_HAN}]|([(])[{_HAN}]|[{_HAN}]([)])")
_UNLIKE_BRACKETS = re.compile(r"（[^（）()]*\)|\([^（）()]*）")
_TYPED_SPACE = re.compile(rf"[{_HAN}] [A-Za-z0-9]|[A-Za-z0-9%] [{_HAN}]")
_BLANK_COMMA = re.compile(r"(?<=[^\W\d_])[ \u00a0]([,،])(?=\s|\w|$)")
_STRAIGHT = re.compile(r"[\"]")


def arabic_marks(pair: Pair) -> Iterator[Finding]:
    """A Latin comma, semicolon or question mark in Arabic words."""
    found = _LATIN_MARK.search(pair.words) if pair.tongue == "ar" else None
    if found:
        yield Finding(
            f"has a Latin “{found[1]}”", f"write the Arabic mark “{_ARABIC_MARKS[found[1]]}”"
        )


def french_space(pair: Pair) -> Iterator[Finding]:
    """No space, or an ordinary one, at a high mark or inside « »."""
    if pair.tongue != "fr":
        return
    for pattern, what in ((_PLAIN_SPACE, "an ordinary space"), (_NO_SPACE, "no space")):
        found = pattern.search(pair.words)
        if found:
            mark = next(group for group in found.groups() if group)
            where = "after" if mark == "«" else "before"
            wanted = "U+00A0" if mark in "«»:" else "U+202F"
            yield Finding(f"has {what} {where} “{mark}”", f"type a no-break space there ({wanted})")
            return


def apostrophe(pair: Pair) -> Iterator[Finding]:
    """The typewriter's apostrophe between letters."""
    found = _APOSTROPHE.search(pair.words) if pair.tongue in ("fr", "en", "it") else None
    if found:
        yield Finding(f"has “{found[0]}” for an apostrophe", "write ’ (U+2019)")


def comma_space(pair: Pair) -> Iterator[Finding]:
    """A blank before a comma."""
    found = _BLANK_COMMA.search(pair.words)
    if found and not _BLANK_COMMA.search(pair.source):
        yield Finding(f"has a blank before “{found[1]}”", "delete it")


def decimal_point(pair: Pair) -> Iterator[Finding]:
    """A decimal point where French has a comma."""
    if pair.tongue != "fr":
        return
    listed = " ".join(match[0] for match in _LISTED.finditer(pair.words) if _is_count(match[0]))
    for found in _DECIMAL.finditer(pair.words):
        if (
            found[1] in pair.source
            and found[1] not in listed
            and not _VERSION.search(pair.words[: found.start()])
        ):
            yield Finding(f"writes {found[1]} with a point", f"write {found[1].replace('.', ',')}")


def _is_count(listed: str) -> bool:
    """Tell whether numbers in a row count up behind the point, so that 10 comes after 9."""
    last = re.findall(r"\.(\d+)", listed)
    return any(
        len(later) > len(former) and int(later) == int(former) + 1
        for former, later in pairwise(last)
    )


def chinese_marks(pair: Pair) -> Iterator[Finding]:
    """A half-width mark after Chinese characters."""
    found = _HALF_MARK.search(pair.words) if pair.tongue == "zh" else None
    if found:
        mark = found[1] or found[2]
        wanted = "。" if mark == "." else chr(ord(mark) + 0xFEE0)
        yield Finding(f"has a half-width “{mark}”", f"write the full-width mark “{wanted}”")


def chinese_brackets(pair: Pair) -> Iterator[Finding]:
    """Half-width brackets beside Chinese characters."""
    if pair.tongue == "zh" and _HALF_BRACKET.search(pair.words):
        yield Finding("has half-width brackets", "write （ and ）")
    elif pair.tongue == "zh" and _UNLIKE_BRACKETS.search(pair.words):
        yield Finding("has brackets of two widths", "write （ and ）")


def han_space(pair: Pair) -> Iterator[Finding]:
    """A typed space between Chinese and Latin letters or figures."""
    found = _TYPED_SPACE.search(pair.words) if pair.tongue == "zh" else None
    if found:
        yield Finding(
            f"has a typed space in “{found[0]}”", "delete it; the program sets that space"
        )


def quotes(pair: Pair) -> Iterator[Finding]:
    """Typewriter quotation marks where the msgid has real ones."""
    if re.search("[“”«]", pair.source) and _STRAIGHT.search(TAGLESS.sub("", pair.target)):
        yield Finding('has the quotation mark "', "write the marks of your language")
    elif pair.tongue == "fr" and re.search("[“”]", pair.target) and "«" not in pair.target:
        yield Finding("has the quotation marks of English", "write « and », “ and ” inside them")


TAGLESS = re.compile("<[^>]*>")
