"""Breaks of lines, clusters and words; the tailoring for numbers and addresses."""

from __future__ import annotations

from itertools import pairwise
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leaflets.text.addresses import addresses
from leaflets.text.segment import Break, graphemes, line_breaks, untailored_line_breaks, words


def pieces(text: str, tag: str = "en") -> list[str]:
    offsets = [0, *(item.offset for item in line_breaks(text, tag)), len(text)]
    return [text[start:end] for start, end in pairwise(offsets)]


def cut(text: str, starts: tuple[int, ...]) -> list[str]:
    return [text[a:b] for a, b in pairwise((*starts, len(text)))]


def test_breaks_are_optional_at_spaces() -> None:
    assert line_breaks("one two", "en") == (Break(4, mandatory=False),)


@pytest.mark.parametrize("end", ["\n", "\u2028", "\u2029", "\v", "\f", "\u0085", "\r\n", "\r"])
def test_hard_breaks(end: str) -> None:
    assert line_breaks(f"a{end}b", "en") == (Break(1 + len(end), mandatory=True),)


def test_the_end_of_the_text_is_no_break() -> None:
    assert line_breaks("", "en") == ()
    assert line_breaks("word", "en") == ()
    assert line_breaks("word\n", "en") == ()


def test_offsets_count_code_points() -> None:
    assert pieces("𠀀𠀁 😀 \ud800 b") == ["𠀀", "𠀁 ", "😀 ", "\ud800 ", "b"]
    assert graphemes("😀e\u0301\ud800👩\u200d⚕️") == (0, 1, 3, 4)


def test_chinese_lines_obey_the_line_start_prohibitions() -> None:
    assert pieces("（禁毒）《法》。", "zh-Hans-CN") == ["（禁", "毒）", "《法》。"]


def test_japanese_small_kana_do_not_start_a_line() -> None:
    assert "ァ" not in [piece[0] for piece in pieces("カァカー", "ja")]


def test_thai_lines_break_between_words() -> None:
    assert pieces("ผู้ใดเสพยา", "th") == ["ผู้", "ใด", "เสพ", "ยา"]


@pytest.mark.parametrize(
    "whole",
    [
        "020 8315 1234",
        "+86 20 8315 1234",
        "+33 1 23 45 67 89",
        "(020) 8315 1234",
        "020-12345",
        "1 250",
        "1 250 000",
        "10–15",
        "10 – 15",
        "9:00–17:00",
        "11:30–9:00",
        "09:00—17:00",
        "110/120",
        "347/357",
        "50 %",
        "٥٠ ٪",
        "1 250 €",
        "1 250–1 300 €",
        "¥ 500",
        "\u206610–15\u2069 %",
        "€ \u2066110/120\u2069",
        "٠٢٠ ٨٣١٥ ١٢٣٤",
        "۹:۰۰–۱۷:۰۰",
        "www.my-host.example.org",
        "https://my-host.example.org",
        "first-last@my-host.example.org",
    ],
)
def test_stays_whole(whole: str) -> None:
    assert pieces(f"a {whole} b") == ["a ", f"{whole} ", "b"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("110 119 120 122 12110 12348", ["110 ", "119 ", "120 ", "122 ", "12110 ", "12348"]),
        ("art. 5 and 10 days", ["art. ", "5 ", "and ", "10 ", "days"]),
        ("2024 1 250", ["2024 ", "1 250"]),
        ("9:00\n17:00", ["9:00\n", "17:00"]),
        ("well-known", ["well-", "known"]),
        ("9:00至17:00", ["9:00", "至", "17:00"]),
    ],
)
def test_breaks_stay_where_nothing_holds(text: str, expected: list[str]) -> None:
    assert pieces(text) == expected


def test_the_tailoring_has_something_to_do() -> None:
    text = "020 8315, 10–15, 50 %, https://a-b.example.org/"
    kept = {item.offset for item in line_breaks(text, "en")}
    assert len({item.offset for item in untailored_line_breaks(text, "en")} - kept) == 5


def test_paths_break_after_their_separators_only() -> None:
    text = "https://my-host.example.org/drug-law/a.html?q=1&lang=zh-Hans/, then"
    assert pieces(text) == [
        "https://my-host.example.org/",
        "drug-",
        "law/",
        "a.html?",
        "q=1&",
        "lang=zh-",
        "Hans/, ",
        "then",
    ]


def test_an_address_ends_before_chinese() -> None:
    assert pieces("见https://example.org/a。了解", "zh")[:3] == [
        "见",
        "https://example.org/",
        "a。",
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("see https://example.org/a.", "https://example.org/a"),
        ("(https://example.org/a_(b))", "https://example.org/a_(b)"),
        ("at example.org, or", "example.org"),
        ("example.org:80/x?y#z!", "example.org:80/x?y#z"),
        ("to a.b+c@example.org;", "a.b+c@example.org"),
        ("见example.org。", "example.org"),
        ("«https://example.org»", "https://example.org"),
        ("<https://example.org>", "https://example.org"),
    ],
)
def test_addresses(text: str, found: str) -> None:
    assert [text[item.start : item.end] for item in addresses(text)] == [found]


@pytest.mark.parametrize("text", ["9.30", "e.g. this", "1.2.3", "a.b", "@", "https:// x"])
def test_what_is_no_address(text: str) -> None:
    assert addresses(text) == ()


def test_an_isolate_keeps_its_initiator() -> None:
    assert pieces("من \u2066刑法\u2069 و", "ar") == ["من ", "\u2066刑", "法\u2069 ", "و"]


def test_words() -> None:
    assert cut("法律规定任何人", words("法律规定任何人", "zh")) == ["法律", "规定", "任何人"]
    assert cut("Two words", words("Two words", "en")) == ["Two", " ", "words"]


def test_korean_lines_end_at_spaces() -> None:
    text = "못하면 즉시 전화하세요."
    assert [item.offset for item in line_breaks(text, "ko")] == [4, 7]


@given(st.text(st.characters(codec=None, exclude_categories=())), st.sampled_from(["en", "zh"]))
def test_any_text_is_divided_in_order(text: str, tag: str) -> None:
    for starts in (graphemes(text), words(text, tag)):
        assert list(starts) == sorted(set(starts))
        assert "".join(cut(text, starts)) == text
    offsets = [item.offset for item in line_breaks(text, tag)]
    assert offsets == sorted(set(offsets))
    assert all(0 < offset < len(text) for offset in offsets)


@pytest.mark.parametrize("piece", ["1", "+", "1 ", "1-", "(1", "a.", "a+", "a@", "a-", "😀", "/a?"])
def test_cost_is_linear(piece: str) -> None:
    def least(size: int) -> float:
        text = (piece * size)[:size]
        spent = []
        for _ in range(3):
            start = process_time()
            line_breaks(text, "en")
            spent.append(process_time() - start)
        return min(spent)

    # Ten times the text takes ten times as long, not a hundred: 30 leaves room for a busy machine.
    assert least(20_000) < 30 * least(2_000)
