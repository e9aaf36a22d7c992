"""A PDF written as it goes: objects out in any order, the cross-reference at the end.

Input: bodies of objects with numbers that were given out before; output: a file of any size. Where
each object stands goes to a temporary file, so that memory does not grow. From PDF 1.5 on,
objects that are no streams stand in object streams, and the cross-reference is a stream
(ISO 32000-1, 7.5.7, 7.5.8).
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator, Mapping, Sequence
from tempfile import SpooledTemporaryFile
from typing import IO

from leaflets.pdf.objects import stream
from leaflets.pdf.syntax import array

MOST = 8_388_607
"""Objects of a file: more are beyond what PDF/A-2 allows (ISO 19005-2, 6.1.13) and readers bear."""

_PACK = 200
"""Objects in one object stream."""

_WINDOW = 65_536
"""Objects whose places are in memory."""

_SPOOL = 8 * 2**20
"""Bytes of earlier places in memory, before they go to a file."""

_ENTRY = struct.Struct(">BQH")
_FREE, _PLAIN, _PACKED = 0, 1, 2


class TooManyObjectsError(Exception):
    """The file would have more objects than a PDF may have."""


class _Places:
    """Where objects stand, by number. The last ones are in memory, since they are written next;
    what is said of an earlier one is kept aside until the end."""

    def __init__(self) -> None:
        self._earlier = SpooledTemporaryFile(_SPOOL)  # noqa: SIM115 - see close
        self._window = bytearray()
        self._aside: dict[int, tuple[int, int, int]] = {}
        self._start = 0

    @property
    def count(self) -> int:
        return self._start + len(self._window) // _ENTRY.size

    def grow(self, count: int) -> None:
        self._window += bytes(count * _ENTRY.size)
        while len(self._window) > 2 * _WINDOW * _ENTRY.size:
            half = _WINDOW * _ENTRY.size
            self._earlier.write(self._window[:half])
            del self._window[:half]
            self._start += _WINDOW

    def note(self, number: int, entry: tuple[int, int, int]) -> None:
        if number < self._start:
            self._aside[number] = entry
        else:
            _ENTRY.pack_into(self._window, (number - self._start) * _ENTRY.size, *entry)

    def all(self) -> Iterator[bytes]:
        """Yield the entries in portions."""
        for number, entry in sorted(self._aside.items()):
            self._earlier.seek(number * _ENTRY.size)
            self._earlier.write(_ENTRY.pack(*entry))
        self._earlier.seek(0)
        while portion := self._earlier.read(_WINDOW * _ENTRY.size):
            yield portion
        yield bytes(self._window)

    def close(self) -> None:
        self._earlier.close()


class Writer:
    """Writes to ``target``, which stands at its beginning. It is a shelf for fonts and pictures."""

    def __init__(self, target: IO[bytes], version: tuple[int, int]) -> None:
        self._target = target
        self._packs = version >= (1, 5)
        self._at = 0
        self._places = _Places()
        self._places.grow(1)  # object 0 is always free
        self._pack: list[tuple[int, bytes]] = []
        self._write(b"%%PDF-%d.%d\n%%\x93\x8c\x8b\x9e\n" % version)

    def numbers(self, count: int = 1) -> int:
        """Give out ``count`` numbers and return the first."""
        first = self._places.count
        if first + count > MOST:
            raise TooManyObjectsError
        self._places.grow(count)
        return first

    def put(self, number: int, body: bytes) -> None:
        """Write an object that is no stream."""
        if not self._packs:
            self._direct(number, body)
            return
        self._pack.append((number, body))
        if len(self._pack) == _PACK:
            self._flush()

    def put_stream(self, number: int, body: bytes) -> None:
        """Write a stream object, as ``objects.stream`` makes it."""
        self._direct(number, body)

    def add(self, text: str) -> str:
        """Write a new object and return its reference."""
        number = self.numbers()
        self.put(number, text.encode("ascii"))
        return f"{number} 0 R"

    def add_stream(self, data: bytes, entries: Mapping[str, str] | None = None) -> str:
        """Write a new stream and return its reference."""
        number = self.numbers()
        self.put_stream(number, stream(data, entries))
        return f"{number} 0 R"

    def end(self, trailer: str, identifier: Sequence[bytes]) -> None:
        """Write the cross-reference and the trailer with its entries but for Size and ID."""
        self._flush()
        ids = array(f"<{part.hex().upper()}>" for part in identifier)
        if self._packs:
            start = self._reference_stream(f"{trailer}/ID {ids}")
        else:
            start = self._reference_table(f"{trailer}/ID {ids}")
        self._write(b"startxref\n%d\n%%%%EOF\n" % start)
        self.close()

    def close(self) -> None:
        """Let go of what was kept; a file that has not ended is none."""
        self._places.close()

    def _direct(self, number: int, body: bytes) -> None:
        self._places.note(number, (_PLAIN, self._at, 0))
        self._write(b"%d 0 obj\n%s\nendobj\n" % (number, body))

    def _flush(self) -> None:
        """Write what is packed as an object stream."""
        if not self._pack:
            return
        within = self.numbers()
        places, at = [], 0
        for index, (number, body) in enumerate(self._pack):
            self._places.note(number, (_PACKED, within, index))
            places.append(b"%d %d" % (number, at))
            at += len(body) + 1
        head = b" ".join(places) + b"\n"
        entries = {"Type": "/ObjStm", "N": str(len(self._pack)), "First": str(len(head))}
        content = head + b"\n".join(body for _, body in self._pack)
        self._pack.clear()
        self._direct(within, stream(content, entries))

    def _reference_stream(self, trailer: str) -> int:
        number, start = self.numbers(), self._at
        self._places.note(number, (_PLAIN, start, 0))
        size = self._places.count
        head = f"<</Type /XRef/W [1 8 2]/Size {size}{trailer}/Filter /FlateDecode"
        deflate = zlib.compressobj()
        parts = [*map(deflate.compress, self._places.all()), deflate.flush()]
        length = sum(map(len, parts))
        self._write(f"{number} 0 obj\n{head}/Length {length}>>\nstream\n".encode("ascii"))
        for part in parts:
            self._write(part)
        self._write(b"\nendstream\nendobj\n")
        return start

    def _reference_table(self, trailer: str) -> int:
        start = self._at
        size = self._places.count
        self._write(b"xref\n0 %d\n" % size)
        for portion in self._places.all():
            for kind, place, _ in _ENTRY.iter_unpack(portion):
                tail = b"00000 n" if kind == _PLAIN else b"65535 f"
                self._write(b"%010d %s \n" % (place, tail))
        self._write(f"trailer\n<</Size {size}{trailer}>>\n".encode("ascii"))
        return start

    def _write(self, content: bytes) -> None:
        self._target.write(content)
        self._at += len(content)
