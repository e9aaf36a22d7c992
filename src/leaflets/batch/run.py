"""A whole run: a plan and a table in, a manifest and an outcome out.

Records go to the executor in small portions and come back in their order; only a few are on the
way at a time, so that memory does not grow with the table. The executor is anything that speaks
``concurrent.futures``.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from dataclasses import dataclass, field
from itertools import islice

from leaflets.batch.manifest import Manifest
from leaflets.batch.records import Record, Table
from leaflets.batch.sink import Sink
from leaflets.batch.work import Made, Plan, work
from leaflets.diagnostics import Diagnostic, Faults, has_errors

_PORTION = 16
"""Records in one call of a worker: a fraction of a second even when they are rendered in full."""

_SHOWN = 100
"""Diagnostics kept; the others are only counted."""


@dataclass(frozen=True, slots=True)
class Mode:
    """How a run is made: ``resume`` keeps what is whole, ``skip`` leaves out records with faults;
    two portions for each of ``workers`` are on the way at a time."""

    resume: bool
    skip: bool
    workers: int


@dataclass(slots=True)
class Outcome:
    """What a run did; ``faults`` counts records that were refused."""

    records: int = 0
    kept: int = 0
    files: int = 0
    faults: int = 0
    diagnostics: list[Diagnostic] = field(default_factory=list)

    def refuse(self, diagnostics: list[Diagnostic] | tuple[Diagnostic, ...]) -> None:
        self.faults += 1
        self.diagnostics += diagnostics[: max(0, _SHOWN - len(self.diagnostics))]


Progress = Callable[[int], None]
"""Called with the number of records done."""


def check_table(table: Table, plan: Plan, slots: set[str]) -> tuple[int, Outcome]:
    """Return how many good records the table has, and what is wrong with the others."""
    missing = list(table.missing(sorted(slots), plan.locales))
    if missing:
        raise Faults(missing)
    outcome = Outcome()
    count = 0
    for one in table.read():
        if isinstance(one, Diagnostic):
            outcome.refuse([one])
        else:
            count += 1
    return count, outcome


def run(plan: Plan, table: Table, executor: Executor, mode: Mode, progress: Progress) -> Outcome:
    """Make the files of every good record of ``table``; see ``Outcome``.

    Raises OSError when something cannot be written; what the manifest names is whole then.
    """
    outcome = Outcome()
    with Manifest(plan.folder, plan.inputs, plan.files, resume=mode.resume) as manifest:
        Sink(plan.folder).sweep(plan.folders)
        outcome.kept = outcome.records = manifest.done
        records = (one for one in table.read() if isinstance(one, Record))
        for made in _made(plan, islice(records, manifest.done, None), executor, mode.workers):
            manifest.add(made.entries)
            outcome.records += 1
            if has_errors(made.diagnostics):
                outcome.refuse(made.diagnostics)
                if not mode.skip:
                    break
            else:
                outcome.files += plan.files
            progress(outcome.records)
    return outcome


def _made(
    plan: Plan, records: Iterator[Record], executor: Executor, workers: int
) -> Iterator[Made]:
    """Yield what became of each record, in their order."""
    waiting: deque[Future[list[Made]]] = deque()
    try:
        while True:
            while len(waiting) < 2 * workers and (portion := list(islice(records, _PORTION))):
                waiting.append(executor.submit(work, plan, portion))
            if not waiting:
                return
            yield from waiting.popleft().result()
    finally:
        for future in waiting:
            future.cancel()
