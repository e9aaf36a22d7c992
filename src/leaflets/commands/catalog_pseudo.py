"""``leaflets catalog pseudo``: what a template makes of texts that are longer, and of a mirror."""

from __future__ import annotations

import argparse
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from leaflets.commands.command import Status, add_command, reporting, watched
from leaflets.workspace import UsageError, Workspace, choose, open_workspace

if TYPE_CHECKING:
    from leaflets.pipeline import Outcome
    from leaflets.plan import Job

_PSEUDO = """\
Make two pseudo-languages from the sources, to try templates before a translator begins: en_DG is
English with accents, ar_EH English in Arabic letters, for mirrored pages.

Texts are 40 % longer and stand in brackets; placeholders, markup, percent signs and addresses stay
as they are. On a page, words without brackets were not marked for translation, and a bracket that
is missing was cut off. Both languages stand below out/pseudo, away from locales/, so that no other
command knows them."""

_EXAMPLES = """\
examples:
  leaflets catalog pseudo                   out/pseudo/locales/en_DG/LC_MESSAGES/leaflets.po, ar_EH
  leaflets catalog pseudo --build           the web edition of every leaflet in both, as well
  leaflets catalog pseudo --build --template numbers-card --growth 100
                                            one template, its texts twice as long

What does not fit is told as a warning, and shown on the page as it runs out of its frame, above
what stands there."""

_GROWTH = 40
_MOST_GROWTH = 300


def add(commands: Any) -> None:
    """Add the command to those of ``catalog``."""
    pseudo = add_command(commands, "pseudo", "longer and mirrored texts", _PSEUDO, _EXAMPLES)
    pseudo.set_defaults(command=reporting(_pseudo))
    pseudo.add_argument("campaigns", nargs="*", metavar="CAMPAIGN", help="folders in campaigns/")
    pseudo.add_argument("--build", action="store_true", help="build the leaflets in both")
    pseudo.add_argument(
        "--template",
        dest="templates",
        action="append",
        default=[],
        metavar="T",
        help="a folder in templates/; may be given more than once",
    )
    pseudo.add_argument(
        "--growth",
        type=int,
        default=_GROWTH,
        metavar="PERCENT",
        help=f"how much longer texts are, 0 to {_MOST_GROWTH} (default: {_GROWTH})",
    )
    pseudo.add_argument(
        "--out",
        type=Path,
        metavar="DIR",
        help="where all of it goes, seen from the current folder (default: out/pseudo)",
    )


def _pseudo(options: argparse.Namespace) -> int:
    from leaflets import console, output
    from leaflets.catalogs.pseudo import Pseudo, pseudo_catalog

    if not 0 <= options.growth <= _MOST_GROWTH:
        raise UsageError(f"--growth lies between 0 and {_MOST_GROWTH}, not {options.growth}")
    workspace = open_workspace(options.workspace)
    # Names count without --build too: a wrong one is refused before anything is written.
    options.campaigns = choose("campaign", options.campaigns, workspace.campaign_names())
    options.templates = choose("template", options.templates, workspace.template_names())
    options.out = options.out or workspace.out / "pseudo"
    for pseudo in Pseudo:
        content = pseudo_catalog(workspace.root, pseudo, options.growth).encode()
        name = f"locales/{pseudo.value}/LC_MESSAGES/leaflets.po"
        print(output.write(options.out, name, content))
    if not options.build:
        return Status.WELL
    outcome = _built(options, workspace)
    console.show_diagnostics(outcome, sys.stderr)
    print(console.table(outcome))
    return Status.FAULTS if outcome.failed else Status.WELL


def _built(options: argparse.Namespace, workspace: Workspace) -> Outcome:
    """Build every leaflet in every pseudo-language."""
    from leaflets import console
    from leaflets.commands.pseudo_rooms import PseudoRooms
    from leaflets.diagnostics import Diagnostic
    from leaflets.pipeline import Outcome, Watch, build_jobs, in_order
    from leaflets.plan import Request, plan

    rooms = PseudoRooms(workspace, options.out / "locales")
    campaigns, templates = tuple(options.campaigns), tuple(options.templates)
    request = Request(options.out, campaigns, templates)
    report: list[Diagnostic] = []
    jobs = _turned(plan(workspace, request, rooms.campaign, report))
    line = console.ProgressLine(sys.stderr, shown=watched())
    try:
        outcome = build_jobs(jobs, request, rooms, Watch(time.perf_counter, line))
    finally:
        line.clear()
    everything = in_order([*report, *outcome.diagnostics])
    return Outcome(outcome.files, everything, outcome.seconds)


def _turned(jobs: tuple[Job, ...]) -> tuple[Job, ...]:
    """Return the leaflets of ``jobs`` in the pseudo-languages, for screens alone."""
    from leaflets.catalogs.pseudo import Pseudo
    from leaflets.edition import Edition

    leaflets = {(job.name, job.template): job for job in jobs}.values()
    return tuple(
        replace(job, locale=pseudo.value, editions=(Edition.WEB,))
        for job in leaflets
        for pseudo in Pseudo
    )
