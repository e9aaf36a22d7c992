"""Every kind of press file that a campaign can ask for is judged by its own standard."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from leaflets.diagnostics import Diagnostic, has_errors
from leaflets.edition import Edition, Standard
from leaflets.plan import Request, plan
from leaflets.preflight.finding import Limits, Profile
from leaflets.preflight.judge import judge
from leaflets.rooms import Rooms
from leaflets.units import mm
from leaflets.workspace import Workspace

Made = tuple[bytes, list[Diagnostic]]
WORKSPACE = Workspace(Path(__file__).parents[2])


def made(standard: Standard, locale: str = "en", **wishes: Any) -> Made:
    rooms, report = Rooms(WORKSPACE), list[Diagnostic]()
    request = Request(WORKSPACE.out, templates=("know-the-law",), languages=(locale,))
    (job,) = plan(WORKSPACE, request, rooms.campaign, report)
    press = replace(job.campaign.press, standard=standard, **wishes)
    job = replace(job, campaign=replace(job.campaign, press=press))
    leaflet = rooms.leaflet(job, report)
    assert leaflet is not None
    content = rooms.pdf(job, Edition.PRESS, leaflet, report)
    assert content is not None
    return content, report


@pytest.mark.parametrize("standard", list(Standard))
@pytest.mark.parametrize("marks", [False, True])
@pytest.mark.parametrize("locale", ["en", "ar", "zh_Hans_CN"])
def test_what_we_write_is_what_it_says(standard: Standard, marks: bool, locale: str) -> None:
    content, report = made(standard, locale, marks=marks)
    assert report == []
    assert judge(content, Profile(standard.value), Limits()).findings == ()
    other = next(one for one in Standard if one is not standard)
    assert judge(content, Profile(other.value), Limits()).failed


def test_x1a_is_an_old_plain_file() -> None:
    content, _ = made(Standard.X1A)
    assert content.startswith(b"%PDF-1.4\n")
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert pdf.docinfo["/GTS_PDFXVersion"] == "PDF/X-1a:2003"
        assert pdf.docinfo["/Trapped"] == "/False"


def test_a_colour_above_the_ink_limit_stops_a_build() -> None:
    _, report = made(Standard.X4, ink_limit=200)
    assert any("[limits/ink-colour]" in one.message for one in report)


def test_type_below_the_least_size_stops_a_build() -> None:
    _, report = made(Standard.X4, least_type_size=9.5)
    assert any("pt; the least is 9.5 pt" in one.message for one in report)
    assert has_errors(report)
    assert made(Standard.X4, least_type_size=5.0)[1] == []


def test_less_bleed_than_the_shop_asks_for_stops_a_build() -> None:
    _, report = made(Standard.X4, bleed=mm(5))
    assert any("3.0 mm of bleed, 5 are asked" in one.message for one in report)
    assert made(Standard.X4, bleed=mm(2))[1] == []
