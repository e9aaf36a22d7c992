"""Numbers in two orders: a reader of the page must meet those of the file."""

from __future__ import annotations

from pathlib import Path

import pytest

from leaflets.document.load import load_theme
from leaflets.fonts.book import FontBook
from leaflets.language import language
from leaflets.layout.page import Mark
from leaflets.proof.figures import Figure, figures
from leaflets.proof.words import INK
from leaflets.text.model import TextSpan, TextStyle
from leaflets.text.typesetter import Setting, Typesetter

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def typesetter() -> Typesetter:
    path = ROOT / "templates/_themes/arcade.yaml"
    theme = load_theme(path, [])
    assert theme is not None
    return Typesetter(FontBook(theme.families, theme.scripts, ROOT, str(path)))


def found(text: str, locale: str, typesetter: Typesetter) -> tuple[Figure, ...]:
    style = TextStyle(10, tag=language(locale).tag, mark=Mark(INK))
    setting = Setting(language(locale), 2000)
    return figures(typesetter.paragraph([TextSpan(text, style)], setting).lines)


@pytest.mark.parametrize(
    "text",
    [
        "اتصل بالرقم 020-8313-1234 فوراً",
        "من 10–15 يوماً",
        "غرامة 3,000 يوان",
        "انظر flk.npc.gov.cn هنا",
    ],
)
def test_the_page_shows_a_number_as_it_is_stored(text: str, typesetter: Typesetter) -> None:
    [one] = found(text, "ar", typesetter)
    assert one.stored == one.shown
    assert one.stored in text


def test_a_range_in_arabic_digits_runs_as_arabic_writes_it(typesetter: Typesetter) -> None:
    [one] = found("من ١٠–١٥ يوماً", "ar", typesetter)
    assert one == Figure("١٠–١٥", "١٥–١٠")


def test_a_forced_order_is_seen(typesetter: Typesetter) -> None:
    [one] = found("اتصل \u202e12345\u202c الآن", "ar", typesetter)
    assert one == Figure("12345", "54321")


def test_single_digits_and_words_are_no_figures(typesetter: Typesetter) -> None:
    assert found("Call 3 friends.", "en", typesetter) == ()


def test_each_is_told_once(typesetter: Typesetter) -> None:
    assert found("Call 110. The police: 110.", "en", typesetter) == (Figure("110", "110"),)
