"""What was found in a file, as lines for people and as a JSON document for programs."""

from __future__ import annotations

from dataclasses import dataclass

from leaflets.diagnostics import Severity
from leaflets.preflight.finding import Finding
from leaflets.preflight.ink import InkReport
from leaflets.preflight.judge import Verdict
from leaflets.preflight.plates import Ink


@dataclass(frozen=True, slots=True)
class Report:
    """A file, named as readers shall find it, with what was found in it; ``ink`` is None where it
    was not asked for."""

    name: str
    verdict: Verdict
    ink: InkReport | None = None

    @property
    def findings(self) -> tuple[Finding, ...]:
        return self.verdict.findings + (self.ink.findings if self.ink else ())

    @property
    def summary(self) -> str:
        """One line: the file, by what it was judged, how many findings."""
        counts = ", ".join(self._counted(severity.value) for severity in Severity)
        note = f"; {self.ink.note}" if self.ink else ""
        return f"{self.name}: {self.verdict.profile.value}: {counts}{note}"

    def _counted(self, severity: str) -> str:
        number = self.count(severity)
        return f"{number} {severity}" + ("" if number == 1 else "s")

    def count(self, severity: str) -> int:
        return sum(one.severity.value == severity for one in self.findings)

    def document(self) -> dict[str, object]:
        """Return what ``json`` can write."""
        ink = self.ink
        return {
            "path": self.name,
            "profile": self.verdict.profile.value,
            "passed": not self.count("error"),
            "findings": [_finding(one) for one in self.findings],
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
