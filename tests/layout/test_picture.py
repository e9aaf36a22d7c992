"""QR codes keep their module and their quiet zone, and say when their box is too small; rasters
keep their ratio inside the box that they are given."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from leaflets.diagnostics import Location
from leaflets.document.colour import Colour
from leaflets.document.nodes import Code, Document, Element, Raster
from leaflets.document.style import Style, Width
from leaflets.document.theme import Theme
from leaflets.fonts.book import FontBook
from leaflets.geometry import Path as Outline
from leaflets.language import language
from leaflets.layout.context import Context
from leaflets.layout.fragment import Fragment, ImagePart, ShapePart
from leaflets.layout.picture import code_fragment, raster_fragment
from leaflets.layout.raster import Picture
from leaflets.layout.structure import build_structure
from leaflets.text.typesetter import Typesetter
from leaflets.units import mm

SHORT = "https://a.example"
LONG = SHORT + "/" + "x" * 300
ROOM = mm(28)
QUIET_ZONE = 4
"""Modules (ISO/IEC 18004, 6.3.8)."""

LEAST_MODULE = mm(0.4)
PINK = Colour("pink", (0, 0.5, 0, 0), (1, 0.5, 0.5))


def context(**more: Any) -> Context:
    theme = Theme("t", {"ink": PINK, "white": PINK}, {}, {}, {}, {}, "icons", frozenset())
    typesetter = Typesetter(FontBook({}, {}, Path(), "theme.yaml"))
    structure = build_structure(Document("t"))
    known = (theme, typesetter, language("en"), structure, lambda name: Outline(()), 4.0)
    return Context(*known, **more)


def fragment(content: str, room: float = ROOM, width: float = ROOM) -> Fragment:
    node = Code(Element("qr", (), Location("templates/t/t.xml.j2", 9)), content, "where")
    return code_fragment(node, Style(width=width), room, context())


def parts(code: Fragment) -> tuple[ShapePart, ShapePart]:
    ground, dark = code.parts
    assert isinstance(ground, ShapePart)
    assert isinstance(dark, ShapePart)
    return ground, dark


def module(dark: ShapePart) -> float:
    corners = [points[0] for _, points in dark.path.segments[:3]]
    return corners[2][1] - corners[1][1]


def test_a_code_fills_its_box_with_its_quiet_zone() -> None:
    code = fragment(SHORT)
    ground, dark = parts(code)
    assert (code.width, code.height, code.faults) == (ROOM, ROOM, ())
    assert ground.path.bounds.width == pytest.approx(ROOM)
    assert dark.path.bounds.x == pytest.approx(QUIET_ZONE * module(dark))
    assert ROOM - dark.path.bounds.right == pytest.approx(QUIET_ZONE * module(dark))


def test_no_theme_colours_a_code() -> None:
    ground, dark = parts(fragment(SHORT))
    assert (ground.colour.rgb, dark.colour.rgb) == ((1, 1, 1), (0, 0, 0))
    assert (ground.colour.cmyk, dark.colour.cmyk) == ((0, 0, 0, 0), (0, 0, 0, 1))


def test_a_long_address_makes_the_code_larger_never_its_modules_smaller() -> None:
    code = fragment(LONG, room=mm(60))
    assert code.width > ROOM
    assert module(parts(code)[1]) == pytest.approx(LEAST_MODULE)
    assert code.faults == ()


def test_a_code_wider_than_its_box_is_told() -> None:
    (fault,) = fragment(LONG).faults
    assert "an address of 318 characters is " in fault.message
    assert "and its box 28.0 mm" in fault.message
    assert "shorter address" in fault.hint
    assert fault.element.location == Location("templates/t/t.xml.j2", 9)


@pytest.mark.parametrize(
    ("style", "size"),
    [
        (Style(), (72.0, 36.0)),  # 300 pixels an inch
        (Style(width=Width.FIT), (72.0, 36.0)),
        (Style(width=40.0), (40.0, 20.0)),
        (Style(height=40.0), (80.0, 40.0)),
        (Style(width=40.0, height=10.0), (20.0, 10.0)),
        (Style(width=500.0), (90.0, 45.0)),  # no wider than the room
        (Style(height=500.0), (90.0, 45.0)),
    ],
)
def test_a_raster_keeps_its_ratio_in_its_box(style: Style, size: tuple[float, float]) -> None:
    node = Raster(Element("img", (), Location("templates/t/t.xml.j2", 9)), "seal.png")
    pictures = {"seal.png": Picture("seal.png", 300, 150, True, b"")}
    found = raster_fragment(node, style, 90.0, context(pictures=pictures))
    assert (found.width, found.height) == pytest.approx(size)
    (part,) = found.parts
    assert isinstance(part, ImagePart)
    assert (part.width, part.height) == pytest.approx(size)
