"""Shapes as operators."""

from __future__ import annotations

from dataclasses import replace

from leaflets.geometry import Op, Path, Rect, rectangle
from leaflets.layout.page import PlacedShape
from leaflets.pdf.colour import PressInks, ScreenInks
from leaflets.pdf.draw import draw_page, outline
from leaflets.pdf.embed import FontSet

from ._leaflet import DIE, INK, LEAFLET, TEAL, box, text


def operators(*placements: object) -> list[str]:
    page = replace(LEAFLET.pages[0], placements=placements, height=100.0)
    return [segment.operators for segment in draw_page(page, FontSet(), ScreenInks())]


def test_a_rectangle_is_one_operator_turned_upright() -> None:
    assert outline(rectangle(Rect(10, 20, 30, 40)), 100) == "10 80 30 -40 re"


def test_a_hole_keeps_its_winding() -> None:
    outer, inner = rectangle(Rect(0, 0, 9, 9)), rectangle(Rect(3, 3, 3, 3)).mirrored(9)
    assert outline(Path(outer.segments + inner.segments), 9) == "0 9 9 -9 re\n6 6 -3 -3 re"


def test_other_outlines_are_drawn_segment_by_segment() -> None:
    path = Path(
        (
            (Op.MOVE, ((0.0, 0.0),)),
            (Op.LINE, ((10.0, 0.0),)),
            (Op.CURVE, ((10.0, 5.0), (5.0, 10.0), (0.0, 10.0))),
            (Op.CLOSE, ()),
        )
    )
    assert outline(path, 10) == "0 10 m\n10 10 l\n10 5 5 0 0 0 c\nh"


def test_an_open_or_slanted_square_is_no_rectangle() -> None:
    square = rectangle(Rect(0, 0, 9, 9))
    assert "re" not in outline(Path(square.segments[:-1]), 9)
    assert "re" not in outline(square.mapped(lambda x, y: (x + y, y)), 9)
    standing = square.mapped(lambda x, y: (y, x))
    assert "re" not in outline(standing, 9)


def test_neighbours_of_one_colour_say_it_once_and_are_painted_each() -> None:
    first, second, third = operators(
        box(0, 0, 5, 5, INK), box(5, 5, 5, 5, INK), box(0, 0, 5, 5, TEAL)
    )
    assert first == "0.1 0.1 0.1 rg\n0 100 5 -5 re\nf"
    assert second == "5 95 5 -5 re\nf"
    assert third.startswith("0 0.5 0.5 rg\n")


def test_text_between_two_shapes_makes_the_second_say_its_colour_again() -> None:
    drawn = operators(box(0, 0, 5, 5, INK), *text("x", 20, 2), box(0, 0, 5, 5, INK))
    assert drawn[0] == drawn[-1]


def test_a_die_line_is_not_drawn_on_the_screen() -> None:
    die = PlacedShape(rectangle(Rect(0, 0, 5, 5)), DIE, 0.5)
    assert operators(die, box(0, 0, 5, 5, INK)) == operators(box(0, 0, 5, 5, INK))


def test_strokes_say_width_and_dash_only_where_they_change() -> None:
    line = PlacedShape(rectangle(Rect(0, 0, 5, 5)), INK, 0.5, (2.0, 1.0))
    solid = replace(line, dash=())
    first, second, third = operators(line, line, solid)
    assert first == "0.1 0.1 0.1 RG\n0.5 w\n[2 1] 0 d\n0 100 5 -5 re\nS"
    assert second == "0 100 5 -5 re\nS"
    assert third == "[] 0 d\n0 100 5 -5 re\nS"


def test_a_stroke_in_the_colour_of_the_last_fill_says_it_for_itself() -> None:
    line = PlacedShape(rectangle(Rect(0, 0, 5, 5)), INK, 1.0)
    fill, stroke = operators(box(0, 0, 5, 5, INK), line)
    assert fill.startswith("0.1 0.1 0.1 rg\n")
    assert stroke.startswith("0.1 0.1 0.1 RG\n")


def test_a_stroke_after_a_fill_sets_the_overprint_state_again() -> None:
    line = PlacedShape(rectangle(Rect(0, 0, 5, 5)), INK, 1.0)
    shapes = (line, box(0, 0, 5, 5, TEAL), line)
    page = replace(LEAFLET.pages[0], placements=shapes)
    drawn = draw_page(page, FontSet(), PressInks())
    assert drawn[0].operators.startswith("/OP gs 0 0 0 1 K")
    assert drawn[2].operators.startswith("/OP gs 0 0 0 1 K")
