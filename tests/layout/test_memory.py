"""What is remembered of a leaflet comes again as it was, and what changed is made anew."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from leaflets.batch.records import Record
from leaflets.batch.stamp import Stamper
from leaflets.diagnostics import Diagnostic, Location
from leaflets.document.nodes import Document
from leaflets.edition import Edition
from leaflets.layout.compose import Job as Composing
from leaflets.layout.compose import compose
from leaflets.layout.page import Leaflet, PlacedLine
from leaflets.markup.slots import Value
from leaflets.plan import Job
from leaflets.rooms import Rooms
from leaflets.workspace import Workspace

from .test_compose import job_of, panel, paragraph

ROOT = Path(__file__).parents[2]
PLACE = Location("records.csv", 2)
NAMES = {
    "zh_Hans_CN": ("流花宾馆", "越秀国际酒店", "鹭湾"),
    "en": ("Garden Hotel", "Quiz & Jazz", "X"),
    "fr": ("Hôtel du Jardin", "Œuvre", "Ÿ"),
    "ar": ("فندق الحديقة", "بيت ضوء القمر", "ظل"),
}


def composing(*words: str) -> Composing:
    """Return a job of one panel with a paragraph for each of ``words``."""
    return job_of(Document("t", (panel("body", *map(paragraph, words)),)))


def made(job: Composing) -> Leaflet:
    report: list[Diagnostic] = []
    leaflet = compose(job, report)
    assert leaflet is not None, report
    return leaflet


def test_a_panel_that_comes_again_is_the_very_same() -> None:
    job = composing("one", "two")
    first, second = made(job), made(replace(job, document=replace(job.document, title="other")))
    pairs = zip(first.pages[0].placements, second.pages[0].placements, strict=True)
    assert all(one is other for one, other in pairs)


def test_a_panel_with_other_words_is_not() -> None:
    job = composing("one", "two")
    made(job)
    changed = Document("t", (panel("body", paragraph("three")),))
    placements = made(replace(job, document=changed)).pages[0].placements
    assert [p.line.text for p in placements if isinstance(p, PlacedLine)] == ["three"]


def test_a_panel_after_another_structure_is_made_anew() -> None:
    """Its placements name elements of the structure by their numbers."""
    job = composing("one")
    twin = panel("side", paragraph("two"))
    after = Document("t", (twin, *job.document.panels))
    alone, behind = made(job), made(replace(job, document=after))
    numbers = [
        [p.structure for p in leaflet.pages[0].placements if isinstance(p, PlacedLine)]
        for leaflet in (alone, behind)
    ]
    assert numbers == [[2], [2, 4]]


def test_a_leaflet_does_not_tell_which_were_made_before_it() -> None:
    for locale, names in NAMES.items():
        alone = {name: files(Rooms(Workspace(ROOT)), locale, [name])[0] for name in names}
        together = files(Rooms(Workspace(ROOT)), locale, [*names, *reversed(names)])
        assert together == [alone[name] for name in (*names, *reversed(names))]


def files(rooms: Rooms, locale: str, names: list[str]) -> list[dict[Edition, bytes]]:
    """Return the files of notices laid out in full for venues of these ``names``."""
    campaign = rooms.campaign("yuexiu", [])
    assert campaign is not None
    job = Job("yuexiu", campaign, "venue-notice", locale, (Edition.WEB, Edition.PRESS))
    stamper = Stamper(rooms, job, whole=True)
    found = []
    for name in names:
        report: list[Diagnostic] = []
        cells = {
            "venue_name": Value(name, PLACE),
            "address": Value("1", PLACE),
            "contact": Value(name, PLACE),
            "phone": Value("+86 20 81234567", PLACE),
            "serial": Value("YX-1", PLACE),
        }
        found.append(stamper.make(Record(name, "stem", 2, cells), report))
        assert found[-1], report
    return found


def test_a_panel_on_a_page_of_the_other_direction_is_placed_anew() -> None:
    """Every language has the Chinese panels of this sheet beside its own."""
    rooms = Rooms(Workspace(ROOT))
    campaign = rooms.campaign("yuexiu", [])
    assert campaign is not None
    for locale in NAMES:
        job = Job("yuexiu", campaign, "know-the-law-facing", locale, (Edition.WEB,))
        report: list[Diagnostic] = []
        together, alone = rooms.leaflet(job, report), Rooms(Workspace(ROOT)).leaflet(job, report)
        assert together is not None, report
        assert together == alone
