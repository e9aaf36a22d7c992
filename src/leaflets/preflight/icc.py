"""Look at an ICC profile: its header and its table of tags (ICC.1:2004-10, clause 7)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from struct import unpack_from

COMPONENTS = {"GRAY": 1, "RGB ": 3, "Lab ": 3, "CMYK": 4}
_HEADER, _ENTRY = 128, 12
_TAGS = 256
"""More tags than any profile has."""
_D50 = (0xF6D6, 0x10000, 0xD32D)
_INTENTS = 4
_PADDING = 3
"""Bytes by which a stream may be longer than its profile."""
_ALWAYS = ("desc", "cprt", "wtpt")
_TABLES = ("A2B0", "A2B1", "A2B2", "B2A0", "B2A1", "B2A2")


@dataclass(frozen=True, slots=True)
class Profile:
    """The header: ``kind`` such as ``prtr``, ``space`` such as ``CMYK``; ``size`` as it is said."""

    data: bytes
    size: int
    version: int
    kind: str
    space: str
    pcs: str
    intent: int
    illuminant: tuple[int, int, int]


def read_profile(data: bytes) -> Profile | None:
    """Return what the header says, None where there is none."""
    if len(data) < _HEADER + 4 or data[36:40] != b"acsp":
        return None
    (size,) = unpack_from(">I", data)
    kind, space, pcs = (data[at : at + 4].decode("latin-1") for at in (12, 16, 20))
    intent, *illuminant = unpack_from(">4I", data, 64)
    x, y, z = illuminant
    return Profile(data, size, data[8], kind, space, pcs, intent, (x, y, z))


def header_faults(profile: Profile, newest: int) -> Iterator[str]:
    """Yield what is wrong with a header; ``newest`` is the greatest version that may be."""
    length = len(profile.data)
    if not length - _PADDING <= profile.size <= length:
        yield f"says it has {profile.size} bytes, and has {length}"
    if not 2 <= profile.version <= newest:
        yield f"is of version {profile.version}; {newest} is the newest here"
    if profile.pcs not in ("XYZ ", "Lab "):
        yield f"connects to {profile.pcs!r}, not to XYZ or Lab"
    if profile.intent >= _INTENTS:
        yield f"has the rendering intent {profile.intent}, which does not exist"
    if any(abs(a - b) > 1 for a, b in zip(profile.illuminant, _D50, strict=True)):
        yield "is not made for the light D50"


def output_faults(profile: Profile) -> Iterator[str]:
    """Yield what an output profile lacks (ICC.1:2004-10, 8.5)."""
    tags, fault = _tags(profile)
    if fault:
        yield fault
        return
    wanted = (*_ALWAYS, "kTRC") if profile.space == "GRAY" else (*_ALWAYS, *_TABLES)
    missing = [name for name in wanted if name not in tags]
    if missing:
        yield f"lacks {', '.join(missing)}"


def _tags(profile: Profile) -> tuple[set[str], str]:
    """Return the names of the tags, and what is wrong with the table."""
    data = profile.data
    (count,) = unpack_from(">I", data, _HEADER)
    end = _HEADER + 4 + _ENTRY * count
    if count > _TAGS or end > len(data):
        return set(), f"says it has {count} tags"
    names: set[str] = set()
    for at in range(_HEADER + 4, end, _ENTRY):
        signature, offset, size = unpack_from(">4sII", data, at)
        name = signature.decode("latin-1")
        if offset < end or offset + size > len(data):
            return set(), f"ends before its tag {name}"
        if name in names:
            return set(), f"has two tags {name}"
        names.add(name)
    return names, ""
