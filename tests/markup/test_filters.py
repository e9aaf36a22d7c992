"""Numbers and dates in the leaflet's language."""

from __future__ import annotations

import datetime
import unicodedata

import pytest
from babel import Locale
from babel.localedata import locale_identifiers

from leaflets.markup.filters import ZEROS, format_month, format_number, format_statutory, nowrap


@pytest.mark.parametrize(
    ("locale", "value", "shown"),
    [
        ("en", 3000, "3,000"),
        ("fr", 3000, "3\u202f000"),
        ("fr", 0.5, "0,5"),
        ("zh_Hans_CN", 3000, "3,000"),
        ("ar", 3000, "3000"),
        ("ar", -3000, "-3000"),
        ("ar", 9999, "9999"),
        ("ar", 10_000, "10,000"),
        ("fa", 3000, "۳۰۰۰"),
        ("ar_EG", 3000, "٣٠٠٠"),
        ("ar_EG", 12_345.5, "١٢٬٣٤٥٫٥"),
        ("bn", 3000, "৩,০০০"),
    ],
)
def test_numbers(locale: str, value: float, shown: str) -> None:
    assert format_number(value, locale).replace("\u200e", "") == shown


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (0, "零"),
        (5, "五"),
        (10, "十"),
        (15, "十五"),
        (20, "二十"),
        (100, "一百"),
        (105, "一百零五"),
        (110, "一百一十"),
        (347, "三百四十七"),
        (1000, "一千"),
        (1005, "一千零五"),
        (1050, "一千零五十"),
        (3000, "三千"),
        (10_000, "一万"),
        (10_500, "一万零五百"),
        (100_000, "十万"),
        (101_000, "十万一千"),
        (200_005, "二十万零五"),
        (100_000_000, "一亿"),
        (100_000_001, "一亿零一"),
    ],
)
def test_chinese_statutes_write_numbers_in_words(value: int, shown: str) -> None:
    assert format_statutory(value, "zh_Hans_CN") == shown


def test_statutory_numbers_elsewhere_are_numbers() -> None:
    assert format_statutory(3000, "en") == "3,000"
    assert format_statutory(1.5, "zh_Hans_CN") == "1.5"
    assert format_statutory(-5, "zh_Hans_CN") == "-5"
    assert format_statutory(20_000, "zh_Hant_TW") == "二萬"


@pytest.mark.parametrize(
    ("locale", "shown"),
    [
        ("zh_Hans_CN", "2026年11月"),
        ("fr", "novembre 2026"),
        ("ar", "نوفمبر 2026"),
        ("en", "November 2026"),
        ("ar_EG", "نوفمبر ٢٠٢٦"),
    ],
)
def test_months(locale: str, shown: str) -> None:
    assert format_month(datetime.date(2026, 11, 1), locale) == shown


def test_the_digits_of_every_locale_are_known() -> None:
    systems = {Locale.parse(name).default_numbering_system for name in locale_identifiers()}
    assert systems - {"latn"} == set(ZEROS)
    assert [unicodedata.digit(zero) for zero in ZEROS.values()] == [0] * len(ZEROS)


@pytest.mark.parametrize("value", ["3000", None, True])
def test_what_is_no_number_is_refused(value: object) -> None:
    with pytest.raises(TypeError, match="a number is wanted"):
        format_number(value, "en")


def test_nowrap_leaves_no_place_to_break() -> None:
    assert nowrap("+86 20-1") == "+86\u00a020-\u20601"
