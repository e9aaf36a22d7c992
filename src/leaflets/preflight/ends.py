"""Where the bytes of a press file begin and end; of web files page-validation asks the same.

What stands before the header or after the end marker is seen by no reader, and moves every offset
or hides something: mail gateways and download pages are known to leave such things there.
"""

from __future__ import annotations

import re

_HEADER = re.compile(rb"%PDF-[0-9]\.[0-9]")
_END = b"%%EOF"
HEADER_HINT = "take away what stands before %PDF, or export the file anew"
END_HINT = "take away what stands after %%EOF, or export the file anew"


def header_fault(data: bytes) -> str:
    """Return what is wrong with the beginning of a file, empty if nothing."""
    if _HEADER.match(data):
        return ""
    found = _HEADER.search(data)
    return f"{found.start()} bytes stand before the header %PDF" if found else "it has no header"


def end_fault(data: bytes) -> str:
    """Return what is wrong with the end of a file, empty if nothing."""
    _, marker, rest = data.rpartition(_END)
    if not marker:
        return "the file has no end marker (%%EOF)"
    more = len(rest.strip(b"\r\n"))
    return f"{more} bytes stand after the end marker %%EOF" if more else ""
