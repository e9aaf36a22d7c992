"""Links and bookmarks of the web edition."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace

import pikepdf
import pytest

from leaflets.layout.page import Bookmark, Mark, PlacedLine

from ._leaflet import HEIGHT, LEAFLET, PRESS, TEAL, WEB, text, written


@pytest.fixture
def web() -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(io.BytesIO(written(WEB))) as pdf:
        yield pdf


def linked_lines() -> list[PlacedLine]:
    return [
        placed
        for placed in LEAFLET.pages[0].placements
        if isinstance(placed, PlacedLine) and placed.line.runs[0].style.mark.link
    ]


def test_a_link_over_several_lines_has_an_area_on_each(web: pikepdf.Pdf) -> None:
    lines = linked_lines()
    areas = list(web.pages[0].Annots)
    assert len(areas) == len(lines) == 3
    for placed, area in zip(lines, areas, strict=True):
        left, bottom, right, top = (float(value) for value in area.Rect)
        assert left == pytest.approx(placed.x, abs=0.001)
        assert right >= placed.x + placed.line.width - 3  # all but a trailing space
        baseline = HEIGHT - placed.baseline
        assert (bottom, top) == (baseline - placed.line.descent, baseline + placed.line.ascent)


def test_a_link_is_printed_named_and_borderless(web: pikepdf.Pdf) -> None:
    area = web.pages[0].Annots[0]
    assert area.Subtype == "/Link"
    assert area.F == 4
    assert [int(value) for value in area.Border] == [0, 0, 0]
    assert area.A.S == "/URI"
    assert area.A.URI == "https://example.org/%E7%A6%81%E6%AF%92?a=1&b=(2)"
    words = "a link that is long enough to be broken and so runs over the end of its line"
    assert str(area.Contents) == f"{words} {words}"
    assert area.P.objgen == web.pages[0].objgen


def test_pages_without_links_have_no_annotations(web: pikepdf.Pdf) -> None:
    assert "/Annots" not in web.pages[1]


def test_the_press_file_has_nothing_to_click_on() -> None:
    with pikepdf.open(io.BytesIO(written(PRESS))) as pdf:
        assert "/Outlines" not in pdf.Root
        assert not any("/Annots" in page for page in pdf.pages)


def test_a_link_outside_a_link_element_is_refused() -> None:
    stray = text("stray", 20, 3, Mark(TEAL, "https://example.org", 3))
    page = replace(LEAFLET.pages[0], placements=tuple(stray))
    with pytest.raises(ValueError, match=r"example\.org lies in no Link"):
        written(WEB, replace(LEAFLET, pages=(page, LEAFLET.pages[1])))


def outline(entry: pikepdf.Object) -> list[object]:
    """Return titles and what hangs below them, checking the chain on the way."""
    found: list[object] = []
    before = None
    child = entry.get("/First")
    while child is not None:
        assert child.Parent.objgen == entry.objgen
        assert ("/Prev" in child) == (before is not None)
        assert before is None or child.Prev.objgen == before.objgen
        found.append((str(child.Title), outline(child)))
        before, child = child, child.get("/Next")
    assert before is None or entry.Last.objgen == before.objgen
    return found


def test_bookmarks_nest_by_level_and_may_skip_one(web: pikepdf.Pdf) -> None:
    assert outline(web.Root.Outlines) == [
        ("Know the law", [("تفاصيل", []), ("Part", [])]),
        ("What you can do", []),
    ]
    assert web.Root.Outlines.Count == 4
    assert web.Root.Outlines.First.Count == 2


def test_a_bookmark_leads_to_the_top_of_its_heading(web: pikepdf.Pdf) -> None:
    place = web.Root.Outlines.Last.Dest
    assert place[0].objgen == web.pages[1].objgen
    assert (str(place[1]), float(place[3])) == ("/XYZ", HEIGHT - 40)


def test_no_bookmarks_no_outline() -> None:
    with pikepdf.open(io.BytesIO(written(WEB, replace(LEAFLET, bookmarks=())))) as pdf:
        assert "/Outlines" not in pdf.Root


def test_bookmarks_may_begin_below_the_first_level() -> None:
    marks = (Bookmark(2, "b", 0, 0.0), Bookmark(1, "a", 0, 0.0))
    with pikepdf.open(io.BytesIO(written(WEB, replace(LEAFLET, bookmarks=marks)))) as pdf:
        assert outline(pdf.Root.Outlines) == [("b", []), ("a", [])]
