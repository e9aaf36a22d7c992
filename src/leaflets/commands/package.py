"""``leaflets package``: everything the print shop needs, in one zip file."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from leaflets.commands.command import Status, add_command, watched
from leaflets.workspace import choose, open_workspace

if TYPE_CHECKING:
    from leaflets.diagnostics import Faults
    from leaflets.package.pack import Wish

_PACKAGE = """\
Gather the press files of a campaign in one zip file for the print shop.

campaign.yaml says under `order` how many are printed, on which paper, and who gets them. The
package has the files under names that say what they are, the order as a workbook and as CSV, a
contact sheet to sign, the preflight report, checksums and a README in Chinese and English.
A file that is not what the sources make now, or that preflight rejects, is not packed: build
and merge first, and look at what was made."""

_EXAMPLES = """\
examples:
  leaflets build yuexiu && leaflets merge yuexiu && leaflets package yuexiu
  leaflets package yuexiu --out to-the-shop.zip"""


def add(commands: Any) -> None:
    """Add the command to the command line."""
    package = add_command(commands, "package", "zip for the print shop", _PACKAGE, _EXAMPLES)
    package.set_defaults(command=_package)
    package.add_argument("campaign", metavar="CAMPAIGN", help="a folder in campaigns/")
    package.add_argument(
        "--out",
        type=Path,
        metavar="FILE",
        help="the zip file (default: <campaign>_v<version>.zip in out/<campaign>)",
    )
    package.add_argument(
        "--files",
        type=Path,
        metavar="DIR",
        help="where the files were built and merged to (default: out/ in the workspace)",
    )
    package.add_argument(
        "--records", type=Path, metavar="FILE", help="the table that was merged, CSV or XLSX"
    )
    package.add_argument(
        "--approved",
        action="store_true",
        help="refuse languages whose texts changed since `leaflets catalog approve`",
    )


def _package(options: argparse.Namespace) -> int:
    from leaflets import output
    from leaflets.diagnostics import Faults
    from leaflets.package.pack import pack

    wish, target = _wish(options), options.out
    line = _Line()
    try:
        package = pack(wish, line)
        target = target or wish.out / wish.name / f"{package.folder}.zip"
        output.sweep(target.parent)
        with output.writing(target.parent, target.name) as file:
            package.write(file)
    except (Faults, OSError) as error:
        line("")
        _explain(error, target)
        return Status.FAULTS
    line("")
    for warning in package.warnings:
        print(warning, file=sys.stderr)
    copies = sum(file.quantity for file in package.files if not file.twin)
    print(f"{target}: {len(package.files)} files, {copies} copies")
    return Status.WELL


def _wish(options: argparse.Namespace) -> Wish:
    from leaflets.package.pack import Wish

    workspace = open_workspace(options.workspace)
    (name,) = choose("campaign", [options.campaign], workspace.campaign_names())
    out = options.files or workspace.out
    return Wish(workspace, name, out, options.records, options.approved)


def _explain(error: Faults | OSError, target: Path | None) -> None:
    """Say why there is no package at ``target``, which is not known before the files are."""
    from leaflets import output
    from leaflets.diagnostics import Faults

    if isinstance(error, Faults):
        for diagnostic in error.diagnostics:
            print(diagnostic, file=sys.stderr)
    elif target is None:
        raise error
    else:
        print(output.fault(error, target), file=sys.stderr)
    print("nothing was packed", file=sys.stderr)


class _Line:
    """One line that says what is looked at, where a person is watching."""

    def __init__(self) -> None:
        self._width = 0

    def __call__(self, words: str) -> None:
        if watched():
            text = words[:78]
            end = "" if text else "\r"
            sys.stderr.write(f"\r{text.ljust(self._width)}{end}")
            sys.stderr.flush()
            self._width = len(text)
