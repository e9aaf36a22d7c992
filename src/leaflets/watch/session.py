"""Keep leaflets up to date: saved files in, events out.

The story: ``start`` plans all leaflets, ``saved`` adds those that a save reaches and says at once
what is wrong with the texts, ``build_next`` makes one. Whoever calls looks for saved files between
two leaflets, so that a save is never kept waiting by what was to be made before; what it reaches
comes first. A leaflet with an error is tried again after each save, and one whose file was removed
is made again. What the system refuses is a problem like others, and ends no watch.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from leaflets.campaign import Incomplete
from leaflets.catalogs.po import Key
from leaflets.catalogs.review import GLOSSARY
from leaflets.diagnostics import Diagnostic, Location, has_errors
from leaflets.pipeline import BuiltFile, Clock, Watch, build_jobs
from leaflets.plan import Job, Request, plan
from leaflets.watch.events import Built, Event, Problem, Refused, Rest, Saved, Shown
from leaflets.watch.ledger import Ledger
from leaflets.watch.noting import JobKey, Notes, NotingRooms, Place, key_of
from leaflets.watch.reach import Reach, catalog_locale
from leaflets.watch.reviewer import Reviewer
from leaflets.workspace import UsageError, Workspace

_PLAN, _SYSTEM = "plan", "system"
Changes = Mapping[str, frozenset[Key] | None]
"""The messages that changed in each locale, None where any may have."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What to watch for; ``draft`` shows unfinished languages, whatever the campaigns say."""

    request: Request
    draft: bool = False


class Session:
    """The leaflets of ``wish``, and what is still to be done about them."""

    def __init__(self, workspace: Workspace, wish: Wish, clock: Clock) -> None:
        self._workspace, self._wish, self._clock = workspace, wish, clock
        self._notes = Notes()
        self._rooms = NotingRooms(workspace, self._notes)
        self._reviewer = Reviewer(workspace.locales)
        self._ledger = Ledger()
        self._jobs: dict[JobKey, Job] = {}
        self._pending: list[JobKey] = []
        self._unread: set[str] = set()
        self._changed: set[Place] = set()
        self._written: dict[JobKey, tuple[Path, ...]] = {}
        self._missed = False
        self._began, self._files = clock(), 0

    @property
    def pending(self) -> bool:
        """Whether a leaflet is waiting to be made."""
        return bool(self._pending)

    def start(self) -> Iterator[Event]:
        """Plan every leaflet; UsageError when the wish names what is not there."""
        report: list[Diagnostic] = []
        self._jobs = self._planned(report)
        self._pending = list(self._jobs)
        self._unread = {job.locale for job in self._jobs.values()}
        yield from self._tell(_PLAN, report)

    def saved(self, paths: tuple[Path, ...]) -> Iterator[Event]:
        """Take up what was saved, and say what is wrong with the texts."""
        self._began, self._files = self._clock(), 0
        self._ledger.drop(_SYSTEM)
        yield from self._going_on(self._take_up(paths))

    def build_next(self) -> Iterator[Event]:
        """Make the next leaflet."""
        yield from self._going_on(self._build_next())

    def _going_on(self, events: Iterator[Event]) -> Iterator[Event]:
        """Pass ``events`` on, and tell what the system refuses.

        Nobody knows what was left undone by then, so the next save makes everything anew.
        """
        try:
            yield from events
        except OSError as error:
            self._missed = True
            place = Location(str(error.filename or self._workspace.root))
            hint = "everything is tried again after the next save"
            fault = Diagnostic(place, f"cannot be read: {error.strerror or error}", hint)
            yield from self._tell(_SYSTEM, [fault])
            if not self._pending:
                yield self._at_rest()

    def _take_up(self, paths: tuple[Path, ...]) -> Iterator[Event]:
        everything, self._missed = self._missed, False
        locales = sorted({catalog_locale(path, self._workspace) for path in paths} - {""})
        others = [path for path in paths if not catalog_locale(path, self._workspace)]
        texts = self._workspace.locales
        if everything or not all(path.is_relative_to(texts) for path in others):
            self._rooms = NotingRooms(self._workspace, self._notes)
        changes = {locale: self._rooms.renew(locale) for locale in locales}
        self._touch(changes, paths)
        report: list[Diagnostic] = []
        anew = self._replan(report) | self._gone()
        anew |= self._jobs.keys() if everything else set()
        reached = self._reached(changes, Reach(others, self._workspace), anew)
        yield Saved(paths, _count(changes), len(reached))
        yield from self._tell(_PLAN, report)
        spoken = {job.locale for job in self._jobs.values()}
        if everything or any(self._changes_checks(path) for path in others):
            self._reviewer.forget()
            locales = sorted(spoken)
        self._unread |= spoken.intersection(locales)
        yield from self._review()
        waiting = sorted(self._pending, key=lambda key: key[2] not in changes)
        failing = [key for key in self._jobs if self._ledger.fails(key)]
        self._pending = _once([*reached, *waiting, *failing], self._jobs)
        if not self._pending:
            yield from self._rest()

    def _build_next(self) -> Iterator[Event]:
        key = self._pending.pop(0)
        report: list[Diagnostic] = []
        files = self._made(self._jobs[key], report)
        self._written[key] = tuple(file.path for file in files)
        yield from self._tell(key, report)
        for file in files:
            yield Built(file, self._pages(key))
        if not files:
            yield Refused(self._jobs[key], sum(has_errors([one]) for one in report))
        self._files += len(files)
        if not self._pending:
            yield from self._rest()

    def _made(self, job: Job, report: list[Diagnostic]) -> tuple[BuiltFile, ...]:
        quiet = Watch(self._clock, lambda *_: None)
        try:
            outcome = build_jobs([job], self._wish.request, self._rooms, quiet)
        except OSError as error:  # a file that goes away while it is read
            place = Location(str(error.filename or self._workspace.root))
            report.append(Diagnostic(place, f"cannot be read: {error.strerror}"))
            return ()
        report += outcome.diagnostics
        return outcome.files

    def _rest(self) -> Iterator[Event]:
        yield from self._review()
        self._changed = set()
        yield self._at_rest()

    def _at_rest(self) -> Rest:
        return Rest(self._files, *self._ledger.rest(), self._clock() - self._began)

    def _gone(self) -> set[JobKey]:
        """Return the leaflets whose last files somebody has removed."""
        written = self._written.items()
        return {key for key, paths in written if not all(path.exists() for path in paths)}

    def _planned(self, report: list[Diagnostic]) -> dict[JobKey, Job]:
        jobs = plan(self._workspace, self._wish.request, self._rooms.campaign, report)
        if self._wish.draft:
            jobs = tuple(_drafted(job) for job in jobs)
        return {key_of(job): job for job in jobs}

    def _replan(self, report: list[Diagnostic]) -> set[JobKey]:
        """Plan anew and return the leaflets whose campaign has changed.

        Those of a campaign that cannot be read stay as they were.
        """
        before = self._jobs
        try:
            jobs = self._planned(report)
        except UsageError as error:
            if not self._lacks_catalogs(before.values()):
                report.append(Diagnostic(Location(str(self._workspace.root)), str(error)))
            return set()
        names = {job.name for job in jobs.values()}
        lost = has_errors(report)
        kept = {k: job for k, job in before.items() if lost and job.name not in names}
        self._jobs = {**kept, **jobs}
        for key in before.keys() - self._jobs.keys():
            self._ledger.drop(key)
        return {key for key, job in self._jobs.items() if before.get(key) != job}

    def _lacks_catalogs(self, jobs: Iterable[Job]) -> bool:
        """Tell whether the language of one of the leaflets is gone, which the leaflet says."""
        known = self._workspace.locale_names()
        return any(job.locale not in known for job in jobs)

    def _reached(self, changes: Changes, files: Reach, anew: set[JobKey]) -> list[JobKey]:
        """Return the leaflets to make anew, those in a language that was saved first."""
        direct = {key for key in self._jobs if self._reads(key, changes)}
        tied = {key[:2] for key in direct if _is_tied(self._jobs[key])}
        found = [
            key
            for key, job in self._jobs.items()
            if key in direct or key in anew or key[:2] in tied or job in files
        ]
        return sorted(found, key=lambda key: key[2] not in changes)

    def _reads(self, key: JobKey, changes: Changes) -> bool:
        """Tell whether a leaflet has ever asked for one of the messages that changed."""
        for locale, message in self._notes.reads.get(key, ()):
            if locale in changes:
                keys = changes[locale]
                if keys is None or message in keys:
                    return True
        return False

    def _touch(self, changes: Changes, paths: Iterable[Path]) -> None:
        """Note which places the save is about: those of changed messages, or whole files."""
        places = {Location(str(path)) for path in paths if self._is_strange(path, changes)}
        for locale, keys in changes.items():
            for location, place in self._notes.places.get(locale, {}).items():
                if keys is not None and place[1:] in keys:
                    places.add(location)
                    self._changed.add(place)
        self._ledger.touch(places)

    def _is_strange(self, path: Path, changes: Changes) -> bool:
        """Tell whether a file is no catalog, or one whose messages cannot be compared."""
        return changes.get(catalog_locale(path, self._workspace)) is None

    def _changes_checks(self, path: Path) -> bool:
        """Tell whether texts are checked against a file: a glossary, a theme, its fonts."""
        return path.name == GLOSSARY or path.is_relative_to(self._workspace.themes)

    def _review(self) -> Iterator[Problem]:
        """Check the texts that were saved since they were last checked."""
        locales, self._unread = sorted(self._unread), set()
        for locale in locales:
            for source, remarks in self._reviewer.review(locale, self._rooms.covered):
                problems = [self._problem(one.diagnostic, one.id) for one in remarks]
                yield from self._ledger.put(source, problems)

    def _tell(self, source: Hashable, report: Iterable[Diagnostic]) -> Iterator[Problem]:
        yield from self._ledger.put(source, [self._problem(one) for one in report])

    def _problem(self, diagnostic: Diagnostic, check: str = "") -> Problem:
        where = Location(diagnostic.location.path, diagnostic.location.line)
        found = [places[where] for places in self._notes.places.values() if where in places]
        shown = (
            Shown(key[1], key[2], pages[place])
            for place in found
            for key, pages in self._notes.shown.items()
            if place in pages and key in self._jobs
        )
        return Problem(diagnostic, check, tuple(shown))

    def _pages(self, key: JobKey) -> tuple[int, ...]:
        shown = self._notes.shown.get(key, {})
        pages = {page for place in self._changed for page in shown.get(place, ())}
        return tuple(sorted(pages))


def _drafted(job: Job) -> Job:
    return replace(job, campaign=replace(job.campaign, incomplete=Incomplete.DRAFT))


def _is_tied(job: Job) -> bool:
    """Tell whether the languages of a template must look at each other."""
    return job.campaign.same_size or job.campaign.press.black_plate_change


def _count(changes: Changes) -> int | None:
    counts = [None if keys is None else len(keys) for keys in changes.values()]
    return None if None in counts else sum(count or 0 for count in counts)


def _once(keys: Iterable[JobKey], known: Mapping[JobKey, Job]) -> list[JobKey]:
    return [key for key in dict.fromkeys(keys) if key in known]
