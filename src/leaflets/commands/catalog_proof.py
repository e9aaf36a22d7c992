"""``leaflets catalog proof``: what a reviewer reads and signs, as a PDF."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from leaflets.commands.command import Status, add_command
from leaflets.workspace import choose, open_workspace

if TYPE_CHECKING:
    from leaflets.proof.write import Proof

_PROOF = """\
Write a proof of each language: out/proof/LOCALE.pdf.

It shows every page with its texts in numbered boxes, and lists each number with source,
translation, plural forms, numbers, comments and problems, with a page to sign. What is wrong
with a catalog is shown and stops nothing: the exit status is 0 once the proof is written, and
stderr says how much is wrong and which leaflets could not be laid out."""

_EXAMPLES = """\
examples:
  leaflets catalog proof                    every language
  leaflets catalog proof ar --out proofs    proofs/proof/ar.pdf"""


def add(commands: Any) -> None:
    """Add the command to those of ``catalog``."""
    proof = add_command(commands, "proof", "a PDF to read and sign", _PROOF, _EXAMPLES)
    proof.set_defaults(command=_proof)
    proof.add_argument("locales", nargs="*", metavar="LOCALE", help="default: every language")
    proof.add_argument(
        "--out",
        type=Path,
        metavar="DIR",
        help="where the files go, seen from the current folder (default: out/ in the workspace)",
    )


def _proof(options: argparse.Namespace) -> int:
    from leaflets import output
    from leaflets.diagnostics import Diagnostic, Faults, Location, Severity
    from leaflets.proof.write import proof

    workspace = open_workspace(options.workspace)
    known = workspace.locale_names()
    status = Status.WELL
    for locale in choose("language", options.locales, known) or known:
        report: list[Diagnostic] = []
        made = proof(workspace, locale, report)
        if made is None:
            status = Status.FAULTS
        else:
            out = options.out or workspace.out
            path = output.write(out, f"proof/{locale}.pdf", made.content)
            print(path)
            if made.errors or made.warnings:
                hint = "its first page and its list say what is wrong, and where"
                place = Location(str(path))
                report.append(Diagnostic(place, _told(made), hint, Severity.WARNING))
        if report:
            print(Faults(dict.fromkeys(report)), file=sys.stderr)
    return status


def _told(made: Proof) -> str:
    """Return how much is wrong in a proof, and which leaflets it lacks."""
    told = f"errors in it: {made.errors}, warnings: {made.warnings}"
    return f"{told}; could not be laid out: {', '.join(made.missing)}" if made.missing else told
