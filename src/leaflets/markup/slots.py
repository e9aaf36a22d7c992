"""Fill the slots of a document with the values of a record.

Input: a document and a value for each slot; output: the document with the values as text, cleaned
and isolated like every value. A slot whose value is missing or empty keeps the template's own text.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from jinja2.nodes import Name

from leaflets.diagnostics import Location
from leaflets.document.nodes import Block, Box, Document, Message, Panel, Span, Text
from leaflets.markup.environment import reading_environment
from leaflets.markup.marks import clean, isolate


@dataclass(frozen=True, slots=True)
class Value:
    """A value of a record and where it stands in the file."""

    text: str
    location: Location

    @property
    def words(self) -> str:
        """The text on one line."""
        return " ".join(self.text.split())

    @property
    def shown(self) -> str:
        """The text as a slot shows it: on one line, isolated from what stands around it."""
        return isolate(clean(self.words))


def reads(folder: Path, name: str) -> bool:
    """Tell whether a template in ``folder`` uses the value ``name`` outside of slots."""
    environment = reading_environment()
    texts = (path.read_text(encoding="utf-8-sig") for path in folder.glob("[!.]*.j2"))
    used = (found.name for text in texts for found in environment.parse(text).find_all(Name))
    return name in used


def slot_names(document: Document) -> tuple[str, ...]:
    """Return the slots of ``document``, each once, in reading order."""
    texts = (text for panel in document.panels for text in _texts(panel.box))
    return tuple(dict.fromkeys(text.slot for text in texts if text.slot))


def bare_slots(document: Document) -> frozenset[str]:
    """Return the slots of ``document`` that show nothing where no record fills them."""
    texts = (text for panel in document.panels for text in _texts(panel.box))
    return frozenset(text.slot for text in texts if text.slot and not text.spans)


def fill(document: Document, values: Mapping[str, Value]) -> Document:
    """Return ``document`` with ``values`` in its slots."""
    panels = tuple(_filled_panel(panel, values) for panel in document.panels)
    return replace(document, panels=panels)


def _filled_panel(panel: Panel, values: Mapping[str, Value]) -> Panel:
    box = _filled_box(panel.box, values)
    return panel if box is panel.box else replace(panel, box=box)


def _filled_box(box: Box, values: Mapping[str, Value]) -> Box:
    """Return ``box`` with its slots filled; the very same one if it has none."""
    children = tuple(_filled(child, values) for child in box.children)
    changed = any(new is not old for new, old in zip(children, box.children, strict=True))
    return replace(box, children=children) if changed else box


def _filled(block: Block, values: Mapping[str, Value]) -> Block:
    if isinstance(block, Box):
        return _filled_box(block, values)
    if not isinstance(block, Text) or block.slot not in values:
        return block
    value = values[block.slot]
    if not value.shown:
        return block
    messages = (Message(block.slot, value.location),)
    return replace(block, spans=(Span(value.shown),), messages=messages)


def _texts(box: Box) -> Iterator[Text]:
    for child in box.children:
        if isinstance(child, Text):
            yield child
        elif isinstance(child, Box):
            yield from _texts(child)
