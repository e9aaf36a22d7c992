"""The outlined twin: no font, and the same picture."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pikepdf
import pymupdf
import pytest
from PIL import Image, ImageChops

from leaflets.diagnostics import Diagnostic
from leaflets.edition import Edition
from leaflets.layout.outlined import outlined
from leaflets.layout.page import PlacedShape
from leaflets.plan import Request, plan
from leaflets.rooms import Rooms
from leaflets.workspace import Workspace

WORKSPACE = Workspace(Path(__file__).parents[2])
DOTS, FINER = 100, 4
"""Dots an inch that are compared, each the mean of so many finer ones in both directions."""


@pytest.mark.parametrize("locale", ["en", "ar", "zh_Hans_CN"])
def test_the_twin_has_no_font_and_looks_the_same(locale: str) -> None:
    rooms, report = Rooms(WORKSPACE), list[Diagnostic]()
    request = Request(WORKSPACE.out, templates=("numbers-card",), languages=(locale,))
    (job,) = plan(WORKSPACE, request, rooms.campaign, report)
    leaflet = rooms.leaflet(job, report)
    assert leaflet is not None
    live = rooms.pdf(job, Edition.PRESS, leaflet, report)
    twin = rooms.pdf(job, Edition.OUTLINED, leaflet, report)
    assert live is not None
    assert twin is not None
    assert report == []
    with pikepdf.open(io.BytesIO(twin)) as pdf:
        assert len(list(pdf.pages[0].Resources.Font.keys())) == 0
    assert pymupdf.open(stream=twin)[0].get_text().strip() == ""
    for page in range(len(leaflet.pages)):
        difference = ImageChops.difference(_picture(live, page), _picture(twin, page))
        _, most = difference.getextrema()
        assert most < 64  # the rasteriser places a glyph to a quarter of its dots
    assert job.file_name(Edition.OUTLINED) == f"yuexiu/press/numbers-card.{locale}.outlined.pdf"


def test_shapes_stay_as_they_are_and_lines_become_shapes() -> None:
    rooms, report = Rooms(WORKSPACE), list[Diagnostic]()
    request = Request(WORKSPACE.out, templates=("numbers-card",), languages=("ar",))
    (job,) = plan(WORKSPACE, request, rooms.campaign, report)
    leaflet = rooms.leaflet(job, report)
    assert leaflet is not None
    twin = outlined(leaflet)
    for page, before in zip(twin.pages, leaflet.pages, strict=True):
        assert all(isinstance(one, PlacedShape) for one in page.placements)
        kept = [one for one in before.placements if isinstance(one, PlacedShape)]
        assert [one for one in page.placements if one in kept] == kept
    assert replace(twin, pages=leaflet.pages) == leaflet


def _picture(data: bytes, page: int) -> Image.Image:
    found = pymupdf.open(stream=data)[page].get_pixmap(dpi=DOTS * FINER, colorspace="gray")
    return Image.frombytes("L", (found.width, found.height), found.samples).reduce(FINER)
