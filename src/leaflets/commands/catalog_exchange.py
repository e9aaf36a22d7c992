"""``leaflets catalog export`` and ``import``: catalogs as spreadsheets and XLIFF."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from leaflets.commands.command import Status, add_command, number, watched
from leaflets.workspace import UsageError, choose, open_workspace

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from leaflets.catalogs.exchange.rows import Row, Taken
    from leaflets.catalogs.exchange.sheets import Pictures
    from leaflets.workspace import Workspace

_EXPORT = """\
Write a language as a table (.xlsx, .csv) or as XLIFF (.xlf, .xliff) for those without a PO editor.

A row is one msgstr. Edit the column `translation` and leave the others. Beside it stand the box in
the proof, the leaflets and pages that show it, how many characters fit there, and in .xlsx a
picture of the place."""

_IMPORT = """\
Take the edits of an exported file back into the language's catalog.

What was edited in the catalog meanwhile stays; where both were edited differently, the conflict is
shown and the catalog stays as it is. An emptied cell deletes nothing. A file of another language is
refused, and one that nobody edited changes no byte."""

_ENDINGS = (".csv", ".xlsx", ".xlf", ".xliff")


def add(commands: Any) -> None:
    """Add both commands to those of ``catalog``."""
    out = add_command(commands, "export", "a language as a table or XLIFF", _EXPORT, "")
    out.set_defaults(command=_export)
    into = add_command(commands, "import", "take edits of an export back", _IMPORT, "")
    into.set_defaults(command=_import)
    for parser in (out, into):
        parser.add_argument("locale", metavar="LOCALE", help="a language with a catalog")
        parser.add_argument(
            "file", type=Path, metavar="FILE", help=f"ends in {', '.join(_ENDINGS)}"
        )
    out.add_argument(
        "--plain", action="store_true", help="texts alone: no places, limits and pictures"
    )
    out.add_argument("--xliff", choices=("1.2", "2.0"), default="1.2", help="default: 1.2")


def _export(options: argparse.Namespace) -> int:
    from leaflets import output
    from leaflets.catalogs.exchange.rows import rows_of
    from leaflets.catalogs.files import catalog_files
    from leaflets.catalogs.load import load_catalog
    from leaflets.catalogs.upkeep import read_catalog
    from leaflets.diagnostics import Diagnostic

    workspace = open_workspace(options.workspace)
    [locale] = choose("language", [options.locale], workspace.locale_names())
    _ending(options.file)
    if not options.file.parent.is_dir():
        raise UsageError(f"there is no folder {options.file.parent}; make it, or name another")
    report: list[Diagnostic] = []
    catalog = load_catalog(workspace.locales, locale, report)
    if catalog is None:
        print("\n".join(map(str, report)), file=sys.stderr)
        return Status.FAULTS
    paths = catalog_files(workspace.locales / locale / "LC_MESSAGES")
    files = map(read_catalog, paths)
    rows = [row for entries in files for row in rows_of(entries, catalog.plurals, locale)]
    pictures: Pictures = {}
    if not options.plain:
        rows, pictures = _with_places(workspace, rows, options)
    content = _written(options, (rows, pictures), locale)
    output.write(options.file.parent, options.file.name, content)
    print(f"{options.file}: {number(len(rows), 'row')}")
    return Status.WELL


def _import(options: argparse.Namespace) -> int:
    from leaflets import output
    from leaflets.catalogs.exchange.rows import take
    from leaflets.catalogs.files import catalog_files
    from leaflets.catalogs.upkeep import read_catalog
    from leaflets.catalogs.write import write_po
    from leaflets.diagnostics import Faults

    workspace = open_workspace(options.workspace)
    [locale] = choose("language", [options.locale], workspace.locale_names())
    paths = catalog_files(workspace.locales / locale / "LC_MESSAGES")
    try:
        files = {path: read_catalog(path) for path in paths}
        rows = list(_read(options.file))
    except Faults as faults:
        print(faults, file=sys.stderr)
        return Status.FAULTS
    except ValueError as error:
        raise UsageError(f"{options.file}: {error}") from error
    _refuse_stranger(options.file, rows, locale, workspace.locale_names())
    # The files are taken as one list, and parted again by their lengths.
    taken = take([e for entries in files.values() for e in entries], rows, str(options.file))
    rest = list(taken.entries)
    for path, before in files.items():
        now, rest = rest[: len(before)], rest[len(before) :]
        if tuple(now) != before:
            name = path.relative_to(workspace.root).as_posix()
            output.write(workspace.root, name, write_po(now).encode("utf-8"))
    return _told(taken)


def _told(taken: Taken) -> int:
    """Print what came of an import, and return the exit status."""
    for said in (*taken.conflicts, *taken.emptied):
        print(said, file=sys.stderr)
    counts = [number(taken.changed, "text") + " taken", number(len(taken.conflicts), "conflict")]
    if taken.emptied:
        counts.append(number(len(taken.emptied), "emptied cell") + " left as in the catalog")
    print(", ".join(counts))
    return Status.FAULTS if taken.conflicts else Status.WELL


def _refuse_stranger(file: Path, rows: list[Row], locale: str, known: Sequence[str]) -> None:
    from leaflets.catalogs.exchange.target import stranger

    found = stranger(rows, locale, known)
    if found is not None:
        place = f"{file}:{found.line}" if found.line else str(file)
        raise UsageError(f"{place}: the file is in {found.locale}, the catalog in {locale}")


def _ending(path: Path) -> str:
    if path.suffix.lower() not in _ENDINGS:
        raise UsageError(f"{path} ends in none of {', '.join(_ENDINGS)}")
    return path.suffix.lower()


def _with_places(
    workspace: Workspace, rows: list[Row], options: argparse.Namespace
) -> tuple[list[Row], Pictures]:
    """Return the rows with their places, and pictures for a workbook; as they are where no leaflet
    can be laid out."""
    from dataclasses import replace

    from leaflets.diagnostics import Diagnostic
    from leaflets.gallery.needs import REMEDY, is_complete
    from leaflets.proof.context import context

    _progress(f"laying out the leaflets in {options.locale} …")
    report: list[Diagnostic] = []
    found = context(workspace, options.locale, report)
    if found is None:
        said = ["no leaflet can be laid out: the rows have no places", *map(str, report)]
        print("\n".join(said), file=sys.stderr)
        return rows, {}
    placed = []
    for row in rows:
        place = found.places.get((row.context or None, row.source))
        if place is not None:
            most = str(place.most) if place.most else ""
            row = replace(row, box=str(place.number), shown=place.shown, most=most)
        placed.append(row)
    if _ending(options.file) != ".xlsx":
        return placed, {}
    if not is_complete():
        print(f"without pictures, which need: {REMEDY}", file=sys.stderr)
        return placed, {}
    from leaflets.commands.shots import shots

    _progress("taking pictures …")
    return placed, shots(found)


def _progress(words: str) -> None:
    """Tell a person who watches what takes seconds."""
    if watched():
        print(words, file=sys.stderr, flush=True)


def _written(options: argparse.Namespace, found: tuple[list[Row], Pictures], locale: str) -> bytes:
    from leaflets.catalogs.exchange.sheets import to_csv, to_xlsx
    from leaflets.catalogs.exchange.xliff import to_xliff
    from leaflets.language import language

    ending, (rows, pictures) = _ending(options.file), found
    try:
        if ending == ".xlsx":
            return to_xlsx(rows, pictures)
        return (
            to_csv(rows)
            if ending == ".csv"
            else to_xliff(rows, language(locale).tag, options.xliff)
        )
    except ValueError as error:
        raise UsageError(str(error)) from error
    except ModuleNotFoundError as error:
        raise UsageError("XLSX needs openpyxl: pip install 'leaflets[translators]'") from error


def _read(path: Path) -> Iterable[Row]:
    from leaflets.catalogs.exchange.sheets import from_csv, from_xlsx
    from leaflets.catalogs.exchange.xliff import from_xliff

    ending = _ending(path)
    if not path.is_file():
        raise UsageError(f"there is no file {path}")
    content = path.read_bytes()
    try:
        if ending == ".xlsx":
            return list(from_xlsx(content))
        return from_csv(content) if ending == ".csv" else from_xliff(content)
    except ModuleNotFoundError as error:
        raise UsageError("XLSX needs openpyxl: pip install 'leaflets[translators]'") from error
