"""Judge the ink of a press file by its plates: the campaign's limit, and R0026 of GWG 2022."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from leaflets.diagnostics import Severity
from leaflets.preflight.finding import Finding, Limits
from leaflets.preflight.plates import Ink, NotMeasuredError, measurable, most_ink, program, separate
from leaflets.preflight.subject import UnreadableError, guarded, open_subject

_GWG = 320.0
_ROUNDING = 0.5
"""Per cent by which plates of eight bits may miss what the file says."""
_HINT = "use lighter or fewer inks there, or ask the print shop for another limit"


@dataclass(frozen=True, slots=True)
class InkReport:
    """What the plates say: ``note`` is for people, ``pages`` the most ink of each page."""

    note: str
    pages: tuple[Ink, ...] = ()
    findings: tuple[Finding, ...] = ()


def judge_ink(data: bytes, limits: Limits) -> InkReport:
    """Measure the ink of the file of ``data``; a file that cannot be read has no report."""
    try:
        with guarded():
            sheets = open_subject(data, limits).sheets
            measurable(sheets)
            pages = tuple(most_ink(one, sheets[one.page - 1]) for one in separate(data))
    except (NotMeasuredError, UnreadableError) as error:
        return InkReport(f"ink was not measured: {error}")
    most = max((page.percent for page in pages), default=0.0)
    note = f"ink: {most:.0f} % at most (mean over 15 mm), measured by {program()}"
    return InkReport(note, pages, tuple(_findings(pages, limits)))


def _findings(pages: tuple[Ink, ...], limits: Limits) -> Iterator[Finding]:
    for page in pages:
        said = f"{page.percent:.0f} % ink, a mean over 15 mm; the most is"
        where = (page.page, page.place)
        if page.percent > limits.ink + _ROUNDING:
            message = f"{said} {limits.ink:g} %"
            yield Finding("limits/ink", message, Severity.ERROR, _HINT, *where)
        if page.percent > _GWG + _ROUNDING:
            yield Finding("gwg/R0026", f"{said} {_GWG:g} %", Severity.WARNING, _HINT, *where)
