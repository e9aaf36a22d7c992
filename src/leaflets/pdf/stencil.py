"""Compile once, stamp many: what no record changes is laid out and compressed once.

Input: a leaflet whose slots all hold a text, drawn as ``write`` draws it; output: a ``Stencil``.
``Stencil.stamp`` takes the lines of the slots and returns a whole file: the objects that stay are
copied as bytes, those of the record follow them (ISO 32000-1, 7.5), so that every offset that stays
is known beforehand. A record's characters are in fonts of its own, and the file depends on nothing
but the leaflet and the record.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from uuid import UUID, uuid5

from leaflets.layout.page import Leaflet, Mark, PlacedLine
from leaflets.layout.slot import Slot
from leaflets.pdf.draw import Hand, Paint
from leaflets.pdf.editions import EditionSettings
from leaflets.pdf.embed import FontSet
from leaflets.pdf.metadata import Identity, Metadata, identity
from leaflets.pdf.objects import Page, stream
from leaflets.pdf.syntax import array
from leaflets.pdf.textline import TextSegment, segments
from leaflets.pdf.write import Draft, begin, describe, draw
from leaflets.text.model import Line

_PLACE = re.compile(r"((?:/[^\n]* BDC\n)?)\0(\d+)\0((?:\nEMC)?)")
"""Where a slot stands in a page's content, with its marked-content operators."""

_FREE = b"0000000000 65535 f \n"


@dataclass(frozen=True, slots=True)
class PlacedSlot:
    """A slot on its page: the left end of its measure and its first baseline in points (y downward
    on a page of ``height``), and the operators that set its ``paint``."""

    slot: Slot
    x: float
    baseline: float
    height: float
    paint: str

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
    """A file without its record. ``static`` are header and unchanging objects, ``entries`` their
    lines of the cross-reference table by object number, ``fonts`` and ``packet`` the number and
    content of the font dictionary and of the metadata, cut where the record's part belongs."""

    slots: tuple[PlacedSlot, ...]
    static: bytes
    entries: tuple[bytes, ...]
    live: tuple[_Live, ...]
    fonts: tuple[int, str]
    packet: tuple[int, bytes, bytes]
    trailer: str
    known: Identity

    def stamp(self, lines: Sequence[Sequence[Line]]) -> bytes:
        """Return the file with ``lines``, at least one for each of ``slots``."""
        fonts = FontSet("G", often=True)
        pairs = zip(self.slots, lines, strict=True)
        drawn = [place.draw(shown, fonts) for place, shown in pairs]
        contents = [self._content(live, drawn) for live in self.live]
        digest = sha256(self.known.instance.bytes + b"\0".join(contents)).hexdigest()
        document = self.known.document
        instance = uuid5(document, digest)
        tail = _Tail(len(self.static), list(self.entries))
        for live, content in zip(self.live, contents, strict=True):
            tail.put(live.number, stream(content))
        number, known = self.fonts
        added = "".join(f"/{name} {ref}" for name, ref in fonts.write(tail).items())
        tail.put(number, f"<<{known}{added}>>".encode("ascii"))
        number, before, after = self.packet
        body = before + instance.urn.encode("ascii") + after
        tail.put(number, stream(body, {"Type": "/Metadata", "Subtype": "/XML"}, encoded=True))
        return self.static + tail.end(self.trailer, (document, instance))

    def _content(self, live: _Live, drawn: Sequence[str]) -> bytes:
        parts = (drawn[piece] if isinstance(piece, int) else piece for piece in live.pieces)
        return "\n".join(parts).encode("ascii")


class _Tail:
    """The objects after the static ones, their cross-reference table and trailer."""

    def __init__(self, start: int, entries: list[bytes]) -> None:
        self._at = start
        self._entries = entries
        self._parts: list[bytes] = []

    def put(self, number: int, body: bytes) -> None:
        """Write object ``number``."""
        text = b"%d 0 obj\n%s\nendobj\n" % (number, body)
        self._entries[number] = b"%010d 00000 n \n" % self._at
        self._parts.append(text)
        self._at += len(text)

    def add(self, text: str) -> str:
        """Write a new object and return its reference."""
        return self._new(text.encode("ascii"))

    def add_stream(self, data: bytes, entries: Mapping[str, str] | None = None) -> str:
        """Write a new stream and return its reference."""
        return self._new(stream(data, entries))

    def end(self, trailer: str, identifier: tuple[UUID, UUID]) -> bytes:
        """Return all objects with the table and the trailer."""
        table = b"xref\n0 %d\n%s" % (len(self._entries), b"".join(self._entries))
        ids = array(f"<{part.hex.upper()}>" for part in identifier)
        last = f"trailer\n<</Size {len(self._entries)}{trailer}/ID {ids}>>\nstartxref\n{self._at}\n"
        return b"".join((*self._parts, table, last.encode("ascii"), b"%%EOF\n"))

    def _new(self, body: bytes) -> str:
        number = len(self._entries)
        self._entries.append(_FREE)
        self.put(number, body)
        return f"{number} 0 R"


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
    kept = {one: body for one, body in bodies.items() if one not in (fonts, meta)}
    for one in live:
        del kept[one.number]
    static, entries = [header], [_FREE] * (len(bodies) + 1)
    at = len(header)
    for number, body in kept.items():
        entries[number] = b"%010d 00000 n \n" % at
        static.append(body)
        at += len(body)
    before, after = _packet(bodies[meta]).split(known.instance.urn.encode("ascii"))
    words = bodies[fonts].split(b"<<", 1)[1].rsplit(b">>", 1)[0].decode("ascii")
    return Stencil(
        places,
        b"".join(static),
        tuple(entries),
        live,
        (fonts, words),
        (meta, before, after),
        trailer,
        known,
    )


def _packet(body: bytes) -> bytes:
    """Return what stands in an uncompressed stream."""
    return body.split(b"stream\n", 1)[1].rsplit(b"\nendstream", 1)[0]


def _number(reference: str) -> int:
    return int(reference.split(maxsplit=1)[0])
