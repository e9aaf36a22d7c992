"""Whole small leaflets: mirroring, bleed, copyfitting and what does not fit."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from leaflets.diagnostics import Diagnostic, Location, Severity
from leaflets.document.colour import Colour
from leaflets.document.format import Format, Frame, PageFormat, Template
from leaflets.document.nodes import Box, Document, Element, Image, Message, Panel, Span, Text
from leaflets.document.theme import Role, RoleSize, Theme
from leaflets.fonts.book import FontBook
from leaflets.geometry import Op, Rect, rectangle
from leaflets.geometry import Path as Outline
from leaflets.language import language
from leaflets.layout.compose import Job, compose
from leaflets.layout.memory import Memory
from leaflets.layout.page import Leaflet, PlacedLine, PlacedShape
from leaflets.layout.panels import panel_faults
from leaflets.layout.safety import safety_faults
from leaflets.text.typesetter import Typesetter

HERE = Location("templates/t/t.xml.j2", 1)
COLOURS = {
    "ink": Colour("ink", (0, 0, 0, 1), (0, 0, 0)),
    "white": Colour("white", (0, 0, 0, 0), (1, 1, 1)),
    "river": Colour("river", (1, 0.5, 0.4, 0.4), (0, 0.3, 0.3)),
}
FAMILIES = {
    "plex": {0: "fontpkg_ibm_plex_sans:files/IBMPlexSans[wdth,wght].ttf"},
    "arabic": {400: "fontpkg_ibm_plex_sans_arabic:files/IBMPlexSansArabic-Regular.ttf"},
}
SCRIPTS = {"Latn": ("plex", 1.0), "Arab": ("arabic", 1.0)}
THEME = Theme(
    "t",
    COLOURS,
    FAMILIES,
    SCRIPTS,
    {"body": Role({"": RoleSize(10, 20, 24, 400)})},
    {"img": {"width": 20.0, "height": 20.0, "icon_size": 1.0}, "p": {"before": 4.0}},
    "icons",
    frozenset(["plane"]),
)
SIDE = Frame("side", Rect(0, 0, 40, 300), fill="river")
BODY = Frame("body", Rect(50, 20, 140, 100))
PAPER = Format(200, 300, 9, 11, 4, (PageFormat("front", (SIDE, BODY)),))
TEMPLATE = Template("t", "T", "t.xml.j2", PAPER, {})


def element(name: str) -> Element:
    return Element(name, (), HERE)


def paragraph(words: str) -> Text:
    message = Message(words, Location("locales/en/LC_MESSAGES/t.po", 7))
    return Text(element("p"), (Span(words),), (message,))


def panel(frame: str, *children: Text | Box | Image) -> Panel:
    return Panel(frame, Box(element("panel"), children))


def triangle(name: str) -> Outline:
    """An icon that tells left from right: its point is at the left."""
    return Outline(((Op.MOVE, ((0, 0.5),)), (Op.LINE, ((1, 0),)), (Op.LINE, ((1, 1),))))


def job_of(
    document: Document, locale: str = "en", template: Template = TEMPLATE, most_fit: float = 1.0
) -> Job:
    book = FontBook(FAMILIES, SCRIPTS, Path(), "theme.yaml")
    return Job(document, template, THEME, Typesetter(book), language(locale), triangle, most_fit)


def composed(
    document: Document, locale: str = "en", template: Template = TEMPLATE, most_fit: float = 1.0
) -> tuple[Leaflet | None, list[Diagnostic]]:
    report: list[Diagnostic] = []
    job = job_of(document, locale, template, most_fit)
    leaflet = compose(job, report)
    return leaflet, [fault for fault in report if fault.severity is Severity.ERROR]


def lines(leaflet: Leaflet) -> list[PlacedLine]:
    return [p for page in leaflet.pages for p in page.placements if isinstance(p, PlacedLine)]


def shapes(leaflet: Leaflet) -> list[PlacedShape]:
    return [p for page in leaflet.pages for p in page.placements if isinstance(p, PlacedShape)]


def xs(shape: PlacedShape) -> list[float]:
    return [x for _, points in shape.path.segments for x, _ in points]


def test_a_frame_that_touches_the_trim_is_painted_into_the_bleed() -> None:
    leaflet, _ = composed(Document("t", (panel("body", paragraph("law")),)))
    assert leaflet is not None
    assert shapes(leaflet)[0].path == rectangle(Rect(-9, -9, 49, 318))


def test_a_right_to_left_page_is_the_mirror_of_the_other() -> None:
    leaflet, _ = composed(Document("t", (panel("body", paragraph("قانون")),)), "ar")
    assert leaflet is not None
    assert (min(xs(shapes(leaflet)[0])), max(xs(shapes(leaflet)[0]))) == (160, 209)
    (line,) = lines(leaflet)
    assert line.x + line.line.width == pytest.approx(150)


def test_text_stands_on_the_baseline_grid() -> None:
    words = paragraph("one two three four five six seven eight nine ten")
    leaflet, _ = composed(Document("t", (panel("body", words),)))
    assert leaflet is not None
    baselines = [line.baseline for line in lines(leaflet)]
    assert len(baselines) > 1
    assert all((baseline - BODY.rect.y) % 4 == 0 for baseline in baselines)


@pytest.mark.parametrize(("icon", "point_at"), [("plane", "right"), ("scales", "left")])
def test_only_directional_icons_turn_round(icon: str, point_at: str) -> None:
    document = Document("t", (panel("body", Image(element("img"), icon)),))
    leaflet, _ = composed(document, "ar")
    assert leaflet is not None
    drawing = shapes(leaflet)[-1]
    tip = drawing.path.segments[0][1][0][0]
    assert tip == pytest.approx(max(xs(drawing)) if point_at == "right" else min(xs(drawing)))
    assert max(xs(drawing)) == pytest.approx(150)


def test_type_is_as_large_as_all_frames_allow() -> None:
    words = "The law protects people who report a drug offence to the police in time."
    leaflet, report = composed(Document("t", (panel("body", paragraph(words)),)))
    assert leaflet is not None
    assert report == []
    size = lines(leaflet)[0].line.runs[0].size
    assert 10 < size < 20
    bottom = lines(leaflet)[-1].baseline
    assert bottom < BODY.rect.bottom


def test_text_that_cannot_fit_is_told_with_frame_message_and_millimetres() -> None:
    words = "word " * 120
    leaflet, (fault,) = composed(Document("t", (panel("body", paragraph(words)),)))
    assert leaflet is None
    assert str(fault.location) == "locales/en/LC_MESSAGES/t.po:7"
    assert "template t, frame body" in fault.message
    assert " mm too long at the least type size" in fault.message


def test_an_unbreakable_word_is_told() -> None:
    narrow = replace(PAPER, pages=(PageFormat("front", (replace(BODY, rect=Rect(0, 0, 30, 99)),)),))
    document = Document("t", (panel("body", paragraph("pneumonoultramicroscopic")),))
    leaflet, faults = composed(document, template=replace(TEMPLATE, format=narrow))
    assert leaflet is None
    assert any("wider than its column" in fault.message for fault in faults)


def test_a_character_that_no_face_has_is_told_at_its_message() -> None:
    known = Message("Know the law", Location("locales/en/LC_MESSAGES/t.po", 7), "Know the law")
    strange = Message("Police", Location("locales/en/LC_MESSAGES/t.po", 12), "Police \u1200")
    text = Text(element("p"), (Span("Know the law. Police \u1200"),), (known, strange))
    leaflet, report = composed(Document("t", (panel("body", text),)))
    assert leaflet is None
    (fault,) = report
    assert fault.location == strange.location
    assert fault.message == ("no face has the character 'ሀ' (U+1200), in “Police” (template t)")


def test_few_texts_of_a_frame_that_is_too_small_are_all_named() -> None:
    long, short = paragraph("word " * 60), paragraph("Know the law")
    _, report = composed(Document("t", (panel("body", short, long),)))
    (fault,) = report
    assert fault.message.endswith("…”, besides “Know the law”")
    many = [paragraph(f"word {number}") for number in range(40)]
    _, report = composed(Document("t", (panel("body", *many),)))
    assert "besides" not in report[0].message


def test_a_common_size_may_be_asked_for() -> None:
    leaflet, _ = composed(Document("t", (panel("body", paragraph("law")),)), most_fit=0.25)
    assert leaflet is not None
    assert leaflet.fit == 0.25
    assert lines(leaflet)[0].line.runs[0].size == pytest.approx(12.5)


def test_a_panel_without_a_frame_is_told() -> None:
    leaflet, (fault,) = composed(Document("t", (panel("bdy", paragraph("law")),)))
    assert leaflet is None
    assert "`bdy`" in fault.message
    assert "body" in fault.hint


def test_rules_of_the_template_go_before_those_of_the_theme() -> None:
    template = replace(TEMPLATE, rules={"p": {"before": 40.0}})
    document = Document("t", (panel("body", paragraph("one"), paragraph("two")),))
    (plain, _), (wide, _) = composed(document), composed(document, template=template)
    assert plain is not None
    assert wide is not None
    assert lines(wide)[1].baseline - lines(plain)[1].baseline == 36


def test_the_structure_is_in_reading_order() -> None:
    document = Document("t", (panel("body", paragraph("one"), paragraph("two")),))
    leaflet, _ = composed(document)
    assert leaflet is not None
    assert [node.role for node in leaflet.structure] == ["Document", "Sect", "P", "P"]
    assert [line.structure for line in lines(leaflet)] == [2, 3]


def test_a_frame_takes_one_panel() -> None:
    document = Document("t", (panel("body", paragraph("one")), panel("body", paragraph("two"))))
    leaflet, (fault,) = composed(document)
    assert leaflet is None
    assert "has a panel already" in fault.message


def test_a_coloured_frame_that_stays_empty_is_mentioned() -> None:
    (warning,) = panel_faults(Document("t", (panel("body", paragraph("law")),)), TEMPLATE)
    assert warning.severity is Severity.WARNING
    assert "`side`" in warning.message


def test_text_near_the_edge_is_told() -> None:
    near = replace(PAPER, pages=(PageFormat("front", (replace(BODY, rect=Rect(5, 20, 99, 99)),)),))
    document = Document("t", (panel("body", paragraph("law")),))
    leaflet, _ = composed(document, template=replace(TEMPLATE, format=near))
    assert leaflet is not None
    (fault,) = safety_faults(leaflet, document, 11, Memory())
    assert "comes within 2." in fault.message
    assert str(fault.location) == "locales/en/LC_MESSAGES/t.po:7"
    assert list(safety_faults(leaflet, document, 5, Memory())) == []


def test_a_text_that_is_too_long_is_above_the_ground_of_the_next_frame() -> None:
    foot = Frame("foot", Rect(0, 120, 200, 180), fill="river")
    paper = replace(PAPER, pages=(PageFormat("front", (BODY, foot)),))
    job = replace(
        job_of(Document("t", (panel("body", paragraph("words " * 200)),))),
        template=replace(TEMPLATE, format=paper),
        overfull=True,
    )
    leaflet = compose(job, [])
    assert leaflet is not None
    [page] = leaflet.pages
    last = max(n for n, one in enumerate(page.placements) if isinstance(one, PlacedShape))
    first = min(n for n, one in enumerate(page.placements) if isinstance(one, PlacedLine))
    assert last < first
    assert max(one.baseline for one in lines(leaflet)) > foot.rect.y
