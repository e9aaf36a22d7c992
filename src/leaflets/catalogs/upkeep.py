"""The catalogs of a workspace, kept in step with its templates: extract, update, add.

Reads templates, campaigns and locales/, writes locales/. Every file is replaced whole or not at
all, and only when its messages changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from babel import Locale

from leaflets.catalogs.extract import POT, extract
from leaflets.catalogs.files import catalog_files, text_of, visible_files
from leaflets.catalogs.load import no_catalog, repeated
from leaflets.catalogs.merge import Merged, merge, same_messages
from leaflets.catalogs.po import Key, PoEntry, read_po
from leaflets.catalogs.stats import Count, count
from leaflets.catalogs.write import write_po
from leaflets.diagnostics import Diagnostic, Faults, has_errors

DOMAIN = "leaflets.po"
_FIELDS = (
    "Project-Id-Version: leaflets",
    "Report-Msgid-Bugs-To: ",
    "PO-Revision-Date: 2000-01-01 00:00+0000",
    "Last-Translator: ",
    "Language-Team: {name}",
)
"""What a new header has before that which an update adds."""


@dataclass(frozen=True, slots=True)
class Update:
    """What became of one file; ``text`` is its new content, None when it stays as it is."""

    path: Path
    text: str | None
    merged: Merged


def template_entries(workspace: Path) -> tuple[PoEntry, ...]:
    """Return the entries of the workspace's POT as it would be extracted now."""
    return read_po(extract(workspace), POT, [])


def read_catalog(path: Path) -> tuple[PoEntry, ...]:
    """Return all entries of a PO file; Faults when any of it cannot be read."""
    faults: list[Diagnostic] = []
    entries = read_po(text_of(path), str(path), faults)
    if has_errors(faults):
        raise Faults(faults)
    return entries


def update(workspace: Path, locales: Path, locale: str) -> Iterator[Update]:
    """Yield what becomes of the files of ``locale``. Faults when a source or a file has any.

    A locale with several files keeps each message where it is; new ones go to ``leaflets.po``. One
    that stands twice is a fault: a copy of a file would take the messages away from it.
    """
    template = template_entries(workspace)
    folder = locales / locale / "LC_MESSAGES"
    files = {path: read_catalog(path) for path in catalog_files(folder)}
    faults = repeated(files) if files else [no_catalog(locales, locale)]
    if faults:
        raise Faults(faults)
    main = folder / DOMAIN if folder / DOMAIN in files else next(iter(files))
    homes = _homes({main: files[main], **files})
    for path, old in files.items():
        merged = merge(old, [e for e in template if homes.get(e.key, main) == path], locale)
        yield Update(path, _text(old, merged), merged)


def _homes(files: Mapping[Path, Iterable[PoEntry]]) -> dict[Key, Path]:
    """Return the file of each message: where it is in use, else the first where it once was."""
    homes: dict[Key, Path] = {}
    for obsolete in (False, True):
        for path, entries in files.items():
            for entry in entries:
                if entry.obsolete == obsolete:
                    homes.setdefault(entry.key, path)
    return homes


def _text(old: tuple[PoEntry, ...], merged: Merged) -> str | None:
    return None if same_messages(old, merged.entries) else write_po(merged.entries)


def new_catalog(workspace: Path, locale: str) -> str:
    """Return an untranslated catalog for ``locale``; ValueError when CLDR does not know it."""
    return write_po(empty_catalog(workspace, locale))


def empty_catalog(workspace: Path, locale: str) -> tuple[PoEntry, ...]:
    """Return the entries of an untranslated catalog, its header first; ValueError as above."""
    name = Locale.parse(locale).english_name
    text = "".join(f"{field}\n" for field in _FIELDS).format(name=name)
    comments = (f" {name} texts of the leaflets.", "")
    header = PoEntry(None, "", None, {None: text}, False, 0, comments=comments)
    return merge([header], template_entries(workspace), locale).entries


def figures(workspace: Path, locales: Path, locale: str) -> dict[str, Count]:
    """Return how complete ``locale`` is, for each leaflet and (under "") altogether."""
    files = catalog_files(locales / locale / "LC_MESSAGES")
    there = {e.key: e for path in files for e in read_catalog(path) if not e.obsolete}
    wanted = [entry for entry in template_entries(workspace) if not entry.is_header]
    return count(wanted, there, sources(workspace))


def sources(workspace: Path) -> dict[str, frozenset[str]]:
    """Return the files that each leaflet takes its messages from: its own, parts and campaigns."""
    texts = {
        path.relative_to(workspace).as_posix(): path.read_text("utf-8")
        for path in visible_files(workspace, "templates/**/*.xml.j2")
    }
    campaigns = {
        path.relative_to(workspace).as_posix()
        for path in visible_files(workspace, "campaigns/*/campaign.yaml")
    }
    leaflets: dict[str, frozenset[str]] = {}
    for path in visible_files(workspace, "templates/[!_]*/template.yaml"):
        name = path.parent.name
        own = {file for file in texts if file.startswith(f"templates/{name}/")}
        leaflets[name] = frozenset(_with_parts(own, texts) | campaigns)
    return leaflets


def _with_parts(files: set[str], texts: dict[str, str]) -> set[str]:
    """Return ``files`` and the parts that they name, and those that these name."""
    named = {
        other
        for file in files
        for other in texts
        if other.startswith("templates/_") and f'"{other.rpartition("/")[2]}"' in texts[file]
    }
    return files if named <= files else _with_parts(files | named, texts)
