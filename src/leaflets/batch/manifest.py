"""The manifest of a run: what was made, one line of JSON for each file, written as it goes.

The first line says what the files were made from; a run resumes only upon the same. The lines
of a record are written when all its files are whole, in the order of the records, so that a
manifest depends on nothing but its input. What a killed run left half written is cut off. This is
the manifest of a folder; ``segments`` has that of a place to which nothing can be appended.
"""

from __future__ import annotations

import errno
import json
import os
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from types import TracebackType
from typing import Protocol

if sys.platform != "win32":
    import fcntl

FILE = "manifest.jsonl"


@dataclass(frozen=True, slots=True)
class Entry:
    """A file of a record; ``state`` is ``written`` or ``refused`` (then it has no digest)."""

    record: str
    language: str
    edition: str
    file: str
    sha256: str
    state: str

    def line(self, tag: str = "") -> bytes:
        """Return the entry as a line, with what a listing shows of the file if it shows any."""
        known = {name: getattr(self, name) for name in self.__slots__}
        if tag:
            known["etag"] = tag
        return json.dumps(known, ensure_ascii=False).encode() + b"\n"


class Manifest(Protocol):
    """A manifest, open for one run alone; ``done`` records are whole already."""

    done: int

    def add(self, lines: bytes) -> None:
        """Write the lines of a record."""
        ...

    def finish(self) -> None:
        """Say that every record has been dealt with."""
        ...


class FolderManifest:
    """The manifest in ``folder``; ``done`` records of ``files`` files each are whole already.

    Raises BlockingIOError when another run has it open.
    """

    def __init__(self, folder: Path, inputs: str, files: int, *, resume: bool) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._file = (folder / FILE).open("a+b", buffering=0)
        self._lock()
        self.done, end = self._whole(inputs, files) if resume else (0, 0)
        self._file.truncate(end)
        if not end:
            self._file.write(head(inputs))

    def __enter__(self) -> FolderManifest:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._file.close()

    def add(self, lines: bytes) -> None:
        """Write the lines of a record; FileNotFoundError when the manifest is no longer there."""
        if not os.fstat(self._file.fileno()).st_nlink:
            message = "the folder vanished while files were written to it"
            raise FileNotFoundError(errno.ENOENT, message, str(self._folder))
        rest = memoryview(lines)
        while rest:
            rest = rest[self._file.write(rest) :]

    def finish(self) -> None:
        """Do nothing: every line is written."""

    def _lock(self) -> None:
        if sys.platform != "win32":
            try:
                fcntl.flock(self._file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                self._file.close()
                message = "another run is writing into this folder"
                raise BlockingIOError(errno.EAGAIN, message, str(self._folder)) from None

    def _whole(self, inputs: str, files: int) -> tuple[int, int]:
        with (self._folder / FILE).open("rb") as file:
            if file.readline() != head(inputs):
                return 0, 0
            done, end = whole(file, files, self._stands)
            return done, end + len(head(inputs))

    def _stands(self, line: bytes) -> bool:
        entry = entry_of(line)
        if entry.state != "written":
            return True
        try:
            content = (self._folder / entry.file).read_bytes()
        except OSError:
            return False
        return sha256(content).hexdigest() == entry.sha256


def head(inputs: str) -> bytes:
    """Return the first line of a manifest."""
    return json.dumps({"manifest": 1, "inputs": inputs}).encode() + b"\n"


def entry_of(line: bytes) -> Entry:
    """Return the entry of a line."""
    known = json.loads(line)
    return Entry(**{name: known[name] for name in Entry.__slots__})


def whole(lines: Iterable[bytes], files: int, stands: Callable[[bytes], bool]) -> tuple[int, int]:
    """Return how many records of ``files`` files stand as ``lines`` say, and where they end."""
    done = end = at = 0
    for count, line in enumerate(lines, start=1):
        if not line.endswith(b"\n") or not stands(line):
            break
        at += len(line)
        if count % files == 0:
            done, end = count // files, at
    return done, end
