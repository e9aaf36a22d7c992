"""Chinese punctuation and mixed spacing (W3C clreq 3.1, 3.2)."""

from __future__ import annotations

import pytest

from leaflets.text import han


@pytest.mark.parametrize(
    ("text", "lost"),
    [
        ("字，字", [(0, 0), (0, 0), (0, 0)]),
        ("）。", [(0, 0.5), (0, 0)]),
        ("，“", [(0, 0.5), (0, 0)]),
        ("（“字", [(0, 0), (0.5, 0), (0, 0)]),
        ("”）在", [(0, 0.5), (0, 0), (0, 0)]),
        ("？」", [(0, 0), (0, 0)]),
    ],
)
def test_adjacent_marks_lose_half_their_width(text: str, lost: list[tuple[float, float]]) -> None:
    assert han.trims(list(text)) == lost


def test_han_and_latin_stand_apart() -> None:
    assert han.gap("第", "8", "Hani", "Latn") == han.HAN_LATIN
    assert han.gap("4", "条", "Latn", "Hani") == han.HAN_LATIN


@pytest.mark.parametrize("pair", [("，", "1"), ("1", "。"), ("（", "A")])
def test_no_space_beside_a_full_width_mark(pair: tuple[str, str]) -> None:
    scripts = tuple("Hani" if character in "，。（" else "Latn" for character in pair)
    assert han.gap(*pair, *scripts) == 0.0


def test_no_space_within_one_script() -> None:
    assert han.gap("中", "文", "Hani", "Hani") == 0.0
