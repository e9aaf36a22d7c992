"""Faces and their choice, on the faces of the starter's theme."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from leaflets.diagnostics import Faults
from leaflets.fonts.book import FontBook

PLEX = "fontpkg_ibm_plex_sans:files/IBMPlexSans[wdth,wght].ttf"
ARABIC = "fontpkg_ibm_plex_sans_arabic:files/IBMPlexSansArabic-Regular.ttf"
BOLD = "fontpkg_ibm_plex_sans_arabic:files/IBMPlexSansArabic-Bold.ttf"
SCRIPTS = {"Latn": ("plex", 1.0), "Arab": ("arabic", 1.1)}


def book(root: Path = Path(), **families: dict[int, str]) -> FontBook:
    known = {"plex": {0: PLEX}, "arabic": {400: ARABIC, 700: BOLD}} | families
    return FontBook(known, SCRIPTS, root, "theme.yaml")


def test_a_script_has_its_own_family_first_and_the_others_after_it() -> None:
    names = [choice.face.name for choice in book().choices("Arab", "Latn", 400)]
    assert names == ["IBMPlexSansArabic-Regular", "IBMPlexSans-wght400"]


def test_a_family_that_is_asked_for_goes_first_at_its_own_size() -> None:
    first, second = book().choices("Arab", "Arab", 700, "plex")
    assert (first.face.name, first.factor) == ("IBMPlexSans-wght700", 1.0)
    assert (second.face.name, second.factor) == ("IBMPlexSansArabic-Bold", 1.0)


def test_factors_are_relative_to_the_script_of_the_document() -> None:
    assert book().choices("Arab", "Latn", 400)[0].factor == pytest.approx(1.1)
    assert book().choices("Latn", "Arab", 400)[0].factor == pytest.approx(1 / 1.1)


def test_the_nearest_weight_is_taken() -> None:
    assert book().choices("Arab", "Arab", 600)[0].face.name.endswith("Bold")
    assert book().choices("Arab", "Arab", 500)[0].face.name.endswith("Regular")


def test_a_variable_face_is_as_heavy_as_asked() -> None:
    light, bold = (book().choices("Latn", "Latn", weight)[0].face for weight in (400, 700))
    glyph = light.glyph("m")
    assert glyph is not None
    assert bold.advance(glyph) > light.advance(glyph)


@pytest.mark.parametrize(
    ("file", "message"),
    [
        ("no_such_fonts:a.ttf", "font package `no_such_fonts` is not installed"),
        ("missing.ttf", "font file `missing.ttf` does not exist"),
        ("../outside.ttf", "font file `../outside.ttf` does not exist"),
        ("text.ttf", "is not a font"),
    ],
)
def test_a_font_that_cannot_be_used_is_told(tmp_path: Path, file: str, message: str) -> None:
    (tmp_path.parent / "outside.ttf").write_bytes(b"x")
    (tmp_path / "text.ttf").write_text("no font", encoding="utf-8")
    broken = FontBook({"f": {0: file}}, {"Latn": ("f", 1.0)}, tmp_path, "theme.yaml")
    with pytest.raises(Faults) as caught:
        broken.choices("Latn", "Latn", 400)
    (fault,) = caught.value.diagnostics
    assert message in fault.message
    assert fault.location.path == "theme.yaml"


def test_a_subset_holds_just_its_glyphs_at_the_weight() -> None:
    face = book().choices("Latn", "Latn", 700)[0].face
    glyph = face.glyph("A")
    assert glyph is not None
    data, renumbered = face.subset(frozenset([glyph]))
    font = TTFont(BytesIO(data))
    assert font["maxp"].numGlyphs == len(renumbered) == 2
    assert "fvar" not in font
    name = font.getGlyphOrder()[renumbered[glyph]]
    assert font["hmtx"][name][0] == face.advance(glyph)
