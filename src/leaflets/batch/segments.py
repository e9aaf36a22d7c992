"""The manifest of a place on a store, where an object is written whole and nothing is appended.

While a run goes on, its lines stand in segments, ``manifest-<generation>-<number>.jsonl``, one
every few seconds; at its end they become ``manifest.jsonl``. A run that resumes begins a new
generation with a copy of what stands, so that at any moment the newest generation is complete. A
line has one more field here, ``etag``: the MD5 by which S3 lists an object. What is whole is then
found by listing; an object that a store lists otherwise is read and compared with its SHA-256.
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from hashlib import blake2b, sha256
from types import TracebackType

from leaflets.batch.lock import UrlLock
from leaflets.batch.manifest import FILE, entry_of, head, whole
from leaflets.batch.place import Url, open_url, told_of

_EVERY = 5.0
"""Seconds between two segments: what a killed run makes again at most."""

_MOST = 4 << 20
"""Bytes of a segment."""

_SEGMENT = re.compile(r"manifest-(\d{6})-(\d{6})\.jsonl")


class UrlManifest:
    """The manifest at ``url``; ``done`` records of ``files`` files each are whole already.

    Raises BlockingIOError when another run has it open.
    """

    def __init__(self, url: Url, inputs: str, files: int, *, resume: bool) -> None:
        self._url = url
        self._files, self._path = open_url(url)
        self._lock = UrlLock(self._files, self._path, url)
        self._generation, self._number = 1, 0
        self._waiting = bytearray()
        self._since = time.monotonic()
        try:
            with told_of(url):
                self.done = self._begin(inputs, files, resume=resume)
        except BaseException:
            self._lock.release()
            raise

    def __enter__(self) -> UrlManifest:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if not isinstance(error, OSError):  # the place may be what is wrong
            with suppress(OSError):
                self._flush()
        self._lock.release()

    def add(self, lines: bytes) -> None:
        """Take the lines of a record; OSError when the place is lost or does not answer."""
        self._lock.demand()
        self._waiting += lines
        if len(self._waiting) > _MOST or time.monotonic() - self._since > _EVERY:
            self._flush()

    def finish(self) -> None:
        """Make one manifest of the segments."""
        self._flush()
        with told_of(self._url):
            segments = self._segments()
            self._copy(segments, self._place(FILE))
            self._remove(segments)

    def _begin(self, inputs: str, files: int, *, resume: bool) -> int:
        """Return how many records are whole; begin a new generation that says so."""
        before = self._present()
        sources = [FILE] if FILE in before else self._segments()
        self._generation = max((_numbers(name)[0] for name in before if name != FILE), default=0)
        done, size = self._whole(sources, inputs, files) if resume and sources else (0, 0)
        self._generation += 1
        first = self._place(_name(self._generation, 0))
        if done:
            self._copy(sources, first, len(head(inputs)) + size)
        else:
            # What stands there says no longer what the files are.
            self._remove([name for name in before if name == FILE])
            self._files.pipe_file(first, head(inputs))
        self._remove(before)
        return done

    def _whole(self, sources: Sequence[str], inputs: str, files: int) -> tuple[int, int]:
        lines = self._lines(sources)
        if next(lines, b"") != head(inputs):
            return 0, 0
        listed = self._listed()
        return whole(lines, files, lambda line: self._stands(line, listed))

    def _stands(self, line: bytes, listed: set[int]) -> bool:
        entry = entry_of(line)
        if (
            entry.state != "written"
            or _mark(entry.file, json.loads(line).get("etag", "")) in listed
        ):
            return True
        try:
            content = self._files.cat_file(self._place(entry.file))
        except FileNotFoundError:
            return False
        return sha256(content).hexdigest() == entry.sha256

    def _listed(self) -> set[int]:
        """Return a mark of every object with its entity tag; nothing where no tag is listed."""
        if not hasattr(self._files, "call_s3"):
            return set()
        bucket, prefix, _ = self._files.split_path(f"{self._path}/")
        found: set[int] = set()
        more = {"Bucket": bucket, "Prefix": prefix}
        while more:
            page = self._files.call_s3("list_objects_v2", **more)
            for one in page.get("Contents", ()):
                found.add(_mark(one["Key"].removeprefix(prefix), one["ETag"].strip('"')))
            token = page.get("NextContinuationToken")
            more = {**more, "ContinuationToken": token} if token else {}
        return found

    def _flush(self) -> None:
        """Write what is waiting as the next segment."""
        self._lock.demand()
        if self._waiting:
            self._number += 1
            with told_of(self._url):
                name = self._place(_name(self._generation, self._number))
                self._files.pipe_file(name, bytes(self._waiting))
            self._waiting.clear()
        self._since = time.monotonic()

    def _lines(self, sources: Sequence[str]) -> Iterator[bytes]:
        for name in sources:
            with self._files.open(self._place(name), "rb") as file:
                yield from file

    def _copy(self, sources: Sequence[str], target: str, size: int | None = None) -> None:
        """Write the first ``size`` bytes of ``sources`` as one object."""
        file = self._files.open(target, "wb", autocommit=False)
        try:
            for line in self._lines(sources):
                if size is not None:
                    if size <= 0:
                        break
                    size -= len(line)
                file.write(line)
            file.close()
            file.commit()
        except BaseException:
            file.discard()
            raise

    def _present(self) -> list[str]:
        """Return the names of manifest and segments that are there."""
        try:
            found = self._files.ls(self._path, detail=False)
        except FileNotFoundError:
            return []
        names = (str(one).rpartition("/")[2] for one in found)
        return sorted(name for name in names if name == FILE or _SEGMENT.fullmatch(name))

    def _segments(self) -> list[str]:
        """Return the segments of the newest generation in their order."""
        found = [name for name in self._present() if name != FILE]
        newest = max((_numbers(name)[0] for name in found), default=0)
        return [name for name in found if _numbers(name)[0] == newest]

    def _remove(self, names: Sequence[str]) -> None:
        for name in names:
            with suppress(FileNotFoundError):
                self._files.rm_file(self._place(name))

    def _place(self, name: str) -> str:
        return f"{self._path}/{name}"


def _name(generation: int, number: int) -> str:
    return f"manifest-{generation:06}-{number:06}.jsonl"


def _numbers(name: str) -> tuple[int, int]:
    found = _SEGMENT.fullmatch(name)
    assert found
    return int(found[1]), int(found[2])


def _mark(name: str, tag: str) -> int:
    return int.from_bytes(blake2b(f"{name}\0{tag}".encode(), digest_size=8).digest())
