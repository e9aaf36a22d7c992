"""The work of one process: a plan and some records in, their files written and entries out.

A plan is small and can be sent to any worker, which opens its own rooms and keeps what it compiled.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from leaflets.batch.manifest import Entry
from leaflets.batch.records import Record
from leaflets.batch.sink import Sink
from leaflets.batch.stamp import Stamper
from leaflets.diagnostics import Diagnostic, Faults, has_errors
from leaflets.edition import Edition
from leaflets.plan import Job
from leaflets.rooms import Rooms
from leaflets.workspace import Workspace


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
    out: Path
    inputs: str = ""

    @property
    def folders(self) -> tuple[str, ...]:
        """The folders that files go to, below ``folder``."""
        return tuple(f"{one.value}/{name}" for one in self.editions for name in self.templates)

    @property
    def folder(self) -> Path:
        return self.out / self.campaign

    @property
    def files(self) -> int:
        """How many files a record has."""
        return len(self.templates) * len(self.locales) * len(self.editions)


@dataclass(frozen=True, slots=True)
class Made:
    """What became of a record."""

    entries: tuple[Entry, ...]
    diagnostics: tuple[Diagnostic, ...]


def work(plan: Plan, records: Sequence[Record]) -> list[Made]:
    """Write the files of ``records``."""
    bench = open_bench(plan)
    sink = Sink(plan.folder)
    return [bench.make(record, sink) for record in records]


@lru_cache(maxsize=1)
def open_bench(plan: Plan) -> Bench:
    """Return this process's bench for ``plan``; Faults when the campaign has any."""
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

    def make(self, record: Record, sink: Sink) -> Made:
        """Write the files of ``record``: all of them, or none when one has a fault."""
        report: list[Diagnostic] = []
        made = [(one.job, one.make(record, report)) for one in self.stampers]
        whole = not has_errors(report)
        entries = [
            Entry(
                record.key,
                job.locale,
                edition.value,
                f"{edition.value}/{job.template}/{record.stem}.{job.locale}.pdf",
                sha256(files[edition]).hexdigest() if whole else "",
                "written" if whole else "refused",
            )
            for job, files in made
            for edition in job.editions
        ]
        if whole:
            contents = (content for _, files in made for content in files.values())
            for entry, content in zip(entries, contents, strict=True):
                sink.write(entry.file, content)
        return Made(tuple(entries), tuple(report))
