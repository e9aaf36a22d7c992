"""What a reader clicks on: link annotations and bookmarks (ISO 32000-1, 12.3.3 and 12.5.6.5).

Input: pages and bookmarks of a leaflet, y downward; output: PDF objects. Web edition only: inside
the bleed of a press file annotations are forbidden (ISO 15930-7).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from leaflets.geometry import Rect
from leaflets.layout.page import Bookmark, Mark, Page, PlacedLine, StructureNode
from leaflets.pdf.objects import Document, Plain
from leaflets.pdf.syntax import dictionary, number, numbers, text_string
from leaflets.pdf.tags import Sheet, StructureTree
from leaflets.text.model import GlyphRun


@dataclass(frozen=True, slots=True)
class LinkArea:
    """A part of a link, such as that on one line: where it leads, its Link element, its place, its
    words."""

    uri: str
    structure: int
    rect: Rect
    text: str


def link_areas(number: int, page: Page, nodes: Sequence[StructureNode]) -> list[LinkArea]:
    """Return the links of the page of this number in reading order: an area a line, and one for
    each figure."""
    lines = (placed for placed in page.placements if isinstance(placed, PlacedLine))
    areas = [area for line in lines for area in _line_areas(line, nodes)]
    areas += _figure_areas(number, nodes)
    return sorted(areas, key=lambda area: area.structure)


def add_links(
    document: Document,
    tree: StructureTree,
    areas: Sequence[Sequence[LinkArea]],
    sheets: Sequence[Sheet],
) -> list[list[str]]:
    """Write the annotations, one a link and page, and hang them into the tree; return references
    by page."""
    words: dict[int, str] = {}
    for area in (area for page in areas for area in page):
        words[area.structure] = f"{words.get(area.structure, '')} {area.text}".strip()
    return [
        [
            _add_link(document, tree, parts, (page, sheets[page]), words[parts[0].structure])
            for parts in _by_link(found)
        ]
        for page, found in enumerate(areas)
    ]


def _by_link(areas: Sequence[LinkArea]) -> list[list[LinkArea]]:
    found: dict[tuple[str, int], list[LinkArea]] = {}
    for area in areas:
        found.setdefault((area.uri, area.structure), []).append(area)
    return list(found.values())


def add_outline(document: Document, bookmarks: Sequence[Bookmark], sheets: Sequence[Sheet]) -> str:
    """Write the outline and return its reference; a level left out hangs on the next above."""
    root = document.add()
    entries = [document.add() for _ in bookmarks]
    parents = _parents(bookmarks)
    for index, bookmark in enumerate(bookmarks):
        sheet = sheets[bookmark.page]
        place = f"[{sheet.reference} /XYZ null {number(sheet.height - bookmark.y)} null]"
        siblings = [i for i, parent in enumerate(parents) if parent == parents[index]]
        at = siblings.index(index)
        parent = root if parents[index] < 0 else entries[parents[index]]
        entries[index].text = dictionary(
            {
                "Title": text_string(bookmark.title),
                "Parent": parent.reference,
                "Prev": entries[siblings[at - 1]].reference if at else "",
                "Next": entries[siblings[at + 1]].reference if at + 1 < len(siblings) else "",
                **_children(index, parents, entries),
                "Dest": place,
            }
        )
    root.text = dictionary({"Type": "/Outlines", **_children(-1, parents, entries)})
    return root.reference


def _line_areas(placed: PlacedLine, nodes: Sequence[StructureNode]) -> Iterator[LinkArea]:
    runs: dict[tuple[str, int], list[GlyphRun]] = {}
    for run in placed.line.runs:
        mark = run.style.mark
        if isinstance(mark, Mark) and mark.link and run.clusters:
            runs.setdefault((mark.link, _link_node(mark, nodes)), []).append(run)
    for (uri, structure), found in runs.items():
        yield LinkArea(uri, structure, _extent(placed, found), _words(placed, found))


def _figure_areas(page: int, nodes: Sequence[StructureNode]) -> Iterator[LinkArea]:
    for node in nodes:
        if node.bbox is not None and node.page == page and nodes[node.parent].link:
            yield LinkArea(nodes[node.parent].link, node.parent, node.bbox, node.alt)


def _link_node(mark: Mark, nodes: Sequence[StructureNode]) -> int:
    """Return the Link element that ``mark`` lies in."""
    index = -1 if mark.structure is None else mark.structure
    while index >= 0 and nodes[index].role != "Link":
        index = nodes[index].parent
    if index < 0:
        raise ValueError(f"the link to {mark.link} lies in no Link element")
    return index


def _extent(placed: PlacedLine, runs: Sequence[GlyphRun]) -> Rect:
    left = min(run.xs[0] for run in runs)
    right = max(run.xs[-1] + run.widths[-1] for run in runs)
    line = placed.line
    top = placed.baseline - line.ascent
    return Rect(placed.x + left, top, right - left, line.ascent + line.descent)


def _words(placed: PlacedLine, runs: Iterable[GlyphRun]) -> str:
    spans = sorted({(c.start, c.end) for run in runs for c in run.clusters})
    return "".join(placed.line.text[start:end] for start, end in spans).strip()


def _add_link(
    document: Document,
    tree: StructureTree,
    parts: Sequence[LinkArea],
    place: tuple[int, Sheet],
    words: str,
) -> str:
    page, sheet = place
    annotation = document.add()
    first = parts[0]
    key = tree.add_link(first.structure, page, annotation.reference)
    boxes = [
        (part.rect.x, sheet.height - part.rect.bottom, part.rect.right, sheet.height - part.rect.y)
        for part in parts
    ]
    lefts, bottoms, rights, tops = zip(*boxes, strict=True)
    around = (min(lefts), min(bottoms), max(rights), max(tops))
    annotation.text = dictionary(
        {
            "Type": "/Annot",
            "Subtype": "/Link",
            "Rect": f"[{numbers(around)}]",
            "QuadPoints": _quads(boxes) if len(boxes) > 1 else "",
            "P": sheet.reference,
            "Border": "[0 0 0]",
            "F": "4",  # printed, as PDF/A demands of every annotation (ISO 19005-2, 6.3.2)
            "Contents": text_string(words or first.uri),
            "StructParent": str(key),
            "A": f"<</S /URI/URI {text_string(_ascii(first.uri))}>>",
        }
    )
    return annotation.reference


def _quads(boxes: Sequence[tuple[float, float, float, float]]) -> str:
    """Return the corners of each box. Readers take them in the order of a Z, not in the circle that
    ISO 32000-1, 12.5.6.5 names."""
    quads = (
        numbers((left, top, right, top, left, bottom, right, bottom))
        for left, bottom, right, top in boxes
    )
    return f"[{' '.join(quads)}]"


def _ascii(uri: str) -> str:
    """Return ``uri`` in the 7-bit ASCII that a URI action demands (12.6.4.7)."""
    return quote(uri, safe="%/:=&?~#+!$,;'@()*[]")


def _parents(bookmarks: Sequence[Bookmark]) -> list[int]:
    """Return the index of each bookmark's parent, -1 at the top."""
    parents: list[int] = []
    above: list[int] = []
    for index, bookmark in enumerate(bookmarks):
        while above and bookmarks[above[-1]].level >= bookmark.level:
            above.pop()
        parents.append(above[-1] if above else -1)
        above.append(index)
    return parents


def _children(index: int, parents: Sequence[int], entries: Sequence[Plain]) -> dict[str, str]:
    children = [i for i, parent in enumerate(parents) if parent == index]
    if not children:
        return {}
    return {
        "First": entries[children[0]].reference,
        "Last": entries[children[-1]].reference,
        "Count": str(_visible(index, parents)),
    }


def _visible(index: int, parents: Sequence[int]) -> int:
    """Return how many entries show below ``index`` when all are open."""
    return sum(1 + _visible(i, parents) for i, parent in enumerate(parents) if parent == index)
