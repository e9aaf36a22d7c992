"""The manifest of a run: what was made, one line of JSON for each file, written as it goes.

The first line says what the files were made from; a run resumes only upon the same. The lines
of a record are written when all its files are whole, in the order of the records, so that a
manifest depends on nothing but its input. What a killed run left half written is cut off.
"""

from __future__ import annotations

import errno
import json
import sys
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from types import TracebackType

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


class Manifest:
    """The manifest in ``folder``, open for one run alone; ``done`` records of ``files`` files each
    are whole already.

    Raises BlockingIOError when another run has it open.
    """

    def __init__(self, folder: Path, inputs: str, files: int, *, resume: bool) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._file = (folder / FILE).open("a+b")
        self._lock()
        self.done, end = self._whole(inputs, files) if resume else (0, 0)
        self._file.truncate(end)
        if not end:
            self._file.write(_head(inputs))
            self._file.flush()

    def __enter__(self) -> Manifest:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._file.close()

    def add(self, entries: Iterable[Entry]) -> None:
        """Write the lines of a record; FileNotFoundError when the manifest is no longer there."""
        if not (self._folder / FILE).exists():
            message = "the folder vanished while files were written to it"
            raise FileNotFoundError(errno.ENOENT, message, str(self._folder))
        lines = (f"{json.dumps(asdict(entry), ensure_ascii=False)}\n" for entry in entries)
        self._file.write("".join(lines).encode())
        self._file.flush()

    def _lock(self) -> None:
        if sys.platform != "win32":
            try:
                fcntl.flock(self._file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                self._file.close()
                message = "another run is writing into this folder"
                raise BlockingIOError(errno.EAGAIN, message, str(self._folder)) from None

    def _whole(self, inputs: str, files: int) -> tuple[int, int]:
        """Return how many records are there as they were written, and where their lines end."""
        self._file.seek(0)
        if self._file.readline() != _head(inputs):
            return 0, 0
        done, end, at = 0, len(_head(inputs)), len(_head(inputs))
        for count, line in enumerate(self._file, start=1):
            if not line.endswith(b"\n") or not self._stands(_entry(line)):
                break
            at += len(line)
            if count % files == 0:
                done, end = count // files, at
        return done, end

    def _stands(self, entry: Entry) -> bool:
        if entry.state != "written":
            return True
        try:
            content = (self._folder / entry.file).read_bytes()
        except OSError:
            return False
        return sha256(content).hexdigest() == entry.sha256


def _entry(line: bytes) -> Entry:
    return Entry(**json.loads(line))


def _head(inputs: str) -> bytes:
    return json.dumps({"manifest": 1, "inputs": inputs}).encode() + b"\n"
