"""Assemble the TrueType file that a PDF embeds: a subset of a face with one glyph slot per shape.

Input: a subset made by ``Face.subset`` and the shapes the codes draw. Output: a TrueType file whose
advances are exactly the shapes' widths (PDF/A-2, 6.2.11.5, compares them with the W array), and the
glyph slot of every shape. A shape of several parts becomes a composite glyph, a blank an empty one.

Specification: OpenType 1.9.1, tables head, hhea, hmtx, maxp, loca, glyf. Bytes are written
directly: a font library would take longer than the rest of a page.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from leaflets.pdf.codes import Part, Shape

Box = tuple[int, int, int, int]
"""Left, bottom, right and top edge in font units, y upward."""

_WORDS, _XY, _MORE = 0x0001, 0x0002, 0x0020  # component flags of a composite glyph
_SCALES = ((0x0008, 2), (0x0040, 4), (0x0080, 8))
"""Flags of a component that is scaled, with the bytes of its scale."""

EMPTY: Box = (0, 0, 0, 0)
COMPOSITE = b"\xff\xff"
"""How a glyph begins that is made of others (numberOfContours is -1)."""


@dataclass(frozen=True, slots=True)
class Program:
    """``data``: the file. ``slots``: shape to glyph id. ``box``: union of the glyphs' boxes."""

    data: bytes
    slots: Mapping[Shape, int]
    box: Box


@dataclass(slots=True)
class _Glyphs:
    """The glyph slots in the making: outline, box, advance and left side bearing of each."""

    outlines: list[bytes]
    boxes: list[Box]
    metrics: list[tuple[int, int]]

    def add(self, outline: bytes, box: Box, advance: int, bearing: int) -> int:
        self.outlines.append(outline)
        self.boxes.append(box)
        self.metrics.append((advance, bearing))
        return len(self.outlines) - 1


def assemble(subset: bytes, renumbered: Mapping[int, int], shapes: Sequence[Shape]) -> Program:
    """Return the font file for ``shapes``; ``renumbered`` maps their glyphs to ``subset``'s."""
    tables = read_tables(subset)
    glyphs = _read_glyphs(tables)
    owned: dict[int, int] = {}  # glyph of the subset -> the advance it has promised
    slots: dict[Shape, int] = {}
    for shape in shapes:
        if shape not in slots:
            parts = tuple((renumbered[glyph], x, y) for glyph, x, y in shape.parts)
            slots[shape] = _slot(glyphs, parts, shape.width, owned)
    box = union([box for box in glyphs.boxes if box != EMPTY])
    _write_glyphs(tables, glyphs, box)
    return Program(_write_tables(tables), slots, box)


def _slot(glyphs: _Glyphs, parts: tuple[Part, ...], width: int, owned: dict[int, int]) -> int:
    """Return the slot that draws ``parts`` with advance ``width``, making it if need be."""
    if not parts:
        return glyphs.add(b"", EMPTY, width, 0)
    glyph, x, y = parts[0]
    if len(parts) == 1 and x == y == 0 and owned.setdefault(glyph, width) == width:
        glyphs.metrics[glyph] = (width, glyphs.metrics[glyph][1])
        return glyph
    drawn = [part for part in parts if glyphs.outlines[part[0]]]
    if not drawn:
        return glyphs.add(b"", EMPTY, width, 0)
    box = union([moved(glyphs.boxes[glyph], x, y) for glyph, x, y in drawn])
    return glyphs.add(composite(drawn, box), box, width, box[0])


def composite(parts: Sequence[Part], box: Box) -> bytes:
    """Return a glyph made of others; ``box`` is the box around them."""
    outline = COMPOSITE + struct.pack(">hhhh", *box)
    for done, (glyph, x, y) in enumerate(parts, start=1):
        flags = _WORDS | _XY | (_MORE if done < len(parts) else 0)
        outline += struct.pack(">HHhh", flags, glyph, x, y)
    return outline


def moved(box: Box, x: int, y: int) -> Box:
    """Return ``box`` moved by font units."""
    return box[0] + x, box[1] + y, box[2] + x, box[3] + y


def union(boxes: Sequence[Box]) -> Box:
    """Return the box around ``boxes``."""
    if not boxes:
        return EMPTY
    left, bottom, right, top = zip(*boxes, strict=True)
    return min(left), min(bottom), max(right), max(top)


def read_tables(data: bytes) -> dict[str, bytes]:
    """Return the tables of a TrueType file by their tags."""
    (count,) = struct.unpack_from(">H", data, 4)
    records = [struct.unpack_from(">4sIII", data, 12 + 16 * n) for n in range(count)]
    return {tag.decode("ascii"): data[at : at + size] for tag, _, at, size in records}


def _read_glyphs(tables: Mapping[str, bytes]) -> _Glyphs:
    (count,) = struct.unpack_from(">H", tables["maxp"], 4)
    (long_offsets,) = struct.unpack_from(">h", tables["head"], 50)
    if long_offsets:
        offsets = struct.unpack_from(f">{count + 1}I", tables["loca"])
    else:
        offsets = tuple(2 * at for at in struct.unpack_from(f">{count + 1}H", tables["loca"]))
    outlines = [tables["glyf"][a:b] for a, b in pairwise(offsets)]
    boxes = [struct.unpack_from(">hhhh", data, 2) if data else EMPTY for data in outlines]
    (full,) = struct.unpack_from(">H", tables["hhea"], 34)
    hmtx = tables["hmtx"]
    metrics = [struct.unpack_from(">Hh", hmtx, 4 * n) for n in range(full)]
    metrics += [
        (metrics[-1][0], *struct.unpack_from(">h", hmtx, 4 * full + 2 * n))
        for n in range(count - full)
    ]
    return _Glyphs(outlines, boxes, metrics)


def _write_glyphs(tables: dict[str, bytes], glyphs: _Glyphs, box: Box) -> None:
    """Put ``glyphs`` into the tables, and into the counts that depend on them."""
    count = len(glyphs.outlines)
    padded = [outline + bytes(-len(outline) % 4) for outline in glyphs.outlines]
    offsets = [0]
    for outline in padded:
        offsets.append(offsets[-1] + len(outline))
    tables["glyf"] = b"".join(padded) or b"\0"
    tables["loca"] = struct.pack(f">{count + 1}I", *offsets)
    tables["hmtx"] = b"".join(struct.pack(">Hh", *metric) for metric in glyphs.metrics)
    head = bytearray(tables["head"])
    struct.pack_into(">hhhh", head, 36, *box)
    struct.pack_into(">h", head, 50, 1)  # indexToLocFormat: 32-bit offsets
    tables["head"] = bytes(head)
    tables["hhea"] = _hhea(tables["hhea"], glyphs)
    tables["maxp"] = _maxp(tables["maxp"], glyphs)


def _hhea(table: bytes, glyphs: _Glyphs) -> bytes:
    """Return ``table`` with the extremes of these glyphs, whatever font they were taken from."""
    widest = max(advance for advance, _ in glyphs.metrics)
    inked = [
        (bearing, advance - bearing - box[2] + box[0], bearing + box[2] - box[0])
        for (advance, bearing), box in zip(glyphs.metrics, glyphs.boxes, strict=True)
        if box != EMPTY
    ]
    lefts, rights, extents = zip(*inked, strict=True) if inked else ((0,), (0,), (0,))
    hhea = bytearray(table)
    struct.pack_into(">Hhhh", hhea, 10, widest, min(lefts), min(rights), max(extents))
    struct.pack_into(">H", hhea, 34, len(glyphs.metrics))
    return bytes(hhea)


class _Extent(NamedTuple):
    """How much of everything a glyph has; ``elements`` and ``depth`` are 0 but for composites."""

    points: int
    contours: int
    elements: int = 0
    depth: int = 0


_NOTHING = _Extent(0, 0)


def _maxp(table: bytes, glyphs: _Glyphs) -> bytes:
    """Return ``table`` with the limits of these glyphs, whatever font they were taken from."""
    simple = _most(_simple(outline) for outline in glyphs.outlines)
    made = _most(_composites(glyphs.outlines))
    limits = (*simple[:2], *(min(0xFFFF, value) for value in made[:2]))
    maxp = bytearray(table)
    struct.pack_into(">5H", maxp, 4, len(glyphs.outlines), *limits)
    struct.pack_into(">HH", maxp, 28, made.elements, made.depth)
    return bytes(maxp)


def _most(extents: Iterable[_Extent]) -> _Extent:
    return _Extent(*map(max, zip(_NOTHING, *extents, strict=True)))


def _simple(outline: bytes) -> _Extent:
    """Return the extent of a simple glyph; nothing for a blank or a composite one."""
    if not outline or outline[0] >= 0x80:
        return _NOTHING
    contours = outline[0] << 8 | outline[1]
    end = 8 + 2 * contours  # where the number of the last point stands
    return _Extent((outline[end] << 8 | outline[end + 1]) + 1, contours) if contours else _NOTHING


def _composites(outlines: Sequence[bytes]) -> Iterator[_Extent]:
    """Yield the extents of the glyphs that are made of others (OpenType, glyf)."""
    known: dict[int, _Extent] = {}

    def extent(glyph: int) -> _Extent:
        if glyph not in known:
            known[glyph] = _NOTHING  # what stands for a glyph made of itself
            parts = [extent(part) for part in _components(outlines[glyph])]
            known[glyph] = _joined(parts) if parts else _simple(outlines[glyph])
        return known[glyph]

    return (extent(at) for at, outline in enumerate(outlines) if outline[:2] == COMPOSITE)


def _joined(parts: Sequence[_Extent]) -> _Extent:
    points, contours = sum(part.points for part in parts), sum(part.contours for part in parts)
    return _Extent(points, contours, len(parts), 1 + max(part.depth for part in parts))


def _components(outline: bytes) -> list[int]:
    """Return the glyphs that a composite is made of; none of a simple one."""
    if outline[:2] != COMPOSITE:
        return []
    found, at, flags = [], 10, _MORE
    while flags & _MORE:
        flags, glyph = struct.unpack_from(">HH", outline, at)
        found.append(glyph)
        at += 4 + (4 if flags & _WORDS else 2)
        at += next((size for flag, size in _SCALES if flags & flag), 0)
    return found


def _write_tables(tables: Mapping[str, bytes]) -> bytes:
    """Return a font file of ``tables``, with its checksums (OpenType, "Font file")."""
    count = len(tables)
    power = count.bit_length() - 1
    directory = struct.pack(
        ">IHHHH", 0x00010000, count, 16 << power, power, 16 * count - (16 << power)
    )
    head = bytearray(tables["head"])
    struct.pack_into(">I", head, 8, 0)
    body = {**tables, "head": bytes(head)}
    at = 12 + 16 * count
    places = {}
    whole = 0
    for tag in sorted(body):
        data = body[tag]
        own = _checksum(data)
        directory += struct.pack(">4sIII", tag.encode("ascii"), own, at, len(data))
        whole += own
        places[tag] = at
        at += len(data) + -len(data) % 4
    whole += _checksum(directory)
    font = bytearray(directory)
    for tag in sorted(body):
        font += body[tag] + bytes(-len(body[tag]) % 4)
    struct.pack_into(">I", font, places["head"] + 8, (0xB1B0AFBA - whole) & 0xFFFFFFFF)
    return bytes(font)


def _checksum(data: bytes) -> int:
    padded = data + bytes(-len(data) % 4)
    words: tuple[int, ...] = struct.unpack(f">{len(padded) // 4}I", padded)
    return sum(words) & 0xFFFFFFFF
