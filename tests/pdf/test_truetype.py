"""The font file that is embedded: its limits are those of its glyphs, wherever they came from."""

from __future__ import annotations

import io
from itertools import pairwise

import pytest
from fontTools.ttLib import TTFont

from leaflets.fonts.face import Face
from leaflets.pdf.codes import Shape
from leaflets.pdf.truetype import assemble

from ._lines import arabic, chinese, latin

FACES = {"static": arabic(), "variable": latin(650), "chinese": chinese()}
WORDS = {"static": "القانون ", "variable": "Éléphant ", "chinese": "了解法律 "}


def shapes(face: Face, words: str) -> list[Shape]:
    """Return a shape for each character, and composites of neighbours, with and without ink."""
    glyphs = [glyph for glyph in map(face.glyph, words) if glyph is not None]
    alone = [Shape(((glyph, 0, 0),), face.advance(glyph)) for glyph in glyphs]
    pairs = pairwise(glyphs)
    return [*alone, *(Shape(((one, 0, 0), (other, 30, 200)), 700) for one, other in pairs)]


def made(face: Face, words: str, *, often: bool = False) -> bytes:
    wanted = shapes(face, words)
    used = frozenset(part[0] for shape in wanted for part in shape.parts)
    return assemble(*face.subset(used, often=often), wanted).data


@pytest.mark.parametrize("name", FACES)
def test_the_limits_are_those_of_the_glyphs(name: str) -> None:
    font = TTFont(io.BytesIO(made(FACES[name], WORDS[name])), checkChecksums=2, lazy=False)
    told = [dict(vars(font[table])) for table in ("maxp", "hhea")]
    for table in ("maxp", "hhea"):
        font[table].recalc(font)
    assert told == [vars(font[table]) for table in ("maxp", "hhea")]


@pytest.mark.parametrize("name", FACES)
def test_a_pinned_face_gives_the_same_file(name: str) -> None:
    words = WORDS[name]
    assert made(FACES[name], words) == made(FACES[name], words, often=True)


def test_a_face_that_is_asked_often_is_pinned_and_gives_the_same_file() -> None:
    face = Face(latin(650).path, latin(650).axes)
    files = [made(face, "Éléphant") for _ in range(120)]
    assert "_pinned" in vars(face)
    assert len(set(files)) == 1
