"""Finished files of a batch: each appears whole under its name or not at all.

Input: names and bytes; output: files below a place. A folder's file is written beside its name and
renamed; an object of a store appears with the last byte of its upload. Unlike ``output`` nothing
waits for the disk, since a lost file costs milliseconds to make again and the manifest tells which:
after a power cut, ``--resume`` compares every file with its digest.
"""

from __future__ import annotations

import errno
import secrets
from collections.abc import Iterable
from contextlib import suppress
from hashlib import md5
from pathlib import Path
from typing import Protocol

from leaflets.batch.place import Place, Url, folder, open_url, told_of
from leaflets.output import PREFIX, SUFFIX, sweep


class Sink(Protocol):
    """Takes finished files."""

    def write(self, name: str, content: bytes) -> str:
        """Write ``content`` to ``name``; return what a listing of the place will show of it.

        OSError leaves what stood there.
        """
        ...

    def flush(self) -> None:
        """Return when everything written has arrived."""
        ...


class FolderSink:
    """Writes files below ``root``; makes folders as they are needed."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._folders: set[Path] = set()
        # Workers on other machines may write into the same folder, under the same process number.
        self._part = f"{PREFIX}{secrets.token_hex(8)}{SUFFIX}"

    def write(self, name: str, content: bytes) -> str:
        """Write ``content`` to ``name``; a listing shows nothing of it."""
        target = self._root / name
        folder = target.parent
        if folder not in self._folders:
            self._open(folder)
        temporary = folder / self._part
        try:
            with temporary.open("wb") as file:
                file.write(content)
            temporary.replace(target)
        except BaseException as error:
            with suppress(OSError):
                temporary.unlink(missing_ok=True)
            if isinstance(error, OSError):
                error.filename, error.filename2 = str(target), None  # what the user knows
            raise
        return ""

    def flush(self) -> None:
        """Do nothing: every file is there."""

    def _open(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        if not folder.resolve().is_relative_to(self._root.resolve()):
            message = f"the folder leads out of {self._root}"
            raise PermissionError(errno.EPERM, message, str(folder))
        self._folders.add(folder)


class UrlSink:
    """Writes objects below ``url``, many at a time."""

    def __init__(self, url: Url) -> None:
        self._url = url
        self._files, self._root = open_url(url)
        self._waiting: dict[str, bytes] = {}

    def write(self, name: str, content: bytes) -> str:
        """Keep ``content`` for ``flush``; return the entity tag that S3 gives it."""
        self._waiting[f"{self._root}/{name}"] = content
        return md5(content, usedforsecurity=False).hexdigest()

    def flush(self) -> None:
        """Upload what was written."""
        with told_of(self._url):
            self._files.pipe(self._waiting)
        self._waiting = {}


class Carrier:
    """Keeps files in memory, for a worker that cannot reach the place they belong."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}

    def write(self, name: str, content: bytes) -> str:
        """Keep ``content`` under ``name``; a listing shows nothing of it."""
        self.files[name] = content
        return ""

    def flush(self) -> None:
        """Do nothing: the files are taken from ``files``."""


def open_sink(where: Place) -> Sink:
    """Return what writes to a place."""
    root = folder(where)
    if root is not None:
        return FolderSink(root)
    assert isinstance(where, Url)
    return UrlSink(where)


def sweep_parts(where: Place, folders: Iterable[str]) -> None:
    """Remove what killed runs left in ``folders`` of a place; objects of a store leave nothing."""
    root = folder(where)
    for name in folders if root is not None else ():
        assert root is not None
        sweep(root / name)
