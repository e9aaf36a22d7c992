"""Approval: a stamp holds until a text or a translation changes."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from leaflets.catalogs.approval import FILE, approval_faults, approve, unfinished
from leaflets.cli import main

FRENCH = """\
#: a.xml.j2:1
msgid "One"
msgstr "Un"

msgid "Two"
msgstr "Deux"
"""


@pytest.fixture
def locales(tmp_path: Path) -> Path:
    path = tmp_path / "locales/fr/LC_MESSAGES/leaflets.po"
    path.parent.mkdir(parents=True)
    path.write_text(FRENCH, "utf-8")
    (tmp_path / "campaigns").mkdir()
    return tmp_path / "locales"


def edit(locales: Path, old: str, new: str) -> None:
    path = locales / "fr/LC_MESSAGES/leaflets.po"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def stamp(locales: Path, reviewer: str = "Amina “A.” O'Neil: MD") -> None:
    text = approve(locales, "fr", reviewer, date(2026, 11, 23))
    (locales / "fr" / FILE).write_text(text, "utf-8")


def messages(locales: Path) -> list[str]:
    return [fault.message for fault in approval_faults(locales, "fr")]


def test_a_stamp_holds_while_only_remarks_places_and_order_change(locales: Path) -> None:
    assert messages(locales) == ["`fr` is not approved"]
    stamp(locales)
    assert messages(locales) == []
    edit(locales, "#: a.xml.j2:1", "# a remark\n#: a.xml.j2:9")
    assert messages(locales) == []


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ('"Un"', '"Une"', "translations have changed"),
        ('msgid "Two"', '#, fuzzy\nmsgid "Two"', "translations have changed"),
        ('msgid "One"', 'msgid "Ones"', "the source texts have changed"),
        ('msgid "One"', 'msgctxt "c"\nmsgid "One"', "the source texts have changed"),
    ],
)
def test_a_stamp_ends_with_a_change(locales: Path, old: str, new: str, what: str) -> None:
    stamp(locales, "A. Reader")
    edit(locales, old, new)
    assert messages(locales) == [f"{what}; A. Reader approved it on 2026-11-23"]


def test_a_new_file_and_a_lost_one_end_it(locales: Path) -> None:
    folder = locales / "fr/LC_MESSAGES"
    stamp(locales)
    (folder / "leaflets.po").rename(folder / "other.po")
    assert [m.split(";")[0] for m in messages(locales)] == [
        "the catalog is gone",
        "the catalog is new",
    ]


def test_a_broken_stamp_is_no_approval(locales: Path) -> None:
    (locales / "fr" / FILE).write_text("reviewer: A\n", "utf-8")
    assert messages(locales)


def test_only_a_finished_language_is_stamped(
    locales: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ["-C", str(locales.parent), "catalog", "approve", "fr", "--reviewer", "A"]
    edit(locales, '"Deux"', '""')
    assert len(unfinished(locales.parent, locales, "fr")) == 1
    assert main(command) == 1
    assert "leaflets.po:5: “Two” is not translated" in capsys.readouterr().err
    edit(locales, 'msgstr ""', 'msgstr "Deux"')
    assert main(command) == 0
    assert messages(locales) == []
