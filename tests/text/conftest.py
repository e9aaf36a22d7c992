"""The faces that the text tests are set in: those of the starter's theme."""

from __future__ import annotations

from pathlib import Path

import pytest

from leaflets.fonts.book import FontBook
from leaflets.text.typesetter import Typesetter

FAMILIES = {
    "plex": {0: "fontpkg_ibm_plex_sans:files/IBMPlexSans[wdth,wght].ttf"},
    "plex-arabic": {
        400: "fontpkg_ibm_plex_sans_arabic:files/IBMPlexSansArabic-Regular.ttf",
        700: "fontpkg_ibm_plex_sans_arabic:files/IBMPlexSansArabic-Bold.ttf",
    },
    "noto-sc": {0: "justmytype_intl_cjk:fonts/ofl/notosanssc/NotoSansSC[wght].ttf"},
}
SCRIPTS = {
    "Latn": ("plex", 1.0),
    "Cyrl": ("plex", 1.0),
    "Arab": ("plex-arabic", 1.1),
    "Hani": ("noto-sc", 1.0),
}


@pytest.fixture(scope="session")
def book() -> FontBook:
    return FontBook(FAMILIES, SCRIPTS, Path(), "theme.yaml")


@pytest.fixture(scope="session")
def typesetter(book: FontBook) -> Typesetter:
    return Typesetter(book)
