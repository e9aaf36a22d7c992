"""Spaces and apostrophes that a language's typography asks for and keyboards do not have.

French has U+202F before ``; ! ?`` and U+00A0 before ``:`` and inside ``« »`` (the default of this
project; authorities differ). English and French have U+2019 for the apostrophe between letters.
Space between Han and Latin is a matter of layout and not done here.
"""

from __future__ import annotations

import re

SEAM = "\ufdd2"
"""Stands for a tag between two pieces of one text; a noncharacter, so no text holds it."""

_NBSP, _NNBSP = "\u00a0", "\u202f"
_BLANK = rf"\s{_NBSP}{_NNBSP}"
_BEFORE = rf"(?<![{_BLANK}(\[“;:!?«])(?<![{_BLANK}]{SEAM})(?<!^)"
_END = rf"(?:[{_BLANK}{SEAM}»”’)\]…,.]|$)"

_ADDRESS = rf"(?:https?://|mailto:|tel:|www\.)\S*?(?=[.,;:!?)»\]]*{_END})|[^\s{SEAM}]+@\S+\.\w+"
_FRENCH = re.compile(
    rf"(?P<address>{_ADDRESS})"
    rf"|{_BEFORE}(?P<high> (?={SEAM}?[;!?]+{_END})|(?=[;!?]+{_END}))"
    rf"|{_BEFORE}(?P<colon> (?={SEAM}?:{_END})|(?=:{_END}))"
    rf"|(?<=«)(?P<open> ?)(?=[^{_BLANK}])"
    rf"|(?<![{_BLANK}])(?<![{_BLANK}]{SEAM})(?P<close> (?={SEAM}?»)|(?=»))"
)
_SPACES = {"high": _NNBSP, "colon": _NBSP, "open": _NBSP, "close": _NBSP}
_APOSTROPHE = re.compile(r"(?<=[^\W\d_])'(?=[^\W\d_])")


def typeset(text: str, locale: str) -> str:
    """Return ``text`` with what the language of ``locale`` (a Babel id) asks for."""
    language = locale.replace("-", "_").split("_")[0]
    if language in ("en", "fr"):
        text = curly_apostrophes(text)
    return french_spaces(text) if language == "fr" else text


def french_spaces(text: str) -> str:
    """Return ``text`` with no-break spaces at high punctuation; addresses and times stay."""
    return _FRENCH.sub(_space, text)


def curly_apostrophes(text: str) -> str:
    """Return ``text`` with U+2019 for each straight apostrophe between letters."""
    return _APOSTROPHE.sub("’", text)


def _space(match: re.Match[str]) -> str:
    kind = match.lastgroup or ""
    return _SPACES.get(kind, match[0])
