"""Black-plate change: one set of coloured plates for all languages, a black plate for each.

Input: the leaflets of two languages; output: what keeps them from sharing Cyan, Magenta and Yellow.
Pure black overprints, so it leaves the other plates as they are; everything else on the pages must
be the same, at the same place and in the same order. White text counts as colour: it is cut out of
the plates below it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from leaflets.document.colour import Colour
from leaflets.layout.page import Leaflet, Mark, Page, PlacedImage, PlacedLine, PlacedShape
from leaflets.text.model import GlyphRun

_SHOWN = 5
"""Differences of a page that are told one by one."""


@dataclass(frozen=True, slots=True)
class _Coloured:
    """Something on the coloured plates: how a person knows it, and all that its look depends on."""

    name: str
    look: object


def plate_differences(leaflet: Leaflet, other: Leaflet) -> Iterator[str]:
    """Yield what is on the coloured plates of ``leaflet`` and not on those of ``other``."""
    if [page.name for page in leaflet.pages] != [page.name for page in other.pages]:
        yield "the pages are not the same"
        return
    for page, its in zip(leaflet.pages, other.pages, strict=True):
        mine, theirs = list(_coloured(page)), list(_coloured(its))
        own, missing = Counter(mine) - Counter(theirs), Counter(theirs) - Counter(mine)
        names = [one.name for one in own.elements()]
        names += [f"lacks {one.name}" for one in missing.elements() if one.name not in names]
        yield from (f"page {page.name}: {name}" for name in names[:_SHOWN])
        if len(names) > _SHOWN:
            yield f"page {page.name}: {len(names) - _SHOWN} more"
        if not names and mine != theirs:
            yield f"page {page.name}: colours are painted in another order"


def _coloured(page: Page) -> Iterator[_Coloured]:
    for placement in page.placements:
        if isinstance(placement, PlacedShape):
            if not placement.colour.is_black:
                yield _Coloured(f"a shape in {placement.colour.name}", _shape(placement))
        elif isinstance(placement, PlacedImage):
            # Black of a picture knocks out what is below it, so even a gray one counts.
            box = placement.box
            place = tuple(round(one, 2) for one in (box.x, box.y, box.width, box.height))
            yield _Coloured("a picture", (placement.picture.name, place))
        else:
            for run in placement.line.runs:
                mark = run.style.mark
                assert isinstance(mark, Mark)
                if not mark.colour.is_black and any(one.glyphs for one in run.clusters):
                    yield _run(run, placement, mark.colour)


def _shape(shape: PlacedShape) -> object:
    points = tuple(
        (op, tuple((round(x, 2), round(y, 2)) for x, y in points))
        for op, points in shape.path.segments
    )
    return points, shape.colour, round(shape.stroke, 3), shape.dash


def _run(run: GlyphRun, placed: PlacedLine, colour: Colour) -> _Coloured:
    start = min(cluster.start for cluster in run.clusters)
    end = max(cluster.end for cluster in run.clusters)
    name = f"the text “{placed.line.text[start:end].strip()}” in {colour.name}"
    glyphs = tuple(cluster.glyphs for cluster in run.clusters)
    xs = tuple(round(placed.x + x, 2) for x in run.xs)
    look = (run.face, round(run.size, 2), glyphs, xs, round(placed.baseline, 2), colour)
    return _Coloured(name, look)
