"""Grids and rows of plain boxes: no text, no fonts."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, cast

from leaflets.document.colour import Colour
from leaflets.document.style import Flow, Place, Rule, Style, Width
from leaflets.document.theme import Theme
from leaflets.geometry import Rect, rectangle
from leaflets.layout.context import Context
from leaflets.layout.flow import Entry, Room, grid_fragment, row_fragment
from leaflets.layout.fragment import Fragment, ShapePart

INK = Colour("ink", (0, 0, 0, 1), (0, 0, 0))
THEME = Theme("t", {"ink": INK}, {}, {}, {}, {}, "", frozenset())
CONTEXT = Context(THEME, *cast("Any", (None, None, None, None)), 4.0, gutter=10.0)
BOX = Style(gutter=10.0)


def box(height: float, **style: Any) -> Entry:
    """A child as wide as its room, painted as one rectangle."""

    def lay(room: Room) -> Fragment:
        part = ShapePart(rectangle(Rect(0, 0, room.width, height)), 0, 0, room.width, INK)
        return Fragment(room.width, height, (part,), room.width)

    return Entry(replace(Style(), **style), lay)


def places(fragment: Fragment) -> list[tuple[float, float, float]]:
    return [(round(p.x, 3), round(p.y, 3), round(p.width, 3)) for p in fragment.parts]


def test_children_without_a_span_stand_under_one_another() -> None:
    fragment = grid_fragment([box(16), box(16, before=8)], BOX, Room(100, 1), CONTEXT)
    assert places(fragment) == [(0, 0, 100), (0, 24, 100)]
    assert fragment.height == 40


def test_spans_share_a_band_and_the_gutters_between_their_columns() -> None:
    style = replace(BOX, columns=12)
    fragment = grid_fragment([box(16, span=6), box(16, span=6)], style, Room(350, 1), CONTEXT)
    assert places(fragment) == [(0, 0, 170), (180, 0, 170)]


def test_a_child_that_does_not_fit_the_band_begins_the_next() -> None:
    style = replace(BOX, columns=3)
    entries = [box(16, span=2), box(8, span=2)]
    assert [y for _, y, _ in places(grid_fragment(entries, style, Room(100, 1), CONTEXT))] == [
        0,
        16,
    ]


def test_skip_leaves_columns_empty() -> None:
    style = replace(BOX, columns=3)
    fragment = grid_fragment([box(16, skip=1)], style, Room(110, 1), CONTEXT)
    assert places(fragment) == [(40, 0, 70)]


def test_bands_begin_on_the_baseline_grid() -> None:
    fragment = grid_fragment([box(13.5), box(10)], BOX, Room(100, 1), CONTEXT)
    assert [y for _, y, _ in places(fragment)] == [0, 16]


def test_a_rule_between_stands_in_the_middle_of_the_gap() -> None:
    style = replace(BOX, gap=8.0, rule_between=Rule(0.5, "ink"))
    fragment = grid_fragment([box(16), box(16)], style, Room(100, 1), CONTEXT)
    assert [y for _, y, _ in places(fragment)] == [0, 23.75, 32]


def test_extra_space_goes_only_to_gaps_that_stretch() -> None:
    stretched = replace(CONTEXT, extra=4.0)
    stiff = grid_fragment([box(16), box(16)], BOX, Room(100, 1), stretched)
    soft = grid_fragment([box(16), box(16)], replace(BOX, stretch=True), Room(100, 1), stretched)
    assert (stiff.height, stiff.gaps) == (32, 0)
    assert (soft.height, soft.gaps) == (40, 1)


def test_a_row_gives_what_is_left_to_those_that_fill() -> None:
    style = replace(BOX, flow=Flow.ROW, gap=5.0)
    fragment = row_fragment([box(10, width=20.0), box(10)], style, Room(100, 1))
    assert places(fragment) == [(0, 0, 20), (25, 0, 75)]


def test_a_row_of_asked_widths_stands_where_along_says() -> None:
    style = replace(BOX, flow=Flow.ROW, along=Place.END, gap=5.0)
    fragment = row_fragment([box(10, width=20.0), box(10, width=15.0)], style, Room(100, 1))
    assert places(fragment) == [(60, 0, 20), (85, 0, 15)]


def test_across_centres_the_lower_child() -> None:
    style = replace(BOX, flow=Flow.ROW, across=Place.CENTER)
    fragment = row_fragment([box(20, width=20.0), box(10)], style, Room(100, 1))
    assert [y for _, y, _ in places(fragment)] == [0, 5]


def test_a_fitting_child_takes_the_room_that_is_left() -> None:
    fragment = row_fragment([box(10, width=Width.FIT)], replace(BOX, flow=Flow.ROW), Room(80, 1))
    assert places(fragment) == [(0, 0, 80)]
