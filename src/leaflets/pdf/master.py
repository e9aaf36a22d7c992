"""A leaflet taken apart, so that its pages can be written into one file for every record.

Input: a leaflet whose slots all hold a text, and the file that receives the copies; output: a
``Master``. What no record changes is written once: pictures, and what is painted before the first
slot of a page and after the last one. On the press that is a form XObject (ISO 32000-1, 8.10),
which a print shop's RIP prepares once. In a tagged file it is a content stream that pages share,
since marked content belongs to one page only (14.7.4.3).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from leaflets.edition import Edition
from leaflets.layout.page import Leaflet
from leaflets.pdf.boxes import box, page_boxes
from leaflets.pdf.copying import HERE, Moved, Part, Shift, head, parts_of, reached
from leaflets.pdf.editions import EditionSettings
from leaflets.pdf.embed import FontSet
from leaflets.pdf.objects import stream
from leaflets.pdf.picture import add_pictures
from leaflets.pdf.stencil import PlacedSlot, cut_slots, pieces
from leaflets.pdf.syntax import array, dictionary
from leaflets.pdf.write import Draft, begin, draw, furnish
from leaflets.pdf.writer import Writer

_STATE = (re.compile(r"^[0-9.]+ w$", re.MULTILINE), re.compile(r"^\[.*\] 0 d$", re.MULTILINE))
"""What of the graphics state outlives a shape: width and dash of lines."""


class Shared:
    """Objects that stand once in the file of ``writer``, however often they are asked for."""

    def __init__(self, writer: Writer) -> None:
        self._writer = writer
        self._known: dict[bytes, str] = {}

    def add(self, text: str) -> str:
        """Return the reference of an object."""
        key = sha256(text.encode("ascii")).digest()
        if key not in self._known:
            self._known[key] = self._writer.add(text)
        return self._known[key]

    def add_stream(self, data: bytes, entries: Mapping[str, str] | None = None) -> str:
        """Return the reference of a stream."""
        key = sha256(repr(sorted((entries or {}).items())).encode() + data).digest()
        if key not in self._known:
            self._known[key] = self._writer.add_stream(data, entries)
        return self._known[key]


@dataclass(frozen=True, slots=True)
class Ground:
    """The file that receives copies: where its objects go, its fonts and their dictionary, the
    element that holds those of all records, and whether its pages say their document part."""

    writer: Writer
    shared: Shared
    fonts: FontSet
    font_names: str
    above: str
    parted: bool


@dataclass(frozen=True, slots=True)
class Live:
    """A page's content that records change, as text between the numbers of slots."""

    place: int
    parts: tuple[str | int, ...]

    def content(self, drawn: Sequence[str]) -> bytes:
        shown = (drawn[part] if isinstance(part, int) else part for part in self.parts)
        return "\n".join(part for part in shown if part).encode("ascii")


@dataclass(frozen=True, slots=True)
class Master:
    """What is copied for a record: ``bodies`` of objects, of which the first ``pages`` are pages
    and those of ``live`` streams; ``keys`` are values of the parent tree, ``root`` the place of the
    topmost element, -1 without tags."""

    slots: tuple[PlacedSlot, ...]
    bodies: tuple[tuple[Part, ...], ...]
    live: tuple[Live, ...]
    pages: int
    keys: tuple[tuple[Part, ...], ...]
    root: int

    def write(self, writer: Writer, shift: Shift, contents: Sequence[bytes]) -> None:
        """Write a copy with the ``contents`` of ``live``."""
        streams = {one.place: body for one, body in zip(self.live, contents, strict=True)}
        for place, parts in enumerate(self.bodies):
            if place in streams:
                writer.put_stream(shift.number + place, stream(streams[place]))
            else:
                writer.put(shift.number + place, shift.write(parts))


def cut_master(
    leaflet: Leaflet, settings: EditionSettings, ground: Ground, *, whole: bool
) -> Master:
    """Return ``leaflet`` without what stands in its slots, or as a ``whole``."""
    draft = begin(leaflet, settings, ground.fonts)
    slots, contents = ((), draw(draft)) if whole else cut_slots(draft)
    fill = _fill_tagged if settings.kind is Edition.WEB else _fill_press
    live = fill(draft, contents, ground)
    _, found, _ = draft.document.taken_apart()
    bodies = {one: _body(text) for one, text in found.items()}
    return _master(draft, bodies, (slots, live), ground)


def _master(
    draft: Draft,
    bodies: Mapping[int, bytes],
    cut: tuple[tuple[PlacedSlot, ...], dict[int, tuple[str | int, ...]]],
    ground: Ground,
) -> Master:
    """Return the objects of ``bodies`` that are copied, cut at what moves."""
    slots, live = cut
    pages = [_number(draft.document.reference(page)) for page in draft.pages]
    node = _reference(bodies[pages[0]], "Parent")
    tree = (
        _number(draft.document.Catalog.StructTreeRoot) if draft.settings.kind is Edition.WEB else 0
    )
    root = _reference(bodies[tree], "K") if tree else 0
    starts = [*pages, root] if tree else pages
    copied = reached(starts, bodies, (node, tree))
    copied = [*pages, *(one for one in copied if one not in pages)]
    places: dict[int, Part] = {one: (Moved.OBJECT, at) for at, one in enumerate(copied)}
    places |= {node: (Moved.NODE, 0), tree: ground.above.encode("ascii")}
    parts = [parts_of(bodies[one], places) for one in copied]
    if ground.parted:
        parts[: len(pages)] = [_parted(page) for page in parts[: len(pages)]]
    if tree:
        # Each record is a part of the document, which the whole file is.
        at = copied.index(root)
        parts[at] = parts_of(bodies[root].replace(b"/S /Document", b"/S /Part", 1), places)
    return Master(
        slots,
        tuple(parts),
        tuple(Live(copied.index(one), found) for one, found in live.items()),
        len(pages),
        _keys(bodies, tree, places),
        copied.index(root) if tree else -1,
    )


def _fill_tagged(
    draft: Draft, contents: Sequence[str], ground: Ground
) -> dict[int, tuple[str | int, ...]]:
    """Give the pages their content in shared streams; return what is left, by object."""
    live: dict[int, tuple[str | int, ...]] = {}
    for page, content in zip(draft.pages, contents, strict=True):
        before, *middle, after = _pieces(content)
        page.Contents = first = _here(ground.shared.add_stream(before.encode("ascii")))
        if middle:
            last = _here(ground.shared.add_stream(after.encode("ascii")))
            page.Contents = array((first, _own(draft, middle, live), last))
    pictures = add_pictures(ground.shared, draft.leaflet, draft.settings)
    furnish(draft, _here(_resources(draft, pictures, ground)))
    return live


def _fill_press(
    draft: Draft, contents: Sequence[str], ground: Ground
) -> dict[int, tuple[str | int, ...]]:
    """Give the pages their content with forms in it; return that of pages with slots, by object."""
    live: dict[int, tuple[str | int, ...]] = {}
    forms: dict[str, str] = {}
    pictures = add_pictures(ground.shared, draft.leaflet, draft.settings)
    plain = _resources(draft, pictures, ground)
    for index, (page, content) in enumerate(zip(draft.pages, contents, strict=True)):
        before, *middle, after = _pieces(content)
        if not middle:
            page.Contents = _here(ground.shared.add_stream(content.encode("ascii")))
            continue
        move, _, painted = before.partition("\n")
        drawn = f"{painted}\n" + "\n".join(part for part in middle if isinstance(part, str))
        margin = page_boxes(draft.leaflet.pages[index], draft.settings)
        names = f"A{index}", f"B{index}"
        for name, text in zip(names, (painted, f"{_state(drawn)}{after}"), strict=True):
            forms[name] = _form(text, (margin.margin, margin.media), plain, ground)
        first, last = (f"/{name} Do" for name in names)
        own = [f"{move}\n{first}\n{_state(painted)}".rstrip("\n"), *middle, last]
        page.Contents = _own(draft, own, live)
    furnish(draft, _here(_resources(draft, {**pictures, **forms}, ground)))
    return live


def _form(
    text: str, size: tuple[float, tuple[float, float, float, float]], resources: str, ground: Ground
) -> str:
    """Return the reference of a form that paints ``text`` where its origin is the trim's corner."""
    margin, (_, _, width, height) = size
    entries = {
        "Type": "/XObject",
        "Subtype": "/Form",
        "BBox": box((-margin, -margin, width - margin, height - margin)),
        "Resources": resources,
    }
    return ground.shared.add_stream(text.encode("ascii"), entries)


def _resources(draft: Draft, objects: Mapping[str, str], ground: Ground) -> str:
    """Return the reference of what pages need besides their content."""
    shown = {"Font": ground.font_names, "XObject": dictionary(objects) if objects else ""}
    return ground.shared.add(dictionary({**shown, **draft.inks.resources()}))


def _own(draft: Draft, parts: Sequence[str | int], live: dict[int, tuple[str | int, ...]]) -> str:
    """Register a stream that is a record's own, and return its reference."""
    own = draft.document.add("live").reference
    live[_number(own)] = tuple(parts)
    return own


def _pieces(content: str) -> tuple[str, *tuple[str | int, ...], str]:
    """Return ``content`` cut at its slots, with text before the first and after the last."""
    first, *middle = pieces(content)
    last = middle.pop() if middle else ""
    assert isinstance(first, str)
    assert isinstance(last, str)
    return first, *middle, last


def _state(painted: str) -> str:
    """Return operators for the state of lines that ``painted`` leaves behind."""
    last = [found[-1] for one in _STATE if (found := one.findall(painted))]
    return "".join(f"{one}\n" for one in last)


def _keys(
    bodies: Mapping[int, bytes], tree: int, places: Mapping[int, Part]
) -> tuple[tuple[Part, ...], ...]:
    """Return the values of the parent tree in the order of their keys."""
    if not tree:
        return ()
    text = bodies[_reference(bodies[tree], "ParentTree")]
    values = re.findall(rb"\d+ (\[[^\]]*\]|\d+ 0 R)", text.partition(b"[")[2])
    return tuple(parts_of(value, places) for value in values)


def _parted(page: tuple[Part, ...]) -> tuple[Part, ...]:
    """Return a page that says its document part."""
    *rest, last = page
    assert isinstance(last, bytes)
    return (*rest, last.rstrip().removesuffix(b">>") + b"/DPart ", (Moved.RECORD, 0), b">>")


def _body(text: bytes) -> bytes:
    """Return what stands between ``obj`` and ``endobj``."""
    return text.partition(b" obj\n")[2].rpartition(b"\nendobj")[0]


def _here(reference: str) -> str:
    """Return a reference to an object of the receiving file."""
    return f"{_number(reference)} {HERE} R"


def _reference(body: bytes, key: str) -> int:
    found = re.search(rb"/%s (\d+) 0 R" % key.encode("ascii"), head(body))
    assert found is not None
    return int(found[1])


def _number(reference: str) -> int:
    return int(reference.split(maxsplit=1)[0])
