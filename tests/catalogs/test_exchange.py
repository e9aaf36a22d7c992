"""Catalogs as tables and XLIFF, and the way back."""

from __future__ import annotations

import csv
import io
import re
import shutil
from pathlib import Path

import openpyxl
import pytest

from leaflets.cli import main
from leaflets.commands import catalog_exchange

ROOT = Path(__file__).parents[2]
OLD, NEW, OTHER = "Connaître la loi", "=Savoir la loi", "Apprendre la loi"
FORMATS = ("csv", "xlsx", "xlf", "xliff")


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    (tmp_path / "campaigns").mkdir()
    shutil.copytree(ROOT / "locales", tmp_path / "locales")
    return tmp_path


def run(workspace: Path, command: str, locale: str, ending: str) -> int:
    sheet = workspace / f"sheet.{ending}"
    arguments = ["-C", str(workspace), "catalog", command, locale, str(sheet)]
    version = ["--xliff", "2.0"] if command == "export" and ending == "xliff" else []
    plain = ["--plain"] if command == "export" and not (workspace / "templates").exists() else []
    return main([*arguments, *version, *plain])


def catalog(workspace: Path, locale: str = "fr") -> Path:
    return workspace / f"locales/{locale}/LC_MESSAGES/leaflets.po"


def edit_sheet(path: Path) -> None:
    if path.suffix == ".xlsx":
        book = openpyxl.load_workbook(path)
        [cell] = [row[5] for row in book.active.iter_rows() if row[5].value == OLD]
        cell.value, cell.data_type = NEW, "s"
        book.save(path)
    elif path.suffix == ".csv":
        rows = list(csv.reader(io.StringIO(path.read_text("utf-8-sig"), newline="")))
        rows = [[NEW if n == 5 and c == OLD else c for n, c in enumerate(row)] for row in rows]
        text = io.StringIO(newline="")
        csv.writer(text).writerows(rows)
        path.write_bytes(text.getvalue().encode("utf-8-sig"))
    else:
        text = path.read_text("utf-8")
        assert f">{OLD}</target>" in text
        path.write_text(text.replace(f">{OLD}</target>", f">{NEW}</target>"), "utf-8")


@pytest.mark.parametrize("locale", ["ar", "fr", "zh_Hans_CN", "en"])
@pytest.mark.parametrize("ending", FORMATS)
def test_a_sheet_that_nobody_edited_changes_no_byte(
    workspace: Path, locale: str, ending: str
) -> None:
    before = catalog(workspace, locale).read_bytes()
    assert run(workspace, "export", locale, ending) == 0
    assert run(workspace, "import", locale, ending) == 0
    assert catalog(workspace, locale).read_bytes() == before


@pytest.mark.parametrize("ending", FORMATS)
def test_an_edit_changes_its_text_and_nothing_else(workspace: Path, ending: str) -> None:
    before = catalog(workspace).read_text("utf-8")
    assert run(workspace, "export", "fr", ending) == 0
    edit_sheet(workspace / f"sheet.{ending}")
    assert run(workspace, "import", "fr", ending) == 0
    assert catalog(workspace).read_text("utf-8") == before.replace(f'"{OLD}"', f'"{NEW}"')


@pytest.mark.parametrize("ending", FORMATS)
def test_an_edit_made_meanwhile_is_never_overwritten(
    workspace: Path, ending: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(workspace, "export", "fr", ending) == 0
    text = catalog(workspace).read_text("utf-8")
    catalog(workspace).write_text(text.replace(f'"{OLD}"', f'"{OTHER}"'), "utf-8")
    meanwhile = catalog(workspace).read_bytes()
    assert run(workspace, "import", "fr", ending) == 0  # the sheet is as it was
    assert catalog(workspace).read_bytes() == meanwhile
    edit_sheet(workspace / f"sheet.{ending}")
    assert run(workspace, "import", "fr", ending) == 1
    assert catalog(workspace).read_bytes() == meanwhile
    said = capsys.readouterr().err
    assert OTHER in said
    assert NEW in said


def test_a_text_that_is_gone_is_said(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(workspace, "export", "fr", "csv") == 0
    edit_sheet(workspace / "sheet.csv")
    text = catalog(workspace).read_text("utf-8")
    catalog(workspace).write_text(text.replace('msgid "Know the law"', 'msgid "Law"'), "utf-8")
    assert run(workspace, "import", "fr", "csv") == 1
    assert "is not in the catalog any more" in capsys.readouterr().err


@pytest.mark.parametrize("ending", FORMATS)
def test_what_is_no_sheet_of_ours_is_refused(workspace: Path, ending: str) -> None:
    (workspace / f"sheet.{ending}").write_text("a,b\n1,2\n", "utf-8")
    assert run(workspace, "import", "fr", ending) == 2


@pytest.fixture
def whole(workspace: Path) -> Path:
    """Return a workspace with leaflets, so that texts have places."""
    for name in ("campaigns", "templates"):
        shutil.copytree(ROOT / name, workspace / name, dirs_exist_ok=True)
    campaign = workspace / "campaigns/yuexiu/campaign.yaml"
    text = campaign.read_text("utf-8")
    few = re.sub(r"\ntemplates: .*", "\ntemplates: [know-the-law, numbers-card]", text)
    campaign.write_text(re.sub(r"(?ms)^order:.*?(?=^\w|\Z)", "", few), "utf-8")
    return workspace


def cells(workspace: Path) -> dict[str, dict[str, str]]:
    """Return the rows of the CSV by their source."""
    lines = (workspace / "sheet.csv").read_text("utf-8-sig")
    return {row["source"]: row for row in csv.DictReader(io.StringIO(lines, newline=""))}


@pytest.mark.parametrize("ending", FORMATS)
def test_places_do_not_come_back(whole: Path, ending: str) -> None:
    before = catalog(whole).read_bytes()
    assert run(whole, "export", "fr", ending) == 0
    assert run(whole, "import", "fr", ending) == 0
    assert catalog(whole).read_bytes() == before
    edit_sheet(whole / f"sheet.{ending}")
    assert run(whole, "import", "fr", ending) == 0
    assert NEW in catalog(whole).read_text("utf-8")


def test_a_row_says_where_it_shows_and_how_long_it_may_be(whole: Path) -> None:
    assert run(whole, "export", "fr", "csv") == 0
    row = cells(whole)["Police"]
    assert row["shown"].startswith("know-the-law p. 1, 2; numbers-card p. 1")
    assert "least room in " in row["shown"]
    assert int(row["most"]) >= len("Police")
    assert row["box"].isdecimal()


@pytest.mark.parametrize(
    "source", ["Police", "What is lawful elsewhere may not be lawful in China."]
)
def test_a_text_as_long_as_its_limit_still_fits(
    whole: Path, source: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(whole, "export", "fr", "csv") == 0
    row = cells(whole)[source]
    words = (row["translation"] + " ") * 20
    longest = words[: int(row["most"])].strip()
    old = f'msgid "{source}"\nmsgstr "{row["translation"]}"'
    text = catalog(whole).read_text("utf-8")
    assert old in text
    for target, fits in ((longest, True), (words * 8, False)):
        new = f'msgid "{source}"\nmsgstr "{target.strip()}"'
        catalog(whole).write_text(text.replace(old, new), "utf-8")
        main(["-C", str(whole), "build", "--language", "fr", "--edition", "web"])
        assert ("too long" not in capsys.readouterr().err) is fits


def test_a_workbook_has_a_picture_of_each_place(whole: Path) -> None:
    assert run(whole, "export", "fr", "xlsx") == 0
    sheet = openpyxl.load_workbook(whole / "sheet.xlsx").active
    rows = [row for row in sheet.iter_rows() if row[3].value in (None, "0")]  # not the head
    shown = sum(bool(row[9].value) for row in rows)
    assert len(sheet._images) > 60
    assert len(sheet._images) == shown
    assert max(image.width for image in sheet._images) <= 320


def test_xliff_says_the_limit_in_its_own_way(whole: Path) -> None:
    for ending, said in (("xlf", 'size-unit="char"'), ("xliff", "slr:sizeRestriction=")):
        assert run(whole, "export", "fr", ending) == 0
        text = (whole / f"sheet.{ending}").read_text("utf-8")
        assert said in text
        assert "of the proof: know-the-law p. 1" in text


def test_who_watches_is_told_what_takes_seconds(
    whole: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(catalog_exchange, "watched", lambda: True)
    assert run(whole, "export", "fr", "csv") == 0
    assert "laying out the leaflets in fr" in capsys.readouterr().err


def test_without_leaflets_the_rows_have_no_places(
    workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["-C", str(workspace), "catalog", "export", "fr", str(workspace / "sheet.csv")]
    assert main(arguments) == 0
    assert "have no places" in capsys.readouterr().err
    assert cells(workspace)["Police"]["shown"] == ""
