"""What leaflets share is loaded once, and its faults reach every leaflet that needs it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from leaflets import cli
from leaflets.diagnostics import Diagnostic, Faults, Location, Once
from leaflets.layout.trace import trace
from leaflets.pdf.write import write_pdf
from leaflets.plan import Request, plan
from leaflets.rooms import Rooms
from leaflets.workspace import Workspace

ROOT = Path(__file__).parents[1]

BROKEN = Diagnostic(Location("locales/ar/x.po", 9), "broken")


def test_a_shared_thing_is_loaded_once_and_its_faults_are_repeated() -> None:
    asked: list[str] = []

    def load(key: str, report: list[Diagnostic]) -> str | None:
        asked.append(key)
        report.append(BROKEN)
        return key.upper()

    once = Once(load)
    first: list[Diagnostic] = []
    second: list[Diagnostic] = []
    assert (once("ar", first), once("ar", second)) == ("AR", "AR")
    assert asked == ["ar"]
    assert first == second == [BROKEN]


def test_a_shared_thing_that_raises_is_missing_for_every_asker() -> None:
    def load(key: str, report: list[Diagnostic]) -> str | None:
        raise Faults([BROKEN])

    once = Once(load)
    for _ in range(2):
        report: list[Diagnostic] = []
        assert once("ar", report) is None
        assert report == [BROKEN]


def test_same_size_takes_the_type_size_that_fits_every_language() -> None:
    workspace = Workspace(ROOT)

    def sizes(same_size: bool) -> list[float]:
        rooms = Rooms(workspace)
        report: list[Diagnostic] = []
        request = Request(workspace.out, campaigns=("yuexiu",), templates=("know-the-law",))
        jobs = plan(workspace, request, rooms.campaign, report)
        changed = [
            replace(job, campaign=replace(job.campaign, same_size=same_size)) for job in jobs
        ]
        leaflets = [rooms.leaflet(job, report) for job in changed]
        return [leaflet.fit for leaflet in leaflets if leaflet]

    own = sizes(False)
    assert len(set(own)) > 1
    assert sizes(True) == [min(own)] * len(own)


def test_a_file_that_preflight_rejects_does_not_appear(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ["-C", str(ROOT), "build", "--template", "numbers-card", "--language", "en"]
    command += ["--edition", "press", "--out", str(tmp_path)]
    assert cli.main(command) == 0
    (path,) = tmp_path.rglob("*.pdf")
    good = path.read_bytes()

    def spoilt(*arguments: Any) -> bytes:
        return write_pdf(*arguments).replace(b"/GTS_PDFX", b"/GTS_PDFZ")

    monkeypatch.setattr("leaflets.rooms.write_pdf", spoilt)
    assert cli.main(command) == 1
    assert "[x4/output-intent]" in capsys.readouterr().err
    assert path.read_bytes() == good


def test_a_panel_of_another_language_stands_where_the_page_has_it() -> None:
    """The Chinese half is the same in every sheet, and the Arabic sheet is mirrored."""
    workspace = Workspace(ROOT)
    request = Request(
        workspace.out, templates=("know-the-law-facing",), languages=("en", "ar"), theme="arcade"
    )

    def placed(locales: tuple[str, ...]) -> list[str]:
        rooms, report = Rooms(workspace), list[Diagnostic]()
        jobs = plan(workspace, request, rooms.campaign, report)
        leaflets = [rooms.leaflet(job, report) for job in jobs if job.locale in locales]
        assert not report
        return [trace(leaflet) for leaflet in leaflets if leaflet is not None]

    assert placed(("en", "ar")) == [*placed(("en",)), *placed(("ar",))]
