"""What stands beside the sheet for the print shop."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pymupdf
import pytest

from leaflets.diagnostics import Diagnostic
from leaflets.edition import Edition
from leaflets.plan import Request, plan
from leaflets.preflight.element import Element, Kind
from leaflets.preflight.finding import Limits
from leaflets.preflight.subject import Sheet, open_subject
from leaflets.rooms import Rooms
from leaflets.units import mm
from leaflets.workspace import Workspace

WORKSPACE = Workspace(Path(__file__).parents[2])


def marked(template: str, locale: str) -> bytes:
    rooms, report = Rooms(WORKSPACE), list[Diagnostic]()
    request = Request(WORKSPACE.out, templates=(template,), languages=(locale,))
    (job,) = plan(WORKSPACE, request, rooms.campaign, report)
    campaign = job.campaign
    job = replace(job, campaign=replace(campaign, press=replace(campaign.press, marks=True)))
    leaflet = rooms.leaflet(job, report)
    assert leaflet is not None
    data = rooms.pdf(job, Edition.PRESS, leaflet, report)
    assert report == []
    assert data is not None
    return data


def outside(sheet: Sheet) -> list[Element]:
    return [one for one in sheet.elements if not sheet.bleed.meets(one.box)]


def test_the_slug_tells_job_language_side_version_and_date() -> None:
    data = marked("know-the-law", "ar")
    words = pymupdf.open(stream=data)[1].get_text()
    for said in ("yuexiu", "know-the-law", "ar", "version 1.0", "2026-11-23", "side 2 of 2"):
        assert said in words.replace("\n", " ")


def test_each_plate_is_named_in_its_own_ink() -> None:
    sheet = open_subject(marked("know-the-law", "en"), Limits()).sheets[0]
    texts = [one for one in outside(sheet) if one.kind is Kind.TEXT]
    assert {tuple(ink.tints) for one in texts for ink in one.inks} == {
        ("Cyan",),
        ("Magenta",),
        ("Yellow",),
        ("Black",),
    }


def test_a_spot_plate_is_named_in_its_own_ink() -> None:
    data = marked("help-door-hanger", "en")
    assert "Die" in pymupdf.open(stream=data)[0].get_text().split()
    sheet = open_subject(data, Limits()).sheets[0]
    texts = [one for one in outside(sheet) if one.kind is Kind.TEXT]
    assert ("Die",) in {tuple(ink.tints) for one in texts for ink in one.inks}


@pytest.mark.parametrize(("template", "count"), [("know-the-law", 8), ("numbers-card", 7)])
def test_the_colour_bar_keeps_off_the_register_mark(template: str, count: int) -> None:
    sheet = open_subject(marked(template, "en"), Limits()).sheets[0]
    patches = [one for one in outside(sheet) if one.kind is Kind.PATH and one.fill]
    assert len(patches) == count
    middle = (sheet.trim.left + sheet.trim.right) / 2
    assert all(one.box.right < middle - mm(3) for one in patches)
    assert all(one.box.bottom > sheet.bleed.top for one in patches)


@pytest.mark.parametrize(("locale", "places"), [("en", (97, 197)), ("ar", (100, 200))])
def test_folds_are_marked_where_the_sheet_folds(locale: str, places: tuple[int, int]) -> None:
    sheet = open_subject(marked("know-the-law-trifold", locale), Limits()).sheets[0]
    upright = [
        one.box.left - sheet.trim.left
        for one in outside(sheet)
        if one.stroke and one.box.right - one.box.left < 0.01
    ]
    for place in places:
        assert sum(abs(x - mm(place)) < 0.1 for x in upright) == 2
