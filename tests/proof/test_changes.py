"""What became of words between two versions of a text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from leaflets.proof.changes import Fate, differences


def test_words_go_and_come() -> None:
    before, after = differences("Call the police now.", "Call 110 now.")
    assert [words for words, fate in before if fate is Fate.GONE] == ["the police"]
    assert [words for words, fate in after if fate is Fate.NEW] == ["110"]


def test_chinese_changes_by_the_character() -> None:
    before, after = differences("处十日以下拘留", "处五日以下拘留")
    assert [words for words, fate in before if fate is Fate.GONE] == ["十"]
    assert [words for words, fate in after if fate is Fate.NEW] == ["五"]


def test_markup_is_one_word() -> None:
    before, after = differences("<strong>a</strong>", "<em>a</em> &amp;")
    assert [words for words, fate in before if fate is Fate.GONE] == ["<strong>", "</strong>"]
    assert [words for words, fate in after if fate is Fate.NEW] == ["<em>", "</em> &amp;"]


@given(st.text(), st.text())
def test_both_texts_are_whole(before: str, after: str) -> None:
    pieces = differences(before, after)
    assert tuple("".join(words for words, _ in side) for side in pieces) == (before, after)
