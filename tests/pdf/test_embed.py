"""Embedded fonts: codes, widths, outlines, and what the codes mean."""

from __future__ import annotations

import io
import re
from functools import cached_property

import pikepdf
import pytest
from fontTools.ttLib import TTFont
from reportlab.pdfgen.canvas import Canvas

from leaflets.fonts.face import Face
from leaflets.pdf.codes import CodeTable
from leaflets.pdf.embed import FontSet
from leaflets.text.model import Glyph

from ._lines import CanvasShelf, arabic, chinese, latin

FACES = {"static": arabic(), "variable": latin(650), "chinese": chinese()}


def glyph(face: Face, character: str, **place: int) -> Glyph:
    index = face.glyph(character)
    assert index is not None
    return Glyph(index, face.advance(index), **place)


class Embedded:
    """The first font of ``fonts``, read back from a file."""

    def __init__(self, fonts: FontSet) -> None:
        out = io.BytesIO()
        canvas = Canvas(out, invariant=1)
        canvas.showPage()
        canvas._doc.idToObject["BasicFonts"].dict = fonts.write(CanvasShelf(canvas._doc))
        canvas.save()
        self._file = pikepdf.open(out)
        self.font = self._file.pages[0].Resources.Font.F1
        self.descendant = self.font.DescendantFonts[0]

    @cached_property
    def program(self) -> TTFont:
        data = self.descendant.FontDescriptor.FontFile2.read_bytes()
        return TTFont(io.BytesIO(data), checkChecksums=2, lazy=False)

    def slot(self, code: str) -> str:
        """Return the name of the glyph that a code shows."""
        number = int(code, 16)
        glyph = self.descendant.CIDToGIDMap.read_bytes()[2 * number : 2 * number + 2]
        return str(self.program.getGlyphName(int.from_bytes(glyph)))

    def advance(self, code: str) -> int:
        return int(self.program["hmtx"].metrics[self.slot(code)][0])

    @cached_property
    def cmap(self) -> str:
        return str(self.font.ToUnicode.read_bytes().decode())

    @property
    def meanings(self) -> dict[str, str]:
        """The text of every code in the ToUnicode CMap."""
        pairs = re.findall(r"^<(\w{4})> <(\w+)>$", self.cmap.split("endcodespacerange")[1], re.M)
        return {code: bytes.fromhex(text).decode("utf-16-be") for code, text in pairs}


def test_one_outline_may_mean_two_texts() -> None:
    fonts = FontSet()
    table = fonts.codes(latin())
    first, second = (table.code((glyph(latin(), "A"),), text) for text in "AΑ")
    font = Embedded(fonts)
    assert first.hex != second.hex
    assert font.slot(first.hex) == font.slot(second.hex)
    assert font.meanings[first.hex] == "A"
    assert font.meanings[second.hex] == "Α"


def test_a_code_is_allocated_once() -> None:
    table = CodeTable(latin())
    assert table.code((glyph(latin(), "A"),), "A") == table.code((glyph(latin(), "A"),), "A")
    assert table.blank("\u200e") == table.blank("\u200e")
    assert table.blank("\u200e") != table.blank("\u200e", variant=1)


@pytest.mark.parametrize("face", FACES.values(), ids=FACES.keys())
def test_widths_are_those_of_the_outlines(face: Face) -> None:
    fonts = FontSet()
    table = fonts.codes(face)
    letter = glyph(face, "ب" if face is arabic() else "a")
    codes = [
        table.code((letter,), "a"),
        table.code((letter, glyph(face, ".", x_offset=-20, y_offset=300)), "b"),
        table.code((letter,), "c", inset=40),
        table.blank("d", 77),
        table.blank("e", 0),
    ]
    font = Embedded(fonts)
    first, widths = font.descendant.W
    assert first == 1
    for code in codes:
        advance = font.advance(code.hex)
        assert advance == code.width
        assert float(widths[int(code.hex, 16) - 1]) == advance * 1000 / face.upem
    assert [codes[n].width for n in (0, 2, 3, 4)] == [letter.advance, letter.advance - 40, 77, 0]


def test_a_cluster_is_one_composite_with_its_offsets() -> None:
    face = arabic()
    fonts = FontSet()
    mark = Glyph(glyph(face, "\u064e").index, 0, 130, 45)
    base = glyph(face, "ب", x_offset=10)
    code = fonts.codes(face).code((mark, base), "بَ")
    plain = [fonts.codes(face).code((Glyph(part.index, 0),), "x") for part in (mark, base)]
    font = Embedded(fonts)
    file = font.program
    drawn = file["glyf"][font.slot(code.hex)]
    parts = [(part.glyphName, part.x, part.y) for part in drawn.components]
    assert parts == [(font.slot(plain[0].hex), 130, 45), (font.slot(plain[1].hex), 10, 0)]
    assert file["hmtx"].metrics[font.slot(code.hex)] == (base.advance, drawn.xMin)


def test_the_box_of_a_composite_holds_its_parts() -> None:
    fonts = FontSet()
    high = glyph(latin(), "x", y_offset=900)
    code = fonts.codes(latin()).code((glyph(latin(), "x"), high), "x")
    font = Embedded(fonts)
    file = font.program
    drawn = file["glyf"][font.slot(code.hex)]
    stated = (drawn.xMin, drawn.yMin, drawn.xMax, drawn.yMax)
    drawn.recalcBounds(file["glyf"])
    assert stated == (drawn.xMin, drawn.yMin, drawn.xMax, drawn.yMax)
    assert font.descendant.FontDescriptor.FontBBox[3] == drawn.yMax


def test_blank_codes_draw_nothing() -> None:
    fonts = FontSet()
    code = fonts.codes(latin()).blank("\u200e", 102)
    font = Embedded(fonts)
    assert font.program["glyf"][font.slot(code.hex)].numberOfContours == 0


def test_a_glyph_outside_its_pinned_weight_is_another_outline() -> None:
    outlines = []
    for weight in (300, 700):
        fonts = FontSet()
        code = fonts.codes(latin(weight)).code((glyph(latin(weight), "I"),), "I")
        font = Embedded(fonts)
        outlines.append(font.program["glyf"][font.slot(code.hex)].coordinates)
    assert outlines[0] != outlines[1]


def test_meanings_are_what_pdf_a_allows() -> None:
    fonts = FontSet()
    table = fonts.codes(latin())
    for text in ("a\x00b", "\ufeff", "\ufffe", "y" * 90, "\U0001f600"):
        table.blank(text)
    font = Embedded(fonts)
    found = list(font.meanings.values())
    assert found == [" ", "ab", "y" * 63, "\U0001f600"]


def test_many_meanings_are_cut_into_sections_of_a_hundred() -> None:
    fonts = FontSet()
    for number in range(250):
        fonts.codes(latin()).blank(chr(0x4E00 + number))
    font = Embedded(fonts)
    counts = re.findall(r"(\d+) beginbfchar", font.cmap)
    assert counts == ["100", "100", "51"]  # the space has a code from the start
    assert len(font.meanings) == 251


def test_the_lowest_code_that_means_a_space_is_as_wide_as_a_space() -> None:
    fonts = FontSet()
    fonts.codes(latin()).blank(" ", 0)
    font = Embedded(fonts)
    lowest = min(code for code, text in font.meanings.items() if text == " ")
    space = latin().glyph(" ")
    assert space is not None
    assert font.advance(lowest) == latin().advance(space)


def test_the_font_is_named_by_its_content() -> None:
    def name(*texts: str) -> str:
        fonts = FontSet()
        for text in texts:
            fonts.codes(latin()).blank(text)
        read = Embedded(fonts)
        return str(read.font.BaseFont)

    assert re.fullmatch(r"/[A-Z]{6}\+IBMPlexSans-wght400", name("a"))
    assert name("a") == name("a")
    assert name("a") != name("b")


def test_descriptor_of_an_upright_and_of_an_italic_face() -> None:
    italic = Face(latin().path.with_name("IBMPlexSans-Italic[wdth,wght].ttf"), (("wght", 700.0),))
    found = []
    for face in (latin(), italic):
        fonts = FontSet()
        fonts.codes(face).code((glyph(face, "H"),), "H")
        read = Embedded(fonts)
        descriptor = read.descendant.FontDescriptor
        found.append((descriptor.Flags, float(descriptor.ItalicAngle), descriptor.StemV))
        assert (descriptor.Ascent, descriptor.Descent) == (face.ascent, -face.descent)
        assert descriptor.CapHeight == 698
    assert found == [(4, 0.0, 80), (4 | 64, -11.31, 140)]


def test_resource_names_count_in_order_of_use() -> None:
    fonts = FontSet()
    assert [fonts.resource_name(face) for face in (latin(), arabic(), latin())] == [
        "F1",
        "F2",
        "F1",
    ]


def test_too_many_codes_are_refused() -> None:
    table = CodeTable(latin())
    for width in range(0xFFFF - 1):  # the space is there from the start
        table.blank("x", width)
    with pytest.raises(OverflowError, match="65,535"):
        table.blank("y")
