"""The faces that the text tests are set in: those of the starter's theme, and one for each script
of which shaping is compared with HarfBuzz's own program."""

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

OTHER_FAMILIES = {
    "noto-arabic": {
        0: "justmytype_intl_rtl:fonts/ofl/notosansarabic/NotoSansArabic[wdth,wght].ttf"
    },
    "hebrew": {0: "justmytype_intl_rtl:fonts/ofl/notosanshebrew/NotoSansHebrew[wdth,wght].ttf"},
    "devanagari": {0: "fontpkg_noto_sans_devanagari:files/NotoSansDevanagari[wdth,wght].ttf"},
    "thai": {0: "justmytype_intl_sea:fonts/ofl/notosansthai/NotoSansThai[wdth,wght].ttf"},
    "korean": {0: "justmytype_intl_cjk:fonts/ofl/notosanskr/NotoSansKR[wght].ttf"},
    "ethiopic": {
        0: "justmytype_intl_africa:fonts/ofl/notosansethiopic/NotoSansEthiopic[wdth,wght].ttf"
    },
}
OTHER_SCRIPTS = {
    "Arab": ("noto-arabic", 1.0),
    "Hebr": ("hebrew", 1.0),
    "Deva": ("devanagari", 1.0),
    "Thai": ("thai", 1.0),
    "Hang": ("korean", 1.0),
    "Ethi": ("ethiopic", 1.0),
}


@pytest.fixture(scope="session")
def book() -> FontBook:
    return FontBook(FAMILIES, SCRIPTS, Path(), "theme.yaml")


@pytest.fixture(scope="session")
def typesetter(book: FontBook) -> Typesetter:
    return Typesetter(book)


@pytest.fixture(scope="session")
def world_book() -> FontBook:
    return FontBook(FAMILIES | OTHER_FAMILIES, SCRIPTS | OTHER_SCRIPTS, Path(), "theme.yaml")


@pytest.fixture(scope="session")
def world(world_book: FontBook) -> Typesetter:
    return Typesetter(world_book)
