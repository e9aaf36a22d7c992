"""Names of packed files: readable, ASCII, and never the same for two."""

from __future__ import annotations

import re
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leaflets.package.names import format_name, language_names, plain, shop_name, venue_name


@pytest.mark.parametrize(
    ("sides", "name"),
    [
        ((210, 297), "A4"),
        ((297.0001, 210.0001), "A4"),
        ((148, 210), "A5"),
        ((420, 297), "A3"),
        ((100, 240), "100x240mm"),
        ((89.9998, 54), "90x54mm"),
    ],
)
def test_a_format_is_called_as_shops_call_it(sides: tuple[float, float], name: str) -> None:
    assert format_name(*sides) == name


def test_a_language_is_short_while_it_is_the_only_one_of_its_kind() -> None:
    assert language_names(["zh_Hans_CN", "en"]) == {"zh_Hans_CN": "zh", "en": "en"}
    both = language_names(["zh_Hans_CN", "zh_Hant_TW"])
    assert both == {"zh_Hans_CN": "zh-Hans-CN", "zh_Hant_TW": "zh-Hant-TW"}


def test_a_name_reads_from_campaign_to_version() -> None:
    parts = ("yuexiu", "know-the-law", "A4", "zh", "2000", "v1.0")
    assert shop_name(parts) == "yuexiu_know-the-law_A4_zh_2000_v1.0"


@given(st.text(max_size=60))
def test_any_text_becomes_a_safe_name(text: str) -> None:
    assert re.fullmatch(r"[A-Za-z0-9._-]*", plain(text))
    assert re.fullmatch(r"[A-Za-z0-9_][A-Za-z0-9._-]*", venue_name(text))


@given(st.text(max_size=20), st.text(max_size=20))
def test_two_keys_never_share_a_folder(one: str, other: str) -> None:
    if venue_name(one) == venue_name(other):
        assert normalize("NFC", one) == normalize("NFC", other)
