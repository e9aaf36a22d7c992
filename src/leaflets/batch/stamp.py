"""One record in, the bytes of its files out: stamped where the template allows it, else rendered.

A template whose slots alone show the record is compiled once for each language and each set of
slots that are not empty (an empty slot has no place in the structure of a tagged file). A template
that reads ``record`` itself is laid out anew for each one, and preflight judges it for the screen
where its form (``layout.form``) is new, for the press always.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from hashlib import sha256
from typing import TYPE_CHECKING

from leaflets.batch.records import Record
from leaflets.diagnostics import Diagnostic, Location, has_errors
from leaflets.edition import Edition
from leaflets.layout.form import form
from leaflets.layout.page import Leaflet, PlacedLine, Placement
from leaflets.layout.slot import Slot, set_slot, single_setter, slot_faults
from leaflets.markup.slots import Value
from leaflets.pdf.stencil import PlacedSlot, Shown, Stencil
from leaflets.pdf.stencil_fonts import Alphabets
from leaflets.plan import Job
from leaflets.recall import Recall
from leaflets.rooms import Rooms
from leaflets.text.model import Line
from leaflets.text.single import SingleLine, Singles, SingleSetter
from leaflets.text.typesetter import Typesetter

if TYPE_CHECKING:
    from _hashlib import HASH

Files = dict[Edition, bytes]
"""The files of a record and job, by edition."""

_SAMPLE = Value("0", Location(""))
_SLOTS = 512
"""Slots whose setters are kept."""

_MOST = 32
"""Compiled templates kept at a time; a campaign of ordinary records needs one a language."""


@dataclass(frozen=True, slots=True)
class Compiled:
    """A job compiled for records that show something in the same slots; ``leaflet`` is its sample,
    which only a process needs that has stamped no sound file with it yet."""

    slots: tuple[PlacedSlot, ...]
    stencils: Mapping[Edition, Stencil]
    leaflet: Leaflet | None


def shown_slots(values: Mapping[str, Value]) -> frozenset[str]:
    """Return the names of the slots that show something."""
    # Printable words are shown as they are; what is not may be nothing but control characters.
    return frozenset(
        [
            name
            for name, value in values.items()
            if (words := value.words) and (words.isprintable() or value.shown)
        ]
    )


@dataclass(frozen=True, slots=True)
class _Desk:
    """What sets the texts of slots: any text, and sooner the ordinary ones. ``setters`` are those
    of each slot that was met."""

    typesetter: Typesetter
    singles: Singles
    alphabets: Alphabets = field(default_factory=Alphabets)
    setters: dict[int, tuple[Slot, SingleSetter]] = field(default_factory=dict)

    def single(self, slot: Slot, value: Value) -> SingleLine | None:
        """Return ``value`` in ``slot`` if it is ordinary."""
        words = value.words
        if not words.isprintable():
            return None
        # Slots are met again as the same objects; comparing them takes longer than setting them.
        known = self.setters.get(id(slot))
        if known is None:
            if len(self.setters) >= _SLOTS:
                self.setters.clear()
            known = self.setters[id(slot)] = slot, single_setter(slot, self.singles)
        return known[1].line(words)


@dataclass(slots=True)
class Stamper:
    """Makes the files of records for one job (a template in one language)."""

    rooms: Rooms
    job: Job
    slots: tuple[str, ...] = ()
    whole: bool = False
    _compiled: dict[frozenset[str], Compiled | None] = field(default_factory=dict)
    _kept: _Desk | None = None
    _verdicts: Recall[list[Diagnostic]] = field(default_factory=lambda: Recall(_MOST))
    _heads: dict[Edition, bytes] = field(default_factory=dict)
    _hashed: Recall[HASH] = field(default_factory=lambda: Recall(_MOST))

    def __post_init__(self) -> None:
        self.slots = self.rooms.slots(self.job, [])
        # Text as shapes is drawn with the page, and has no fonts that a record could bring along.
        self.whole = (
            self.whole
            or Edition.OUTLINED in self.job.editions
            or self.rooms.reads_record(self.job.template)
        )

    def make(self, record: Record, report: list[Diagnostic]) -> Files:
        """Return the record's files; none when ``report`` received an error."""
        found: list[Diagnostic] = []
        values = record.values(self.slots, self.job.locale)
        files = self._render(record, found) if self.whole else self._stamp(values, found)
        report += found
        return {} if has_errors(found) else files

    def digest(self, edition: Edition, content: bytes) -> str:
        """Return the SHA-256 of a file; what all stamped ones begin with is hashed only once."""
        head = self._heads.get(edition, b"")
        if not content.startswith(head):
            head = b""
        state = self._hashed(head, lambda: sha256(head)).copy()
        state.update(memoryview(content)[len(head) :])
        return state.hexdigest()

    def compiled(self) -> dict[frozenset[str], Compiled]:
        """Return what is compiled and found sound, by the slots that show something."""
        found = self._compiled.items()
        return {key: one for key, one in found if one is not None and one.leaflet is None}

    def take(self, known: Mapping[frozenset[str], Compiled]) -> None:
        """Take what another stamper of the same job has compiled."""
        self._compiled.update(known)

    def filled(self, record: Record, report: list[Diagnostic]) -> Leaflet | None:
        """Return the leaflet of ``record``, laid out in full."""
        columns = {name.partition(".")[0]: None for name in record.cells}
        values = record.values(columns, self.job.locale)
        return self.rooms.filled(self.job, values, report)

    def _render(self, record: Record, report: list[Diagnostic]) -> Files:
        leaflet = self.filled(record, report)
        if leaflet is None:
            return {}
        return {edition: self._drawn(edition, leaflet, report) for edition in self.job.editions}

    def _drawn(self, edition: Edition, leaflet: Leaflet, report: list[Diagnostic]) -> bytes:
        """Return the leaflet drawn for an edition, and judged: on the screen once for each form."""
        content = self.rooms.draw(self.job, edition, leaflet, report)
        judged = partial(self._judged, edition, (content, leaflet))
        report += self._verdicts(form(leaflet), judged) if edition is Edition.WEB else judged()
        return content

    def _judged(self, edition: Edition, drawn: tuple[bytes, Leaflet]) -> list[Diagnostic]:
        found: list[Diagnostic] = []
        self.rooms.judge(self.job, edition, drawn, found)
        return found

    def _stamp(self, values: Mapping[str, Value], report: list[Diagnostic]) -> Files:
        names = shown_slots(values)
        compiled = self._compile(names, report)
        if compiled is None:
            return {}
        desk = self._desk()
        shown: list[Shown] = []
        for place in compiled.slots:
            value = values[place.slot.name]
            line = desk.single(place.slot, value)
            shown.append(self._set(place.slot, value, report) if line is None else line)
        if has_errors(report):
            return {}
        files = {e: one.stamp(shown, desk.alphabets) for e, one in compiled.stencils.items()}
        self._heads = {e: one.static for e, one in compiled.stencils.items()}
        desk.alphabets.tidy()
        if compiled.leaflet is not None:
            self._judge_first(compiled.leaflet, files, report)
            if not has_errors(report):
                self._compiled[names] = replace(compiled, leaflet=None)
        return files

    def set_slots(
        self, slots: Sequence[Slot], values: Mapping[str, Value], report: list[Diagnostic]
    ) -> list[tuple[Line, ...]]:
        """Return the lines that ``values`` make in ``slots``."""
        return [self._set(slot, values[slot.name], report) for slot in slots]

    def _set(self, slot: Slot, value: Value, report: list[Diagnostic]) -> tuple[Line, ...]:
        """Return the lines of any value."""
        found = set_slot(slot, value.shown, self._desk().typesetter)
        for message, hint in slot_faults(slot, found):
            said = f"{message} (template {self.job.template})"
            report.append(Diagnostic(value.location, said, hint))
        return found.lines

    def _desk(self) -> _Desk:
        """Return what sets texts; only where something was compiled, so that there is a theme."""
        if self._kept is None:
            typesetter = self.rooms.typesetter(self.job, [])
            assert typesetter is not None
            self._kept = _Desk(typesetter, Singles(typesetter.book))
        return self._kept

    def _judge_first(self, leaflet: Leaflet, files: Files, report: list[Diagnostic]) -> None:
        """Let preflight judge stamped files as it judges rendered ones."""
        for edition, content in files.items():
            self.rooms.judge(self.job, edition, (content, leaflet), report)

    def _compile(self, names: frozenset[str], report: list[Diagnostic]) -> Compiled | None:
        """Return the job compiled for records that show something in the slots ``names``."""
        if names not in self._compiled:
            if len(self._compiled) >= _MOST:
                self._compiled.clear()
            self._compiled[names] = self._cut(names, report)
        return self._compiled[names]

    def sample(self, names: frozenset[str], report: list[Diagnostic]) -> Leaflet | None:
        """Return a leaflet that shows something in the slots ``names``, which preflight judged."""
        leaflet = self.rooms.filled(self.job, dict.fromkeys(names, _SAMPLE), report)
        for edition in self.job.editions if leaflet else ():
            assert leaflet is not None
            self.rooms.pdf(self.job, edition, leaflet, report)
        return _settled(leaflet, names) if leaflet else None

    def _cut(self, names: frozenset[str], report: list[Diagnostic]) -> Compiled | None:
        leaflet = self.sample(names, report)
        if leaflet is None:
            return None
        cut = {e: self.rooms.stencil(self.job, e, leaflet, report) for e in self.job.editions}
        return Compiled(next(iter(cut.values())).slots, cut, leaflet)


def _settled(leaflet: Leaflet, names: frozenset[str]) -> Leaflet:
    """Return the leaflet with the template's own text in other slots as text like any other."""
    pages = tuple(
        replace(page, placements=tuple(_own(one, names) for one in page.placements))
        for page in leaflet.pages
    )
    return replace(leaflet, pages=pages)


def _own(placed: Placement, names: frozenset[str]) -> Placement:
    if not isinstance(placed, PlacedLine) or placed.slot is None or placed.slot.name in names:
        return placed
    return replace(placed, slot=None)
