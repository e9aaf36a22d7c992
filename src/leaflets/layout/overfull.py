"""A leaflet whose texts do not fit in, the same with every text above all grounds out.

A frame paints its ground where it comes in the format, above whatever ran out of a frame before it:
a text that is too long would look as if it was cut off. Who wants to see it gets the grounds first.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from leaflets.document.format import Format
from leaflets.layout.page import Leaflet, Page, PlacedFrame


def grounds_first(leaflet: Leaflet, paper: Format) -> Leaflet:
    """Return ``leaflet`` with the grounds of all frames below everything else.

    The frames of its pages hold what is laid out in them, without their grounds.
    """
    pages = (
        _page(page, {frame.name for frame in form.frames if frame.fill})
        for page, form in zip(leaflet.pages, paper.pages, strict=True)
    )
    return replace(leaflet, pages=tuple(pages))


def _page(page: Page, filled: Collection[str]) -> Page:
    placements = [page.placements[one.start] for one in page.frames if one.name in filled]
    frames: list[PlacedFrame] = []
    for one in page.frames:
        inside = page.placements[one.start + (one.name in filled) : one.end]
        start = len(placements)
        placements += inside
        frames.append(replace(one, start=start, end=len(placements)))
    placements += page.placements[page.frames[-1].end if page.frames else 0 :]
    return replace(page, placements=tuple(placements), frames=tuple(frames))
