"""A workspace and a locale in, every leaflet of it laid out in that language, whatever is wrong.

What cannot be printed is left out of the page and said: an entry with a fault gives way to its
msgid, a text that does not fit runs over its frame. What still cannot be laid out has no pages.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from leaflets.catalogs.catalog import Catalog
from leaflets.catalogs.load import readable_catalog
from leaflets.diagnostics import Diagnostic, Location, Severity, gathered
from leaflets.document.nodes import Document
from leaflets.layout.compose import Job as Composing
from leaflets.layout.compose import compose
from leaflets.layout.page import Leaflet
from leaflets.plan import Job, Request, plan
from leaflets.rooms import Rooms
from leaflets.text.typesetter import Typesetter
from leaflets.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Sheet:
    """A leaflet as far as it could be laid out; ``composing`` is what it was laid out from,
    ``report`` everything that was said of it."""

    job: Job
    composing: Composing | None
    leaflet: Leaflet | None
    report: tuple[Diagnostic, ...]

    @property
    def document(self) -> Document | None:
        """The words of the leaflet."""
        return self.composing.document if self.composing else None


@dataclass(frozen=True, slots=True)
class Survey:
    """Every leaflet of a language, and what sets text in the look of the first."""

    locale: str
    sheets: tuple[Sheet, ...]
    typesetter: Typesetter


class _Lenient:
    """Loads what can be read of a catalog, as a draft, without the entries that were refused."""

    def __init__(self) -> None:
        self.known: set[tuple[str, int]] = set()
        self.refused: set[tuple[str, int]] = set()

    def __call__(self, folder: Path, locale: str, report: list[Diagnostic]) -> Catalog | None:
        catalog = readable_catalog(folder, locale, report)
        if catalog is None:
            return None
        places = {
            key: (entry.location.path, entry.location.line)
            for key, entry in catalog.entries.items()
        }
        self.known.update(places.values())
        kept = {k: e for k, e in catalog.entries.items() if places[k] not in self.refused}
        return replace(catalog, entries=kept, draft=True)

    def refuse(self, report: Sequence[Diagnostic]) -> bool:
        """Refuse the entries that have an error; tell whether there is any new one."""
        errors = {(d.location.path, d.location.line) for d in report if d.severity is _ERROR}
        new = (errors & self.known) - self.refused
        self.refused |= new
        return bool(new)


_ERROR = Severity.ERROR


def survey(workspace: Workspace, locale: str, report: list[Diagnostic]) -> Survey | None:
    """Return the leaflets of ``locale``; None when no campaign or theme can be used."""
    if not workspace.campaign_names():
        hint = "make one, or a whole workspace with `leaflets init`"
        report.append(Diagnostic(Location(str(workspace.campaigns)), "holds no campaign", hint))
        return None
    load = _Lenient()
    before: dict[tuple[str, str], list[Diagnostic]] = {}
    rooms, jobs = _open(workspace, locale, load, report)
    while load.refuse(list(_faults(rooms, jobs, before))):
        rooms, jobs = _open(workspace, locale, load, [])
    if not jobs:
        return None
    typesetter = gathered(partial(rooms.typesetter, jobs[0]), report)
    if typesetter is None:
        return None
    sheets = tuple(_sheet(rooms, job, before[job.name, job.template]) for job in jobs)
    return Survey(locale, sheets, typesetter)


def _open(
    workspace: Workspace, locale: str, load: _Lenient, report: list[Diagnostic]
) -> tuple[Rooms, tuple[Job, ...]]:
    rooms = Rooms(workspace, load)
    request = Request(workspace.out, languages=(locale,))
    return rooms, plan(workspace, request, rooms.campaign, report)


def _faults(
    rooms: Rooms, jobs: Sequence[Job], before: dict[tuple[str, str], list[Diagnostic]]
) -> Iterator[Diagnostic]:
    """Yield what keeps the words of a job from being read, and keep it for its sheet."""
    for job in jobs:
        found: list[Diagnostic] = []
        gathered(partial(rooms.composing, job), found)
        before.setdefault((job.name, job.template), []).extend(found)
        yield from found


def _sheet(rooms: Rooms, job: Job, before: Sequence[Diagnostic]) -> Sheet:
    """Return a leaflet with what a build says of it, laid out even where that ends without it."""
    found = list(before)
    gathered(partial(rooms.leaflet, job), found)
    composing = gathered(partial(rooms.prepared, job, {}), [])
    leaflet = None
    if composing is not None:
        leaflet = gathered(partial(compose, replace(composing, overfull=True)), [])
    return Sheet(job, composing, leaflet, tuple(dict.fromkeys(found)))
