"""What PDF/VT-1 asks beyond PDF/X-4: who is meant by which pages (ISO 16612-2; ISO 32000-2, 14.12).

A tree of document parts covers all pages, each once and in their order; the leaves name their first
and last page, and each page names its leaf.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pikepdf

from leaflets.preflight.rule import Rule, Spot, error
from leaflets.preflight.subject import Subject

_MAKE = "export it as PDF/VT-1"


@dataclass(frozen=True, slots=True)
class _Part:
    """A document part, its level below the root (which is 0), and what it hangs on."""

    entry: Any
    level: int
    above: Any

    @property
    def is_leaf(self) -> bool:
        return "/DParts" not in self.entry


@error("identification", _MAKE)
def identification(subject: Subject) -> Iterator[Spot]:
    """XMP says which standard this is."""
    said = subject.xmp.get("pdfvtid:GTS_PDFVTVersion", "")
    if said != "PDF/VT-1":
        yield Spot(f"the metadata say {said or 'nothing'} where PDF/VT-1 belongs")


@error("modified", _MAKE)
def modified(subject: Subject) -> Iterator[Spot]:
    """The file has not been changed by a program that knows nothing of PDF/VT."""
    said = subject.xmp.get("pdfvtid:GTS_PDFVTModDate", "")
    if not said or said != subject.xmp.get("xmp:ModifyDate", ""):
        yield Spot("GTS_PDFVTModDate is not the date of the last change")


@error("part-tree", _MAKE)
def part_tree(subject: Subject) -> Iterator[Spot]:
    """There is a tree of document parts."""
    root = subject.root.get("/DPartRoot")
    if not isinstance(root, pikepdf.Dictionary):
        yield Spot("the catalog has no tree of document parts")
    elif not isinstance(root.get("/DPartRootNode"), pikepdf.Dictionary):
        yield Spot("the tree of document parts has no first node")


@error("part-parent", _MAKE)
def part_parent(subject: Subject) -> Iterator[Spot]:
    """Each document part names what is above it."""
    pages = _numbers(subject)
    for part in _parts(subject):
        above = part.entry.get("/Parent")
        if not isinstance(above, pikepdf.Dictionary) or above.objgen != part.above.objgen:
            yield Spot(
                "a document part does not name the one above it",
                _number(pages, part.entry.get("/Start")),
            )


@error("part-kind", _MAKE)
def part_kind(subject: Subject) -> Iterator[Spot]:
    """A document part holds others, or pages."""
    pages = _numbers(subject)
    for part in _parts(subject):
        if part.is_leaf == ("/Start" not in part.entry):
            said = "neither pages nor parts" if part.is_leaf else "both pages and parts"
            yield Spot(f"a document part holds {said}", _number(pages, part.entry.get("/Start")))


@error("part-pages", _MAKE)
def part_pages(subject: Subject) -> Iterator[Spot]:
    """The leaves cover all pages in their order."""
    pages = _numbers(subject)
    expected = 1
    for part in _parts(subject):
        if not part.is_leaf or "/Start" not in part.entry:
            continue
        first, last = _range(pages, part)
        if first != expected or last < first:
            yield Spot(f"a document part begins here, and page {expected} is next", first)
        expected = max(expected, last + 1)
    if subject.root.get("/DPartRoot") is not None and expected <= len(subject.sheets):
        yield Spot("the page belongs to no document part", expected)


@error("page-part", _MAKE)
def page_part(subject: Subject) -> Iterator[Spot]:
    """Each page names the document part that it belongs to."""
    pages = _numbers(subject)
    belongs: dict[int, tuple[int, int]] = {}
    for part in _parts(subject):
        if part.is_leaf and "/Start" in part.entry:
            first, last = _range(pages, part)
            belongs |= dict.fromkeys(range(first, last + 1), part.entry.objgen)
    for sheet in subject.sheets:
        named = sheet.page.get("/DPart")
        if not isinstance(named, pikepdf.Dictionary):
            yield Spot("the page does not name its document part", sheet.number)
        elif belongs.get(sheet.number) != named.objgen:
            yield Spot("the page names another document part than its own", sheet.number)


@error("level-names", _MAKE)
def level_names(subject: Subject) -> Iterator[Spot]:
    """Each level of the tree has a name, and the level of records is one of them."""
    levels = {part.level for part in _parts(subject)}
    root = subject.root.get("/DPartRoot")
    if not levels or root is None:
        return
    names = root.get("/NodeNameList", pikepdf.Array())
    if len(names) != len(levels):
        yield Spot(f"{len(names)} levels of document parts have names, and there are {len(levels)}")
    record = root.get("/RecordLevel")
    if record is not None and int(record) not in levels:
        yield Spot(f"records are said to be on level {record}, which there is not")


VT1: tuple[Rule, ...] = (
    identification,
    modified,
    part_tree,
    part_parent,
    part_kind,
    part_pages,
    page_part,
    level_names,
)


def _parts(subject: Subject) -> Iterator[_Part]:
    """Yield all document parts in the order of their pages, each once."""
    root = subject.root.get("/DPartRoot")
    if not isinstance(root, pikepdf.Dictionary):
        return
    waiting = [_Part(root.get("/DPartRootNode"), 0, root)]
    known: set[tuple[int, int]] = set()
    while waiting:
        part = waiting.pop()
        if isinstance(part.entry, pikepdf.Dictionary) and part.entry.objgen not in known:
            known.add(part.entry.objgen)
            yield part
            groups = [list(group) for group in part.entry.get("/DParts", [])]
            below = [_Part(one, part.level + 1, part.entry) for group in groups for one in group]
            waiting += reversed(below)


def _numbers(subject: Subject) -> dict[tuple[int, int], int]:
    """Return the numbers of pages by those of their objects."""
    return {sheet.page.objgen: sheet.number for sheet in subject.sheets}


def _range(pages: Mapping[tuple[int, int], int], part: _Part) -> tuple[int, int]:
    """Return the numbers of the first and the last page of a leaf, 0 where there is none."""
    first = _number(pages, part.entry.get("/Start"))
    end = part.entry.get("/End")
    return first, first if end is None else _number(pages, end)


def _number(pages: Mapping[tuple[int, int], int], page: Any) -> int:
    """Return the number of a page, 0 for what is none."""
    return pages.get(page.objgen, 0) if isinstance(page, pikepdf.Dictionary) else 0
