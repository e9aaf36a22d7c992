"""An order: how many of what the print shop makes, on which paper, and where it goes.

Input: the section ``order`` of ``campaign.yaml``, with its place in the file; output: frozen values
and diagnostics. ``order_faults`` says what is wrong in what is written and belongs to every loading
of the campaign; ``order_gaps`` says what does not go together with what the campaign lists, which
only a package has to know.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from leaflets.diagnostics import Diagnostic
from leaflets.kinds import Locale, Phone, TemplateName, Word
from leaflets.settings import KeyPath, Loaded, alike

VENUES = "venues"
"""What ``deliver_to`` says where each venue of the table gets its own."""

_LIGHTEST, _HEAVIEST = 25, 1000
"""Grams a square metre between which anything is paper or board."""


@dataclass(frozen=True, slots=True)
class Person:
    """Whom the print shop asks."""

    name: str
    phone: Phone


@dataclass(frozen=True, slots=True)
class Address:
    """Where leaflets go; ``name`` is who takes them."""

    name: str
    address: str
    phone: Phone | None = None


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of the table of records that say who takes a venue's leaflets, where, and how
    many of each. With ``one_file`` the leaflets of all venues go to the shop in one."""

    name: Word
    address: Word
    phone: Word | None = None
    quantity: Word | None = None
    one_file: bool = False


@dataclass(frozen=True, slots=True)
class Lot:
    """What is ordered of a leaflet. ``quantity`` is the number in each language, 0 for none, and
    for each venue where venues take them; None leaves it to the table. Empty fields stand for what
    the order says for all."""

    quantity: int | Mapping[Locale, int] | None = None
    paper: str = ""
    weight: int | None = None
    fold: str = ""
    finishing: str = ""
    deliver_to: Word | None = None


@dataclass(frozen=True, slots=True)
class Order:
    """``weight`` in grams a square metre; ``deliver_to`` names one of ``addresses`` or is
    ``venues``."""

    contact: Person
    paper: str
    weight: int
    deliver_to: Word
    leaflets: Mapping[TemplateName, Lot]
    finishing: str | None = None
    addresses: Mapping[Word, Address] = field(default_factory=dict)
    venues: Columns | None = None

    def lot(self, template: str) -> Lot:
        """Return what is ordered of ``template``, with nothing left to what holds for all."""
        lot = self.leaflets[template]
        return replace(
            lot,
            paper=lot.paper or self.paper,
            weight=self.weight if lot.weight is None else lot.weight,
            finishing=lot.finishing or self.finishing or "",
            deliver_to=lot.deliver_to or self.deliver_to,
        )

    def counted(self, template: str, *, merged: bool) -> bool:
        """Tell whether the table says how many of ``template`` are printed."""
        lot = self.lot(template)
        column = self.venues.quantity if self.venues else None
        return lot.quantity is None and bool(column) and (merged or lot.deliver_to == VENUES)


def order_faults(loaded: Loaded[Any], order: Order) -> Iterator[Diagnostic]:
    """Yield what is wrong with an order whatever its campaign lists."""
    yield from _weight(loaded, ("order", "weight"), order.weight)
    yield from _destination(loaded, order, ("order", "deliver_to"), order.deliver_to)
    if VENUES in order.addresses:
        hint = "give the address another name"
        yield loaded.fault(("order", "addresses", VENUES), " means the venues of the table", hint)
    for name, lot in order.leaflets.items():
        place: KeyPath = ("order", "leaflets", name)
        if lot.weight is not None:
            yield from _weight(loaded, (*place, "weight"), lot.weight)
        if lot.deliver_to is not None:
            yield from _destination(loaded, order, (*place, "deliver_to"), lot.deliver_to)
        for where, number in _numbers((*place, "quantity"), lot):
            if number < 0:
                hint = "write how many are printed, 0 for none"
                yield loaded.fault(where, f" is {number}", hint)


def _weight(loaded: Loaded[Any], place: KeyPath, weight: int) -> Iterator[Diagnostic]:
    if not _LIGHTEST <= weight <= _HEAVIEST:
        hint = "write grams a square metre, such as 157"
        yield loaded.fault(place, f" is {weight}, and no paper weighs that", hint)


def _destination(
    loaded: Loaded[Any], order: Order, place: KeyPath, name: str
) -> Iterator[Diagnostic]:
    if name == VENUES and order.venues is None:
        hint = "add `venues:` with the columns that say name and address"
        yield loaded.fault(place, " is venues, and the order does not say their columns", hint)
    elif name != VENUES and name not in order.addresses:
        hint = alike(name, (*order.addresses, VENUES))
        yield loaded.fault(place, f" names `{name}`, which `order.addresses` lacks", hint)


def _numbers(place: KeyPath, lot: Lot) -> Iterator[tuple[KeyPath, int]]:
    """Yield each number of a lot with its place; ``place`` is that of its quantity."""
    if isinstance(lot.quantity, Mapping):
        for locale, number in lot.quantity.items():
            yield (*place, locale), number
    elif lot.quantity is not None:
        yield place, lot.quantity


def order_gaps(
    loaded: Loaded[Any], order: Order, languages: Iterable[str], templates: Mapping[str, bool]
) -> Iterator[Diagnostic]:
    """Yield what a package needs and the order does not say, and what is ordered and not made;
    ``templates`` tells of each template whether it is made for every record."""
    languages = tuple(languages)
    yield from _strangers(loaded, order, languages, tuple(templates))
    for name, merged in templates.items():
        place: KeyPath = ("order", "leaflets", name)
        if name not in order.leaflets:
            hint = f"write `{name}: {{quantity: 500}}` below it, or quantity 0 to leave it out"
            yield loaded.fault(place[:2], f" does not say how many of {name} are printed", hint)
            continue
        quantity = order.leaflets[name].quantity
        if quantity is None and not order.counted(name, merged=merged):
            hint = "write how many are printed in each language, 0 for none"
            yield loaded.fault((*place, "quantity"), " is missing", hint)
        said = quantity if isinstance(quantity, Mapping) else dict.fromkeys(languages)
        for locale in languages:
            if locale not in said:
                hint = f"write `{locale}: 500` there, or 0 to leave it out"
                yield loaded.fault((*place, "quantity"), f" says no number for {locale}", hint)


def _strangers(
    loaded: Loaded[Any], order: Order, languages: tuple[str, ...], templates: tuple[str, ...]
) -> Iterator[Diagnostic]:
    """Yield what is ordered that the campaign does not list: a name mistyped, or taken out there
    for a while, which must not keep the others from being built."""
    for name, lot in order.leaflets.items():
        place: KeyPath = ("order", "leaflets", name)
        if name not in templates:
            message = " is ordered, and the campaign does not list it"
            yield loaded.fault(place, message, alike(name, templates))
        for locale in lot.quantity if isinstance(lot.quantity, Mapping) else ():
            if locale not in languages:
                message = ": the campaign does not list that language"
                yield loaded.fault((*place, "quantity", locale), message, alike(locale, languages))
