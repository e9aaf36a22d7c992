"""The leaflets of this repository as layout hands them over, each composed once."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from leaflets.diagnostics import Diagnostic
from leaflets.document.format import Template
from leaflets.layout.page import Leaflet, Page
from leaflets.plan import Job
from leaflets.rooms import Rooms
from leaflets.workspace import open_workspace

ROOT = Path(__file__).resolve().parents[2]
LOCALES = ("zh_Hans_CN", "en", "fr", "ar")
CAMPAIGN = "yuexiu"


@cache
def rooms() -> Rooms:
    return Rooms(open_workspace(ROOT))


@cache
def laid_out(template: str, locale: str) -> tuple[Leaflet, tuple[Diagnostic, ...]]:
    """Return a leaflet and what was said about it."""
    report: list[Diagnostic] = []
    leaflet = rooms().leaflet(_job(template, locale, report), report)
    assert leaflet is not None, report
    return leaflet, tuple(report)


@cache
def template_of(name: str) -> Template:
    report: list[Diagnostic] = []
    composing = rooms().composing(_job(name, "en", report), report)
    assert composing is not None, report
    return composing.template


def templates() -> tuple[str, ...]:
    """Return the names of all templates."""
    return open_workspace(ROOT).template_names()


def _job(template: str, locale: str, report: list[Diagnostic]) -> Job:
    campaign = rooms().campaign(CAMPAIGN, report)
    assert campaign is not None, report
    return Job(CAMPAIGN, campaign, template, locale, campaign.editions)


def folds_of(template: str, page: Page, mirrored: bool) -> tuple[float, ...]:
    """Return where ``page`` is folded, from its left edge."""
    pages = {one.name: one for one in template_of(template).format.pages}
    folds = pages[page.name].folds
    return tuple(sorted(page.width - fold if mirrored else fold for fold in folds))
