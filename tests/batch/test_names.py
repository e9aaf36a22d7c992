"""File names are safe, stable and unique, whatever a key holds."""

from __future__ import annotations

from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leaflets.batch.names import file_stem

HOSTILE = [
    "../../etc/passwd",
    "CON",
    "com1.txt",
    "x" * 300,
    "a/b",
    "a\\b",
    "...",
    "-",
    "\u202e",
    "😀",
]


@pytest.mark.parametrize("key", ["YX-0001", "流花宾馆", "فندق", "a.b_c"])
def test_a_safe_key_names_its_file(key: str) -> None:
    assert file_stem(key) == key


@pytest.mark.parametrize("key", HOSTILE)
def test_a_hostile_key_is_made_safe(key: str) -> None:
    stem = file_stem(key)
    assert stem != key
    assert not set('/\\:*?"<>|\0\u202e') & set(stem)
    assert stem.strip(" .-") == stem
    assert len(stem.encode()) <= 110


def test_keys_that_look_alike_when_made_safe_differ() -> None:
    assert len({file_stem(key) for key in ("a/b", "a\\b", "a b", "a-b", "a?b")}) == 5


def test_a_safe_key_cannot_take_the_name_of_another() -> None:
    assert file_stem(file_stem("a/b")) != file_stem("a/b")


@given(st.text(min_size=1), st.text(min_size=1))
def test_two_keys_share_no_name(first: str, second: str) -> None:
    same = normalize("NFC", first) == normalize("NFC", second)
    assert same == (file_stem(first) == file_stem(second))
