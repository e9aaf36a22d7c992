"""``leaflets build --approved``."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from leaflets.cli import main

ROOT = Path(__file__).parents[2]


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    for name in ("campaigns", "locales", "templates"):
        shutil.copytree(ROOT / name, tmp_path / name)
    return tmp_path


def approve(workspace: Path, reviewer: str = "A. Reader") -> int:
    return main(["-C", str(workspace), "catalog", "approve", "fr", "--reviewer", reviewer])


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("", None, "there is no catalog for `fr`"),
        ("", "", "messages of the templates are not there"),
        ('msgid "Police"', 'msgid "Policemen"', "the first is “Police”"),
        ('msgstr "Police"', 'msgstr "{x} Police"', "the unknown placeholder `{x}`"),
        ('msgstr "Police"', 'msgstr "<b>Police"', "has `<b>`, which the msgid has not"),
    ],
)
def test_only_a_whole_and_sound_language_is_stamped(
    workspace: Path, capsys: pytest.CaptureFixture[str], old: str, new: str | None, said: str
) -> None:
    path = workspace / "locales/fr/LC_MESSAGES/leaflets.po"
    text = path.read_text("utf-8")
    if new is None:
        path.unlink()
    else:
        assert old in text
        path.write_text(text.replace(old, new, 1) if old else "", "utf-8")
    assert approve(workspace) == 1
    assert said in capsys.readouterr().err
    assert not (workspace / "locales/fr/approved.yaml").exists()


@pytest.mark.parametrize("reviewer", ["", " "])
def test_somebody_must_have_read_it(workspace: Path, reviewer: str) -> None:
    assert approve(workspace, reviewer) == 2
    assert not (workspace / "locales/fr/approved.yaml").exists()


def test_a_build_refuses_what_changed_since_its_approval(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("campaigns", "locales", "templates"):
        shutil.copytree(ROOT / name, tmp_path / name)
    start = ["-C", str(tmp_path)]
    build = [*start, "build", "--approved", "--language", "fr", "--template", "know-the-law"]
    build += ["--edition", "web"]
    assert main(build) == 1
    assert "`fr` is not approved" in capsys.readouterr().err
    assert main([*start, "catalog", "approve", "fr", "--reviewer", "A. Reader"]) == 0
    assert main(build) == 0
    path = tmp_path / "locales/fr/LC_MESSAGES/leaflets.po"
    path.write_text(path.read_text("utf-8").replace('"Ambulance"', '"Samu"'), "utf-8")
    capsys.readouterr()
    assert main(build) == 1
    assert "A. Reader approved it on" in capsys.readouterr().err
