"""The order of a campaign: what is wrong in it, and what a package misses."""

from __future__ import annotations

from pathlib import Path

import pytest

from leaflets.campaign import Campaign, read_campaign
from leaflets.diagnostics import Diagnostic
from leaflets.order import Order, order_gaps
from leaflets.settings import Loaded

CAMPAIGN = """\
languages: [zh_Hans_CN, en]
templates: [sheet, poster]
editions: [press]
version: "1"
issued: 2026-11-23
law_as_of: 2026-11
issuer: {name: Office, district: District}
contacts: {}
facts: {}
records: {key: serial, templates: [notice]}
"""
ORDER = """\
order:
  contact: {name: Li, phone: "020-1"}
  paper: coated
  weight: 157
  deliver_to: office
  addresses: {office: {name: Office, address: 1 Road}}
  venues: {name: venue, address: address, quantity: copies}
  leaflets:
    sheet: {quantity: 500}
    poster: {quantity: {zh_Hans_CN: 100, en: 0}, weight: 200, deliver_to: office}
    notice: {deliver_to: venues}
"""


def load(folder: Path, order: str) -> tuple[Loaded[Campaign] | None, list[Diagnostic]]:
    (folder / "campaign.yaml").write_text(CAMPAIGN + order, encoding="utf-8")
    report: list[Diagnostic] = []
    return read_campaign(folder, report), report


def ordered(folder: Path, text: str) -> tuple[Loaded[Campaign], Order]:
    loaded, report = load(folder, text)
    assert report == []
    assert loaded is not None
    assert loaded.value.order is not None
    return loaded, loaded.value.order


def test_a_lot_takes_from_the_order_what_it_does_not_say(tmp_path: Path) -> None:
    _, order = ordered(tmp_path, ORDER)
    sheet, poster = order.lot("sheet"), order.lot("poster")
    assert (sheet.paper, sheet.weight, sheet.deliver_to) == ("coated", 157, "office")
    assert (poster.paper, poster.weight) == ("coated", 200)


def test_a_complete_order_has_no_gap(tmp_path: Path) -> None:
    loaded, order = ordered(tmp_path, ORDER)
    templates = {"sheet": False, "poster": False, "notice": True}
    assert list(order_gaps(loaded, order, ["zh_Hans_CN", "en"], templates)) == []


@pytest.mark.parametrize(
    ("old", "new", "line", "message"),
    [
        ("    sheet: {quantity: 500}\n", "", 19, "does not say how many of sheet are printed"),
        ("{quantity: 500}", "{paper: matt}", 19, "`order.leaflets.sheet.quantity` is missing"),
        (", en: 0}", "}", 20, "`order.leaflets.poster.quantity` says no number for en"),
        (", quantity: copies", "", 21, "`order.leaflets.notice.quantity` is missing"),
    ],
)
def test_what_is_not_said_is_named_with_its_line(
    tmp_path: Path, old: str, new: str, line: int, message: str
) -> None:
    loaded, order = ordered(tmp_path, ORDER.replace(old, new))
    templates = {"sheet": False, "poster": False, "notice": True}
    (gap,) = order_gaps(loaded, order, ["zh_Hans_CN", "en"], templates)
    assert message in gap.message
    assert gap.location.line == line
    assert "0" in gap.hint


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("weight: 157", "weight: 5", "`order.weight` is 5, and no paper weighs that"),
        ("weight: 200", "weight: 9999", "`order.leaflets.poster.weight` is 9999"),
        ("deliver_to: office\n", "deliver_to: ofice\n", "`order.deliver_to` names `ofice`"),
        ("weight: 200, deliver_to: office", "deliver_to: x", "names `x`, which `order.addresses`"),
        ("  venues: {name: venue, address: address, quantity: copies}\n", "", "is venues, and"),
        ("addresses: {office", "addresses: {venues: {name: A, address: B}, office", "means the"),
        (
            "sheet: {quantity: 500}",
            "sheet: {quantity: -1}",
            "`order.leaflets.sheet.quantity` is -1",
        ),
        ("quantity: 500", "quantity: many", "must be"),
        ("  paper: coated\n", "", "`order.paper` is missing"),
    ],
)
def test_what_is_wrong_is_said_with_every_loading(
    tmp_path: Path, old: str, new: str, message: str
) -> None:
    assert old in ORDER
    loaded, report = load(tmp_path, ORDER.replace(old, new))
    assert loaded is None
    assert any(message in one.message and one.location.line >= 11 for one in report), report


@pytest.mark.parametrize(
    ("languages", "templates", "line", "message"),
    [
        (["zh_Hans_CN"], ["sheet", "poster", "notice"], 20, ": the campaign does not list that"),
        (["zh_Hans_CN", "en"], ["sheet", "notice"], 20, "`order.leaflets.poster` is ordered"),
    ],
)
def test_what_is_ordered_and_not_made_is_said_to_who_packs(
    tmp_path: Path, languages: list[str], templates: list[str], line: int, message: str
) -> None:
    loaded, order = ordered(tmp_path, ORDER)
    made = {name: name == "notice" for name in templates}
    (gap,) = order_gaps(loaded, order, languages, made)
    assert message in gap.message
    assert gap.location.line == line


def test_columns_without_a_table_are_a_fault(tmp_path: Path) -> None:
    text = CAMPAIGN.replace("records: {key: serial, templates: [notice]}\n", "")
    order = ORDER.replace("    notice: {deliver_to: venues}\n", "")
    (tmp_path / "campaign.yaml").write_text(text + order, encoding="utf-8")
    report: list[Diagnostic] = []
    assert read_campaign(tmp_path, report) is None
    assert "there is no table" in report[0].message
