"""An sRGB profile, built from the published numbers (ICC.1:2001-04, version 2; IEC 61966-2-1).

Output: bytes, always the same. A matrix profile with one curve for the three channels.
"""

from __future__ import annotations

import struct
from functools import lru_cache

NAME = "sRGB IEC61966-2.1"
"""What the profile calls itself, and the output condition of the web edition."""

_WHITE = (0.9642, 1.0, 0.8249)
"""The D50 illuminant of the profile connection space, XYZ."""

_PRIMARIES = {
    "r": (0.43607, 0.22249, 0.01392),
    "g": (0.38515, 0.71687, 0.09708),
    "b": (0.14307, 0.06061, 0.71410),
}
"""XYZ of the three primaries, adapted from D65 to D50 after Bradford; they add up to the white."""

_POINTS = 1024


@lru_cache(maxsize=1)
def srgb_profile() -> bytes:
    """Return the profile."""
    curve = _curve()
    tags = [
        ("desc", _description(NAME)),
        ("cprt", b"text\0\0\0\0No copyright, use freely\0"),
        ("wtpt", _xyz(_WHITE)),
        *((f"{channel}XYZ", _xyz(value)) for channel, value in _PRIMARIES.items()),
        *((f"{channel}TRC", curve) for channel in _PRIMARIES),
    ]
    table, body = _layout(tags)
    size = 128 + len(table) + len(body)
    return _header(size) + table + body


def _header(size: int) -> bytes:
    date = struct.pack(">6H", 2001, 4, 1, 0, 0, 0)
    head = struct.pack(">I4sI4s4s4s", size, b"", 0x02100000, b"mntr", b"RGB ", b"XYZ ")
    rest = bytes(28) + _fixed(_WHITE)  # no platform, flags, maker; intent 0, perceptual
    return (head + date + b"acsp" + rest).ljust(128, b"\0")


def _layout(tags: list[tuple[str, bytes]]) -> tuple[bytes, bytes]:
    """Return tag table and tag data; equal data is stored once."""
    start = 128 + 4 + 12 * len(tags)
    places: dict[bytes, int] = {}
    body = b""
    entries = b""
    for signature, data in tags:
        if data not in places:
            places[data] = start + len(body)
            body += data + bytes(-len(data) % 4)
        entries += struct.pack(">4sII", signature.encode(), places[data], len(data))
    return struct.pack(">I", len(tags)) + entries, body


def _description(text: str) -> bytes:
    ascii_ = text.encode() + b"\0"
    return b"desc\0\0\0\0" + struct.pack(">I", len(ascii_)) + ascii_ + bytes(8 + 3 + 67)


def _xyz(value: tuple[float, float, float]) -> bytes:
    return b"XYZ \0\0\0\0" + _fixed(value)


def _fixed(values: tuple[float, ...]) -> bytes:
    """Return s15Fixed16 numbers."""
    return b"".join(struct.pack(">i", round(value * 65536)) for value in values)


def _curve() -> bytes:
    values = [round(_linear(i / (_POINTS - 1)) * 65535) for i in range(_POINTS)]
    return b"curv\0\0\0\0" + struct.pack(f">I{_POINTS}H", _POINTS, *values)


def _linear(value: float) -> float:
    """Return the light that the sRGB value stands for (IEC 61966-2-1, 5.2)."""
    return float(value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4)
