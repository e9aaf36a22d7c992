"""Whole files: what validators and other programs say of them."""

from __future__ import annotations

import hashlib
import io
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import page as validator
import pikepdf
import pytest

from leaflets.layout.page import Leaflet
from leaflets.pdf.editions import EditionSettings, OutputProfile
from leaflets.pdf.srgb import srgb_profile

from ._leaflet import LEAFLET, PRESS, WEB, arabic_leaflet, written

MARKED = replace(PRESS, marks=True)
EVERY = pytest.mark.parametrize("settings", [WEB, PRESS, MARKED], ids=["web", "press", "marks"])


@pytest.mark.parametrize("leaflet", [LEAFLET, arabic_leaflet()], ids=["en", "ar"])
@pytest.mark.parametrize("profile", ["ua1", "2a"])
def test_the_web_edition_conforms(leaflet: Leaflet, profile: str) -> None:
    report = validator.validate_pdf_bytes(written(WEB, leaflet), profile=profile)
    assert [(f.rule_id, f.message) for f in report.failures] == []
    assert report.is_compliant


@EVERY
def test_only_embedded_fonts_are_there(settings: EditionSettings) -> None:
    data = written(settings)
    assert b"Helvetica" not in data
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for page in pdf.pages:
            for font in page.Resources.Font.values():
                assert "/FontFile2" in font.DescendantFonts[0].FontDescriptor
            assert len(page.Resources.Font) == 2


@EVERY
def test_streams_are_deflated_once_and_end_on_a_line(settings: EditionSettings) -> None:
    data = written(settings)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        streams = [o for o in pdf.objects if isinstance(o, pikepdf.Stream)]
        filters = [str(s.get("/Filter", "")) for s in streams]
    assert sorted(set(filters)) == ["", "/FlateDecode"]
    assert filters.count("") == 1  # the metadata
    assert data.count(b"\nendstream\n") == len(streams)


def test_versions_are_what_the_standards_allow() -> None:
    assert written(WEB).startswith(b"%PDF-1.7\n")
    assert written(PRESS).startswith(b"%PDF-1.6\n")


def test_the_press_intent_is_the_shipped_profile() -> None:
    sums = Path(__file__).parents[2] / "src/leaflets/pdf/icc/SHA256SUMS"
    with pikepdf.open(io.BytesIO(written(PRESS))) as pdf:
        (intent,) = pdf.Root.OutputIntents
        assert intent.S == "/GTS_PDFX"
        assert intent.OutputConditionIdentifier == "FOGRA39"
        assert intent.DestOutputProfile.N == 4
        icc = intent.DestOutputProfile.read_bytes()
    assert icc[12:20] == b"prtrCMYK"
    assert hashlib.sha256(icc).hexdigest() in sums.read_text()


def test_a_print_shop_may_bring_its_own_condition() -> None:
    own = replace(PRESS, profile=OutputProfile("PSO Uncoated (shop)", b"own profile"))
    with pikepdf.open(io.BytesIO(written(own))) as pdf:
        (intent,) = pdf.Root.OutputIntents
        assert intent.OutputConditionIdentifier == "PSO Uncoated (shop)"
        assert intent.DestOutputProfile.read_bytes() == b"own profile"


def test_the_web_intent_is_srgb() -> None:
    with pikepdf.open(io.BytesIO(written(WEB))) as pdf:
        (intent,) = pdf.Root.OutputIntents
        assert intent.S == "/GTS_PDFA1"
        assert intent.DestOutputProfile.N == 3
        assert intent.DestOutputProfile.read_bytes() == srgb_profile()


@pytest.mark.needs("qpdf")
@EVERY
def test_qpdf_finds_no_fault(settings: EditionSettings, tmp_path: Path) -> None:
    file = tmp_path / "a.pdf"
    file.write_bytes(written(settings))
    found = subprocess.run(["qpdf", "--check", file], capture_output=True, text=True, check=False)
    assert (found.returncode, found.stderr) == (0, "")


@pytest.mark.needs("pdftoppm")
@EVERY
def test_poppler_draws_without_a_word(settings: EditionSettings, tmp_path: Path) -> None:
    file = tmp_path / "a.pdf"
    file.write_bytes(written(settings))
    command = ["pdftoppm", "-r", "40", "-png", file, tmp_path / "page"]
    found = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (found.returncode, found.stderr) == (0, "")
    assert len(list(tmp_path.glob("page*.png"))) == len(LEAFLET.pages)


SCRIPT = """
import hashlib, sys
sys.path.insert(0, sys.argv[1])
from tests.pdf._leaflet import PRESS, WEB, written
print(hashlib.sha256(written(WEB) + written(PRESS)).hexdigest())
"""


def test_bytes_depend_on_nothing_outside() -> None:
    def run(**environment: str) -> str:
        found = subprocess.run(
            [sys.executable, "-c", SCRIPT, str(Path(__file__).parents[2])],
            env={**os.environ, **environment},
            capture_output=True,
            text=True,
            check=True,
        )
        return found.stdout.strip()

    here = hashlib.sha256(written(WEB) + written(PRESS)).hexdigest()
    assert run(PYTHONHASHSEED="1", TZ="Asia/Shanghai") == here
    assert run(PYTHONHASHSEED="77", TZ="UTC", SOURCE_DATE_EPOCH="86400", LC_ALL="C") == here


def test_a_page_without_anything_is_still_a_page() -> None:
    empty = tuple(replace(page, placements=()) for page in LEAFLET.pages)
    for settings in (WEB, PRESS):
        with pikepdf.open(io.BytesIO(written(settings, replace(LEAFLET, pages=empty)))) as pdf:
            assert len(pdf.pages) == 2
