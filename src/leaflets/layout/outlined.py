"""Turn the text of a leaflet into shapes, for print shops that take no fonts (转曲).

Input: a leaflet; output: the same leaflet with each glyph as an outline where it stood. Text that
is no text has no structure, so this is for the press edition alone. Colours stay as they are, and
black still overprints.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from leaflets.layout.page import (
    Leaflet,
    Mark,
    Page,
    PlacedImage,
    PlacedLine,
    PlacedShape,
    Placement,
)
from leaflets.text.model import GlyphRun


def outlined(leaflet: Leaflet) -> Leaflet:
    """Return ``leaflet`` without any text in it that a font would draw."""
    return replace(leaflet, pages=tuple(_page(page) for page in leaflet.pages))


def _page(page: Page) -> Page:
    shapes = tuple(shape for one in page.placements for shape in _shapes(one))
    return replace(page, placements=shapes, frames=())  # frames count the placements there were


def _shapes(placement: Placement) -> Iterator[PlacedShape | PlacedImage]:
    if not isinstance(placement, PlacedLine):
        yield placement
        return
    for run in placement.line.runs:
        yield from _glyphs(run, placement)


def _glyphs(run: GlyphRun, placed: PlacedLine) -> Iterator[PlacedShape]:
    """Yield the glyphs of a run that show something; offsets are font units, y upward."""
    mark = run.style.mark
    assert isinstance(mark, Mark)
    scale = run.size / run.face.upem
    for cluster, left in zip(run.clusters, run.xs, strict=True):
        pen = placed.x + left
        for glyph in cluster.glyphs:
            path = run.face.outline(glyph.index)
            if path.segments:
                x = pen + glyph.x_offset * scale
                y = placed.baseline - glyph.y_offset * scale
                yield PlacedShape(path.placed(x, y, scale), mark.colour)
            pen += glyph.advance * scale
