"""The package: what is in it, that it is always the same, and what it refuses to hold."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pikepdf
import pytest
from PIL import Image, ImageChops, ImageStat

from leaflets.campaign import read_campaign
from leaflets.cli import main
from leaflets.diagnostics import Diagnostic, Location
from leaflets.order import order_gaps
from leaflets.package.told import STALE, told
from leaflets.preflight.finding import Limits, Profile
from leaflets.preflight.judge import judge
from leaflets.units import mm

from ._workspace import ROOT, TABLE, build, make, pack

TOP = "yuexiu_v1.0"
COMMON = (
    "press/yuexiu_know-the-law-trifold_A4_zh_2000_v1.0.pdf",
    "press/yuexiu_help-door-hanger_100x240mm_zh_500_v1.0.pdf",
    "press/yuexiu_help-door-hanger_100x240mm_ar_20_v1.0.pdf",
)
PAPERS = (
    "README.txt",
    "order.csv",
    "order.xlsx",
    "contact-sheet.pdf",
    "preflight.txt",
    "preflight.json",
    "SHA256SUMS",
)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    workspace = make(tmp_path_factory.mktemp("workspace"))
    build(workspace)
    assert pack(workspace) == 0
    return workspace


@pytest.fixture(scope="module")
def package(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package, unpacked."""
    folder = tmp_path_factory.mktemp("package")
    with zipfile.ZipFile(built / f"out/yuexiu/{TOP}.zip") as archive:
        assert archive.testzip() is None
        archive.extractall(folder)
    return folder / TOP


@pytest.fixture
def workspace(built: Path, tmp_path: Path) -> Path:
    """A workspace of its own for a test that changes it."""
    return Path(shutil.copytree(built, tmp_path / "workspace"))


def rows(package: Path) -> list[dict[str, str]]:
    text = (package / "order.csv").read_text(encoding="utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def refused(workspace: Path, capsys: pytest.CaptureFixture[str]) -> str:
    """Return why there is no package; there must be none."""
    (workspace / f"out/yuexiu/{TOP}.zip").unlink()
    assert pack(workspace) == 1
    assert not list(workspace.glob("out/**/*.zip"))
    return capsys.readouterr().err


def test_names_say_what_a_file_is(package: Path) -> None:
    found = {str(one.relative_to(package)) for one in package.rglob("*") if one.is_file()}
    venues = {name for name in found if name.startswith("venues/")}
    assert found - venues == {*COMMON, *PAPERS}
    assert "venues/YX-1/yuexiu_venue-notice_A5_zh_200_v1.0_YX-1.pdf" in venues
    assert len(venues) == 3  # the school takes none in Arabic
    assert all(name.isascii() for name in found)


def test_packed_files_are_those_of_the_build(built: Path, package: Path) -> None:
    made = built / "out/yuexiu/press/know-the-law-trifold.zh_Hans_CN.pdf"
    assert (package / COMMON[0]).read_bytes() == made.read_bytes()
    made = built / "out/yuexiu/press/venue-notice/YX-1.ar.pdf"
    (packed,) = (package / "venues/YX-1").glob("*_ar_20_*")
    assert packed.read_bytes() == made.read_bytes()


def test_a_package_is_the_same_byte_for_byte(built: Path, tmp_path: Path) -> None:
    target = tmp_path / "again.zip"
    command = [sys.executable, "-m", "leaflets", "-C", str(built), "package", "yuexiu"]
    environment = {**os.environ, "PYTHONHASHSEED": "7", "TZ": "Asia/Shanghai"}
    subprocess.run([*command, "--out", str(target)], check=True, env=environment)
    assert target.read_bytes() == (built / f"out/yuexiu/{TOP}.zip").read_bytes()


def test_sha256sum_agrees(package: Path) -> None:
    subprocess.run(["sha256sum", "--check", "--strict", "SHA256SUMS"], cwd=package, check=True)
    listed = (package / "SHA256SUMS").read_text().splitlines()
    assert len(listed) == sum(one.is_file() for one in package.rglob("*")) - 1


def test_a_line_says_all_that_a_shop_asks(package: Path) -> None:
    line = rows(package)[0]
    assert line["file"] == COMMON[0]
    assert line["sha256"] in (package / "SHA256SUMS").read_text()
    assert (line["pages"], line["finished_mm"], line["flat_mm"]) == ("2", "100 × 210", "297 × 210")
    assert (line["bleed_mm"], line["colours"], line["spot_inks"]) == ("3.0", "4/4", "")
    assert (line["paper"], line["weight_gsm"]) == ("双铜纸 coated", "128")
    assert line["fold"] == "C-fold: 97 | 100 | 100 mm"
    assert (line["quantity"], line["deliver_to"]) == ("2000", "District office")
    assert (line["address"], line["contact"]) == ("9 Road", "Li 李")


def test_each_venue_gets_its_number_at_its_address(package: Path) -> None:
    hangers = [one for one in rows(package) if "help-door-hanger" in one["file"]]
    sent = [(one["language"], one["venue"], one["quantity"]) for one in hangers]
    assert sent == [
        ("zh-Hans-CN", "YX-1", "200"),
        ("zh-Hans-CN", "张/2", "300"),
        ("ar", "YX-1", "20"),
    ]
    assert hangers[0]["deliver_to"] == "宾馆"
    assert hangers[2]["deliver_to"] == "宾馆"  # who delivers reads the first language
    assert (hangers[0]["colours"], hangers[0]["spot_inks"]) == ("4/0", "Die")


def test_no_cell_is_a_formula(package: Path) -> None:
    line = next(one for one in rows(package) if one["venue"] == "张/2")
    assert (line["deliver_to"], line["phone"]) == ("'=学校", "'+86 2")
    book = openpyxl.load_workbook(package / "order.xlsx")
    assert {cell.data_type for row in book.active for cell in row} <= {"s", "n", "inlineStr"}
    assert any(cell.value == "=学校" for row in book.active for cell in row)


def test_workbook_and_csv_say_the_same(package: Path) -> None:
    sheet = openpyxl.load_workbook(package / "order.xlsx").active
    head, *body = sheet.iter_rows(values_only=True)
    assert [str(one).split("\n")[1] for one in head] == list(rows(package)[0])
    texts = [["" if cell is None else str(cell) for cell in row] for row in body]
    assert texts == [[one.removeprefix("'") for one in line.values()] for line in rows(package)]
    assert sheet.freeze_panes == "B2"


def test_the_contact_sheet_shows_every_leaflet_and_a_box_to_sign(package: Path) -> None:
    content = (package / "contact-sheet.pdf").read_bytes()
    with pikepdf.open(io.BytesIO(content)) as pdf:
        shown = [list(page.Resources.XObject.values()) for page in pdf.pages]
    assert [len(one) for one in shown] == [2, 2, 4]  # trifold zh; hanger zh and ar; notice
    assert all(str(form.Subtype) == "/Form" for page in shown for form in page)
    verdict = judge(content, Profile.X4, Limits(bleed=0.0))
    assert [one.message for one in verdict.findings] == []


def test_pages_on_the_contact_sheet_are_as_large_as_it_allows(package: Path) -> None:
    """A trifold in one language has a sheet of its own, an A5 notice in two stands side by side."""
    with pikepdf.open(package / "contact-sheet.pdf") as pdf:
        widths = [_widths(page) for page in pdf.pages]
    trifold, hanger, notice = widths
    assert min(trifold) > mm(70)
    assert min(hanger) > mm(40)
    assert min(notice) > mm(60)


def _widths(page: pikepdf.Page) -> list[float]:
    """Return how wide the forms on a page are drawn; each is one unit wide before that."""
    found, scale = [], 0.0
    for operands, operator in pikepdf.parse_content_stream(page):
        if str(operator) == "cm":
            scale = float(operands[0])
        elif str(operator) == "Do":
            found.append(scale)
    return found


@pytest.mark.needs("pdftotext")
def test_the_contact_sheet_names_files_and_numbers(package: Path) -> None:
    sheet = str(package / "contact-sheet.pdf")
    text = subprocess.run(["pdftotext", "-layout", sheet, "-"], capture_output=True, check=True)
    said = re.sub(r"\s", "", text.stdout.decode())
    for words in ("同意付印Approvedforprinting", "数量quantity:2000", "签字或盖章", *COMMON):
        assert re.sub(r"\s", "", words) in said


@pytest.mark.needs("pdftoppm")
def test_a_page_on_the_contact_sheet_looks_like_the_page(package: Path, tmp_path: Path) -> None:
    def drawn(path: Path, *options: str) -> Image.Image:
        target = tmp_path / path.stem
        command = ["pdftoppm", "-png", "-singlefile", *options, str(path), str(target)]
        subprocess.run(command, check=True)
        return Image.open(f"{target}.png").convert("L")

    with pikepdf.open(package / "contact-sheet.pdf") as pdf:
        moved = [one.operands for one in pikepdf.parse_content_stream(pdf.pages[1], "cm Do")]
        height = float(pdf.pages[1].mediabox[3])
    at = next(n for n, operands in enumerate(moved) if len(operands) == 1)
    width, _, _, tall, left, bottom = (2 * float(value) for value in moved[at - 1])
    sheet = drawn(package / "contact-sheet.pdf", "-r", "144", "-f", "2", "-l", "2")
    shown = sheet.crop(
        (
            round(left),
            round(2 * height - bottom - tall),
            round(left + width),
            round(2 * height - bottom),
        )
    )
    inside = ("-r", "72", "-x", "9", "-y", "9", "-W", "283", "-H", "680")  # the trim, without bleed
    page = drawn(package / COMMON[1], *inside).resize(shown.size)
    assert ImageStat.Stat(ImageChops.difference(shown, page)).mean[0] < 12
    assert (
        ImageStat.Stat(
            ImageChops.difference(shown, page.transpose(Image.Transpose.ROTATE_180))
        ).mean[0]
        > 40
    )


def test_the_readme_speaks_to_the_shop_in_two_languages(package: Path) -> None:
    raw = (package / "README.txt").read_bytes()
    text = raw.decode("utf-8-sig")
    assert raw.count(b"\n") == raw.count(b"\r\n")
    for words in ("标准 PDF/X-4", "短边翻转", "flip on the short edge", "one side", "Die", "Li 李"):
        assert words in text


def test_the_preflight_report_covers_every_file(package: Path) -> None:
    report = json.loads((package / "preflight.json").read_text())
    names = {one["path"] for one in report}
    assert names == {str(one.relative_to(package)) for one in package.rglob("*_v1.0*.pdf")}
    assert all(one["passed"] for one in report)
    assert COMMON[0] in (package / "preflight.txt").read_text()


def _touch(workspace: Path) -> None:
    path = workspace / "out/yuexiu/press/know-the-law-trifold.zh_Hans_CN.pdf"
    path.write_bytes(path.read_bytes()[:-1])


def _remove(workspace: Path) -> None:
    (workspace / "out/yuexiu/press/help-door-hanger.ar.pdf").unlink()


def _change_fact(workspace: Path) -> None:
    path = workspace / "campaigns/yuexiu/campaign.yaml"
    path.write_text(path.read_text().replace('number: "110"', 'number: "119"'))


def _spoil_venue(workspace: Path) -> None:
    (workspace / "out/yuexiu/press/venue-notice/YX-1.ar.pdf").write_bytes(b"%PDF-1.6\n")


def _cut_manifest(workspace: Path) -> None:
    path = workspace / "out/yuexiu/manifest.jsonl"
    path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[:3]))


def _forget_merge(workspace: Path) -> None:
    (workspace / "out/yuexiu/manifest.jsonl").unlink()


def _no_number(workspace: Path) -> None:
    path = workspace / "campaigns/yuexiu/records.csv"
    path.write_text(path.read_text().replace(",200,20", ",many,20"))


def _other_version(workspace: Path) -> None:
    path = workspace / "campaigns/yuexiu/campaign.yaml"
    path.write_text(re.sub("^version: .*", 'version: "2.0"', path.read_text(), flags=re.M))


def test_what_is_wrong_with_many_files_is_said_once(
    workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _other_version(workspace)
    said = refused(workspace, capsys)
    assert "out/yuexiu/press: 3 files are not what the sources make now: " in said
    assert said.count("run `leaflets build yuexiu`") == 1


def test_many_files_are_counted_and_some_named() -> None:
    files = [Diagnostic(Location(f"out/{n}.pdf"), STALE, "build") for n in range(64)]
    (found,) = told(files)
    assert found.location.path == "out"
    assert found.message.startswith("64 files are not what the sources make now: 0.pdf, 1.pdf, ")
    assert found.message.endswith(" and 59 more")
    other = Diagnostic(Location("out/1.pdf"), "is a draft")
    assert list(told([*files[:2], other])) == [*files[:2], other]


def test_a_whole_number_may_be_written_as_a_decimal(
    workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = workspace / "campaigns/yuexiu/records.csv"
    path.write_text(TABLE.replace(",200,20", ",200.0,20.00"), encoding="utf-8")
    assert main(["-C", str(workspace), "merge", "yuexiu", "--jobs", "1"]) == 0
    assert pack(workspace) == 0
    path.write_text(TABLE.replace(",200,20", ",200.5,20"), encoding="utf-8")
    assert "`quantity` is “200.5”" in refused(workspace, capsys)


def _no_address(workspace: Path) -> None:
    path = workspace / "campaigns/yuexiu/records.csv"
    path.write_text(path.read_text().replace("1 Road", ""))


def _no_quantity(workspace: Path) -> None:
    path = workspace / "campaigns/yuexiu/campaign.yaml"
    path.write_text(path.read_text().replace(", ar: 0}", "}"))


def _no_order(workspace: Path) -> None:
    path = workspace / "campaigns/yuexiu/campaign.yaml"
    path.write_text(path.read_text().partition("\norder:")[0])


def _unfinished(workspace: Path, rule: str) -> None:
    path = workspace / "campaigns/yuexiu/campaign.yaml"
    path.write_text(path.read_text().replace("incomplete: refuse", f"incomplete: {rule}"))
    path = workspace / "locales/ar/LC_MESSAGES/leaflets.po"
    text = path.read_text(encoding="utf-8")
    start = text.index('msgid "Need help?"')
    end = text.index("\n\n", start)
    start = text.rindex("\n\n", 0, start)
    path.write_text(text[:start] + text[end:], encoding="utf-8")


def _draft(workspace: Path) -> None:
    _unfinished(workspace, "draft")


def _left_out(workspace: Path) -> None:
    _unfinished(workspace, "leave_out")


def _too_much_ink(workspace: Path) -> None:
    path = workspace / "campaigns/yuexiu/campaign.yaml"
    path.write_text(path.read_text().replace("ink_limit: 300", "ink_limit: 110"))


def _no_press(workspace: Path) -> None:
    path = workspace / "campaigns/yuexiu/campaign.yaml"
    path.write_text(path.read_text().replace("editions: [press]", "editions: [web]"))


@pytest.mark.parametrize(
    ("harm", "message"),
    [
        (_touch, "know-the-law-trifold.zh_Hans_CN.pdf: is not what the sources make now"),
        (_remove, "help-door-hanger.ar.pdf: has not been built"),
        (_change_fact, "manifest.jsonl: its files are not what the sources make now"),
        (_change_fact, "3 files are not what the sources make now: know-the-law-trifold.zh_"),
        (_spoil_venue, "YX-1.ar.pdf: is not what was merged"),
        (_cut_manifest, "the run did not come to “张/2”"),
        (_forget_merge, "nothing has been merged"),
        (_no_number, "records.csv:2:7: `quantity` is “many”"),
        (_no_address, "records.csv:2:4: `address` is empty"),
        (_no_quantity, "`order.leaflets.know-the-law-trifold.quantity` says no number for ar"),
        (_no_order, "`order` is missing"),
        (_too_much_ink, "ink"),
        (_no_press, "lists none for the press"),
        (_draft, "help-door-hanger in ar: is a draft"),
        (_left_out, "help-door-hanger in ar: is ordered, and left out"),
    ],
)
def test_nothing_stale_faulty_or_unordered_is_packed(
    workspace: Path,
    capsys: pytest.CaptureFixture[str],
    harm: Callable[[Path], None],
    message: str,
) -> None:
    harm(workspace)
    said = refused(workspace, capsys)
    assert message in said
    assert "hint: " in said


def test_a_zip_that_cannot_be_written_leaves_nothing(
    workspace: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = (workspace / f"out/yuexiu/{TOP}.zip").read_bytes()

    def full(_: int) -> None:
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr(os, "fsync", full)
    assert pack(workspace) == 1
    monkeypatch.undo()
    assert "No space left" in capsys.readouterr().err
    assert (workspace / f"out/yuexiu/{TOP}.zip").read_bytes() == before
    assert not list((workspace / "out").rglob(".leaflets-*"))


def test_approved_refuses_a_language_that_nobody_approved(
    workspace: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = ("--out", str(tmp_path / "package.zip"))
    assert pack(workspace, "--approved", *target) == 1
    assert "approve" in capsys.readouterr().err
    for locale in ("zh_Hans_CN", "ar"):
        by = ("--reviewer", "Reviewer")
        assert main(["-C", str(workspace), "catalog", "approve", locale, *by]) == 0
    assert pack(workspace, "--approved", *target) == 0  # a stamp makes no merged file stale


def test_the_starter_orders_everything_it_lists() -> None:
    report: list[Diagnostic] = []
    loaded = read_campaign(ROOT / "campaigns/yuexiu", report)
    assert loaded is not None
    campaign = loaded.value
    assert campaign.order is not None
    templates = {**dict.fromkeys(campaign.templates, False), **dict.fromkeys(campaign.merged, True)}
    assert list(order_gaps(loaded, campaign.order, campaign.languages, templates)) == []


def test_outlined_twins_lie_beside_and_are_not_ordered_twice(workspace: Path) -> None:
    path = workspace / "campaigns/yuexiu/campaign.yaml"
    text = path.read_text().replace("editions: [press]", "editions: [press, outlined]")
    text = text.replace("{zh_Hans_CN: 2000, ar: 0}", "0").replace("zh_Hans_CN, ar]", "ar]")
    text = text.replace("venue-notice: {deliver_to: venues}", "venue-notice: {quantity: 0}")
    path.write_text(text)
    assert main(["-C", str(workspace), "build", "--template", "help-door-hanger"]) == 0
    assert pack(workspace) == 0
    with zipfile.ZipFile(workspace / f"out/yuexiu/{TOP}.zip") as archive:
        names = set(archive.namelist())
        order = archive.read(f"{TOP}/order.csv").decode("utf-8-sig")
    name = COMMON[2]
    assert {f"{TOP}/{name}", f"{TOP}/{name.replace('press/', 'outlined/')}"} <= names
    assert "outlined/" not in order
    assert not any("/venues/" in name for name in names)


@pytest.fixture(scope="module")
def bound(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace whose venues' leaflets go to the shop in one file."""
    workspace = Path(shutil.copytree(built, tmp_path_factory.mktemp("bound") / "workspace"))
    path = workspace / "campaigns/yuexiu/campaign.yaml"
    path.write_text(
        path.read_text().replace("quantity: quantity}", "quantity: quantity, one_file: yes}")
    )
    assert main(["-C", str(workspace), "merge", "yuexiu", "--one-file", "--vt"]) == 0
    (workspace / f"out/yuexiu/{TOP}.zip").unlink()
    return workspace


def test_all_venues_in_one_file_have_their_pages_in_the_order(bound: Path, tmp_path: Path) -> None:
    target = tmp_path / "package.zip"
    assert pack(bound, "--out", str(target)) == 0
    with zipfile.ZipFile(target) as archive:
        names = [one for one in archive.namelist() if "/venues/" in one]
        text = archive.read(f"{TOP}/order.csv").decode("utf-8-sig")
        readme = archive.read(f"{TOP}/README.txt").decode("utf-8-sig")
        packed = archive.read(f"{TOP}/venues/yuexiu_venue-notice_A5_zh_500_v1.0.pdf")
    assert len(names) == 2
    sent = [
        (one["language"], one["venue"], one["file_pages"], one["quantity"])
        for one in csv.DictReader(io.StringIO(text, newline=""))
        if "venue-notice" in one["file"]
    ]
    assert sent == [
        ("zh-Hans-CN", "YX-1", "1-2", "200"),
        ("zh-Hans-CN", "张/2", "3-4", "300"),
        ("ar", "YX-1", "1-2", "20"),
    ]
    assert packed == (bound / "out/yuexiu/press/venue-notice.zh_Hans_CN.all.pdf").read_bytes()
    assert "file_pages" in readme


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("out/yuexiu/press/venue-notice.ar.all.pdf", b"%PDF-half", "is not what was merged"),
        ("out/yuexiu/one-file.json", b"{}", "nothing has been merged into one file"),
        ("campaigns/yuexiu/records.csv", TABLE.replace("Desk", "Bell").encode(), "make now"),
    ],
)
def test_one_file_is_packed_as_it_was_merged(
    bound: Path, capsys: pytest.CaptureFixture[str], name: str, content: bytes, message: str
) -> None:
    before = (bound / name).read_bytes()
    (bound / name).write_bytes(content)
    try:
        assert pack(bound) == 1
    finally:
        (bound / name).write_bytes(before)
    assert message in capsys.readouterr().err


def test_files_of_another_table_are_told_to_need_its_name(
    workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own = workspace / "campaigns/yuexiu/records.csv"
    other = workspace / "other.csv"
    other.write_text(own.read_text(encoding="utf-8").replace("Hotel", "Inn"), encoding="utf-8")
    merge = ("merge", "yuexiu", "--jobs", "1", "--records", str(other))
    assert main(["-C", str(workspace), *merge]) == 0
    assert "if another table was merged, name it with --records" in refused(workspace, capsys)
    assert pack(workspace, "--records", str(other)) == 0
    other.write_text(own.read_text(encoding="utf-8"), encoding="utf-8")
    assert pack(workspace, "--records", str(other)) == 1
    assert f"run `leaflets merge yuexiu --records {other}`" in capsys.readouterr().err


def test_a_manifest_without_a_record_is_no_merge(
    workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = workspace / "out/yuexiu/manifest.jsonl"
    path.write_bytes(path.read_bytes().splitlines(keepends=True)[0])
    assert "nothing has been merged" in refused(workspace, capsys)
