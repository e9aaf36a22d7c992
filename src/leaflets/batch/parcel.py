"""The files of a workspace as one parcel, for machines that do not have them.

Input: files below a root; output: a ZIP whose bytes depend on names and contents alone, with its
digest; and back. What arrives is unpacked only if it is what was sent.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo


@dataclass(frozen=True, slots=True)
class Parcel:
    """A ZIP and its SHA-256."""

    content: bytes
    digest: str


def pack(root: Path, paths: Iterable[Path]) -> Parcel:
    """Return the files at ``paths``, all of them below ``root``, as a parcel."""
    packed = io.BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        for path in paths:
            # Of no day: files that say the same make the same parcel.
            name = ZipInfo(path.relative_to(root).as_posix())
            name.compress_type = ZIP_DEFLATED
            archive.writestr(name, path.read_bytes())
    content = packed.getvalue()
    return Parcel(content, sha256(content).hexdigest())


def unpack(parcel: Parcel, folder: Path) -> None:
    """Write the files below ``folder``; ValueError when the parcel is not what was sent."""
    if sha256(parcel.content).hexdigest() != parcel.digest:
        raise ValueError("the campaign's files did not arrive as they were sent")
    with ZipFile(io.BytesIO(parcel.content)) as archive:
        archive.extractall(folder)
