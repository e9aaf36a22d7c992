"""A survey of a language in, its messages out: numbered, each with all that a reviewer asks for.

A message has one number in the whole proof, whatever leaflets it stands in: that of its first box,
in the order of campaign and page. Messages without a box come last.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from leaflets.catalogs.approval import approved_entries
from leaflets.catalogs.catalog import SOURCE_LANGUAGE
from leaflets.catalogs.coverage import covered_by_all
from leaflets.catalogs.files import catalog_files
from leaflets.catalogs.laid import Laid, length_remarks
from leaflets.catalogs.load import readable_catalog
from leaflets.catalogs.plurals import Plurals, categories, from_cldr
from leaflets.catalogs.po import Key, PoEntry, Previous
from leaflets.catalogs.review import Remark, readable, review_language
from leaflets.catalogs.upkeep import template_entries
from leaflets.diagnostics import Diagnostic, Faults, Severity
from leaflets.document.used import places
from leaflets.markup.extract import count_names
from leaflets.proof.spots import Spot, keys, spots
from leaflets.proof.survey import Sheet, Survey
from leaflets.workspace import Workspace

_SAMPLE = (*range(1001), 1_000_000)


class State(Enum):
    """What a translation is worth."""

    TRANSLATED = "translated"
    SOURCE = "source text"
    FUZZY = "fuzzy"
    PARTIAL = "not all forms translated"
    EMPTY = "not translated"
    MISSING = "not in the catalog"


@dataclass(frozen=True, slots=True)
class Form:
    """A plural form: its index, its CLDR category and some of the numbers that it is for."""

    index: int
    category: str
    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """A message of the proof.

    ``original`` is its text in the campaign's first language (empty where that is this one);
    ``count`` the placeholder that chooses the plural form; ``places`` the sheets that show it (by
    their place in the survey) with its boxes there; ``approved`` what the reviewer approved, where
    that was another text; ``is_new`` is set for a message that was not there then.
    """

    number: int
    entry: PoEntry
    path: str
    state: State
    original: str
    count: str
    problems: tuple[Remark, ...]
    places: tuple[tuple[int, tuple[Spot, ...]], ...]
    approved: PoEntry | None
    is_new: bool

    @property
    def previous(self) -> Previous | None:
        """What the source text was before it changed."""
        before = self.entry.previous
        if before is not None and before.msgid:
            return before
        return None


@dataclass(frozen=True, slots=True)
class Listing:
    """All messages of a language, the plural forms, and what is wrong beyond single messages."""

    items: tuple[Item, ...]
    forms: tuple[Form, ...]
    general: tuple[Diagnostic, ...]
    boxes: Mapping[int, tuple[Spot, ...]]
    """The boxes of each sheet, by its place in the survey."""

    def count(self, severity: Severity) -> int:
        """Return how many faults of a severity there are."""
        single = [one.diagnostic for item in self.items for one in item.problems]
        return sum(one.severity is severity for one in (*single, *self.general))

    def numbers(self, wanted: Iterable[Key]) -> tuple[int, ...]:
        """Return the numbers of messages."""
        known = {item.entry.key: item.number for item in self.items}
        return tuple(known[key] for key in wanted if key in known)


def listing(workspace: Workspace, found: Survey) -> Listing:
    """Return the messages of the language of ``found``."""
    boxes = {
        index: tuple(spots(sheet.document, sheet.leaflet))
        for index, sheet in enumerate(found.sheets)
        if sheet.document and sheet.leaflet
    }
    entries = _entries(workspace, found.locale)
    ordered = [key for key in _order(found.sheets, boxes) if key in entries]
    ordered = list(dict.fromkeys([*ordered, *entries]))
    remarks = _remarks(workspace, found)
    gather = _Gatherer(workspace, found, boxes, remarks)
    items = tuple(gather.item(number, *entries[key]) for number, key in enumerate(ordered, start=1))
    lines = {(path, entry.line) for path, entry in entries.values()}
    general = [one.diagnostic for one in remarks if _line(one) not in lines]
    general += _beyond(found.sheets, lines)
    return Listing(items, gather.forms, tuple(dict.fromkeys(general)), boxes)


def _entries(workspace: Workspace, locale: str) -> dict[Key, tuple[str, PoEntry]]:
    """Return the messages of the language's files and those that they lack, with their files."""
    found: dict[Key, tuple[str, PoEntry]] = {}
    for path in catalog_files(workspace.locales / locale / "LC_MESSAGES"):
        for entry in readable(path):
            if not (entry.is_header or entry.obsolete):
                found.setdefault(entry.key, (str(path), entry))
    try:
        wanted = template_entries(workspace.root)
    except Faults:
        return found  # a fault of a template; its leaflet says so
    for entry in wanted:
        if not entry.is_header:
            found.setdefault(entry.key, ("", entry))
    return found


def _order(sheets: Sequence[Sheet], boxes: Mapping[int, Sequence[Spot]]) -> Iterator[Key]:
    for index, sheet in enumerate(sheets):
        for spot in boxes.get(index, ()):
            yield from spot.keys
        if sheet.document is not None:
            yield from keys(sheet.document.messages)


def _remarks(workspace: Workspace, found: Survey) -> list[Remark]:
    """Return what the checks find, and what the leaflets say of single entries."""
    points = covered_by_all(workspace.themes, workspace.root)
    remarks = review_language(workspace.root, workspace.locales, found.locale, points)
    laid = {
        sheet.job.template: Laid(sheet.report, places(sheet.document) if sheet.document else ())
        for sheet in found.sheets
    }
    lengths = length_remarks(laid)
    remarks += lengths
    told = {_line(one) for one in remarks}
    long = {one.diagnostic.message.partition(";")[0] for one in lengths}
    for leaflet in laid.values():
        for one in leaflet.report:
            place = (one.location.path, one.location.line)
            new = one.severity is Severity.ERROR and one.message.partition(";")[0] not in long
            if new and one.location.path.endswith(".po") and place not in told:
                remarks.append(Remark("layout", one))
    return list({one.diagnostic: one for one in remarks}.values())


def _line(remark: Remark) -> tuple[str, int]:
    return remark.diagnostic.location.path, remark.diagnostic.location.line


def _beyond(sheets: Sequence[Sheet], lines: set[tuple[str, int]]) -> Iterator[Diagnostic]:
    """Yield the errors of leaflets that are no message's."""
    for sheet in sheets:
        for one in sheet.report:
            place = (one.location.path, one.location.line)
            if one.severity is Severity.ERROR and place not in lines:
                yield one


class _Gatherer:
    """Puts together what belongs to one message."""

    def __init__(
        self,
        workspace: Workspace,
        found: Survey,
        boxes: Mapping[int, tuple[Spot, ...]],
        remarks: Sequence[Remark],
    ) -> None:
        self._remarks = remarks
        self._locale = found.locale
        self._boxes = boxes
        self._counts = count_names(workspace.templates)
        self._approved = approved_entries(workspace.locales, found.locale)
        first = found.sheets[0].job.campaign.languages[0]
        other = readable_catalog(workspace.locales, first, []) if first != found.locale else None
        self._originals = {} if other is None or other.is_source else dict(other.entries)
        own = readable_catalog(workspace.locales, found.locale, [])
        self.forms = _forms(found.locale, own.plurals if own else from_cldr(found.locale))

    def item(self, number: int, path: str, entry: PoEntry) -> Item:
        """Return the message ``entry`` of the file ``path`` (empty: of none)."""
        original = self._originals.get(entry.key)
        return Item(
            number,
            entry,
            path,
            self._state(path, entry),
            original.strings[-1] if original else "",
            self._counts.get(entry.key, ""),
            tuple(one for one in self._remarks if _line(one) == (path, entry.line)),
            tuple(self._places(entry.key)),
            self._earlier(entry),
            bool(self._approved) and entry.key not in self._approved,
        )

    def _places(self, key: Key) -> Iterator[tuple[int, tuple[Spot, ...]]]:
        for sheet, found in self._boxes.items():
            own = tuple(spot for spot in found if key in spot.keys)
            if own:
                yield sheet, own

    def _earlier(self, entry: PoEntry) -> PoEntry | None:
        before = self._approved.get(entry.key)
        return before if before and before.strings != entry.strings else None

    def _state(self, path: str, entry: PoEntry) -> State:
        if self._locale.partition("_")[0] == SOURCE_LANGUAGE and not entry.translated:
            return State.SOURCE
        if not path:
            return State.MISSING
        if not any(entry.strings.values()):
            return State.EMPTY
        if entry.fuzzy:
            return State.FUZZY
        return State.TRANSLATED if entry.translated else State.PARTIAL


def _forms(locale: str, plurals: Plurals) -> tuple[Form, ...]:
    """Return the plural forms of a catalog with the whole numbers that they are for."""
    names = categories(locale)
    return tuple(
        Form(
            index,
            names[index] if index < len(names) else "",
            tuple(n for n in _SAMPLE if plurals.form(n) == index),
        )
        for index in range(plurals.count)
    )
