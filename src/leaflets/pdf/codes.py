"""Character codes of one embedded face: which glyphs a code shows and which text it means.

Input: a cluster's glyphs with the source text they stand for. Output: a ``Code`` to write, and the
tables an embedded font is made of: the shape each code draws and the ToUnicode CMap (ISO 32000-1,
9.10.3). A code is allocated for every distinct (glyphs, text) pair, so reading a code back always
gives the text it was made from, even where a face draws two letters with one glyph. Several glyphs
of one cluster (a letter with its marks) are one code, drawn by one composite glyph.

Codes count from 1, in the order of first use; code 0 stays ``.notdef`` and is never written.
Lengths are font units. What a code looks like in the font file is decided in ``embed``.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from typing import NamedTuple

from leaflets.fonts.face import Face
from leaflets.text.model import Glyph

Part = tuple[int, int, int]
"""A glyph and where its origin stands from the origin of the whole shape: (glyph, x, y)."""

LONGEST = 63
"""Code points one code may mean: MuPDF, for one, cuts longer ToUnicode strings."""

UNWRITABLE = str.maketrans("", "", "\x00\ufeff\ufffe\uffff")
# PDF/A-2u and PDF/UA-1 (7.21.7) forbid U+0000, U+FEFF and U+FFFE in a ToUnicode CMap.


class Code(NamedTuple):
    """``hex``: the two bytes as four digits. ``width``: how far a viewer moves on after it, in
    font units."""

    hex: str
    width: int


class Shape(NamedTuple):
    """What a code draws: ``parts`` (none for a blank), with an advance of ``width`` font units."""

    parts: tuple[Part, ...]
    width: int

    @property
    def is_glyph(self) -> bool:
        """Tell whether it is one glyph of the face as it stands, with the advance of the face."""
        return len(self.parts) == 1 and self.parts[0][1:] == (0, 0)


class Want(NamedTuple):
    """What a code is wanted for: the ``shape`` and ``text``, which ``key`` tells from all others of
    the face."""

    key: Hashable
    shape: Shape
    text: str


class Content(NamedTuple):
    """What the codes of a face, from 0 on, draw and mean."""

    shapes: tuple[Shape, ...]
    texts: tuple[str, ...]

    def to_unicode(self) -> bytes:
        """Return the ToUnicode CMap of the codes."""
        pairs = [
            f"<{code:04X}> <{text.encode('utf-16-be').hex().upper()}>"
            for code, text in enumerate(self.texts)
            if text
        ]
        return cmap(pairs)


class CodeTable:
    """The codes of one face. Raises OverflowError at the 65,536th."""

    def __init__(self, face: Face) -> None:
        self.face = face
        self.shapes: list[Shape] = [Shape((), 0)]
        self._texts: list[str] = [""]
        self._codes: dict[Hashable, Code] = {}
        space = face.glyph(" ")
        if space is not None:
            # pdfium takes the width of the lowest code that means a space for its own threshold.
            self.code((Glyph(space, face.advance(space)),), " ")

    def code(self, glyphs: tuple[Glyph, ...], text: str, inset: int = 0) -> Code:
        """Return the code that draws ``glyphs`` (in visual order) and means ``text``.

        Its origin is ``inset`` to the right of the left edge of the glyphs, its advance as much
        shorter, so that blank codes have room before it.
        """
        key = (glyphs, text, inset)
        return self._codes.get(key) or self._add(Want(key, self._shape(glyphs, inset), text))

    def blank(self, text: str, width: int = 0, variant: int = 0) -> Code:
        """Return a code that draws nothing and means ``text``.

        Codes of another ``variant`` differ, though they look and mean the same.
        """
        key = (text, width, variant)
        return self._codes.get(key) or self._add(Want(key, Shape((), width), text))

    def take(self, wants: Iterable[Want]) -> list[str]:
        """Return the digits of codes that were wanted of another table of the face."""
        known = self._codes.get
        return [(known(want.key) or self._add(want)).hex for want in wants]

    def new(self, want: Want) -> Code:
        """Return the next code, which is wanted for the first time."""
        number = len(self.shapes)
        if number > 0xFFFF:
            raise OverflowError(f"{self.face.name} needs more than 65,535 character codes")
        self.shapes.append(want.shape)
        self._texts.append(want.text.translate(UNWRITABLE)[:LONGEST])
        return Code(f"{number:04X}", want.shape.width)

    def _add(self, want: Want) -> Code:
        code = self._codes[want.key] = self.new(want)
        return code

    @property
    def content(self) -> Content:
        """All codes so far."""
        return Content(tuple(self.shapes), tuple(self._texts))

    def _shape(self, glyphs: tuple[Glyph, ...], inset: int) -> Shape:
        """Return the shape of ``glyphs``.

        A glyph standing alone keeps the advance of its face, so that a letter before a kerning pair
        needs no code (and no copy of the glyph) of its own.
        """
        if len(glyphs) == 1 and glyphs[0].x_offset == glyphs[0].y_offset == inset == 0:
            index = glyphs[0].index
            return Shape(((index, 0, 0),), max(0, self.face.advance(index)))
        pen = -inset
        parts = []
        for glyph in glyphs:
            parts.append((glyph.index, pen + glyph.x_offset, glyph.y_offset))
            pen += glyph.advance
        return Shape(tuple(parts), max(0, pen))


def cmap(pairs: Sequence[str]) -> bytes:
    """Return a ToUnicode CMap of ``pairs``, each a code and its text: ``<0001> <0041>``."""
    # A section holds at most 100 entries (Adobe Technical Note 5014, 3.1).
    sections = [pairs[at : at + 100] for at in range(0, len(pairs), 100)]
    body = "\n".join(
        [f"{len(section)} beginbfchar\n{chr(10).join(section)}\nendbfchar" for section in sections]
    )
    return _CMAP.format(body=body).encode("ascii")


_CMAP = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
{body}
endcmap
CMapName currentdict /CMap defineresource pop
end
end
"""
