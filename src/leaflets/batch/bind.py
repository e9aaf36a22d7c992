"""All records in one file: a plan and a table in, a file for each template, language and edition.

A file holds its records in the order of the table, and is made whole or not at all: it stands under
a temporary name until the last record is in it. One process does it, since all records share fonts.
``FILE`` tells afterwards what was made, and from what.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import asdict, dataclass, field, replace
from hashlib import file_digest
from io import BytesIO
from pathlib import Path
from typing import IO

from leaflets import output
from leaflets.batch.place import folder
from leaflets.batch.records import Record, Table
from leaflets.batch.run import Mode, Outcome
from leaflets.batch.stamp import Stamper, shown_slots
from leaflets.batch.work import Plan, open_bench
from leaflets.diagnostics import Diagnostic, Faults, Location, has_errors
from leaflets.edition import Edition
from leaflets.layout.page import Leaflet, PlacedLine
from leaflets.layout.slot import Slot
from leaflets.markup.slots import Value
from leaflets.pdf.master import Master
from leaflets.pdf.volume import Volume
from leaflets.pdf.writer import TooManyObjectsError
from leaflets.plan import Job
from leaflets.text.model import Line
from leaflets.workspace import UsageError

FILE = "one-file.json"

PARTED = " parted"
"""What is added to the digest of inputs where files have document parts."""


@dataclass(frozen=True, slots=True)
class Bound:
    """A file with all records; ``each`` of them has so many of its ``pages``, 0 if they differ."""

    file: str
    template: str
    language: str
    edition: str
    records: int
    pages: int
    each: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Told:
    """What is known of the last run: what it was made from, its files, and the keys of the records
    that are not in them."""

    inputs: str = ""
    files: tuple[Bound, ...] = ()
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Ready:
    """A record's leaflet, set but not drawn: a leaflet, and the lines of its slots ``names``;
    ``said`` is told of it in a file of document parts."""

    title: str
    said: Mapping[str, str]
    leaflet: Leaflet
    names: frozenset[str] | None = None
    lines: Sequence[Sequence[Line]] = ()


def file_name(job: Job, edition: Edition) -> str:
    """Return where the file of a job stands, below the campaign's folder."""
    return f"{edition.value}/{job.template}.{job.locale}.all.pdf"


@dataclass(frozen=True, slots=True)
class Binding:
    """How files are made: ``parted`` makes PDF/VT-1 of those for the press; see ``Mode``."""

    mode: Mode
    parted: bool = False


def bind(plan: Plan, table: Table, wish: Binding, progress: Callable[[int], None]) -> Outcome:
    """Make the files of ``plan``; see ``Outcome``. OSError when something cannot be written.

    Raises Faults when there is a record that cannot be printed and none may be left out.
    """
    root = folder(plan.folder)
    if root is None:
        raise UsageError("--one-file writes to a folder of this machine; name one with --out")
    inputs = f"{plan.inputs}{PARTED}" if wish.parted else plan.inputs
    if wish.mode.resume and (kept := _kept(root, inputs)):
        return Outcome(kept[0].records, kept[0].records, len(kept))
    outcome, left_out = Outcome(), list[str]()
    for name in dict.fromkeys(edition.value for edition in plan.editions):
        output.sweep(root / name)
    with ExitStack() as stack:
        shelves = [_shelf(one, root, wish, stack) for one in open_bench(plan).stampers]
        for record in (one for one in table.read() if isinstance(one, Record)):
            if not _add(record, shelves, outcome):
                left_out.append(record.key)
            if left_out and not wish.mode.skip:
                raise Faults(outcome.diagnostics)
            progress(outcome.records + outcome.faults)
        made = [one for shelf in shelves for one in shelf.end(outcome.records)]
        if not made:
            raise Faults([Diagnostic(Location(table.shown_as), "there is no record to print")])
    outcome.files = len(made)
    _tell(root, Told(inputs, tuple(made), tuple(left_out)))
    return outcome


def read_told(root: Path) -> Told:
    """Return what is known of the last run in ``root``."""
    try:
        said = json.loads((root / FILE).read_text(encoding="utf-8"))
        files = tuple(Bound(**one) for one in said["files"])
        return Told(said["inputs"], files, tuple(said["left_out"]))
    except (OSError, ValueError, KeyError, TypeError):
        return Told()


def digest_of(path: Path) -> str:
    """Return the SHA-256 of a file, empty where there is none."""
    try:
        with path.open("rb") as file:
            return file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


def _add(record: Record, shelves: Sequence[_Shelf], outcome: Outcome) -> bool:
    """Add a record to every file, or to none when it has a fault in one of them; tell which."""
    report: list[Diagnostic] = []
    ready = [shelf.ready(record, report) for shelf in shelves]
    if has_errors(report):
        outcome.refuse(report)
        return False
    try:
        for shelf, one in zip(shelves, ready, strict=True):
            assert one is not None
            shelf.add(one, report)
    except TooManyObjectsError:
        message = f"“{record.key}” and those after it do not fit into one file"
        hint = "a PDF has at most 8,388,607 objects: split the table, or merge the press edition"
        place = next(iter(record.cells.values())).location
        raise Faults([Diagnostic(place, message, hint)]) from None
    outcome.records += 1
    return True


def _shelf(stamper: Stamper, root: Path, wish: Binding, stack: ExitStack) -> _Shelf:
    """Return the files of a job, open until ``stack`` ends."""
    names = {edition: file_name(stamper.job, edition) for edition in stamper.job.editions}
    targets = {
        edition: stack.enter_context(output.writing(root, name)) for edition, name in names.items()
    }
    shelf = _Shelf(stamper, targets, wish.parted)
    stack.callback(shelf.close)
    return shelf


def _kept(root: Path, inputs: str) -> list[Bound]:
    """Return the files of the last run if they all stand and would become the same again."""
    told = read_told(root)
    stand = told.inputs == inputs
    stand = stand and all(digest_of(root / one.file) == one.sha256 for one in told.files)
    return list(told.files) if stand else []


def _tell(root: Path, told: Told) -> None:
    """Write what was made."""
    files = tuple(replace(one, sha256=digest_of(root / one.file)) for one in told.files)
    text = json.dumps(asdict(replace(told, files=files)), ensure_ascii=False, indent=1)
    output.write(root, FILE, text.encode())


@dataclass(slots=True)
class _Shelf:
    """The files of one job in the making, and what they are stamped from."""

    stamper: Stamper
    targets: Mapping[Edition, IO[bytes]]
    parted: bool
    _volumes: dict[Edition, Volume] = field(default_factory=dict)
    _counts: set[int] = field(default_factory=set)
    _samples: dict[frozenset[str], tuple[Leaflet, Sequence[Slot]]] = field(default_factory=dict)
    _masters: dict[tuple[Edition, frozenset[str]], Master] = field(default_factory=dict)

    def ready(self, record: Record, report: list[Diagnostic]) -> _Ready | None:
        """Return what ``add`` wants; None when ``report`` received an error."""
        found: list[Diagnostic] = []
        made = self._whole(record, found) if self.stamper.whole else self._set(record, found)
        report += found
        return None if has_errors(found) else made

    def add(self, ready: _Ready, report: list[Diagnostic]) -> None:
        """Add a record to each file."""
        for edition, target in self.targets.items():
            if edition not in self._volumes:
                self._volumes[edition] = self._volume(edition, ready.leaflet, target)
            volume = self._volumes[edition]
            if volume.is_full:
                volume.turn_fonts()
                self._masters = {
                    key: one for key, one in self._masters.items() if key[0] != edition
                }
            before = volume.pages
            master = self._master(volume, edition, ready, report)
            volume.add(master, ready.lines, ready.title, ready.said)
            self._counts.add(volume.pages - before)

    def end(self, records: int) -> Iterator[Bound]:
        """Write what all records have in common; yield the files, if there are any."""
        job, each = self.stamper.job, self._counts.pop() if len(self._counts) == 1 else 0
        for edition, volume in self._volumes.items():
            volume.end()
            names = (file_name(job, edition), job.template, job.locale, edition.value)
            yield Bound(*names, records, volume.pages, each, "")

    def close(self) -> None:
        """Let go of what was kept."""
        for volume in self._volumes.values():
            volume.close()

    def _whole(self, record: Record, report: list[Diagnostic]) -> _Ready | None:
        leaflet = self.stamper.filled(record, report)
        if leaflet is None:
            return None
        ready = _Ready(record.key, _said(record, record.key), leaflet)
        self._judge(ready, report)
        return ready

    def _set(self, record: Record, report: list[Diagnostic]) -> _Ready | None:
        stamper = self.stamper
        values = record.values(stamper.slots, stamper.job.locale)
        names = shown_slots(values)
        if names not in self._samples:
            sample = stamper.sample(names, report)
            if sample is None or has_errors(report):
                return None
            self._samples[names] = sample, _slots(sample)
            lines = stamper.set_slots(self._samples[names][1], values, report)
            self._judge(_Ready("", _said(record, ""), sample, names, lines), report)
        leaflet, slots = self._samples[names]
        lines = stamper.set_slots(slots, values, report)
        title = _title(record, stamper.slots, values)
        return _Ready(title, _said(record, title), leaflet, names, lines)

    def _judge(self, ready: _Ready, report: list[Diagnostic]) -> None:
        """Let preflight judge a file of this record alone, made as the file of all will be."""
        rooms, job = self.stamper.rooms, self.stamper.job
        for edition in self.targets if not has_errors(report) else ():
            target = BytesIO()
            volume = self._volume(edition, ready.leaflet, target)
            drawn = rooms.as_drawn(job, edition, ready.leaflet, report)
            master = volume.master(drawn, whole=ready.names is None)
            volume.add(master, ready.lines, ready.title, ready.said)
            volume.end()
            rooms.judge(job, edition, (target.getvalue(), ready.leaflet), report)

    def _volume(self, edition: Edition, leaflet: Leaflet, target: IO[bytes]) -> Volume:
        stamper, drawn = self.stamper, (edition, leaflet)
        return stamper.rooms.volume(stamper.job, drawn, target, parted=self.parted)

    def _master(
        self, volume: Volume, edition: Edition, ready: _Ready, report: list[Diagnostic]
    ) -> Master:
        """Return what is copied for the record, which others with the same slots have in common."""
        known = None if ready.names is None else self._masters.get((edition, ready.names))
        if known is not None:
            return known
        stamper = self.stamper
        drawn = stamper.rooms.as_drawn(stamper.job, edition, ready.leaflet, report)
        master = volume.master(drawn, whole=ready.names is None)
        if ready.names is not None:
            self._masters[edition, ready.names] = master
        return master


def _slots(leaflet: Leaflet) -> list[Slot]:
    """Return the slots of a leaflet in the order in which they are drawn."""
    placed = (one for page in leaflet.pages for one in page.placements)
    lines = (one for one in placed if isinstance(one, PlacedLine))
    return list({one.structure: one.slot for one in lines if one.slot is not None}.values())


def _said(record: Record, title: str) -> dict[str, str]:
    """Return what a document part tells of a record."""
    return {"RecordKey": record.key, "RecordRow": str(record.row), "RecordTitle": title}


def _title(record: Record, slots: Sequence[str], values: Mapping[str, Value]) -> str:
    """Return the bookmark of a record: its key, and what its first slot shows if that differs."""
    texts = [record.key]
    texts += [" ".join(values[one].text.split()) for one in slots[:1] if one in values]
    return " ".join(dict.fromkeys(text for text in texts if text))
