"""Page boundaries and the marks outside them."""

from __future__ import annotations

import io
from dataclasses import replace

import pikepdf
import pytest

from leaflets.pdf.boxes import SLUG, page_boxes
from leaflets.pdf.colour import PressInks
from leaflets.pdf.marks import printer_marks

from ._leaflet import BLEED, HEIGHT, LEAFLET, PRESS, WEB, WIDTH, written

MARKED = replace(PRESS, marks=True)


def corners(page: pikepdf.Page, key: str) -> list[float]:
    return [float(value) for value in page.obj[key]]


def test_a_web_page_is_its_trim() -> None:
    with pikepdf.open(io.BytesIO(written(WEB))) as pdf:
        for page in pdf.pages:
            assert corners(page, "/MediaBox") == [0, 0, WIDTH, HEIGHT]
            assert not {"/BleedBox", "/TrimBox", "/CropBox"} & set(page.obj.keys())


@pytest.mark.parametrize("settings", [PRESS, MARKED])
def test_press_boxes_lie_in_each_other(settings: object) -> None:
    with pikepdf.open(io.BytesIO(written(settings))) as pdf:  # type: ignore[arg-type]
        for page in pdf.pages:
            media, bleed, trim = (corners(page, f"/{key}Box") for key in ("Media", "Bleed", "Trim"))
            margin = BLEED + (SLUG if settings == MARKED else 0)
            assert media[:2] == [0, 0]
            assert media[2:] == pytest.approx([WIDTH + 2 * margin, HEIGHT + 2 * margin], abs=0.002)
            assert [a - b for a, b in zip(trim, bleed, strict=True)] == pytest.approx(
                [BLEED, BLEED, -BLEED, -BLEED], abs=0.002
            )
            assert [trim[2] - trim[0], trim[3] - trim[1]] == pytest.approx(
                [WIDTH, HEIGHT], abs=0.002
            )
            assert "/CropBox" not in page.obj
            assert "/ArtBox" not in page.obj


def test_content_moves_with_the_trim() -> None:
    with pikepdf.open(io.BytesIO(written(PRESS))) as pdf:
        operands, operator = pikepdf.parse_content_stream(pdf.pages[0])[0]
        assert str(operator) == "cm"
        trim = corners(pdf.pages[0], "/TrimBox")
        assert [float(value) for value in operands] == [1, 0, 0, 1, trim[0], trim[1]]


def test_marks_stand_between_bleed_and_medium() -> None:
    page = LEAFLET.pages[0]
    boxes = page_boxes(page, MARKED)
    drawn = printer_marks(boxes, PressInks())
    with pikepdf.new() as pdf:
        steps = pikepdf.parse_content_stream(pdf.make_stream(drawn.encode()))
    ends = [
        (float(operands[i]), float(operands[i + 1]))
        for operands, operator in steps
        if str(operator) in {"m", "l", "c"}
        for i in range(0, len(operands), 2)
    ]
    assert len(ends) == 8 * 2 + 4 * (2 * 2 + 1 + 4 * (3 + 1))
    for x, y in ends:
        outside = max(-x, x - WIDTH, -y, y - HEIGHT)
        assert BLEED < outside < BLEED + SLUG


def test_crop_marks_point_at_the_trim_on_every_plate() -> None:
    drawn = printer_marks(page_boxes(LEAFLET.pages[0], MARKED), PressInks())
    assert drawn.startswith("/OP gs /S0 CS 1 SCN\n0.25 w\n[] 0 d\n")
    lines = drawn.splitlines()[3:19]
    starts = [tuple(map(float, line.split()[:2])) for line in lines[::2]]
    assert {x for x, _ in starts[:4]} == {0.0, WIDTH}
    assert {y for _, y in starts[4:]} == {0.0, HEIGHT}


def test_marks_are_the_print_shops_choice() -> None:
    with pikepdf.open(io.BytesIO(written(MARKED))) as marked:
        spaces = marked.pages[0].Resources.ColorSpace
        assert {str(space[1]) for space in spaces.values()} == {"/All", "/Die line"}
    with pikepdf.open(io.BytesIO(written(PRESS))) as bare:
        spaces = bare.pages[0].Resources.ColorSpace
        assert {str(space[1]) for space in spaces.values()} == {"/Die line"}
