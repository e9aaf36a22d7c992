"""``leaflets catalog``: what translators and those who look after catalogs need."""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from leaflets.commands import catalog_check, catalog_exchange, catalog_proof, catalog_pseudo
from leaflets.commands.command import Status, add_command, reporting
from leaflets.workspace import UsageError, Workspace, choose, open_workspace

if TYPE_CHECKING:
    from leaflets.catalogs.stats import Count
    from leaflets.catalogs.upkeep import Update

_CATALOG = "Look after the message catalogs in locales/."

_EXTRACT = """\
Write locales/leaflets.pot: every message of the templates and campaigns.

A fault in any of them stops the extraction, so that no message is lost by a slip."""

_UPDATE = """\
Bring the catalogs of every language, or of those named, up to the templates and campaigns.

No translation is lost: what is not used any more becomes obsolete (#~) and returns with its
message. A text that changed keeps its translation, marked fuzzy, with the old text beside it
(#|). A catalog whose messages did not change stays as it is, to the byte."""

_ADD = """\
Make the catalog of a new language, with the plural rule of CLDR.

LOCALE is written as CLDR does, such as ru or pt_BR."""

_STATS = """\
Say how much of each language can be printed, for each leaflet.

An entry counts as translated only when all its plural forms are, and it is not fuzzy."""

_APPROVE = """\
Stamp a language as approved by a reviewer: locales/LOCALE/approved.yaml.

`leaflets build --approved` then refuses it as soon as a text or a translation has changed. A
language is not stamped while entries are fuzzy, untranslated or missing, or while
`leaflets catalog check` finds an error in it."""

_LOCALE = re.compile(r"[A-Za-z]+(?:_[A-Za-z0-9]+)*")
"""How a locale is written: Babel also takes what follows a dot, which may be any path."""


def add(commands: Any) -> None:
    """Add the command and its own commands to the command line."""
    catalog = add_command(commands, "catalog", "look after the catalogs", _CATALOG, "")
    inner = catalog.add_subparsers(title="commands", metavar="COMMAND", required=True)
    extract = add_command(inner, "extract", "templates to locales/leaflets.pot", _EXTRACT, "")
    extract.set_defaults(command=reporting(_extract))
    update = add_command(inner, "update", "merge into the languages", _UPDATE, "")
    update.set_defaults(command=reporting(_update))
    _add_locales(update)
    new = add_command(inner, "add", "make the catalog of a new language", _ADD, "")
    new.set_defaults(command=reporting(_new))
    new.add_argument("locale", metavar="LOCALE", help="such as ru or pt_BR")
    catalog_check.add(inner)
    catalog_exchange.add(inner)
    catalog_proof.add(inner)
    catalog_pseudo.add(inner)
    approve = add_command(inner, "approve", "stamp a language as approved", _APPROVE, "")
    approve.set_defaults(command=reporting(_approve))
    approve.add_argument("locale", metavar="LOCALE", help="a language with a catalog")
    approve.add_argument("--reviewer", metavar="NAME", required=True, help="who has read it")
    stats = add_command(inner, "stats", "how complete the languages are", _STATS, "")
    stats.set_defaults(command=reporting(_stats))
    _add_locales(stats)


def _add_locales(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("locales", nargs="*", metavar="LOCALE", help="default: every language")


def _locales(options: argparse.Namespace, workspace: Workspace) -> tuple[str, ...]:
    known = workspace.locale_names()
    return choose("language", options.locales, known) or known


def _extract(options: argparse.Namespace) -> int:
    workspace = open_workspace(options.workspace)
    _write_pot(workspace)
    return Status.WELL


def _write_pot(workspace: Workspace) -> None:
    from leaflets.catalogs.extract import POT, extract

    _replace(workspace, workspace.root / POT, extract(workspace.root))


def _update(options: argparse.Namespace) -> int:
    from leaflets.catalogs.upkeep import update

    workspace = open_workspace(options.workspace)
    # All of them are merged before the first is written.
    updates = [
        each
        for locale in _locales(options, workspace)
        for each in update(workspace.root, workspace.locales, locale)
    ]
    _write_pot(workspace)
    for each in updates:
        if each.text is None:
            print(f"{each.path}: unchanged")
        else:
            _replace(workspace, each.path, each.text, _happened(each))
    return Status.WELL


def _happened(update: Update) -> str:
    merged = update.merged
    counts = (
        (merged.new, "new"),
        (merged.changed, "fuzzy"),
        (merged.revived, "back from obsolete"),
        (merged.retired, "obsolete"),
    )
    said = ", ".join(f"{number} {word}" for number, word in counts if number)
    return f": {said or 'order, remarks or places changed'}"


def _new(options: argparse.Namespace) -> int:
    from leaflets.catalogs.upkeep import DOMAIN, new_catalog

    workspace = open_workspace(options.workspace)
    name = _new_locale(options.locale)
    path = workspace.locales / name / "LC_MESSAGES" / DOMAIN
    if path.exists():
        raise UsageError(
            f"{path} exists already; bring it up to date with: leaflets catalog update"
        )
    _replace(workspace, path, new_catalog(workspace.root, name))
    return _check_fonts(workspace, name)


def _new_locale(given: str) -> str:
    """Return the locale that ``given`` names; UsageError when no catalog can be made for it."""
    from leaflets.catalogs.pseudo import Pseudo
    from leaflets.language import language

    name = given.replace("-", "_")
    unknown = f"{given!r} is not a locale that CLDR knows; write it such as ru or pt_BR"
    if not _LOCALE.fullmatch(name):
        raise UsageError(unknown)
    if name.casefold() in {pseudo.value.casefold() for pseudo in Pseudo}:
        raise UsageError(
            f"{given!r} is a pseudo-language, which nobody translates into; "
            "make it with: leaflets catalog pseudo"
        )
    try:
        language(name)
    except ValueError as error:
        raise UsageError(unknown) from error
    return name


def _check_fonts(workspace: Workspace, locale: str) -> int:
    """Say whether the themes can show the language's letters."""
    from leaflets.catalogs.coverage import covered, everyday_characters
    from leaflets.catalogs.files import visible_files
    from leaflets.diagnostics import Diagnostic, Faults, has_errors

    letters = everyday_characters(locale)
    for theme in visible_files(workspace.themes, "*.yaml"):
        report: list[Diagnostic] = []
        known = covered(theme, workspace.root, report)
        if has_errors(report):
            raise Faults(report)
        missing = "".join(c for c in letters if known is not None and ord(c) not in known)
        if missing:
            print(f"warning: {theme}: no face has {missing[:40]}", file=sys.stderr)
            print("hint: add a font for this script to the theme", file=sys.stderr)
    return Status.WELL


def _approve(options: argparse.Namespace) -> int:
    from datetime import UTC, datetime

    from leaflets.catalogs.approval import FILE, TEXTS, approve, snapshot, unfinished
    from leaflets.diagnostics import Faults, Severity

    workspace = open_workspace(options.workspace)
    [locale] = choose("language", [options.locale], workspace.locale_names())
    reviewer = options.reviewer.strip()
    if not reviewer:
        raise UsageError("--reviewer names nobody; write the name of who has read the language")
    faults = unfinished(workspace.root, workspace.locales, locale)
    remarks = catalog_check.language_remarks(workspace, locale)
    faults += [o.diagnostic for o in remarks if o.diagnostic.severity is Severity.ERROR]
    if faults:
        raise Faults(faults)
    today = datetime.now(UTC).date()
    stamp = approve(workspace.locales, locale, reviewer, today)
    texts = snapshot(workspace.locales, locale)
    _replace(workspace, workspace.locales / locale / TEXTS, texts)
    _replace(workspace, workspace.locales / locale / FILE, stamp)
    return Status.WELL


def _stats(options: argparse.Namespace) -> int:
    from leaflets.catalogs.upkeep import figures

    workspace = open_workspace(options.workspace)
    print(f"{'language':<12} {'leaflet':<24} translated  fuzzy  partial  empty")
    for locale in _locales(options, workspace):
        for leaflet, count in figures(workspace.root, workspace.locales, locale).items():
            print(_figures(locale, leaflet or "all", count))
    return Status.WELL


def _figures(locale: str, leaflet: str, count: Count) -> str:
    translated = f"{count.translated}/{count.total} {count.percent:>3}%"
    start = f"{locale:<12} {leaflet:<24} {translated:>12}"
    return f"{start} {count.fuzzy:>6} {count.partial:>8} {count.untranslated:>6}"


def _replace(workspace: Workspace, path: Path, text: str, happened: str = "") -> None:
    """Write a file of the workspace if its bytes change, and say so."""
    from leaflets import output

    content = text.encode("utf-8")
    if path.exists() and path.read_bytes() == content:
        print(f"{path}: unchanged")
        return
    output.write(workspace.root, path.relative_to(workspace.root).as_posix(), content)
    print(f"{path}{happened or ': written'}")
