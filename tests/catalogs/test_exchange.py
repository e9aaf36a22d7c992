"""Catalogs as tables and XLIFF, and the way back."""

from __future__ import annotations

import csv
import io
import shutil
from pathlib import Path

import openpyxl
import pytest

from leaflets.cli import main

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
    return main([*arguments, *version])


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
