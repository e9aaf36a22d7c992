"""``leaflets preflight``: what a print shop or a screen reader would reject a PDF for."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from leaflets.commands.command import Status, add_command

if TYPE_CHECKING:
    from leaflets.preflight.finding import Finding
    from leaflets.preflight.ink import InkReport
    from leaflets.preflight.judge import Verdict
    from leaflets.preflight.plates import Ink

_PREFLIGHT = """\
Judge PDF files, whoever made them, and tell rule, page and place of every fault.

Without --profile a file is judged by the edition that it claims to be: press (PDF/X-4 or X-1a,
the rules of GWG 2022 for sheetfed printing, and the limits below) or web (PDF/UA-1 and A-2a).
Ink is measured on plates where Ghostscript (gs) or poppler (pdftoppm) is installed."""

_EXAMPLES = """\
examples:
  leaflets preflight out/yuexiu/press/*.pdf
  leaflets preflight --ink 260 --bleed 2 from-the-agency.pdf
  leaflets preflight --profile x1a --format json leaflet.pdf > verdict.json

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
        ("ink", "PERCENT", 300.0, "most ink of all plates together, a mean over 15 mm"),
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


@dataclass(frozen=True, slots=True)
class _Judged:
    """A file with what was found in it; ``ink`` is None where no press asks."""

    path: Path
    verdict: Verdict
    ink: InkReport | None

    @property
    def findings(self) -> tuple[Finding, ...]:
        return self.verdict.findings + (self.ink.findings if self.ink else ())

    def count(self, severity: str) -> int:
        return sum(one.severity.value == severity for one in self.findings)


def _preflight(options: argparse.Namespace) -> int:
    judged = [_judge(path, options) for path in options.files]
    if options.format == "json":
        print(json.dumps([_document(one) for one in judged], ensure_ascii=False, indent=2))
    else:
        for one in judged:
            _show(one)
    return Status.FAULTS if any(one.count("error") for one in judged) else Status.WELL


def _judge(path: Path, options: argparse.Namespace) -> _Judged:
    from leaflets.diagnostics import Severity
    from leaflets.preflight.finding import Finding, Limits, Profile
    from leaflets.preflight.ink import judge_ink
    from leaflets.preflight.judge import Verdict, judge

    profile = Profile(options.profile) if options.profile else None
    limits = Limits(options.ink, options.type_size, options.bleed)
    try:
        data = path.read_bytes()
    except OSError as error:
        message = f"cannot be read: {error.strerror or error}"
        fault = Finding("file/readable", message, Severity.ERROR)
        return _Judged(path, Verdict(profile or Profile.PRESS, (fault,)), None)
    verdict = judge(data, profile, limits)
    printed = verdict.profile in (Profile.PRESS, Profile.GWG)
    return _Judged(path, verdict, judge_ink(data, limits) if printed else None)


def _show(judged: _Judged) -> None:
    for finding in judged.findings:
        print(finding.diagnostic(str(judged.path)), file=sys.stderr)
    sys.stderr.flush()
    counts = f"{judged.count('error')} errors, {judged.count('warning')} warnings"
    note = f"; {judged.ink.note}" if judged.ink else ""
    print(f"{judged.path}: {judged.verdict.profile.value}: {counts}{note}")


def _document(judged: _Judged) -> dict[str, object]:
    ink = judged.ink
    return {
        "path": judged.path.as_posix(),
        "profile": judged.verdict.profile.value,
        "passed": not judged.count("error"),
        "findings": [_finding(one) for one in judged.findings],
        "ink": None
        if ink is None
        else {"note": ink.note, "pages": [_page(page) for page in ink.pages]},
    }


def _page(page: Ink) -> dict[str, object]:
    return {"page": page.page, "percent": round(page.percent, 1), "plates": page.plates}


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
