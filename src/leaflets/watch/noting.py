"""Rooms that note what each leaflet reads, so that it is known what a changed message reaches.

Nothing is worked out from templates: a catalog hands out its entries through a mapping that writes
down who asked for which. So a message counts wherever it ends up (a text, a picture's words, the
document's metadata), and so does a message that is asked for in vain.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from leaflets.catalogs.catalog import Catalog, Entry
from leaflets.catalogs.coverage import covered_by_all
from leaflets.catalogs.load import load_catalog
from leaflets.catalogs.po import Key
from leaflets.diagnostics import Diagnostic, Location
from leaflets.document.used import messages
from leaflets.edition import Edition
from leaflets.layout.compose import Job as Composing
from leaflets.layout.page import Leaflet
from leaflets.plan import Job
from leaflets.rooms import Rooms
from leaflets.workspace import Workspace

JobKey = tuple[str, str, str]
"""Campaign, template and locale."""

Read = tuple[str, Key]
"""A locale, and context and msgid of a message in it."""

Place = tuple[str, str | None, str]
"""A message: its catalog's file, context and msgid."""

Shown = Mapping[Place, tuple[int, ...]]
"""Numbers of pages from 1."""

_NOWHERE = Location("")


def key_of(job: Job) -> JobKey:
    """Return what tells ``job`` from the others."""
    return job.name, job.template, job.locale


@dataclass(slots=True)
class Notes:
    """What is known of the leaflets: ``reads`` are the messages that each has ever asked for,
    ``shown`` the pages on which they stood when it was last laid out. ``catalogs`` are the last
    that could be read, by locale; ``places`` tell which message stands where, empty for a catalog
    that cannot be read now."""

    reads: dict[JobKey, set[Read]] = field(default_factory=dict)
    shown: dict[JobKey, Shown] = field(default_factory=dict)
    catalogs: dict[str, Catalog] = field(default_factory=dict)
    places: dict[str, Mapping[Location, Place]] = field(default_factory=dict)


class NotingRooms(Rooms):
    """Rooms that write into ``notes`` what each leaflet reads and shows."""

    def __init__(self, workspace: Workspace, notes: Notes) -> None:
        super().__init__(workspace, self._load)
        self._notes = notes
        self._reading: set[Read] = set()

    @cached_property
    def covered(self) -> frozenset[int] | None:
        """The code points that the faces of every theme have."""
        return covered_by_all(self._workspace.themes, self._workspace.root)

    def renew(self, locale: str) -> frozenset[Key] | None:
        """Read the catalog of ``locale`` anew and return the messages that differ.

        None where that cannot be told: it could not be read, now or before, or has another plural
        rule.
        """
        old = self._notes.catalogs.get(locale)
        self.forget(locale)
        new = self._catalog(locale, [])
        if old is None or new is None or not new.plurals.agrees(old.plurals):
            return None
        new = self._notes.catalogs[locale]
        keys = old.entries.keys() | new.entries.keys()
        return frozenset(key for key in keys if _words(old, key) != _words(new, key))

    def composing(
        self, job: Job, report: list[Diagnostic], record: Mapping[str, str] | None = None
    ) -> Composing | None:
        """Return what the pages are composed from, and note which page will show what."""
        composing = super().composing(job, report, record)
        if composing is not None:
            self._notes.shown[key_of(job)] = _pages(composing)
        return composing

    def leaflet(self, job: Job, report: list[Diagnostic]) -> Leaflet | None:
        """Return the laid-out leaflet, and note what it reads."""
        with self._noting(job):
            return super().leaflet(job, report)

    def pdf(
        self, job: Job, edition: Edition, leaflet: Leaflet, report: list[Diagnostic]
    ) -> bytes | None:
        """Return the leaflet drawn for an edition, and note what it reads for that."""
        with self._noting(job):
            return super().pdf(job, edition, leaflet, report)

    @contextmanager
    def _noting(self, job: Job) -> Iterator[None]:
        """Note what is read for ``job``; what it has read before counts as well, because the rooms
        may remember it."""
        before, self._reading = self._reading, self._notes.reads.setdefault(key_of(job), set())
        try:
            yield
        finally:
            self._reading = before

    def _load(self, folder: Path, locale: str, report: list[Diagnostic]) -> Catalog | None:
        catalog = load_catalog(folder, locale, report)
        entries = catalog.entries.values() if catalog else ()
        places = {one.location: (one.location.path, one.context, one.msgid) for one in entries}
        self._notes.places[locale] = places
        if catalog is None:
            return None
        self._notes.catalogs[locale] = catalog
        return replace(catalog, entries=_Noted(catalog, self._note))

    def _note(self, locale: str, key: Key) -> None:
        self._reading.add((locale, key))


@dataclass(frozen=True, slots=True)
class _Noted(Mapping[Key, Entry]):
    """The entries of a catalog; ``note`` is told each one that is asked for."""

    catalog: Catalog
    note: Callable[[str, Key], None]

    def __getitem__(self, key: Key) -> Entry:
        self.note(self.catalog.locale, key)
        return self.catalog.entries[key]

    def __iter__(self) -> Iterator[Key]:
        return iter(self.catalog.entries)

    def __len__(self) -> int:
        return len(self.catalog.entries)


def _words(catalog: Catalog, key: Key) -> Entry | None:
    """Return what a leaflet sees of an entry: everything but its place."""
    entry = catalog.entries.get(key)
    return entry and replace(entry, location=_NOWHERE)


def _pages(composing: Composing) -> Shown:
    paper = composing.template.format.pages
    numbers = {frame.name: n for n, page in enumerate(paper, start=1) for frame in page.frames}
    found: dict[Place, set[int]] = {}
    for panel in composing.document.panels:
        for message in messages(panel):
            where = (message.location.path, message.context, message.msgid)
            if panel.frame in numbers:
                found.setdefault(where, set()).add(numbers[panel.frame])
    return {where: tuple(sorted(pages)) for where, pages in found.items()}
