"""Letters: what a code of a stamped file draws and means, as bytes that are made once for a face.

Input: the shapes of codes (``codes.Shape``) and their meanings. Output: ``Letter``s with outline,
metrics and texts, from which ``stencil_fonts`` puts fonts together without looking into them, but
for outlines that name other glyphs.

Specification: OpenType 1.9.1, tables glyf, hmtx, loca.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from leaflets.fonts.face import Face
from leaflets.pdf.codes import LONGEST, UNWRITABLE, Part, Shape
from leaflets.pdf.show import jump
from leaflets.pdf.tokens import BLANK, RLM, Kind, in_visual_order, kind
from leaflets.pdf.truetype import COMPOSITE, EMPTY, Box, composite, moved, read_tables, union
from leaflets.text.single import EM, Sign

_WORDS, _SCALE, _MORE, _TWO_SCALES, _MATRIX = 0x01, 0x08, 0x20, 0x40, 0x80
"""Flags of a component (glyf)."""

_KINDS = {Kind.LEFT: "L", Kind.RIGHT: "R", Kind.WEAK: "W", Kind.NEUTRAL: "N"}
_MOST = 40_000
"""Letters kept for a face: more than there are glyphs in most."""
_WORDS_KEPT = 4096
"""Right-to-left words kept for a face: streets, districts and names come again."""


@dataclass(frozen=True, slots=True, eq=False)
class Letter:
    """``width``: the advance in font units; ``breadth``: the same in thousandths of an em.
    ``line``: the end of its line in a ToUnicode CMap. ``outline``: its glyph, padded to four bytes,
    with 0 for the numbers of other glyphs that it is made of; ``parts`` are those, and ``strips``
    what stands before, between and after them. ``metric``: its entry in hmtx. ``sum``: of the
    outline's 32-bit words."""

    width: int
    breadth: str
    line: str
    outline: bytes
    parts: tuple[Component, ...]
    strips: tuple[bytes, ...]
    metric: bytes
    sum: int


class Component(NamedTuple):
    """A glyph that another one is made of, and how far its number is to be shifted in the 32-bit
    word where it stands. Renderers hint components one by one, so they stay."""

    glyph: int
    shift: int


class Alphabet:
    """The letters of one face; each is made once, so that the same is always the same object."""

    def __init__(self, face: Face) -> None:
        self.face = face
        self.tables = read_tables(face.pinned)
        self.box: Box = struct.unpack_from(">hhhh", self.tables["head"], 36)
        self._glyphs = _Glyphs(self.tables)
        self._thousandths = 1000 / face.upem
        self._letters: dict[tuple[Shape, str], Letter] = {}
        self._blanks: dict[tuple[str, int, int], Letter] = {}
        self._pieces: dict[int, Letter] = {}
        self.shown = _Shown(self)
        self.fragments = _Fragments(self)
        self.words = _Words(self.fragments)
        self.missing = self.piece(0)
        self.space = self._space()

    def letter(self, shape: Shape, text: str) -> Letter:
        """Return the letter that draws ``shape`` and means ``text``."""
        key = (shape, text)
        found = self._letters.get(key)
        if found is None:
            found = self._letters[key] = self._made(shape, text)
        return found

    def blank(self, text: str, width: int = 0, variant: int = 0) -> Letter:
        """Return a letter that draws nothing and means ``text``; each ``variant`` is another."""
        key = (text, width, variant)
        found = self._blanks.get(key)
        if found is None:
            found = self._blanks[key] = self._made(Shape((), width), text)
        return found

    def piece(self, glyph: int) -> Letter:
        """Return a glyph that is only a part of others."""
        found = self._pieces.get(glyph)
        if found is None:
            shape = Shape(((glyph, 0, 0),), self._glyphs.metric(glyph)[0])
            found = self._pieces[glyph] = self._made(shape, "")
        return found

    def tidy(self) -> None:
        """Forget all letters if there are very many; only between two files."""
        if len(self._letters) > _MOST:
            for known in (self._letters, self._blanks, self.shown, self.fragments, self.words):
                known.clear()
            self.space = self._space()

    def _space(self) -> Letter:
        glyph = self.face.glyph(" ")
        if glyph is None:
            return self.letter(Shape((), 0), " ")
        return self.letter(Shape(((glyph, 0, 0),), self.face.advance(glyph)), " ")

    def _made(self, shape: Shape, text: str) -> Letter:
        meaning = text.translate(UNWRITABLE)[:LONGEST].encode("utf-16-be").hex().upper()
        outline, bearing = self._glyphs.drawn(shape.parts)
        padded = bytearray(outline + bytes(-len(outline) % 4))
        found = list(_components(outline)) if outline[:2] == COMPOSITE else []
        cuts = [0, *[cut for at, _ in found for cut in (at, at + 2)], len(padded)]
        strips = [bytes(padded[a:b]) for a, b in zip(cuts[::2], cuts[1::2], strict=True)]
        for at, _ in found:
            padded[at : at + 2] = b"\0\0"
        return Letter(
            shape.width,
            f"{shape.width * self._thousandths:.10g}",
            f"> <{meaning}>",
            bytes(padded),
            tuple([part for _, part in found]),
            tuple(strips),
            struct.pack(">Hh", shape.width, bearing),
            sum(struct.unpack(f">{len(padded) // 4}I", padded)),
        )


class _Shown(dict[Sign, tuple[Letter, str]]):
    """The letter of each sign of a face, and how a string shows it.

    ``%s`` stands for the code; after it comes the TJ number that makes up for what advance and
    width differ by (as ``show`` does it: font units are thousandths of an em here).
    """

    def __init__(self, alphabet: Alphabet) -> None:
        super().__init__()
        self._alphabet = alphabet

    def __missing__(self, sign: Sign) -> tuple[Letter, str]:
        index, advance = sign.glyph.index, sign.glyph.advance
        width = max(0, self._alphabet.face.advance(index))
        letter = self._alphabet.letter(Shape(((index, 0, 0),), width), sign.text)
        form = f"%s>{jump(width - advance, width == 0)}<" if advance != width else "%s"
        self[sign] = letter, form
        return letter, form


class Fragment(NamedTuple):
    """What a sign or word adds to a right-to-left string, from left to right: the first code begins
    ``start`` right of its left edge, the last one ends ``end`` right of its right edge, and nothing
    is between them. ``kinds`` as in ``kinds_of``; ``edge`` is that of the sign for the next one."""

    letters: tuple[Letter, ...]
    form: str
    start: int
    end: int
    kinds: str
    edge: str


class _Fragments(dict[tuple[Sign, str], Fragment]):
    """The fragments of one face, by sign and character on the left (``tokens.draw_rtl``)."""

    def __init__(self, alphabet: Alphabet) -> None:
        super().__init__()
        self._alphabet = alphabet

    def __missing__(self, key: tuple[Sign, str]) -> Fragment:
        sign, before = key
        index, advance = sign.glyph.index, sign.glyph.advance
        *marks, last = in_visual_order(sign.text, before)
        blank = round(BLANK * EM)
        room = blank * len(marks)
        inset = max(0, min(room, advance - blank))
        shape = Shape(((index, -inset, 0),), max(0, advance - inset))
        if not inset:
            shape = Shape(((index, 0, 0),), max(0, self._alphabet.face.advance(index)))
        letters = [self._alphabet.blank(mark, blank) for mark in marks]
        letters.append(self._alphabet.letter(shape, last))
        self[key] = found = Fragment(
            tuple(letters),
            "%s" * len(letters),
            inset - room,
            inset + shape.width - advance,
            kinds_of("".join((*marks, last))),
            edge_of(sign.text[0]),
        )
        return found


class _Words(dict[tuple[tuple[Sign, ...], str], Fragment]):
    """The fragments of one face for several signs in logical order, by those and the character on
    their left, which is empty where nothing stands there."""

    def __init__(self, fragments: _Fragments) -> None:
        super().__init__()
        self._fragments = fragments

    def __missing__(self, key: tuple[tuple[Sign, ...], str]) -> Fragment:
        signs, before = key
        parts: list[Fragment] = []
        forms: list[str] = []
        for sign in reversed(signs):
            part = self._fragments[sign, before]
            if parts and part.start != parts[-1].end:
                forms.append(step(part.start - parts[-1].end, False))
            forms.append(part.form)
            parts.append(part)
            before = part.edge if before else edge_of(sign.text[-1])
        found = Fragment(
            tuple([letter for part in parts for letter in part.letters]),
            "".join(forms),
            parts[0].start,
            parts[-1].end,
            "".join([part.kinds for part in parts]),
            before,
        )
        if len(self) >= _WORDS_KEPT:
            self.clear()
        self[key] = found
        return found


@lru_cache(maxsize=4096)
def step(gap: int, after_mark: bool) -> str:
    """Return what moves on by ``gap`` between two codes of a string."""
    return f">{jump(-gap, after_mark)}<"


@lru_cache(maxsize=4096)
def kinds_of(text: str) -> str:
    """Return a letter for the kind of each character (``tokens.Kind``), ``r`` for an RLM."""
    return "".join(["r" if one == RLM else _KINDS[kind(one)] for one in text])


def edge_of(character: str) -> str:
    """Return a character that stands for all that make the same of a sign on their right."""
    return character if character == " " else "," if kind(character) is Kind.WEAK else "x"


class _Glyphs:
    """The glyphs of a whole font file, read where they are asked for."""

    def __init__(self, tables: dict[str, bytes]) -> None:
        self._glyf, self._loca, self._hmtx = tables["glyf"], tables["loca"], tables["hmtx"]
        (self._full,) = struct.unpack_from(">H", tables["hhea"], 34)
        (is_long,) = struct.unpack_from(">h", tables["head"], 50)
        self._pair, self._unit = (struct.Struct(">II"), 1) if is_long else (struct.Struct(">HH"), 2)

    def drawn(self, parts: tuple[Part, ...]) -> tuple[bytes, int]:
        """Return the outline of ``parts`` and its left side bearing."""
        if len(parts) == 1 and parts[0][1] == parts[0][2] == 0:
            return self._outline(parts[0][0]), self.metric(parts[0][0])[1]
        inked = [part for part in parts if self._outline(part[0])]
        if not inked:
            return b"", 0
        box = union([moved(self._box(glyph), x, y) for glyph, x, y in inked])
        return composite(inked, box), box[0]

    def metric(self, glyph: int) -> tuple[int, int]:
        """Return advance and left side bearing."""
        last = min(glyph, self._full - 1)
        advance, bearing = struct.unpack_from(">Hh", self._hmtx, 4 * last)
        if glyph > last:
            at = 4 * self._full + 2 * (glyph - self._full)
            (bearing,) = struct.unpack_from(">h", self._hmtx, at)
        return advance, bearing

    def _box(self, glyph: int) -> Box:
        outline = self._outline(glyph)
        left, bottom, right, top = struct.unpack_from(">hhhh", outline, 2) if outline else EMPTY
        return left, bottom, right, top

    def _outline(self, glyph: int) -> bytes:
        start, end = self._pair.unpack_from(self._loca, glyph * self._pair.size // 2)
        return self._glyf[start * self._unit : end * self._unit]


def _components(outline: bytes) -> Iterator[tuple[int, Component]]:
    """Yield the components of a composite glyph, and before each where its number stands."""
    at, flags = 10, _MORE
    while flags & _MORE:
        flags, glyph = struct.unpack_from(">HH", outline, at)
        yield at + 2, Component(glyph, 0 if (at + 2) % 4 else 16)
        at += 8 if flags & _WORDS else 6
        at += 2 if flags & _SCALE else 4 if flags & _TWO_SCALES else 8 if flags & _MATRIX else 0
