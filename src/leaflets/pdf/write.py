"""Write a leaflet as a PDF: the story of this room.

Input: a laid-out ``Leaflet``, the edition and metadata; output: the file's bytes, the same for the
same input. The web edition is tagged, with links and bookmarks (PDF/UA-1, PDF/A-2a); the press
edition has ink colours, bleed and boxes (PDF/X-4). Nothing is read from clock or environment; the
one file read is the shipped output profile.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from leaflets.edition import Edition
from leaflets.language import Direction
from leaflets.layout.page import Leaflet, PlacedLine
from leaflets.pdf.boxes import Boxes, box, page_boxes
from leaflets.pdf.colour import Inks, PressInks, ScreenInks
from leaflets.pdf.draw import PLAIN, Hand, Segment, draw_page
from leaflets.pdf.editions import EditionSettings
from leaflets.pdf.embed import FontSet
from leaflets.pdf.intents import add_output_intents
from leaflets.pdf.marks import printer_marks
from leaflets.pdf.metadata import Identity, Metadata, identity, info, xmp
from leaflets.pdf.navigation import add_links, add_outline, link_areas
from leaflets.pdf.objects import Document, Page, Stream
from leaflets.pdf.picture import add_pictures
from leaflets.pdf.syntax import array, dictionary, number, text_string
from leaflets.pdf.tags import Sheet, StructureTree


@dataclass(frozen=True, slots=True)
class Draft:
    """A file in the making: pages are registered, so that their references are known."""

    leaflet: Leaflet
    settings: EditionSettings
    document: Document
    pages: tuple[Page, ...]
    inks: Inks
    fonts: FontSet


def write_pdf(
    leaflet: Leaflet, settings: EditionSettings, metadata: Metadata, hand: Hand = PLAIN
) -> bytes:
    """Return ``leaflet`` as a PDF of the edition that ``settings`` ask for.

    Raises ValueError where a link lies in no Link element or a spot ink has two appearances.
    """
    draft = begin(leaflet, settings)
    contents = [content.encode("ascii") for content in draw(draft, hand)]
    for page, content in zip(draft.pages, contents, strict=True):
        page.Contents = draft.document.add_stream(content)
    known = identity(metadata, settings.kind, contents)
    describe(draft, metadata, known)
    draft.document.identifier = (known.document.bytes, known.instance.bytes)
    return draft.document.format()


def draw(draft: Draft, hand: Hand = PLAIN) -> list[str]:
    """Return the content of the pages and add what hangs on them."""
    drawn = [draw_page(page, draft.fonts, draft.inks, hand) for page in draft.leaflet.pages]
    write = _write_web if draft.settings.kind is Edition.WEB else _write_press
    return write(draft, drawn)


def begin(leaflet: Leaflet, settings: EditionSettings, fonts: FontSet | None = None) -> Draft:
    """Return the draft of a leaflet, with nothing on its pages; ``fonts`` if it shares them."""
    document = Document(settings.version)
    pages = tuple(document.add_page() for _ in leaflet.pages)
    inks = ScreenInks() if settings.kind is Edition.WEB else PressInks()
    return Draft(leaflet, settings, document, pages, inks, fonts or FontSet())


def _write_web(draft: Draft, drawn: Sequence[Sequence[Segment]]) -> list[str]:
    """Add tags, links and bookmarks; return the content of the pages."""
    document, leaflet = draft.document, draft.leaflet
    sheets = _sheets(draft)
    tree = StructureTree(leaflet.structure, sheets)
    contents = [tree.mark(index, found) for index, found in enumerate(drawn)]
    areas = [link_areas(at, page, leaflet.structure) for at, page in enumerate(leaflet.pages)]
    for index, links in enumerate(add_links(document, tree, areas, sheets)):
        page = draft.pages[index]
        page.Annots = array(links) if links else None
        page.StructParents = str(index)
        page.Tabs = "/S"
    catalog = document.Catalog
    catalog.StructTreeRoot = tree.write(document)
    catalog.MarkInfo = "<</Marked true>>"
    catalog.ViewerPreferences = viewer_preferences(leaflet)
    if leaflet.bookmarks:
        catalog.Outlines = add_outline(document, leaflet.bookmarks, sheets)
    return contents


def _write_press(draft: Draft, drawn: Sequence[Sequence[Segment]]) -> list[str]:
    """Return the content of the pages, moved inside the bleed, with marks where wanted."""
    contents = []
    for page, found in zip(draft.leaflet.pages, drawn, strict=True):
        boxes = page_boxes(page, draft.settings)
        parts = [f"1 0 0 1 {number(boxes.margin)} {number(boxes.margin)} cm"]
        parts += (segment.operators for segment in found)
        if draft.settings.marks:
            parts.append(printer_marks(boxes, draft.inks))
        contents.append("\n".join(parts))
    return contents


def furnish(draft: Draft, resources: str) -> None:
    """Give the pages their ``resources`` and boundaries."""
    for page, laid_out in zip(draft.pages, draft.leaflet.pages, strict=True):
        page.Resources = resources
        _set_boxes(page, page_boxes(laid_out, draft.settings), draft.settings.kind)


def _set_boxes(page: Page, boxes: Boxes, edition: Edition) -> None:
    page.MediaBox = box(boxes.media)
    if edition is Edition.PRESS:
        page.BleedBox = box(boxes.bleed_box)
        page.TrimBox = box(boxes.trim)


def describe(draft: Draft, metadata: Metadata, known: Identity) -> str:
    """Add fonts, boxes and what the file says about itself; return the metadata's reference."""
    document, settings = draft.document, draft.settings
    document.set_fonts(draft.fonts.write(document))
    pictures = add_pictures(document, draft.leaflet, settings)
    shown = {"Font": document.fonts, "XObject": dictionary(pictures) if pictures else ""}
    furnish(draft, dictionary({**shown, **draft.inks.resources()}))
    said = xmp(metadata, settings.conformance, known, variable=settings.variable)
    packet = Stream(said, {"Type": "/Metadata", "Subtype": "/XML"}, encoded=True)
    catalog = document.Catalog
    catalog.Lang = text_string(metadata.tag)
    catalog.Metadata = packet
    catalog.OutputIntents = add_output_intents(document, settings)
    document.set_info(info(metadata, settings.conformance))
    return document.reference(packet)


def _sheets(draft: Draft) -> list[Sheet]:
    return [
        Sheet(draft.document.reference(page), laid_out.height)
        for page, laid_out in zip(draft.pages, draft.leaflet.pages, strict=True)
    ]


def viewer_preferences(leaflet: Leaflet) -> str:
    """Return how a viewer shows the file of ``leaflet``."""
    placements = [placed for page in leaflet.pages for placed in page.placements]
    lines = [placed.line for placed in placements if isinstance(placed, PlacedLine)]
    # A single line from left to right is enough: pdfium reverses it where it finds /R2L.
    directions = {leaflet.language.direction, *(line.direction for line in lines)}
    return dictionary(
        {"DisplayDocTitle": "true", "Direction": "/R2L" if directions == {Direction.RTL} else ""}
    )
