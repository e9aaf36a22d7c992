"""Venues: the table's records as places that get leaflets.

Input: the table of records and the columns that the order names; output: who gets how many of a
leaflet, with a diagnostic at row and column for every number that is none. Names and addresses are
taken in the campaign's first language, since who delivers reads that; numbers in the leaflet's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from leaflets.batch.records import Record, Table
from leaflets.campaign import Campaign, OnError
from leaflets.diagnostics import Diagnostic, Location, Severity
from leaflets.order import VENUES, Columns, Order
from leaflets.package.product import Delivery, Product
from leaflets.settings import alike


def read_venues(campaign: Campaign, table: Table, report: list[Diagnostic]) -> list[Record]:
    """Return the records of ``table`` from which leaflets are made; Faults when it is no table."""
    order, records = campaign.order, campaign.records
    assert order is not None
    assert records is not None
    report += _missing_columns(order.venues, table)
    venues: list[Record] = []
    for one in table.read():
        if isinstance(one, Record):
            venues.append(one)
        else:
            skipped = records.on_error is OnError.SKIP
            severity = Severity.WARNING if skipped else one.severity
            report.append(Diagnostic(one.location, one.message, one.hint, severity))
    return venues


def deliveries(
    product: Product, venues: Sequence[Record], report: list[Diagnostic]
) -> list[Delivery]:
    """Return who gets how many of a leaflet that is the same for all."""
    if product.lot.deliver_to != VENUES:
        assert isinstance(product.lot.quantity, int)
        return [_to_address(product, product.lot.quantity)]
    found = (delivery(product, venue, report) for venue in venues)
    return [one for one in found if one is not None]


def delivery(product: Product, venue: Record, report: list[Diagnostic]) -> Delivery | None:
    """Return how many ``venue`` gets, and where; None when none are printed for it."""
    quantity = product.lot.quantity
    if not isinstance(quantity, int):
        quantity = _number(product, venue, report)
    if not quantity:
        return None
    if product.lot.deliver_to != VENUES:
        return _to_address(product, quantity, venue.key)
    columns = _order(product).venues
    assert columns is not None
    wanted = [columns.name, columns.address, columns.phone or ""]
    cells = venue.values(wanted, product.job.campaign.languages[0])
    for column in wanted[:2]:
        if column not in cells or not cells[column].text.strip():
            place = cells[column].location if column in cells else _row(venue)
            hint = "write who gets the leaflets, and where"
            report.append(Diagnostic(place, f"`{column}` is empty", hint))
    name, address, phone = (cells[one].text.strip() if one in cells else "" for one in wanted)
    return Delivery(quantity, name, address, phone, venue.key)


def _missing_columns(columns: Columns | None, table: Table) -> Iterator[Diagnostic]:
    """Yield the columns that the order names and the table lacks."""
    if columns is None:
        return
    there = {name.partition(".")[0] for name in table.columns()}
    for wanted in (columns.name, columns.address, columns.phone, columns.quantity):
        if wanted is not None and wanted not in there:
            message = f"there is no column `{wanted}`, which `order.venues` names"
            yield Diagnostic(Location(table.shown_as, 1), message, alike(wanted, there))


def _order(product: Product) -> Order:
    order = product.job.campaign.order
    assert order is not None
    return order


def _to_address(product: Product, quantity: int, venue: str = "") -> Delivery:
    to = _order(product).addresses[product.lot.deliver_to or ""]
    return Delivery(quantity, to.name, to.address, to.phone or "", venue)


def _number(product: Product, venue: Record, report: list[Diagnostic]) -> int:
    """Return what the table says; 0 and a diagnostic where that is no number."""
    columns = _order(product).venues
    column = (columns.quantity if columns else None) or ""
    value = venue.values([column], product.job.locale).get(column)
    text = value.text.strip() if value else ""
    # Spreadsheets write whole numbers as 200.0 when a column has an empty cell.
    if whole := re.fullmatch(r"([0-9]{1,7})(\.0+)?", text):
        return int(whole[1])
    place = value.location if value else _row(venue)
    message = f"`{column}` is “{text}”, and the print shop needs a number"
    hint = "write how many this venue gets of each leaflet and language, 0 for none"
    report.append(Diagnostic(place, message, hint))
    return 0


def _row(venue: Record) -> Location:
    return next(iter(venue.cells.values())).location
