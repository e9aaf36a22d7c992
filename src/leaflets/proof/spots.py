"""A laid-out leaflet and its document in, the boxes of its messages out.

A box is what one text of the document takes on a page, or the picture whose words are read aloud.
Only panels in the leaflet's own language count: the words of another belong to another proof.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from leaflets.catalogs.po import Key
from leaflets.document.nodes import Block, Box, Document, Message, Panel, Text
from leaflets.geometry import Rect
from leaflets.layout.fragment import LinePart
from leaflets.layout.page import Leaflet, PlacedLine
from leaflets.layout.structure import Structure, build_structure

Part = TypeVar("Part", PlacedLine, LinePart)


@dataclass(frozen=True, slots=True)
class Spot:
    """A box: the messages in it, its page and frame, its place, and its lines (none of a picture).

    Points from the top left corner of the trim.
    """

    keys: tuple[Key, ...]
    page: int
    frame: str
    rect: Rect
    lines: tuple[PlacedLine, ...] = ()


def keys(messages: Sequence[Message]) -> tuple[Key, ...]:
    """Return the catalog keys of messages, each once."""
    return tuple(dict.fromkeys((one.context, one.msgid) for one in messages))


def spots(document: Document, leaflet: Leaflet) -> Iterator[Spot]:
    """Yield the boxes of ``leaflet`` in reading order."""
    structure = build_structure(document)
    for panel in document.panels:
        if panel.tag in ("", leaflet.language.tag):
            yield from _panel(panel, leaflet, structure)


def _panel(panel: Panel, leaflet: Leaflet, structure: Structure) -> Iterator[Spot]:
    page, there = _paragraphs(panel.frame, leaflet)
    for block in blocks(panel.box):
        index = structure.blocks.get(id(block))
        if index is None:
            continue
        if isinstance(block, Text):
            waiting = there.get(index)
            lines = waiting.pop(0) if waiting and block.spans else ()
            if lines and block.messages:
                rect = around([line_box(line) for line in lines])
                yield Spot(keys(block.messages), page, panel.frame, rect, lines)
        elif not isinstance(block, Box) and block.messages:
            node = leaflet.structure[index]
            if node.bbox is not None:
                yield Spot(keys(block.messages), node.page, panel.frame, node.bbox)


def _paragraphs(
    frame: str, leaflet: Leaflet
) -> tuple[int, dict[int, list[tuple[PlacedLine, ...]]]]:
    """Return the page of a frame, and its paragraphs by their place in the structure."""
    for number, page in enumerate(leaflet.pages):
        for placed in page.frames:
            if placed.name == frame:
                there = page.placements[placed.start : placed.end]
                return number, paragraphs(one for one in there if isinstance(one, PlacedLine))
    return 0, {}


def paragraphs(lines: Iterable[Part]) -> dict[int, list[tuple[Part, ...]]]:
    """Return lines as paragraphs by their place in the structure, in order.

    Texts that only group for the eye share their parent's place; a line that begins its text tells
    them apart.
    """
    found: dict[int, list[list[Part]]] = {}
    for line in lines:
        if line.structure is not None:
            texts = found.setdefault(line.structure, [])
            if line.line.start == 0 or not texts:
                texts.append([])
            texts[-1].append(line)
    return {index: [tuple(text) for text in texts] for index, texts in found.items()}


def line_box(line: PlacedLine) -> Rect:
    """Return the box of a line on its page."""
    top = line.baseline - line.line.ascent
    return Rect(line.x, top, line.line.width, line.line.ascent + line.line.descent)


def around(boxes: Sequence[Rect]) -> Rect:
    """Return the rectangle around several."""
    left, top = min(box.x for box in boxes), min(box.y for box in boxes)
    right, bottom = max(box.right for box in boxes), max(box.bottom for box in boxes)
    return Rect(left, top, right - left, bottom - top)


def blocks(block: Block) -> Iterator[Block]:
    """Yield a block and all inside it, in reading order."""
    yield block
    if isinstance(block, Box):
        for child in block.children:
            yield from blocks(child)
