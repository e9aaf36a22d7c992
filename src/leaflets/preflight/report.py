"""What was found in a file, as lines for people and as a JSON document for programs."""

from __future__ import annotations

from dataclasses import dataclass, replace

from leaflets.diagnostics import Severity
from leaflets.preflight.finding import Finding
from leaflets.preflight.ink import InkReport
from leaflets.preflight.judge import Verdict
from leaflets.preflight.plates import Ink

_MANY = 3
"""Pages on which the same is told one by one."""


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
    def told(self) -> tuple[Finding, ...]:
        """The findings as people read them: what is the same on many pages is told once."""
        groups: dict[Finding, list[Finding]] = {}
        for one in self.findings:
            key = replace(one, page=min(one.page, 1), place=None)
            groups.setdefault(key, []).append(one)
        return tuple(one for alike in groups.values() for one in _gathered(alike))

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


def _gathered(alike: list[Finding]) -> list[Finding]:
    """Return findings that differ in page and place alone, as one where they fill many pages."""
    pages = sorted({one.page for one in alike})
    if len(pages) <= _MANY:
        return alike
    first = alike[0]
    return [replace(first, message=f"pages {_ranges(pages)}: {first.message}", page=0, place=None)]


def _ranges(pages: list[int]) -> str:
    """Return rising numbers as ``1-3, 7``."""
    ranges: list[list[int]] = []
    for page in pages:
        if ranges and ranges[-1][-1] == page - 1:
            ranges[-1][1:] = [page]
        else:
            ranges.append([page])
    return ", ".join("-".join(map(str, one)) for one in ranges)


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
