"""A language of a workspace or one PO file in, everything that is wrong with it out.

What a language's files have in common (faults of reading, plural forms, completeness) is told
beside what the checks find in single texts.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from leaflets.catalogs.catalog import SOURCE_LANGUAGE
from leaflets.catalogs.checks.check import Surroundings, Term
from leaflets.catalogs.checks.glossary import read_glossary
from leaflets.catalogs.checks.run import File, Found, check_file
from leaflets.catalogs.files import catalog_files, text_of
from leaflets.catalogs.load import load_catalog
from leaflets.catalogs.plurals import Plurals, from_cldr, from_header
from leaflets.catalogs.po import PoEntry, read_po
from leaflets.catalogs.upkeep import figures
from leaflets.diagnostics import Diagnostic, Faults, Location, Severity
from leaflets.language import language

GLOSSARY = "glossary.csv"
_AS_CSV = "save it as CSV in UTF-8, with commas between the columns"


@dataclass(frozen=True, slots=True)
class Remark:
    """Something wrong: ``id`` of the check, and the entry where it is one entry's."""

    id: str
    diagnostic: Diagnostic
    entry: PoEntry | None = None


def review_language(
    root: Path, locales: Path, locale: str, covered: frozenset[int] | None
) -> list[Remark]:
    """Return what is wrong with ``locale``; ``covered`` are the code points that themes show."""
    return [*review_texts(locales, locale, covered), *_incomplete(root, locales, locale)]


def review_texts(
    locales: Path,
    locale: str,
    covered: frozenset[int] | None,
    wanted: Callable[[Path, PoEntry], bool] = lambda path, entry: True,
) -> list[Remark]:
    """Return what is wrong with the texts of ``locale`` that are ``wanted``, and with its files."""
    report: list[Diagnostic] = []
    load_catalog(locales, locale, report)
    around = Surroundings(language(locale), covered, _terms(locales, locale, report))
    remarks = [Remark("file", one) for one in report]
    for path in catalog_files(locales / locale / "LC_MESSAGES"):
        entries = readable(path)  # the loader has said what is not
        plurals = _plurals(entries, locale)
        chosen = [entry for entry in entries if wanted(path, entry)]
        found = check_file(File(str(path), chosen, plurals, around, house=True))
        remarks += _remarks(found)
    return remarks


def review_file(path: Path, locale: str) -> list[Remark]:
    """Return what is wrong with the texts of one PO file in the language ``locale``."""
    faults: list[Diagnostic] = []
    try:
        text = text_of(path)
    except Faults as error:
        return [Remark("file", fault) for fault in error.diagnostics]
    entries = read_po(text, str(path), faults)
    around = Surroundings(language(locale))
    file = File(str(path), entries, _plurals(entries, locale), around, house=False)
    return [*(Remark("file", fault) for fault in faults), *_remarks(check_file(file))]


def readable(path: Path) -> tuple[PoEntry, ...]:
    """Return the entries of a PO file that can be read; none when it is not UTF-8 or gone."""
    try:
        return read_po(text_of(path), str(path), [])
    except Faults:
        return ()


def language_of(path: Path) -> str | None:
    """Return the locale that a PO file says it is in, by its header or its folders; else None."""
    text = path.read_bytes().decode("utf-8", "replace")
    header = next((entry for entry in read_po(text, str(path), []) if entry.is_header), None)
    names = [_setting(header, "Language"), *reversed(path.absolute().parts[:-1]), path.stem]
    for name in names:
        try:
            return language(name.replace("-", "_")).locale if name else None
        except ValueError:
            continue
    return None


def _terms(locales: Path, locale: str, report: list[Diagnostic]) -> tuple[Term, ...]:
    path = locales / GLOSSARY
    if not path.is_file() or locale.split("_", maxsplit=1)[0] == SOURCE_LANGUAGE:
        return ()
    try:
        return read_glossary(path.read_text("utf-8-sig"), locale)
    except UnicodeDecodeError:
        report.append(Diagnostic(Location(str(path)), "this is not UTF-8", _AS_CSV))
    except (ValueError, csv.Error) as error:
        report.append(Diagnostic(Location(str(path), 1), str(error), _AS_CSV))
    return ()


def _remarks(found: Sequence[Found]) -> list[Remark]:
    return [Remark(one.check.id, one.diagnostic, one.entry) for one in found]


def _plurals(entries: Sequence[PoEntry], locale: str) -> Plurals:
    header = next((entry for entry in entries if entry.is_header), None)
    try:
        return from_header(_setting(header, "Plural-Forms"))
    except ValueError:
        return from_cldr(locale)


def _setting(header: PoEntry | None, name: str) -> str:
    lines = header.strings.get(None, "").split("\n") if header else []
    values = [v for key, _, v in (line.partition(":") for line in lines) if key.strip() == name]
    return values[0].strip() if values else ""


def _incomplete(root: Path, locales: Path, locale: str) -> list[Remark]:
    if locale.split("_", maxsplit=1)[0] == SOURCE_LANGUAGE:
        return []
    if not catalog_files(locales / locale / "LC_MESSAGES"):
        return []  # the loader says so, and an update would help nobody
    try:
        whole = figures(root, locales, locale)[""]
    except Faults:
        return []  # those of a catalog are said by the loader, those of a template by a build
    if whole.translated == whole.total:
        return []
    message = (
        f"{whole.untranslated} of {whole.total} messages are not translated, "
        f"{whole.partial} only in part, {whole.fuzzy} are fuzzy"
    )
    place = Location(str(locales / locale / "LC_MESSAGES"))
    hint = "run `leaflets catalog update`, then translate what is empty or fuzzy"
    return [Remark("incomplete", Diagnostic(place, message, hint, Severity.WARNING))]
