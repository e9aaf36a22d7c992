"""``leaflets build``: everything a campaign asks for, into out/."""

from __future__ import annotations

import argparse
import sys
import time
from dataclasses import replace
from typing import Any

from leaflets.commands.command import Status, add_command, watched
from leaflets.commands.selection import add_selection, selected
from leaflets.workspace import open_workspace

_BUILD = """\
Build leaflets: every campaign, template, language and edition, or those you name.

A file is replaced only when the new one is complete. A leaflet whose content has an error
keeps its file of the last good build, and every other leaflet is still built."""

_BUILD_EXAMPLES = """\
examples:
  leaflets build                            everything
  leaflets build yuexiu                     one campaign
  leaflets build --language ar --language fr
                                            two languages of every campaign
  leaflets build yuexiu --language ar --template know-the-law --edition press --out DIR
                                            one file, into another folder
  leaflets build --language ru              a language that has a catalog in locales/ru,
                                            even when no campaign lists it yet
  leaflets build --format json > build.json
                                            one JSON document, for programs"""


def add(commands: Any) -> None:
    """Add the command to the command line."""
    build = add_command(commands, "build", "build leaflets into out/", _BUILD, _BUILD_EXAMPLES)
    build.set_defaults(command=_build)
    add_selection(build)
    _add_switches(build)
    build.add_argument(
        "--format",
        choices=("text", "json"),
        default="text",
        help="what to print at the end: a table, or one JSON document (default: text)",
    )


def _add_switches(build: argparse.ArgumentParser) -> None:
    build.add_argument(
        "--approved",
        action="store_true",
        help="refuse languages whose texts changed since `leaflets catalog approve`",
    )
    build.add_argument(
        "--black-plate-change",
        action="store_true",
        help="let all languages share their coloured plates, whatever the campaign says",
    )
    build.add_argument(
        "--trace",
        action="store_true",
        help="also write what was laid out as text, into trace/ beside the editions",
    )


def _build(options: argparse.Namespace) -> int:
    from leaflets import console, pipeline
    from leaflets.commands.approved import ApprovedRooms
    from leaflets.rooms import Rooms

    workspace = open_workspace(options.workspace)
    wanted = selected(options, workspace)
    change = options.black_plate_change
    request = replace(wanted, trace=options.trace, black_plate_change=change)
    line = console.ProgressLine(sys.stderr, shown=watched())
    watch = pipeline.Watch(time.perf_counter, line)
    stages = ApprovedRooms(workspace) if options.approved else Rooms(workspace)
    try:
        outcome = pipeline.build(workspace, request, stages, watch)
    finally:
        line.clear()
    if options.format == "json":
        print(console.document(outcome))
    else:
        console.show_diagnostics(outcome, sys.stderr)
        print(console.table(outcome))
    return Status.FAULTS if outcome.failed else Status.WELL
