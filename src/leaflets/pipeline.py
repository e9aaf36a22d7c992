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
from typing import TYPE_CHECKING, Protocol, TypeVar

from leaflets import output
from leaflets.diagnostics import Diagnostic, Faults, Location, Severity, has_errors
from leaflets.workspace import UsageError, Workspace, advice, choose

if TYPE_CHECKING:
    from leaflets.campaign import Campaign
    from leaflets.edition import Edition
    from leaflets.layout.page import Leaflet

_Value = TypeVar("_Value")

Clock = Callable[[], float]
"""Seconds that only ever grow."""

Progress = Callable[[int, int, str], None]
"""Called before each file with the files finished, the files planned and the file's name."""


@dataclass(frozen=True, slots=True)
class Request:
    """What to build. An empty field stands for what the campaigns themselves say.

    ``out`` is the folder that receives the files.
    """

    out: Path
    campaigns: tuple[str, ...] = ()
    templates: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    editions: tuple[Edition, ...] = ()


@dataclass(frozen=True, slots=True)
class Job:
    """One leaflet: a template of a campaign in one language, to be drawn in some editions."""

    name: str
    campaign: Campaign
    template: str
    locale: str
    editions: tuple[Edition, ...]

    def file_name(self, edition: Edition) -> str:
        """Return where the file stands in out/."""
        return f"{self.name}/{edition.value}/{self.template}.{self.locale}.pdf"


@dataclass(frozen=True, slots=True)
class BuiltFile:
    """A file that was written: ``size`` in bytes; ``seconds`` it took, with its share of the layout
    that the editions have in common; ``warnings``, how many its leaflet has."""

    path: Path
    job: Job
    edition: Edition
    pages: int
    size: int
    seconds: float
    warnings: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run did: files in the order of building, diagnostics each once and errors first."""

    files: tuple[BuiltFile, ...]
    diagnostics: tuple[Diagnostic, ...]
    seconds: float

    @property
    def failed(self) -> bool:
        return has_errors(self.diagnostics)


class Stages(Protocol):
    """What the pipeline asks of the rooms; ``Rooms`` is the real one.

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
    jobs = plan(workspace, request, stages, report)
    files = tuple(_make_all(jobs, request.out, stages, watch, report))
    return Outcome(files, in_order(report), watch.clock() - started)


def plan(
    workspace: Workspace, request: Request, stages: Stages, report: list[Diagnostic]
) -> tuple[Job, ...]:
    """Return the leaflets to build, in the order that the campaigns list them.

    What ``request`` names is built whether the campaign lists it or not.
    """
    known = workspace.campaign_names()
    names = choose("campaign", request.campaigns, known) or known
    templates = choose("template", request.templates, workspace.template_names())
    locales = choose("language", request.languages, workspace.locale_names())
    if not names:
        raise UsageError(f"nothing to build: {workspace.campaigns} holds no campaign")
    jobs: list[Job] = []
    for name in names:
        campaign = _guarded(partial(stages.campaign, name), report)
        if campaign is not None:
            listed = templates or _known(workspace, name, campaign.templates, report)
            jobs += [
                Job(name, campaign, template, locale, request.editions or campaign.editions)
                for template in listed
                for locale in locales or campaign.languages
            ]
    return tuple(jobs)


def _known(
    workspace: Workspace, name: str, listed: Sequence[str], report: list[Diagnostic]
) -> list[str]:
    """Return the templates that campaign ``name`` lists and the workspace has; report the others.

    (That a language has no catalog is said by ``catalogs``.)
    """
    known = workspace.template_names()
    place = Location(str(workspace.campaigns / name / "campaign.yaml"))
    for template in listed:
        if template not in known:
            message = f"the workspace has no template {template!r}"
            report.append(Diagnostic(place, message, advice("template", template, known)))
    return [template for template in listed if template in known]


def in_order(report: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Return each diagnostic once, errors first, then by file and line."""

    def key(diagnostic: Diagnostic) -> tuple[bool, str, int, int]:
        place = diagnostic.location
        return diagnostic.severity is not Severity.ERROR, place.path, place.line, place.column

    return tuple(sorted(dict.fromkeys(report), key=key))


def _make_all(
    jobs: Sequence[Job], out: Path, stages: Stages, watch: Watch, report: list[Diagnostic]
) -> Iterator[BuiltFile]:
    for folder in {
        (out / job.file_name(edition)).parent for job in jobs for edition in job.editions
    }:
        output.sweep(folder)
    total = sum(len(job.editions) for job in jobs)
    done = 0
    for job in jobs:
        found: list[Diagnostic] = []
        making = _Making(job, out, stages, watch, found)
        yield from making.files(done, total)
        done += len(job.editions)
        report += found


@dataclass(frozen=True, slots=True)
class _Making:
    """The way of one leaflet into its files; ``report`` is the leaflet's own."""

    job: Job
    out: Path
    stages: Stages
    watch: Watch
    report: list[Diagnostic]

    def files(self, done: int, total: int) -> Iterator[BuiltFile]:
        """Lay the leaflet out once, then draw and write each edition."""
        started = self.watch.clock()
        self.watch.progress(done, total, self.job.file_name(self.job.editions[0]))
        leaflet = _guarded(partial(self.stages.leaflet, self.job), self.report)
        if leaflet is None or has_errors(self.report):
            return
        share = (self.watch.clock() - started) / len(self.job.editions)
        for index, edition in enumerate(self.job.editions):
            self.watch.progress(done + index, total, self.job.file_name(edition))
            built = self._edition(edition, leaflet, share)
            if built is not None:
                yield built

    def _edition(self, edition: Edition, leaflet: Leaflet, share: float) -> BuiltFile | None:
        started = self.watch.clock()
        name = self.job.file_name(edition)
        found: list[Diagnostic] = []
        content = _guarded(partial(self.stages.pdf, self.job, edition, leaflet), found)
        path = None if content is None else self._write(name, content, found)
        self.report.extend(found)
        if content is None or path is None:
            return None
        seconds = share + self.watch.clock() - started
        warnings = sum(d.severity is Severity.WARNING for d in set(self.report))
        return BuiltFile(
            path, self.job, edition, len(leaflet.pages), len(content), seconds, warnings
        )

    def _write(self, name: str, content: bytes, report: list[Diagnostic]) -> Path | None:
        try:
            return output.write(self.out, name, content)
        except OSError as error:
            report.append(output.fault(error, self.out / name))
            return None


def _guarded(
    stage: Callable[[list[Diagnostic]], _Value | None], report: list[Diagnostic]
) -> _Value | None:
    """Return what ``stage`` returns; None when it raises Faults, which go into ``report``."""
    try:
        return stage(report)
    except Faults as faults:
        report.extend(faults.diagnostics)
        return None
