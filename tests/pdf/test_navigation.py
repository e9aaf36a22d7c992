"""Links and bookmarks of the web edition."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace

import pikepdf
import pytest

from leaflets.geometry import Rect, rectangle
from leaflets.layout.page import Bookmark, Mark, PlacedLine, PlacedShape, StructureNode

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


def test_a_link_over_several_lines_is_one_with_an_area_on_each(web: pikepdf.Pdf) -> None:
    lines = linked_lines()
    (link,) = web.pages[0].Annots
    points = [float(value) for value in link.QuadPoints]
    quads = [points[at : at + 8] for at in range(0, len(points), 8)]
    assert len(quads) == len(lines) == 3
    for placed, quad in zip(lines, quads, strict=True):
        left, top, right, bottom = quad[0], quad[1], quad[2], quad[5]
        assert quad == [left, top, right, top, left, bottom, right, bottom]
        assert left == pytest.approx(placed.x, abs=0.001)
        assert right >= placed.x + placed.line.width - 3  # all but a trailing space
        baseline = HEIGHT - placed.baseline
        assert (bottom, top) == (baseline - placed.line.descent, baseline + placed.line.ascent)
    xs, ys = points[::2], points[1::2]
    assert [float(value) for value in link.Rect] == [min(xs), min(ys), max(xs), max(ys)]
    element = web.Root.StructTreeRoot.ParentTree.Nums[2 * int(link.StructParent) + 1]
    (found,) = (kid.Obj for kid in element.K if isinstance(kid, pikepdf.Dictionary))
    assert found.objgen == link.objgen


def test_a_figure_in_a_link_is_one() -> None:
    around = StructureNode("Link", 0, link="https://example.org/a")
    index, box = len(LEAFLET.structure), Rect(9, 9, 20, 20)
    figure = StructureNode("Figure", index, "Code", bbox=box, page=1)
    square = PlacedShape(rectangle(box), TEAL, structure=index + 1)
    page = replace(LEAFLET.pages[1], placements=(*LEAFLET.pages[1].placements, square))
    leaflet = replace(
        LEAFLET, pages=(LEAFLET.pages[0], page), structure=(*LEAFLET.structure, around, figure)
    )
    with pikepdf.open(io.BytesIO(written(WEB, leaflet))) as pdf:
        (link,) = pdf.pages[1].Annots
        assert [float(value) for value in link.Rect] == [9, HEIGHT - 29, 29, HEIGHT - 9]
        assert "/QuadPoints" not in link
        assert (str(link.Contents), str(link.A.URI)) == ("Code", "https://example.org/a")
        element = pdf.Root.StructTreeRoot.ParentTree.Nums[2 * int(link.StructParent) + 1]
        inner, reference = element.K
        assert (element.S, inner.S, inner.Alt) == ("/Link", "/Figure", "Code")
        assert reference.Obj.objgen == link.objgen


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
