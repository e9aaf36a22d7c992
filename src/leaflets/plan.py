"""What to build: a request and the campaigns in, one job for each leaflet out.

A job is a template of a campaign in one language, with the editions to draw it in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from leaflets.campaign import FILE, Campaign
from leaflets.diagnostics import Diagnostic, Location, Severity, gathered
from leaflets.edition import Edition
from leaflets.kinds import LANGUAGE, TEMPLATE, THEME
from leaflets.settings import Made, Mark, alike
from leaflets.workspace import UsageError, Workspace, choose

_CALLED = {THEME: "theme", TEMPLATE: "template", LANGUAGE: "catalog for"}

LoadCampaign = Callable[[str, list[Diagnostic]], Campaign | None]
"""Loads a campaign by name; what is wrong with it goes into the list."""


@dataclass(frozen=True, slots=True)
class Request:
    """What to build. An empty field stands for what the campaigns themselves say.

    ``out`` is the folder that receives the files; ``trace`` asks for a text beside them that says
    what was laid out; ``black_plate_change`` for what the campaigns may ask of their press files.
    """

    out: Path
    campaigns: tuple[str, ...] = ()
    templates: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    editions: tuple[Edition, ...] = ()
    trace: bool = False
    theme: str = ""
    black_plate_change: bool = False


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
    if not request.campaigns:
        report += _passed_over(workspace)
    jobs: list[Job] = []
    for name in names:
        campaign = gathered(partial(load, name), report)
        if campaign is not None:
            campaign = replace(campaign, theme=theme[0]) if theme else campaign
            if request.black_plate_change:
                press = replace(campaign.press, black_plate_change=True)
                campaign = replace(campaign, press=press)
            jobs += [
                Job(name, campaign, template, locale, request.editions or campaign.editions)
                for template in templates or campaign.templates
                for locale in locales or campaign.languages
            ]
    return tuple(jobs)


def _passed_over(workspace: Workspace) -> Iterator[Diagnostic]:
    """Yield a warning for each folder among the campaigns that is none."""
    known = workspace.campaign_names()
    for folder in sorted(workspace.campaigns.iterdir()):
        if not folder.is_dir() or folder.name in known or folder.name.startswith((".", "_")):
            continue
        message = f"no campaign: it holds no {FILE}"
        hint = "put one into it, or move the folder away"
        if (folder / "campaign.yml").exists():
            hint = f"rename its campaign.yml to {FILE}"
        elif (folder / FILE).exists():
            message = "no campaign: its name cannot be used, or it leads out of the workspace"
            hint = "name it with letters, digits, - and . alone"
        yield Diagnostic(Location(str(folder)), message, hint, Severity.WARNING)


def unknown_names(workspace: Workspace, path: str, marks: Iterable[Mark]) -> Iterator[Diagnostic]:
    """Yield a fault for each name in the campaign file ``path`` that the workspace lacks."""
    known = _known(workspace)
    for mark in marks:
        if mark.kind in known and mark.source not in known[mark.kind]:
            what, name = _CALLED[mark.kind], mark.source
            hint = alike(name, known[mark.kind])
            if mark.kind is LANGUAGE and not hint.startswith("did you mean"):
                hint = f"make one with: leaflets catalog add {name}"
            place = Location(path, mark.line, mark.column)
            yield Diagnostic(place, f"the workspace has no {what} `{name}`", hint)


def known_names(workspace: Workspace, marks: Iterable[Mark], kind: Made) -> list[str]:
    """Return the names of a kind in a campaign file that the workspace knows."""
    known = _known(workspace)[kind]
    return [mark.source for mark in marks if mark.kind is kind and mark.source in known]


def buildable(workspace: Workspace, campaign: Campaign) -> Campaign | None:
    """Return the campaign without the templates and languages that the workspace does not know.

    None when it does not know the theme.
    """
    known = _known(workspace)
    if campaign.theme not in known[THEME]:
        return None
    return replace(
        campaign,
        templates=tuple(name for name in campaign.templates if name in known[TEMPLATE]),
        languages=tuple(name for name in campaign.languages if name in known[LANGUAGE]),
    )


def _known(workspace: Workspace) -> dict[Made, tuple[str, ...]]:
    return {
        THEME: workspace.theme_names(),
        TEMPLATE: workspace.template_names(),
        LANGUAGE: workspace.locale_names(),
    }
