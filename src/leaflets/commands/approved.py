"""The rooms with a guard: a leaflet in a language whose approval does not hold is refused."""

from __future__ import annotations

from leaflets.diagnostics import Diagnostic
from leaflets.layout.page import Leaflet
from leaflets.plan import Job
from leaflets.rooms import Rooms
from leaflets.workspace import Workspace


class ApprovedRooms(Rooms):
    """Rooms that lay out approved languages only."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._locales = workspace.locales

    def leaflet(self, job: Job, report: list[Diagnostic]) -> Leaflet | None:
        """Return the laid-out leaflet; None when its language is not approved as it stands."""
        from leaflets.catalogs.approval import approval_faults

        faults = approval_faults(self._locales, job.locale)
        report += faults
        return None if faults else super().leaflet(job, report)
