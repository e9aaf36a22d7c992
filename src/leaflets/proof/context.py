"""What a translator without a proof at hand wants beside each text: where it shows, how long it may
be, and the place to see.

Input: a workspace and a locale; output: that for each message, with the numbers of the proof.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from leaflets.catalogs.po import Key
from leaflets.diagnostics import Diagnostic
from leaflets.edition import Edition
from leaflets.geometry import Rect
from leaflets.pdf.editions import EditionSettings
from leaflets.pdf.metadata import Metadata
from leaflets.pdf.write import write_pdf
from leaflets.proof.entries import Item, Listing, listing
from leaflets.proof.limits import limits
from leaflets.proof.survey import Sheet, Survey, survey
from leaflets.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Shot:
    """A box to see: its leaflet's place in the survey, its page, its place there in points."""

    sheet: int
    page: int
    rect: Rect


@dataclass(frozen=True, slots=True)
class Place:
    """Where a message shows: its number in the proof, ``shown`` in words, the most characters (0
    when nobody knows), its first box."""

    number: int
    shown: str
    most: int
    shot: Shot | None


@dataclass(frozen=True, slots=True)
class Context:
    """The places of all messages of a language."""

    survey: Survey
    places: Mapping[Key, Place]

    def files(self) -> Iterator[tuple[int, bytes]]:
        """Yield each leaflet that a shot needs as a PDF, with its place in the survey."""
        wanted = {place.shot.sheet for place in self.places.values() if place.shot}
        for index in sorted(wanted):
            content = _drawn(self.survey.sheets[index])
            if content:
                yield index, content


def context(workspace: Workspace, locale: str, report: list[Diagnostic]) -> Context | None:
    """Return the places of the messages of ``locale``; None when nothing can be laid out."""
    found = survey(workspace, locale, report)
    if found is None:
        return None
    listed = listing(workspace, found)
    return Context(found, dict(_places(found, listed)))


def _places(found: Survey, listed: Listing) -> Iterator[tuple[Key, Place]]:
    least: dict[Key, tuple[int, str]] = {}
    for sheet in found.sheets:
        for key, most in limits(sheet.composing).items() if sheet.composing else ():
            least[key] = min(least.get(key, (most, sheet.job.template)), (most, sheet.job.template))
    for item in listed.items:
        most, tightest = least.get(item.entry.key, (0, ""))
        room = [f"least room in {tightest}"] if tightest else []
        shown = "; ".join([*_words(item, found), *room])
        yield item.entry.key, Place(item.number, shown, most, _shot(item))


def _words(item: Item, found: Survey) -> Iterator[str]:
    for index, boxes in item.places:
        sheet = found.sheets[index]
        pages = dict.fromkeys(box.page for box in boxes)
        yield f"{sheet.job.template} p. {', '.join(str(page + 1) for page in pages)}"


def _shot(item: Item) -> Shot | None:
    for index, boxes in item.places:
        return Shot(index, boxes[0].page, boxes[0].rect)
    return None


def _drawn(sheet: Sheet) -> bytes | None:
    if sheet.leaflet is None:
        return None
    campaign, tag = sheet.job.campaign, sheet.leaflet.language.tag
    known = (sheet.leaflet.title, campaign.issuer.name, campaign.issued, campaign.version, tag)
    return write_pdf(sheet.leaflet, EditionSettings(Edition.WEB), Metadata(*known))
