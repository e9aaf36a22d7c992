"""What the files of a run depend on: which files, and a digest of everything.

Input: the plan and the table; output: paths in the workspace, and a SHA-256 over the versions of
the programs that make the bytes, the plan, the table and those files.
"""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import file_digest, sha256
from pathlib import Path

from leaflets.batch.program import versions
from leaflets.batch.records import Table
from leaflets.batch.work import Plan
from leaflets.campaign import Campaign
from leaflets.document.load import load_theme


def digest(plan: Plan, table: Table, campaign: Campaign) -> str:
    """Return the digest."""
    names = (*plan.templates, *plan.locales, *(edition.value for edition in plan.editions))
    said = sha256(repr((versions(), names, table.encoding.value, table.key)).encode())
    for path in (table.path, *input_files(plan, campaign, table)):
        with path.open("rb") as file:
            said.update(repr((path.name, file_digest(file, "sha256").hexdigest())).encode())
    return said.hexdigest()


def input_files(plan: Plan, campaign: Campaign, table: Table) -> Iterator[Path]:
    """Yield the files of the workspace that leaflets are made from, but for the table."""
    workspace = plan.workspace
    folders = [workspace.campaigns / plan.campaign, workspace.templates]
    # A template with several places shows the campaign's other languages too.
    locales = sorted({*plan.locales, *campaign.languages})
    folders += [workspace.locales / locale for locale in locales]
    known = {table.path.resolve()}
    for path in (*(one for folder in folders for one in _files(folder)), *_fonts(plan, campaign)):
        if path.resolve() not in known:
            known.add(path.resolve())
            yield path


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
    found = (path for path in folder.rglob("*") if not path.name.startswith("."))
    yield from sorted(path for path in found if path.is_file())
