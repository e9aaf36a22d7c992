"""Where a line of a page came from: its words, its catalog entry or template element, its frame.

For the checks of finished pages, which meet lines and must name what the reader of a diagnostic can
mend.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from leaflets.diagnostics import Location
from leaflets.document.nodes import Block, Box, Document, Text
from leaflets.layout.page import Page, PlacedLine
from leaflets.layout.structure import build_structure

Sources = Mapping[int, tuple[str, Location]]
"""Words and place of the text or list element behind each index of the structure; 0 is for what
has none of its own."""

_MOST = 60


def sources(document: Document) -> Sources:
    """Return the sources of every line that ``document`` can be laid out to."""
    structure = build_structure(document)
    found = {0: ("", document.panels[0].box.element.location)}
    for block in _blocks(document):
        index = structure.blocks.get(id(block))
        if isinstance(block, Text) and index is not None:
            location = block.messages[0].location if block.messages else block.element.location
            found[index] = (block.plain, location)
        label = structure.labels.get(id(block))
        if label is not None:
            found[label] = ("", block.element.location)
    return found


def source(line: PlacedLine, known: Sources) -> tuple[str, Location]:
    """Return the words of a line's text (or, without one, of the line) and where they stand."""
    words, location = known.get(line.structure or 0, known[0])
    return short(words or line.line.text[line.line.start : line.line.end]), location


def place(page: Page, line: PlacedLine) -> str:
    """Return the name of the frame that holds the line, or else of the page."""
    at = page.placements.index(line)
    held = (frame.name for frame in page.frames if frame.start <= at < frame.end)
    name = next(held, "")
    return f"frame {name}" if name else f"page {page.name}"


def short(text: str) -> str:
    """Return ``text`` on one line, cut where it is too long for a diagnostic."""
    words = " ".join(text.split())
    return words if len(words) <= _MOST else f"{words[: _MOST - 1]}…"


def _blocks(document: Document) -> Iterator[Block]:
    def inside(block: Block) -> Iterator[Block]:
        yield block
        if isinstance(block, Box):
            for child in block.children:
                yield from inside(child)

    for panel in document.panels:
        yield from inside(panel.box)
