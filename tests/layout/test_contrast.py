"""Text that is too near its ground is told; the ground is what is really below it."""

from __future__ import annotations

from pathlib import Path

import pytest

from leaflets.diagnostics import Diagnostic, Location
from leaflets.document.colour import Colour, contrast
from leaflets.document.format import Format, Frame, PageFormat, Template
from leaflets.document.nodes import Block, Box, Document, Element, Message, Panel, Span, Text
from leaflets.document.theme import LEAST_CONTRAST, Role, RoleSize, Theme
from leaflets.fonts.book import FontBook
from leaflets.geometry import Path as Outline
from leaflets.geometry import Rect
from leaflets.language import language
from leaflets.layout.compose import Job, compose
from leaflets.layout.contrast import contrast_faults
from leaflets.layout.memory import Memory
from leaflets.text.typesetter import Typesetter

HERE = Location("templates/t/t.xml.j2", 3)
SAID = Location("locales/en/LC_MESSAGES/t.po", 7)
SIZES = {"": RoleSize(12, 12, 16, 400)}
ROLES = {"body": Role(SIZES), "short": Role(SIZES, contrast=LEAST_CONTRAST)}
FAMILIES = {"plex": {0: "fontpkg_ibm_plex_sans:files/IBMPlexSans[wdth,wght].ttf"}}
SCRIPTS = {"Latn": ("plex", 1.0)}


def colour(name: str, rgb: str) -> Colour:
    red, green, blue = (int(rgb[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return Colour(name, (0, 0, 0, 0), (red, green, blue))


WHITE = colour("white", "#ffffff")
COLOURS = {
    one.name: one
    for one in (
        WHITE,
        colour("ink", "#000000"),
        colour("river", "#004553"),
        colour("longan", "#FEC431"),
        colour("middle", "#777777"),
        Colour("die", (0, 1, 0, 0), (0, 0, 0), spot="Die"),
    )
}


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ("#ffffff", "#000000", 21.0),  # the ends of WCAG's range
        ("#777777", "#ffffff", 4.48),  # the gray that just fails 4.5
        ("#767676", "#ffffff", 4.54),  # and the one that just passes
        ("#004553", "#FEC431", 6.66),
        ("#ff0000", "#ff0000", 1.0),
    ],
)
def test_the_ratio_is_that_of_wcag(one: str, other: str, ratio: float) -> None:
    first, second = colour("one", one), colour("other", other)
    assert contrast(first, second) == pytest.approx(ratio, abs=0.005)
    assert contrast(second, first) == contrast(first, second)


def element(name: str, *classes: str) -> Element:
    return Element(name, classes, HERE)


def paragraph(words: str, *classes: str) -> Text:
    return Text(element("p", *classes), (Span(words),), (Message(words, SAID),))


def faults(
    *blocks: Block, fill: str = "", under: Frame | None = None, **rules: dict[str, object]
) -> list[Diagnostic]:
    """Return what is said of ``blocks`` in a frame with a fill, which may lie over another."""
    theme = Theme("t", COLOURS, FAMILIES, SCRIPTS, ROLES, rules, "icons", frozenset())
    frame = Frame("body", Rect(20, 20, 160, 160), fill=fill)
    frames = (under, frame) if under else (frame,)
    paper = Format(200, 200, 9, 11, 4, (PageFormat("front", frames),))
    document = Document("T", (Panel("body", Box(element("panel"), blocks)),))
    typesetter = Typesetter(FontBook(FAMILIES, SCRIPTS, Path(), "theme.yaml"))
    template = Template("t", "T", "t.xml.j2", paper, {})
    report: list[Diagnostic] = []
    job = Job(document, template, theme, typesetter, language("en"), lambda name: Outline(()))
    leaflet = compose(job, report)
    assert leaflet is not None, report
    return list(contrast_faults(leaflet, document, theme, Memory()))


def test_dark_on_paper_and_light_on_dark_are_well() -> None:
    assert faults(paragraph("law")) == []
    assert faults(paragraph("law"), fill="river", p={"colour": "white"}) == []


def test_a_text_too_near_its_ground_is_told_with_all_that_mends_it() -> None:
    (fault,) = faults(paragraph("Call the police"), fill="river")
    assert fault.location == SAID
    words = "theme t, frame body: “Call the police” in ink on river has a contrast of "
    assert fault.message == f"{words}2.0, and needs 7"
    assert "`ink`" in fault.hint


def test_only_a_role_of_short_lines_may_stand_below_seven() -> None:
    longan = {"colour": "longan"}
    (fault,) = faults(paragraph("law"), fill="river", p=longan)
    assert "contrast of 6.7, and needs 7" in fault.message
    assert faults(paragraph("law"), fill="river", p={**longan, "role": "short"}) == []


def test_no_role_may_stand_below_four_and_a_half() -> None:
    (fault,) = faults(paragraph("law"), p={"colour": "middle", "role": "short"})
    assert "in middle on paper has a contrast of 4.5, and needs 4.5" in fault.message


def test_the_ground_is_the_topmost_shape() -> None:
    card = {"fill": "longan", "colour": "ink"}
    assert faults(paragraph("law"), fill="river", p=card) == []
    inner = Box(element("div"), (paragraph("law"),))
    (fault,) = faults(inner, fill="white", div={"fill": "river"})
    assert "ink on river" in fault.message


def test_a_line_that_leaves_its_ground_half_way_is_told_for_the_rest() -> None:
    under = Frame("under", Rect(10, 20, 60, 160), fill="river")
    white = {"colour": "white"}
    assert faults(paragraph("law"), under=under, p=white) == []
    (fault,) = faults(paragraph("law protects people"), under=under, p=white)
    assert "in white on paper" in fault.message


def test_a_die_line_is_no_ground() -> None:
    assert faults(paragraph("law"), p={"fill": "die"}) == []


def test_a_text_of_several_lines_is_told_once() -> None:
    assert len(faults(paragraph("one two three four five six seven " * 4), fill="river")) == 1


def test_two_texts_are_told_apart() -> None:
    found = faults(paragraph("one"), paragraph("two"), fill="river")
    assert ["“one”" in found[0].message, "“two”" in found[1].message] == [True, True]


def test_the_figure_of_a_list_is_told_at_its_entry() -> None:
    entry = Box(element("li"), (paragraph("law"),))
    found = faults(
        Box(element("ol"), (entry,)),
        ol={"marker": "figure"},
        marker={"colour": "white", "width": 16.0, "height": 16.0},
    )
    (fault,) = found
    assert fault.location == HERE
    assert "“1” in white on paper" in fault.message
