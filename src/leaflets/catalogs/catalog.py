"""A language's messages as an immutable value.

Input: what ``load`` has read and checked; output: an entry by context and msgid, and the plural
form for a number. gettext's words: an entry has a msgctxt, a msgid, perhaps a msgid_plural, and
one msgstr for each plural form. Whether a translation may be printed is decided in ``markup``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from leaflets.catalogs.plurals import Plurals
from leaflets.diagnostics import Location

SOURCE_LANGUAGE = "en"
"""The language that msgids are written in."""

PLACEHOLDER = re.compile(r"\{([^\W\d]\w*)\}")
"""A name in braces. Any other brace is a character like the rest."""

CAMPAIGN_CONTEXT = "campaign"
"""The msgctxt of texts that stand in campaign.yaml."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One message: ``context`` None where the catalog has no msgctxt, ``plural`` the msgid_plural
    or empty, ``strings`` the msgstrs in the order of the catalog's plural forms (one without
    plural), ``location`` the line of its msgid."""

    context: str | None
    msgid: str
    plural: str
    strings: tuple[str, ...]
    fuzzy: bool
    location: Location


@dataclass(frozen=True, slots=True)
class Catalog:
    """All messages of ``locale`` (a Babel id); ``path`` is the file, or the folder of several.

    ``draft`` is set where what is missing or fuzzy shall be shown all the same, and warned of.
    """

    locale: str
    path: str
    entries: Mapping[tuple[str | None, str], Entry]
    plurals: Plurals
    draft: bool = False

    @property
    def is_source(self) -> bool:
        """Whether msgids are written in this language, so that they may stand for a msgstr."""
        return self.locale.replace("-", "_").split("_")[0] == SOURCE_LANGUAGE

    def find(self, context: str | None, msgid: str) -> Entry | None:
        """Return the entry of ``msgid`` in ``context``; None when the catalog has none."""
        return self.entries.get((context, msgid))

    def plural_form(self, n: int) -> int:
        """Return which of an entry's ``strings`` goes with ``n``."""
        return self.plurals.form(n)


def placeholders(text: str) -> frozenset[str]:
    """Return the names in braces in ``text``."""
    return frozenset(PLACEHOLDER.findall(text))
