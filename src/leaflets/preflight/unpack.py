"""Unpack streams that may be made to burst.

qpdf limits what a stream may unpack to, but not for LZW, of which one byte can stand for 2,700. So
its length is counted first, which takes no memory: codes of 9 to 12 bits (ISO 32000-1, 7.4.4), each
of which adds the length of its string.
"""

from __future__ import annotations

import base64
import binascii
import re
from typing import Any

import pikepdf

MEMORY = 128 * 2**20
"""Bytes that one stream may unpack to."""

_RAW = 4 * 2**20
"""Bytes of LZW that are looked through."""
_CLEAR, _END, _FIRST, _FULL = 256, 257, 258, 4096
_LZW = ("/LZWDecode", "/LZW")
_DICTIONARY = re.compile(rb"\bobj\b(.{0,4096}?)\bstream\b", re.DOTALL)
_ESCAPE = re.compile(rb"#([0-9A-Fa-f]{2})")


def unpack(stream: Any) -> bytes:
    """Return the content of a stream; ValueError when it unpacks to more than ``MEMORY``."""
    names = filters(stream)
    if any(name in _LZW for name in names):
        _check_lzw(stream, names)
    return bytes(stream.read_bytes())


def filters(stream: Any) -> list[str]:
    """Return the names of a stream's filters."""
    names = stream.get("/Filter", [])
    return [str(names)] if isinstance(names, pikepdf.Name) else [str(name) for name in names]


def hides_lzw(data: bytes) -> bool:
    """Tell whether a file's own tables are packed with LZW, which opening it would unpack."""
    if b"LZW" not in _plain(data):
        return False
    for match in _DICTIONARY.finditer(data):
        entries = _plain(match[1])
        if b"/LZW" in entries and (b"/ObjStm" in entries or b"/XRef" in entries):
            return True
    return False


def _plain(data: bytes) -> bytes:
    """Return names without their escapes (7.3.5)."""
    return _ESCAPE.sub(lambda match: bytes([int(match[1], 16)]), data) if b"#" in data else data


def _check_lzw(stream: Any, names: list[str]) -> None:
    data = bytes(stream.read_raw_bytes())
    for at, name in enumerate(names):
        if name in _LZW:
            early = _early(stream, at)
            if len(data) > _RAW or lzw_length(data, early, MEMORY) >= MEMORY:
                raise ValueError("an LZW stream that unpacks to too much")
            if any(other in _LZW for other in names[at + 1 :]):
                raise ValueError("a stream packed with LZW twice")
            return
        if name not in _ASCII:
            raise ValueError(f"a stream packed with LZW below {name[1:]}")
        data = _ASCII[name](data)


def _early(stream: Any, at: int) -> int:
    parameters = stream.get("/DecodeParms")
    if isinstance(parameters, pikepdf.Array):
        parameters = parameters[at] if at < len(parameters) else None
    found = parameters.get("/EarlyChange", 1) if parameters is not None else 1
    return int(found)


def lzw_length(data: bytes, early: int, most: int) -> int:
    """Return how many bytes ``data`` unpacks to; it stops counting at ``most``."""
    lengths = [1] * _CLEAR + [0, 0]
    total = bits = held = previous = 0
    width = 9
    for byte in data:
        held, bits = held << 8 | byte, bits + 8
        if bits < width:
            continue
        bits -= width
        code, held = held >> bits, held & ((1 << bits) - 1)
        if code == _END or total >= most:
            break
        if code == _CLEAR:
            del lengths[_FIRST:]
            previous, width = 0, 9
            continue
        length = lengths[code] if code < len(lengths) else previous + 1
        if previous and len(lengths) < _FULL:
            lengths.append(previous + 1)
        total, previous = total + length, length
        width = min(max((len(lengths) + early).bit_length(), 9), 12)
    return min(total, most)


def _hexadecimal(data: bytes) -> bytes:
    digits = b"".join(data.partition(b">")[0].split())
    return binascii.unhexlify(digits + b"0" * (len(digits) % 2))


def _base85(data: bytes) -> bytes:
    return base64.a85decode(data.partition(b"~>")[0])


_ASCII = {
    "/ASCIIHexDecode": _hexadecimal,
    "/AHx": _hexadecimal,
    "/ASCII85Decode": _base85,
    "/A85": _base85,
}
