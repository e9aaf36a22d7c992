"""Safe, stable and unique file names from the keys of records.

Input: a key, whatever it holds; output: the stem of a file name that every file system takes. It
depends on the key alone. A key that is a safe name already is its own name; any other is made safe
and gets eight digits of its hash, so that two keys never share a name.
"""

from __future__ import annotations

import re
from hashlib import sha256
from unicodedata import category, normalize

_LONGEST = 100
"""Bytes of UTF-8: with hash, locale and ending below the 255 of common file systems."""

_PLAIN = re.compile(rf"[0-9A-Za-z][-.0-9A-Z_a-z]{{,{_LONGEST - 2}}}(?<![-.])")
"""Keys that are safe as they stand; most are."""

_RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?", re.IGNORECASE)
_HASH = re.compile(r"-[0-9a-f]{8}")


def file_stem(key: str) -> str:
    """Return the stem for ``key``."""
    known = normalize("NFC", key)
    safe = known if _PLAIN.fullmatch(known) else _made_safe(known)
    # A safe key that ends like a hash could be the name that another key gets.
    if safe == known and not _RESERVED.fullmatch(safe) and not _HASH.search(safe, len(safe) - 9):
        return safe
    return f"{safe}-{sha256(known.encode(errors='surrogatepass')).hexdigest()[:8]}"


def _made_safe(known: str) -> str:
    safe = "".join(c if _is_safe(c) else "-" for c in known).strip("-. ") or "record"
    return safe.encode()[:_LONGEST].decode(errors="ignore").rstrip("-. ")


def folded(stem: str) -> str:
    """Return what two names share that some file systems take for one."""
    return normalize("NFC", stem.casefold())


def _is_safe(character: str) -> bool:
    return category(character)[0] in "LMN" or character in "-_."
