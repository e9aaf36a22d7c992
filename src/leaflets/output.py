"""Finished files: written whole or not at all.

Input: bytes and the place they belong; output: the file, replaced in one step. A file is written
under a temporary name in its own folder, flushed to the disk and renamed over the old one, so that
a failed or killed run leaves the old file as it was. What a killed run leaves behind is removed by
``sweep``. A temporary file that a living run still writes is locked, and nobody removes it.

Specification: POSIX.1-2017 rename(); flock() as Linux, macOS and the BSDs have it. Windows has no
lock of that kind but refuses to remove an open file, which serves as well.
"""

from __future__ import annotations

import errno
import os
import secrets
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from leaflets.diagnostics import Diagnostic, Location

if sys.platform != "win32":
    import fcntl

PREFIX = ".leaflets-"
SUFFIX = ".part"
"""A temporary file is ``.leaflets-<random>.part``."""

_ATTEMPTS = 5
_OWNER_CAN_MEND = "make the folder writable, or choose another one with --out"
_NO_FOLDER = "a folder is needed there: move the file away, or choose another folder with --out"
_NO_ROOM = "free some space, or choose another folder with --out"
_HINTS = {
    errno.EACCES: _OWNER_CAN_MEND,
    errno.EPERM: _OWNER_CAN_MEND,
    errno.EROFS: _OWNER_CAN_MEND,
    errno.EISDIR: "a folder stands where the file belongs: move it away",
    errno.ENOSPC: _NO_ROOM,
    errno.EDQUOT: _NO_ROOM,
    errno.EFBIG: _NO_ROOM,
}


def write(root: Path, name: str, content: bytes) -> Path:
    """Write ``content`` to ``name`` (with ``/`` between folders) below ``root``; return its path.

    Raises what ``writing`` raises.
    """
    with writing(root, name) as file:
        file.write(content)
    return root / name


@contextmanager
def writing(root: Path, name: str) -> Iterator[IO[bytes]]:
    """Hand out a file to fill, which stands at ``name`` below ``root`` when the block has ended.

    Folders are made as needed. Raises OSError; then, and when the block raises, whatever stood
    there still stands there. PermissionError when a symbolic link would lead the file out of
    ``root``.
    """
    target = root / name
    target.parent.mkdir(parents=True, exist_ok=True)
    if not target.parent.resolve().is_relative_to(root.resolve()):
        raise PermissionError(errno.EPERM, f"the folder leads out of {root}", str(target.parent))
    with _temporary(target.parent) as (descriptor, temporary):
        with os.fdopen(descriptor, "wb", closefd=False) as file:
            yield file
        os.fsync(descriptor)
        if sys.platform == "win32":
            os.close(descriptor)  # an open file cannot be renamed there
        temporary.replace(target)


def sweep(folder: Path) -> None:
    """Remove the temporary files in ``folder`` that no living run is writing; never raises."""
    with suppress(OSError):
        for path in folder.glob(f"{PREFIX}*{SUFFIX}"):
            with suppress(OSError):
                _remove_if_abandoned(path)


def fault(error: OSError, path: Path) -> Diagnostic:
    """Return the diagnostic of ``error``, met while writing ``path``."""
    if error.errno in (errno.EEXIST, errno.ENOTDIR):
        blocking = next((one for one in (path, *path.parents) if one.is_file()), path)
        return Diagnostic(Location(str(blocking)), "this is a file", _NO_FOLDER)
    message = f"cannot be written: {error.strerror or error}"
    culprit = Path(error.filename or path)
    if culprit != path and not culprit.name.startswith(PREFIX):
        message = f"{message} ({culprit})"
    return Diagnostic(Location(str(path)), message, _HINTS.get(error.errno or 0, ""))


@contextmanager
def _temporary(folder: Path) -> Iterator[tuple[int, Path]]:
    """Hand out a new locked file in ``folder``; remove it at the end if it still has its name."""
    descriptor, path = _create(folder)
    try:
        yield descriptor, path
    finally:
        with suppress(OSError):
            os.close(descriptor)
        path.unlink(missing_ok=True)


def _create(folder: Path) -> tuple[int, Path]:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    for _ in range(_ATTEMPTS):
        path = folder / f"{PREFIX}{secrets.token_hex(8)}{SUFFIX}"
        descriptor = os.open(path, flags, 0o666)
        _lock(descriptor)
        # Between creation and lock another run's sweep may have taken the file for abandoned.
        if path.exists():
            return descriptor, path
        os.close(descriptor)
    raise OSError(errno.EAGAIN, "another program keeps removing our temporary files", str(folder))


def _remove_if_abandoned(path: Path) -> None:
    if sys.platform == "win32":
        path.unlink(missing_ok=True)  # refused while a run has it open
        return
    descriptor = os.open(path, os.O_RDWR | os.O_NOFOLLOW)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)  # refused while a run writes it
        path.unlink(missing_ok=True)
    finally:
        os.close(descriptor)


def _lock(descriptor: int) -> None:
    """Lock an open file where the system and the file system know how."""
    if sys.platform != "win32":
        with suppress(OSError):
            fcntl.flock(descriptor, fcntl.LOCK_EX)
