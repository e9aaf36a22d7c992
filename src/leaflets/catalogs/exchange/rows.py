"""Entries in, rows for people who work without a PO editor out; and edited rows back in.

A row carries the text as it was exported. On the way back three texts are compared: that one, the
sheet's and the catalog's. What only the sheet changed is taken; what only the catalog changed
stays; what both changed differently is a conflict, and stays until a person decides. An emptied
cell may be a slip of the hand: it takes nothing away and is said.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from leaflets.catalogs.plurals import Plurals
from leaflets.catalogs.po import PoEntry
from leaflets.diagnostics import Diagnostic, Location, Severity

_SAMPLE = (*range(201), 1000, 1_000_000)
_SHOWN = 6
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 cannot hold."""


@dataclass(frozen=True, slots=True)
class Row:
    """One msgstr. ``form`` is the plural form's number or empty, ``numbers`` are some that it is
    for; ``exported`` is the translation at the time of the export, None where a tool lost it;
    ``locale`` is its language (a locale or a BCP 47 tag, empty where the sheet does not say);
    ``line`` is where the row stands in its sheet. ``box`` is the message's number in the proof,
    ``shown`` says where it shows and ``most`` how many characters it may have; an import does not
    read them."""

    context: str
    source: str
    plural: str
    form: str
    numbers: str
    translation: str
    state: str
    remarks: str
    exported: str | None
    locale: str = ""
    line: int = 0
    box: str = ""
    shown: str = ""
    most: str = ""


@dataclass(frozen=True, slots=True)
class Taken:
    """The entries with what was taken from a sheet, how many texts that are, conflicts, and
    warnings of cells that were emptied."""

    entries: tuple[PoEntry, ...]
    changed: int
    conflicts: tuple[Diagnostic, ...]
    emptied: tuple[Diagnostic, ...]


def rows_of(entries: Iterable[PoEntry], plurals: Plurals, locale: str) -> Iterator[Row]:
    """Yield a row for each msgstr of the entries of ``locale`` that are in use."""
    for entry in entries:
        if entry.is_header or entry.obsolete:
            continue
        state = "fuzzy" if entry.fuzzy else "translated" if entry.translated else "empty"
        remarks = "\n".join((*entry.extracted, *(c.strip() for c in entry.comments))).strip()
        for number, text in entry.strings.items():
            form = "" if number is None else str(number)
            yield Row(
                entry.context or "",
                entry.msgid,
                entry.plural or "",
                form,
                "" if number is None else _numbers(plurals, number),
                text,
                state,
                remarks,
                text,
                locale,
            )


def take(entries: Sequence[PoEntry], rows: Iterable[Row], sheet: str) -> Taken:
    """Return ``entries`` with what the rows of ``sheet`` (its name) change."""
    there = {(e.context or "", e.msgid): e for e in entries if not (e.is_header or e.obsolete)}
    changed: dict[tuple[str, str], dict[int | None, str]] = {}
    conflicts: list[Diagnostic] = []
    emptied: list[Diagnostic] = []
    for row in rows:
        cell = _unix(row.translation)
        if row.exported is not None and cell == _unix(row.exported):
            continue
        key = (row.context, row.source)
        number = int(row.form) if row.form.isdecimal() else None
        entry = there.get(key)
        if entry is None or number not in entry.strings:
            conflicts.append(_gone(row, sheet))
            continue
        text, ours = _ended(cell, entry.msgid), entry.strings[number]
        if _unix(ours) in (cell, text):
            continue
        if not text.strip():
            emptied += [_emptied(row, sheet)] if ours.strip() else []
        elif _unix(ours) == _unix(row.exported or ""):
            changed.setdefault(key, {})[number] = text
        else:
            conflicts.append(_conflict(row, ours, sheet))
    taken = tuple(_changed(entry, changed, there) for entry in entries)
    return Taken(taken, sum(map(len, changed.values())), tuple(conflicts), tuple(emptied))


def refuse_controls(rows: Iterable[Row]) -> None:
    """Raise ValueError when a text holds what XML cannot hold."""
    for row in rows:
        texts = row.context, row.source, row.plural, row.translation, row.remarks
        found = _NO_XML.search("".join(texts))
        if found:
            sign = f"U+{ord(found[0]):04X}"
            raise ValueError(f"“{row.source[:40]}” holds {sign}; take it out, or export CSV")


def _unix(text: str) -> str:
    """Return ``text`` with the line ends that all systems can read: tools exchange them freely."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _ended(text: str, msgid: str) -> str:
    """Return ``text`` with the line ends that ``msgid`` has before and after its words: gettext
    wants both to agree, and a spreadsheet adds one with a slip of a key."""
    if not text.strip() or not msgid.strip("\n"):
        return text
    before = len(msgid) - len(msgid.lstrip("\n"))
    after = len(msgid) - len(msgid.rstrip("\n"))
    return "\n" * before + text.strip("\n") + "\n" * after


def _changed(
    entry: PoEntry,
    changed: Mapping[tuple[str, str], Mapping[int | None, str]],
    there: Mapping[tuple[str, str], PoEntry],
) -> PoEntry:
    key = (entry.context or "", entry.msgid)
    if key not in changed or there.get(key) is not entry:
        return entry
    strings = {**entry.strings, **changed[key]}
    return replace(entry, strings=strings, fuzzy=False, previous=None)


def _conflict(row: Row, ours: str, sheet: str) -> Diagnostic:
    how, hint = "was edited in both", "the catalog stays as it is; write the right text there"
    if row.exported is None:
        how = "is not the same"
        hint = "the sheet lost its text as exported, so the catalog stays as it is; edit it there"
    message = (
        f"“{row.source[:40]}” {how}: the catalog has “{ours[:60]}”, "
        f"the sheet “{row.translation[:60]}”"
    )
    return Diagnostic(Location(sheet, row.line), message, hint)


def _gone(row: Row, sheet: str) -> Diagnostic:
    message = f"“{row.source[:40]}” is not in the catalog any more"
    return Diagnostic(Location(sheet, row.line), message, "export again, and edit the new sheet")


def _emptied(row: Row, sheet: str) -> Diagnostic:
    message = f"the cell of “{row.source[:40]}” was emptied; the catalog keeps its translation"
    hint = "delete it in the catalog if it shall go"
    return Diagnostic(Location(sheet, row.line), message, hint, Severity.WARNING)


def _numbers(plurals: Plurals, form: int) -> str:
    found = [str(n) for n in _SAMPLE if plurals.form(n) == form]
    return ", ".join(found[:_SHOWN]) + (" …" if len(found) > _SHOWN else "")
