"""What a build does with a language that is not finished."""

from __future__ import annotations

import shutil
from pathlib import Path

import pypdf
import pytest

from leaflets.cli import main

ROOT = Path(__file__).parents[1]
OUT = "out/yuexiu/{}/know-the-law.fr.pdf"


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    for name in ("campaigns", "locales", "templates"):
        shutil.copytree(ROOT / name, tmp_path / name)
    edit(tmp_path / "locales/fr/LC_MESSAGES/leaflets.po", 'msgstr "Ambulance"', 'msgstr ""')
    return tmp_path


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def build(workspace: Path, policy: str, edition: str = "web") -> int:
    path = workspace / "campaigns/yuexiu/campaign.yaml"
    edit(path, "incomplete: refuse", f"incomplete: {policy}")
    one = ["--language", "fr", "--template", "know-the-law", "--edition", edition]
    return main(["-C", str(workspace), "build", *one])


def test_refuse_writes_nothing_and_fails(workspace: Path) -> None:
    assert build(workspace, "refuse") == 1
    assert not (workspace / OUT.format("web")).exists()


def test_leave_out_writes_nothing_and_warns(
    workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert build(workspace, "leave_out") == 0
    assert not (workspace / OUT.format("web")).exists()
    said = capsys.readouterr().err
    assert "know-the-law is left out in fr" in said
    assert "not translated" not in said


@pytest.mark.parametrize("edition", ["web", "press"])
def test_draft_is_marked_on_every_page_and_reads_as_before(
    workspace: Path, edition: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert build(workspace, "draft", edition) == 0
    assert "warning:" in capsys.readouterr().err
    path = workspace / OUT.format(edition)
    draft = path.read_bytes()
    edit(
        workspace / "locales/fr/LC_MESSAGES/leaflets.po",
        'msgid "Ambulance"\nmsgstr ""',
        'msgid "Ambulance"\nmsgstr "Ambulance"',
    )
    assert (
        main(
            [
                "-C",
                str(workspace),
                "build",
                "--language",
                "fr",
                "--template",
                "know-the-law",
                "--edition",
                edition,
            ]
        )
        == 0
    )
    assert path.read_bytes() != draft
    path.with_name("draft.pdf").write_bytes(draft)
    pages = [pypdf.PdfReader(p).pages for p in (path.with_name("draft.pdf"), path)]
    for marked, plain in zip(*pages, strict=True):
        assert len(marked.get_contents().get_data()) > len(plain.get_contents().get_data()) + 500
        assert "DRAFT" not in marked.extract_text()


def test_another_fault_is_an_error_under_every_rule(workspace: Path) -> None:
    edit(workspace / "locales/fr/LC_MESSAGES/leaflets.po", 'Version {version}"\n\n', 'x"\n\n')
    assert build(workspace, "draft") == 1
    assert not (workspace / OUT.format("web")).exists()
