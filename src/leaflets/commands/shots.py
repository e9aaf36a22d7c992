"""The places of a language's messages in, a small picture of each out, for a spreadsheet."""

from __future__ import annotations

from leaflets.gallery.raster import crop, opened, picture
from leaflets.proof.context import Context, Place

_SCALE = 2.0
"""Pixels a point at which pages are drawn."""
_MOST = (320, 180)
"""Pixels of a picture."""


def shots(found: Context) -> dict[tuple[str, str], bytes]:
    """Return PNG files by context and source; a box for several messages has one for each."""
    wanted: dict[tuple[int, int], list[tuple[tuple[str, str], Place]]] = {}
    for (context, source), place in found.places.items():
        if place.shot:
            page = place.shot.sheet, place.shot.page
            wanted.setdefault(page, []).append(((context or "", source), place))
    made: dict[tuple[str, str], bytes] = {}
    for index, content in found.files():
        with opened(content) as document:
            for number, page in enumerate(document):
                there = wanted.get((index, number), ())
                sheet = picture(page, round(page.get_width() * _SCALE)) if there else None
                for key, place in there:
                    if sheet is not None and place.shot is not None:
                        box = place.shot.rect
                        edges = (box.x, box.y, box.right, box.bottom)
                        left, top, right, bottom = (_SCALE * edge for edge in edges)
                        made[key] = crop(sheet, (left, top, right, bottom), _MOST)
    return made
