"""What to build: a request and the campaigns in, one job for each leaflet out.

A job is a template of a campaign in one language, with the editions to draw it in.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from leaflets.campaign import FILE, Campaign
from leaflets.diagnostics import Diagnostic, Location, gathered
from leaflets.edition import Edition
from leaflets.workspace import UsageError, Workspace, advice, choose

LoadCampaign = Callable[[str, list[Diagnostic]], Campaign | None]
"""Loads a campaign by name; what is wrong with it goes into the list."""


@dataclass(frozen=True, slots=True)
class Request:
    """What to build. An empty field stands for what the campaigns themselves say.

    ``out`` is the folder that receives the files; ``trace`` asks for a text beside them that says
    what was laid out.
    """

    out: Path
    campaigns: tuple[str, ...] = ()
    templates: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    editions: tuple[Edition, ...] = ()
    trace: bool = False
    theme: str = ""


@dataclass(frozen=True, slots=True)
class Job:
    """One leaflet: a template of a campaign in one language, to be drawn in some editions."""

    name: str
    campaign: Campaign
    template: str
    locale: str
    editions: tuple[Edition, ...]

    def file_name(self, edition: Edition) -> str:
        """Return where the file stands in out/."""
        stem = f"{self.template}.{self.locale}"
        if edition is Edition.OUTLINED:  # stands beside its twin
            return f"{self.name}/{Edition.PRESS.value}/{stem}.outlined.pdf"
        return f"{self.name}/{edition.value}/{stem}.pdf"

    @property
    def trace_name(self) -> str:
        """Where the trace of the leaflet stands in out/."""
        return f"{self.name}/trace/{self.template}.{self.locale}.trace.txt"


def plan(
    workspace: Workspace, request: Request, load: LoadCampaign, report: list[Diagnostic]
) -> tuple[Job, ...]:
    """Return the leaflets to build, in the order that the campaigns list them.

    What ``request`` names is built whether the campaign lists it or not.
    """
    known = workspace.campaign_names()
    names = choose("campaign", request.campaigns, known) or known
    templates = choose("template", request.templates, workspace.template_names())
    locales = choose("language", request.languages, workspace.locale_names())
    theme = choose("theme", [request.theme] if request.theme else [], workspace.theme_names())
    if not names:
        raise UsageError(f"nothing to build: {workspace.campaigns} holds no campaign")
    jobs: list[Job] = []
    for name in names:
        campaign = gathered(partial(load, name), report)
        if campaign is not None:
            campaign = replace(campaign, theme=theme[0]) if theme else campaign
            listed = templates or _known(workspace, name, campaign.templates, report)
            jobs += [
                Job(name, campaign, template, locale, request.editions or campaign.editions)
                for template in listed
                for locale in locales or campaign.languages
            ]
    return tuple(jobs)


def _known(
    workspace: Workspace, name: str, listed: Sequence[str], report: list[Diagnostic]
) -> list[str]:
    """Return the templates that campaign ``name`` lists and the workspace has; report the others.

    (That a language has no catalog is said by ``catalogs``.)
    """
    known = workspace.template_names()
    place = Location(str(workspace.campaigns / name / FILE))
    for template in listed:
        if template not in known:
            message = f"the workspace has no template {template!r}"
            report.append(Diagnostic(place, message, advice("template", template, known)))
    return [template for template in listed if template in known]
