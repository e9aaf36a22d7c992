"""What happens while files are watched, as values for whoever tells it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from leaflets.diagnostics import Diagnostic
from leaflets.pipeline import BuiltFile
from leaflets.plan import Job


@dataclass(frozen=True, slots=True)
class Saved:
    """Files were saved; ``messages`` of catalogs changed (None: it cannot be told how many), and
    ``leaflets`` will be made anew."""

    paths: tuple[Path, ...]
    messages: int | None
    leaflets: int


@dataclass(frozen=True, slots=True)
class Built:
    """A file was written; ``pages``, counted from 1, show a message that changed."""

    file: BuiltFile
    pages: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Refused:
    """A leaflet was not written and has ``errors``; the file of the last good build stays."""

    job: Job
    errors: int


@dataclass(frozen=True, slots=True)
class Shown:
    """A leaflet shows a message on ``pages``, counted from 1."""

    template: str
    locale: str
    pages: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Problem:
    """Something is wrong: ``id`` is that of the check that says so, empty where a build does;
    ``shown`` where the leaflets show the message."""

    diagnostic: Diagnostic
    id: str = ""
    shown: tuple[Shown, ...] = ()

    @property
    def identity(self) -> tuple[str, str]:
        """What stays when lines are added above, or when two leaflets or a check say the same."""
        message = self.diagnostic.message.removesuffix(f" [{self.id}]")
        return self.diagnostic.location.path, message


@dataclass(frozen=True, slots=True)
class Rest:
    """Everything is up to date: ``files`` were written ``seconds`` after the last save, and
    ``errors`` and ``warnings`` stand."""

    files: int
    errors: int
    warnings: int
    seconds: float


Event = Saved | Built | Refused | Problem | Rest
