"""A locale's PO files in, its ``Catalog`` out, or what is wrong with them.

Reads every ``*.po`` of ``<folder>/<locale>/LC_MESSAGES``; there is no compile step. What a plural
form's number means is what the file's Plural-Forms header says, because the translator wrote by it;
a header that differs from CLDR is a warning.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from babel import Locale, UnknownLocaleError

from leaflets.catalogs.catalog import Catalog, Entry
from leaflets.catalogs.files import catalog_files, text_of
from leaflets.catalogs.plurals import Plurals, cldr_header, from_cldr, from_header
from leaflets.catalogs.po import Key, PoEntry, read_po
from leaflets.diagnostics import Diagnostic, Faults, Location, Severity, has_errors

_UTF8 = ("utf-8", "utf8")


@dataclass(frozen=True, slots=True)
class _File:
    """What one PO file holds; ``header`` is None where the file has none."""

    path: str
    entries: tuple[PoEntry, ...]
    header: PoEntry | None

    def setting(self, name: str) -> str | None:
        """Return a value of the header, None where it is not given."""
        lines = self.header.strings.get(None, "").split("\n") if self.header else []
        for line in lines:
            key, _, value = line.partition(":")
            if key.strip().lower() == name.lower():
                return value.strip()
        return None

    @property
    def start(self) -> Location:
        """Where the header stands."""
        return Location(self.path, self.header.line if self.header else 1)


def load_catalog(folder: Path, locale: str, report: list[Diagnostic]) -> Catalog | None:
    """Return the catalog of ``locale`` in ``folder``; None when anything in it is broken."""
    faults: list[Diagnostic] = []
    catalog = readable_catalog(folder, locale, faults)
    report.extend(faults)
    return None if has_errors(faults) else catalog


def readable_catalog(folder: Path, locale: str, report: list[Diagnostic]) -> Catalog | None:
    """Return what can be read of the catalog of ``locale``; None when it has no file."""
    place = folder / locale / "LC_MESSAGES"
    paths = _po_files(folder, locale, report)
    if not paths:
        return None
    files = [file for path in paths if (file := _read(path, report)) is not None]
    plurals = _plurals(files, locale, report)
    entries = _entries(files, plurals, report)
    return Catalog(locale, str(paths[0] if len(paths) == 1 else place), entries, plurals)


def _po_files(folder: Path, locale: str, faults: list[Diagnostic]) -> list[Path]:
    place = folder / locale / "LC_MESSAGES"
    try:
        Locale.parse(locale)
    except (UnknownLocaleError, ValueError):
        hint = "name a language as CLDR does, such as `fr` or `zh_Hans_CN`"
        faults.append(Diagnostic(Location(str(place)), f"unknown locale `{locale}`", hint))
        return []
    paths = catalog_files(place)
    if not paths:
        faults.append(no_catalog(folder, locale))
    return paths


def no_catalog(folder: Path, locale: str) -> Diagnostic:
    """Return the fault that ``locale`` has no file in ``folder``."""
    found = folder.glob("*/LC_MESSAGES")
    there = sorted(path.parent.name for path in found if catalog_files(path))
    hint = f"there are catalogs for: {', '.join(there)}" if there else "there is none at all"
    place = folder / locale / "LC_MESSAGES"
    if place.is_dir():  # its file has gone, and nothing here can bring the texts back
        hint = f"put its file back, or make an empty one with: leaflets catalog add {locale}"
    return Diagnostic(Location(str(place)), f"there is no catalog for `{locale}`", hint)


def _read(path: Path, faults: list[Diagnostic]) -> _File | None:
    try:
        text = text_of(path)
    except Faults as error:
        faults.extend(error.diagnostics)
        return None
    entries = [entry for entry in read_po(text, str(path), faults) if not entry.obsolete]
    header = next((entry for entry in entries if entry.is_header), None)
    file = _File(str(path), tuple(e for e in entries if e is not header), header)
    _check_charset(file, faults)
    return file


def _check_charset(file: _File, faults: list[Diagnostic]) -> None:
    _, given, charset = (file.setting("Content-Type") or "").partition("charset=")
    if given and charset.strip().lower() not in _UTF8:
        message = f"the header says charset={charset.strip()}"
        hint = "save the file in UTF-8 and write `charset=UTF-8`"
        faults.append(Diagnostic(file.start, message, hint))


def _plurals(files: Iterable[_File], locale: str, faults: list[Diagnostic]) -> Plurals:
    """Return the forms that the headers name, those of CLDR where none does."""
    cldr = from_cldr(locale)
    chosen: tuple[Plurals, str] | None = None
    for file in files:
        plurals = _header_plurals(file, locale, cldr, faults)
        if plurals is None:
            continue
        if chosen is not None and not plurals.agrees(chosen[0]):
            message = f"Plural-Forms differs from that of {chosen[1]}"
            hint = f"write `Plural-Forms: {cldr_header(locale)}` in both"
            faults.append(Diagnostic(file.start, message, hint))
        chosen = chosen or (plurals, file.path)
    return chosen[0] if chosen else cldr


def _header_plurals(
    file: _File, locale: str, cldr: Plurals, faults: list[Diagnostic]
) -> Plurals | None:
    value = file.setting("Plural-Forms")
    if value is None:
        return None
    hint = f"write `Plural-Forms: {cldr_header(locale)}`"
    try:
        plurals = from_header(value)
    except ValueError as error:
        faults.append(Diagnostic(file.start, f"Plural-Forms is broken: {error}", hint))
        return None
    if not plurals.agrees(cldr):
        message = f"Plural-Forms is not that of CLDR for `{locale}`"
        advice = f"{hint} and put each msgstr under its new number"
        faults.append(Diagnostic(file.start, message, advice, Severity.WARNING))
    return plurals


def _entries(
    files: Iterable[_File], plurals: Plurals, faults: list[Diagnostic]
) -> dict[tuple[str | None, str], Entry]:
    entries: dict[tuple[str | None, str], Entry] = {}
    for file in files:
        for raw in file.entries:
            place = Location(file.path, raw.line)
            strings = _strings(raw, plurals, place, faults)
            first = entries.get((raw.context, raw.msgid))
            if first is not None:
                faults.append(_repeated(place, first.location))
            elif strings is not None:
                entry = Entry(raw.context, raw.msgid, raw.plural or "", strings, raw.fuzzy, place)
                entries[raw.context, raw.msgid] = entry
    return entries


def repeated(files: Mapping[Path, Iterable[PoEntry]]) -> list[Diagnostic]:
    """Return a fault for each message that stands in ``files`` more than once."""
    first: dict[Key, Location] = {}
    faults: list[Diagnostic] = []
    for path, entries in files.items():
        for entry in entries:
            place = Location(str(path), entry.line)
            if entry.obsolete or entry.is_header:
                continue
            if first.setdefault(entry.key, place) is not place:
                faults.append(_repeated(place, first[entry.key]))
    return faults


def _repeated(place: Location, first: Location) -> Diagnostic:
    hint = "keep one of the two entries"
    return Diagnostic(place, f"the message stands at {first} already", hint)


def _strings(
    raw: PoEntry, plurals: Plurals, place: Location, faults: list[Diagnostic]
) -> tuple[str, ...] | None:
    """Return the msgstrs in order; None when their numbers are not those that must be there."""
    wanted: Sequence[int | None] = [None] if raw.plural is None else range(plurals.count)
    if set(raw.strings) == set(wanted):
        return tuple(raw.strings[index] for index in wanted)
    if raw.plural is None:
        message, hint = "msgstr has a number, but the message has no plural", "write `msgstr`"
    else:
        last = plurals.count - 1
        message = f"the entry has {len(raw.strings)} msgstr, the language {plurals.count} forms"
        hint = f"write msgstr[0] to msgstr[{last}]" if last else "write msgstr[0] alone"
    faults.append(Diagnostic(place, message, hint))
    return None
