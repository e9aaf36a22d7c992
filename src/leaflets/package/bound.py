"""Gather what ``leaflets merge --one-file`` made: one press file with the leaflets of all venues.

What the run told of itself says what the files were made from and what they were; a package takes
them only if both still hold. A line of the order names the pages that are a venue's.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from leaflets.batch.bind import FILE, PARTED, Bound, Told, read_told
from leaflets.batch.records import Table
from leaflets.campaign import OnError
from leaflets.diagnostics import Diagnostic, Location, Severity, has_errors
from leaflets.package.gather import TWINS, Counter, packed
from leaflets.package.merged import FOLDER, inputs_of, remedy
from leaflets.package.product import Delivery, PackedFile, Product
from leaflets.package.venues import delivery
from leaflets.workspace import Workspace


def bound_files(
    counter: Counter,
    wanted: Sequence[Product],
    source: tuple[Workspace, Table],
    report: list[Diagnostic],
) -> Iterator[PackedFile]:
    """Yield the files of ``wanted``; what is wrong goes into ``report``."""
    told = read_told(counter.out / counter.name)
    found = list(_stale(counter, told, source))
    report += found
    if has_errors(found):
        return
    files = {(one.template, one.language, one.edition): one for one in told.files}
    for product in wanted:
        for edition in counter.editions:
            bound = files.get((product.job.template, product.job.locale, edition.value))
            if bound is None:
                what = f"{product.job.template} in {product.job.locale} for {edition.value}"
                report.append(_fault(counter, f"{what} was not merged"))
            else:
                yield from _file(counter, product, (bound, told), report)


def _stale(counter: Counter, told: Told, source: tuple[Workspace, Table]) -> Iterator[Diagnostic]:
    """Yield why the files may not be packed, and which records are not in them."""
    if not told.files:
        yield _fault(counter, "nothing has been merged into one file")
        return
    made = [(one.template, one.language, one.edition) for one in told.files]
    if inputs_of(counter, made, source) != told.inputs.removesuffix(PARTED):
        found = _fault(counter, "its files are not what the sources make now")
        yield replace(found, hint=remedy(counter, source, " --one-file"))
    records = counter.campaign.records
    skipped = records is not None and records.on_error is OnError.SKIP
    for key in told.left_out:
        found = _fault(counter, f"“{key}” could not be printed, and is left out")
        yield replace(found, severity=Severity.WARNING) if skipped else found


def _file(
    counter: Counter, product: Product, made: tuple[Bound, Told], report: list[Diagnostic]
) -> Iterator[PackedFile]:
    """Yield a file, if it is as it was made and anyone gets of it."""
    bound = made[0]
    found: list[Diagnostic] = []
    sent = tuple(_deliveries(counter, product, made, found))
    path = counter.out / counter.name / bound.file
    twin = bound.edition != counter.editions[0].value
    name = counter.file_name(product, sum(one.quantity for one in sent))
    folder = f"{FOLDER}/{TWINS}" if twin else FOLDER
    content = path.read_bytes() if path.exists() else b""
    file = packed(product, (path, f"{folder}/{name}"), content, sent, twin=twin)
    if file.sha256 != bound.sha256:
        found.append(_fault(counter, f"{bound.file} is not what was merged"))
    report += found
    if sent and not has_errors(found):
        yield file


def _deliveries(
    counter: Counter, product: Product, made: tuple[Bound, Told], report: list[Diagnostic]
) -> Iterator[Delivery]:
    """Yield who gets which pages, and how many of them."""
    bound, told = made
    left_out = frozenset(told.left_out)
    printed = [venue for venue in counter.venues if venue.key not in left_out]
    for number, venue in enumerate(printed):
        sent = delivery(product, venue, report)
        first, last = number * bound.each + 1, (number + 1) * bound.each
        if sent is not None:
            yield replace(sent, pages=f"{first}-{last}" if bound.each else "")


def _fault(counter: Counter, message: str) -> Diagnostic:
    remedy = f"run `leaflets merge {counter.name} --one-file`, look at the files, then pack them"
    return Diagnostic(Location(str(counter.out / counter.name / FILE)), message, remedy)
