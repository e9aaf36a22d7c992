"""Gather what a campaign orders: press files that are sound and what the sources make now.

Input: the campaign and the folder of its files; output: ``PackedFile`` values, and everything that
keeps a file out of a package. A leaflet is built again in memory and compared byte by byte with the
file that people have looked at, so that a package holds no stale one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from hashlib import sha256
from pathlib import Path

from leaflets.batch.records import Record
from leaflets.campaign import Campaign
from leaflets.diagnostics import Diagnostic, Location, gathered, has_errors
from leaflets.edition import Edition
from leaflets.order import Lot
from leaflets.package.names import format_name, language_names, shop_name
from leaflets.package.product import Delivery, PackedFile, Product
from leaflets.package.told import STALE, UNBUILT
from leaflets.package.venues import deliveries
from leaflets.plan import Job
from leaflets.preflight.finding import Profile
from leaflets.preflight.judge import judge
from leaflets.preflight.measure import measure
from leaflets.preflight.report import Report
from leaflets.rooms import Rooms, press_limits
from leaflets.units import to_mm

PRESS, TWINS = "press", "outlined"
"""Folders of the package: what is printed, and the same with all text as shapes."""

_PRINTED = (Edition.PRESS, Edition.OUTLINED)


@dataclass(frozen=True, slots=True)
class Counter:
    """Where packing looks: a campaign by its name, the folder of built files, the venues."""

    name: str
    campaign: Campaign
    out: Path
    rooms: Rooms
    venues: Sequence[Record]

    @property
    def editions(self) -> tuple[Edition, ...]:
        """The printed editions that the campaign builds; the first of them is ordered."""
        return tuple(one for one in _PRINTED if one in self.campaign.editions)

    def lot(self, template: str) -> Lot:
        assert self.campaign.order is not None
        return self.campaign.order.lot(template)

    def file_name(self, product: Product, quantity: int, *more: str) -> str:
        """Return the name of a product's file, with its ending."""
        width, height = to_mm(product.paper.width), to_mm(product.paper.height)
        parts = (
            self.name,
            product.job.template,
            format_name(width, height),
            language_names(self.campaign.languages)[product.job.locale],
            str(quantity),
            f"v{self.campaign.version}",
            *more,
        )
        return f"{shop_name(parts)}.pdf"


def products(
    counter: Counter, templates: Sequence[str], report: list[Diagnostic]
) -> Iterator[Product]:
    """Yield what is ordered of ``templates``, laid out; what is wrong goes into ``report``."""
    for template in templates:
        for locale in counter.campaign.languages:
            lot = counter.lot(template)
            said = lot.quantity
            number = said.get(locale) if isinstance(said, Mapping) else said
            if number != 0:
                job = Job(counter.name, counter.campaign, template, locale, counter.editions)
                product = _product(counter, job, replace(lot, quantity=number), report)
                if product is not None:
                    yield product


def built_files(
    counter: Counter, product: Product, report: list[Diagnostic]
) -> Iterator[PackedFile]:
    """Yield the files of a product that ``leaflets build`` made, if they are what it makes now."""
    found: list[Diagnostic] = []
    sent = deliveries(product, counter.venues, found)
    report += found
    if has_errors(found) or not any(one.quantity for one in sent):
        return
    for number, edition in enumerate(product.job.editions):
        drawn = partial(counter.rooms.pdf, product.job, edition, product.leaflet)
        content = gathered(drawn, found := [])
        report += found
        path = counter.out / product.job.file_name(edition)
        if content is None or has_errors(found) or not _is_current(path, content, counter, report):
            continue
        name = counter.file_name(product, sum(one.quantity for one in sent))
        folder = TWINS if number else PRESS
        place = (path, f"{folder}/{name}")
        yield packed(product, place, content, tuple(sent), twin=bool(number))


def packed(
    product: Product,
    place: tuple[Path, str],
    content: bytes,
    sent: tuple[Delivery, ...],
    *,
    twin: bool,
) -> PackedFile:
    """Return the file that stands at the first of ``place`` and gets the second as its name."""
    path, name = place
    limits = press_limits(product.job.campaign.press, product.paper.bleed)
    report = Report(name, judge(content, Profile.PRESS, limits))
    digest = sha256(content).hexdigest()
    measures = () if report.verdict.failed else measure(content)
    return PackedFile(product, path, name, digest, measures, sent, report, twin)


def _product(counter: Counter, job: Job, lot: Lot, report: list[Diagnostic]) -> Product | None:
    """Return the product of a job, None where there is nothing that may be printed."""
    found: list[Diagnostic] = []
    composing = gathered(partial(counter.rooms.composing, job), found)
    leaflet = gathered(partial(counter.rooms.leaflet, job), found) if composing else None
    if composing is not None and composing.document.draft:
        hint = "translate what is missing, or order 0 of it"
        found.append(_fault(job, "is a draft: its texts are missing or fuzzy", hint))
    elif leaflet is None and not has_errors(found):
        hint = "translate what is missing, or order 0 of it"
        found.append(_fault(job, "is ordered, and left out since texts are missing", hint))
    report += found
    if composing is None or leaflet is None or has_errors(found):
        return None
    return Product(job, leaflet, composing.template.format, lot)


def _is_current(path: Path, content: bytes, counter: Counter, report: list[Diagnostic]) -> bool:
    """Tell whether ``content`` stands at ``path``; say in ``report`` if not."""
    hint = f"run `leaflets build {counter.name}`, look at the files, then pack them"
    try:
        is_there = path.read_bytes() == content
    except FileNotFoundError:
        report.append(Diagnostic(Location(str(path)), UNBUILT, hint))
        return False
    except OSError as error:
        report.append(Diagnostic(Location(str(path)), f"cannot be read: {error.strerror}", hint))
        return False
    if not is_there:
        report.append(Diagnostic(Location(str(path)), STALE, hint))
    return is_there


def _fault(job: Job, message: str, hint: str) -> Diagnostic:
    return Diagnostic(Location(f"{job.template} in {job.locale}"), message, hint)
