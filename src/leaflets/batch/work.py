"""The work of one process: a plan and some records in, their files written and entries out.

A plan is small and can be sent to any worker, which opens its own rooms and keeps what it compiled.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from time import perf_counter

from leaflets.batch.manifest import Entry
from leaflets.batch.place import Place
from leaflets.batch.records import Record
from leaflets.batch.sink import Carrier, Sink, open_sink
from leaflets.batch.stamp import Compiled, Stamper
from leaflets.diagnostics import Diagnostic, Faults, has_errors
from leaflets.edition import Edition
from leaflets.plan import Job
from leaflets.rooms import Rooms
from leaflets.workspace import Workspace

Shared = tuple[dict[frozenset[str], Compiled], ...]
"""What a bench has compiled, by job and by the slots that show something."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What to make for every record; files go below ``out`` in a folder of the campaign's name.

    ``inputs`` is a digest of all that the files depend on (see ``inputs``), empty while it is not
    known: a worker that has opened a plan reads none of its files again.
    """

    workspace: Workspace
    campaign: str
    templates: tuple[str, ...]
    locales: tuple[str, ...]
    editions: tuple[Edition, ...]
    out: Place
    inputs: str = ""

    @property
    def folders(self) -> tuple[str, ...]:
        """The folders that files go to, below ``folder``."""
        return tuple(f"{one.value}/{name}" for one in self.editions for name in self.templates)

    @property
    def folder(self) -> Place:
        return self.out / self.campaign

    @property
    def files(self) -> int:
        """How many files a record has."""
        return len(self.templates) * len(self.locales) * len(self.editions)


@dataclass(frozen=True, slots=True)
class Made:
    """What became of a record; ``lines`` are those of its files in the manifest."""

    lines: bytes
    diagnostics: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True)
class Portion:
    """Records of one call: what became of them, the ``seconds`` that took, and ``files`` that the
    worker could not put where they belong."""

    made: tuple[Made, ...]
    seconds: float
    files: Mapping[str, bytes]


def work(plan: Plan, records: Sequence[Record]) -> Portion:
    """Write the files of ``records``."""
    return work_at(open_bench(plan), open_sink(plan.folder), records)


def work_at(bench: Bench, sink: Sink, records: Sequence[Record]) -> Portion:
    """Write the files of ``records`` to ``sink``."""
    began = perf_counter()
    made = tuple(bench.make(record, sink) for record in records)
    sink.flush()
    files = sink.files if isinstance(sink, Carrier) else {}
    return Portion(made, perf_counter() - began, files)


@lru_cache(maxsize=1)
def open_bench(plan: Plan) -> Bench:
    """Return this process's bench for ``plan``; Faults when the campaign has any."""
    return new_bench(plan)


def new_bench(plan: Plan) -> Bench:
    """Return a bench for ``plan``; Faults when the campaign has any."""
    rooms = Rooms(plan.workspace)
    report: list[Diagnostic] = []
    campaign = rooms.campaign(plan.campaign, report)
    if campaign is None:
        raise Faults(report)
    jobs = [
        Job(plan.campaign, campaign, template, locale, plan.editions)
        for template in plan.templates
        for locale in plan.locales
    ]
    return Bench(tuple(Stamper(rooms, job) for job in jobs))


@dataclass(frozen=True, slots=True)
class Bench:
    """What turns records into files."""

    stampers: tuple[Stamper, ...]

    @property
    def slots(self) -> set[str]:
        """The slots of all templates."""
        return {slot for one in self.stampers for slot in one.slots}

    def prepare(self, record: Record) -> None:
        """Compile what ``record`` needs, so that processes to come have it; write nothing."""
        for one in self.stampers:
            one.make(record, [])

    def compiled(self) -> Shared:
        """Return what is compiled and judged, to be sent to other machines."""
        return tuple(one.compiled() for one in self.stampers)

    def take(self, shared: Shared) -> None:
        """Take what another bench of the same plan has compiled."""
        for one, known in zip(self.stampers, shared, strict=True):
            one.take(known)

    def make(self, record: Record, sink: Sink) -> Made:
        """Write the files of ``record``: all of them, or none when one has a fault."""
        report: list[Diagnostic] = []
        made = [(one, one.make(record, report)) for one in self.stampers]
        whole = not has_errors(report)
        entries = [
            Entry(
                record.key,
                one.job.locale,
                edition.value,
                f"{edition.value}/{one.job.template}/{record.stem}.{one.job.locale}.pdf",
                one.digest(edition, files[edition]) if whole else "",
                "written" if whole else "refused",
            )
            for one, files in made
            for edition in one.job.editions
        ]
        tags = [""] * len(entries)
        if whole:
            contents = (content for _, files in made for content in files.values())
            pairs = zip(entries, contents, strict=True)
            tags = [sink.write(entry.file, content) for entry, content in pairs]
        lines = (entry.line(tag) for entry, tag in zip(entries, tags, strict=True))
        return Made(b"".join(lines), tuple(report))
