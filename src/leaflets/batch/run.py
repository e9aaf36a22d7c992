"""A whole run: a plan and a table in, a manifest and an outcome out.

Records go to the executor in small portions and come back in their order; only a few are on the
way at a time, so that memory does not grow with the table. The executor is anything that speaks
``concurrent.futures``.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from itertools import islice

from leaflets.batch.manifest import FolderManifest
from leaflets.batch.place import Url, folder
from leaflets.batch.records import Record, Table
from leaflets.batch.segments import UrlManifest
from leaflets.batch.sink import Sink, open_sink, sweep_parts
from leaflets.batch.work import Made, Plan, Portion, work
from leaflets.diagnostics import Diagnostic, has_errors

_SECONDS = 0.2
"""How long a call of a worker should take: long beside the call, short beside a person's wait."""

_FIRST = 2
"""Records in a worker's first call."""

_MOST_FILES = 128
"""Files of one call: what a worker that uploads them, or sends them home, holds in memory."""

_SHOWN = 100
"""Diagnostics kept; the others are only counted."""


@dataclass(frozen=True, slots=True)
class Mode:
    """``resume`` keeps what is whole, ``skip`` leaves out records with faults."""

    resume: bool
    skip: bool


@dataclass(frozen=True, slots=True)
class Crew:
    """Who does the work: ``width`` tells how many calls ``executor`` makes at a time now, and
    ``call`` is what it calls; two portions for each are on the way at a time."""

    executor: Executor
    width: Callable[[], int]
    call: Callable[[Plan, Sequence[Record]], Portion] = work


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


def run(plan: Plan, table: Table, crew: Crew, mode: Mode, progress: Progress) -> Outcome:
    """Make the files of every good record of ``table``; see ``Outcome``.

    Raises OSError when something cannot be written; what the manifest names is whole then.
    """
    outcome = Outcome()
    with _manifest(plan, resume=mode.resume) as manifest:
        sweep_parts(plan.folder, plan.folders)
        outcome.kept = outcome.records = manifest.done
        progress(outcome.records)
        records = (one for one in table.read() if isinstance(one, Record))
        for made in _made(plan, islice(records, manifest.done, None), crew):
            manifest.add(made.lines)
            outcome.records += 1
            if has_errors(made.diagnostics):
                outcome.refuse(made.diagnostics)
                if not mode.skip:
                    return outcome
            else:
                outcome.files += plan.files
            progress(outcome.records)
        manifest.finish()
    return outcome


def _manifest(
    plan: Plan, *, resume: bool
) -> AbstractContextManager[FolderManifest] | AbstractContextManager[UrlManifest]:
    root = folder(plan.folder)
    if root is not None:
        return FolderManifest(root, plan.inputs, plan.files, resume=resume)
    assert isinstance(plan.folder, Url)
    return UrlManifest(plan.folder, plan.inputs, plan.files, resume=resume)


def _made(plan: Plan, records: Iterator[Record], crew: Crew) -> Iterator[Made]:
    """Yield what became of each record, in their order."""
    waiting: deque[Future[Portion]] = deque()
    sink: Sink = open_sink(plan.folder)
    size = _FIRST
    try:
        while True:
            while len(waiting) < 2 * crew.width() and (some := list(islice(records, size))):
                waiting.append(crew.executor.submit(crew.call, plan, some))
            if not waiting:
                return
            portion = waiting.popleft().result()
            for name, content in portion.files.items():
                sink.write(name, content)
            sink.flush()
            yield from portion.made
            size = _next_size(size, portion, plan.files)
    finally:
        for future in waiting:
            future.cancel()


def _next_size(size: int, portion: Portion, files: int) -> int:
    """Return how many records to send next, from how long a portion took."""
    wanted = int(_SECONDS * len(portion.made) / max(portion.seconds, 1e-6))
    return max(1, min(wanted, 2 * size, _MOST_FILES // files))
