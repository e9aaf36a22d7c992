"""The logical structure of a document: nodes in, the tree that tagged PDF needs out.

Structure types are those of ISO 32000-1, 14.8.4. Elements that only group for the eye (``div``,
``header``, ``callout``) have no node of their own.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from leaflets.document.nodes import Block, Box, Code, Document, Image, Raster, Text
from leaflets.layout.page import StructureNode

_ADDRESS = re.compile(r"(https?://|mailto:|tel:)", re.IGNORECASE)
_ROLES = {
    "section": "Sect",
    "h1": "H1",
    "h2": "H2",
    "h3": "H3",
    "p": "P",
    "number": "P",
    "slot": "P",
    "ul": "L",
    "ol": "L",
    "li": "LI",
    "table": "Table",
    "tr": "TR",
    "th": "TH",
    "td": "TD",
}


@dataclass(frozen=True, slots=True)
class Structure:
    """The tree, and where each document node (by identity) stands in it.

    ``spans`` maps (identity of a text, index of its span) to the Link or Span node of that span;
    ``labels`` the identity of a list element to its Lbl node.
    """

    nodes: tuple[StructureNode, ...]
    blocks: Mapping[int, int]
    spans: Mapping[tuple[int, int], int]
    labels: Mapping[int, int]


@dataclass(slots=True)
class _Builder:
    nodes: list[StructureNode] = field(default_factory=list)
    blocks: dict[int, int] = field(default_factory=dict)
    spans: dict[tuple[int, int], int] = field(default_factory=dict)
    labels: dict[int, int] = field(default_factory=dict)

    def add(self, role: str, parent: int, **more: str) -> int:
        self.nodes.append(StructureNode(role, parent, **more))  # type: ignore[arg-type]
        return len(self.nodes) - 1

    def block(self, node: Block, parent: int) -> None:
        match node:
            case Image() | Raster() | Code():
                if node.alt:
                    above = self.leading(node, parent)
                    self.blocks[id(node)] = self.add("Figure", above, alt=node.alt)
            case Text():
                self.text(node, parent)
            case Box():
                self.box(node, parent)

    def box(self, node: Box, parent: int) -> None:
        index = self.own(node, parent)
        for child in node.children:
            self.block(child, index)

    def text(self, node: Text, parent: int) -> None:
        index = self.own(node, parent)
        self.blocks[id(node)] = index
        for number, span in enumerate(node.spans):
            if span.link:
                self.spans[id(node), number] = self.add("Link", index, tag=span.tag)
            elif span.tag:
                self.spans[id(node), number] = self.add("Span", index, tag=span.tag)

    def leading(self, node: Image | Raster | Code, parent: int) -> int:
        """Return the Link that a code is which leads to an address, else ``parent``."""
        if isinstance(node, Code) and _ADDRESS.match(node.content):
            return self.add("Link", parent, link=node.content)
        return parent

    def own(self, node: Text | Box, parent: int) -> int:
        """Add the node of an element (a list item gets a label and a body) and return it."""
        role = _ROLES.get(node.element.name)
        if role is None:
            return parent
        scope = {"row": "Row", "col": "Column"}.get(node.scope, "") if role == "TH" else ""
        index = self.add(role, parent, scope=scope)
        if role == "LI":
            self.labels[id(node)] = self.add("Lbl", index)
            return self.add("LBody", index)
        return index


def build_structure(document: Document) -> Structure:
    """Return the structure of ``document``: one Sect a panel under the Document node."""
    builder = _Builder()
    builder.add("Document", -1)
    for panel in document.panels:
        sect = builder.add("Sect", 0, tag=panel.tag)
        builder.blocks[id(panel.box)] = sect
        builder.box(panel.box, sect)
    return Structure(tuple(builder.nodes), builder.blocks, builder.spans, builder.labels)
