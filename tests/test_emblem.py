"""The issuer's emblem, from campaign.yaml to the pages of both editions."""

from __future__ import annotations

import io
import shutil
from pathlib import Path

import pikepdf
import pytest
from PIL import Image, ImageDraw

from leaflets.diagnostics import Diagnostic, Severity
from leaflets.edition import Edition
from leaflets.layout.page import Leaflet, PlacedImage
from leaflets.plan import Job, Request, plan
from leaflets.rooms import Rooms
from leaflets.units import mm
from leaflets.workspace import Workspace

ROOT = Path(__file__).parents[1]
LANGUAGES = ("zh_Hans_CN", "en", "fr", "ar")
SIDE = 120


def emblem(mode: str = "RGBA") -> Image.Image:
    """Return a disc with a light left half, on nothing."""
    image = Image.new("RGBA", (SIDE, SIDE))
    pen = ImageDraw.Draw(image)
    pen.ellipse((0, 0, SIDE - 1, SIDE - 1), fill=(170, 20, 40, 255))
    pen.rectangle((20, 40, SIDE // 2, 80), fill=(240, 210, 60, 255))
    return image.convert(mode)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for folder in ("campaigns", "templates", "locales"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    file = tmp_path / "campaigns/yuexiu/campaign.yaml"
    text = file.read_text(encoding="utf-8")
    assert "  emblem:\n" in text
    file.write_text(text.replace("  emblem:\n", "  emblem: seal.png\n"), encoding="utf-8")
    emblem().save(tmp_path / "campaigns/yuexiu/seal.png")
    return tmp_path


def job(root: Path, locale: str, rooms: Rooms) -> Job:
    workspace = Workspace(root)
    request = Request(workspace.out, campaigns=("yuexiu",), templates=("know-the-law",))
    jobs = plan(workspace, request, rooms.campaign, [])
    return next(one for one in jobs if one.locale == locale)


def laid_out(root: Path, locale: str, report: list[Diagnostic]) -> Leaflet | None:
    rooms = Rooms(Workspace(root))
    return rooms.leaflet(job(root, locale, rooms), report)


def written(root: Path, locale: str, edition: Edition) -> bytes:
    """Return the file of an edition, in which preflight found nothing."""
    rooms = Rooms(Workspace(root))
    report: list[Diagnostic] = []
    wanted = job(root, locale, rooms)
    leaflet = rooms.leaflet(wanted, report)
    assert leaflet is not None
    content = rooms.pdf(wanted, edition, leaflet, report)
    assert content is not None
    assert report == []
    return content


def images(content: bytes) -> list[tuple[str, bytes]]:
    """Return colour space and samples of every image of the file."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        found = [one for one in pdf.objects if isinstance(one, pikepdf.Stream)]
        shown = [one for one in found if one.get("/Subtype") == "/Image"]
        return [(str(one.ColorSpace), one.read_bytes()) for one in shown]


@pytest.mark.parametrize("locale", LANGUAGES)
@pytest.mark.parametrize("edition", Edition)
def test_every_edition_shows_it_as_one_object_and_passes_preflight(
    root: Path, locale: str, edition: Edition
) -> None:
    content = written(root, locale, edition)
    ((space, samples),) = images(content)
    white = samples[: 3 if edition is Edition.WEB else 4]
    assert (space, white) == (
        ("/DeviceRGB", b"\xff" * 3) if edition is Edition.WEB else ("/DeviceCMYK", b"\0" * 4)
    )
    assert len(samples) == SIDE * SIDE * len(white)


def test_the_same_emblem_gives_the_same_bytes(root: Path) -> None:
    assert written(root, "fr", Edition.PRESS) == written(root, "fr", Edition.PRESS)


def test_a_gray_emblem_is_black_ink_alone(root: Path) -> None:
    emblem("LA").save(root / "campaigns/yuexiu/seal.png")
    ((_, samples),) = images(written(root, "en", Edition.PRESS))
    assert not any(samples[:-3:4] + samples[1::4] + samples[2::4])
    assert max(samples[3::4]) > 150


@pytest.mark.parametrize("locale", ["en", "ar"])
def test_it_stands_at_the_start_of_the_footer(root: Path, locale: str) -> None:
    leaflet = laid_out(root, locale, [])
    assert leaflet is not None
    for page in leaflet.pages:
        (placed,) = (one for one in page.placements if isinstance(one, PlacedImage))
        box = placed.box
        start = page.width - box.right if locale == "ar" else box.x
        assert (start, box.width, box.height) == pytest.approx((mm(15), mm(8), mm(8)))
        assert placed.structure is None
        left, right = (placed.picture.samples[3 * (60 * SIDE + x) + 1] for x in (30, 90))
        assert left > right


def test_an_alternative_makes_it_a_figure_with_its_box(root: Path) -> None:
    part = root / "templates/_parts/footer.xml.j2"
    part.write_text(part.read_text().replace('alt=""', 'alt="A seal"'), encoding="utf-8")
    leaflet = laid_out(root, "en", [])
    assert leaflet is not None
    figures = [one for one in leaflet.structure if one.alt == "A seal"]
    placed = [one for page in leaflet.pages for one in page.placements]
    assert [(one.role, one.bbox, one.page) for one in figures] == [
        ("Figure", one.box, number)
        for number, one in enumerate(one for one in placed if isinstance(one, PlacedImage))
    ]


def test_faults_of_the_file_are_told(root: Path) -> None:
    file = root / "campaigns/yuexiu/seal.png"
    Image.new("L", (40, 40)).save(file)
    report: list[Diagnostic] = []
    laid_out(root, "en", report)
    assert [(one.location.path, one.severity) for one in report] == [(str(file), Severity.ERROR)]
    file.write_bytes(b"no picture")
    report = []
    assert laid_out(root, "en", report) is None
    assert [one.message for one in report] == ["this is no PNG or JPEG picture"]


def test_a_picture_of_another_folder_is_not_read(root: Path) -> None:
    part = root / "templates/_parts/footer.xml.j2"
    text = part.read_text().replace("{{ campaign.issuer.emblem }}", "../seal.png")
    part.write_text(text, encoding="utf-8")
    shutil.copy(root / "campaigns/yuexiu/seal.png", root / "campaigns/seal.png")
    report: list[Diagnostic] = []
    assert laid_out(root, "en", report) is None
    assert report[0].message.startswith("there is no picture `../seal.png`")
