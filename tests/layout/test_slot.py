"""A slot shows a record's value in a room that no value changes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from leaflets.diagnostics import Diagnostic, Location
from leaflets.edition import Edition
from leaflets.layout.page import Leaflet, PlacedLine, PlacedShape
from leaflets.markup.slots import Value, reads
from leaflets.plan import Job
from leaflets.rooms import Rooms
from leaflets.workspace import Workspace

ROOT = Path(__file__).parents[2]
PLACE = Location("records.csv", 2, 1)
LANGUAGES = ["zh_Hans_CN", "en", "fr", "ar"]


@pytest.fixture(scope="module")
def rooms() -> Rooms:
    return Rooms(Workspace(ROOT))


def lay_out(rooms: Rooms, locale: str, report: list[Diagnostic], **record: str) -> Leaflet | None:
    campaign = rooms.campaign("yuexiu", report)
    assert campaign is not None
    job = Job("yuexiu", campaign, "venue-notice", locale, (Edition.WEB,))
    return rooms.filled(job, {k: Value(v, PLACE) for k, v in record.items()}, report)


def slot_lines(leaflet: Leaflet) -> list[PlacedLine]:
    lines = (one for page in leaflet.pages for one in page.placements)
    return [line for line in lines if isinstance(line, PlacedLine) and line.slot]


def unmoved(leaflet: Leaflet) -> list[object]:
    """Return everything on the pages but what stands in slots."""
    found: list[object] = []
    for page in leaflet.pages:
        for one in page.placements:
            if isinstance(one, PlacedShape):
                found.append(one)
            elif not one.slot:
                found.append((one.x, one.baseline, one.line.text))
    return found


@pytest.mark.parametrize("locale", LANGUAGES)
def test_a_value_moves_nothing_else(rooms: Rooms, locale: str) -> None:
    report: list[Diagnostic] = []
    empty = lay_out(rooms, locale, report)
    full = lay_out(rooms, locale, report, venue_name="流花宾馆", address="A " * 40, phone="110")
    assert report == []
    assert empty is not None
    assert full is not None
    assert unmoved(empty) == unmoved(full)
    assert slot_lines(empty) == []
    assert {line.slot.name for line in slot_lines(full) if line.slot} == {
        "venue_name",
        "address",
        "phone",
    }


def test_a_long_value_is_set_smaller(rooms: Rooms) -> None:
    report: list[Diagnostic] = []
    sizes = []
    for count in range(1, 40):
        leaflet = lay_out(rooms, "en", report, venue_name="Garden " * count)
        if leaflet is None:
            break
        sizes.append(slot_lines(leaflet)[0].line.runs[0].size)
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[0] == 14  # the most of the role; 13 is the least
    assert 13 <= sizes[-1] < 14
    assert "too long" in report[0].message


def test_a_value_beyond_the_slot_is_told_at_its_place_in_the_record(rooms: Rooms) -> None:
    report: list[Diagnostic] = []
    assert lay_out(rooms, "en", report, serial="9" * 80) is None
    assert [one.location for one in report] == [PLACE]
    assert "too long for the slot `serial`" in report[0].message


def test_a_character_without_a_face_is_told(rooms: Rooms) -> None:
    report: list[Diagnostic] = []
    assert lay_out(rooms, "en", report, contact="\U0001f600") is None
    assert "U+1F600" in report[0].message


def test_a_value_cannot_break_lines_or_open_embeddings(rooms: Rooms) -> None:
    value = Value(" a\n\u202eb\u2028c\x00 ", PLACE)
    assert value.shown == "\u2068a b c\u2069"
    assert replace(value, text=" \n").shown == ""


def test_a_link_that_emacs_leaves_is_no_template(tmp_path: Path) -> None:
    (tmp_path / "page.xml.j2").write_text("<p>{{ record }}</p>", "utf-8")
    (tmp_path / ".#page.xml.j2").symlink_to("somebody@host.1")
    assert reads(tmp_path, "record")
    assert not reads(tmp_path, "phone")
