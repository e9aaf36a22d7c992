"""The texts of a language in, what is wrong with them out.

A save changes one text of hundreds, and all checks of a text take half a millisecond, so only those
are checked again that changed.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from dataclasses import replace
from pathlib import Path

from leaflets.catalogs.po import Key, PoEntry
from leaflets.catalogs.review import Remark, review_texts

_Name = tuple[str, Path, Key]
"""A locale, a file of it, and a message there."""


class Reviewer:
    """Checks the texts in the folder ``locales``, and remembers what it has seen."""

    def __init__(self, locales: Path) -> None:
        self._locales = locales
        self._seen: dict[str, dict[_Name, PoEntry]] = {}

    def forget(self) -> None:
        """Check everything again: the glossary or the faces are others."""
        self._seen.clear()

    def review(
        self, locale: str, covered: frozenset[int] | None
    ) -> Iterator[tuple[Hashable, list[Remark]]]:
        """Yield each message that changed with the remarks on it; the others with the locale."""
        before, now = dict(self._seen.get(locale, {})), dict[_Name, PoEntry]()

        def is_new(path: Path, entry: PoEntry) -> bool:
            name, bare = (locale, path, entry.key), replace(entry, line=0, references=())
            if entry.is_header and before.get(name) != bare:
                before.clear()  # plural forms are checked by what the header says of them
            now[name] = bare
            return before.get(name) != bare

        remarks = review_texts(self._locales, locale, covered, is_new)
        gone = self._seen.get(locale, {}).keys() - now.keys()
        changed = [name for name, bare in now.items() if before.get(name) != bare]
        found: dict[Hashable, list[Remark]] = {name: [] for name in (locale, *gone, *changed)}
        for remark in remarks:
            entry, path = remark.entry, Path(remark.diagnostic.location.path)
            found[(locale, path, entry.key) if entry else locale].append(remark)
        self._seen[locale] = now
        yield from found.items()
