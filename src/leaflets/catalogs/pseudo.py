"""Pseudo-languages: the sources of a workspace in, catalogs that no reader needs out.

One is English with accents, the other English written in Arabic letters, so that pages turn round.
Both make texts longer by doubling vowels and put brackets around each message: what stands on a
page without them was not extracted, and what is cut off has lost one. Placeholders, percent signs,
markup, entities and addresses stay as they are. The same sources give the same bytes.

The locales exist (their plural rules, directions and digits are CLDR's), but nobody translates into
them: English of Diego Garcia, Arabic of Western Sahara. Codes that are meant for this purpose
(``en_XA``, ``ar_XB``) are unknown to Babel.
"""

from __future__ import annotations

import re
from dataclasses import replace
from enum import Enum
from html import escape
from itertools import cycle, zip_longest
from pathlib import Path
from string import ascii_letters

from leaflets.catalogs.catalog import CAMPAIGN_CONTEXT
from leaflets.catalogs.checks.check import ADDRESS, PERCENT, TAG
from leaflets.catalogs.plurals import Plurals, from_cldr
from leaflets.catalogs.po import PoEntry
from leaflets.catalogs.upkeep import empty_catalog
from leaflets.catalogs.write import write_po


class Pseudo(Enum):
    """The pseudo-languages, by their locale."""

    ACCENTED = "en_DG"
    MIRRORED = "ar_EH"


_BRACES = r"\{[^{}]*\}"
_ENTITY = r"&(?:\w+|#\d+|#x[0-9A-Fa-f]+);"
_KEPT = re.compile(
    f"({ADDRESS.pattern}|{_BRACES}|{PERCENT.pattern}|{TAG.pattern}|{_ENTITY})"
)  # fmt: skip
_SEAM = "\0"
_VOWELS = frozenset("aeiouAEIOU")
_ACCENTS = str.maketrans(
    "acdeghijklnorstuwyzACDEGHIJKLNORSTUWYZ",
    "áçďêğĥïĵķĺñöřšţûŵýžÁÇĎÊĞĤÏĴĶĹÑÖŘŠŢÛŴÝŽ",
)
_ARABIC = str.maketrans(
    "abcdefghijklmnopqrstuvwxyz?,;",
    "ابكديفغهيجكلمنوبقرستوفوخيز؟،؛",
)
_WORD_START = re.compile("(?<![\u0621-\u064a])[\u0621-\u064a](?=[\u0621-\u064a]{2})")
_MARKS = "\u064e\u0650\u064f"
"""Vowel signs: above, below, above the letter."""
_EDGES = re.compile(r"(\s*)(.*?)(\s*)", re.DOTALL)


def pseudo_catalog(workspace: Path, pseudo: Pseudo, growth: int) -> str:
    """Return the PO file of a pseudo-language, its texts ``growth`` per cent longer.

    Faults when a template or campaign has any.
    """
    plurals = from_cldr(pseudo.value)
    header, *entries = empty_catalog(workspace, pseudo.value)
    made = f" Made by `leaflets catalog pseudo`, {growth} % longer. No language, and not for print."
    filled = (replace(one, strings=_strings(one, plurals, pseudo, growth)) for one in entries)
    return write_po([replace(header, comments=(made,)), *filled])


def pseudo_text(text: str, pseudo: Pseudo, growth: int) -> str:
    """Return a text of the sources in a pseudo-language."""
    pieces = _KEPT.split(text)  # every other one is kept
    longer = _lengthened(_SEAM.join(pieces[::2]), growth)
    written = _accented(longer) if pseudo is Pseudo.ACCENTED else _in_arabic(longer)
    free = written.split(_SEAM)
    whole = "".join(a + b for a, b in zip_longest(free, pieces[1::2], fillvalue=""))
    match = _EDGES.fullmatch(whole)
    assert match is not None
    before, words, after = match.groups()  # a line end at an edge stays there, as msgfmt demands
    return f"{before}[{words}]{after}"


def _strings(
    entry: PoEntry, plurals: Plurals, pseudo: Pseudo, growth: int
) -> dict[int | None, str]:
    def written(text: str) -> str:
        done = pseudo_text(text, pseudo, growth)
        # Texts of campaign.yaml are plain; what stands in a catalog is markup.
        return escape(done, quote=False) if entry.context == CAMPAIGN_CONTEXT else done

    if entry.plural is None:
        return {None: written(entry.msgid)}
    singular = plurals.form(1)
    return {
        index: written(entry.msgid if index == singular else entry.plural)
        for index in range(plurals.count)
    }


def _lengthened(text: str, growth: int) -> str:
    """Return ``text`` with so many vowels repeated, evenly spread, that its letters are ``growth``
    per cent more; where there is no vowel, any letters are."""
    letters = [index for index, character in enumerate(text) if character in ascii_letters]
    chosen = [index for index in letters if text[index] in _VOWELS] or letters
    extra, number = round(len(letters) * growth / 100), len(chosen)
    more = {
        index: (n + 1) * extra // number - n * extra // number for n, index in enumerate(chosen)
    }
    return "".join(one + one.lower() * more.get(index, 0) for index, one in enumerate(text))


def _accented(text: str) -> str:
    return text.translate(_ACCENTS)


def _in_arabic(text: str) -> str:
    """Return English in Arabic letters, with a vowel sign on the first letter of longer words."""
    marks = cycle(_MARKS)
    return _WORD_START.sub(lambda match: match[0] + next(marks), text.lower().translate(_ARABIC))
