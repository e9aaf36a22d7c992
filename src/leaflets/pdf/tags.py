"""The structure tree of a tagged PDF (ISO 32000-1, 14.7 and 14.8).

Input: the leaflet's structure nodes and the segments of each page; output: page content in marked
sequences, and the tree (elements, parent tree) as PDF objects. What belongs to no element is
marked as an artifact, so nothing on a page is left untagged (ISO 14289-1, 7.1).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from leaflets.layout.page import StructureNode
from leaflets.pdf.draw import Segment
from leaflets.pdf.objects import Document, Plain
from leaflets.pdf.syntax import array, dictionary, name, numbers, text_string


@dataclass(frozen=True, slots=True)
class Sheet:
    """A PDF page as the tree needs it: its reference, its trim height in points."""

    reference: str
    height: float


@dataclass(frozen=True, slots=True)
class _Content:
    """A marked sequence (``mcid``) or an annotation (``link``, a reference) of an element.

    ``order`` counts through the whole document.
    """

    order: int
    page: int
    mcid: int = -1
    link: str = ""


class StructureTree:
    """Gathers what belongs to each structure node, then writes the tree."""

    def __init__(self, nodes: Sequence[StructureNode], sheets: Sequence[Sheet]) -> None:
        self._nodes = nodes
        self._sheets = sheets
        self._content: list[list[_Content]] = [[] for _ in nodes]
        self._owners: list[list[int]] = [[] for _ in sheets]
        self._links: list[int] = []
        self._count = 0

    def mark(self, page: int, segments: Iterable[Segment]) -> str:
        """Return the content of ``page``, every segment in a marked sequence or an artifact."""
        parts: list[str] = []
        drawn = (segment for segment in segments if segment.operators)
        for structure, group in groupby(drawn, key=lambda segment: segment.structure):
            parts.append(self._open(page, structure))
            parts += (segment.operators for segment in group)
            parts.append("EMC")
        return "\n".join(parts)

    def add_link(self, structure: int, page: int, annotation: str) -> int:
        """Hang an annotation into element ``structure``; return its key in the parent tree."""
        self._count += 1
        self._content[structure].append(_Content(self._count, page, link=annotation))
        self._links.append(structure)
        return len(self._sheets) + len(self._links) - 1

    def write(self, document: Document) -> str:
        """Write all elements and return the reference of the structure tree root."""
        root = document.add()
        elements = [document.add() for _ in self._nodes]
        kids = self._kids(elements)
        for index, element in enumerate(elements):
            parent = self._nodes[index].parent
            above = elements[parent].reference if parent >= 0 else root.reference
            element.text = self._element(index, above, kids[index])
        root.text = dictionary(
            {
                "Type": "/StructTreeRoot",
                "K": elements[0].reference,
                "ParentTree": document.add(self._parent_tree(elements)).reference,
                "ParentTreeNextKey": str(len(self._sheets) + len(self._links)),
            }
        )
        return root.reference

    def _open(self, page: int, structure: int | None) -> str:
        if structure is None:
            return "/Artifact BMC"
        self._count += 1
        mcid = len(self._owners[page])
        self._owners[page].append(structure)
        self._content[structure].append(_Content(self._count, page, mcid))
        return f"{name(self._nodes[structure].role)} <</MCID {mcid}>> BDC"

    def _element(self, index: int, parent: str, kids: list[str]) -> str:
        node = self._nodes[index]
        return dictionary(
            {
                "Type": "/StructElem",
                "S": name(node.role),
                "P": parent,
                "Pg": self._sheets[self._home(index)].reference,
                "K": kids[0] if len(kids) == 1 else array(kids) if kids else "",
                "Alt": text_string(node.alt) if node.alt else "",
                "Lang": text_string(node.tag) if node.tag else "",
                "A": _attributes(node, self._sheets[node.page].height),
            }
        )

    def _home(self, index: int) -> int:
        """Return the page that the element's bare content numbers refer to."""
        content = self._content[index]
        return content[0].page if content else self._nodes[index].page

    def _kids(self, elements: Sequence[Plain]) -> list[list[str]]:
        """Return the kids of every element: its child elements among its own content, in order."""
        first = self._first_orders()
        children: list[list[int]] = [[] for _ in self._nodes]
        for index, node in enumerate(self._nodes):
            if node.parent >= 0:
                children[node.parent].append(index)
        return [
            list(self._woven(index, children[index], first, elements))
            for index in range(len(self._nodes))
        ]

    def _woven(
        self, index: int, children: list[int], first: list[int], elements: Sequence[Plain]
    ) -> Iterator[str]:
        own = iter([*self._content[index], None])
        content = next(own)
        for child in children:
            while content and content.order < first[child]:
                yield self._kid(index, content)
                content = next(own)
            yield elements[child].reference
        while content:
            yield self._kid(index, content)
            content = next(own)

    def _kid(self, index: int, content: _Content) -> str:
        page = self._sheets[content.page].reference
        if content.link:
            return dictionary({"Type": "/OBJR", "Pg": page, "Obj": content.link})
        if content.page == self._home(index):
            return str(content.mcid)
        return dictionary({"Type": "/MCR", "Pg": page, "MCID": str(content.mcid)})

    def _first_orders(self) -> list[int]:
        """Return the least order found in each node or below it; 0 where there is no content."""
        first = [content[0].order if content else 0 for content in self._content]
        for index in range(len(self._nodes) - 1, 0, -1):  # parents precede children
            parent = self._nodes[index].parent
            found = [order for order in (first[index], first[parent]) if order]
            first[parent] = min(found, default=0)
        return first

    def _parent_tree(self, elements: Sequence[Plain]) -> str:
        """Return the number tree from pages and annotations to their elements (14.7.4.4)."""
        pages = [array(elements[i].reference for i in owners) for owners in self._owners]
        links = [elements[i].reference for i in self._links]
        entries = (f"{key} {value}" for key, value in enumerate([*pages, *links]))
        return dictionary({"Nums": array(entries)})


def _attributes(node: StructureNode, height: float) -> str:
    """Return the attribute objects that table cells and figures need (14.8.5)."""
    if node.bbox is not None:
        box = (node.bbox.x, height - node.bbox.bottom, node.bbox.right, height - node.bbox.y)
        return dictionary({"O": "/Layout", "Placement": "/Block", "BBox": f"[{numbers(box)}]"})
    if not node.scope and node.columns == 1:
        return ""
    return dictionary(
        {
            "O": "/Table",
            "Scope": name(node.scope) if node.scope else "",
            "ColSpan": str(node.columns) if node.columns > 1 else "",
        }
    )
