"""``leaflets preflight``: what a print shop or a screen reader would reject a PDF for."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from leaflets.commands.command import Status, add_command

if TYPE_CHECKING:
    from leaflets.preflight.finding import Limits, Profile
    from leaflets.preflight.judge import Verdict
    from leaflets.preflight.report import Report

_PREFLIGHT = """\
Judge PDF files, whoever made them, and tell rule, page and place of every fault.

Without --profile a file is judged by the edition that it claims to be: press (PDF/X-4 or X-1a,
the rules of GWG 2022 for sheetfed printing, and the limits below) or web (PDF/UA-1 and A-2a).
Ink is measured on plates where Ghostscript (gs) or poppler (pdftoppm) is installed."""

_EXAMPLES = """\
examples:
  leaflets preflight out/yuexiu/press/*.pdf
  leaflets preflight --ink 260 --bleed 2 from-the-agency.pdf
  leaflets preflight --campaign yuexiu from-the-agency.pdf
  leaflets preflight --profile x1a --format json leaflet.pdf > verdict.json

exit status: 0 no errors (there may be warnings), 1 a file has errors or cannot be read."""

_VARIANTS = ("sheet-cmyk", "sheet-cmyk-rgb", "sheet-spot", "sheet-spot-rgb")
_PROFILES = ("x4", "x1a", "vt1", "gwg", "ua1", "a2a", "press", "web")


def add(commands: Any) -> None:
    """Add the command to the command line."""
    parser = add_command(commands, "preflight", "judge PDF files", _PREFLIGHT, _EXAMPLES)
    parser.set_defaults(command=_preflight)
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help="PDF files")
    parser.add_argument(
        "--profile", choices=_PROFILES, help="what to judge by (default: what the file claims)"
    )
    parser.add_argument(
        "--variant",
        choices=_VARIANTS,
        default=_VARIANTS[0],
        help="variant of GWG 2022: four inks or more, with RGB pictures or not "
        "(default: %(default)s)",
    )
    parser.add_argument(
        "--campaign",
        metavar="NAME",
        help="take ink, bleed and type size from a campaign of the workspace",
    )
    for name, metavar, default, text in (
        ("ink", "PERCENT", 300, "most ink of all plates together, a mean over 15 mm"),
        ("bleed", "MM", 3, "bleed that the press edition needs, in millimetres"),
        ("type-size", "PT", 0, "least type size, in points"),
    ):
        parser.add_argument(
            f"--{name}",
            type=_length,
            metavar=metavar,
            help=f"{text} (default: {default}, or the campaign's)",
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
    limits = _limits(options)
    judged = [_judge(path, options.profile, limits) for path in options.files]
    if options.format == "json":
        documents = [one.document() for one in judged]
        print(json.dumps(documents, ensure_ascii=False, indent=2))
    else:
        for one in judged:
            _show(one)
    return Status.FAULTS if any(one.count("error") for one in judged) else Status.WELL


def _limits(options: argparse.Namespace) -> Limits:
    """Return the limits: those that are typed, else the campaign's, else the usual ones."""
    from leaflets.preflight.finding import Limits, Variant

    own = _of_campaign(options) if options.campaign else Limits()
    typed = {"ink": options.ink, "bleed": options.bleed, "type_size": options.type_size}
    given = {name: value for name, value in typed.items() if value is not None}
    return replace(own, variant=Variant(options.variant), **given)


def _of_campaign(options: argparse.Namespace) -> Limits:
    from leaflets.diagnostics import Diagnostic, has_errors
    from leaflets.preflight.finding import Limits
    from leaflets.rooms import Rooms, press_limits
    from leaflets.units import mm
    from leaflets.workspace import UsageError, choose, open_workspace

    workspace = open_workspace(options.workspace)
    (name,) = choose("campaign", [options.campaign], workspace.campaign_names())
    report: list[Diagnostic] = []
    campaign = Rooms(workspace).campaign(name, report)
    if campaign is None or has_errors(report):
        faults = "\n".join(map(str, report))
        raise UsageError(f"campaign {name!r} has faults:\n{faults}")
    return press_limits(campaign.press, mm(Limits().bleed))


def _judge(path: Path, profile_name: str | None, limits: Limits) -> Report:
    """Return what is found in a file; what goes wrong with one does not cost the others theirs."""
    from leaflets.preflight.finding import Profile
    from leaflets.preflight.ink import judge_ink
    from leaflets.preflight.judge import judge_any
    from leaflets.preflight.report import Report

    profile = Profile(profile_name) if profile_name else None
    ink = None
    try:
        data = path.read_bytes()
        verdict = judge_any(data, profile, limits)
        if verdict.profile in (Profile.PRESS, Profile.GWG):
            ink = judge_ink(data, limits)
    except IsADirectoryError:
        hint = "name the files in it, such as folder/*.pdf"
        verdict = _unjudged("readable", "this is a folder, not a file", hint, profile)
    except OSError as error:
        message = f"cannot be read: {error.strerror or error}"
        verdict = _unjudged("readable", message, "", profile)
    except Exception as error:
        said = " ".join(str(error).split())[:160]
        message = f"could not be judged ({type(error).__name__}: {said})"
        hint = "the fault is in leaflets: tell its makers, and send the file along"
        verdict = _unjudged("judged", message, hint, profile)
    return Report(path.as_posix(), verdict, ink)


def _unjudged(rule: str, message: str, hint: str, profile: Profile | None) -> Verdict:
    from leaflets.diagnostics import Severity
    from leaflets.preflight.finding import Finding, Profile
    from leaflets.preflight.judge import Verdict

    fault = Finding(f"file/{rule}", message, Severity.ERROR, hint)
    return Verdict(profile or Profile.PRESS, (fault,))


def _show(judged: Report) -> None:
    for finding in judged.told:
        print(finding.diagnostic(judged.name), file=sys.stderr)
    sys.stderr.flush()
    print(judged.summary)
