"""``leaflets gallery`` builds, hangs, and says what it lacks."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from leaflets import rooms
from leaflets.campaign import Press
from leaflets.cli import main
from leaflets.diagnostics import Diagnostic, Location
from leaflets.edition import Edition
from leaflets.plan import Job

from ._files import small_pdf


class Rooms:
    """Stages that draw a small PDF; Arabic is faulty."""

    def __init__(self, workspace: object) -> None:
        pass

    def campaign(self, name: str, report: list[Diagnostic]) -> Any:
        return SimpleNamespace(
            templates=("sheet",), languages=("en", "ar"), editions=(Edition.WEB,), press=Press()
        )

    def leaflet(self, job: Job, report: list[Diagnostic]) -> Any:
        if job.locale == "ar":
            report.append(Diagnostic(Location("locales/ar/x.po", 9), "broken"))
        return SimpleNamespace(pages=("front", "back"), fit=0.5)

    def pdf(self, job: Job, edition: Edition, leaflet: Any, report: list[Diagnostic]) -> bytes:
        return small_pdf(job.locale, "Title")


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "campaigns" / "here").mkdir(parents=True)
    (tmp_path / "campaigns" / "here" / "campaign.yaml").touch()
    (tmp_path / "templates" / "sheet").mkdir(parents=True)
    (tmp_path / "templates" / "sheet" / "template.yaml").touch()
    monkeypatch.setattr(rooms, "Rooms", Rooms)
    return tmp_path


def test_both_editions_are_built_and_hung_and_faults_are_told(
    workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status = main(["-C", str(workspace), "gallery", "--pictures", str(workspace / "docs")])
    said = capsys.readouterr()
    gallery = workspace / "out" / "gallery"
    names = ["contact-press.pdf", "contact-web.pdf", "index.html"]
    assert sorted(path.name for path in gallery.iterdir()) == names
    assert sorted(path.name for path in (workspace / "docs").iterdir()) == [
        "fronts.png",
        "templates.png",
    ]
    assert str(gallery / "index.html") in said.out
    assert "locales/ar/x.po:9: broken" in said.err
    assert status == 1
    page = (gallery / "index.html").read_text(encoding="utf-8")
    assert "../here/press/sheet.en.pdf" in page
    assert "sheet.ar.pdf" not in page


def test_without_a_renderer_it_says_what_to_install(
    workspace: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    real = importlib.util.find_spec
    monkeypatch.setattr(
        "leaflets.gallery.needs.find_spec", lambda name: None if name == "pypdfium2" else real(name)
    )
    assert main(["-C", str(workspace), "gallery"]) == 2
    assert "pip install pypdfium2 Pillow" in capsys.readouterr().err
    assert not (workspace / "out").exists()
