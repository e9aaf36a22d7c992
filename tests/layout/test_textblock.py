"""What a style asks of its text reaches the lines."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import pytest

from leaflets.diagnostics import Location
from leaflets.document.load import load_theme
from leaflets.document.nodes import Element, Span, Text
from leaflets.document.style import Align, Style
from leaflets.fonts.book import FontBook
from leaflets.language import language
from leaflets.layout.context import Context
from leaflets.layout.fragment import LinePart
from leaflets.layout.structure import Structure
from leaflets.layout.textblock import label_fragment
from leaflets.text.model import Line
from leaflets.text.typesetter import Typesetter

ROOT = Path(__file__).parents[2]
FRENCH = (
    "Transporter, vendre ou fabriquer des stupéfiants, quelle que soit la quantité, est une "
    "infraction pénale ; la loi protège les personnes qui signalent une infraction."
)
ARABIC = "المسؤولية السجن النفس الشهادة المسجد السلطة الدرجة المخدرة المصلحة والعدالة السعادة " * 2


@pytest.fixture(scope="module")
def context() -> Context:
    theme = load_theme(ROOT / "templates/_themes/arcade.yaml", [])
    assert theme is not None
    typesetter = Typesetter(FontBook(theme.families, theme.scripts, ROOT, "theme.yaml"))
    return Context(
        theme, typesetter, language("fr"), Structure((), {}, {}, {}), cast("Any", None), 4.0
    )


def lines(context: Context, locale: str, text: str, style: Style, em: bool = False) -> list[Line]:
    node = Text(Element("p", (), Location("")), (Span(text, em=em),))
    own = replace(context, language=language(locale))
    fragment = label_fragment(node, style, 200, None, own)
    return [part.line for part in fragment.parts if isinstance(part, LinePart)]


def test_justified_text_fills_its_column(context: Context) -> None:
    filled = lines(context, "fr", FRENCH, Style(align=Align.JUSTIFY))
    assert [line.width for line in filled[:-1]] == [pytest.approx(200)] * (len(filled) - 1)
    assert min(line.width for line in lines(context, "fr", FRENCH, Style())) < 190


def test_words_are_divided_where_the_style_says_so(context: Context) -> None:
    style = Style(align=Align.JUSTIFY)
    divided = [lines(context, "fr", FRENCH, replace(style, hyphenate=on)) for on in (False, True)]
    assert [any(line.hyphen for line in one) for one in divided] == [False, True]


def test_a_balanced_heading_is_neither_filled_nor_divided(context: Context) -> None:
    plain = lines(context, "fr", FRENCH, Style(balance=True))
    style = Style(align=Align.JUSTIFY, hyphenate=True, balance=True)
    assert lines(context, "fr", FRENCH, style) == plain


def test_arabic_letters_grow_where_the_style_says_so(context: Context) -> None:
    style = Style(align=Align.JUSTIFY)
    counts = [
        sum(len(cluster.glyphs) for line in found for run in line.runs for cluster in run.clusters)
        for found in (
            lines(context, "ar", ARABIC, replace(style, kashida=on)) for on in (False, True)
        )
    ]
    assert counts[0] < counts[1]


@pytest.mark.parametrize("locale", ["zh_Hans_CN", "ar", "fr"])
def test_emphasis_is_weight_in_every_script(context: Context, locale: str) -> None:
    style = Style(strong_weight=700)
    (plain,), (strong,) = (lines(context, locale, "110", style, em) for em in (False, True))
    assert strong.runs[0].style.weight == 700
    assert plain.runs[0].style.weight < 700
