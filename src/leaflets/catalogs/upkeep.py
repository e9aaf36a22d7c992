"""The catalogs of a workspace, kept in step with its templates: extract, update, add.

Reads templates, campaigns and locales/, writes locales/. Every file is replaced whole or not at
all, and only when its messages changed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from babel import Locale

from leaflets.catalogs.extract import POT, extract
from leaflets.catalogs.merge import Merged, merge, same_messages
from leaflets.catalogs.po import PoEntry, read_po
from leaflets.catalogs.stats import Count, count
from leaflets.catalogs.write import write_po
from leaflets.diagnostics import Diagnostic, Faults, Location, has_errors

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
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        fault = Diagnostic(Location(str(path)), "this is not UTF-8", "save the file in UTF-8")
        raise Faults([fault]) from error
    entries = read_po(text, str(path), faults)
    if has_errors(faults):
        raise Faults(faults)
    return entries


def update(workspace: Path, locales: Path, locale: str) -> Iterator[Update]:
    """Yield what becomes of the files of ``locale``. Faults when a source or a file has any.

    A locale with several files keeps each message where it is; new ones go to ``leaflets.po``.
    """
    template = template_entries(workspace)
    folder = locales / locale / "LC_MESSAGES"
    files = {path: read_catalog(path) for path in sorted(folder.glob("*.po"))}
    main = folder / DOMAIN if folder / DOMAIN in files else next(iter(files))
    elsewhere = {e.key for path, entries in files.items() if path != main for e in entries}
    for path, old in files.items():
        own = {entry.key for entry in old}
        wanted = [e for e in template if (e.key in own if path != main else e.key not in elsewhere)]
        merged = merge(old, wanted, locale)
        yield Update(path, _text(old, merged), merged)


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
    files = sorted((locales / locale / "LC_MESSAGES").glob("*.po"))
    there = {e.key: e for path in files for e in read_catalog(path) if not e.obsolete}
    wanted = [entry for entry in template_entries(workspace) if not entry.is_header]
    return count(wanted, there, sources(workspace))


def sources(workspace: Path) -> dict[str, frozenset[str]]:
    """Return the files that each leaflet takes its messages from: its own, parts and campaigns."""
    texts = {
        path.relative_to(workspace).as_posix(): path.read_text("utf-8")
        for path in sorted(workspace.glob("templates/**/*.xml.j2"))
    }
    campaigns = {
        path.relative_to(workspace).as_posix()
        for path in workspace.glob("campaigns/*/campaign.yaml")
    }
    leaflets: dict[str, frozenset[str]] = {}
    for path in sorted(workspace.glob("templates/[!_]*/template.yaml")):
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
