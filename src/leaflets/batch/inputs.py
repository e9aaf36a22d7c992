"""What the files of a run depend on: which files, and a digest of everything.

Input: the plan and the table; output: paths in the workspace, and a SHA-256 over the versions of
the programs that make the bytes, the plan, the table, what the campaign says, and those files that
the plan's templates can read. What merely lies beside them, and the campaign's order, changes no
byte of a leaflet.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from hashlib import file_digest, sha256
from pathlib import Path

from leaflets.batch.program import versions
from leaflets.batch.records import Table
from leaflets.batch.work import Plan
from leaflets.campaign import Campaign
from leaflets.document.load import load_theme

_PICTURES = (".png", ".jpg", ".jpeg")
_SIGNS = (b"\x89PNG", b"\xff\xd8\xff")
"""How the names of pictures end, and how pictures begin whatever their names."""

_ASIDE = ("order", "templates", "editions")
"""What a campaign says that no leaflet shows, unless a template reads it."""


def digest(plan: Plan, table: Table, campaign: Campaign) -> str:
    """Return the digest."""
    names = (*plan.templates, *plan.locales, *(edition.value for edition in plan.editions))
    said = sha256(repr((versions(), names, table.encoding.value, table.key)).encode())
    paths = _unique(_read_files(plan, campaign), table)
    said.update(repr(_shown(campaign, [path for path in paths if path.suffix == ".j2"])).encode())
    root = plan.workspace.root
    named = [(table.path.name, table.path)]
    named += [(path.relative_to(root).as_posix(), path) for path in paths]
    for name, path in named:
        with path.open("rb") as file:
            said.update(repr((name, file_digest(file, "sha256").hexdigest())).encode())
    return said.hexdigest()


def input_files(plan: Plan, campaign: Campaign, table: Table) -> Iterator[Path]:
    """Yield the files with which another machine makes leaflets as here, but for the table."""
    workspace = plan.workspace
    folders = [workspace.campaigns / plan.campaign, workspace.templates]
    folders += [workspace.locales / locale for locale in _locales(plan, campaign)]
    found = (one for folder in folders for one in _files(folder))
    yield from _unique((*found, *_fonts(plan, campaign)), table)


def _read_files(plan: Plan, campaign: Campaign) -> Iterator[Path]:
    """Yield the files that the plan's templates can read: shared folders begin with ``_``."""
    workspace = plan.workspace
    yield from _pictures(workspace.campaigns / plan.campaign, campaign)
    for folder in sorted(workspace.templates.iterdir()):
        if folder.name in plan.templates or folder.name.startswith("_"):
            yield from _files(folder)
    for locale in _locales(plan, campaign):
        yield from sorted((workspace.locales / locale / "LC_MESSAGES").glob("*.po"))
    yield from _fonts(plan, campaign)


def _pictures(folder: Path, campaign: Campaign) -> Iterator[Path]:
    """Yield the files in a campaign's folder that it names, and all pictures: a template may show
    any of them."""
    profile = campaign.press.profile
    named = (campaign.issuer.emblem, profile.file if profile else None)
    yield from (folder / name for name in named if name)
    yield from (path for path in _files(folder) if _is_picture(path))


def _is_picture(path: Path) -> bool:
    if path.suffix.lower() in _PICTURES:
        return True
    with path.open("rb") as file:
        return file.read(4).startswith(_SIGNS)


def _shown(campaign: Campaign, markup: Iterable[Path]) -> Campaign:
    """Return the campaign without what no template reads."""
    words = {word for path in markup for word in re.findall(rb"\w+", path.read_bytes())}
    plain: Campaign = replace(campaign, order=None, templates=(), editions=())
    kept = {name: getattr(campaign, name) for name in _ASIDE if name.encode() in words}
    return replace(plain, **kept)


def _locales(plan: Plan, campaign: Campaign) -> list[str]:
    # A template with several places shows the campaign's other languages too.
    return sorted({*plan.locales, *campaign.languages})


def _unique(paths: Iterable[Path], table: Table) -> list[Path]:
    """Return every file once, and not the table."""
    known = {table.path.resolve(): table.path}
    for path in paths:
        known.setdefault(path.resolve(), path)
    return list(known.values())[1:]


def _fonts(plan: Plan, campaign: Campaign) -> Iterator[Path]:
    """Yield the theme's font files that stand in the workspace."""
    theme = load_theme(plan.workspace.themes / f"{campaign.theme}.yaml", [])
    for family in sorted(theme.families) if theme else ():
        assert theme is not None
        for name in theme.families[family].values():
            path = plan.workspace.root / name
            if ":" not in name and path.is_file():
                yield path


def _files(folder: Path) -> Iterator[Path]:
    """Yield the files in a folder but for hidden ones and those that mark a file as open."""
    found = (path for path in folder.rglob("*") if not path.name.startswith((".", "~$")))
    yield from sorted(path for path in found if path.is_file())
