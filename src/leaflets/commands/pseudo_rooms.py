"""The rooms with mirrors: pseudo-languages, and pages that show what does not fit."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from leaflets.catalogs.catalog import Catalog
from leaflets.catalogs.load import load_catalog
from leaflets.catalogs.pseudo import Pseudo
from leaflets.diagnostics import Diagnostic, Severity
from leaflets.layout.compose import compose
from leaflets.layout.page import Leaflet
from leaflets.plan import Job
from leaflets.rooms import Rooms
from leaflets.workspace import Workspace


class PseudoRooms(Rooms):
    """Rooms that know the pseudo-languages in ``folder`` beside the workspace's own.

    A text that does not fit is a warning: the author of the template wants to see it.
    """

    def __init__(self, workspace: Workspace, folder: Path) -> None:
        super().__init__(workspace, self._load)
        self._folder = folder

    def leaflet(self, job: Job, report: list[Diagnostic]) -> Leaflet | None:
        """Return the laid-out leaflet, whether its texts fit or not."""
        found: list[Diagnostic] = []
        leaflet = super().leaflet(job, found)
        if leaflet is None:
            composing = self.prepared(job, {}, [])
            leaflet = compose(replace(composing, overfull=True), []) if composing else None
        if leaflet is not None:
            found = [replace(one, severity=Severity.WARNING) for one in found]
        report += found
        return leaflet

    def _load(self, folder: Path, locale: str, report: list[Diagnostic]) -> Catalog | None:
        known = {pseudo.value for pseudo in Pseudo}
        return load_catalog(self._folder if locale in known else folder, locale, report)
