"""The fonts of one record: letters in, font objects out.

A record's file brings the outlines of its own characters only, in fonts of its own: they show
nothing of other records and depend on nothing else. A font is its letters' bytes joined; they are
not compressed, since that takes longer than writing them. A code is the number of its glyph
(``CIDToGIDMap /Identity``). Specification: as in ``embed`` and ``truetype``.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from hashlib import sha256
from itertools import accumulate
from typing import Protocol

from leaflets.fonts.face import Face
from leaflets.pdf.codes import Code, CodeTable, Want, cmap
from leaflets.pdf.embed import FontSet, descriptor
from leaflets.pdf.stencil_letters import Alphabet, Letter

_HEX = tuple([f"{number:04X}" for number in range(1024)])
_CAPITALS = bytes([ord("A") + byte % 26 for byte in range(256)])
_FOUR = 0xFFFFFFFF
_PARTS = 64
"""Glyphs that one cluster may have: more than any writing system stacks."""

_OBJECTS = 5
"""PDF objects of a font."""


class Shelf(Protocol):
    """Where objects are put: a file in the making."""

    next: int
    """The number of the next new object."""

    def put(self, number: int, body: bytes) -> None:
        """Write object ``number``."""


class Alphabets(dict[Face, "Typecase"]):
    """The letters of each face, for all the records of a run."""

    def __missing__(self, face: Face) -> Typecase:
        self[face] = made = Typecase(Alphabet(face))
        return made

    def tidy(self) -> None:
        """Keep memory from growing; only between two files."""
        for one in self.values():
            one.alphabet.tidy()


class RecordFonts(FontSet):
    """The faces of one record and their codes; the quick way and the long way may both add some."""

    def __init__(self, alphabets: Alphabets) -> None:
        super().__init__("G")
        self._cases = alphabets
        self.used: dict[Face, RecordCodes] = {}
        self._met: dict[int, tuple[Face, RecordCodes]] = {}
        self.digest = sha256()

    def codes(self, face: Face) -> RecordCodes:
        """Return the codes of ``face``."""
        # Faces are met again as the same objects, and a face's own hash is slow to come by.
        met = self._met.get(id(face))
        if met is not None:
            return met[1]
        found = self.used.get(face)
        if found is None:
            found = self.used[face] = RecordCodes(self._cases[face], len(self.used) + 1)
        self._met[id(face)] = face, found
        return found

    def resource_name(self, face: Face) -> str:
        """Return the name by which content streams select ``face``, without the slash."""
        return self.codes(face).name

    def put(self, shelf: Shelf) -> bytes:
        """Put every font on ``shelf``; return their entries in the font dictionary."""
        entries = []
        for one in self.used.values():
            entries.append(b"/%s %d 0 R" % (one.name.encode("ascii"), shelf.next))
            self.digest.update(one.put(shelf))
        return b"".join(entries)


class _Hexes(dict[Letter, str]):
    """The code of each letter; one that has none gets the next."""

    def __missing__(self, letter: Letter) -> str:
        number = len(self) + 1
        self[letter] = code = _HEX[number] if number < len(_HEX) else f"{number:04X}"
        return code


class RecordCodes(CodeTable):
    """The codes of one face in one record: 1 is the space, the others count up."""

    def __init__(self, case: Typecase, number: int) -> None:
        self.alphabet = case.alphabet
        self.face = case.alphabet.face
        self.name = f"G{number}"
        self.hexes = _Hexes({case.alphabet.space: "0001"})
        self._case = case
        self._codes = {}

    def new(self, want: Want) -> Code:
        """Return the code of what the long way wants."""
        return self._coded(self.alphabet.letter(want.shape, want.text))

    def blank(self, text: str, width: int = 0, variant: int = 0) -> Code:
        """Return a code that draws nothing and means ``text``; each ``variant`` is another."""
        return self._coded(self.alphabet.blank(text, width, variant))

    def put(self, shelf: Shelf) -> bytes:
        """Put the font on ``shelf``; return a digest of it."""
        return self._case.put(list(self.hexes), list(self.hexes.values()), shelf)

    def _coded(self, letter: Letter) -> Code:
        return Code(self.hexes[letter], letter.width)


class Typecase:
    """Puts fonts of one face together: what they share is made once."""

    def __init__(self, alphabet: Alphabet) -> None:
        self.alphabet = alphabet
        tables = alphabet.tables
        head, hhea, maxp = bytearray(tables["head"]), bytearray(tables["hhea"]), tables["maxp"]
        head[8:12] = bytes(4)
        head[50:52] = b"\0\1"  # indexToLocFormat: 32-bit offsets
        hhea[34:36] = bytes(2)
        self._head, self._hhea, self._maxp = bytes(head), bytes(hhea), _roomy(maxp)
        self._sums = tuple(_sum(table) for table in (self._head, self._hhea, self._maxp))
        before, after = descriptor(alphabet.face, "/\0", alphabet.box, "\1").encode().split(b"\0")
        self._descriptor = before, *after.split(b"\1")
        self._name = alphabet.face.name.encode("ascii")

    def put(self, letters: list[Letter], hexes: Sequence[str], shelf: Shelf) -> bytes:
        """Put the five objects of a font on ``shelf``, its Type 0 dictionary first.

        Returns a digest that tells the font from all others.
        """
        program = self._program([self.alphabet.missing, *letters])
        meanings = [f"<{code}{letter.line}" for code, letter in zip(hexes, letters, strict=True)]
        to_unicode = cmap(meanings)
        digest = sha256(program + to_unicode).digest()
        name = b"%s+%s" % (digest[:6].translate(_CAPITALS), self._name)
        widths = " ".join([one.breadth for one in letters])
        number = shelf.next
        shelf.put(number, _TYPE_0 % (name, number + 1, number + 4))
        shelf.put(number + 1, _CID_FONT % (name, number + 2, widths.encode("ascii")))
        before, between, after = self._descriptor
        reference = b"%d 0 R" % (number + 3)
        shelf.put(number + 2, b"".join((before, name, between, reference, after)))
        size = len(program)
        # Data that ends in CR would make CR LF of our LF, and some readers take both for the end.
        end = b"\r" if program.endswith(b"\r") else b""
        shelf.put(number + 3, _FILE % (size, size, program, end))
        shelf.put(number + 4, plain_stream(to_unicode))
        shelf.next = number + _OBJECTS
        return digest

    def _program(self, letters: list[Letter]) -> bytes:
        """Return the TrueType file of ``letters``; they become glyphs in their order."""
        outlines, total = [letter.outline for letter in letters], 0
        composites = [place for place, letter in enumerate(letters) if letter.parts]
        if composites:
            total = self._number_parts(letters, composites, outlines)
        count = len(letters)
        glyf = b"".join(outlines)
        offsets = list(accumulate(map(len, outlines), initial=0))
        hmtx = b"".join([letter.metric for letter in letters])
        widths = struct.unpack(f">{count}I", hmtx)
        sums = (
            total + sum([letter.sum for letter in letters]),
            self._sums[0],
            self._sums[1] + count,
            sum(widths),
            sum(offsets),
            self._sums[2] + (count << 16),
        )
        return self._file(count, sums, (hmtx, struct.pack(f">{count + 1}I", *offsets), glyf))

    def _file(self, count: int, sums: Sequence[int], tables: tuple[bytes, bytes, bytes]) -> bytes:
        """Return the file of ``count`` glyphs; ``tables`` are hmtx, loca and glyf."""
        hmtx, loca, glyf = tables
        head, hhea, maxp = self._head, self._hhea, self._maxp
        first = _FIRST + len(maxp)
        second = first + len(hmtx)
        third = second + len(loca)
        directory = _DIRECTORY.pack(
            *(0x00010000, 6, 64, 2, 32),
            *(b"glyf", sums[0] & _FOUR, third, len(glyf)),
            *(b"head", sums[1] & _FOUR, _HEAD, 54),
            *(b"hhea", sums[2] & _FOUR, _HHEA, 36),
            *(b"hmtx", sums[3] & _FOUR, first, len(hmtx)),
            *(b"loca", sums[4] & _FOUR, second, len(loca)),
            *(b"maxp", sums[5] & _FOUR, _FIRST, len(maxp)),
        )
        whole = sum(_WORDS.unpack(directory)) + sum(sums)
        adjustment = (0xB1B0AFBA - whole) & _FOUR
        number = count.to_bytes(2, "big")
        return b"".join(
            (
                *(directory, head[:8], adjustment.to_bytes(4, "big"), head[12:], b"\0\0"),
                *(hhea[:34], number, maxp[:4], number, maxp[6:], hmtx, loca, glyf),
            )
        )

    def _number_parts(
        self, letters: list[Letter], composites: list[int], outlines: list[bytes]
    ) -> int:
        """Name the glyphs that others are made of, adding those glyphs; ``composites`` are the
        places of the others.

        Returns what that adds to the sum of the outlines.
        """
        numbers: dict[int, int] = {}
        total = 0
        for place in composites:  # grows while parts are added
            letter = letters[place]
            strips = [letter.strips[0]]
            for (glyph, shift), strip in zip(letter.parts, letter.strips[1:], strict=True):
                number = numbers.get(glyph)
                if number is None:
                    number = numbers[glyph] = len(letters)
                    part = self.alphabet.piece(glyph)
                    if part.parts:
                        composites.append(number)
                    letters.append(part)
                    outlines.append(part.outline)
                strips += (number.to_bytes(2, "big"), strip)
                total += number << shift
            outlines[place] = b"".join(strips)
        return total


_DIRECTORY = struct.Struct(">IHHHH" + "4sIII" * 6)
_WORDS = struct.Struct(">27I")
_HEAD = _DIRECTORY.size
_HHEA = _HEAD + 56
_FIRST = _HHEA + 36
"""Where head, hhea and maxp stand in every file; head is padded to four bytes."""

_TYPE_0 = (
    b"<</Type /Font/Subtype /Type0/BaseFont /%s/Encoding /Identity-H"
    b"/DescendantFonts [%d 0 R]/ToUnicode %d 0 R>>"
)
_CID_FONT = (
    b"<</Type /Font/Subtype /CIDFontType2/BaseFont /%s/CIDSystemInfo "
    b"<</Registry (Adobe)/Ordering (Identity)/Supplement 0>>/FontDescriptor %d 0 R"
    b"/W [1 [%s]]/CIDToGIDMap /Identity>>"
)
_FILE = b"<</Length1 %d/Length %d>>\nstream\n%s%s\nendstream"


def plain_stream(text: bytes) -> bytes:
    """Return a stream of ``text``, which does not end in CR, as it is."""
    return b"<</Length %d>>\nstream\n%s\nendstream" % (len(text), text)


def _roomy(maxp: bytes) -> bytes:
    """Return ``maxp`` without its number of glyphs, its limits holding for new composites too."""
    table = bytearray(maxp)
    points, contours, most_points, most_contours = struct.unpack_from(">4H", table, 6)
    elements, depth = struct.unpack_from(">HH", table, 28)
    points = min(0xFFFF, _PARTS * max(points, most_points))
    contours = min(0xFFFF, _PARTS * max(contours, most_contours))
    struct.pack_into(">H", table, 4, 0)
    struct.pack_into(">HH", table, 10, points, contours)
    struct.pack_into(">HH", table, 28, max(elements, _PARTS), depth + 1)
    return bytes(table)


def _sum(table: bytes) -> int:
    padded = table + bytes(-len(table) % 4)
    return sum(struct.unpack(f">{len(padded) // 4}I", padded))
