"""The story of this room: a workspace and a locale in, the proof of that language as a PDF out.

A cover says how things stand; then comes every page with its boxes numbered, every message with all
that belongs to it, and a page to sign. The proof is set by the same rooms as the leaflets and is
tagged like the web edition. It holds no day and no time, and changes only with what it shows.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from leaflets.diagnostics import Diagnostic, Severity
from leaflets.edition import Edition
from leaflets.geometry import Rect
from leaflets.layout.page import Leaflet, Page
from leaflets.pdf.editions import EditionSettings
from leaflets.pdf.metadata import Metadata
from leaflets.pdf.write import write_pdf
from leaflets.proof.cover import cover, signature
from leaflets.proof.entries import listing
from leaflets.proof.messages import messages
from leaflets.proof.paper import FOOT, HEIGHT, SIDE, TOP, WIDTH, Cell, Paper
from leaflets.proof.picture import Label, View, numbered, small_page
from leaflets.proof.spots import Spot
from leaflets.proof.survey import Sheet, survey
from leaflets.proof.whole import Whole
from leaflets.proof.words import ENGLISH, GREY, Look, Paragraph, shown
from leaflets.units import mm
from leaflets.workspace import Workspace

_MOST = 1.8
"""The most that a small page is enlarged."""
_HEAD = mm(9)


@dataclass(frozen=True, slots=True)
class Proof:
    """A proof as a PDF, how many faults it shows, and the leaflets that could not be laid out."""

    content: bytes
    errors: int
    warnings: int
    missing: tuple[str, ...]


def proof(workspace: Workspace, locale: str, report: list[Diagnostic]) -> Proof | None:
    """Return the proof of ``locale``; None when no campaign or theme can be used for it."""
    found = survey(workspace, locale, report)
    if found is None:
        return None
    whole = Whole(workspace, found, listing(workspace, found), 2)
    paper = _begun(whole)
    while len(paper.pages) + 1 != whole.first:  # the cover names the pages that come after it
        whole = replace(whole, first=len(paper.pages) + 1)
        paper = _begun(whole)
    for index, sheet in enumerate(found.sheets):
        if sheet.leaflet is not None:
            _pages(paper, whole, index, sheet.leaflet)
    messages(paper, whole)
    signature(paper, whole)
    campaign = whole.campaign
    known = (paper.title, campaign.issuer.name, campaign.issued, campaign.version, ENGLISH.tag)
    content = write_pdf(paper.finished(), EditionSettings(Edition.WEB), Metadata(*known))
    errors, warnings = map(whole.listing.count, (Severity.ERROR, Severity.WARNING))
    missing = (sheet.job.template for sheet in found.sheets if sheet.leaflet is None)
    return Proof(content, errors, warnings, tuple(dict.fromkeys(missing)))


def _begun(whole: Whole) -> Paper:
    paper = Paper(whole.survey.typesetter, f"Proof: {whole.speech.autonym} ({whole.speech.tag})")
    cover(paper, whole)
    return paper


def _pages(paper: Paper, whole: Whole, index: int, leaflet: Leaflet) -> None:
    """Draw each page of a leaflet on a page of its own, as upright or oblong as it is."""
    sheet = whole.survey.sheets[index]
    for number, page in enumerate(leaflet.pages):
        oblong = page.width > page.height
        paper.turn(*((HEIGHT, WIDTH) if oblong else (WIDTH, HEIGHT)))
        if number == 0:
            paper.bookmark(1, sheet.job.template)
        boxes = [box for box in whole.listing.boxes.get(index, ()) if box.page == number]
        view = _view(page, paper)
        _caption(paper, sheet, (number, len(leaflet.pages)), view)
        said = f"Page {number + 1} of {sheet.job.template}, as it is printed"
        figure = paper.figure(said, view.rect(Rect(0, 0, page.width, page.height)))
        paper.draw(*small_page(page, view, figure))
        paper.draw(*numbered(page, _labels(boxes, whole), view, paper.typesetter))


def _view(page: Page, paper: Paper) -> View:
    """Return where a page stands on the sheet: in the middle, as large as there is room."""
    width, height, _ = paper.pages[-1]
    across, down = width - 2 * SIDE, height - TOP - FOOT - _HEAD
    scale = min(across / page.width, down / page.height, _MOST)
    return View((width - page.width * scale) / 2, TOP + _HEAD, scale)


def _caption(paper: Paper, sheet: Sheet, which: tuple[int, int], view: View) -> None:
    number, count = which
    name = sheet.leaflet.pages[number].name if sheet.leaflet else ""
    words = f"   page {number + 1} of {count} ({name}), at {view.scale:.0%} of its size"
    pieces = ((shown(sheet.job.template), Look(12, 700)), (words, Look(8.5, colour=GREY)))
    paper.y = TOP - mm(4)
    room = paper.pages[-1][0] - 2 * SIDE
    paper.row([Cell(0, room, (Paragraph(pieces, paper.node("H2")),))])


def _labels(boxes: list[Spot], whole: Whole) -> list[Label]:
    wrong = {item.number for item in whole.listing.items if item.problems}
    found = []
    for box in boxes:
        numbers = whole.listing.numbers(box.keys)
        text = " · ".join(map(str, numbers))
        found.append(Label(text, box, not wrong.isdisjoint(numbers)))
    return found
