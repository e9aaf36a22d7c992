"""What is said of a table before anything is made of it.

Input: the table and the bench that will make its leaflets; output: how many good records there are,
what is wrong with the other rows, and warnings of slots that would be printed empty.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from leaflets.batch.records import Record, Table
from leaflets.batch.run import Outcome
from leaflets.batch.work import Bench
from leaflets.diagnostics import Diagnostic, Faults, Location, Severity
from leaflets.markup.slots import bare_slots

_WARNINGS = 20
"""Empty slots that are told one by one; the others are only counted."""

_Bare = Mapping[str, Sequence[str]]
"""Slots that show nothing of their own, and the languages in which that is so."""


def check_table(table: Table, bench: Bench, locales: Sequence[str]) -> tuple[int, Outcome]:
    """Return how many good records the table has, and what is to be said of all its rows."""
    slots = sorted(bench.slots)
    table = replace(table, slots=tuple(slots))
    missing = list(table.missing(slots, locales))
    if missing:
        raise Faults(missing)
    outcome, bare = Outcome(), _bare(bench)
    warnings: list[Diagnostic] = []
    count = empty = 0
    for one in table.read():
        if isinstance(one, Diagnostic):
            outcome.refuse([one])
            continue
        count += 1
        for warning in _empty(one, bare, table):
            empty += 1
            warnings += [warning] if len(warnings) < _WARNINGS else []
    if empty > len(warnings):
        warnings.append(_warning(table, f"{empty - len(warnings)} more slots would be empty"))
    if not count and not outcome.faults:
        warnings.append(_warning(table, "there is no record: nothing is printed", "add rows"))
    outcome.diagnostics += warnings
    return count, outcome


def _bare(bench: Bench) -> _Bare:
    found: dict[str, dict[str, None]] = {}
    for one in bench.stampers:
        composing = one.rooms.composing(one.job, [])
        for slot in sorted(bare_slots(composing.document)) if composing else ():
            found.setdefault(slot, {})[one.job.locale] = None
    return {slot: tuple(locales) for slot, locales in found.items()}


def _empty(record: Record, bare: _Bare, table: Table) -> Iterator[Diagnostic]:
    """Yield the slots that would show nothing for ``record``."""
    for slot, locales in bare.items():
        common = record.cells.get(slot)
        if common is not None and common.text.strip():
            continue
        own = {locale: record.cells.get(f"{slot}.{locale}") for locale in locales}
        blank = [one for one, cell in own.items() if cell is None or not cell.text.strip()]
        if blank:
            cell = common or own[blank[0]]
            place = cell.location if cell else Location(table.shown_as, record.row)
            message = f"`{slot}` is empty, and its place on the leaflet in {', '.join(blank)} too"
            hint = "write a value, or text inside the slot of the template"
            yield Diagnostic(place, message, hint, Severity.WARNING)


def _warning(table: Table, message: str, hint: str = "") -> Diagnostic:
    return Diagnostic(Location(table.shown_as), message, hint, Severity.WARNING)
