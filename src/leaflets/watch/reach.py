"""Which leaflets a saved file reaches: paths in, yes or no out.

Catalogs are not among them: their messages are compared one by one (``noting``), and of
``campaign.yaml`` the values. For everything else a leaflet is made anew once too often rather than
once too seldom.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from leaflets.campaign import FILE
from leaflets.catalogs.upkeep import sources
from leaflets.plan import Job
from leaflets.workspace import Workspace

_TABLES = frozenset({".csv", ".xlsx"})
"""Records: they reach what `leaflets merge` makes."""


def catalog_locale(path: Path, workspace: Workspace) -> str:
    """Return the locale whose catalog ``path`` is a file of, empty for any other file."""
    if path.suffix == ".po" and path.is_relative_to(workspace.locales):
        return path.relative_to(workspace.locales).parts[0]
    return ""


class Reach:
    """What ``paths`` reach, none of them a catalog."""

    def __init__(self, paths: Iterable[Path], workspace: Workspace) -> None:
        self._paths = tuple(path.relative_to(workspace.root) for path in paths)
        parts = any(path.parts[1].startswith("_") for path in self._paths)
        self._sources = _sources(workspace.root) if parts else {}

    def __contains__(self, job: Job) -> bool:
        """Tell whether one of the files reaches the leaflet of ``job``."""
        return any(self._reaches(path, job) for path in self._paths)

    def _reaches(self, path: Path, job: Job) -> bool:
        room, owner = path.parts[:2]
        if room == "campaigns":
            return owner == job.name and path.name != FILE and path.suffix not in _TABLES
        if room != "templates":
            return False
        if path.name.endswith(".j2") and owner.startswith("_") and self._is_known(path):
            return path.as_posix() in self._sources.get(job.template, ())
        return owner == job.template or owner.startswith("_")

    def _is_known(self, path: Path) -> bool:
        """Tell whether somebody names the part; one that was deleted is named by nobody we see."""
        return any(path.as_posix() in files for files in self._sources.values())


def _sources(root: Path) -> Mapping[str, frozenset[str]]:
    """Return what each leaflet is made from.

    Nothing where a file cannot be read, which builds will say: a part that nobody is known to name
    reaches every leaflet.
    """
    try:
        return sources(root)
    except (OSError, UnicodeDecodeError):
        return {}
