"""Plural forms against CLDR, which Babel's own header table contradicts."""

from __future__ import annotations

import pytest
from babel import Locale
from babel.localedata import locale_identifiers

from leaflets.catalogs.plurals import CATEGORIES, cldr_header, from_cldr, from_header

ARABIC = {0: "zero", 1: "one", 2: "two", 3: "few", 10: "few", 11: "many", 99: "many", 100: "other"}


@pytest.mark.parametrize(("number", "category"), ARABIC.items())
def test_arabic_takes_the_form_of_cldr(number: int, category: str) -> None:
    assert from_cldr("ar").form(number) == CATEGORIES.index(category)
    assert from_header(cldr_header("ar")).form(number) == CATEGORIES.index(category)


def test_french_has_three_forms() -> None:
    french = from_cldr("fr")
    assert french.count == 3
    assert [french.form(n) for n in (0, 1, 2, 1_000_000)] == [0, 0, 2, 1]


def test_headers_are_readable() -> None:
    assert cldr_header("zh_Hans_CN") == "nplurals=1; plural=(0);"
    assert cldr_header("en") == "nplurals=2; plural=(n==1 ? 0 : 1);"


def test_every_locale_of_cldr_has_a_header_that_agrees_with_its_rules() -> None:
    for name in locale_identifiers():
        header = from_header(cldr_header(name))
        rule, names = from_cldr(name), Locale.parse(name).plural_form.tags | {"other"}
        assert header.count == len(names), name
        assert header.agrees(rule), name


@pytest.mark.parametrize(
    "header",
    [
        "",
        "nplurals=INTEGER; plural=EXPRESSION;",
        "nplurals=2; plural=n/0;",
        "nplurals=2; plural=n;",
        "nplurals=2; plural=__import__('os');",
        "nplurals=2; plural=" + "(" * 500 + "n" + ")" * 500 + ";",
        "nplurals=2; plural=n ?;",
    ],
)
def test_a_broken_header_is_refused(header: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        from_header(header)
