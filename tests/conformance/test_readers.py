"""qpdf, Ghostscript, poppler, pdfium and MuPDF open every file that is built without a warning.

They are judges from outside: each page is drawn, small, and what they say meanwhile counts.
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pymupdf
import pypdfium2
import pytest

from leaflets import cli

ROOT = Path(__file__).parents[2]
EDITIONS = ("web", "press", "outlined")
SCALE = 0.15
"""Pixels a point."""


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Build every template in every language and edition, and bind the records of the table."""
    out = tmp_path_factory.mktemp("built")
    wish = [option for edition in EDITIONS for option in ("--edition", edition)]
    assert cli.main(["-C", str(ROOT), "build", *wish, "--out", str(out)]) == 0
    merge = ["merge", "yuexiu", "--one-file", "--edition", "web", "--edition", "press"]
    assert cli.main(["-C", str(ROOT), *merge, "--out", str(out)]) == 0
    found = sorted(out.rglob("*.pdf"))
    assert {path.parent.name for path in found} == {"web", "press"}
    assert any(path.name.endswith(".outlined.pdf") for path in found)
    return found


def qpdf(path: Path) -> str:
    """Its exit status is 3 where it warns; what it says of a good file is no warning."""
    found = subprocess.run(["qpdf", "--check", path], capture_output=True, text=True, check=False)
    return found.stderr if found.returncode == 0 else f"{found.returncode}: {found.stdout}"


def ghostscript(path: Path) -> str:
    """It tells of repairs in a summary, which ``-q`` would hold back."""
    strict = ("-dPDFSTOPONERROR", "-dPDFSTOPONWARNING", "-dBATCH", "-dNOPAUSE", "-dSAFER")
    said = _run("gs", *strict, "-sDEVICE=nullpage", path)
    return "\n".join(line for line in said.splitlines() if _FAULT.search(line))


_FAULT = re.compile(r"warning|error|\*\*\*\*", re.IGNORECASE)


def poppler(path: Path) -> str:
    return _run("pdftoppm", "-r", str(72 * SCALE), path, path.with_suffix(""))


def pdfium(path: Path) -> str:
    try:
        with pypdfium2.PdfDocument(path) as document:
            for page in document:
                page.render(scale=SCALE).close()
                page.get_textpage().close()
    except pypdfium2.PdfiumError as error:
        return str(error)
    return ""


def mupdf(path: Path) -> str:
    pymupdf.TOOLS.reset_mupdf_warnings()
    try:
        with pymupdf.open(path) as document:
            for page in document:
                page.get_pixmap(matrix=pymupdf.Matrix(SCALE, SCALE))
    except (RuntimeError, ValueError) as error:
        return str(error)
    return str(pymupdf.TOOLS.mupdf_warnings())


def _run(*command: object) -> str:
    """Return what a program says, and its exit status where that tells of a fault."""
    found = subprocess.run(list(map(str, command)), capture_output=True, text=True, check=False)
    said = found.stdout + found.stderr
    return said if found.returncode == 0 else f"{found.returncode}: {said}"


READERS = [
    pytest.param(qpdf, marks=pytest.mark.needs("qpdf")),
    pytest.param(ghostscript, marks=pytest.mark.needs("gs")),
    pytest.param(poppler, marks=pytest.mark.needs("pdftoppm")),
    pdfium,
    mupdf,
]


@pytest.mark.parametrize("reader", READERS)
def test_every_file_opens_without_a_warning(
    files: list[Path], reader: Callable[[Path], str]
) -> None:
    said = {path.name: words for path in files if (words := reader(path))}
    assert said == {}


@pytest.mark.parametrize("reader", [READERS[0], READERS[1], mupdf])
def test_a_file_that_was_repaired_is_told(
    files: list[Path], reader: Callable[[Path], str], tmp_path: Path
) -> None:
    spoilt = tmp_path / "spoilt.pdf"
    spoilt.write_bytes(files[0].read_bytes().replace(b"startxref", b"startxxxx"))
    assert reader(spoilt)


@pytest.mark.parametrize("reader", READERS)
def test_a_cut_file_does_not(
    files: list[Path], reader: Callable[[Path], str], tmp_path: Path
) -> None:
    cut = tmp_path / "cut.pdf"
    cut.write_bytes(files[0].read_bytes()[:1000])
    assert reader(cut)
