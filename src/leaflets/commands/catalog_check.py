"""``leaflets catalog check``: everything that is wrong with a language, or with one PO file."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from leaflets.commands.command import Status, add_command, number
from leaflets.workspace import UsageError, Workspace, choose, open_workspace

if TYPE_CHECKING:
    from leaflets.catalogs.catalog import Catalog
    from leaflets.catalogs.laid import Laid
    from leaflets.catalogs.review import Remark
    from leaflets.diagnostics import Diagnostic, Location

_CHECK = """\
Say everything that is wrong with the languages of the workspace, or with one PO file.

A file from outside a workspace gets the checks of its texts; a language of the workspace is also
compared with the glossary and the fonts, and its leaflets are laid out to find what is too long."""

_EXAMPLES = """\
examples:
  leaflets catalog check                    every language
  leaflets catalog check ar fr              two languages
  leaflets catalog check messages.po        a file from anywhere, in the language of its header
  leaflets catalog check --format github    annotations on a pull request

An entry is let off a check by a comment above it:  # leaflets: ignore ID
docs/translators.md explains each ID with an example."""


def add(commands: Any) -> None:
    """Add the command to those of ``catalog``."""
    check = add_command(commands, "check", "say everything that is wrong", _CHECK, _EXAMPLES)
    check.set_defaults(command=_check)
    check.add_argument("targets", nargs="*", metavar="LOCALE|FILE.po", help="default: all")
    check.add_argument("--language", metavar="L", help="the language of the files, if not told")
    check.add_argument(
        "--format",
        choices=("text", "json", "github"),
        default="text",
        help="for people, for programs, or as annotations of GitHub Actions (default: text)",
    )


def _check(options: argparse.Namespace) -> int:
    from leaflets.diagnostics import has_errors

    files = [Path(name) for name in options.targets if name.endswith((".po", ".pot"))]
    names = [name for name in options.targets if not name.endswith((".po", ".pot"))]
    remarks = [remark for path in files for remark in _file(path, options.language)]
    if names or not files:
        workspace = open_workspace(options.workspace)
        known = workspace.locale_names()
        for locale in choose("language", names, known) or known:
            remarks += language_remarks(workspace, locale)
    print(_FORMATS[options.format](remarks))
    return Status.FAULTS if has_errors([one.diagnostic for one in remarks]) else Status.WELL


def _file(path: Path, named: str | None) -> list[Remark]:
    from leaflets.catalogs.review import language_of, review_file
    from leaflets.language import language

    if not path.is_file():
        raise UsageError(f"there is no file {path}")
    try:
        locale = language(named.replace("-", "_")).locale if named else language_of(path)
    except ValueError as error:
        raise UsageError(str(error)) from error
    if locale is None:
        raise UsageError(f"{path} does not say its language; name it with --language")
    return review_file(path, locale)


def language_remarks(workspace: Workspace, locale: str) -> list[Remark]:
    """Return everything that is wrong with a language of the workspace."""
    from leaflets.catalogs.coverage import covered_by_all
    from leaflets.catalogs.laid import layout_remarks, length_remarks
    from leaflets.catalogs.review import review_language

    everywhere = covered_by_all(workspace.themes, workspace.root)
    remarks = review_language(workspace.root, workspace.locales, locale, everywhere)
    laid = _laid_out(workspace, locale)
    remarks += layout_remarks(laid, remarks, workspace.locales / locale)
    return remarks + length_remarks(laid)


def _laid_out(workspace: Workspace, locale: str) -> dict[str, Laid]:
    """Lay out the leaflets of every campaign and return what is said of each template."""
    from leaflets.catalogs.laid import Laid
    from leaflets.diagnostics import gathered, has_errors
    from leaflets.document.used import places
    from leaflets.plan import Job
    from leaflets.rooms import Rooms

    stages = Rooms(workspace, _draft)
    reports: dict[str, list[Diagnostic]] = {}
    shown: dict[str, set[Location]] = {}
    jobs: list[Job] = []
    for name in workspace.campaign_names():
        campaign = gathered(partial(stages.campaign, name), [])
        if campaign is None:
            continue  # a build says why
        for template in campaign.templates:
            job = Job(name, campaign, template, locale, campaign.editions)
            jobs.append(job)
            gathered(partial(stages.leaflet, job), reports.setdefault(template, []))
    # Which leaflets show a text is asked only where one of them does not hold it.
    for job in jobs if any(map(has_errors, reports.values())) else ():
        composing = gathered(partial(stages.composing, job), [])
        if composing is not None:
            shown.setdefault(job.template, set()).update(places(composing.document))
    return {name: Laid(report, shown.get(name, ())) for name, report in reports.items()}


def _draft(folder: Path, locale: str, report: list[Diagnostic]) -> Catalog | None:
    """Load a catalog whose gaps are warnings, so that what there is of it is laid out."""
    from leaflets.catalogs.load import load_catalog

    catalog = load_catalog(folder, locale, report)
    return catalog and replace(catalog, draft=True)


def _text(remarks: Sequence[Remark]) -> str:
    from leaflets.diagnostics import Severity

    errors = sum(one.diagnostic.severity is Severity.ERROR for one in remarks)
    total = f"{number(errors, 'error')}, {number(len(remarks) - errors, 'warning')}"
    return "\n".join([*(str(one.diagnostic) for one in remarks), total])


def _json(remarks: Sequence[Remark]) -> str:
    return json.dumps([_fields(one) for one in remarks], ensure_ascii=False, indent=2)


def _fields(remark: Remark) -> dict[str, object]:
    diagnostic, entry = remark.diagnostic, remark.entry
    return {
        "id": remark.id,
        "severity": diagnostic.severity.value,
        "path": diagnostic.location.path,
        "line": diagnostic.location.line,
        "message": diagnostic.message,
        "hint": diagnostic.hint,
        "msgctxt": entry.context if entry else None,
        "msgid": entry.msgid if entry else None,
    }


def _github(remarks: Sequence[Remark]) -> str:
    """Return workflow commands; their text has no line ends, which are written %0A."""
    return "\n".join(_annotation(one) for one in remarks)


def _annotation(remark: Remark) -> str:
    diagnostic = remark.diagnostic
    place = f"file={_escaped(diagnostic.location.path, ',:')},line={diagnostic.location.line or 1}"
    text = _escaped(f"{diagnostic.message}\n{diagnostic.hint}".strip(), "")
    return f"::{diagnostic.severity.value} {place},title={_escaped(remark.id, ',:')}::{text}"


def _escaped(text: str, more: str) -> str:
    for character in "%\r\n" + more:
        text = text.replace(character, f"%{ord(character):02X}")
    return text


_FORMATS = {"text": _text, "json": _json, "github": _github}
