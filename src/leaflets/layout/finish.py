"""Finish pages: filled frames in, physical placements out.

Everything before this is start-relative. Here each part gets its place on the page, and on pages
of right-to-left languages the place is mirrored; drawings turn round only where they must.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial

from leaflets.document.format import Format, Frame, PageFormat
from leaflets.document.nodes import Block, Box, Document, Text
from leaflets.geometry import Path, Rect, rectangle
from leaflets.language import Direction
from leaflets.layout.context import Context
from leaflets.layout.fragment import Fragment, ImagePart, LinePart, Part
from leaflets.layout.page import (
    Bookmark,
    Leaflet,
    Page,
    PlacedFrame,
    PlacedImage,
    PlacedLine,
    PlacedShape,
    Placement,
    StructureNode,
)
from leaflets.recall import Same

_TOUCHES = 0.01
_LEVELS = {"H1": 1, "H2": 2, "H3": 3}


def finish(
    document: Document, paper: Format, filled: Mapping[str, Fragment], context: Context
) -> Leaflet:
    """Return the leaflet of ``filled``, fragments by frame name."""
    tags = {panel.frame: panel.tag for panel in document.panels}
    pages = tuple(_page(page, paper, filled, tags, context) for page in paper.pages)
    structure = _located(context.structure.nodes, pages)
    bookmarks = _bookmarks(document, structure, pages, context)
    return Leaflet(context.language, document.title, pages, structure, bookmarks, context.fit)


def _page(
    page: PageFormat,
    paper: Format,
    filled: Mapping[str, Fragment],
    tags: Mapping[str, str],
    context: Context,
) -> Page:
    rtl = context.language.direction is Direction.RTL
    placements: list[Placement] = []
    frames: list[PlacedFrame] = []
    for frame in page.frames:
        start = len(placements)
        fragment, inside = filled.get(frame.name), context.inside(tags.get(frame.name, ""))
        make = partial(_in_frame, fragment, frame, paper, inside, rtl)
        placements += context.memory.placements((Same(fragment), frame.name, rtl), make)
        rect = _on_page(frame, paper, rtl)
        frames.append(PlacedFrame(frame.name, rect, start, len(placements)))
    size = (paper.width, paper.height, paper.bleed)
    return Page(page.name, *size, tuple(placements), tuple(frames))


def _in_frame(
    fragment: Fragment | None, frame: Frame, paper: Format, context: Context, rtl: bool
) -> tuple[Placement, ...]:
    """Return a frame's ground and what is laid out in it; ``rtl`` says how the page runs."""
    placements: list[Placement] = []
    if frame.fill:
        placements.append(_ground(frame, paper, context, rtl))
    if fragment is not None:
        inside, left = context.language.direction is Direction.RTL, _on_page(frame, paper, rtl).x
        placements += [_placed(part, frame, left, paper, inside) for part in fragment.parts]
    return tuple(placements)


def _on_page(frame: Frame, paper: Format, rtl: bool) -> Rect:
    return frame.rect.mirrored(paper.width) if rtl else frame.rect


def _ground(frame: Frame, paper: Format, context: Context, rtl: bool) -> PlacedShape:
    rect = _on_page(frame, paper, rtl)
    return PlacedShape(_bled(rectangle(rect), paper), context.colour(frame.fill))


def _bled(path: Path, paper: Format) -> Path:
    """Return a shape drawn on into the bleed wherever it touches the trim."""

    def stretched(value: float, size: float) -> float:
        if value < _TOUCHES:
            return -paper.bleed
        return size + paper.bleed if value > size - _TOUCHES else value

    return path.mapped(lambda x, y: (stretched(x, paper.width), stretched(y, paper.height)))


def _placed(part: Part, frame: Frame, left: float, paper: Format, rtl: bool) -> Placement:
    """Return a part at its place on the page: right-to-left panels are mirrored in their frame,
    whose left edge is at ``left``."""
    x, y = part.x + frame.padding.start, part.y + frame.rect.y + frame.padding.top
    x = left + (frame.rect.width - x - part.width if rtl else x)
    if isinstance(part, LinePart):
        return PlacedLine(part.line, x + part.line.x, y, part.structure, part.slot)
    if isinstance(part, ImagePart):
        return PlacedImage(part.picture, Rect(x, y, part.width, part.height), part.structure)
    path = part.path.mirrored(part.width) if rtl and part.turns else part.path
    path = path.placed(x, y)
    path = path if part.stroke else _bled(path, paper)
    return PlacedShape(path, part.colour, part.stroke, part.dash, part.structure)


def _located(
    nodes: tuple[StructureNode, ...], pages: tuple[Page, ...]
) -> tuple[StructureNode, ...]:
    """Return the structure with the page and box of every Figure."""
    found = list(nodes)
    for number, page in enumerate(pages):
        for placement in page.placements:
            if not isinstance(placement, PlacedLine) and placement.structure is not None:
                box = placement.box if isinstance(placement, PlacedImage) else placement.path.bounds
                found[placement.structure] = replace(
                    found[placement.structure], bbox=box, page=number
                )
    return tuple(found)


def _bookmarks(
    document: Document,
    structure: tuple[StructureNode, ...],
    pages: tuple[Page, ...],
    context: Context,
) -> tuple[Bookmark, ...]:
    """Return an outline entry for every heading, in reading order."""
    tops: dict[int, tuple[int, float]] = {}
    for number, page in enumerate(pages):
        for placement in page.placements:
            if isinstance(placement, PlacedLine) and placement.structure is not None:
                top = placement.baseline - placement.line.ascent
                tops.setdefault(placement.structure, (number, top))
    found = []
    for text in _headings(document):
        index = context.structure.blocks[id(text)]
        level = _LEVELS.get(structure[index].role)
        if level and index in tops:
            found.append(Bookmark(level, text.plain, *tops[index]))
    return tuple(found)


def _headings(document: Document) -> Iterator[Text]:
    for panel in document.panels:
        yield from _texts(panel.box)


def _texts(block: Block) -> Iterator[Text]:
    if isinstance(block, Text):
        yield block
    elif isinstance(block, Box):
        for child in block.children:
            yield from _texts(child)
