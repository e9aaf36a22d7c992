"""The form of a leaflet: all of it but its words and their places.

Input: a finished leaflet; output: a value that equals that of another leaflet where both have the
same structure, drawn in the same order with the same faces, colours and kinds of characters. What a
standard of the screen asks about (PDF/UA-1, PDF/A-2a) is the same in both then, since it asks
nothing about lengths and places.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from functools import lru_cache
from itertools import groupby
from typing import cast
from unicodedata import category

from leaflets.layout.page import Leaflet, Mark, Page, PlacedImage, PlacedLine, StructureNode
from leaflets.recall import Same


def form(leaflet: Leaflet) -> Hashable:
    """Return the form of ``leaflet``."""
    return (
        leaflet.language.tag,
        _characters(leaflet.title),
        tuple(map(_node, leaflet.structure)),
        tuple((one.level, one.page) for one in leaflet.bookmarks),
        # Lines that go on as the one before began are one: a longer text may take more of them.
        tuple(tuple(kind for kind, _ in groupby(_kinds(page))) for page in leaflet.pages),
    )


def _node(node: StructureNode) -> Hashable:
    own = (node.role, node.parent, node.tag, node.scope, node.columns, node.page)
    return (*own, _characters(node.alt), node.bbox is None)


def _kinds(page: Page) -> Iterator[Hashable]:
    """Yield what each placement of the page is, in painting order."""
    for one in page.placements:
        if isinstance(one, PlacedLine):
            runs = ((run.face, cast(Mark, run.style.mark)) for run in one.line.runs)
            looks = frozenset((face, mark.structure, mark.link != "") for face, mark in runs)
            yield one.structure, looks, _characters(one.line.text)
        elif isinstance(one, PlacedImage):
            yield one.structure, Same(one.picture)
        else:
            yield one.structure, one.colour.name, one.colour.spot, one.stroke > 0


@lru_cache(maxsize=1024)
def _characters(text: str) -> frozenset[str]:
    """Return the general categories of the characters of ``text`` (Unicode Standard, 4.5)."""
    return frozenset(map(category, text))
