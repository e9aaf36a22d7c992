"""What a print shop reads beside the sheet: the job in words, the plates, a colour bar, the folds.

Input: a finished leaflet; output: the same with these things outside the bleed, in the 10 mm that
marks have there. Each plate is named in its own ink, so that its name stands on that plate alone.
Crop and register marks are drawn by ``pdf.marks``; the middle of each side is left to them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from leaflets.document.colour import Colour
from leaflets.geometry import Op, Path, Rect, rectangle
from leaflets.language import language
from leaflets.layout.page import Leaflet, Mark, Page, PlacedLine, PlacedShape, Placement
from leaflets.text.model import TextSpan, TextStyle
from leaflets.text.typesetter import Setting, Typesetter
from leaflets.units import mm

_SIZE, _LEADING, _MOST_LINES = 5.5, 6.5, 3
_CORNER = mm(8)
"""From the corner of the trim: crop marks stand there."""
_MIDDLE = mm(5)
"""To each side of the middle, where a register mark stands."""
_PATCH = mm(4)
_NEAR, _FAR = mm(1), mm(6)
"""Where a fold mark begins and ends, from the bleed outward; the like of crop marks."""
_INKS = (
    Colour("Cyan", (1.0, 0.0, 0.0, 0.0), (0.0, 0.62, 0.89)),
    Colour("Magenta", (0.0, 1.0, 0.0, 0.0), (0.9, 0.0, 0.49)),
    Colour("Yellow", (0.0, 0.0, 1.0, 0.0), (1.0, 0.93, 0.0)),
    Colour("Black", (0.0, 0.0, 0.0, 1.0), (0.0, 0.0, 0.0)),
)
_ALL = Colour("registration", (1.0, 1.0, 1.0, 1.0), (0.0, 0.0, 0.0), spot="All")


def slugged(
    leaflet: Leaflet, words: str, folds: Sequence[Sequence[float]], typesetter: Typesetter
) -> Leaflet:
    """Return ``leaflet`` with ``words`` and side on each page; ``folds`` are the x of each page."""
    count = len(leaflet.pages)
    pages = (
        _page(page, f"{words}, side {number} of {count} ({page.name})", lines, typesetter)
        for number, (page, lines) in enumerate(zip(leaflet.pages, folds, strict=True), start=1)
    )
    return replace(leaflet, pages=tuple(pages))


def _page(page: Page, words: str, folds: Sequence[float], typesetter: Typesetter) -> Page:
    black = _INKS[-1]
    left = [TextSpan(words, _style(black))]
    right = [TextSpan(f"{ink.spot or ink.name} ", _style(ink)) for ink in (*_INKS, *_spots(page))]
    half = page.width / 2
    placements = (
        *page.placements,
        *_text(page, left, (_CORNER, half - _MIDDLE), typesetter),
        *_text(page, right, (half + _MIDDLE, page.width - _CORNER), typesetter),
        *_colour_bar(page),
        *(mark for x in folds for mark in _fold(page, x)),
    )
    return replace(page, placements=placements)


def _spots(page: Page) -> list[Colour]:
    """Return the spot inks that shapes of a page have, such as that of its die line."""
    shapes = (one for one in page.placements if isinstance(one, PlacedShape))
    return list({one.colour.spot: one.colour for one in shapes if one.colour.spot}.values())


def _style(ink: Colour) -> TextStyle:
    return TextStyle(_SIZE, tag="en", mark=Mark(ink))


def _text(
    page: Page, spans: Sequence[TextSpan], room: tuple[float, float], typesetter: Typesetter
) -> Iterator[Placement]:
    """Yield the lines below the foot, between two x; a card too narrow for all has the first."""
    start, end = room
    set_text = typesetter.paragraph(spans, Setting(language("en"), end - start))
    first = page.height + page.bleed + mm(3)
    for number, line in enumerate(set_text.lines[:_MOST_LINES]):
        yield PlacedLine(line, start + line.x, first + number * _LEADING, None)


def _colour_bar(page: Page) -> Iterator[PlacedShape]:
    """Yield patches of each ink, solid and half, above the head as far as there is room."""
    x = _CORNER
    for ink in (*_INKS, *(_half(ink) for ink in _INKS)):
        if x + _PATCH < page.width / 2 - _MIDDLE:
            patch = Rect(x, -page.bleed - mm(3) - _PATCH, _PATCH, _PATCH)
            yield PlacedShape(rectangle(patch), ink)
        x += _PATCH


def _half(ink: Colour) -> Colour:
    c, m, y, k = (part / 2 for part in ink.cmyk)
    return replace(ink, cmyk=(c, m, y, k))


def _fold(page: Page, x: float) -> Iterator[PlacedShape]:
    """Yield a dashed line above the head and one below the foot."""
    for edge, away in ((0.0, -1.0), (page.height, 1.0)):
        near, far = (edge + away * (page.bleed + length) for length in (_NEAR, _FAR))
        path = Path(((Op.MOVE, ((x, near),)), (Op.LINE, ((x, far),))))
        yield PlacedShape(path, _ALL, 0.25, (2.0, 1.0))
