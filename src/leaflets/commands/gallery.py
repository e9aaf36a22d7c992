"""``leaflets gallery``: every leaflet, small and side by side, on one web page."""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from leaflets.commands.command import Status, add_command, watched
from leaflets.workspace import UsageError, Workspace, open_workspace

if TYPE_CHECKING:
    from leaflets.pipeline import Outcome

_GALLERY = """\
Build everything, in every language and edition, and show it on one page.

DIR/gallery/index.html has small pictures that lead to the files;
DIR/gallery/contact-web.pdf and contact-press.pdf are contact sheets to print.
Nothing in the page is fetched from a network."""

_EXAMPLES = """\
examples:
  leaflets gallery                          out/gallery/index.html
  leaflets gallery --theme june-26 --out june
                                            the same in another look, beside its own files
  leaflets gallery --pictures docs/pictures the pictures of the README as well"""


def add(commands: Any) -> None:
    """Add the command to the command line."""
    gallery = add_command(commands, "gallery", "show every leaflet small", _GALLERY, _EXAMPLES)
    gallery.set_defaults(command=_gallery)
    gallery.add_argument("campaigns", nargs="*", metavar="CAMPAIGN", help="folders in campaigns/")
    gallery.add_argument(
        "--theme",
        default="",
        metavar="NAME",
        help="a look in templates/_themes instead of the campaign's own",
    )
    gallery.add_argument(
        "--out",
        type=Path,
        metavar="DIR",
        help="where the files go, seen from the current folder (default: out/ in the workspace)",
    )
    gallery.add_argument(
        "--pictures",
        type=Path,
        metavar="DIR",
        help="also write pictures for a README into this folder",
    )


def _gallery(options: argparse.Namespace) -> int:
    from leaflets.gallery.needs import REMEDY, is_complete

    if not is_complete():
        raise UsageError(f"the gallery needs a program that draws pages; get it with: {REMEDY}")
    from leaflets import console, output
    from leaflets.gallery.hang import gallery_files
    from leaflets.gallery.pictures import pictures
    from leaflets.gallery.shelf import shelves

    workspace = open_workspace(options.workspace)
    out = options.out or workspace.out
    outcome = _built(options, workspace, out)
    console.show_diagnostics(outcome, sys.stderr)
    shown = tuple(shelves(outcome.files))
    for name, content in gallery_files(shown, out):
        print(output.write(out, name, content))
    for name, content in pictures(shown) if options.pictures else ():
        print(output.write(options.pictures, name, content))
    return Status.FAULTS if outcome.failed else Status.WELL


def _built(options: argparse.Namespace, workspace: Workspace, out: Path) -> Outcome:
    from leaflets import console, pipeline
    from leaflets.edition import Edition
    from leaflets.plan import Request
    from leaflets.rooms import Rooms

    campaigns, editions = tuple(options.campaigns), (Edition.WEB, Edition.PRESS)
    request = Request(out=out, campaigns=campaigns, editions=editions, theme=options.theme)
    line = console.ProgressLine(sys.stderr, shown=watched())
    watch = pipeline.Watch(time.perf_counter, line)
    try:
        return pipeline.build(workspace, request, Rooms(workspace), watch)
    finally:
        line.clear()
