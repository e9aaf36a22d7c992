"""The trace of a page laid out by hand."""

from __future__ import annotations

from pathlib import Path

from leaflets.document.colour import Colour
from leaflets.fonts.face import Face
from leaflets.geometry import Rect, rectangle
from leaflets.language import Direction, language
from leaflets.layout.page import Leaflet, Mark, Page, PlacedFrame, PlacedLine, PlacedShape
from leaflets.layout.trace import Detail, trace
from leaflets.text.model import Cluster, Glyph, GlyphRun, Line, TextStyle

RED = Colour("kapok", (0, 1, 1, 0), (1, 0, 0))


class Named(Face):
    """A face that opens no file: 1000 units to the em, glyphs called g1, g2 ..."""

    upem = 1000

    def glyph_name(self, glyph: int) -> str:
        return f"g{glyph}"

    name = "Named"


def leaflet() -> Leaflet:
    style = TextStyle(10.0, tag="en", mark=Mark(RED, "tel:110"))
    clusters = (
        Cluster(0, 1, (Glyph(1, 500),)),
        Cluster(1, 3, (Glyph(2, 0, 100, 300), Glyph(3, 250))),
    )
    run = GlyphRun(Named(Path("named.ttf")), 10.0, 0, style, clusters, (0.0, 5.004), (5.0, 2.5))
    line = Line("ab\u200e", 0, 3, (0,) * 3, (run,), 0.0, 7.504, 8.0, 2.0, Direction.LTR)
    shapes = (
        PlacedShape(rectangle(Rect(-0.001, 1, 2, 3)), RED),
        PlacedShape(rectangle(Rect(0, 0, 9, 9)), RED, 0.5, (2.0, 1.0)),
    )
    frames = (
        PlacedFrame("top", Rect(0, 0, 50, 20), 0, 2),
        PlacedFrame("end", Rect(0, 20, 50, 9), 2, 3),
    )
    page = Page("front", 50.0, 60.0, 8.504, (*shapes, PlacedLine(line, 4.0, 30.0, None)), frames)
    return Leaflet(language("en"), "Know", (page,), (), (), 0.5)


LINES = """\
leaflet en ltr fit 0.500 “Know”
page front 50.00 60.00 bleed 8.50
  frame top 0.00 0.00 50.00 20.00
    shape 0.00 1.00 2.00 3.00 kapok 5 segments
    shape 0.00 0.00 9.00 9.00 kapok stroke 0.50 dash 2.00 1.00 5 segments
  frame end 0.00 20.00 50.00 9.00
    line 4.00 30.00 width 7.50 10.00 kapok “ab\\u200e”
"""
RUN = "      run Named 10.00 level 0 en kapok <tel:110> : g1@4.00 g2@10.00^3.00 g3@9.00\n"


def test_a_trace_of_lines_tells_pages_frames_shapes_and_lines() -> None:
    assert trace(leaflet(), Detail.LINES) == LINES


def test_a_full_trace_tells_glyphs_too() -> None:
    assert trace(leaflet()) == LINES + RUN
