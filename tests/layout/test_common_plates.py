"""Which leaflets can share their coloured plates, and that the plates say so too."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from leaflets.diagnostics import Diagnostic
from leaflets.document.colour import Colour
from leaflets.edition import Edition
from leaflets.geometry import Rect, rectangle
from leaflets.layout.common_plates import plate_differences
from leaflets.layout.page import Leaflet, Mark, PlacedImage, PlacedShape
from leaflets.layout.raster import Picture
from leaflets.plan import Request, plan
from leaflets.preflight.plates import separate
from leaflets.rooms import Rooms
from leaflets.workspace import Workspace

from ..pdf._leaflet import INK, LEAFLET, PRESS, TEAL, WHITE, text, written

WORKSPACE = Workspace(Path(__file__).parents[2])
BAND = PlacedShape(rectangle(Rect(-10, -10, 450, 200)), TEAL)
DOT = PlacedShape(rectangle(Rect(300, 300, 20, 20)), TEAL)


def sheet(words: str, colour: Colour = INK, *shapes: PlacedShape | PlacedImage) -> Leaflet:
    """Return one page with ``words`` on a coloured band."""
    placed = (BAND, *shapes, *text(words, 60, None, Mark(colour)))
    page = replace(LEAFLET.pages[0], placements=placed)
    return replace(LEAFLET, pages=(page,), structure=LEAFLET.structure[:1], bookmarks=())


def differences(first: Leaflet, second: Leaflet) -> list[str]:
    return list(plate_differences(first, second))


def test_black_text_may_differ() -> None:
    assert differences(sheet("Know the law"), sheet("了解法律")) == []


def test_pictures_must_be_the_same() -> None:
    def shown(samples: bytes) -> PlacedImage:
        return PlacedImage(Picture("x.png", 1, 1, True, samples), Rect(0, 0, 9, 9))

    first, second = (sheet("Law", INK, shown(samples)) for samples in (b"a", b"b"))
    assert differences(first, first) == []
    assert differences(first, second) == ["page front: a picture"]


def test_white_text_is_named() -> None:
    first, second = sheet("Know", WHITE), sheet("Law", WHITE)
    assert differences(first, second) == [
        "page front: the text “Know” in white",
        "page front: lacks the text “Law” in white",
    ]


def test_equal_colour_at_another_place_is_named() -> None:
    moved = replace(DOT, path=DOT.path.placed(1, 0))
    assert differences(sheet("a", INK, DOT), sheet("b", INK, moved)) == [
        "page front: a shape in teal"
    ]


def test_another_order_is_told() -> None:
    white = replace(DOT, colour=WHITE)
    first, second = sheet("a", INK, DOT, white), sheet("a", INK, white, DOT)
    assert differences(first, second) == ["page front: colours are painted in another order"]


@pytest.mark.needs("gs")
def test_the_plates_agree() -> None:
    plates = [
        next(separate(written(PRESS, sheet(words)))).hashes for words in ("Know the law", "了解")
    ]
    same = {name for name in plates[0] if plates[0][name] == plates[1][name]}
    assert same == {"Cyan", "Magenta", "Yellow"}
    white = [
        next(separate(written(PRESS, sheet(words, WHITE)))).hashes for words in ("Know", "了解")
    ]
    assert all(white[0][name] != white[1][name] for name in ("Cyan", "Magenta", "Yellow"))


def test_a_build_names_what_breaks_it() -> None:
    rooms, report = Rooms(WORKSPACE), list[Diagnostic]()
    request = Request(WORKSPACE.out, templates=("numbers-card",), languages=("zh_Hans_CN", "en"))
    said: list[list[str]] = []
    for job in plan(WORKSPACE, request, rooms.campaign, report):
        press = replace(job.campaign.press, black_plate_change=True)
        asked = replace(job, campaign=replace(job.campaign, press=press))
        leaflet = rooms.leaflet(asked, report)
        assert leaflet is not None
        found: list[Diagnostic] = []
        rooms.pdf(asked, Edition.PRESS, leaflet, found)
        said.append([one.message for one in found])
        assert rooms.pdf(asked, Edition.WEB, leaflet, report)
    assert report == []
    assert said[0] == []
    assert all("en cannot share the coloured plates of zh_Hans_CN" in one for one in said[1])
    assert any("the text “" in one for one in said[1])
