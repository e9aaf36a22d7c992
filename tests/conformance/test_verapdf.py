"""veraPDF, the reference validator, on every web file of the workspace, and on the proof of a
language: PDF/UA-1 and PDF/A-2a.

``verapdf/`` holds a small Java program around it, which Maven builds once and pytest's cache keeps.
page-validation, which ``leaflets preflight`` asks, must say the same.
"""

from __future__ import annotations

import hashlib
import subprocess
from pathlib import Path

import page as validator
import pikepdf
import pytest

from leaflets import cli

ROOT = Path(__file__).parents[2]
SOURCE = Path(__file__).with_name("verapdf")
FLAVOURS = pytest.mark.parametrize("flavour", ["ua1", "2a"])

pytestmark = pytest.mark.needs("java", "mvn")


@pytest.fixture(scope="session")
def judge(pytestconfig: pytest.Config) -> Path:
    """Return the folder of the built program, made anew when its source has changed."""
    sources = [path for path in sorted(SOURCE.rglob("*")) if path.suffix in (".xml", ".java")]
    mark = hashlib.sha256(b"".join(path.read_bytes() for path in sources)).hexdigest()[:16]
    assert pytestconfig.cache is not None
    folder = pytestconfig.cache.mkdir(f"verapdf-{mark}")
    if not (folder / "lib").is_dir():
        # Compiled classes go to the cache: nothing is written beside the sources.
        command = ["mvn", "-q", "-B", "-f", SOURCE / "pom.xml", f"-Djudge.directory={folder}"]
        subprocess.run([*command, "package"], check=True)
    return folder


@pytest.fixture(scope="session")
def web_files(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Build every template in every language that has a catalog, bind the records of the table in
    one file for each language, write the proof of one, and return these files."""
    out = tmp_path_factory.mktemp("web")
    wish = ["--edition", "web", "--out", str(out)]
    assert cli.main(["-C", str(ROOT), "build", *wish]) == 0
    assert cli.main(["-C", str(ROOT), "merge", "yuexiu", "--one-file", *wish]) == 0
    assert cli.main(["-C", str(ROOT), "catalog", "proof", "ar", "--out", str(out)]) == 0
    files = sorted(out.rglob("*.pdf"))
    assert out / "proof/ar.pdf" in files
    assert len(files) >= 4
    return files


def _verdict(judge: Path, flavour: str, files: list[Path]) -> tuple[int, list[str]]:
    path = f"{judge / 'classes'}:{judge / 'lib'}/*"
    command = ["java", "-cp", path, "Judge", flavour, *files]
    found = subprocess.run(command, capture_output=True, text=True, check=False)
    assert "Exception" not in found.stderr
    return found.returncode, found.stdout.splitlines()


@FLAVOURS
def test_every_web_file_conforms(judge: Path, web_files: list[Path], flavour: str) -> None:
    assert _verdict(judge, flavour, web_files) == (0, [])


@FLAVOURS
def test_page_validation_agrees(web_files: list[Path], flavour: str) -> None:
    for file in web_files:
        report = validator.validate_pdf_bytes(file.read_bytes(), profile=flavour)
        assert [(f.rule_id, f.message) for f in report.failures] == []
        assert report.is_compliant


@FLAVOURS
def test_the_judge_can_say_no(
    judge: Path, web_files: list[Path], flavour: str, tmp_path: Path
) -> None:
    spoilt = tmp_path / "spoilt.pdf"
    with pikepdf.open(web_files[0]) as pdf:
        del pdf.Root.Lang
        del pdf.Root.MarkInfo
        pdf.save(spoilt)
    status, failures = _verdict(judge, flavour, [spoilt])
    assert status == 1
    assert failures
