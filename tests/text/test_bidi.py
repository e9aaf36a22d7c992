"""UAX #9 beyond Unicode's cases: many paragraphs, odd input, lines, cost."""

from __future__ import annotations

from itertools import groupby
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leaflets.text.bidi import (
    line_levels,
    mirror,
    paragraph_level,
    resolve_levels,
    visual_order,
)
from leaflets.text.bidi_explicit import MAX_DEPTH

ARABIC = "حيازة المخدرات جريمة يعاقب عليها القانون (المادة 347)، اتصل على 110. "
LRI, RLI, FSI, PDI, LRE, RLE, RLO = "\u2066\u2067\u2068\u2069\u202a\u202b\u202e"
MIXED = "aא1٠ +$,.()[]〈⟩\u0301\u00ad\t\n\u2029\ud800" + "\u202a\u202b\u202c\u202d\u202e" + LRI
any_text = st.text(st.sampled_from(MIXED + RLI + FSI + PDI)) | st.text(
    st.characters(codec=None, exclude_categories=())
)


def visual(text: str, base: int) -> str:
    levels = line_levels(text, resolve_levels(text, base), 0, len(text), base)
    shown = ((text[at], levels[at]) for at in visual_order(levels))
    return "".join(mirror(character) if level & 1 else character for character, level in shown)


@pytest.mark.parametrize("base", [None, 0])
@pytest.mark.parametrize("text", ["", "plain (text) 12", "中文：２０", "é\n\u0e01 50 %", "\ud83d"])
def test_text_without_right_to_left_is_level_zero(text: str, base: int | None) -> None:
    assert resolve_levels(text, base) == (0,) * len(text)


def test_numbers_and_latin_in_arabic() -> None:
    assert resolve_levels("ab ابج 12 c", 1) == (2, 2, 1, 1, 1, 1, 1, 2, 2, 1, 2)


def test_brackets_follow_their_content() -> None:
    assert visual("אב (cd) גד", 1) == "דג (cd) בא"
    assert visual("אב (cd גה) גד", 1) == "דג (הג cd) בא"


def test_paragraphs_have_their_own_level() -> None:
    assert resolve_levels("א a\nb א") == (1, 1, 2, 1, 0, 0, 1)


def test_embeddings_end_with_the_paragraph() -> None:
    assert resolve_levels(f"{RLO}a\nb", 0) == (0, 1, 0, 0)


def test_crlf_ends_one_paragraph() -> None:
    assert resolve_levels("א\r\nb") == (1, 1, 1, 0)
    assert resolve_levels("א\n\nb") == (1, 1, 0, 0)


def test_removed_characters_follow_the_one_before() -> None:
    assert resolve_levels("\u00adא\u00ad1\u00ad", 0) == (0, 1, 1, 2, 2)


def test_depth_is_limited() -> None:
    levels = resolve_levels(RLE * 300 + "a", 0)
    assert max(levels) == MAX_DEPTH + 1
    assert resolve_levels((RLI + LRI) * 200 + "א" + PDI * 400 + "א", 0)[-1] == 1


def test_paragraph_level_looks_past_isolates() -> None:
    assert paragraph_level(f"1 {RLI}א{PDI} a") == 0
    assert paragraph_level(f"1 {LRI}a{PDI} א") == 1
    assert paragraph_level(f"{LRI}a\nא") == 0


def test_trailing_space_of_a_line_has_the_base_level() -> None:
    text = "a אב גד b"
    levels = resolve_levels(text, 0)
    assert levels[4] == 1
    assert line_levels(text, levels, 0, 5, 0) == (0, 0, 1, 1, 0)


def test_mirror() -> None:
    assert [mirror(character) for character in "(»≤a"] == [")", "«", "≥", "a"]


@given(any_text, st.sampled_from([None, 0, 1]))
def test_every_text_has_levels_within_the_limit(text: str, base: int | None) -> None:
    levels = resolve_levels(text, base)
    assert len(levels) == len(text)
    assert all(0 <= level <= MAX_DEPTH + 1 for level in levels)


@given(any_text)
def test_the_quick_exit_agrees_with_the_whole_algorithm(text: str) -> None:
    plain = "".join(character for character in text if character in "a1 +$,.()[]\u0301\t")
    # A Hebrew paragraph after it takes the exit away and leaves the first one as it was.
    assert resolve_levels(plain, 0) == resolve_levels(plain + "\nא", 0)[: len(plain)]


@given(st.lists(st.integers(0, MAX_DEPTH + 1)))
def test_visual_order_is_a_permutation(levels: list[int]) -> None:
    assert sorted(visual_order(levels)) == list(range(len(levels)))


@given(st.lists(st.integers(0, 6)))
def test_visual_order_is_the_textbook_one(levels: list[int]) -> None:
    order = list(range(len(levels)))
    for level in range(6, 0, -1):
        groups = groupby(order, key=lambda at: levels[at] >= level)
        order = [at for high, run in groups for at in (list(run)[::-1] if high else run)]
    assert visual_order(levels) == tuple(order)


def seconds(text: str) -> float:
    start = process_time()
    resolve_levels(text, 1)
    return process_time() - start


@pytest.mark.parametrize(
    "piece",
    [
        ARABIC,
        "%" * 7 + " ",
        "(" * 5 + "a" + ")" * 5,
        "(a) ",
        "[(" + "א",
        RLI + "א",
        FSI,
        LRI + PDI,
        RLE,
        "\u0301",
        " \u00ad",
    ],
)
def test_cost_is_linear(piece: str) -> None:
    def least(size: int) -> float:
        text = (piece * size)[:size]
        return min(seconds(text) for _ in range(3))

    # Ten times the text takes ten times as long, not a hundred: 30 leaves room for a busy machine.
    assert least(50_000) < 30 * least(5_000)
