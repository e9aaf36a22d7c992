"""Finished files of a batch: each appears whole under its name or not at all.

Unlike ``output`` it does not wait for the disk, since a lost file costs milliseconds to make again
and the manifest tells which: after a power cut, ``--resume`` compares every file with its digest.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from leaflets.output import PREFIX, SUFFIX, sweep


class Sink:
    """Writes files below ``root``; makes folders as they are needed."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._folders: set[Path] = set()

    def write(self, name: str, content: bytes) -> None:
        """Write ``content`` to ``name``; OSError leaves what stood there."""
        target = self._root / name
        folder = target.parent
        if folder not in self._folders:
            self._open(folder)
        temporary = folder / f"{PREFIX}{os.getpid()}{SUFFIX}"
        try:
            with temporary.open("wb") as file:
                file.write(content)
            temporary.replace(target)
        except BaseException:
            with suppress(OSError):
                temporary.unlink(missing_ok=True)
            raise

    def sweep(self, folders: Iterable[str]) -> None:
        """Remove what killed runs left in ``folders``."""
        for folder in folders:
            sweep(self._root / folder)

    def _open(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        if not folder.resolve().is_relative_to(self._root.resolve()):
            message = f"the folder leads out of {self._root}"
            raise PermissionError(errno.EPERM, message, str(folder))
        self._folders.add(folder)
