"""What a command that builds leaflets is asked to build: arguments in, a request out."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from leaflets.workspace import Workspace, choose

if TYPE_CHECKING:
    from leaflets.plan import Request


def add_selection(parser: argparse.ArgumentParser) -> None:
    """Add the arguments that say which leaflets, in which editions, and where the files go."""
    parser.add_argument("campaigns", nargs="*", metavar="CAMPAIGN", help="folders in campaigns/")
    for name, metavar, text in (
        ("language", "L", "a language with a catalog in locales/, such as ar or zh_Hans_CN"),
        ("template", "T", "a folder in templates/"),
        ("edition", "E", "web (screen and e-mail), press (print shop) or outlined (without fonts)"),
    ):
        parser.add_argument(
            f"--{name}",
            dest=f"{name}s",
            action="append",
            default=[],
            metavar=metavar,
            help=f"{text}; may be given more than once",
        )
    parser.add_argument(
        "--theme",
        default="",
        metavar="NAME",
        help="a look in templates/_themes instead of the campaign's own",
    )
    parser.add_argument(
        "--out",
        type=Path,
        metavar="DIR",
        help="where the files go, seen from the current folder (default: out/ in the workspace)",
    )


def selected(options: argparse.Namespace, workspace: Workspace) -> Request:
    """Return the request of the arguments."""
    from leaflets.edition import Edition
    from leaflets.plan import Request

    editions = choose("edition", options.editions, [edition.value for edition in Edition])
    return Request(
        out=options.out or workspace.out,
        campaigns=tuple(options.campaigns),
        templates=tuple(options.templates),
        languages=tuple(options.languages),
        editions=tuple(Edition(name) for name in editions),
        theme=options.theme,
    )
