"""Gather what ``leaflets merge`` made: one press file for each venue.

The manifest tells what the files were made from and what they were when they were whole; a package
takes them only if both still hold.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from itertools import groupby
from operator import attrgetter
from pathlib import Path

from leaflets.batch.inputs import digest
from leaflets.batch.manifest import FILE, Entry
from leaflets.batch.records import Record, Table
from leaflets.batch.work import Plan
from leaflets.campaign import OnError
from leaflets.diagnostics import Diagnostic, Location, Severity, has_errors
from leaflets.edition import Edition
from leaflets.package.gather import TWINS, Counter, packed
from leaflets.package.names import venue_name
from leaflets.package.product import PackedFile, Product
from leaflets.package.told import UNMERGED
from leaflets.package.venues import delivery
from leaflets.workspace import Workspace

FOLDER = "venues"
"""The folder of the package that has one for each venue."""

_Wanted = Mapping[tuple[str, str, str], Product]
"""Products by template, language and edition."""


@dataclass(frozen=True, slots=True)
class _Manifest:
    """The manifest at ``path``; ``inputs`` says what its files were made from."""

    path: Path
    inputs: str
    remedy: str

    def fault(self, message: str, hint: str = "") -> Diagnostic:
        return Diagnostic(Location(str(self.path)), message, hint or self.remedy)

    def records(self) -> Iterator[tuple[str, list[Entry]]]:
        """Yield the lines of each record."""
        with self.path.open("rb") as file:
            file.readline()
            whole = (line for line in file if line.endswith(b"\n"))
            entries = (Entry(**json.loads(line)) for line in whole)
            for key, group in groupby(entries, attrgetter("record")):
                yield key, list(group)


def merged_files(
    counter: Counter,
    wanted: Sequence[Product],
    source: tuple[Workspace, Table],
    report: list[Diagnostic],
) -> Iterator[PackedFile]:
    """Yield the files of ``wanted`` for every venue; what is wrong goes into ``report``."""
    path = counter.out / counter.name / FILE
    todo = remedy(counter, source)
    products = {
        (one.job.template, one.job.locale, edition.value): one
        for one in wanted
        for edition in counter.editions
    }
    try:
        with path.open("rb") as file:
            inputs = json.loads(file.readline()).get("inputs", "")
    except (OSError, ValueError):
        report.append(Diagnostic(Location(str(path)), "nothing has been merged", todo))
        return
    manifest = _Manifest(path, inputs, todo)
    found = list(_stale(counter, products, source, manifest))
    report += found
    if not found:
        yield from _files(counter, products, manifest, report)


def _stale(
    counter: Counter, wanted: _Wanted, source: tuple[Workspace, Table], manifest: _Manifest
) -> Iterator[Diagnostic]:
    """Yield why the run of ``manifest`` has not made what is wanted from what there is now."""
    first = next(manifest.records(), ("", []))[1]
    made = [(_template(entry), entry.language, entry.edition) for entry in first]
    if not made:
        yield manifest.fault("nothing has been merged")
        return
    for template, locale, edition in wanted:
        if (template, locale, edition) not in made:
            yield manifest.fault(f"{template} was not merged in {locale} for {edition}")
    if inputs_of(counter, made, source) != manifest.inputs:
        yield manifest.fault("its files are not what the sources make now")


def remedy(counter: Counter, source: tuple[Workspace, Table], options: str = "") -> str:
    """Return what to do where files are not there or stale; the table may have been another."""
    workspace, table = source
    records = counter.campaign.records
    assert records is not None
    run = f"run `leaflets merge {counter.name}{options}"
    if table.path != workspace.campaigns / counter.name / records.file:
        return f"{run} --records {table.path}`, look at the files, then pack them"
    other = "if another table was merged, name it with --records"
    return f"{run}`, look at the files, then pack them; {other}"


def inputs_of(
    counter: Counter, made: Sequence[tuple[str, str, str]], source: tuple[Workspace, Table]
) -> str:
    """Return what a run of these templates, languages and editions would be made from now."""
    workspace, table = source
    templates, locales, editions = (tuple(dict.fromkeys(one)) for one in zip(*made, strict=True))
    names = (counter.name, templates, locales, tuple(map(Edition, editions)))
    return digest(Plan(workspace, *names, counter.out), table, counter.campaign)


def _files(
    counter: Counter, wanted: _Wanted, manifest: _Manifest, report: list[Diagnostic]
) -> Iterator[PackedFile]:
    """Yield the files of each record that was merged."""
    records = manifest.records()
    for venue in counter.venues:
        key, entries = next(records, ("", []))
        if key != venue.key:
            report.append(manifest.fault(f"the run did not come to “{venue.key}”"))
            return
        if any(entry.state == "refused" for entry in entries):
            report.append(_refused(counter, venue, manifest))
            continue
        for entry in entries:
            product = wanted.get((_template(entry), entry.language, entry.edition))
            if product is not None:
                yield from _file(counter, product, (venue, entry), report)


def _file(
    counter: Counter, product: Product, made: tuple[Record, Entry], report: list[Diagnostic]
) -> Iterator[PackedFile]:
    """Yield the file of a venue, if it is as it was made and anyone gets it."""
    venue, entry = made
    found: list[Diagnostic] = []
    sent = delivery(product, venue, found)
    path = counter.out / counter.name / entry.file
    content = path.read_bytes() if path.exists() else b""
    if sha256(content).hexdigest() != entry.sha256:
        hint = f"run `leaflets merge {counter.name} --resume`, look at it, then pack the files"
        found.append(Diagnostic(Location(str(path)), UNMERGED, hint))
    report += found
    if sent is None or has_errors(found):
        return
    twin = entry.edition != counter.editions[0].value
    name = counter.file_name(product, sent.quantity, venue_name(venue.key))
    folder = f"{FOLDER}/{venue_name(venue.key)}" + (f"/{TWINS}" if twin else "")
    yield packed(product, (path, f"{folder}/{name}"), content, (sent,), twin=twin)


def _refused(counter: Counter, venue: Record, manifest: _Manifest) -> Diagnostic:
    """Return what a package says of a record that could not be printed."""
    records = counter.campaign.records
    skipped = records is not None and records.on_error is OnError.SKIP
    found = manifest.fault(f"“{venue.key}” could not be printed, and is left out")
    return replace(found, severity=Severity.WARNING) if skipped else found


def _template(entry: Entry) -> str:
    """Return the template of a file, whose folder has its name."""
    return entry.file.split("/")[1]
