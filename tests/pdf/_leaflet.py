"""A two-page leaflet with one of everything, laid out by hand, and how the tests write it."""

from __future__ import annotations

import datetime
from dataclasses import replace

from leaflets.document.colour import Colour
from leaflets.edition import Edition
from leaflets.geometry import Rect, arch, rectangle
from leaflets.language import language
from leaflets.layout.page import (
    Bookmark,
    Leaflet,
    Mark,
    Page,
    PlacedLine,
    PlacedShape,
    Placement,
    StructureNode,
)
from leaflets.pdf.editions import EditionSettings
from leaflets.pdf.metadata import Metadata
from leaflets.pdf.write import write_pdf

from ._lines import RTL, Setting, set_lines

WIDTH, HEIGHT, BLEED = 420.0, 595.0, 8.504
INK = Colour("ink", (0.0, 0.0, 0.0, 1.0), (0.1, 0.1, 0.1))
WHITE = Colour("white", (0.0, 0.0, 0.0, 0.0), (1.0, 1.0, 1.0))
TEAL = Colour("teal", (0.8, 0.2, 0.4, 0.1), (0.0, 0.5, 0.5))
DIE = Colour("die", (0.0, 1.0, 0.0, 0.0), (1.0, 0.0, 1.0), spot="Die line")

WEB = EditionSettings(Edition.WEB)
PRESS = EditionSettings(Edition.PRESS)
METADATA = Metadata(
    title="Know the law (禁毒) & more",
    author="Anti-drug office 越秀区",
    created=datetime.date(2026, 6, 26),
    version="1.02",
    tag="en",
    subject="Drug law <in short>",
    keywords=("drugs", "law"),
)

STRUCTURE = (
    StructureNode("Document", -1),
    StructureNode("Sect", 0),
    StructureNode("H1", 1),
    StructureNode("P", 1),
    StructureNode("Link", 3),
    StructureNode("Figure", 1, alt="A house", bbox=Rect(40, 200, 60, 60)),
    StructureNode("Table", 1),
    StructureNode("TR", 6),
    StructureNode("TH", 7, scope="Column"),
    StructureNode("TH", 7, scope="Column"),
    StructureNode("TR", 6),
    StructureNode("TD", 10, columns=2),
    StructureNode("Sect", 0, page=1),
    StructureNode("H2", 12, page=1),
    StructureNode("L", 12, page=1),
    StructureNode("LI", 14, page=1),
    StructureNode("Lbl", 15, page=1),
    StructureNode("LBody", 15, page=1),
    StructureNode("P", 12, tag="zh-Hans-CN", page=1),
    StructureNode("P", 12, page=1),
)


def text(words: str, y: float, structure: int | None, mark: Mark | None = None) -> list[Placement]:
    """Return the lines of ``words`` from baseline ``y`` down."""
    setting = Setting(mark=mark or Mark(INK), measure=340.0)
    lines = set_lines(words, setting)
    return [PlacedLine(line, 40, y + 18 * i, structure) for i, line in enumerate(lines)]


def box(x: float, y: float, width: float, height: float, colour: Colour) -> PlacedShape:
    return PlacedShape(rectangle(Rect(x, y, width, height)), colour)


def _front() -> Page:
    link = Mark(TEAL, "https://example.org/禁毒?a=1&b=(2)", 4)
    long_link = "a link that is long enough to be broken and so runs over the end of its line " * 2
    house = PlacedShape(arch(Rect(40, 200, 60, 60)), TEAL, structure=5)
    return Page(
        "front",
        WIDTH,
        HEIGHT,
        BLEED,
        (
            box(-BLEED, -BLEED, WIDTH + 2 * BLEED, 100 + BLEED, TEAL),
            *text("Know the law", 60, 2, Mark(WHITE)),
            *text("Call 110 or read ", 120, 3),
            *text(long_link, 138, 3, link),
            *text("before you decide.", 180, 3),
            house,
            replace(house, path=rectangle(Rect(60, 230, 10, 30)), colour=WHITE),
            PlacedShape(rectangle(Rect(20, 190, 380, 90)), DIE, 0.5, (3.0, 2.0)),
            *text("Amount", 320, 8),
            *text("Penalty", 340, 9),
            *text("10 to 15 days", 360, 11),
        ),
    )


def _back() -> Page:
    return Page(
        "back",
        WIDTH,
        HEIGHT,
        BLEED,
        (
            *text("What you can do", 60, 13),
            *text("•", 90, 16),
            *text("Say no", 108, 17),
            *text("拒绝毒品，从我做起。", 140, 18),
            *text("Ask for help", 170, 19),
            PlacedShape(rectangle(Rect(40, 300, 100, 60)), INK, 0.75, (2.0, 1.0)),
            box(150, 300, 20, 20, INK),
            box(170, 320, 20, 20, INK),
        ),
    )


BOOKMARKS = (
    Bookmark(1, "Know the law", 0, 40.0),
    Bookmark(3, "تفاصيل", 0, 100.0),
    Bookmark(2, "Part", 1, 20.0),
    Bookmark(1, "What you can do", 1, 40.0),
)

LEAFLET = Leaflet(language("en"), "Know the law", (_front(), _back()), STRUCTURE, BOOKMARKS)


def arabic_leaflet() -> Leaflet:
    """Return one page with a heading and a paragraph from right to left."""
    nodes = (StructureNode("Document", -1), StructureNode("H1", 0), StructureNode("P", 0))
    words = (("اعرف القانون", 1, 60.0), ("اتصل بالرقم 110 إذا علمت بجريمة.", 2, 90.0))
    placed = [
        PlacedLine(line, 380 - line.width, y, structure)
        for string, structure, y in words
        for line in set_lines(string, replace(RTL, mark=Mark(INK)))
    ]
    page = Page("front", WIDTH, HEIGHT, BLEED, tuple(placed))
    return Leaflet(language("ar"), "اعرف القانون", (page,), nodes, ())


def written(settings: EditionSettings, leaflet: Leaflet = LEAFLET) -> bytes:
    """Return ``leaflet`` as a PDF."""
    return write_pdf(leaflet, settings, replace(METADATA, tag=leaflet.language.tag))
