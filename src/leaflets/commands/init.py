"""``leaflets init``: a new workspace from the bundled starter."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from leaflets.commands.command import Status, add_command
from leaflets.workspace import create

_INIT = """\
Make a new workspace from the bundled starter: a campaign, its leaflets and their catalogs.

DIR must be empty or not exist yet. Then: leaflets -C DIR build"""


def add(commands: Any) -> None:
    """Add the command to the command line."""
    init = add_command(commands, "init", "make a new workspace", _INIT, "")
    init.set_defaults(command=_init)
    init.add_argument("folder", type=Path, metavar="DIR", help="the folder to fill")


def _init(options: argparse.Namespace) -> int:
    create(options.folder)
    print(f"The workspace is ready. Build it with: leaflets -C {options.folder} build")
    return Status.WELL
