"""What is said before a run begins: of its options, and of tables that would print nothing."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Protocol

import pypdfium2 as pdfium
import pytest


class District(Protocol):
    """A workspace with hotels to merge."""

    root: Path

    def hotels(self, count: int) -> None: ...
    def merge(self, *options: str) -> int: ...
    def files(self, out: str = "out") -> dict[str, bytes]: ...


READING = '{% if record.serial == "none" %}<p>-</p>{% endif %}'
HEAD = "serial,venue_name,address,contact,phone"


def rows(district: District, *lines: str) -> None:
    path = district.root / "campaigns/yuexiu/records.csv"
    path.write_text("\n".join([HEAD, *lines, ""]), encoding="utf-8")


def test_every_empty_slot_is_told(district: District, capsys: pytest.CaptureFixture[str]) -> None:
    rows(district, "1,Hotel,Road,Desk,110", "2,,,,", "3, ,Road,Desk,110")
    assert district.merge("--jobs", "1") == 0
    said = capsys.readouterr().err
    places = [(3, 2, "venue_name"), (3, 3, "address"), (3, 4, "contact"), (3, 5, "phone")]
    for row, column, slot in [*places, (4, 2, "venue_name")]:
        assert f"records.csv:{row}:{column}: `{slot}` is empty" in said
    assert said.count("warning: ") == 5


def test_a_value_in_every_language_fills_a_slot(
    district: District, capsys: pytest.CaptureFixture[str]
) -> None:
    rows(district, "1,,Road,Desk,110,Hotel")
    path = district.root / "campaigns/yuexiu/records.csv"
    path.write_text(path.read_text().replace(HEAD, f"{HEAD},venue_name.en"))
    assert district.merge("--jobs", "1") == 0
    assert "warning" not in capsys.readouterr().err
    assert district.merge("--jobs", "1", "--language", "fr") == 0
    assert "records.csv:2:2: `venue_name` is empty, and" in capsys.readouterr().err


@pytest.mark.parametrize("reading", ["", READING])
def test_text_of_the_template_stands_in_for_an_empty_cell(
    district: District, capsys: pytest.CaptureFixture[str], reading: str
) -> None:
    notice = district.root / "templates/venue-notice/notice.xml.j2"
    text = notice.read_text(encoding="utf-8")
    text = text.replace('<slot name="phone"/>', '<slot name="phone">555-0199</slot>')
    notice.write_text(text.replace("</panel>", f"{reading}</panel>", 1), encoding="utf-8")
    rows(district, "1,Hotel,Road,Desk,")
    assert district.merge("--jobs", "1") == 0
    assert "warning" not in capsys.readouterr().err
    (made,) = (district.root / "out").rglob("1.en.pdf")
    with pdfium.PdfDocument(made) as document:
        assert "555-0199" in document[0].get_textpage().get_text_bounded()


def test_many_empty_slots_are_counted(
    district: District, capsys: pytest.CaptureFixture[str]
) -> None:
    rows(district, *(f"{n},Hotel,Road,Desk," for n in range(30)))
    assert district.merge("--jobs", "1") == 0
    said = capsys.readouterr().err
    assert said.count("warning: ") == 21
    assert "10 more slots would be empty" in said


def test_a_table_without_rows_is_told(
    district: District, capsys: pytest.CaptureFixture[str]
) -> None:
    rows(district)
    assert district.merge("--jobs", "1") == 0
    assert "warning: " in (said := capsys.readouterr().err)
    assert "there is no record: nothing is printed" in said


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--jobs", "0"), "--jobs must be 1 or more"),
        (("--jobs", "-1"), "--jobs must be 1 or more"),
        (("--one-file", "--vt"), "--vt is for the press edition"),
    ],
)
def test_options_without_sense_are_refused(
    district: District, capsys: pytest.CaptureFixture[str], options: tuple[str, ...], message: str
) -> None:
    assert district.merge(*options) == 2
    assert message in capsys.readouterr().err
    assert not (district.root / "out").exists()


@pytest.mark.parametrize("edition", ["outlined", "press"])
def test_two_processes_that_judge_each_file_end(district: District, edition: str) -> None:
    notice = district.root / "templates/venue-notice/notice.xml.j2"
    text = notice.read_text(encoding="utf-8")
    notice.write_text(text.replace("</panel>", f"{READING}</panel>", 1), encoding="utf-8")
    district.hotels(3)
    command = [sys.executable, "-m", "leaflets", "-C", str(district.root), "merge", "yuexiu"]
    command += ["--language", "en", "--edition", edition, "--jobs", "2"]
    run = subprocess.run(command, check=False, capture_output=True, text=True, timeout=120)
    assert run.returncode == 0, run.stderr
    assert len(district.files()) == 4
