"""A page of a leaflet in, the same page at another size with its boxes numbered out.

The page stays text and vectors. Its bleed is cut off; each box has a hairline round it and its
numbers beside it, where nothing is printed, or in the margin with a line that leads to it. No line
goes through letters.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import cast

from leaflets.document.colour import Colour
from leaflets.geometry import Path, Rect, rectangle, rounded
from leaflets.language import Direction
from leaflets.layout.page import (
    Mark,
    Page,
    PlacedImage,
    PlacedLine,
    PlacedShape,
    Placement,
)
from leaflets.proof.ink import Ends, beside, edges, glyph_boxes, outline, strokes
from leaflets.proof.spots import Spot, around
from leaflets.proof.words import ACCENT, RULE, WHITE, WRONG, Look, Paragraph, set_lines
from leaflets.text.model import Cluster, GlyphRun, Line
from leaflets.text.typesetter import Typesetter

_SIZE = 5.4
_PAD = 1.4
_BELOW = 20.0
"""Points below the page at which text that is too long is cut off."""
_OUTSIDE = 7.0
"""Points from the page to the numbers in its margin."""


@dataclass(frozen=True, slots=True)
class View:
    """Where a page stands: its top left corner, and how many points one of its points takes."""

    x: float
    y: float
    scale: float

    def rect(self, box: Rect) -> Rect:
        """Return a box of the page where it stands."""
        return Rect(
            self.x + box.x * self.scale,
            self.y + box.y * self.scale,
            box.width * self.scale,
            box.height * self.scale,
        )


@dataclass(frozen=True, slots=True)
class Label:
    """The numbers of a box; ``wrong`` when one of its messages has a problem."""

    text: str
    spot: Spot
    wrong: bool


def small_page(page: Page, view: View, structure: int) -> Iterator[Placement]:
    """Yield what the page holds, as the content of one element of the structure."""
    sheet = view.rect(Rect(0, 0, page.width, page.height))
    yield PlacedShape(rectangle(sheet), WHITE)
    for placement in page.placements:
        if isinstance(placement, PlacedLine):
            if placement.baseline < page.height + _BELOW:
                yield _line(placement, view, structure)
                yield from _blanks(placement, view)
        elif isinstance(placement, PlacedImage):
            yield PlacedImage(placement.picture, view.rect(placement.box), structure)
        else:
            yield _shape(placement, page, view)
    yield PlacedShape(rectangle(sheet), RULE, 0.5)


def _shape(shape: PlacedShape, page: Page, view: View) -> PlacedShape:
    def placed(x: float, y: float) -> tuple[float, float]:
        x, y = min(max(x, 0.0), page.width), min(max(y, 0.0), page.height)
        return view.x + x * view.scale, view.y + y * view.scale

    dash = tuple(length * view.scale for length in shape.dash)
    path, stroke = shape.path.mapped(placed), shape.stroke * view.scale
    return PlacedShape(path, shape.colour, stroke, dash)


def _line(placed: PlacedLine, view: View, structure: int) -> PlacedLine:
    line = placed.line
    runs = tuple(one for run in line.runs if (one := _run(run, view.scale)).clusters)
    smaller = replace(line, runs=runs, width=line.width * view.scale)
    x, y = view.x + placed.x * view.scale, view.y + placed.baseline * view.scale
    return PlacedLine(smaller, x, y, structure)


def _run(run: GlyphRun, scale: float) -> GlyphRun:
    """Return a run at another size, without what its face cannot show and without links."""
    colour = cast("Mark", run.style.mark).colour
    places = zip(run.clusters, run.xs, run.widths, strict=True)
    kept = [(cluster, x, width) for cluster, x, width in places if not _is_blank(cluster)]
    return replace(
        run,
        size=run.size * scale,
        style=replace(run.style, mark=Mark(colour)),
        clusters=tuple(cluster for cluster, _, _ in kept),
        xs=tuple(x * scale for _, x, _ in kept),
        widths=tuple(width * scale for _, _, width in kept),
    )


def _is_blank(cluster: Cluster) -> bool:
    return any(glyph.index == 0 for glyph in cluster.glyphs)


def _blanks(placed: PlacedLine, view: View) -> Iterator[PlacedShape]:
    """Yield a box for each character that no face has."""
    for run in placed.line.runs:
        for cluster, x, width in zip(run.clusters, run.xs, run.widths, strict=True):
            if _is_blank(cluster):
                size = 0.7 * run.size
                box = view.rect(Rect(placed.x + x, placed.baseline - size, max(width, 2.0), size))
                yield PlacedShape(rectangle(box), WRONG, 1.2)


def numbered(
    page: Page, labels: Sequence[Label], view: View, typesetter: Typesetter
) -> Iterator[Placement]:
    """Yield the hairlines and numbers of the boxes of ``page``."""
    labels = [one for one in labels if one.spot.rect.y < page.height]
    placed = [one for one in page.placements if isinstance(one, PlacedLine)]
    letters = {id(one): [view.rect(box) for box in glyph_boxes(one)] for one in placed}
    ink = [box for boxes in letters.values() for box in boxes]
    boxes = [outline(_text(label.spot, letters, view), ink) for label in labels]
    for label, box in zip(labels, boxes, strict=True):
        path = edges(box, ink)
        if path is not None:
            yield PlacedShape(path, WHITE, 0.7)  # to be seen on dark grounds
            yield PlacedShape(path, _colour(label), 0.9 if label.wrong else 0.25)
    held = [around(boxes) for boxes in letters.values() if boxes]
    held += [view.rect(label.spot.rect) for label in labels if not label.spot.lines]
    shapes = [one for one in page.placements if isinstance(one, PlacedShape)]
    drawn = [view.rect(one.path.bounds) for one in shapes]
    there = _Held(view.rect(Rect(0, 0, page.width, page.height)), held, drawn, ink)
    tags: list[Placement] = []  # above all lines
    for label, box in zip(labels, boxes, strict=True):
        tag, lead = _numbers(label, box, there, typesetter)
        tags += tag
        yield from lead
    yield from tags


@dataclass(frozen=True, slots=True)
class _Held:
    """What stands on the ``sheet``: texts and numbers, shapes, and each letter."""

    sheet: Rect
    taken: list[Rect]
    drawn: Sequence[Rect]
    ink: Sequence[Rect]

    def besides(self, box: Rect) -> list[Rect]:
        """Return what may not be covered: also shapes, unless ``box`` stands on them."""
        return [*self.taken, *(shape for shape in self.drawn if not _contains(shape, box))]


def _text(spot: Spot, letters: Mapping[int, Sequence[Rect]], view: View) -> Rect:
    """Return the box round the letters of a text; that of the picture where there are none."""
    own = [box for line in spot.lines for box in letters.get(id(line), ())]
    return around(own) if own else view.rect(spot.rect)


def _colour(label: Label) -> Colour:
    return WRONG if label.wrong else ACCENT


def _numbers(
    label: Label, box: Rect, held: _Held, typesetter: Typesetter
) -> tuple[list[Placement], list[Placement]]:
    """Return the numbers of a box, and the line that leads to it where they are in the margin."""
    paragraph = Paragraph(((label.text, Look(_SIZE, 700, WHITE)),), None)
    [line] = set_lines(paragraph, 999, typesetter)
    size = (line.width + 2 * _PAD, _SIZE + 1.2)
    lead: Path | None = None
    there = held.besides(box)
    free = (one for one in _beside(box, size, label) if _free(one, there, held.sheet))
    place = next(free, None)
    if place is None:
        place = _in_margin(box, size, held.sheet, held.taken)
        lead = strokes(list(beside(_lead(place, box), held.ink)))
    held.taken.append(place)
    colour = _colour(label)
    return [*_tag(place, line, colour)], [PlacedShape(lead, colour, 0.35)] if lead else []


def _beside(box: Rect, size: tuple[float, float], label: Label) -> Iterator[Rect]:
    """Yield the places at a box, the start of its first line first."""
    width, height = size
    lines = label.spot.lines
    rtl = bool(lines) and lines[0].line.direction is Direction.RTL
    first = box.y + min(box.height, 12.0) / 2 - height / 2
    last = box.bottom - min(box.height, 12.0) / 2 - height / 2
    left, right = box.x - width, box.right
    sides = (right, left) if rtl else (left, right)
    for y in (first, last):
        for x in sides:
            yield Rect(x, y, width, height)
    ends = (box.right - width, box.x) if rtl else (box.x, box.right - width)
    for y in (box.y - height, box.bottom):
        for x in ends:
            yield Rect(x, y, width, height)


def _contains(outer: Rect, inner: Rect) -> bool:
    middle, foot = inner.x + inner.width / 2, inner.y + inner.height / 2
    return outer.x <= middle <= outer.right and outer.y <= foot <= outer.bottom


def _free(place: Rect, taken: Sequence[Rect], sheet: Rect) -> bool:
    inside = sheet.x - place.width <= place.x and place.right <= sheet.right + place.width
    return inside and not any(place.meets(other) for other in taken)


def _in_margin(box: Rect, size: tuple[float, float], sheet: Rect, taken: Sequence[Rect]) -> Rect:
    """Return a place beside the page, as near to the height of the box as there is one."""
    width, height = size
    on_left = box.x - sheet.x < sheet.right - box.right
    x = sheet.x - _OUTSIDE - width if on_left else sheet.right + _OUTSIDE
    place = Rect(x, box.y, width, height)
    while any(place.meets(other) for other in taken):
        place = place.moved(0, height + 0.6)
    return place


def _lead(place: Rect, box: Rect) -> Ends:
    from_left = place.x < box.x
    start = (place.right if from_left else place.x, place.y + place.height / 2)
    return start, (box.x if from_left else box.right, box.y + box.height / 2)


def _tag(place: Rect, line: Line, colour: Colour) -> Iterator[Placement]:
    radius = place.height / 2.6
    edge = Rect(place.x - 0.4, place.y - 0.4, place.width + 0.8, place.height + 0.8)
    yield PlacedShape(rounded(edge, (radius,) * 4), WHITE)
    yield PlacedShape(rounded(place, (radius,) * 4), colour)
    yield PlacedLine(line, place.x + _PAD, place.y + 0.6 + _SIZE * 0.86, None)
