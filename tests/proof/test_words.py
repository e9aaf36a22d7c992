"""Texts of a proof as they are stored."""

from __future__ import annotations

from pathlib import Path

import pytest

from leaflets.language import language
from leaflets.proof.figures import _visual
from leaflets.proof.survey import survey
from leaflets.proof.words import Look, Paragraph, set_lines, stored
from leaflets.text.typesetter import Typesetter
from leaflets.workspace import Workspace

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def typesetter() -> Typesetter:
    found = survey(Workspace(ROOT), "ar", [])
    assert found is not None
    return found.typesetter


@pytest.mark.parametrize("markup", ["<strong>", "</strong>", "<br/>", "&amp;"])
def test_markup_runs_from_the_left_in_arabic(markup: str, typesetter: Typesetter) -> None:
    text = stored(f"القانون {markup} الصين")
    paragraph = Paragraph(((text, Look()),), None, language("ar"))
    lines = set_lines(paragraph, 999, typesetter)
    assert markup in _visual(lines, 0, len(text))


def test_other_texts_are_as_they_are() -> None:
    assert stored("a < b, c > d & e") == "a < b, c > d & e"
    assert stored("a\u202eb") == "a[U+202E]b"
