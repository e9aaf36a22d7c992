"""The quick way of a slot's text writes what the long way writes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leaflets.diagnostics import Location
from leaflets.document.load import load_theme
from leaflets.fonts.book import FontBook
from leaflets.language import language
from leaflets.layout.page import Mark
from leaflets.layout.slot import Slot, holds, set_slot, single_setter
from leaflets.markup.slots import Value
from leaflets.pdf.stencil import PlacedSlot, Shown
from leaflets.pdf.stencil_fonts import Alphabets, RecordFonts
from leaflets.text.model import Alignment, TextStyle
from leaflets.text.single import Singles
from leaflets.text.typesetter import Typesetter

ROOT = Path(__file__).parents[2]
THEME = ROOT / "templates/_themes/arcade.yaml"
LOCALES = ("zh_Hans_CN", "en", "fr", "ar", "ru", "vi", "he")

WORDS = {
    "en": ["Garden", "Hotel", "AVATAR", "office", "fflow", "Lane,", "(No.", "5)", "O’Neil", "&"],
    "fr": ["Hôtel", "l’Étang", "du", "Jardin,", "n°", "12-14", "œuvre", "à", "«A»"],
    "zh": [
        "流花宾馆",
        "广州市",
        "人民北路5号",
        "A座",
        "1-2栋",
        "（旁）",
        "、",
        "·",
        "二楼,",
        "50%",
    ],
    "ar": ["فندق", "الحديقة", "شارع", "لا", "الشمالي،", "(قرب", "البحر)", "محمّد", "«حي»", "في"],
    "other": [
        "Улица",
        "дом",
        "Nguyễn",
        "Thị",
        "רחוב",
        "123456",
        "+86",
        "20",
        "8000",
        "3/4",
        "a@b.cn",
    ],
}
WORD = st.sampled_from([word for words in WORDS.values() for word in words])
NUMBER = st.integers(0, 10**8).map(str)
OWN = {
    one: st.lists(st.sampled_from(WORDS[one]) | NUMBER, min_size=1, max_size=7).map(" ".join)
    for one in ("en", "fr", "zh", "ar")
}
MIXED = st.lists(WORD | NUMBER, min_size=1, max_size=6).map(" ".join)
WILD = st.text(st.characters(max_codepoint=0x3FFFF, exclude_categories=["Cs"]), max_size=12)
LATIN = st.text(st.characters(min_codepoint=32, max_codepoint=0x17F), max_size=24)
ARABIC = st.text(st.characters(min_codepoint=0x600, max_codepoint=0x6FF) | st.sampled_from(" 12.،"))
TEXTS = st.one_of(*OWN.values(), MIXED, WILD, LATIN, ARABIC)

BOOK = load_theme(THEME, [])
assert BOOK is not None
FONTS = FontBook(BOOK.families, BOOK.scripts, ROOT, str(THEME), BOOK.places)
TYPESETTER, SINGLES, ALPHABETS = Typesetter(FONTS), Singles(FONTS), Alphabets()


def slot(locale: str, alignment: Alignment = Alignment.START, measure: float = 320.0) -> Slot:
    speech = language(locale)
    mark = Mark(BOOK.colours["ink"])
    style = TextStyle(11.5, 400, tag=speech.tag, mark=mark)
    return Slot("name", style, speech, measure, alignment, False, 2, 10.0, 16.0)


def written(one: Slot, shown: Shown) -> list[str]:
    """Return the operators that show a text, with what codes draw and mean instead of codes."""
    fonts = RecordFonts(ALPHABETS)
    place = PlacedSlot(one, 34.016, 120.5, 595.276, "0 g")
    letters = {
        codes.name: {code: letter for letter, code in codes.hexes.items()}
        for _ in [place.show(shown, fonts)]
        for codes in fonts.used.values()
    }
    faces = {codes.name: face for face, codes in fonts.used.items()}
    found = []
    for line in place.show(shown, fonts).splitlines():
        match = re.match(r"/(G\d+) ", line)
        if match:
            name = match[1]
            line = re.sub(r"^/G\d+", str(faces[name]), line)
            pairs = re.split(r"([0-9A-F]{4})(?=[0-9A-F]*>)", line)
            known = letters[name]
            line = "".join(f"{id(known[p])}," if n % 2 else p for n, p in enumerate(pairs))
        found.append(line)
    return found


def both(one: Slot, text: str) -> tuple[list[str], list[str]] | None:
    """Return what the quick and the long way write; None where there is no quick one."""
    value = Value(text, Location(""))
    if not value.words.isprintable() or not value.words:
        return None
    quick = single_setter(one, SINGLES).line(value.words)
    if quick is None:
        return None
    long = set_slot(one, value.shown, TYPESETTER)
    assert holds(one, long)
    assert not long.missing
    return written(one, quick), written(one, long.lines)


@pytest.mark.parametrize("locale", LOCALES)
@given(text=TEXTS, alignment=st.sampled_from(Alignment), measure=st.sampled_from([90.0, 320.0]))
@settings(max_examples=150, deadline=None)
def test_the_quick_way_writes_what_the_long_way_writes(
    locale: str, text: str, alignment: Alignment, measure: float
) -> None:
    found = both(slot(locale, alignment, measure), text)
    if found is not None:
        assert found[0] == found[1]


ORDINARY = {
    "zh_Hans_CN": [
        "流花宾馆",
        "广州市越秀区人民北路5号A座",
        "王小明",
        "YX-0001",
        "+86 20 8000 0001",
    ],
    "en": ["Garden Hotel", "5 Renmin North Road, Yuexiu", "O’Neil (desk)", "020-8000 0001"],
    "fr": ["Hôtel de l’Étang", "5, rue Renmin Nord", "À l’accueil", "+86 20 8000 0001"],
    "ar": ["فندق الحديقة 5", "5 شارع رنمين الشمالي، حي ليوهوا", "+86 20 8000 0001", "YX-0001"],
    "ru": ["Гостиница «Сад», 5", "YX-0001"],
    "vi": ["Nguyễn Thị Hoa", "12 đường Nhân Dân"],
}


@pytest.mark.parametrize("locale", ORDINARY)
def test_ordinary_values_go_the_quick_way(locale: str) -> None:
    for text in ORDINARY[locale]:
        found = both(slot(locale), text)
        assert found is not None, text
        assert found[0] == found[1]


@pytest.mark.parametrize(
    "text", ["(流花)", "فندق", "a\u0301\u0323b", "e\u200dx", "😀", "\ue000", "x" * 99, "שלום"]
)
def test_what_needs_decisions_goes_the_long_way(text: str) -> None:
    assert both(slot("en"), text) is None
