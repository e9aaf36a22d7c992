"""Pictures for a README: leaflets in, small PNG files out.

``fronts.png`` has the first page of the first template in every language side by side,
``templates.png`` that of every template, each in the next language. Few colours keep them small.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import sqrt

from PIL import Image

from leaflets.edition import Edition
from leaflets.gallery.raster import encoded, opened, picture
from leaflets.gallery.shelf import Shelf, Shown

FRONTS, TEMPLATES = "fronts.png", "templates.png"
_WIDTH = 1600
"""Pixels of a picture across."""

_AREA = 200 * 283
"""Pixels of a page in the picture of the templates: all look equally large."""

_GAP = 20
_COLOURS = 128
_GROUND = (226, 226, 224)


def pictures(shelves: Sequence[Shelf]) -> Iterator[tuple[str, bytes]]:
    """Yield names and contents, drawn from the web edition; nothing where there is none."""
    web = [tuple(one for one in shown if one.edition is Edition.WEB) for _, _, shown in shelves]
    groups = [group for group in web if group]
    if groups:
        width = (_WIDTH - _GAP) // len(groups[0]) - _GAP
        yield FRONTS, _png([[_front(one, width) for one in groups[0]]])
        turns = [group[number % len(group)] for number, group in enumerate(groups)]
        yield TEMPLATES, _png(_rows([_front(one) for one in turns]))


def _front(shown: Shown, width: int = 0) -> Image.Image:
    """Return the first page ``width`` pixels wide, or of the common area."""
    with opened(shown.path) as document:
        page = document[0]
        shape = page.get_width() / page.get_height()
        return picture(page, width or round(sqrt(_AREA * shape)))


def _rows(images: Sequence[Image.Image]) -> list[list[Image.Image]]:
    """Return the images in rows that are not wider than the picture."""
    rows: list[list[Image.Image]] = []
    room = 0
    for image in images:
        if not rows or room < image.width + _GAP:
            rows.append([])
            room = _WIDTH - _GAP
        rows[-1].append(image)
        room -= image.width + _GAP
    return rows


def _png(rows: Sequence[Sequence[Image.Image]]) -> bytes:
    """Return the rows one below the other, each in the middle."""
    heights = [max(image.height for image in row) + _GAP for row in rows]
    board = Image.new("RGB", (_WIDTH, sum(heights) + _GAP), _GROUND)
    y = _GAP
    for row, height in zip(rows, heights, strict=True):
        x = (_WIDTH - sum(image.width + _GAP for image in row) + _GAP) // 2
        for image in row:
            board.paste(image, (x, y + (height - _GAP - image.height) // 2))
            x += image.width + _GAP
        y += height
    return encoded(
        board.quantize(_COLOURS, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE),
        "PNG",
        optimize=True,
    )
