"""PO files in, honest figures out: how much of a language can be printed.

An entry counts as translated only when every one of its forms has a text and it is not fuzzy. A
leaflet's figures are those of the entries with a place in one of its files.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from leaflets.catalogs.po import Key, PoEntry


@dataclass(frozen=True, slots=True)
class Count:
    """How many entries there are of each kind; ``partial`` ones have some forms empty."""

    translated: int = 0
    fuzzy: int = 0
    partial: int = 0
    untranslated: int = 0

    @property
    def total(self) -> int:
        return self.translated + self.fuzzy + self.partial + self.untranslated

    @property
    def percent(self) -> int:
        """Translated entries in a hundred, rounded down: 100 means all."""
        return 100 * self.translated // self.total if self.total else 100


def count(
    wanted: Iterable[PoEntry],
    there: Mapping[Key, PoEntry],
    leaflets: Mapping[str, Collection[str]],
) -> dict[str, Count]:
    """Return the figures of each of ``leaflets`` (name to files), and of all under "".

    ``wanted`` are the POT's entries, ``there`` those of the language.
    """
    groups: dict[str, dict[str, int]] = {"": {}}
    for entry in wanted:
        kind = _kind(there.get(entry.key))
        files = {place.rpartition(":")[0] for place in entry.references}
        users = (name for name, sources in leaflets.items() if not files.isdisjoint(sources))
        for name in ("", *users):
            figures = groups.setdefault(name, {})
            figures[kind] = figures.get(kind, 0) + 1
    return {name: Count(**figures) for name, figures in groups.items()}


def _kind(entry: PoEntry | None) -> str:
    if entry is None or not any(entry.strings.values()):
        return "untranslated"
    if entry.fuzzy:
        return "fuzzy"
    return "translated" if entry.translated else "partial"
