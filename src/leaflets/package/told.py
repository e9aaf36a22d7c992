"""Say once what is wrong with many files, so that one change does not fill a screen."""

from __future__ import annotations

import os.path
from collections.abc import Iterable, Iterator
from dataclasses import replace

from leaflets.diagnostics import Diagnostic, Location

STALE = "is not what the sources make now"
UNBUILT = "has not been built"
UNMERGED = "is not what was merged"
_OF_MANY = {
    STALE: "are not what the sources make now",
    UNBUILT: "have not been built",
    UNMERGED: "are not what was merged",
}
_MANY, _NAMED = 3, 5
"""Files from which on they are told together, and how many of them are named then."""


def told(report: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """Yield each diagnostic once; those that say the same of many files as one."""
    groups: dict[object, list[Diagnostic]] = {}
    for one in dict.fromkeys(report):
        key = (one.message, one.hint) if one.message in _OF_MANY else one
        groups.setdefault(key, []).append(one)
    for group in groups.values():
        if len(group) < _MANY:
            yield from group
        else:
            yield _together(group)


def _together(group: list[Diagnostic]) -> Diagnostic:
    paths = [one.location.path for one in group]
    folder = os.path.commonpath([os.path.split(path)[0] for path in paths])
    names = [os.path.relpath(path, folder) for path in paths[:_NAMED]]
    more = f" and {len(paths) - _NAMED} more" if len(paths) > _NAMED else ""
    said = f"{len(paths)} files {_OF_MANY[group[0].message]}: {', '.join(names)}{more}"
    return replace(group[0], location=Location(folder), message=said)
