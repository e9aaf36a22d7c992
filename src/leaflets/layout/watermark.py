"""A leaflet and a face in, the leaflet with DRAFT across every page out.

The word is drawn as outlines in half black, in front of everything, and hides nothing; it is an
artifact, so nobody reads or copies it as text. It turns upward by the page's own diagonal.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace

from leaflets.document.colour import Colour
from leaflets.fonts.face import Face
from leaflets.geometry import Path
from leaflets.layout.page import Leaflet, Page, PlacedShape

WORD = "DRAFT"
_GREY = Colour("draft", (0.0, 0.0, 0.0, 0.5), (0.5, 0.5, 0.5))
_SHARE = 0.7
"""How much of the diagonal the word takes."""
_STROKE = 1.5


def watermarked(leaflet: Leaflet, face: Face) -> Leaflet:
    """Return ``leaflet`` with the mark on each page, as its last placements."""
    return replace(leaflet, pages=tuple(_marked(page, face) for page in leaflet.pages))


def _marked(page: Page, face: Face) -> Page:
    shapes = tuple(PlacedShape(path, _GREY, _STROKE) for path in _letters(page, face))
    return replace(page, placements=(*page.placements, *shapes))


def _letters(page: Page, face: Face) -> Iterator[Path]:
    glyphs = [glyph for letter in WORD if (glyph := face.glyph(letter)) is not None]
    width = sum(map(face.advance, glyphs))
    if not width:
        return
    scale = _SHARE * math.hypot(page.width, page.height) / width
    turn = math.atan2(page.height, page.width)
    cosine, sine = math.cos(turn), math.sin(turn)
    pen = -width * scale / 2
    drop = scale * face.upem / 3  # about half a capital's height below the middle

    def turned(x: float, y: float) -> tuple[float, float]:
        return page.width / 2 + x * cosine + y * sine, page.height / 2 - x * sine + y * cosine

    for glyph in glyphs:
        yield face.outline(glyph).placed(pen, drop, scale).mapped(turned)
        pen += face.advance(glyph) * scale
