"""QR codes (ISO/IEC 18004) as a telephone meets them: on the printed page and on the screen."""

from __future__ import annotations

import io
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image

from leaflets.diagnostics import Diagnostic
from leaflets.edition import Edition
from leaflets.geometry import Rect
from leaflets.layout.page import Leaflet, Page, PlacedLine, PlacedShape
from leaflets.plan import Job, Request, plan
from leaflets.rooms import Rooms
from leaflets.units import mm, to_mm
from leaflets.workspace import Workspace

WORKSPACE = Workspace(Path(__file__).resolve().parents[1])
DPI = 150
QUIET_ZONE = 4
"""Modules (ISO/IEC 18004, 6.3.8)."""

LEAST_MODULE = mm(0.4)
LEAST_SIDE = mm(22)
"""The design's least side of a code with its quiet zone."""


@dataclass(frozen=True)
class Code:
    """A code on a page: its white square with the quiet zone, and the box of its modules."""

    job: Job
    leaflet: Leaflet
    number: int
    ground: Rect
    dark: PlacedShape

    @property
    def page(self) -> Page:
        return self.leaflet.pages[self.number]

    @property
    def module(self) -> float:
        """The side of a module: the outline is made of rectangles one module high."""
        corners = [points[0] for _, points in self.dark.path.segments[:3]]
        return corners[2][1] - corners[1][1]


ROOMS = Rooms(WORKSPACE)


def found_in(job: Job) -> Iterator[Code]:
    report: list[Diagnostic] = []
    leaflet = ROOMS.leaflet(job, report)
    assert leaflet is not None, report
    for number, page in enumerate(leaflet.pages):
        for under, over in pairwise(page.placements):
            if isinstance(over, PlacedShape) and over.colour.name == "black":
                assert isinstance(under, PlacedShape)
                yield Code(job, leaflet, number, under.path.bounds, over)


@cache
def codes() -> tuple[Code, ...]:
    """Return every code of every leaflet that the starter's campaigns list."""
    jobs = plan(WORKSPACE, Request(WORKSPACE.out), ROOMS.campaign, [])
    return tuple(code for job in jobs for code in found_in(job))


def test_the_starter_has_codes_in_every_language() -> None:
    assert {code.job.locale for code in codes()} >= {"zh_Hans_CN", "en", "fr", "ar"}


def test_modules_and_quiet_zone_are_large_enough() -> None:
    for code in codes():
        dark, around = code.dark.path.bounds, code.ground
        sides = (
            dark.x - around.x,
            dark.y - around.y,
            around.right - dark.right,
            around.bottom - dark.bottom,
        )
        assert min(sides) >= QUIET_ZONE * code.module - 1e-6, code.job.template
        assert code.module >= LEAST_MODULE - 1e-6, (code.job.template, to_mm(code.module))
        assert around.width == pytest.approx(around.height)
        assert around.width >= LEAST_SIDE - 1e-6, (code.job.template, to_mm(around.width))


def test_a_code_is_pure_black_on_pure_white() -> None:
    for code in codes():
        at = code.page.placements.index(code.dark)
        ground = code.page.placements[at - 1]
        assert isinstance(ground, PlacedShape)
        assert (ground.colour.rgb, ground.colour.cmyk) == ((1, 1, 1), (0, 0, 0, 0))
        assert (code.dark.colour.rgb, code.dark.colour.cmyk) == ((0, 0, 0), (0, 0, 0, 1))


def test_nothing_else_is_printed_into_the_quiet_zone() -> None:
    for code in codes():
        at = code.page.placements.index(code.dark)
        for placement in code.page.placements[at + 1 :]:
            assert not overlaps(placement, code.ground), code.job.template


def overlaps(placement: PlacedLine | PlacedShape, box: Rect) -> bool:
    if isinstance(placement, PlacedShape):
        at = placement.path.bounds
    else:
        height = max(run.size for run in placement.line.runs) * 0.7  # of capitals and figures
        at = Rect(placement.x, placement.baseline - height, placement.line.width, height)
    beside = at.x >= box.right or at.right <= box.x
    return not beside and at.y < box.bottom and at.bottom > box.y


def drawn(code: Code, edition: Edition) -> bytes:
    report: list[Diagnostic] = []
    content = ROOMS.pdf(code.job, edition, code.leaflet, report)
    assert content is not None, report
    return content


@pytest.mark.needs("pdftoppm")
@pytest.mark.parametrize("edition", Edition)
def test_every_code_is_read_from_the_rendered_page(edition: Edition) -> None:
    for code in codes():
        page = str(code.number + 1)
        command = ["pdftoppm", "-r", str(DPI), "-f", page, "-l", page, "-"]
        result = subprocess.run(
            command, input=drawn(code, edition), capture_output=True, check=True
        )
        read = zxingcpp.read_barcodes(Image.open(io.BytesIO(result.stdout)))
        more = code.job.campaign.more_information
        assert more is not None
        assert [one.text for one in read] == [more.url], (code.job.template, code.job.locale)
        assert read[0].format == zxingcpp.BarcodeFormat.QRCode


@pytest.mark.needs("gs")
def test_only_the_black_plate_prints_a_code(tmp_path: Path) -> None:
    for number, code in enumerate({one.job.template: one for one in codes()}.values()):
        plates = separated(code, tmp_path / str(number))
        assert {name for name, plate in plates.items() if darkest(plate) < 255} == {"Black"}
        assert sorted(set(plates["Black"].get_flattened_data())) == [0, 255]


def separated(code: Code, folder: Path) -> dict[str, Image.Image]:
    """Return the code with its quiet zone on each plate of the press edition."""
    folder.mkdir()
    (folder / "in.pdf").write_bytes(drawn(code, Edition.PRESS))
    page = code.number + 1
    options = ["-q", "-dSAFER", "-dBATCH", "-dNOPAUSE", "-sDEVICE=tiffsep", f"-r{DPI}"]
    options += [
        "-dGraphicsAlphaBits=1",
        "-dUseTrimBox",
        f"-dFirstPage={page}",
        f"-dLastPage={page}",
    ]
    subprocess.run(
        ["gs", *options, f"-sOutputFile={folder / 'out.tif'}", str(folder / "in.pdf")], check=True
    )
    box = code.ground
    edges = (box.x, box.y, box.right, box.bottom)
    inside = (1, 1, -1, -1)  # pixels that the square shares with its neighbours
    crop = [round(edge * DPI / 72) + inward for edge, inward in zip(edges, inside, strict=True)]
    return {
        path.name.split("(")[1].split(")")[0]: Image.open(path).convert("L").crop(tuple(crop))
        for path in folder.glob("out*(*).tif")
    }


def darkest(plate: Image.Image) -> float:
    return float(plate.getextrema()[0])
