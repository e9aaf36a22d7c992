"""A campaign whose languages share their coloured plates: the sheets made for it, their plates."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from leaflets import cli
from leaflets.diagnostics import Diagnostic, gathered
from leaflets.edition import Edition
from leaflets.plan import Request, plan
from leaflets.preflight.plates import NAMES, separate
from leaflets.rooms import Rooms
from leaflets.workspace import Workspace

ROOT = Path(__file__).parents[1]
LANGUAGES = ("zh_Hans_CN", "en", "fr", "ar")
ARRANGED = (
    "know-the-law",
    "know-the-law-a5",
    "parcels-a5",
    "refuse-a5",
    "help-a5",
    "hotels-a5",
)


def pressed(root: Path, template: str, theme: str = "") -> tuple[list[bytes], list[str]]:
    """Return the press files of a template for a black-plate change, and what was said of them."""
    rooms, report = Rooms(Workspace(root)), list[Diagnostic]()
    request = Request(root, templates=(template,), theme=theme, black_plate_change=True)
    files = []
    for job in plan(Workspace(root), request, rooms.campaign, report):
        leaflet = gathered(lambda found, job=job: rooms.leaflet(job, found), report)
        content = leaflet and rooms.pdf(job, Edition.PRESS, leaflet, report)
        files += [content] if content else []
    return files, [str(one.message) for one in report]


def changed(tmp_path: Path, name: str, old: str, new: str) -> Path:
    """Return a copy of the workspace in which a file differs."""
    for folder in ("campaigns", "locales", "templates"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    file = tmp_path / name
    text = file.read_text(encoding="utf-8")
    assert text.count(old) == 1
    file.write_text(text.replace(old, new), encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("template", ARRANGED)
def test_nothing_is_said_about_a_sheet_made_for_it(template: str) -> None:
    files, said = pressed(ROOT, template)
    assert said == []
    assert len(files) == len(LANGUAGES)


@pytest.mark.parametrize("template", ["know-the-law", "help-a5"])
def test_the_arrangement_has_no_look_of_its_own(template: str) -> None:
    assert pressed(ROOT, template, "june-26")[1] == []


@pytest.mark.needs("gs")
@pytest.mark.parametrize("template", ["know-the-law", "refuse-a5"])
def test_the_coloured_plates_of_four_languages_are_one_set(template: str) -> None:
    files, _ = pressed(ROOT, template)
    plates = [list(separate(content)) for content in files]
    for side in zip(*plates, strict=True):
        different = {name: len({one.hashes[name] for one in side}) for name in NAMES}
        assert different == {"Cyan": 1, "Magenta": 1, "Yellow": 1, "Black": len(LANGUAGES)}


@pytest.mark.needs("gs")
def test_sheets_of_one_size_can_share_the_coloured_plates_too() -> None:
    sheets = [
        pressed(ROOT, template)[0][0] for template in ("parcels-a5", "refuse-a5", "hotels-a5")
    ]
    for side in zip(*map(separate, sheets), strict=True):
        assert (
            len({(one.hashes["Cyan"], one.hashes["Magenta"], one.hashes["Yellow"]) for one in side})
            == 1
        )


THEME = "templates/_themes/arcade.yaml"


@pytest.mark.parametrize(
    ("old", "new", "language", "named"),
    [
        (
            "    p.lead: {colour: ink}\n",
            "",
            "en",
            "the text “Do not carry, receive or post” in river",
        ),
        ("    img.section: {fill: ink}\n", "", "fr", "a shape in river"),
        (
            "div.topics: {span: 12, along: center,",
            "div.topics: {span: 12,",
            "ar",
            "a shape in longan",
        ),
        ("    marker.bullet: {fill: ink}\n", "", "zh", "a shape in kapok"),
    ],
    ids=["a coloured word", "an icon", "a row that is mirrored", "list marks"],
)
def test_what_breaks_it_is_named(
    tmp_path: Path, old: str, new: str, language: str, named: str
) -> None:
    files, said = pressed(changed(tmp_path, THEME, old, new), "know-the-law")
    assert any(named in one for one in said), said
    assert all("cannot share the coloured plates of zh_Hans_CN" in one for one in said)
    if language != "zh":
        assert any(one.startswith(language) for one in said)
    assert files


def test_a_card_that_its_words_enlarge_is_named(tmp_path: Path) -> None:
    low = changed(
        tmp_path,
        "templates/know-the-law/template.yaml",
        "div.third: {height: 52pt}",
        "div.third: {height: 20pt}",
    )
    _, said = pressed(low, "know-the-law")
    assert any("page back: a shape in white" in one for one in said), said


def test_a_template_not_made_for_it_says_one_thing_of_each_language(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    options = ["--template", "numbers-card", "--edition", "press", "--out", str(tmp_path)]
    assert cli.main(["-C", str(ROOT), "build", *options, "--black-plate-change"]) == 1
    said = capsys.readouterr().err
    assert said.count("cannot share the coloured plates") == len(LANGUAGES) - 1
    assert "its template.yaml has no `black_plate_change`" in said


def test_the_result_tells_how_many_plates_are_saved(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    options = ["--template", "refuse-a5", "--edition", "press", "--out", str(tmp_path)]
    command = ["-C", str(ROOT), "build", *options]
    assert cli.main([*command, "--black-plate-change"]) == 0
    assert "refuse-a5: 7 plates a side instead of 16" in capsys.readouterr().out
    assert cli.main([*command, "--black-plate-change", "--format", "json"]) == 0
    (told,) = json.loads(capsys.readouterr().out)["plates"]
    assert told == {
        "campaign": "yuexiu",
        "template": "refuse-a5",
        "shared": ["Cyan", "Magenta", "Yellow"],
        "languages": list(LANGUAGES),
        "plates": 7,
        "otherwise": 16,
    }
    assert cli.main([*command, "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["plates"] == []


def test_the_campaign_can_ask_for_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    wish = "  standard: x4\n"
    root = changed(
        tmp_path, "campaigns/yuexiu/campaign.yaml", wish, f"{wish}  black_plate_change: yes\n"
    )
    assert (
        cli.main(["-C", str(root), "build", "--template", "refuse-a5", "--edition", "press"]) == 0
    )
    assert "7 plates a side instead of 16" in capsys.readouterr().out
