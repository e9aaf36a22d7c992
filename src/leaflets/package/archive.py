"""A zip file that depends on nothing but its content (APPNOTE 6.3.10).

Files stand in it in the order in which they are added, at the first moment that zip knows, stored
as they are: PDFs are deflated already, and libraries do not agree on how to deflate.
"""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from typing import IO
from zipfile import ZIP_STORED, ZipFile, ZipInfo

_FIRST = (1980, 1, 1, 0, 0, 0)
_READABLE = 0o100644 << 16
_UNIX = 3
_PORTION = 2**20


class Archive:
    """A zip file in the making, below ``folder`` if that is given."""

    def __init__(self, file: IO[bytes], folder: str = "") -> None:
        self._zip = ZipFile(file, "w", ZIP_STORED)
        self._folder = f"{folder}/" if folder else ""

    def add(self, name: str, content: bytes) -> None:
        """Add a file of this content."""
        self._zip.writestr(self._entry(name), content)

    def copy(self, name: str, path: Path) -> str:
        """Add the file at ``path``, which may be larger than memory; return its SHA-256."""
        entry = self._entry(name)
        entry.file_size = path.stat().st_size
        said = sha256()
        with path.open("rb") as source, self._zip.open(entry, "w") as target:
            while portion := source.read(_PORTION):
                said.update(portion)
                target.write(portion)
        return said.hexdigest()

    def close(self) -> None:
        """Write the list of files."""
        self._zip.close()

    def _entry(self, name: str) -> ZipInfo:
        entry = ZipInfo(self._folder + name, _FIRST)
        entry.create_system = _UNIX
        entry.external_attr = _READABLE
        return entry
