"""A workspace: the folder that holds campaigns/, locales/, templates/ and out/.

Input: its path; output: the names in it and where each stands. A name is a folder's name, so that
no name, whoever wrote it, leads out of the workspace. ``create`` makes a new one from the starter
that the package carries.
"""

from __future__ import annotations

import difflib
import re
import shutil
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from importlib.resources import as_file, files
from importlib.resources.abc import Traversable
from pathlib import Path

FOLDERS = ("campaigns", "locales", "templates")
"""What a workspace is made of; ``out`` comes with the first build."""

_NAME = re.compile(r"[^\W_][\w.+-]*")
"""A name a user may choose; a leading underscore marks shared folders such as ``_parts``."""

_SKIPPED = shutil.ignore_patterns(".*", "__pycache__")


class UsageError(Exception):
    """A request that cannot be carried out as it was typed; the text says what to type instead."""


@dataclass(frozen=True, slots=True)
class Workspace:
    """A workspace at ``root``, a path as the user gave it, so that messages show it that way."""

    root: Path

    @property
    def campaigns(self) -> Path:
        return self.root / "campaigns"

    @property
    def locales(self) -> Path:
        return self.root / "locales"

    @property
    def templates(self) -> Path:
        return self.root / "templates"

    @property
    def themes(self) -> Path:
        return self.templates / "_themes"

    @property
    def out(self) -> Path:
        return self.root / "out"

    def campaign_names(self) -> tuple[str, ...]:
        return self._names(self.campaigns, "campaign.yaml")

    def template_names(self) -> tuple[str, ...]:
        return self._names(self.templates, "template.yaml")

    def locale_names(self) -> tuple[str, ...]:
        return self._names(self.locales, "LC_MESSAGES")

    def theme_names(self) -> tuple[str, ...]:
        return tuple(sorted(path.stem for path in self.themes.glob("[!.]*.yaml")))

    def _names(self, folder: Path, sign: str) -> tuple[str, ...]:
        """Return the names of folders in ``folder`` that hold ``sign``, all inside ``root``."""
        if not folder.is_dir():
            return ()
        top = self.root.resolve()
        return tuple(
            sorted(
                path.name
                for path in folder.iterdir()
                if _NAME.fullmatch(path.name)
                and (path / sign).exists()
                and path.resolve().is_relative_to(top)
            )
        )


def open_workspace(root: Path) -> Workspace:
    """Return the workspace at ``root``; UsageError when there is none."""
    workspace = Workspace(root)
    if not workspace.campaigns.is_dir():
        place = "the current folder" if root == Path() else f"{root}"
        raise UsageError(
            f"{place} is no workspace: it has no campaigns folder; "
            "go to one, name one with -C DIR, or make one with: leaflets init DIR"
        )
    return workspace


def choose(kind: str, wanted: Iterable[str], known: Collection[str]) -> tuple[str, ...]:
    """Return ``wanted`` as ``known`` spells it, each name once; UsageError on an unknown one.

    Case does not matter, nor whether a locale is written with ``-`` or ``_``.
    """
    spelling = {_fold(name): name for name in sorted(known)}
    for name in wanted:
        if _fold(name) not in spelling:
            raise UsageError(f"unknown {kind} {name!r}; {advice(kind, name, known)}")
    return tuple(dict.fromkeys(spelling[_fold(name)] for name in wanted))


def create(folder: Path) -> None:
    """Fill ``folder`` with the starter.

    UsageError when something is in it already or it is a file; OSError when it cannot be written.
    """
    if folder.exists() and not folder.is_dir():
        raise UsageError(f"{folder} is a file; name a folder that is empty or does not exist yet")
    if folder.is_dir() and any(folder.iterdir()):
        raise UsageError(
            f"{folder} is not empty; name a folder that is empty or does not exist yet"
        )
    starter = _starter()
    try:
        for name in FOLDERS:
            with as_file(starter / name) as source:
                shutil.copytree(
                    source, folder / name, ignore=_SKIPPED, copy_function=shutil.copyfile
                )
    except BaseException:
        for name in FOLDERS:  # half a workspace would stand in the way of a second try
            shutil.rmtree(folder / name, ignore_errors=True)
        raise


def _starter() -> Traversable:
    """Return the starter that the wheel carries, or, in a checkout, the checkout's own folders."""
    package = files("leaflets")
    carried = package / "starter"
    if carried.is_dir():
        return carried
    checkout = Path(str(package)).parents[1]
    if not all((checkout / name).is_dir() for name in FOLDERS):
        raise FileNotFoundError(f"the starter is missing from {package}; install leaflets again")
    return checkout


def advice(kind: str, name: str, known: Collection[str]) -> str:
    """Return what to write instead of the unknown ``name``: the nearest name, or all there are."""
    spelling = {_fold(there): there for there in sorted(known)}
    near = difflib.get_close_matches(_fold(name), spelling, n=1)
    if near:
        return f"did you mean {spelling[near[0]]!r}?"
    if not spelling:
        return f"this workspace has no {kind} at all"
    return f"there is: {', '.join(spelling.values())}"


def _fold(name: str) -> str:
    return name.casefold().replace("-", "_")
