"""Objects taken out of one file to be written into another, as often as wanted.

Input: bodies of objects by number; output: the same with other numbers. A reference of generation 1
names an object of the file that receives the copies, and stays; numbers of the parent tree
(``StructParents``) are moved with every copy (ISO 32000-1, 7.3.10 and 14.7.4.4).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

HERE = 1
"""The generation by which a body names objects of the receiving file."""


class Moved(Enum):
    """What a number in a body is: a copied object, a key of the parent tree, the node of the page
    tree or the document part that a page belongs to."""

    OBJECT = 0
    KEY = 1
    NODE = 2
    RECORD = 3


Part = bytes | tuple[Moved, int]

_TOKEN = re.compile(
    rb"\((?:[^()\\]|\\.)*\)"  # strings hold no references
    rb"|<[0-9A-Fa-f]*>"
    rb"|(?P<object>\d+) 0 R\b"
    rb"|(?P<here>\d+) 1 R\b"
    rb"|(?<=/StructParent )(?P<key>\d+)"
    rb"|(?<=/StructParents )(?P<keys>\d+)",
    re.DOTALL,
)


def parts_of(text: bytes, places: Mapping[int, Part]) -> tuple[Part, ...]:
    """Return ``text``, the body of no stream, cut at what is moved; ``places`` says what stands for
    the objects that it refers to."""
    parts: list[Part] = []
    done = 0
    for found in _TOKEN.finditer(text):
        part = _part(found, places)
        if part is not None:
            parts += [text[done : found.start()], part]
            done = found.end()
    return (*parts, text[done:])


def references(text: bytes) -> list[int]:
    """Return the numbers of the objects that the body ``text`` refers to."""
    found = (one["object"] for one in _TOKEN.finditer(text))
    return [int(number) for number in found if number]


def reached(starts: Iterable[int], bodies: Mapping[int, bytes], stops: Iterable[int]) -> list[int]:
    """Return the numbers of all objects reached from ``starts``, but not by way of ``stops``."""
    found: dict[int, None] = {}
    known = set(stops)
    waiting = list(starts)
    while waiting:
        number = waiting.pop()
        if number not in known:
            known.add(number)
            found[number] = None
            waiting += reversed(references(head(bodies[number])))
    return list(found)


def head(body: bytes) -> bytes:
    """Return a body, of a stream only its dictionary."""
    return body.partition(b"\nstream\n")[0]


@dataclass(frozen=True, slots=True)
class Shift:
    """Where a copy goes: the number of its first object, its first key, and what its pages belong
    to."""

    number: int
    key: int
    node: int
    record: int = 0

    def write(self, parts: Sequence[Part]) -> bytes:
        """Return the body of a copied object."""
        return b"".join(one if isinstance(one, bytes) else self._moved(*one) for one in parts)

    def _moved(self, kind: Moved, at: int) -> bytes:
        match kind:
            case Moved.OBJECT:
                return b"%d 0 R" % (self.number + at)
            case Moved.KEY:
                return b"%d" % (self.key + at)
            case Moved.NODE:
                return b"%d 0 R" % self.node
            case Moved.RECORD:
                return b"%d 0 R" % self.record


def _part(found: re.Match[bytes], places: Mapping[int, Part]) -> Part | None:
    if found["object"]:
        return places[int(found["object"])]
    if found["here"]:
        return b"%s 0 R" % found["here"]
    key = found["key"] or found["keys"]
    return (Moved.KEY, int(key)) if key else None
