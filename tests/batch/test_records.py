"""Tables of venues: what is read, and what is said about a row that is wrong."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from leaflets.batch.records import Record, Table
from leaflets.campaign import Encoding
from leaflets.diagnostics import Diagnostic, Faults


def table(tmp_path: Path, content: bytes, encoding: Encoding = Encoding.UTF_8) -> Table:
    path = tmp_path / "r.csv"
    path.write_bytes(content)
    return Table(path, encoding, "serial", "r.csv")


def records(found: Table) -> list[Record]:
    read = list(found.read())
    assert not [one for one in read if isinstance(one, Diagnostic)]
    return [one for one in read if isinstance(one, Record)]


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_utf_8_with_and_without_mark(tmp_path: Path, mark: bytes) -> None:
    (one,) = records(table(tmp_path, mark + "serial,name\n1,越秀\n".encode()))
    assert (one.key, one.row, one.cells["name"].text) == ("1", 2, "越秀")
    assert str(one.cells["name"].location) == "r.csv:2:2"


def test_gb18030_by_declaration(tmp_path: Path) -> None:
    content = "serial,name\n1,越秀\n".encode("gb18030")
    assert records(table(tmp_path, content, Encoding.GB18030))[0].cells["name"].text == "越秀"
    with pytest.raises(Faults, match="gb18030"):
        list(table(tmp_path, content).read())


def test_xlsx_shows_what_the_spreadsheet_shows(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.append(["serial", "name", "count"])
    book.active.append(["A", None, 3.0])
    book.save(tmp_path / "r.xlsx")
    (one,) = records(Table(tmp_path / "r.xlsx", Encoding.UTF_8, "serial", "r.xlsx"))
    assert {name: value.text for name, value in one.cells.items()} == {
        "serial": "A",
        "name": "",
        "count": "3",
    }


def test_a_value_in_the_language_goes_first(tmp_path: Path) -> None:
    (one,) = records(table(tmp_path, b"serial,name,name.fr,name.ar\n1,common,propre,\n"))
    shown = {locale: one.values(["name"], locale)["name"].text for locale in ("fr", "ar", "en")}
    assert shown == {"fr": "propre", "ar": "common", "en": "common"}


BAD = {
    b"serial,a\n1,x\n,y\n": ("r.csv:3:1", "`serial` is empty"),
    b"serial,a\n1,x\n1,y\n": ("r.csv:3:1", "as in row 2"),
    b"serial,a\nX,x\nx,y\n": ("r.csv:3:1", "as in row 2"),  # one name on many file systems
    b"serial,a\n1,x,y\n": ("r.csv:2:3", "3 cells"),
    b"serial,a,b\n1,x\n": ("r.csv:2:3", "2 cells, and there are 3 columns"),
    b'serial,a\n1,"A\x07\x00B"\n': ("r.csv:2:2", "control character U+0007"),
    b"serial,a\n1,A\x00\n": ("r.csv:2:2", "control character U+0000"),
    b"serial,a\n1,A\x7f\n": ("r.csv:2:2", "control character U+007F"),
    "serial,a\n1,A\x85\n".encode(): ("r.csv:2:2", "control character U+0085"),
    "serial,a\n1,A\uffff\n".encode(): ("r.csv:2:2", "control character U+FFFF"),
    "serial,a\n1\u202e,A\n".encode(): ("r.csv:2:1", "U+202E, which turns the direction"),
    "serial,a\n1,A\u2066b\u202c\n".encode(): ("r.csv:2:2", "U+202C"),
}


@pytest.mark.parametrize("content", BAD)
def test_a_bad_row_is_told_with_its_place(tmp_path: Path, content: bytes) -> None:
    (fault,) = [one for one in table(tmp_path, content).read() if isinstance(one, Diagnostic)]
    place, words = BAD[content]
    assert str(fault.location) == place
    assert words in fault.message


def test_what_is_unseen_for_a_reason_is_taken(tmp_path: Path) -> None:
    text = 'serial,name\n1,"two\nlines\tand \u2067pair\u2069 \u202bof\u202c می\u200cخواهم"\n'
    (one,) = records(table(tmp_path, text.encode()))
    assert one.cells["name"].text.startswith("two\nlines")


def test_a_nul_is_told_to_come_from_another_encoding(tmp_path: Path) -> None:
    with pytest.raises(Faults, match=r"U\+0000(.|\n)*UTF-16"):
        list(table(tmp_path, "serial,a\n1,b\n".encode("utf-16-le")).read())


@pytest.mark.parametrize(("sign", "called"), [(";", "semicolons"), ("\t", "tabs")])
def test_other_separators_are_told(tmp_path: Path, sign: str, called: str) -> None:
    with pytest.raises(Faults) as found:
        list(table(tmp_path, f"serial{sign}name\n1{sign}A\n".encode()).read())
    (fault,) = found.value.diagnostics
    assert called in fault.message
    assert "with commas" in fault.hint


def test_columns_with_other_names_are_told_the_wanted_ones(tmp_path: Path) -> None:
    made = replace(table(tmp_path, "编号,名称\n1,A\n".encode()), slots=("venue_name", "phone"))
    with pytest.raises(Faults) as found:
        list(made.read())
    assert len(found.value.diagnostics) == 3
    assert all("serial, venue_name, phone" in one.hint for one in found.value.diagnostics)


def test_a_workbook_need_not_write_the_last_cells(tmp_path: Path) -> None:
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet()
    for row in (["serial", "name", "phone"], ["A", "Hotel"], ["B", "Inn", "1", None]):
        sheet.append(row)
    book.save(tmp_path / "r.xlsx")
    found = records(Table(tmp_path / "r.xlsx", Encoding.UTF_8, "serial", "r.xlsx"))
    assert [one.cells["phone"].text for one in found] == ["", "1"]


@pytest.mark.parametrize(
    "content", [b"", b"a,b\n", b"serial,Name\n", b"serial,a,a\n", b'serial\n"x']
)
def test_a_table_that_cannot_be_read_is_refused(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(Faults):
        list(table(tmp_path, content).read())


def test_slots_without_a_column_are_told(tmp_path: Path) -> None:
    found = table(tmp_path, b"serial,nam,phone.fr\n")
    faults = list(found.missing(["name", "phone"], ["fr", "ar"]))
    assert [one.message for one in faults] == [
        "there is no column for the slot `name` in fr, ar",
        "there is no column for the slot `phone` in ar",
    ]
    assert "nam" in faults[0].hint


def test_keys_that_share_a_number_are_told_apart(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("leaflets.batch.records._mark", lambda stem: 0)
    found = list(table(tmp_path, b"serial,name\nA,1\nB,2\na,3\n").read())
    assert [one.key for one in found if isinstance(one, Record)] == ["A", "B"]
    assert str(found[2]).startswith("error: r.csv:4:1: `serial` is “a” as in row 2")


def test_a_table_pasted_twice_is_read_in_a_moment(tmp_path: Path) -> None:
    rows = b"".join(b"YX-%d,name\n" % number for number in range(20_000))
    found = list(table(tmp_path, b"serial,name\n" + rows + rows).read())
    doubles = [str(one) for one in found if isinstance(one, Diagnostic)]
    assert len(doubles) == 20_000
    assert "as in row 2" in doubles[0]
    assert "as in an earlier row" in doubles[-1]
