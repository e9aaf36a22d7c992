"""The contrast of every text with what is printed below it.

Input: a finished leaflet and its document; output: a diagnostic for each text whose colour is too
near its ground. The ground of a character is the topmost filled shape that covers its middle, or
the white paper. How much is asked is the type role's (WCAG 2.2, 1.4.3 and 1.4.6: 4.5 at the least,
7 for what is read line by line); the standard's leave for large letters is not taken. Pictures are
not judged, and spot inks (a die line) are no ground.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import cast

from leaflets.diagnostics import Diagnostic
from leaflets.document.colour import Colour, contrast
from leaflets.document.nodes import Document
from leaflets.document.theme import Theme
from leaflets.geometry import Point, Rect
from leaflets.layout.coverage import Area, area
from leaflets.layout.memory import Memory
from leaflets.layout.page import Leaflet, Mark, Page, PlacedLine, PlacedShape
from leaflets.layout.sources import Sources, place, source, sources
from leaflets.recall import Same
from leaflets.text.model import GlyphRun

_PAPER = Colour("paper", (0.0, 0.0, 0.0, 0.0), (1.0, 1.0, 1.0))
_MIDDLE = 0.3
"""Of the em: how far the middle of a character stands above the baseline."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A text's colour on its ground, with the least ratio that it needs."""

    colour: Colour
    ground: Colour
    least: float

    @property
    def is_enough(self) -> bool:
        return contrast(self.colour, self.ground) >= self.least


def contrast_faults(
    leaflet: Leaflet, document: Document, theme: Theme, memory: Memory
) -> Iterator[Diagnostic]:
    """Yield an error for each text, colour and ground that are too near each other."""
    told: set[tuple[int | None, Pair]] = set()
    for page in leaflet.pages:
        for line, pair in _too_near(page, memory):
            if (line.structure, pair) not in told:
                told.add((line.structure, pair))
                where = f"theme {theme.name}, {place(page, line)}"
                yield _fault(line, pair, sources(document), where)


def _too_near(page: Page, memory: Memory) -> Iterator[tuple[PlacedLine, Pair]]:
    """Yield every line of the page with each pair of its colours that is not enough."""
    below: list[tuple[Rect, PlacedShape]] = []
    for placement in page.placements:
        if isinstance(placement, PlacedLine):
            under = [shape for box, shape in reversed(below) if _meets(box, placement)]
            make = partial(_faint, placement, under)
            for pair in memory.faint(Same(placement, *under), make):
                yield placement, pair
        elif isinstance(placement, PlacedShape) and _is_ground(placement):
            box = memory.bounds(Same(placement), partial(getattr, placement.path, "bounds"))
            below.append((box, placement))


def _is_ground(shape: PlacedShape) -> bool:
    return not shape.stroke and not shape.colour.spot


def _faint(line: PlacedLine, under: Sequence[PlacedShape]) -> tuple[Pair, ...]:
    """Return the pairs of colours of ``line`` that are too near; ``under`` it, topmost first."""
    near = [(area(shape.path), shape.colour) for shape in under]
    pairs = (
        Pair(mark.colour, ground, mark.contrast)
        for run in line.line.runs
        for mark in (cast(Mark, run.style.mark),)
        for ground in dict.fromkeys(_ground(point, near) for point in _middles(run, line))
    )
    return tuple(pair for pair in pairs if not pair.is_enough)


def _meets(box: Rect, line: PlacedLine) -> bool:
    top, bottom = line.baseline - line.line.ascent, line.baseline + line.line.descent
    beside = box.right < line.x or box.x > line.x + line.line.width
    return not beside and box.y <= bottom and box.bottom >= top


def _middles(run: GlyphRun, line: PlacedLine) -> Iterator[Point]:
    """Yield the middle of each character that shows."""
    for cluster, x, width in zip(run.clusters, run.xs, run.widths, strict=True):
        text = line.line.text[cluster.start : cluster.end]
        if cluster.glyphs and (text.strip() or cluster.start == cluster.end):  # an added hyphen
            yield line.x + x + width / 2, line.baseline - _MIDDLE * run.size


def _ground(point: Point, near: list[tuple[Area, Colour]]) -> Colour:
    """Return the colour of the first of ``near``, topmost first, that covers the point."""
    return next((colour for place, colour in near if place.covers(point)), _PAPER)


def _fault(line: PlacedLine, pair: Pair, known: Sources, where: str) -> Diagnostic:
    words, location = source(line, known)
    ratio = contrast(pair.colour, pair.ground)
    message = (
        f"{where}: “{words}” in {pair.colour.name} on {pair.ground.name} has a "
        f"contrast of {ratio:.1f}, and needs {pair.least:g}"
    )
    hint = f"give it another colour, or change `{pair.colour.name}` or its ground in the theme"
    return Diagnostic(location, message, hint)
