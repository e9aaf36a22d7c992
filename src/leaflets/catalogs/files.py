"""The files that catalogs are read from: which of a folder count, and their text.

Editors and systems put files of their own beside those of a person: Emacs a link that leads nowhere
for each file with unsaved changes (`.#leaflets.po`), macOS a file of attributes (`._leaflets.po`).
None of them is a catalog or a template.
"""

from __future__ import annotations

import re
import shlex
from pathlib import Path

from leaflets.diagnostics import Diagnostic, Faults, Location

_CHARSET = re.compile(rb"Content-Type:[^\n\"]*?charset=([\w.:-]+)", re.IGNORECASE)
_UTF8 = (b"utf-8", b"utf8", b"charset")
"""The last stands in templates that nobody filled in."""


def catalog_files(folder: Path) -> list[Path]:
    """Return the PO files of an ``LC_MESSAGES`` folder, sorted."""
    return visible_files(folder, "*.po")


def visible_files(folder: Path, pattern: str) -> list[Path]:
    """Return the files that match ``pattern`` below ``folder``, but for hidden ones; sorted."""
    found = (path for path in folder.glob(pattern) if not path.name.startswith("."))
    return sorted(path for path in found if path.is_file())


def text_of(path: Path) -> str:
    """Return the text of a PO file; Faults when it cannot be read or is not UTF-8."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        message = f"the file cannot be read: {error.strerror}"
        raise Faults([Diagnostic(Location(str(path)), message)]) from error
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Faults([_not_utf8(path, raw, error.start)]) from error


def _not_utf8(path: Path, raw: bytes, offset: int) -> Diagnostic:
    """Return what is wrong: the encoding that the file declares, or the first byte that is amiss.

    ``offset`` counts from behind a byte order mark, which holds no line end.
    """
    declared = _CHARSET.search(raw)
    if declared is None or declared[1].lower() in _UTF8:
        line = raw[:offset].count(b"\n") + 1
        return Diagnostic(Location(str(path), line), "this is not UTF-8", "save the file in UTF-8")
    line = raw[: declared.start()].count(b"\n") + 1
    message = f"declares {declared[1].decode('ascii', 'replace')}; leaflets reads UTF-8"
    name = shlex.quote(str(path))
    hint = f"convert it: msgconv -t UTF-8 -o {name} {name}"
    return Diagnostic(Location(str(path), line), message, hint)
