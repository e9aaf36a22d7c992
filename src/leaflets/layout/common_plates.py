"""Black-plate change: one set of coloured plates for all languages, a black plate for each.

Input: the leaflets of two languages; output: what keeps them from sharing Cyan, Magenta and Yellow.
Full black overprints, so it leaves the other plates as they are. White and gray knock out what is
below them, so they count wherever they may meet colour: not on bare paper, nor on a card of white.
Everything that counts must be the same, at the same place; order matters only where two meet.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations, islice

from leaflets.diagnostics import Diagnostic, Location
from leaflets.document.colour import Colour
from leaflets.document.format import Template
from leaflets.geometry import Rect
from leaflets.layout.coverage import Area, area
from leaflets.layout.page import Leaflet, Mark, Page, PlacedImage, PlacedLine, PlacedShape
from leaflets.text.model import GlyphRun

BLACK = "Black"
_PROCESS = ("Cyan", "Magenta", "Yellow", BLACK)

_HINT = "print it in pure black, or show the same in every language; see docs/press.md"
_UNARRANGED = "its template.yaml has no `black_plate_change`; see docs/press.md"
_SHOWN = 5
"""Differences of a page that are told one by one."""


@dataclass(frozen=True, slots=True)
class _Painted:
    """Something on a page: how a person knows it, all that its look depends on, whether it has
    ink other than black, the box that it stays within, and what it fills from edge to edge."""

    name: str
    look: object
    coloured: bool
    box: Rect = field(compare=False)
    filled: Area | None = field(default=None, compare=False)

    def is_paper_for(self, other: _Painted) -> bool:
        """Whether all of ``other`` lies on this, and this is as bare of colour as paper is."""
        if self.coloured or self.filled is None:
            return False
        box = other.box
        corners = ((x, y) for x in (box.x, box.right) for y in (box.y, box.bottom))
        return all(self.filled.covers(corner) for corner in corners)


def plate_faults(
    leaflet: Leaflet, other: Leaflet, template: Template, place: Location
) -> Iterator[Diagnostic]:
    """Yield what keeps ``leaflet`` from sharing the coloured plates of ``other``; of a template
    that is not arranged for that only the first difference, since all have the same cause."""
    shown = f"{leaflet.language.locale} cannot share the coloured plates of {other.language.locale}"
    hint, differences = _HINT, plate_differences(leaflet, other)
    if template.black_plate is None:
        hint, differences = _UNARRANGED, islice(differences, 1)
    for difference in differences:
        yield Diagnostic(place, f"{shown}: {difference}", hint)


def plate_differences(leaflet: Leaflet, other: Leaflet) -> Iterator[str]:
    """Yield what is on the coloured plates of ``leaflet`` and not on those of ``other``."""
    if [page.name for page in leaflet.pages] != [page.name for page in other.pages]:
        yield "the pages are not the same"
        return
    for page, its in zip(leaflet.pages, other.pages, strict=True):
        mine, theirs = _counting(page), _counting(its)
        own, missing = Counter(mine) - Counter(theirs), Counter(theirs) - Counter(mine)
        names = [one.name for one in own.elements()]
        names += [f"lacks {one.name}" for one in missing.elements() if one.name not in names]
        yield from (f"page {page.name}: {name}" for name in names[:_SHOWN])
        if len(names) > _SHOWN:
            yield f"page {page.name}: {len(names) - _SHOWN} more"
        if not names and _layers(mine) != _layers(theirs):
            yield f"page {page.name}: colours are painted in another order"


def inks(leaflet: Leaflet) -> tuple[str, ...]:
    """Return the inks of ``leaflet``: the process inks in their order, then spot inks."""
    found = {ink for page in leaflet.pages for ink in _inks(page)}
    return (*(one for one in _PROCESS if one in found), *sorted(found - {*_PROCESS}))


def _inks(page: Page) -> Iterator[str]:
    for placement in page.placements:
        if isinstance(placement, PlacedImage):
            yield from (BLACK,) if placement.picture.gray else _PROCESS
            continue
        colours = [placement.colour] if isinstance(placement, PlacedShape) else _colours(placement)
        for colour in colours:
            process = (ink for ink, part in zip(_PROCESS, colour.cmyk, strict=True) if part)
            yield from (colour.spot,) if colour.spot else process


def _colours(placed: PlacedLine) -> list[Colour]:
    return [_mark(run).colour for run in placed.line.runs]


def _counting(page: Page) -> list[_Painted]:
    """Return what the coloured plates of the page depend on, in the order of painting."""
    found: list[_Painted] = []
    for one in _painted(page):
        below = next((under for under in reversed(found) if one.box.meets(under.box)), None)
        if one.coloured or not (below is None or below.is_paper_for(one)):
            found.append(one)
    return found


def _layers(painted: Sequence[_Painted]) -> Counter[tuple[_Painted, _Painted]]:
    """Return every pair of which the second may hide a part of the first."""
    return Counter(pair for pair in combinations(painted, 2) if pair[0].box.meets(pair[1].box))


def _painted(page: Page) -> Iterator[_Painted]:
    """Yield everything but full black."""
    for placement in page.placements:
        if isinstance(placement, PlacedShape):
            if not placement.colour.is_black:
                yield _shape(placement)
        elif isinstance(placement, PlacedImage):
            box, picture = placement.box, placement.picture
            place = tuple(round(one, 2) for one in (box.x, box.y, box.width, box.height))
            yield _Painted("a picture", (picture.name, place), not picture.gray, box)
        else:
            for run in placement.line.runs:
                if not _mark(run).colour.is_black and any(one.glyphs for one in run.clusters):
                    yield _run(run, placement)


def _shape(shape: PlacedShape) -> _Painted:
    points = tuple(
        (op, tuple((round(x, 2), round(y, 2)) for x, y in points))
        for op, points in shape.path.segments
    )
    look = points, shape.colour, round(shape.stroke, 3), shape.dash
    box, half = shape.path.bounds, shape.stroke / 2
    box = Rect(box.x - half, box.y - half, box.width + 2 * half, box.height + 2 * half)
    filled = None if shape.stroke else area(shape.path)
    name = f"a shape in {shape.colour.name}"
    return _Painted(name, look, _is_coloured(shape.colour), box, filled)


def _run(run: GlyphRun, placed: PlacedLine) -> _Painted:
    colour, line = _mark(run).colour, placed.line
    start = min(cluster.start for cluster in run.clusters)
    end = max(cluster.end for cluster in run.clusters)
    name = f"the text “{line.text[start:end].strip()}” in {colour.name}"
    glyphs = tuple(cluster.glyphs for cluster in run.clusters)
    xs = tuple(round(placed.x + x, 2) for x in run.xs)
    look = (run.face, round(run.size, 2), glyphs, xs, round(placed.baseline, 2), colour)
    top = placed.baseline - line.ascent
    box = Rect(placed.x, top, line.width, line.ascent + line.descent)
    return _Painted(name, look, _is_coloured(colour), box)


def _is_coloured(colour: Colour) -> bool:
    return bool(colour.spot) or any(colour.cmyk[:3])


def _mark(run: GlyphRun) -> Mark:
    mark = run.style.mark
    assert isinstance(mark, Mark)
    return mark
