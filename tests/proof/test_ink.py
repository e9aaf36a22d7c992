"""Lines of a proof go round letters: one that goes through words says that they are gone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from leaflets.geometry import Op, Rect
from leaflets.geometry import Path as Outline
from leaflets.layout.page import Page, PlacedLine, PlacedShape
from leaflets.proof.entries import listing
from leaflets.proof.ink import beside, edges, glyph_boxes, outline
from leaflets.proof.picture import Label, View, numbered
from leaflets.proof.survey import Survey, survey
from leaflets.proof.words import ENGLISH, Look, Paragraph, set_lines
from leaflets.workspace import Workspace

ROOT = Path(__file__).parents[2]
HERE = View(0, 0, 1)


@pytest.fixture(scope="module")
def french() -> Survey:
    found = survey(Workspace(ROOT), "fr", [])
    assert found is not None
    return found


def pages(found: Survey) -> Iterator[tuple[Page, list[Label]]]:
    """Yield each page with its boxes, every other of them with a problem."""
    listed = listing(Workspace(ROOT), found)
    for index, sheet in enumerate(found.sheets):
        for number, page in enumerate(sheet.leaflet.pages if sheet.leaflet else ()):
            spots = [one for one in listed.boxes[index] if one.page == number]
            yield page, [Label(str(n), spot, bool(n % 2)) for n, spot in enumerate(spots)]


def lines(path: Outline) -> Iterator[tuple[tuple[float, float], tuple[float, float]]]:
    """Yield the straight lines of a path."""
    first = last = (0.0, 0.0)
    for op, points in path.segments:
        if op is Op.LINE:
            yield last, points[0]
        elif op is Op.CLOSE:
            yield last, first
        else:
            first = points[0]
        last = points[0] if points else first


def crosses(start: tuple[float, float], end: tuple[float, float], ink: Rect) -> bool:
    """Tell whether a line goes through ``ink``, looked at every tenth of a point."""
    steps = int(max(abs(end[0] - start[0]), abs(end[1] - start[1])) * 10) + 1
    at = [
        (start[0] + (end[0] - start[0]) * n / steps, start[1] + (end[1] - start[1]) * n / steps)
        for n in range(steps + 1)
    ]
    return any(ink.x < x < ink.right and ink.y < y < ink.bottom for x, y in at)


@pytest.mark.parametrize("locale", ["fr", "ar", "zh_Hans_CN"])
def test_no_line_of_a_page_goes_through_a_letter(locale: str, french: Survey) -> None:
    found = french if locale == "fr" else survey(Workspace(ROOT), locale, [])
    assert found is not None
    count = 0
    for page, labels in pages(found):
        placed = [one for one in page.placements if isinstance(one, PlacedLine)]
        ink = [box for line in placed for box in glyph_boxes(line)]
        drawn = numbered(page, labels, HERE, found.typesetter)
        shapes = [one for one in drawn if isinstance(one, PlacedShape) and one.stroke]
        count += len(shapes)
        for shape in shapes:
            for start, end in lines(shape.path):
                around = Rect(
                    min(start[0], end[0]) - 1,
                    min(start[1], end[1]) - 1,
                    abs(end[0] - start[0]) + 2,
                    abs(end[1] - start[1]) + 2,
                )
                near = [box for box in ink if box.meets(around)]
                assert not [box for box in near if crosses(start, end, box)]
    assert count > 100


def test_the_box_of_a_letter_is_its_ink(french: Survey) -> None:
    [line] = set_lines(Paragraph((("x.", Look(100)),), None, ENGLISH), 999, french.typesetter)
    x, stop = glyph_boxes(PlacedLine(line, 10, 200, None))
    assert x.y == pytest.approx(200 - 52, abs=2)  # the height of an x
    assert x.bottom == pytest.approx(200, abs=0.5)
    assert stop.height < 20
    assert 10 < x.x < x.right < stop.x


def test_an_edge_stops_half_way_to_its_neighbour() -> None:
    text, above = Rect(0, 10, 50, 10), Rect(20, 0, 50, 9)
    box = outline(text, [text, above, Rect(200, 10, 5, 5)])
    assert box.y == 9.5
    assert box.x == -0.9
    assert box.bottom == 20.9


def test_an_edge_is_left_out_where_letters_are() -> None:
    whole = edges(Rect(0, 0, 100, 20), [])
    assert whole is not None
    assert len(whole.segments) == 5
    parted = edges(Rect(0, 0, 100, 20), [Rect(40, -5, 10, 10)])
    assert parted is not None
    assert not [one for one in lines(parted) if crosses(*one, Rect(40, -5, 10, 10))]
    assert [*beside(((0, 0), (100, 0)), [Rect(-1, -1, 110, 2)])] == []
    slanting = [*beside(((0, 0), (100, 100)), [Rect(50, 50, 10, 10)])]
    assert [start for start, _ in slanting] == [
        (0, 0),
        (pytest.approx(60.45), pytest.approx(60.45)),
    ]


def test_edges_that_are_all_covered_are_none() -> None:
    assert edges(Rect(0, 0, 10, 10), [Rect(-5, -5, 20, 20)]) is None
