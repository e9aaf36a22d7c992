"""What a YAML file says, as plain values that remember where they stand.

A tree of leaves, listings and groups comes from ``reader`` and goes to ``build``. A leaf keeps the
very characters of the file beside the kind that YAML 1.1 gives them, because the two differ where
people are surprised (``no`` is a truth value, ``0110`` the number 72).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum

from leaflets.diagnostics import Diagnostic, Location

KeyPath = tuple[str | int, ...]
"""The way from the top of a file to a value: keys, and positions in lists counted from 0."""

MOST_SHOWN = 60
"""Characters of a value that a message repeats."""


class Kind(Enum):
    """What YAML takes a leaf for; the value is how a message calls it."""

    TEXT = "text"
    WHOLE = "a number"
    DECIMAL = "a number with a decimal point"
    TRUTH = "yes or no"
    DATE = "a date"
    EMPTY = "nothing"
    BROKEN = "a fault"  # reported already; whoever meets it stays silent


@dataclass(frozen=True, slots=True)
class Leaf:
    """A single value; ``line`` and ``column`` count from 1. ``file`` is where it stands when that
    is another file than the one that is read."""

    line: int
    column: int
    kind: Kind
    text: str
    file: str = ""


@dataclass(frozen=True, slots=True)
class Listing:
    """Values one after the other."""

    line: int
    column: int
    entries: tuple[Node, ...]
    file: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Values by key, in the order of the file; no two keys have the same text."""

    line: int
    column: int
    entries: tuple[tuple[Leaf, Node], ...]
    file: str = ""


Node = Leaf | Listing | Group


def child(node: Node, key: str | int) -> Node | None:
    """Return what ``node`` holds under ``key``, None where there is nothing."""
    if isinstance(node, Listing) and isinstance(key, int) and 0 <= key < len(node.entries):
        return node.entries[key]
    if isinstance(node, Group):
        return next((value for leaf, value in node.entries if leaf.text == str(key)), None)
    return None


def without(group: Group, key: str) -> Group:
    """Return ``group`` without ``key``."""
    return replace(group, entries=tuple(one for one in group.entries if one[0].text != key))


def shortened(text: str) -> str:
    """Return ``text`` as a message can show it."""
    return text if len(text) <= MOST_SHOWN else f"{text[:MOST_SHOWN]}…"


@dataclass(frozen=True, slots=True)
class Reporter:
    """Gathers the faults of one file; ``path`` is the file's name in messages."""

    path: str
    report: list[Diagnostic]

    def fault(self, place: Node, message: str, hint: str = "") -> None:
        """Add an error at ``place``."""
        location = Location(place.file or self.path, place.line, place.column)
        self.report.append(Diagnostic(location, message, hint))

    def at(self, line: int, column: int, message: str, hint: str = "") -> None:
        """Add an error at a line and column, 0 where unknown."""
        self.report.append(Diagnostic(Location(self.path, line, column), message, hint))
