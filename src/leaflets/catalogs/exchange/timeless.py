"""A workbook without the time at which it was made: the same cells, the same bytes.

openpyxl writes the time into the properties of a workbook and into each entry of its archive
(ECMA-376-2, APPNOTE 6.3.10). The properties say nothing that a translator needs, so their times go;
entries stand at the first moment that zip knows.
"""

from __future__ import annotations

import re
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_FIRST = (1980, 1, 1, 0, 0, 0)
_READABLE = 0o100644 << 16
_UNIX = 3
_PROPERTIES = "docProps/core.xml"
_TIMES = re.compile(rb"<dcterms:(created|modified)\b[^>]*>[^<]*</dcterms:\1>")


def without_time(content: bytes) -> bytes:
    """Return the workbook ``content`` with no time in it."""
    target = BytesIO()
    with ZipFile(BytesIO(content)) as source, ZipFile(target, "w", ZIP_DEFLATED) as archive:
        for name in source.namelist():
            part = source.read(name)
            entry = ZipInfo(name, _FIRST)
            entry.compress_type, entry.create_system = ZIP_DEFLATED, _UNIX
            entry.external_attr = _READABLE
            archive.writestr(entry, _TIMES.sub(b"", part) if name == _PROPERTIES else part)
    return target.getvalue()
