"""The whole story: what was asked for in, finished files in out/ and everything worth saying out.

A leaflet is laid out once for each template and language; an edition only draws it. A fault in one
leaflet stops no other, and a leaflet with an error writes no file, so that the one of the last good
build stays. Reads and writes no file itself; the clock is passed in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Protocol

from leaflets import output
from leaflets.campaign import Campaign
from leaflets.diagnostics import Diagnostic, Severity, gathered, has_errors
from leaflets.edition import Edition
from leaflets.layout.common_plates import BLACK, inks
from leaflets.layout.page import Leaflet
from leaflets.layout.trace import trace
from leaflets.plan import Job, Request, plan
from leaflets.workspace import Workspace

Clock = Callable[[], float]
"""Seconds that only ever grow."""

Progress = Callable[[int, int, Job], None]
"""Called before each leaflet with the leaflets finished, the leaflets planned, and its job."""


@dataclass(frozen=True, slots=True)
class BuiltFile:
    """A file that was written: ``size`` in bytes; ``seconds`` it took, with its share of the layout
    that the editions have in common; ``warnings``, how many its leaflet has; ``fit``, the type size
    it took, from 0 (the least of each role) to 1 (the greatest); ``inks`` names its plates where
    all languages share the coloured ones."""

    path: Path
    job: Job
    edition: Edition
    pages: int
    size: int
    seconds: float
    warnings: int
    fit: float
    inks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PlateChange:
    """A template whose languages share their coloured plates: ``shared`` names these inks, each
    language has a black plate of its own."""

    campaign: str
    template: str
    shared: tuple[str, ...]
    languages: tuple[str, ...]

    @property
    def plates(self) -> int:
        """How many plates a side takes."""
        return len(self.shared) + len(self.languages)

    @property
    def otherwise(self) -> int:
        """How many it would take if each language had all plates of its own."""
        return (len(self.shared) + 1) * len(self.languages)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run did: files in the order of building, diagnostics each once and errors first."""

    files: tuple[BuiltFile, ...]
    diagnostics: tuple[Diagnostic, ...]
    seconds: float

    @property
    def failed(self) -> bool:
        return has_errors(self.diagnostics)

    @property
    def plate_changes(self) -> tuple[PlateChange, ...]:
        """The templates that were built in several languages for a black-plate change."""
        sets: dict[tuple[str, str], list[BuiltFile]] = {}
        for file in self.files:
            if file.edition is Edition.PRESS and file.job.campaign.press.black_plate_change:
                sets.setdefault((file.job.name, file.job.template), []).append(file)
        return tuple(_change(*key, files) for key, files in sets.items() if len(files) > 1)


class Stages(Protocol):
    """What the pipeline asks of the rooms; ``leaflets.rooms`` has the real ones.

    A stage adds what is wrong to ``report``, and returns None or raises Faults if it cannot go on.
    """

    def campaign(self, name: str, report: list[Diagnostic]) -> Campaign | None: ...

    def leaflet(self, job: Job, report: list[Diagnostic]) -> Leaflet | None: ...

    def pdf(
        self, job: Job, edition: Edition, leaflet: Leaflet, report: list[Diagnostic]
    ) -> bytes | None: ...


@dataclass(frozen=True, slots=True)
class Watch:
    """How a run is followed from outside."""

    clock: Clock
    progress: Progress


def build(workspace: Workspace, request: Request, stages: Stages, watch: Watch) -> Outcome:
    """Build what ``request`` asks for; UsageError when it names what is not there."""
    started = watch.clock()
    report: list[Diagnostic] = []
    jobs = plan(workspace, request, stages.campaign, report)
    made = build_jobs(jobs, request, stages, watch)
    diagnostics = in_order([*report, *made.diagnostics])
    return Outcome(made.files, diagnostics, watch.clock() - started)


def build_jobs(jobs: Sequence[Job], request: Request, stages: Stages, watch: Watch) -> Outcome:
    """Build leaflets that are planned, into the folder of ``request``."""
    started = watch.clock()
    report: list[Diagnostic] = []
    files: list[BuiltFile] = []
    bench = _Bench(request.out, stages, watch.clock, request.trace)
    _sweep(request.out, jobs)
    for done, job in enumerate(jobs):
        watch.progress(done, len(jobs), job)
        files += _make(job, bench, report)
    return Outcome(tuple(files), in_order(report), watch.clock() - started)


def _change(campaign: str, template: str, files: Sequence[BuiltFile]) -> PlateChange:
    used = dict.fromkeys(ink for file in files for ink in file.inks)
    shared = tuple(ink for ink in used if ink != BLACK)
    return PlateChange(campaign, template, shared, tuple(file.job.locale for file in files))


def in_order(report: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Return each diagnostic once, errors first, then by file and line."""

    def key(diagnostic: Diagnostic) -> tuple[bool, str, int, int]:
        place = diagnostic.location
        return diagnostic.severity is not Severity.ERROR, place.path, place.line, place.column

    return tuple(sorted(dict.fromkeys(report), key=key))


def _sweep(out: Path, jobs: Iterable[Job]) -> None:
    """Remove what killed runs left in the folders that this one writes to."""
    names = [job.file_name(edition) for job in jobs for edition in job.editions]
    names += [job.trace_name for job in jobs]
    for folder in dict.fromkeys((out / name).parent for name in names):
        output.sweep(folder)


@dataclass(frozen=True, slots=True)
class _Bench:
    """What turns jobs into files below ``out``; ``trace`` asks for one of each leaflet."""

    out: Path
    stages: Stages
    clock: Clock
    trace: bool


@dataclass(frozen=True, slots=True)
class _Made:
    """A leaflet laid out; ``share`` is each edition's part of the seconds that took."""

    job: Job
    leaflet: Leaflet
    share: float


def _make(job: Job, bench: _Bench, report: list[Diagnostic]) -> Iterator[BuiltFile]:
    """Lay a leaflet out once, then yield the files of its editions; none if it has an error."""
    started = bench.clock()
    found: list[Diagnostic] = []
    leaflet = gathered(partial(bench.stages.leaflet, job), found)
    if leaflet is not None and not has_errors(found):
        made = _Made(job, leaflet, (bench.clock() - started) / len(job.editions))
        if bench.trace:
            _write(bench.out, job.trace_name, trace(leaflet).encode(), found)
        for edition in job.editions:
            yield from _draw(made, edition, bench, found)
    report += found


def _draw(
    made: _Made, edition: Edition, bench: _Bench, report: list[Diagnostic]
) -> Iterator[BuiltFile]:
    """Draw and write an edition; ``report`` is its leaflet's. Yields nothing if it has an error."""
    started = bench.clock()
    found: list[Diagnostic] = []
    content = gathered(partial(bench.stages.pdf, made.job, edition, made.leaflet), found)
    path = None
    if content is not None and not has_errors(found):
        path = _write(bench.out, made.job.file_name(edition), content, found)
    report += found
    if content is not None and path is not None:
        seconds = made.share + bench.clock() - started
        warnings = sum(one.severity is Severity.WARNING for one in set(report))
        leaflet, size = made.leaflet, len(content)
        used = inks(leaflet) if made.job.campaign.press.black_plate_change else ()
        known = (len(leaflet.pages), size, seconds, warnings, leaflet.fit, used)
        yield BuiltFile(path, made.job, edition, *known)


def _write(out: Path, name: str, content: bytes, report: list[Diagnostic]) -> Path | None:
    try:
        return output.write(out, name, content)
    except OSError as error:
        report.append(output.fault(error, out / name))
        return None
