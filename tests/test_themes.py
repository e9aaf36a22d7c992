"""The themes of the starter: each dresses every leaflet, and no template knows which."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from leaflets.cli import main
from leaflets.diagnostics import Diagnostic
from leaflets.document.colour import Colour
from leaflets.document.load import load_theme
from leaflets.document.theme import Theme
from leaflets.layout.page import Leaflet, Mark, PlacedLine
from leaflets.plan import Job, Request, plan
from leaflets.rooms import Rooms
from leaflets.workspace import Workspace

WORKSPACE = Workspace(Path(__file__).resolve().parents[1])
OTHERS = [name for name in WORKSPACE.theme_names() if name != "arcade"]
MOST_INK = 2.35
"""The design's limit for all inks of a colour together."""


def theme(name: str) -> Theme:
    report: list[Diagnostic] = []
    found = load_theme(WORKSPACE.themes / f"{name}.yaml", report)
    assert found is not None, report
    return found


def dressed(name: str) -> Iterator[tuple[Job, Leaflet | None, list[Diagnostic]]]:
    """Yield every leaflet of the starter's campaigns in a theme."""
    rooms, report = Rooms(WORKSPACE), list[Diagnostic]()
    request = Request(WORKSPACE.out, theme=name)
    for job in plan(WORKSPACE, request, rooms.campaign, report):
        found: list[Diagnostic] = []
        yield job, rooms.leaflet(job, found), found
    assert report == []


def colours(leaflet: Leaflet) -> Iterator[Colour]:
    for page in leaflet.pages:
        for placement in page.placements:
            if isinstance(placement, PlacedLine):
                for run in placement.line.runs:
                    assert isinstance(run.style.mark, Mark)
                    yield run.style.mark.colour
            else:
                yield placement.colour


@pytest.mark.parametrize("name", OTHERS)
def test_another_theme_dresses_every_leaflet(name: str) -> None:
    own, arcade = theme(name), theme("arcade")
    swapped = {key for key, one in own.colours.items() if one != arcade.colours.get(key)}
    assert swapped
    for job, leaflet, report in dressed(name):
        assert report == [], (job.template, job.locale)
        assert leaflet is not None
        used = set(colours(leaflet))
        assert used & {own.colours[key] for key in swapped}, job.template
        assert not used & {arcade.colours[key] for key in swapped if key in arcade.colours}


@pytest.mark.parametrize("name", WORKSPACE.theme_names())
def test_no_colour_takes_more_ink_than_the_paper_dries(name: str) -> None:
    inks = {key: sum(one.cmyk) for key, one in theme(name).colours.items() if not one.spot}
    assert {key for key, ink in inks.items() if ink > MOST_INK + 1e-9} == set()


def test_a_theme_is_chosen_on_the_command_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wanted = ["--template", "know-the-law", "--language", "en", "--edition", "web"]
    start = ["-C", str(WORKSPACE.root), "build", *wanted, "--out", str(tmp_path)]
    files = []
    for name in ("arcade", "june-26"):
        assert main([*start, "--theme", name]) == 0
        files.append((tmp_path / "yuexiu/web/know-the-law.en.pdf").read_bytes())
    assert files[0] != files[1]
    assert main([*start, "--theme", "june"]) == 2
    assert "unknown theme 'june'; did you mean 'june-26'?" in capsys.readouterr().err


def test_a_leaflet_with_too_little_contrast_is_not_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("campaigns", "locales", "templates"):
        shutil.copytree(WORKSPACE.root / name, tmp_path / name)
    pale = 'extends: arcade\ncolours:\n  kapok: {rgb: "#E08070"}\n'
    (tmp_path / "templates/_themes/pale.yaml").write_text(pale, encoding="utf-8")
    wanted = ["--template", "know-the-law", "--language", "en", "--theme", "pale"]
    assert main(["-C", str(tmp_path), "build", *wanted]) == 1
    said = capsys.readouterr().err
    assert "theme pale, frame front-police: " in said
    assert " in white on kapok has a contrast of 2.8, and needs 7" in said
    assert not list(tmp_path.glob("out/**/*.pdf"))


def test_there_are_themes_to_choose_from() -> None:
    assert OTHERS
