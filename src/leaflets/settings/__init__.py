"""Settings files with good manners: YAML in, a frozen dataclass or diagnostics out.

Every fault of a file is gathered, with line, column and remedy; no content of a file raises. The
way goes from ``reader`` (bytes to a tree, the only place that knows the YAML library) to ``build``
(tree to values, by type hints). What a value means (that a colour exists) is for the caller to
check, who finds the place of a value with ``Loaded.fault``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, Generic, TypeVar

from leaflets.diagnostics import Diagnostic, Location, Severity
from leaflets.settings.build import FAULTY, Builder, Mark
from leaflets.settings.kinds import (
    LENGTH,
    MONTH,
    MSGID,
    SIZE,
    Length,
    Made,
    Month,
    Msgid,
    Partial,
    Size,
)
from leaflets.settings.layers import Layers
from leaflets.settings.reader import read_bytes, read_tree
from leaflets.settings.tree import Group, KeyPath, Kind, Leaf, Node, Reporter, child
from leaflets.settings.words import alike, subject

__all__ = [
    "LENGTH",
    "MONTH",
    "MSGID",
    "SIZE",
    "KeyPath",
    "Length",
    "Loaded",
    "Made",
    "Mark",
    "Month",
    "Msgid",
    "Origin",
    "Partial",
    "Size",
    "alike",
    "load",
    "parse",
    "read",
    "read_layers",
]

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Origin:
    """Where settings come from: ``shown_as`` names the file in messages; ``given`` are fields that
    come from elsewhere (the folder's name) and that the file must not hold."""

    shown_as: str
    given: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Loaded(Generic[T]):
    """A value that knows where its parts stand; ``marks`` are its values of ``Made`` kinds."""

    value: T
    marks: tuple[Mark, ...]
    root: Node
    path: str

    def location(self, *keys: str | int) -> Location:
        """Return where the value under ``keys`` stands, or what is nearest around it."""
        node = self.root
        for key in keys:
            inner = child(node, key)
            if inner is None:
                break
            node = inner
        return Location(node.file or self.path, node.line, node.column)

    def fault(self, keys: KeyPath, message: str, hint: str = "") -> Diagnostic:
        """Return an error about the value under ``keys``; the message begins with its name."""
        return Diagnostic(self.location(*keys), f"{subject(keys)}{message}", hint)

    def warning(self, keys: KeyPath, message: str, hint: str = "") -> Diagnostic:
        """Return a warning about the value under ``keys``."""
        text = f"{subject(keys)}{message}"
        return Diagnostic(self.location(*keys), text, hint, Severity.WARNING)


def load(
    path: Path, shape: type[T], report: list[Diagnostic], shown_as: str | None = None
) -> T | None:
    """Return the ``shape`` that the file describes, None when it has any fault.

    ``shown_as`` names the file in diagnostics where its path should not.
    """
    loaded = read(path, shape, report, Origin(shown_as or str(path)))
    return loaded.value if loaded else None


def read(
    path: Path,
    shape: type[T],
    report: list[Diagnostic],
    origin: Origin | None = None,
    marks: list[Mark] | None = None,
) -> Loaded[T] | None:
    """Return what ``load`` does, with the places of its parts.

    ``marks`` receives the marks of what is sound in the file, even when the rest of it is not.
    """
    origin = origin or Origin(str(path))
    raw = read_bytes(path, Reporter(origin.shown_as, report))
    if raw is None:
        return None
    return _loaded(partial(read_tree, raw), shape, report, origin, marks)


def read_layers(
    path: Path, shape: type[T], report: list[Diagnostic], shelf: Path | None = None
) -> Loaded[T] | None:
    """Return what ``read`` does, of a file that may build on another with ``extends``.

    The other stands in the folder ``shelf``, or beside the file itself.
    """

    def tree(reporter: Reporter) -> Node | None:
        return Layers(path, reporter.report, shelf or path.parent).tree()

    return _loaded(tree, shape, report, Origin(str(path)))


def parse(raw: bytes, shape: type[T], report: list[Diagnostic], origin: Origin) -> Loaded[T] | None:
    """Return what ``read`` does, from the bytes of a file."""
    return _loaded(partial(read_tree, raw), shape, report, origin)


def _loaded(
    tree: Callable[[Reporter], Node | None],
    shape: type[T],
    report: list[Diagnostic],
    origin: Origin,
    marks: list[Mark] | None = None,
) -> Loaded[T] | None:
    faults: list[Diagnostic] = []
    builder = Builder(Reporter(origin.shown_as, faults), [] if marks is None else marks)
    root = tree(builder.reporter)
    value: Any = FAULTY if root is None else _top(root, shape, builder, origin)
    report.extend(faults)
    if root is None or faults or value is FAULTY:
        return None
    return Loaded(value, tuple(builder.marks), root, origin.shown_as)


def _top(root: Node, shape: type, builder: Builder, origin: Origin) -> Any:
    if isinstance(root, Group):
        return builder.instance(root, shape, (), origin.given)
    if isinstance(root, Leaf) and root.kind is Kind.EMPTY:
        builder.reporter.fault(root, "the file is empty", "write the settings into it")
        return FAULTY
    return builder.value(root, shape, ())
