"""Settings files that build on another: ``extends: name`` and what differs.

Input: the tree of such a file; output: one tree in which every value remembers its own file.
Groups are merged key by key, at every depth; a list or a single value takes the place of the
other's. Keys keep the order of the file that is built on, and new ones follow.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path

from leaflets.diagnostics import Diagnostic
from leaflets.settings.reader import read_bytes, read_tree
from leaflets.settings.tree import Group, Kind, Leaf, Listing, Node, Reporter, child, without
from leaflets.settings.words import alike

KEY = "extends"
"""The key that names the file to build on, without its ending."""

_NAME = re.compile(r"\w[\w-]*")


@dataclass(frozen=True, slots=True)
class Layers:
    """A file and those above it that build on it, to be merged into one tree.

    ``shelf`` is the folder of the files that can be built on.
    """

    path: Path
    report: list[Diagnostic]
    shelf: Path
    above: tuple[str, ...] = ()

    @property
    def reporter(self) -> Reporter:
        return Reporter(str(self.path), self.report)

    def tree(self) -> Node | None:
        """Return the merged tree, None when a file of it cannot be read; faults are reported."""
        raw = read_bytes(self.path, self.reporter)
        root = None if raw is None else read_tree(raw, self.reporter)
        if root is None:
            return None
        root = placed(root, str(self.path))
        named = child(root, KEY)
        if not isinstance(root, Group) or named is None:
            return root
        below = self._below(named)
        base = below.tree() if below else None
        return None if base is None else merged(base, without(root, KEY))

    def _below(self, named: Node) -> Layers | None:
        """Return the file that ``named`` names; None, and a fault, when there can be none."""
        known = {path.stem for path in self.shelf.glob(f"*{self.path.suffix}")}
        line = {*self.above, self.path.stem}
        name = named.text if isinstance(named, Leaf) and named.kind is Kind.TEXT else ""
        if not _NAME.fullmatch(name) or name not in known:
            hint = alike(name, known - line)
            self.reporter.fault(named, f"`{KEY}` must name a file of `{self.shelf.name}`", hint)
            return None
        if name in line:
            hint = f"take `{KEY}` out of one of them"
            self.reporter.fault(named, f"`{KEY}` leads back to `{name}`", hint)
            return None
        path = self.shelf / f"{name}{self.path.suffix}"
        return Layers(path, self.report, self.shelf, (*self.above, self.path.stem))


def merged(base: Node, over: Node) -> Node:
    """Return ``base`` with everything that ``over`` says otherwise or adds."""
    if not isinstance(base, Group) or not isinstance(over, Group):
        return over
    entries = {key.text: (key, value) for key, value in base.entries}
    for key, value in over.entries:
        below = entries.get(key.text)
        entries[key.text] = (key, merged(below[1], value) if below else value)
    return replace(over, entries=tuple(entries.values()))


def placed(node: Node, file: str) -> Node:
    """Return the tree with ``file`` as the place of every node."""
    if isinstance(node, Listing):
        return replace(node, file=file, entries=tuple(placed(one, file) for one in node.entries))
    if isinstance(node, Group):
        entries = ((replace(key, file=file), placed(value, file)) for key, value in node.entries)
        return replace(node, file=file, entries=tuple(entries))
    return replace(node, file=file)
