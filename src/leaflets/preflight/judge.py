"""Judge one PDF: the story of this room.

Input: the file's bytes, a profile and a campaign's limits; output: findings, errors first. Nothing
in a file makes this raise. PDF/UA-1 and PDF/A-2a are judged by page-validation, all else by the
rules of this room.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from leaflets.diagnostics import Severity
from leaflets.preflight import limits
from leaflets.preflight.conformance import conformance
from leaflets.preflight.content import BROKEN
from leaflets.preflight.finding import Finding, Limits, Profile
from leaflets.preflight.gwg_variants import VARIANTS, base_standard
from leaflets.preflight.paint import TooMuch
from leaflets.preflight.pdfvt import VT1
from leaflets.preflight.pdfx_own import X1A, X4
from leaflets.preflight.rule import Rule, Spot
from leaflets.preflight.subject import Subject, UnreadableError, first_line, guarded, open_subject

SHOWN = 3
"""Breaches of one rule on one page that are told one by one; the rest is a number."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found, by which profile."""

    profile: Profile
    findings: tuple[Finding, ...]

    @property
    def failed(self) -> bool:
        return any(one.severity is Severity.ERROR for one in self.findings)


def judge_any(data: bytes, profile: Profile | None, wanted: Limits) -> Verdict:
    """Judge a file of whoever made it: one that asks for endless work is not judged."""
    if profile in _CONFORMANCE:
        try:
            with guarded():
                open_subject(data, wanted)
        except UnreadableError as error:
            return _unreadable(error, profile)
    return judge(data, profile, wanted)


def judge(data: bytes, profile: Profile | None, wanted: Limits) -> Verdict:
    """Judge the file of ``data``; without a profile, by the edition that it claims to be."""
    if profile in _CONFORMANCE:
        return Verdict(profile, tuple(_by_conformance(data, profile)))
    with guarded():
        return _judge(data, profile, wanted)


def _judge(data: bytes, profile: Profile | None, wanted: Limits) -> Verdict:
    try:
        subject = open_subject(data, wanted)
    except UnreadableError as error:
        return _unreadable(error, profile or Profile.PRESS)
    chosen = profile or claimed(subject)
    found = [*_by_rules(subject, chosen), *_by_conformance(data, chosen)]
    return Verdict(chosen, tuple(sorted(found, key=_order)))


def _unreadable(error: UnreadableError, profile: Profile) -> Verdict:
    fault = Finding("file/readable", f"cannot be read: {error}", Severity.ERROR, error.hint)
    return Verdict(profile, (fault,))


def claimed(subject: Subject) -> Profile:
    """Return the edition a file claims to be; a stranger's without any claim is for the press."""
    is_web = "pdfuaid:part" in subject.xmp or "pdfaid:part" in subject.xmp
    is_press = "pdfxid:GTS_PDFXVersion" in subject.xmp or "GTS_PDFXVersion" in subject.info
    return Profile.WEB if is_web and not is_press else Profile.PRESS


def _by_rules(subject: Subject, profile: Profile) -> Iterator[Finding]:
    for name, rules in _rules(subject, profile).items():
        for rule in rules:
            yield from _breaches(name, rule, subject)


def _rules(subject: Subject, profile: Profile) -> dict[str, Sequence[Rule]]:
    """Return the rules of a profile, under the names that findings have."""
    standards: dict[str, Sequence[Rule]] = {"x4": X4, "x1a": X1A}
    gwg = VARIANTS[subject.limits.variant]
    match profile:
        case Profile.X4 | Profile.X1A:
            return {profile.value: standards[profile.value]}
        case Profile.VT1:
            return {"x4": X4, "vt1": VT1}
        case Profile.GWG:
            return {"gwg": (base_standard, *gwg)}
        case Profile.PRESS:
            is_x1a = subject.info.get("GTS_PDFXVersion", "").startswith("PDF/X-1")
            name = "x1a" if is_x1a else "x4"
            parted = {"vt1": VT1} if "pdfvtid:GTS_PDFVTVersion" in subject.xmp else {}
            return {name: standards[name], **parted, "gwg": gwg, "limits": limits.RULES}
        case _:
            return {}


_CONFORMANCE = {
    Profile.UA1: (Profile.UA1,),
    Profile.A2A: (Profile.A2A,),
    Profile.WEB: (Profile.UA1, Profile.A2A),
}
"""The standards that page-validation judges a profile by."""


def _by_conformance(data: bytes, profile: Profile) -> Iterator[Finding]:
    for standard in _CONFORMANCE.get(profile, ()):
        yield from conformance(data, standard)


def _breaches(profile: str, rule: Rule, subject: Subject) -> Iterator[Finding]:
    """Yield the findings of one rule; a file that breaks the rule's reading breaks the rule."""
    name = f"{profile}/{rule.name}"
    counts: Counter[int] = Counter()
    try:
        for spot in rule.find(subject):
            counts[spot.page] += 1
            if counts[spot.page] <= SHOWN:
                yield _finding(name, rule, subject, spot)
    except BROKEN as error:
        message = f"cannot be judged: the file is damaged ({first_line(error)})"
        yield Finding(name, message, Severity.ERROR, rule.hint)
    except TooMuch:
        message = "cannot be judged: too much lies on the pages"
        yield Finding(name, message, Severity.WARNING, rule.hint)
    for page, count in counts.items():
        if count > SHOWN:
            more = f"{count - SHOWN} more of the kind"
            yield Finding(name, more, rule.severity, rule.hint, page)


def _finding(name: str, rule: Rule, subject: Subject, spot: Spot) -> Finding:
    place = None
    if spot.page and spot.box is not None:
        place = subject.sheets[spot.page - 1].place(spot.box.left, spot.box.top)
    severity = spot.severity or rule.severity
    return Finding(name, spot.message, severity, rule.hint, spot.page, place)


def _order(finding: Finding) -> tuple[bool, int, str]:
    return finding.severity is not Severity.ERROR, finding.page, finding.rule
