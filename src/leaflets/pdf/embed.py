"""Fonts of a PDF: one Type 0 font with embedded TrueType outlines for each face a document uses.

Input: faces, and the codes that text lines allocate in their tables. Output: PDF objects, made once
every page is drawn. Specification: ISO 32000-1, 9.7 (composite fonts), 9.8 (descriptors),
9.9 (embedding), 9.10 (ToUnicode). Codes are two bytes through Identity-H; a CIDToGIDMap leads them
to glyph slots that ``truetype`` lays out, so several codes may share an outline and yet mean
different text. Names and bytes depend only on the content.
"""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

from leaflets.fonts.face import Face
from leaflets.pdf.codes import CodeTable, Content, Shape
from leaflets.pdf.syntax import array, dictionary
from leaflets.pdf.truetype import Box, Program, assemble

_REMEMBERED = 64
"""Faces with some codes, and programs; a leaflet has five in each language."""

_FIXED_PITCH, _SERIF, _SYMBOLIC, _ITALIC = 1, 2, 4, 64  # ISO 32000-1, table 123


class Shelf(Protocol):
    """Where the objects of a font are put: a document in the making."""

    def add(self, text: str) -> object:
        """Add an object written as ``text``; str() of what is returned is its reference."""

    def add_stream(self, data: bytes, entries: Mapping[str, str] | None = None) -> str:
        """Add a stream with these entries and return its reference."""


class FontSet:
    """The faces of one document and their codes.

    Resource names count up in order of first use; ``prefix`` tells them from those of another set.
    """

    def __init__(self, prefix: str = "F") -> None:
        self._prefix = prefix
        self._tables: dict[Face, CodeTable] = {}
        self._names: dict[Face, str] = {}

    def codes(self, face: Face) -> CodeTable:
        """Return the code table of ``face``."""
        table = self._tables.get(face)
        if table is None:
            table = self._tables[face] = self.new_table(face)
            self._names[face] = f"{self._prefix}{len(self._tables)}"
        return table

    @property
    def faces(self) -> tuple[Face, ...]:
        """The faces in order of first use."""
        return tuple(self._tables)

    def new_table(self, face: Face) -> CodeTable:
        """Return a table without codes."""
        return CodeTable(face)

    def resource_name(self, face: Face) -> str:
        """Return the name by which content streams select ``face``, without the slash."""
        self.codes(face)
        return self._names[face]

    def write(self, shelf: Shelf) -> dict[str, str]:
        """Put every face on ``shelf``; return references of font dictionaries by resource name.

        Codes allocated afterwards are not in them.
        """
        names = self._names
        return {names[face]: self._font(table, shelf) for face, table in self._tables.items()}

    def _font(self, table: CodeTable, shelf: Shelf) -> str:
        return _font(_embedded(table.face, table.content), shelf)


@dataclass(frozen=True, slots=True)
class _Embedded:
    """A face as it stands in a file: ``widths`` of codes 1 and up in thousandths of an em, the
    ``slots`` of all codes in the program."""

    face: Face
    name: str
    program: Program
    to_unicode: bytes
    widths: str
    slots: bytes


@lru_cache(maxsize=_REMEMBERED)
def _embedded(face: Face, content: Content) -> _Embedded:
    """Return ``face`` with the codes of ``content``, which many leaflets may have in common."""
    shapes, to_unicode = content.shapes[1:], content.to_unicode()
    whole = tuple(shape for shape in dict.fromkeys(shapes) if shape.is_glyph)
    made = tuple(shape for shape in dict.fromkeys(shapes) if not shape.is_glyph)
    program = _program(face, frozenset(whole), made)
    return _Embedded(
        face,
        f"/{_tag(program.data + to_unicode)}+{face.name}",
        program,
        to_unicode,
        array(f"{shape.width * 1000 / face.upem:.10g}" for shape in shapes),
        struct.pack(f">{len(shapes) + 1}H", 0, *(program.slots[shape] for shape in shapes)),
    )


@lru_cache(maxsize=_REMEMBERED)
def _program(face: Face, whole: frozenset[Shape], made: tuple[Shape, ...]) -> Program:
    """Return the font program for shapes that are ``whole`` glyphs, and those ``made`` of some.

    Which codes come first is nothing to it, so that many leaflets have it in common.
    """
    used = frozenset(part[0] for shape in (*whole, *made) for part in shape.parts)
    return assemble(*face.subset(used), (*sorted(whole), *made))


def _font(made: _Embedded, shelf: Shelf) -> str:
    """Put the objects of one face on ``shelf`` and return its Type 0 font dictionary."""
    name, program = made.name, made.program
    file = shelf.add_stream(program.data, {"Length1": str(len(program.data))})
    descendant = {
        "Type": "/Font",
        "Subtype": "/CIDFontType2",
        "BaseFont": name,
        "CIDSystemInfo": "<</Registry (Adobe)/Ordering (Identity)/Supplement 0>>",
        "FontDescriptor": str(shelf.add(descriptor(made.face, name, program.box, file))),
        "W": f"[1 {made.widths}]",
        "CIDToGIDMap": shelf.add_stream(made.slots),
    }
    font = {
        "Type": "/Font",
        "Subtype": "/Type0",
        "BaseFont": name,
        "Encoding": "/Identity-H",
        "DescendantFonts": array((str(shelf.add(dictionary(descendant))),)),
        "ToUnicode": shelf.add_stream(made.to_unicode),
    }
    return str(shelf.add(dictionary(font)))


def _tag(content: bytes) -> str:
    """Return six capitals that tell this subset from others of the face (ISO 32000-1, 9.6.4)."""
    return "".join(chr(ord("A") + byte % 26) for byte in hashlib.sha256(content).digest()[:6])


def descriptor(face: Face, name: str, bounds: Box, file: str) -> str:
    """Return the descriptor of a font; ``bounds`` are in font units, ``file`` is its program."""
    traits = _traits(face)

    def scaled(value: int) -> str:
        return str(round(value * 1000 / face.upem))

    return dictionary(
        {
            "Type": "/FontDescriptor",
            "FontName": name,
            "Flags": str(traits.flags),
            "FontBBox": array(map(scaled, bounds)),
            "ItalicAngle": f"{traits.italic_angle:g}",
            "Ascent": scaled(face.ascent),
            "Descent": scaled(-face.descent),
            "CapHeight": scaled(traits.cap_height),
            "StemV": str(traits.stem),
            "FontFile2": file,
        }
    )


@dataclass(frozen=True, slots=True)
class _Traits:
    """What a descriptor tells about the design: ``italic_angle`` in degrees, counter-clockwise from
    the vertical; ``cap_height`` font units; ``stem`` thousandths of an em."""

    flags: int
    italic_angle: float
    cap_height: int
    stem: int


@lru_cache(maxsize=64)
def _traits(face: Face) -> _Traits:
    """Read the traits of ``face`` from its OS/2 and post tables (OpenType 1.9.1)."""
    post = bytes(face.hb_face.reference_table("post").data).ljust(16, b"\0")
    os2 = bytes(face.hb_face.reference_table("OS/2").data).ljust(90, b"\0")
    italic_angle = struct.unpack_from(">i", post, 4)[0] / 65536
    weight = dict(face.axes).get("wght", struct.unpack_from(">H", os2, 4)[0] or 400)
    flags = _SYMBOLIC
    flags |= _FIXED_PITCH if post[12:16] != b"\0\0\0\0" else 0
    flags |= _SERIF if 1 <= os2[30] <= 5 or os2[30] == 7 else 0  # sFamilyClass
    flags |= _ITALIC if italic_angle else 0
    (cap_height,) = struct.unpack_from(">h", os2, 88)
    # No table tells the stem's width: a common estimate from the weight (50 at 250, 140 at 700).
    stem = round(50 + (weight - 250) / 5)
    return _Traits(flags, italic_angle, cap_height or round(face.ascent * 0.7), max(20, stem))
