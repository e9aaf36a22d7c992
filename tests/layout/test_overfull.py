"""A text that runs out of its frame is seen on the grounds of the frames after it."""

from __future__ import annotations

from leaflets.document.colour import Colour
from leaflets.document.format import Format, Frame, PageFormat
from leaflets.geometry import Path, Rect, rectangle
from leaflets.language import Direction, language
from leaflets.layout.overfull import grounds_first
from leaflets.layout.page import Leaflet, Page, PlacedFrame, PlacedLine, PlacedShape
from leaflets.text.model import Line

RIVER = Colour("river", (1, 0.5, 0.4, 0.4), (0, 0.3, 0.3))
TOP, FOOT = Rect(0, 0, 100, 50), Rect(0, 50, 100, 50)


def ground(rect: Rect) -> PlacedShape:
    return PlacedShape(rectangle(rect), RIVER)


def line(words: str, baseline: float) -> PlacedLine:
    text = Line(words, 0, len(words), (), (), 0, 50, 8, 2, Direction.LTR)
    return PlacedLine(text, 0, baseline, 1)


def test_the_grounds_of_all_frames_are_below_all_texts() -> None:
    fits, over, last, mark = line("fits", 10), line("over", 60), line("last", 80), line("mark", 9)
    icon = PlacedShape(Path(ground(TOP).path.segments), RIVER)
    placements = (ground(TOP), fits, icon, over, ground(FOOT), last, mark)
    there = (
        PlacedFrame("a", TOP, 0, 4),
        PlacedFrame("b", FOOT, 4, 6),
        PlacedFrame("c", FOOT, 6, 6),
    )
    page = Page("front", 100, 100, 9, placements, there)
    frames = (Frame("a", TOP, fill="river"), Frame("b", FOOT, fill="river"), Frame("c", FOOT))
    leaflet = Leaflet(language("en"), "t", (page,), (), ())
    paper = Format(100, 100, 9, 11, 4, (PageFormat("front", frames),))
    [done] = grounds_first(leaflet, paper).pages
    assert done.placements == (ground(TOP), ground(FOOT), fits, icon, over, last, mark)
    held = [done.placements[one.start : one.end] for one in done.frames]
    assert held == [(fits, icon, over), (last,), ()]
