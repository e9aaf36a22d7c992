"""What every part of a proof is written from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from leaflets.campaign import Campaign
from leaflets.diagnostics import Diagnostic, Severity
from leaflets.language import Language, language
from leaflets.proof.entries import Item, Listing
from leaflets.proof.survey import Survey
from leaflets.proof.words import CARE, GREY, INK, WRONG, Look, Paragraph, Piece, shown
from leaflets.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Whole:
    """A language's leaflets and messages; ``first`` is the page of the proof with the first of
    the leaflets' pages."""

    workspace: Workspace
    survey: Survey
    listing: Listing
    first: int

    @property
    def speech(self) -> Language:
        return language(self.survey.locale)

    @property
    def campaign(self) -> Campaign:
        return self.survey.sheets[0].job.campaign

    def starts(self) -> tuple[int, ...]:
        """Return the proof's page on which each sheet begins."""
        found, page = [], self.first
        for sheet in self.survey.sheets:
            found.append(page)
            page += len(sheet.leaflet.pages) if sheet.leaflet else 0
        return tuple(found)

    def where(self, item: Item) -> Iterator[tuple[str, int]]:
        """Yield the leaflets and the proof's pages that show a message."""
        starts = self.starts()
        for index, boxes in item.places:
            for page in dict.fromkeys(spot.page for spot in boxes):
                yield self.survey.sheets[index].job.template, starts[index] + page

    def relative(self, text: str) -> str:
        """Return ``text`` with the paths of the workspace inside it, the same on every machine."""
        root = self.workspace.root
        return text if root == Path() else text.replace(f"{root}/", "")

    def problem(self, one: Diagnostic, structure: int, size: float = 8.5) -> Paragraph:
        """Return a diagnostic as a paragraph, with its place unless a message shows that."""
        error = one.severity is Severity.ERROR
        word = ("Error", WRONG) if error else ("Warning", CARE)
        pieces: list[Piece] = [
            (f"{word[0]}: ", Look(size, 700, word[1])),
            (shown(self.relative(one.message)), Look(size, colour=INK)),
        ]
        if one.hint:
            pieces.append((f" → {shown(self.relative(one.hint))}", Look(size, colour=GREY)))
        return Paragraph(tuple(pieces), structure, before=1.5)
