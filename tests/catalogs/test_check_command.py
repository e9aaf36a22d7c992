"""``leaflets catalog check``: what it reads, and the three ways it speaks."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from leaflets.cli import main
from leaflets.workspace import create

ROOT = Path(__file__).parents[2]
FRENCH = """\
msgid ""
msgstr ""
"Language: fr\\n"
"Content-Type: text/plain; charset=UTF-8\\n"

msgid "Help, 100%"
msgstr "De l'aide"
"""


def strangers_file(tmp_path: Path, text: str = FRENCH) -> Path:
    path = tmp_path / "messages.po"
    path.write_text(text, "utf-8")
    return path


def test_a_strangers_file_needs_no_workspace(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    path = strangers_file(tmp_path)
    assert main(["catalog", "check", str(path), "--format", "json"]) == 1
    remarks = json.loads(capsys.readouterr().out)
    assert [(r["id"], r["line"], r["msgid"]) for r in remarks] == [
        ("number", 6, "Help, 100%"),
        ("apostrophe", 6, "Help, 100%"),
    ]


def test_one_error_and_one_warning_are_counted_as_such(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["catalog", "check", str(strangers_file(tmp_path))]) == 1
    assert capsys.readouterr().out.endswith("\n1 error, 1 warning\n")


def test_annotations_hold_no_line_end(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = strangers_file(tmp_path)
    assert main(["catalog", "check", str(path), "--format", "github"]) == 1
    first, second = capsys.readouterr().out.splitlines()
    assert first.startswith(f"::error file={path},line=6,title=number::msgstr lacks 100 ")
    assert "%0A" in second


def test_the_language_may_be_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = strangers_file(tmp_path, FRENCH.replace('"Language: fr\\n"\n', ""))
    assert main(["catalog", "check", str(path)]) == 2
    assert "--language" in capsys.readouterr().err
    assert main(["catalog", "check", str(path), "--language", "fr"]) == 1
    assert main(["catalog", "check", str(path), "--language", "xx"]) == 2


def test_what_cannot_be_read_is_said_with_its_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = strangers_file(tmp_path, FRENCH + 'msgid "open\n')
    assert main(["catalog", "check", str(path)]) == 1
    assert "messages.po:8: the string is not closed" in capsys.readouterr().out


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    for name in ("campaigns", "locales", "templates"):
        shutil.copytree(ROOT / name, tmp_path / name)
    return tmp_path


def test_a_text_that_is_too_long_is_measured_in_its_frame(
    workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = workspace / "locales/fr/LC_MESSAGES/leaflets.po"
    long = "La drogue détruit la vie de ceux qui la prennent et de leur famille. " * 30
    text = path.read_text("utf-8")
    old = 'msgstr "Ce qui est légal ailleurs ne l’est pas forcément en Chine."'
    assert old in text
    path.write_text(text.replace(old, f'msgstr "{long.strip()}"'), "utf-8")
    assert main(["-C", str(workspace), "catalog", "check", "fr"]) == 1
    said = capsys.readouterr().out
    assert "mm too long" in said
    assert "it fits" not in said  # the other leaflets do not show it, or do not hold it either


def test_a_word_wider_than_its_column_is_said_as_a_build_says_it(
    workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = workspace / "locales/ar/LC_MESSAGES/leaflets.po"
    text = path.read_text("utf-8")
    old = 'msgid "Carry"\nmsgstr "الحمل"'
    assert old in text
    joined = "ن" * 60
    path.write_text(text.replace(old, f'msgid "Carry"\nmsgstr "{joined}"'), "utf-8")
    assert main(["-C", str(workspace), "catalog", "check", "ar", "--format", "json"]) == 1
    remarks = json.loads(capsys.readouterr().out)
    wide = [one for one in remarks if "wider than its column" in one["message"]]
    assert len(wide) == 3
    assert {(one["id"], one["line"]) for one in wide} == {
        ("layout", text.split(old)[0].count("\n") + 1)
    }


def test_what_a_check_tells_is_not_told_again_by_layout(
    workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = workspace / "locales/fr/LC_MESSAGES/leaflets.po"
    text = path.read_text("utf-8")
    assert 'msgstr "Police"' in text
    path.write_text(text.replace('msgstr "Police"', 'msgstr "{x} <b>Police ☠"'), "utf-8")
    main(["-C", str(workspace), "catalog", "check", "fr", "--format", "json"])
    remarks = json.loads(capsys.readouterr().out)
    assert sorted(one["id"] for one in remarks) == ["brace", "glyph", "markup"]


def test_an_incomplete_language_is_said(
    workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = workspace / "locales/fr/LC_MESSAGES/leaflets.po"
    path.write_text(path.read_text("utf-8").replace('msgstr "Police"', 'msgstr ""'), "utf-8")
    main(["-C", str(workspace), "catalog", "check", "fr"])
    assert "1 of " in capsys.readouterr().out


def test_a_broken_catalog_of_the_workspace_is_checked_as_far_as_it_can_be_read(
    workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = workspace / "locales/fr/LC_MESSAGES/leaflets.po"
    text = path.read_text("utf-8").replace('msgstr "Police"', 'msgstr "Police  locale"')
    path.write_text(f'{text}\nmsgid "open\nmsgstr "x"\n', "utf-8")
    assert main(["-C", str(workspace), "catalog", "check", "fr"]) == 1
    said = capsys.readouterr().out
    assert "the string is not closed" in said
    assert "[blank]" in said


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        ("number,en,fr\n1,coffee,café\n".encode("cp1252"), "glossary.csv: this is not UTF-8"),
        (b"number;en;fr\n1;khat;khat\n", "glossary.csv:1: the first line names no column `en`"),
        (b"", "glossary.csv:1: the first line names no column `en`"),
    ],
)
def test_a_glossary_that_cannot_be_read_is_an_error(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes, fault: str
) -> None:
    create(tmp_path / "workspace")
    (tmp_path / "workspace/locales/glossary.csv").write_bytes(content)
    assert main(["-C", str(tmp_path / "workspace"), "catalog", "check", "fr"]) == 1
    said = capsys.readouterr().out
    assert fault in said
    assert "save it as CSV in UTF-8, with commas" in said
