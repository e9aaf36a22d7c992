"""PDF values as text."""

from __future__ import annotations

import pikepdf
import pytest

from leaflets.pdf.syntax import array, dictionary, name, number, text_string


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.0, "0"),
        (-0.0001, "0"),
        (1.0, "1"),
        (100.0, "100"),
        (0.25, "0.25"),
        (-8.50394, "-8.504"),
        (1e-7, "0"),
        (1e9, "1000000000"),
    ],
)
def test_numbers_are_short_and_without_exponent(value: float, text: str) -> None:
    assert number(value) == text


@pytest.mark.parametrize(
    "text", ["plain", "a (b) \\ c", "禁毒", "القانون", "𠀀", "tab\there", "line\nbreak", "é", ""]
)
def test_text_strings_read_back(text: str) -> None:
    written = text_string(text)
    assert written.isascii()
    assert str(pikepdf.Object.parse(written.encode())) == text


@pytest.mark.parametrize("text", ["Die line", "a/b#(c)", "折线"])
def test_names_read_back(text: str) -> None:
    assert str(pikepdf.Object.parse(name(text).encode())) == f"/{text}"


def test_containers_nest_and_leave_out_what_is_empty() -> None:
    text = dictionary({"A": array(["1", "/B", "(c)"]), "Gone": "", "D": dictionary({"E": "true"})})
    parsed = pikepdf.Object.parse(text.encode())
    assert sorted(parsed.keys()) == ["/A", "/D"]
    assert list(map(str, parsed.A)) == ["1", "/B", "c"]
    assert parsed.D.E is True
