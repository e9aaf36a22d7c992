"""The safe distance of every text from the edges of the paper.

Input: a finished leaflet, its document and the format's safe distance; output: a diagnostic for
each text nearer to the trim. A cutter may be a millimetre or two beside its line.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from leaflets.diagnostics import Diagnostic
from leaflets.document.nodes import Document
from leaflets.geometry import Rect
from leaflets.layout.memory import Memory
from leaflets.layout.page import Leaflet, Page, PlacedLine
from leaflets.layout.sources import place, source, sources
from leaflets.recall import Same
from leaflets.text.model import GlyphRun
from leaflets.units import to_mm

_ROUNDING = 0.1


def safety_faults(
    leaflet: Leaflet, document: Document, safe: float, memory: Memory
) -> Iterator[Diagnostic]:
    """Yield an error for each text that comes nearer to the trim than ``safe`` points."""
    told: set[int | None] = set()
    for page in leaflet.pages:
        for line in page.placements:
            if not isinstance(line, PlacedLine) or line.structure in told:
                continue
            distance = memory.distances(Same(line), partial(_distance, page, line))
            if distance < safe - _ROUNDING:
                told.add(line.structure)
                words, location = source(line, sources(document))
                message = (
                    f"{place(page, line)}: “{words}” comes within {to_mm(distance):.1f} mm of the "
                    f"edge, and needs {to_mm(safe):.1f} mm"
                )
                hint = "move or enlarge its frame in template.yaml, or shorten the text"
                yield Diagnostic(location, message, hint)


def _distance(page: Page, line: PlacedLine) -> float:
    """Return the distance in points of a line's ink from the nearest edge of the trim."""
    boxes = [box for run in line.line.runs for box in _ink(run, line)]
    if not boxes:
        return page.width
    sides = (min(box.x, box.y, page.width - box.right, page.height - box.bottom) for box in boxes)
    return min(sides)


def _ink(run: GlyphRun, line: PlacedLine) -> Iterator[Rect]:
    """Yield the box of each glyph's outline on the page."""
    scale = run.size / run.face.upem
    for cluster, x in zip(run.clusters, run.xs, strict=True):
        pen = line.x + x
        for glyph in cluster.glyphs:
            box = run.face.outline_box(glyph.index)
            left = pen + (glyph.x_offset + box.x) * scale
            top = line.baseline - (glyph.y_offset - box.y) * scale
            if box.width:
                yield Rect(left, top, box.width * scale, box.height * scale)
            pen += glyph.advance * scale
