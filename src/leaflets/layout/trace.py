"""Write down what was laid out: a leaflet in, text out, the same text for the same leaflet.

Two spaces of indent a level: leaflet, page, frame, then shapes and lines in painting order, then
the runs of a line from left to right. Every number is a length in points from the top left corner
of the trim, to 0.01 pt; a line stands at its left end and baseline. A run names each glyph as its
font does, ``name@x``, with ``^y`` where the glyph is raised.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from typing import cast
from unicodedata import category

from leaflets.geometry import Rect
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


class Detail(Enum):
    """How far down a trace goes."""

    LINES = "lines"
    GLYPHS = "glyphs"


def trace(leaflet: Leaflet, detail: Detail = Detail.GLYPHS) -> str:
    """Return the trace of ``leaflet``."""
    speech = leaflet.language
    title = f"leaflet {speech.locale} {speech.direction.value} fit {leaflet.fit:.3f}"
    lines = [f"{title} “{leaflet.title}”"]
    for page in leaflet.pages:
        lines += _page(page, detail)
    return "\n".join(lines) + "\n"


def _page(page: Page, detail: Detail) -> Iterator[str]:
    yield f"page {page.name} {_points(page.width, page.height)} bleed {_points(page.bleed)}"
    for frame in page.frames:
        yield f"  frame {frame.name} {_rect(frame.rect)}"
        for placement in page.placements[frame.start : frame.end]:
            yield from _placement(placement, detail)


def _placement(placement: Placement, detail: Detail) -> Iterator[str]:
    if isinstance(placement, PlacedShape):
        yield f"    shape {_shape(placement)}"
        return
    if isinstance(placement, PlacedImage):
        yield f"    picture {_rect(placement.box)} {placement.picture.name}"
        return
    line = placement.line
    text = _visible(line.text[line.start : line.end])
    place = _points(placement.x, placement.baseline)
    yield f"    line {place} width {_points(line.width)} {_sizes(placement)} “{text}”"
    if detail is Detail.GLYPHS:
        yield from (f"      run {_run(run, placement)}" for run in line.runs)


def _shape(shape: PlacedShape) -> str:
    words = [_rect(shape.path.bounds), shape.colour.name]
    if shape.stroke:
        words.append(f"stroke {_points(shape.stroke)}")
    if shape.dash:
        words.append(f"dash {_points(*shape.dash)}")
    return " ".join([*words, f"{len(shape.path.segments)} segments"])


def _sizes(placement: PlacedLine) -> str:
    """Return the size and colour of each stretch of a line, those of equal neighbours once."""
    kinds = (f"{_points(run.size)} {_mark(run).colour.name}" for run in placement.line.runs)
    return ", ".join(dict.fromkeys(kinds))


def _run(run: GlyphRun, placement: PlacedLine) -> str:
    mark = _mark(run)
    words = [run.face.name, _points(run.size), f"level {run.level}", run.style.tag]
    words += [mark.colour.name, *([f"<{mark.link}>"] if mark.link else []), ":"]
    return " ".join([*words, *_glyphs(run, placement.x)])


def _glyphs(run: GlyphRun, left: float) -> Iterator[str]:
    unit = run.size / run.face.upem
    for cluster, x in zip(run.clusters, run.xs, strict=True):
        pen = left + x
        for glyph in cluster.glyphs:
            raised = f"^{_points(glyph.y_offset * unit)}" if glyph.y_offset else ""
            place = _points(pen + glyph.x_offset * unit)
            yield f"{run.face.glyph_name(glyph.index)}@{place}{raised}"
            pen += glyph.advance * unit


def _visible(text: str) -> str:
    """Return ``text`` with its invisible characters written as escapes."""
    return "".join(
        f"\\u{ord(character):04x}" if category(character) in ("Cc", "Cf") else character
        for character in text
    )


def _mark(run: GlyphRun) -> Mark:
    return cast("Mark", run.style.mark)


def _rect(rect: Rect) -> str:
    return _points(rect.x, rect.y, rect.width, rect.height)


def _points(*numbers: float) -> str:
    return " ".join(f"{round(number, 2) + 0.0:.2f}" for number in numbers)
