"""From a workspace to the text of its POT."""

from __future__ import annotations

import subprocess
import sys
from importlib.metadata import entry_points
from pathlib import Path

import pytest

from leaflets.catalogs.extract import METHODS, extract
from leaflets.catalogs.po import read_po
from leaflets.diagnostics import Diagnostic, Faults, Location

PAGE = """\
<leaflet>
{# Translators: the cover. #}
<title>{% trans "cover" %}Know the law{% endtrans %}</title>
<p>{% trans n=3 %}One day{% pluralize n %}{{ n }} days{% endtrans %}</p>
<p>100% of {% trans %}100% of you{% endtrans %}</p>
</leaflet>
"""


def write(root: Path, name: str, text: str) -> None:
    path = root / "templates" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def test_the_pot_is_what_gettext_expects(tmp_path: Path) -> None:
    write(tmp_path, "law/page.xml.j2", PAGE)
    write(tmp_path, "_parts/foot.xml.j2", '<p>{% trans "cover" %}Know the law{% endtrans %}</p>')
    header, _, body = extract(tmp_path).partition("\n\n")
    assert header.endswith('"Content-Transfer-Encoding: 8bit\\n"')
    assert "Date" not in header
    assert (
        body
        == """\
#. Translators: the cover.
#: templates/_parts/foot.xml.j2:1 templates/law/page.xml.j2:3
msgctxt "cover"
msgid "Know the law"
msgstr ""

#: templates/law/page.xml.j2:4
#, python-brace-format
msgid "One day"
msgid_plural "{n} days"
msgstr[0] ""
msgstr[1] ""

#: templates/law/page.xml.j2:5
msgid "100% of you"
msgstr ""
"""
    )


def test_the_text_does_not_depend_on_the_process(tmp_path: Path) -> None:
    for name in ("b/z.xml.j2", "a/y.xml.j2", "a/x.xml.j2"):
        write(tmp_path, name, PAGE.replace("One", name))
    code = "from leaflets.catalogs.extract import extract; from pathlib import Path; import sys;"
    code += "sys.stdout.buffer.write(extract(Path(sys.argv[1])).encode())"
    texts = {
        subprocess.run(
            [sys.executable, "-c", code, str(tmp_path)],
            env={"PYTHONHASHSEED": seed, "TZ": zone},
            capture_output=True,
            check=True,
        ).stdout
        for seed, zone in (("1", "UTC"), ("2", "Asia/Shanghai"))
    }
    assert texts == {extract(tmp_path).encode()}


def test_faults_of_all_files_stop_the_extraction(tmp_path: Path) -> None:
    write(tmp_path, "law/page.xml.j2", PAGE)
    write(tmp_path, "law/a.xml.j2", "<p>\n{% trans %}open")
    write(tmp_path, "law/b.xml.j2", "{% if %}")
    with pytest.raises(Faults) as raised:
        extract(tmp_path)
    places = [one.location for one in raised.value.diagnostics]
    folder = tmp_path / "templates" / "law"
    assert places == [Location(str(folder / "a.xml.j2"), 2), Location(str(folder / "b.xml.j2"), 1)]


def test_two_plurals_of_one_message_are_a_fault(tmp_path: Path) -> None:
    write(tmp_path, "law/a.xml.j2", "{% trans %}One day{% endtrans %}")
    write(tmp_path, "law/b.xml.j2", PAGE)
    with pytest.raises(Faults) as raised:
        extract(tmp_path)
    assert raised.value.diagnostics == (
        Diagnostic(
            Location("templates/law/b.xml.j2", 4),
            "“One day” has another plural at templates/law/a.xml.j2:1",
            "write the same plural, or give one of them a context",
        ),
    )


def test_the_methods_are_registered() -> None:
    names = {entry.name for entry in entry_points(group="babel.extractors")}
    assert {method for _, method in METHODS} <= names


def test_the_projects_own_templates_can_be_read() -> None:
    report: list[Diagnostic] = []
    entries = read_po(extract(Path(__file__).parents[2]), "leaflets.pot", report)
    assert report == []
    assert {e.context for e in entries} >= {None, "campaign"}
