"""Which leaflets can share their coloured plates, and that the plates say so too."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from leaflets.diagnostics import Diagnostic
from leaflets.document.colour import Colour
from leaflets.edition import Edition
from leaflets.geometry import Rect, rectangle
from leaflets.layout.common_plates import inks, plate_differences
from leaflets.layout.page import Leaflet, Mark, PlacedImage, PlacedShape
from leaflets.layout.raster import Picture
from leaflets.plan import Request, plan
from leaflets.preflight.plates import separate
from leaflets.rooms import Rooms
from leaflets.workspace import Workspace

from ..pdf._leaflet import DIE, INK, LEAFLET, PRESS, TEAL, WHITE, text, written

WORKSPACE = Workspace(Path(__file__).parents[2])
BAND = PlacedShape(rectangle(Rect(-10, -10, 450, 200)), TEAL)
CARD = PlacedShape(rectangle(Rect(20, 20, 100, 60)), WHITE)
GOLD = Colour("gold", (0.0, 0.2, 0.8, 0.0), (1.0, 0.8, 0.2))
GREY = Colour("grey", (0.0, 0.0, 0.0, 0.85), (0.3, 0.3, 0.3))
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
    gold = replace(DOT, colour=GOLD)
    first, second = sheet("a", INK, DOT, gold), sheet("a", INK, gold, DOT)
    assert differences(first, second) == ["page front: colours are painted in another order"]


def test_order_does_not_matter_where_nothing_meets() -> None:
    apart = replace(DOT, path=DOT.path.placed(-200, 0), colour=GOLD)
    assert differences(sheet("a", INK, DOT, apart), sheet("a", INK, apart, DOT)) == []


@pytest.mark.parametrize("colour", [WHITE, GREY])
def test_white_and_gray_may_differ_on_bare_paper_and_on_a_white_card(colour: Colour) -> None:
    speck = replace(DOT, path=DOT.path.placed(0, 150), colour=colour)
    assert differences(sheet("a", INK, speck), sheet("b")) == []
    on_card = PlacedShape(rectangle(Rect(30, 40, 5, 5)), colour)
    assert differences(sheet("a", INK, CARD, on_card), sheet("b", INK, CARD)) == []
    over_edge = replace(on_card, path=on_card.path.placed(-12, 0))
    said = differences(sheet("a", INK, CARD, over_edge), sheet("b", INK, CARD))
    assert said == [f"page front: a shape in {colour.name}"]


def test_a_gray_picture_may_differ_on_bare_paper_only() -> None:
    def shown(y: float) -> PlacedImage:
        return PlacedImage(Picture("x.png", 1, 1, True, b"a"), Rect(0, y, 9, 9))

    assert differences(sheet("a", INK, shown(400)), sheet("b")) == []
    assert differences(sheet("a", INK, shown(9)), sheet("b")) == ["page front: a picture"]


def test_the_inks_of_a_leaflet_are_its_plates() -> None:
    assert inks(sheet("a")) == ("Cyan", "Magenta", "Yellow", "Black")
    blank = replace(sheet("a").pages[0], placements=(replace(DOT, colour=INK), CARD))
    assert inks(replace(sheet("a"), pages=(blank,))) == ("Black",)
    cut = replace(blank, placements=(replace(DOT, colour=DIE),))
    assert inks(replace(sheet("a"), pages=(cut,))) == ("Die line",)


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
