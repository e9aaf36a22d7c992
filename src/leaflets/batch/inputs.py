"""What the files of a run depend on, as one digest.

Input: the plan and the table; output: a SHA-256 over the program's version, the plan and every file
of the campaign, the templates and the catalogs.
"""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

from leaflets.batch.records import Table
from leaflets.batch.work import Plan


def digest(plan: Plan, table: Table) -> str:
    """Return the digest."""
    workspace = plan.workspace
    said = sha256(version("leaflets").encode())
    names = (*plan.templates, *plan.locales, *(edition.value for edition in plan.editions))
    said.update(repr((names, table.encoding.value, table.key)).encode())
    folders = [workspace.campaigns / plan.campaign, workspace.templates]
    folders += [workspace.locales / locale for locale in plan.locales]
    for path in (table.path, *(path for folder in folders for path in _files(folder))):
        content = path.read_bytes()
        said.update(repr((path.name, len(content))).encode())
        said.update(content)
    return said.hexdigest()


def _files(folder: Path) -> Iterator[Path]:
    yield from sorted(path for path in folder.rglob("*") if path.is_file())
