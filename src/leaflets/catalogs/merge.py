"""A language's PO file and the POT in, the updated file out; nothing a translator wrote is lost.

Differs from gettext's msgmerge in this: a text is matched with a similar one of the same msgctxt
only; an entry that is no longer used becomes obsolete even when its translation was lent to a
similar one, so that it can return; a fuzzy entry keeps the text that its translation was made from,
however often the msgid changes; no date is written. Time grows linearly with the entries.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from leaflets.catalogs.plurals import cldr_header, from_cldr, from_header
from leaflets.catalogs.po import PoEntry, Previous
from leaflets.catalogs.similar import Similar

_PLURAL_FORMS = "Plural-Forms"
_STALE = ("-format", "range:")
"""Flags that the program's authors set anew each time."""


@dataclass(frozen=True, slots=True)
class Merged:
    """The updated entries; how many messages are ``new`` (untranslated), ``changed`` (fuzzy with a
    similar text's translation), ``revived`` from obsolete ones, or ``retired`` to them."""

    entries: tuple[PoEntry, ...]
    new: int
    changed: int
    revived: int
    retired: int


def merge(old: Sequence[PoEntry], template: Sequence[PoEntry], locale: str) -> Merged:
    """Return ``old`` with the messages of ``template`` (a POT), in its order."""
    header = _header(next((entry for entry in old if entry.is_header), None), locale)
    stock = _Stock(old, _form_count(header, locale))
    wanted = [entry for entry in template if not entry.is_header and not entry.obsolete]
    live = [stock.translated(entry) for entry in wanted]
    keys = {entry.key for entry in wanted}
    retired = [_retired(entry) for entry in stock.worth_keeping() if entry.key not in keys]
    leaving = sum(entry.key in stock.live for entry in retired)
    return Merged((header, *live, *retired), stock.new, stock.changed, stock.revived, leaving)


def same_messages(old: Sequence[PoEntry], new: Sequence[PoEntry]) -> bool:
    """Tell whether two files differ in nothing but line numbers and line ends."""
    return [_without_lines(entry) for entry in old] == [_without_lines(entry) for entry in new]


class _Stock:
    """The translations there are, and what has been made of them."""

    def __init__(self, old: Sequence[PoEntry], forms: int) -> None:
        self.live = {e.key: e for e in old if not e.obsolete and not e.is_header}
        self.gone = {e.key: e for e in old if e.obsolete}
        self.forms = forms
        self.new = self.changed = self.revived = 0
        self._similar = _by_context((*self.live.values(), *self.gone.values()))

    def translated(self, wanted: PoEntry) -> PoEntry:
        """Return ``wanted`` with the best translation there is."""
        there, before = self.live.get(wanted.key), self.gone.get(wanted.key)
        if before is not None and (there is None or _is_empty(there)):
            self.revived += 1
            return self._taken(wanted, before)
        if there is not None:
            return self._taken(wanted, there)
        nearest = self._nearest(wanted)
        if nearest is None:
            self.new += 1
            return replace(wanted, strings=self._fitted(wanted, {}), comments=(), fuzzy=False)
        self.changed += 1
        return self._taken(wanted, nearest)

    def worth_keeping(self) -> Iterable[PoEntry]:
        """Yield what holds a translator's work, obsolete entries last."""
        yield from (e for e in self.live.values() if e.comments or not _is_empty(e))
        yield from (e for key, e in self.gone.items() if key not in self.live)

    def _nearest(self, wanted: PoEntry) -> PoEntry | None:
        if wanted.context not in self._similar:
            return None
        similar, entries = self._similar[wanted.context]
        index = similar.nearest(wanted.msgid)
        return None if index is None else entries[index]

    def _taken(self, wanted: PoEntry, source: PoEntry) -> PoEntry:
        """Return ``wanted`` with the translation of ``source``, fuzzy unless made for it."""
        exact = (source.msgid, source.plural) == (wanted.msgid, wanted.plural)
        filled = not _is_empty(source)
        fuzzy = filled and (source.fuzzy or not exact)
        made_from = source.previous or Previous(source.context, source.msgid, source.plural)
        previous = made_from if fuzzy and not exact else source.previous if fuzzy else None
        own = [flag for flag in source.flags if not any(mark in flag for mark in _STALE)]
        return replace(
            wanted,
            strings=self._fitted(wanted, source.strings),
            fuzzy=fuzzy,
            comments=source.comments,
            flags=tuple(dict.fromkeys((*wanted.flags, *own))),
            previous=previous,
        )

    def _fitted(self, wanted: PoEntry, strings: Mapping[int | None, str]) -> dict[int | None, str]:
        """Return msgstrs under the numbers that ``wanted`` needs."""
        if wanted.plural is None:
            return {None: strings[None] if None in strings else strings.get(0, "")}
        first = strings.get(None, "")
        # A form beyond those of the header is a translator's work all the same.
        numbers = {*range(self.forms), *(n for n in strings if n is not None)}
        return {number: strings.get(number, first) for number in sorted(numbers)}


def _by_context(
    entries: Iterable[PoEntry],
) -> dict[str | None, tuple[Similar, list[PoEntry]]]:
    groups: dict[str | None, list[PoEntry]] = defaultdict(list)
    for entry in entries:
        if not _is_empty(entry):
            groups[entry.context].append(entry)
    return {
        context: (Similar([entry.msgid for entry in group]), group)
        for context, group in groups.items()
    }


def _is_empty(entry: PoEntry) -> bool:
    return not any(entry.strings.values())


def _retired(entry: PoEntry) -> PoEntry:
    return replace(entry, obsolete=True, references=(), extracted=())


def _header(header: PoEntry | None, locale: str) -> PoEntry:
    """Return the header with what it lacks; what it says stays."""
    header = header or PoEntry(None, "", None, {None: ""}, False, 0)
    text = header.strings.get(None, "")
    named = {line.partition(":")[0].strip().lower() for line in text.split("\n")}
    lacking = [
        f"{name}: {value}\n"
        for name, value in _settings(locale).items()
        if name.lower() not in named
    ]
    if lacking and text and not text.endswith("\n"):
        text += "\n"
    return replace(header, strings={None: text + "".join(lacking)})


def _settings(locale: str) -> dict[str, str]:
    return {
        "Language": locale,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        _PLURAL_FORMS: cldr_header(locale),
    }


def _form_count(header: PoEntry, locale: str) -> int:
    for line in header.strings[None].split("\n"):
        name, _, value = line.partition(":")
        if name.strip().lower() == _PLURAL_FORMS.lower():
            try:
                return from_header(value).count
            except ValueError:
                break
    return from_cldr(locale).count


def _without_lines(entry: PoEntry) -> PoEntry:
    files: dict[str, None] = dict.fromkeys(p.rpartition(":")[0] for p in entry.references)
    extracted = " ".join(" ".join(entry.extracted).split())
    return replace(entry, line=0, references=tuple(files), extracted=(extracted,))
