"""``leaflets preflight``: what a print shop or a screen reader would reject a PDF for."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from leaflets.commands.command import Status, add_command

if TYPE_CHECKING:
    from leaflets.preflight.finding import Finding
    from leaflets.preflight.judge import Verdict

_PREFLIGHT = """\
Judge PDF files, whoever made them, and tell rule, page and place of every fault.

Without --profile a file is judged by the edition that it claims to be: press (PDF/X-4 or X-1a,
the rules of GWG 2022 for sheetfed printing, and the limits below) or web (PDF/UA-1 and A-2a)."""

_EXAMPLES = """\
examples:
  leaflets preflight out/yuexiu/press/*.pdf
  leaflets preflight --profile x1a --bleed 2 from-the-agency.pdf
  leaflets preflight --type-size 6 --format json leaflet.pdf > verdict.json

exit status: 0 no errors (there may be warnings), 1 a file has errors or cannot be read."""

_PROFILES = ("x4", "x1a", "gwg", "ua1", "a2a", "press", "web")


def add(commands: Any) -> None:
    """Add the command to the command line."""
    parser = add_command(commands, "preflight", "judge PDF files", _PREFLIGHT, _EXAMPLES)
    parser.set_defaults(command=_preflight)
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help="PDF files")
    parser.add_argument(
        "--profile", choices=_PROFILES, help="what to judge by (default: what the file claims)"
    )
    for name, metavar, default, text in (
        ("bleed", "MM", 3.0, "bleed that the press edition needs, in millimetres"),
        ("type-size", "PT", 0.0, "least type size, in points"),
    ):
        parser.add_argument(
            f"--{name}",
            type=_length,
            default=default,
            metavar=metavar,
            help=f"{text} (default: {default:g})",
        )
    parser.add_argument(
        "--format",
        choices=("text", "json"),
        default="text",
        help="lines for people, or one JSON document (default: text)",
    )


def _length(text: str) -> float:
    value = float(text)
    if not 0 <= value < 1000:
        raise ValueError
    return value


def _preflight(options: argparse.Namespace) -> int:
    verdicts = [(path, _judge(path, options)) for path in options.files]
    if options.format == "json":
        print(json.dumps([_document(*one) for one in verdicts], ensure_ascii=False, indent=2))
    else:
        for path, verdict in verdicts:
            _show(path, verdict)
    return Status.FAULTS if any(verdict.failed for _, verdict in verdicts) else Status.WELL


def _judge(path: Path, options: argparse.Namespace) -> Verdict:
    from leaflets.diagnostics import Severity
    from leaflets.preflight.finding import Finding, Limits, Profile
    from leaflets.preflight.judge import Verdict, judge

    profile = Profile(options.profile) if options.profile else None
    try:
        data = path.read_bytes()
    except OSError as error:
        message = f"cannot be read: {error.strerror or error}"
        fault = Finding("file/readable", message, Severity.ERROR)
        return Verdict(profile or Profile.PRESS, (fault,))
    return judge(data, profile, Limits(type_size=options.type_size, bleed=options.bleed))


def _show(path: Path, verdict: Verdict) -> None:
    for finding in verdict.findings:
        print(finding.diagnostic(str(path)), file=sys.stderr)
    counts = ", ".join(
        f"{sum(one.severity.value == name for one in verdict.findings)} {name}s"
        for name in ("error", "warning")
    )
    print(f"{path}: {verdict.profile.value}: {counts}")


def _document(path: Path, verdict: Verdict) -> dict[str, object]:
    return {
        "path": path.as_posix(),
        "profile": verdict.profile.value,
        "findings": [_finding(one) for one in verdict.findings],
        "passed": not verdict.failed,
    }


def _finding(finding: Finding) -> dict[str, object]:
    place = finding.place
    return {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "page": finding.page,
        "x_mm": None if place is None else round(place.x, 1),
        "y_mm": None if place is None else round(place.y, 1),
        "message": finding.message,
        "hint": finding.hint,
    }
