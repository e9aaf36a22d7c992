"""Stamps of approval: a language's catalogs and a reviewer in, what changed since then out.

``locales/<locale>/approved.yaml`` says who approved which texts and when. A stamp holds a digest of
the source texts and one of the translations of each PO file (SHA-256 over context, msgid, plural
and msgstrs, in the order of the messages' keys), so that remarks, places and line ends may change.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from leaflets.catalogs.catalog import SOURCE_LANGUAGE
from leaflets.catalogs.files import catalog_files
from leaflets.catalogs.po import Key, PoEntry
from leaflets.catalogs.upkeep import read_catalog, template_entries
from leaflets.catalogs.write import write_po
from leaflets.diagnostics import Diagnostic, Faults, Location
from leaflets.settings import Origin, read

FILE = "approved.yaml"
TEXTS = "approved.po"
"""The texts as they were approved, beside the stamp; no build reads them."""
_SNAPSHOT = "Content-Type: text/plain; charset=UTF-8\n"


@dataclass(frozen=True, slots=True)
class Digests:
    """SHA-256 in hexadecimal digits."""

    source: str
    translation: str


@dataclass(frozen=True, slots=True)
class Approval:
    """What ``reviewer`` approved on ``date``; ``catalogs`` by the name of the PO file."""

    reviewer: str
    date: date
    catalogs: Mapping[str, Digests]


def approve(locales: Path, locale: str, reviewer: str, day: date) -> str:
    """Return the text of the stamp for the language as it is now; Faults if it cannot be read."""
    lines = [
        "# Written by `leaflets catalog approve`; `leaflets build --approved` compares it.",
        f"reviewer: {json.dumps(reviewer, ensure_ascii=False)}",
        f"date: {day.isoformat()}",
        "catalogs:",
    ]
    for name, found in digests(locales, locale).items():
        lines += [f"  {json.dumps(name)}:"]
        lines += [f"    source: {json.dumps(found.source)}"]
        lines += [f"    translation: {json.dumps(found.translation)}"]
    return "\n".join([*lines, ""])


def snapshot(locales: Path, locale: str) -> str:
    """Return the texts that a stamp is about as a PO file, for a proof to compare with."""
    entries = (entry for path in _files(locales, locale) for entry in read_catalog(path))
    bare = (
        PoEntry(one.context, one.msgid, one.plural, one.strings, one.fuzzy, 0)
        for one in _living(entries)
    )
    header = PoEntry(None, "", None, {None: _SNAPSHOT}, False, 0)
    return write_po([header, *bare])


def approved_entries(locales: Path, locale: str) -> dict[Key, PoEntry]:
    """Return what was approved last, by context and msgid; nothing where nobody knows any more."""
    path = locales / locale / TEXTS
    if not path.exists() or not (locales / locale / FILE).exists():
        return {}
    try:
        return {entry.key: entry for entry in _living(read_catalog(path))}
    except Faults:
        return {}  # it serves comparison alone; the stamp's digests are what holds


def unfinished(workspace: Path, locales: Path, locale: str) -> list[Diagnostic]:
    """Return why nobody can approve ``locale``: texts of the templates that its files lack, and
    entries that are fuzzy or untranslated. Faults when templates or files cannot be read."""
    source = locale.partition("_")[0] == SOURCE_LANGUAGE
    living = [
        (path, entry) for path in _files(locales, locale) for entry in _living(read_catalog(path))
    ]
    faults = [
        Diagnostic(
            Location(str(path), entry.line),
            f"“{entry.msgid[:60]}” is {'fuzzy' if entry.fuzzy else 'not translated'}",
            "finish it, then approve the language",
        )
        for path, entry in living
        if entry.fuzzy or not (entry.translated or source)
    ]
    there = {entry.key: entry.plural for _, entry in living}
    wanted = [entry for entry in template_entries(workspace) if not entry.is_header]
    lacking = [e for e in wanted if e.key not in there or there[e.key] != e.plural]
    if lacking or not there:
        faults.append(_lacking(locales / locale / "LC_MESSAGES", len(wanted), lacking))
    return faults


def _lacking(folder: Path, total: int, lacking: Sequence[PoEntry]) -> Diagnostic:
    first = f"; the first is “{lacking[0].msgid[:60]}”" if lacking else ""
    message = f"{len(lacking)} of the {total} messages of the templates are not there{first}"
    hint = "run `leaflets catalog update`, translate what is new, then approve the language"
    return Diagnostic(Location(str(folder)), message, hint)


def approval_faults(locales: Path, locale: str) -> list[Diagnostic]:
    """Return why ``locale`` is not approved as it stands; nothing when it is."""
    path = locales / locale / FILE
    hint = f"have the language read, then: leaflets catalog approve {locale} --reviewer NAME"
    if not path.exists():
        return [Diagnostic(Location(str(path)), f"`{locale}` is not approved", hint)]
    report: list[Diagnostic] = []
    loaded = read(path, Approval, report, Origin(str(path), {}))
    if loaded is None:
        return report
    stamp, now = loaded.value, digests(locales, locale)
    said = f"{stamp.reviewer} approved it on {stamp.date.isoformat()}"
    return [
        Diagnostic(Location(str(locales / locale / "LC_MESSAGES" / name)), f"{what}; {said}", hint)
        for name in sorted({*now, *stamp.catalogs})
        if (what := _difference(stamp.catalogs.get(name), now.get(name)))
    ]


def _difference(before: Digests | None, now: Digests | None) -> str:
    if before is None or now is None:
        return "the catalog is new" if before is None else "the catalog is gone"
    if before.source != now.source:
        return "the source texts have changed"
    return "translations have changed" if before != now else ""


def digests(locales: Path, locale: str) -> dict[str, Digests]:
    """Return the digests of a language's files by name; Faults if one cannot be read."""
    return {path.name: _digest(read_catalog(path)) for path in _files(locales, locale)}


def _files(locales: Path, locale: str) -> list[Path]:
    return catalog_files(locales / locale / "LC_MESSAGES")


def _living(entries: Iterable[PoEntry]) -> list[PoEntry]:
    living = (entry for entry in entries if not entry.is_header and not entry.obsolete)
    return sorted(living, key=lambda entry: (entry.context or "", entry.msgid))


def _digest(entries: Iterable[PoEntry]) -> Digests:
    living = _living(entries)
    source = [[e.context, e.msgid, e.plural] for e in living]
    target = [[*sorted((str(k), v) for k, v in e.strings.items()), e.fuzzy] for e in living]
    return Digests(_sha256(source), _sha256([source, target]))


def _sha256(value: object) -> str:
    return hashlib.sha256(json.dumps(value, ensure_ascii=False).encode("utf-8")).hexdigest()
