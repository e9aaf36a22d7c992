"""A lock for a place on a store, where no system keeps one: one run writes there at a time.

Theory of operation: a run makes an object ``lock-<number>`` that was not there (S3: PUT with
If-None-Match) and writes it anew every few seconds. Another run that finds one watches it for a
while: if it changes, its run lives and the place is taken; if not, its run was killed, and the
other goes on with the next number. The highest number holds the place, so that a run which was
taken for dead sees it at its next beat and stops.
"""

from __future__ import annotations

import errno
import secrets
import threading
import time
from contextlib import suppress
from typing import Any

from leaflets.batch.place import Url, told_of

_BEAT = 2.0
"""Seconds between two signs of life."""

_PATIENCE = 7.0
"""Seconds without a sign of life after which a run counts as dead."""

_NAME = "lock-"


class UrlLock:
    """Holds ``path``, which ``url`` names, from the beginning until ``release``.

    Raises BlockingIOError when another run holds it.
    """

    def __init__(self, files: Any, path: str, url: Url) -> None:
        self._files, self._path, self._url = files, path, url
        self._token = secrets.token_hex(8)
        self._beats = 0
        self._lost: OSError | None = None
        with told_of(url):
            old = self._held()
            self._wait_for_death(old)
            self._number = max(old, default=0) + 1
            self._own = f"{path}/{_NAME}{self._number:06}"
            try:
                files.pipe_file(self._own, self._token.encode(), mode="create")
            except FileExistsError:
                raise self._taken() from None
            for number in old:
                files.rm_file(f"{path}/{_NAME}{number:06}")
        self._ended = threading.Event()
        threading.Thread(target=self._live, daemon=True).start()

    def demand(self) -> None:
        """Raise OSError when the place is no longer ours."""
        if self._lost is not None:
            raise self._lost

    def release(self) -> None:
        """Let others write there."""
        self._ended.set()
        with suppress(Exception):
            self._files.rm_file(self._own)

    def _held(self) -> list[int]:
        """Return the numbers of the locks that are there."""
        start = f"{self._path}/{_NAME}"
        try:
            found = [str(name) for name in self._files.ls(self._path, detail=False, refresh=True)]
        except FileNotFoundError:
            return []
        return [int(name.removeprefix(start)) for name in found if name.startswith(start)]

    def _wait_for_death(self, old: list[int]) -> None:
        """Return when no lock of ``old`` changes any more; BlockingIOError when one does."""
        if not old:
            return
        name = f"{self._path}/{_NAME}{max(old):06}"
        with suppress(FileNotFoundError):
            before = self._files.cat_file(name)
            until = time.monotonic() + _PATIENCE
            while time.monotonic() < until:
                time.sleep(_PATIENCE / 20)
                if self._files.cat_file(name) != before:
                    raise self._taken()

    def _live(self) -> None:
        last = time.monotonic()
        while not self._ended.wait(_BEAT):
            try:
                if max(self._held(), default=0) != self._number:
                    self._lost = self._taken()
                    return
                self._beats += 1
                self._files.pipe_file(self._own, f"{self._token} {self._beats}".encode())
                last = time.monotonic()
            except Exception:  # the place may answer again
                if time.monotonic() - last > _PATIENCE / 2:
                    self._lost = OSError(errno.EIO, "the place no longer answers", str(self._url))
                    return

    def _taken(self) -> OSError:
        return BlockingIOError(errno.EAGAIN, "another run is writing there", str(self._url))
