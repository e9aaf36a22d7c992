"""Compile once, stamp many: what no record changes is laid out and compressed once.

Input: a leaflet whose slots all hold a text, drawn as ``write`` draws it; output: a ``Stencil``.
``Stencil.stamp`` takes what the slots show and returns a whole file: the objects that stay are
copied as bytes, those of the record follow them (ISO 32000-1, 7.5), so that every offset that stays
is known beforehand. A record's characters are in fonts of its own (``stencil_fonts``), and the file
depends on nothing but the leaflet and the record. What is the record's is not compressed: it is
small, and compressing takes longer than writing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import groupby
from uuid import UUID, uuid5

from leaflets.layout.page import Leaflet, Mark, PlacedLine
from leaflets.layout.slot import Slot
from leaflets.pdf.draw import Hand, Paint
from leaflets.pdf.editions import EditionSettings
from leaflets.pdf.embed import FontSet
from leaflets.pdf.metadata import Identity, Metadata, identity
from leaflets.pdf.objects import Page
from leaflets.pdf.stencil_fonts import Alphabets, RecordFonts, plain_stream
from leaflets.pdf.stencil_show import show_single
from leaflets.pdf.syntax import array
from leaflets.pdf.textline import TextSegment, segments
from leaflets.pdf.write import Draft, begin, describe, draw
from leaflets.text.model import Line
from leaflets.text.single import SingleLine

_PLACE = re.compile(r"((?:/[^\n]* BDC\n)?)\0(\d+)\0((?:\nEMC)?)")
"""Where a slot stands in a page's content, with its marked-content operators."""

_FREE = b"0000000000 65535 f \n"

Shown = SingleLine | Sequence[Line]
"""What a slot shows."""


@dataclass(frozen=True, slots=True)
class PlacedSlot:
    """A slot on its page: the left end of its measure and its first baseline in points (y downward
    on a page of ``height``), and the operators that set its ``paint``."""

    slot: Slot
    x: float
    baseline: float
    height: float
    paint: str

    def show(self, shown: Shown, fonts: RecordFonts) -> str:
        """Return the operators that show ``shown`` in the slot."""
        if isinstance(shown, SingleLine):
            origin = (self.x + shown.x, self.height - self.baseline)
            return f"{self.paint}\nBT\n{show_single(shown, origin, fonts)}\nET"
        return self.draw(shown, fonts)

    def draw(self, lines: Sequence[Line], fonts: FontSet) -> str:
        """Return the operators that show ``lines`` in the slot."""
        parts: list[str] = []
        for number, line in enumerate(lines):
            baseline = self.baseline + number * self.slot.leading
            placed = PlacedLine(line, self.x + line.x, baseline, None)
            drawn = segments(placed, self.height, fonts, lambda _: self.paint)
            parts += (segment.operators for segment in drawn)
        return "\n".join(parts)


@dataclass(frozen=True, slots=True)
class _Live:
    """The part of a page's content that records change, as text between the numbers of slots."""

    number: int
    pieces: tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Stencil:
    """A file without its record. ``static`` are header and unchanging objects, ``table`` their
    lines of the cross-reference table between the numbers of the other objects, which ``count``
    counts too; ``fonts`` and ``packet`` are the number and content of the font dictionary and of
    the metadata, cut where the record's part belongs; ``trailer`` the same of the file's end."""

    slots: tuple[PlacedSlot, ...]
    static: bytes
    table: tuple[bytes | int, ...]
    count: int
    live: tuple[_Live, ...]
    fonts: tuple[int, bytes]
    packet: tuple[int, bytes, bytes]
    trailer: str
    known: Identity

    def stamp(self, shown: Sequence[Shown], alphabets: Alphabets) -> bytes:
        """Return the file with ``shown`` in its ``slots``."""
        fonts = RecordFonts(alphabets)
        drawn = [place.show(one, fonts) for place, one in zip(self.slots, shown, strict=True)]
        tail = _Tail(len(self.static), self.count)
        digest = sha256(self.known.instance.bytes)
        for live in self.live:
            content = "\n".join(
                [drawn[piece] if isinstance(piece, int) else piece for piece in live.pieces]
            ).encode("ascii")
            digest.update(content)
            tail.put(live.number, plain_stream(content))
        number, known = self.fonts
        tail.put(number, b"<<%s%s>>" % (known, fonts.put(tail)))
        digest.update(fonts.digest.digest())
        document = self.known.document
        instance = uuid5(document, digest.hexdigest())
        number, before, after = self.packet
        tail.put(number, b"%s%s%s" % (before, instance.urn.encode("ascii"), after))
        return self.static + tail.end(self, instance)


class _Tail:
    """The objects after the static ones, their cross-reference table and trailer."""

    def __init__(self, start: int, count: int) -> None:
        self.next = count
        self._at = start
        self._places: dict[int, bytes] = {}
        self._parts: list[bytes] = []

    def put(self, number: int, body: bytes) -> None:
        """Write object ``number``."""
        text = b"%d 0 obj\n%s\nendobj\n" % (number, body)
        self._places[number] = b"%010d 00000 n \n" % self._at
        self._parts.append(text)
        self._at += len(text)

    def end(self, stencil: Stencil, instance: UUID) -> bytes:
        """Return all objects with the table and the trailer."""
        places = self._places
        known = [places[one] if isinstance(one, int) else one for one in stencil.table]
        new = [places[number] for number in range(stencil.count, self.next)]
        ids = f"[<{stencil.known.document.hex.upper()}> <{instance.hex.upper()}>]"
        trailer = f"trailer\n<</Size {self.next}{stencil.trailer}/ID {ids}>>"
        end = f"{trailer}\nstartxref\n{self._at}\n%%EOF\n".encode("ascii")
        head = b"xref\n0 %d\n" % self.next
        return b"".join((*self._parts, head, *known, *new, end))


def cut_slots(draft: Draft) -> tuple[tuple[PlacedSlot, ...], list[str]]:
    """Draw the leaflet of ``draft``; return its slots, and the content of its pages with the number
    of a slot where that stands (see ``pieces``)."""
    places: list[PlacedSlot] = []
    seen: set[int | None] = set()

    def draw_line(
        line: PlacedLine, height: float, fonts: FontSet, paint: Paint
    ) -> list[TextSegment]:
        if line.slot is None:
            return segments(line, height, fonts, paint)
        if line.structure in seen:
            return []
        seen.add(line.structure)
        mark = line.slot.style.mark
        assert isinstance(mark, Mark)
        left = line.x - line.line.x
        places.append(PlacedSlot(line.slot, left, line.baseline, height, paint(mark)))
        return [TextSegment(line.structure, f"\0{len(places) - 1}\0")]

    contents = draw(draft, Hand(draw_line))
    return tuple(places), contents


def cut_stencil(leaflet: Leaflet, settings: EditionSettings, metadata: Metadata) -> Stencil:
    """Return ``leaflet`` without what stands in its slots."""
    draft = begin(leaflet, settings)
    places, contents = cut_slots(draft)
    live = [
        one
        for page, content in zip(draft.pages, contents, strict=True)
        for one in _divide(draft, page, content)
    ]
    known = identity(metadata, settings.kind, (content.encode("ascii") for content in contents))
    packet = describe(draft, metadata, known)
    return _frozen(draft, (places, tuple(live), packet), known)


def _divide(draft: Draft, page: Page, content: str) -> Iterator[_Live]:
    """Give ``page`` its content; yield the part that holds slots, from the first to the last."""
    parts = pieces(content)
    if len(parts) == 1:
        page.Contents = draft.document.add_stream(content.encode("ascii"))
        return
    head, *middle, tail = parts
    assert isinstance(head, str)
    assert isinstance(tail, str)
    live = draft.document.add("live")
    first = draft.document.add_stream(head.encode("ascii"))
    last = draft.document.add_stream(tail.encode("ascii"))
    page.Contents = array((first, live.reference, last))
    yield _Live(_number(live.reference), tuple(middle))


def pieces(content: str) -> list[str | int]:
    """Cut ``content`` at its slots: text before, between and after their numbers."""
    parts: list[str | int] = []
    done = 0
    for found in _PLACE.finditer(content):
        before, number, after = found.groups()
        parts += [content[done : found.start()].strip("\n")]
        parts += [before.rstrip("\n"), int(number), after.lstrip("\n")]
        done = found.end()
    return [*parts, content[done:].strip("\n")]


def _frozen(
    draft: Draft, parts: tuple[tuple[PlacedSlot, ...], tuple[_Live, ...], str], known: Identity
) -> Stencil:
    """Return the file of ``draft`` taken apart."""
    places, live, packet = parts
    header, bodies, trailer = draft.document.taken_apart()
    fonts, meta = _number(draft.document.fonts), _number(packet)
    changing = {fonts, meta, *(one.number for one in live)}
    static: list[bytes] = [header]
    table: list[bytes | int] = [_FREE]
    at = len(header)
    for number in range(1, len(bodies) + 1):
        if number in changing:
            table.append(number)
        else:
            table.append(b"%010d 00000 n \n" % at)
            static.append(bodies[number])
            at += len(bodies[number])
    urn = known.instance.urn.encode("ascii")
    before, after = _inside(bodies[meta]).split(urn)
    words = _inside(bodies[fonts]).removeprefix(b"<<").removesuffix(b">>")
    return Stencil(
        places,
        b"".join(static),
        tuple(_runs(table)),
        len(table),
        live,
        (fonts, words),
        (meta, before, after),
        trailer,
        known,
    )


def _runs(table: Sequence[bytes | int]) -> Iterator[bytes | int]:
    """Yield the table with neighbouring lines joined."""
    for is_known, group in groupby(table, key=lambda one: isinstance(one, bytes)):
        if is_known:
            yield b"".join([one for one in group if isinstance(one, bytes)])
        else:
            yield from group


def _inside(body: bytes) -> bytes:
    """Return what stands between ``obj`` and ``endobj``."""
    return body.split(b"obj\n", 1)[1].rsplit(b"\nendobj", 1)[0]


def _number(reference: str) -> int:
    return int(reference.split(maxsplit=1)[0])
