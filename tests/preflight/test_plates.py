"""Ink as outside programs see it on the plates."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from leaflets import cli
from leaflets.preflight import plates
from leaflets.preflight.finding import Limits
from leaflets.preflight.ink import judge_ink
from leaflets.preflight.plates import NAMES, NotMeasuredError, separate
from leaflets.preflight.subject import open_subject

from ._plant import good, paint, planted

PROGRAMS = [
    pytest.param("gs", marks=pytest.mark.needs("gs")),
    pytest.param("pdftoppm", marks=pytest.mark.needs("pdftoppm")),
]


@pytest.fixture(params=PROGRAMS)
def program(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    name = str(request.param)
    monkeypatch.setattr(plates, "program", lambda: name)
    return name


def test_our_sheet_keeps_the_limit(program: str) -> None:
    report = judge_ink(good(), Limits(ink=300))
    assert report.findings == ()
    assert len(report.pages) == 2
    assert all(150 < page.percent < 300 for page in report.pages)


def test_too_much_ink_is_found_where_it_is(program: str) -> None:
    heavy = "0.9 0.9 0.9 0.8 k 300 300 60 60 re f"
    report = judge_ink(planted(paint(heavy)), Limits(ink=300))
    assert [one.rule for one in report.findings] == ["limits/ink", "gwg/R0026"]
    assert all(one.page == 1 for one in report.findings)
    assert report.pages[0].percent == pytest.approx(350, abs=2)
    place = report.findings[0].place
    assert place is not None
    # The square of 60 pt has room for a square of 15 mm (42.5 pt) to move in.
    assert 105 <= place.x <= 114
    assert 168 <= place.y <= 180


def test_a_small_spot_of_much_ink_is_allowed(program: str) -> None:
    heavy = "1 1 1 1 k 300 300 14 14 re f"  # a ninth of the square
    assert judge_ink(planted(paint(heavy)), Limits(ink=300)).findings == ()


def test_black_overprints_on_the_plates(program: str) -> None:
    """Black of the workspace's own sheet leaves the coloured plates whole."""
    first = next(separate(good()))
    hashes = first.hashes
    assert list(hashes) == list(NAMES)
    colours = {name: hashes[name] for name in NAMES[:3]}
    black = planted(paint("/OP gs 0 0 0 1 k 40 700 100 100 re f"))
    again = next(separate(black)).hashes
    if program == "gs":  # JPEG blurs what stands beside the change
        assert {name: again[name] for name in NAMES[:3]} == colours
    assert again["Black"] != hashes["Black"]


def test_without_a_program_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plates, "program", lambda: None)
    report = judge_ink(good(), Limits())
    assert "not measured" in report.note
    assert "Ghostscript" in report.note
    assert report.findings == ()


@pytest.mark.needs("gs")
def test_a_broken_file_has_no_plates() -> None:
    with pytest.raises(NotMeasuredError):
        list(separate(b"no PDF"))
    assert "not measured" in judge_ink(b"no PDF", Limits()).note


def test_places_are_inside_the_bleed(program: str) -> None:
    sheet = open_subject(good(), Limits()).sheets[0]
    page = next(separate(good()))
    place = plates.most_ink(page, sheet).place
    assert -3.1 <= place.x <= 198.1
    assert -3.1 <= place.y <= 285.1


def page_of(points: int) -> bytes:
    pdf, target = pikepdf.new(), io.BytesIO()
    pdf.add_blank_page(page_size=(points, points))
    pdf.save(target)
    return target.getvalue()


def test_a_page_too_large_for_plates_is_said() -> None:
    report = judge_ink(page_of(14_000), Limits())
    assert report.note == "ink was not measured: page 1 is too large (4939 × 4939 mm)"


def test_plates_too_large_to_open_are_said(program: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 1_000)
    assert judge_ink(page_of(100), Limits()).note == "ink was not measured: a page is too large"


@pytest.mark.needs("gs")
def test_json_has_a_fingerprint_of_each_plate(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(good())
    assert cli.main(["preflight", "--format", "json", str(path)]) == 0
    (found,) = json.loads(capsys.readouterr().out)
    first = found["ink"]["pages"][0]
    assert first["page"] == 1
    assert 150 < first["percent"] < 300
    assert list(first["plates"]) == list(NAMES)
