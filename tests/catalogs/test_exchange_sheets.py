"""Sheets as other programs and other hands send them back."""

from __future__ import annotations

import csv
import io
import re
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from leaflets.cli import main

ROOT = Path(__file__).parents[2]
OLD, NEW = "Connaître la loi", "Savoir la loi"
FORMATS = ("csv", "xlsx", "xlf", "xliff")
Said = pytest.CaptureFixture[str]


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    (tmp_path / "campaigns").mkdir()
    for locale in ("ar", "fr"):
        shutil.copytree(ROOT / "locales" / locale, tmp_path / "locales" / locale)
    return tmp_path


def run(workspace: Path, command: str, locale: str, name: str = "sheet.csv") -> int:
    more = ["--plain"] if command == "export" else []
    more += ["--xliff", "2.0"] if command == "export" and name.endswith("xliff") else []
    return main(["-C", str(workspace), "catalog", command, locale, str(workspace / name), *more])


def catalog(workspace: Path) -> Path:
    return workspace / "locales/fr/LC_MESSAGES/leaflets.po"


def table(workspace: Path) -> list[list[str]]:
    text = (workspace / "sheet.csv").read_text("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline="")))


def save(workspace: Path, rows: list[list[str]], mark: str = ",", coding: str = "utf-8") -> None:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=mark).writerows(rows)
    (workspace / "sheet.csv").write_bytes(text.getvalue().encode(coding))


def edited(rows: list[list[str]], old: str, new: str) -> list[list[str]]:
    """Return ``rows`` with another translation in each cell that held ``old``."""
    column = rows[0].index("translation")
    return [[new if (n, c) == (column, old) else c for n, c in enumerate(row)] for row in rows]


def change(workspace: Path, old: str, new: str) -> None:
    """Export French as CSV, and edit a translation."""
    assert run(workspace, "export", "fr") == 0
    save(workspace, edited(table(workspace), old, new))


def test_a_sheet_without_the_exported_texts_is_compared_with_the_catalog(
    workspace: Path, capsys: Said
) -> None:
    before = catalog(workspace).read_bytes()
    assert run(workspace, "export", "fr") == 0
    column = table(workspace)[0].index("state")
    save(workspace, [row[:column] for row in table(workspace)])
    assert run(workspace, "import", "fr") == 0
    save(workspace, edited(table(workspace), OLD, NEW))
    assert run(workspace, "import", "fr") == 1
    said = capsys.readouterr()
    assert "the sheet lost its text as exported" in said.err
    assert said.out.endswith("0 texts taken, 1 conflict\n")
    assert catalog(workspace).read_bytes() == before


@pytest.mark.parametrize("name", [f"sheet.{ending}" for ending in FORMATS])
def test_a_sheet_of_another_language_is_refused(workspace: Path, name: str, capsys: Said) -> None:
    before = catalog(workspace).read_bytes()
    assert run(workspace, "export", "ar", name) == 0
    assert run(workspace, "import", "fr", name) == 2
    said = capsys.readouterr().err
    assert name in said
    assert "the file is in ar, the catalog in fr" in said
    assert catalog(workspace).read_bytes() == before


@pytest.mark.parametrize(
    ("told", "status"), [("fr-FR", 0), ("FR", 0), ("", 0), ("fr-CA", 2), ("de", 2), ("en-FR", 2)]
)
def test_tools_may_say_the_language_more_fully(workspace: Path, told: str, status: int) -> None:
    shutil.copytree(workspace / "locales/fr", workspace / "locales/fr_CA")  # which is another one
    assert run(workspace, "export", "fr", "sheet.xlf") == 0
    sheet = workspace / "sheet.xlf"
    text = sheet.read_text("utf-8")
    assert 'target-language="fr"' in text
    sheet.write_text(text.replace('target-language="fr"', f'target-language="{told}"'), "utf-8")
    assert run(workspace, "import", "fr", "sheet.xlf") == status


def test_a_sheet_from_before_it_said_its_language_comes_back(workspace: Path) -> None:
    change(workspace, OLD, NEW)
    rows = table(workspace)
    column = rows[0].index("locale")
    save(workspace, [row[:column] + row[column + 1 :] for row in rows])
    assert run(workspace, "import", "fr") == 0
    assert NEW in catalog(workspace).read_text("utf-8")


def test_line_ends_at_the_edges_are_those_of_the_msgid(workspace: Path) -> None:
    entries = '\nmsgid "Say no.\\n"\nmsgstr ""\n\nmsgid "Say\\nno"\nmsgstr "Dites\\nnon"\n'
    catalog(workspace).write_text(catalog(workspace).read_text("utf-8") + entries, "utf-8")
    assert run(workspace, "export", "fr") == 0
    rows = edited(table(workspace), OLD, f"{NEW}\r\n")
    rows = edited(rows, "Dites\nnon", "\nDis\r\nnon\n\n")
    column = rows[0].index("translation")
    [row] = [row for row in rows if row[1] == "Say no.\n"]
    row[column] = "Dites non."
    save(workspace, rows)
    assert run(workspace, "import", "fr") == 0
    text = catalog(workspace).read_text("utf-8")
    assert f'"{NEW}"' in text
    assert 'msgid "Say no.\\n"\nmsgstr "Dites non.\\n"' in text
    assert re.search(r'msgstr ""\n"Dis\\n"\n"non"', text)


def test_a_line_end_more_is_no_edit(workspace: Path, capsys: Said) -> None:
    before = catalog(workspace).read_bytes()
    change(workspace, OLD, f"{OLD}\n")
    assert run(workspace, "import", "fr") == 0
    assert capsys.readouterr().out.endswith("0 texts taken, 0 conflicts\n")
    assert catalog(workspace).read_bytes() == before


@pytest.mark.parametrize("name", [f"sheet.{ending}" for ending in FORMATS])
def test_carriage_returns_of_the_catalog_are_no_edit(workspace: Path, name: str) -> None:
    entry = '\nmsgid "One two"\nmsgstr "un\\r\\n"\n"deux"\n'
    catalog(workspace).write_text(catalog(workspace).read_text("utf-8") + entry, "utf-8")
    before = catalog(workspace).read_bytes()
    assert run(workspace, "export", "fr", name) == 0
    assert run(workspace, "import", "fr", name) == 0
    assert catalog(workspace).read_bytes() == before


@pytest.mark.parametrize("name", ["sheet.xlsx", "sheet.xlf", "sheet.xliff"])
def test_what_xml_cannot_hold_is_said(workspace: Path, name: str, capsys: Said) -> None:
    entry = '\nmsgid "One two"\nmsgstr "un\\b deux"\n'
    catalog(workspace).write_text(catalog(workspace).read_text("utf-8") + entry, "utf-8")
    assert run(workspace, "export", "fr", name) == 2
    assert "“One two” holds U+0008; take it out, or export CSV" in capsys.readouterr().err


@pytest.mark.parametrize("empty", ["", " \n"])
def test_an_emptied_cell_deletes_nothing(workspace: Path, empty: str, capsys: Said) -> None:
    before = catalog(workspace).read_bytes()
    change(workspace, OLD, empty)
    assert run(workspace, "import", "fr") == 0
    said = capsys.readouterr()
    assert "was emptied; the catalog keeps its translation" in said.err
    assert said.out.endswith("0 conflicts, 1 emptied cell left as in the catalog\n")
    assert catalog(workspace).read_bytes() == before


@pytest.mark.parametrize("mark", [",", ";", "\t"])
@pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_csv_comes_back_as_spreadsheets_save_it(workspace: Path, mark: str, coding: str) -> None:
    before = catalog(workspace).read_bytes()
    assert run(workspace, "export", "fr") == 0
    rows = table(workspace)
    save(workspace, rows, mark, coding)
    assert run(workspace, "import", "fr") == 0
    assert catalog(workspace).read_bytes() == before
    save(workspace, edited(rows, OLD, NEW), mark, coding)
    assert run(workspace, "import", "fr") == 0
    wanted = before.decode().replace(f'"{OLD}"', f'"{NEW}"')
    assert catalog(workspace).read_text("utf-8") == wanted


@pytest.mark.parametrize("spoil", [lambda text: text.encode("cp1252"), lambda _: b"\xff\xfea"])
def test_other_encodings_are_told_what_to_save(
    workspace: Path, spoil: Callable[[str], bytes], capsys: Said
) -> None:
    (workspace / "sheet.csv").write_bytes(spoil("context;source;translation\n;x;Connaître\n"))
    assert run(workspace, "import", "fr") == 2
    said = capsys.readouterr().err
    assert f"{workspace / 'sheet.csv'}: its text is not UTF-8; save it as “CSV UTF-8”" in said


def test_a_cell_that_no_table_has_is_an_error(workspace: Path) -> None:
    (workspace / "sheet.csv").write_text(f"context,source\n{'x' * 200_000},\n", "utf-8")
    assert run(workspace, "import", "fr") == 2


def test_carriage_returns_of_a_workbook_go(workspace: Path) -> None:
    assert run(workspace, "export", "fr", "sheet.xlsx") == 0
    book = openpyxl.load_workbook(workspace / "sheet.xlsx")
    [cell] = [row[5] for row in book.active.iter_rows() if row[5].value == OLD]
    cell.value = "Savoir_x000D_\nla loi"
    book.save(workspace / "sheet.xlsx")
    assert run(workspace, "import", "fr", "sheet.xlsx") == 0
    assert '"Savoir\\n"\n"la loi"' in catalog(workspace).read_text("utf-8")


def test_a_workbook_is_the_same_bytes_at_any_time(
    workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run(workspace, "export", "fr", "one.xlsx") == 0
    later = time.localtime(time.time() + 86_400)
    monkeypatch.setattr(time, "localtime", lambda *_: later)
    time.sleep(1.1)  # what is written into the properties counts seconds
    assert run(workspace, "export", "fr", "two.xlsx") == 0
    assert (workspace / "one.xlsx").read_bytes() == (workspace / "two.xlsx").read_bytes()


def test_a_missing_folder_is_not_made(workspace: Path, capsys: Said) -> None:
    assert run(workspace, "export", "fr", "nowhere/sheet.csv") == 2
    assert f"there is no folder {workspace / 'nowhere'}" in capsys.readouterr().err
    assert not (workspace / "nowhere").exists()


def test_one_is_counted_as_one(workspace: Path, capsys: Said) -> None:
    change(workspace, OLD, NEW)
    capsys.readouterr()
    assert run(workspace, "import", "fr") == 0
    assert capsys.readouterr().out == "1 text taken, 0 conflicts\n"
