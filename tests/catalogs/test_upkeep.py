"""The commands that keep catalogs in step with the templates."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from leaflets.cli import main
from leaflets.language import language
from leaflets.workspace import Workspace

ROOT = Path(__file__).parents[2]
PAGE = "<leaflet><p>{% trans %}One{% endtrans %}</p><p>{% trans %}Two{% endtrans %}</p></leaflet>\n"
FRENCH = 'msgid "One"\nmsgstr "Un"\n\nmsgid "Two"\nmsgstr "Deux"\n'


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    for name, text in (
        ("templates/a/page.xml.j2", PAGE),
        ("templates/a/template.yaml", ""),
        ("locales/fr/LC_MESSAGES/leaflets.po", FRENCH),
    ):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    (tmp_path / "campaigns").mkdir()
    return tmp_path


def run(workspace: Path, *arguments: str) -> int:
    return main(["-C", str(workspace), "catalog", *arguments])


def french(workspace: Path) -> Path:
    return workspace / "locales/fr/LC_MESSAGES/leaflets.po"


def test_an_update_that_finds_nothing_new_changes_no_byte(workspace: Path) -> None:
    assert run(workspace, "update") == 0
    before = french(workspace).read_bytes()
    page = workspace / "templates/a/page.xml.j2"
    page.write_text("\n\n" + page.read_text("utf-8"), "utf-8")
    assert run(workspace, "update") == 0
    assert french(workspace).read_bytes() == before


def test_a_broken_template_stops_the_update_and_every_file_stays(
    workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = french(workspace).read_bytes()
    (workspace / "templates/a/page.xml.j2").write_text("{% trans %}One", "utf-8")
    assert run(workspace, "update") == 1
    assert "page.xml.j2:1" in capsys.readouterr().err
    assert french(workspace).read_bytes() == before
    assert not (workspace / "locales/leaflets.pot").exists()


def test_an_unreadable_catalog_stops_the_update(workspace: Path) -> None:
    french(workspace).write_text(FRENCH + 'msgid "open\n', "utf-8")
    assert run(workspace, "update") == 1
    assert french(workspace).read_text("utf-8").endswith('msgid "open\n')


def test_stats_count_fuzzy_and_half_plurals_as_what_they_are(
    workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    french(workspace).write_text(FRENCH.replace('msgid "Two"', '#, fuzzy\nmsgid "Two"'), "utf-8")
    assert run(workspace, "stats", "fr") == 0
    rows = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert rows[1:] == [["fr", name, "1/2", "50%", "1", "0", "0"] for name in ("all", "a")]


def test_a_new_language_begins_untranslated_with_its_plural_rule(tmp_path: Path) -> None:
    for name in ("campaigns", "locales", "templates"):
        shutil.copytree(ROOT / name, tmp_path / name)
    assert run(tmp_path, "add", "pt-BR") == 0
    text = (tmp_path / "locales/pt_BR/LC_MESSAGES/leaflets.po").read_text("utf-8")
    assert "Language: pt_BR" in text
    assert "nplurals=3" in text
    assert run(tmp_path, "add", "pt_BR") == 2
    assert run(tmp_path, "add", "xx") == 2


def test_a_script_without_a_face_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("campaigns", "locales", "templates"):
        shutil.copytree(ROOT / name, tmp_path / name)
    assert run(tmp_path, "add", "my") == 0
    assert "no face has" in capsys.readouterr().err


@pytest.mark.parametrize("command", ["update", "stats", "check"])
def test_a_link_that_emacs_leaves_stops_no_command(workspace: Path, command: str) -> None:
    assert run(workspace, "update") == 0
    french(workspace).with_name(".#leaflets.po").symlink_to("somebody@host.1")
    french(workspace).with_name("._leaflets.po").write_bytes(b"\0\5\x16\7\xff")
    (workspace / "templates/a/.#page.xml.j2").symlink_to("somebody@host.1")
    assert run(workspace, command, "fr") == 0


def test_a_copy_of_a_catalog_takes_no_message_away(
    workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    copy = french(workspace).with_name("leaflets (copie).po")
    copy.write_text(FRENCH, "utf-8")
    french(workspace).write_text(FRENCH.replace("Deux", "Trois"), "utf-8")
    assert run(workspace, "update", "fr") == 1
    assert f"{french(workspace)}:1: the message stands at {copy}:1 already" in (
        capsys.readouterr().err
    )
    assert french(workspace).read_text("utf-8") == FRENCH.replace("Deux", "Trois")
    assert copy.read_text("utf-8") == FRENCH
    assert not (workspace / "locales/leaflets.pot").exists()


def test_a_message_stays_where_it_is_in_use(workspace: Path) -> None:
    """What another file holds as obsolete takes nothing away and comes back once at most."""
    other = french(workspace).with_name("a.po")
    gone = FRENCH.replace("msg", "#~ msg")
    other.write_text(gone, "utf-8")
    third = french(workspace).with_name("b.po")
    third.write_text(gone.replace("Un", "Uno"), "utf-8")
    french(workspace).write_text(FRENCH.partition("\n\n")[0] + "\n", "utf-8")
    assert run(workspace, "update", "fr") == 0
    assert '\nmsgid "One"\nmsgstr "Un"\n' in french(workspace).read_text("utf-8")
    assert '\nmsgid "Two"\nmsgstr "Deux"\n' in other.read_text("utf-8")
    assert '\n#~ msgid "Two"\n' in third.read_text("utf-8")
    assert run(workspace, "check", "fr") == 0


def test_a_language_without_a_file_is_a_fault(
    workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    french(workspace).unlink()
    assert run(workspace, "update", "fr") == 1
    assert "there is no catalog for `fr`" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("locale", "said"),
    [
        ("../q", "'../q' is not a locale that CLDR knows; write it such as ru or pt_BR"),
        ("", "'' is not a locale that CLDR knows; write it such as ru or pt_BR"),
        ("xx", "'xx' is not a locale that CLDR knows; write it such as ru or pt_BR"),
        ("fr.x/../../q", "'fr.x/../../q' is not a locale that CLDR knows; write it"),
        ("en-dg", "'en-dg' is a pseudo-language, which nobody translates into; make it with:"),
        ("ar_EH", "'ar_EH' is a pseudo-language"),
    ],
)
def test_a_name_that_is_no_language_is_refused(
    workspace: Path, capsys: pytest.CaptureFixture[str], locale: str, said: str
) -> None:
    assert run(workspace, "add", locale) == 2
    assert said in capsys.readouterr().err
    assert [path.name for path in (workspace / "locales").iterdir()] == ["fr"]


@pytest.mark.parametrize("name", ["", "../q", "xx"])
def test_every_name_that_is_no_language_is_called_so(name: str) -> None:
    with pytest.raises(ValueError, match="is not a locale that CLDR knows"):
        language(name)


def test_themes_are_no_hidden_files(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (workspace / "templates/_themes").mkdir()
    (workspace / "templates/_themes/.#arcade.yaml").symlink_to("somebody@host.1")
    assert run(workspace, "add", "ru") == 0
    assert capsys.readouterr().err == ""
    assert Workspace(workspace).theme_names() == ()
