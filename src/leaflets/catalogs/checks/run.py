"""The entries of a PO file in, everything that is wrong with their texts out.

An entry is let off a check by a translator's comment ``# leaflets: ignore ID`` or the flag
``leaflets-ignore:ID``. Fuzzy, obsolete and untranslated entries are not looked at.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches

from leaflets.catalogs.checks.check import Check, Finding, Pair, Surroundings
from leaflets.catalogs.checks.table import CHECKS
from leaflets.catalogs.plurals import Plurals
from leaflets.catalogs.po import PoEntry
from leaflets.diagnostics import Diagnostic, Location, Severity

_IGNORE = re.compile(r"leaflets:? ignore[ :]+([\w, -]+)|leaflets-ignore:([\w-]+)")
_IGNORING = Check(
    "ignore", Severity.WARNING, "a remark names checks that there are", lambda pair: iter(()),
    ("fr", "", ""),
)  # fmt: skip
_IDS = tuple(check.id for check in CHECKS)
_NEAR = 0.75
"""How much alike (0 to 1) a word and an id are, to be a slip and not a reason."""
_SAMPLE = range(201)
_FEW = 2
"""A form of so few numbers may say them in words."""
_HABIT_LEAST = 4
"""Fewer breaches than these are slips, whatever the rest of the file does."""
_HABIT_SHARE = 5


@dataclass(frozen=True, slots=True)
class Found:
    """What is wrong, and the check that says so."""

    check: Check
    entry: PoEntry
    diagnostic: Diagnostic


@dataclass(frozen=True, slots=True)
class File:
    """A PO file to look at; ``plurals`` is what its header says. ``house`` is set for a file of a
    workspace, to which every rule applies."""

    path: str
    entries: Sequence[PoEntry]
    plurals: Plurals
    around: Surroundings
    house: bool


def check_file(file: File) -> list[Found]:
    """Return everything that is wrong with the texts of ``file``, in its order."""
    entries = [e for e in file.entries if not (e.is_header or e.obsolete or e.fuzzy)]
    file = replace(file, around=replace(file.around, house=file.house))
    found = [one for entry in entries for one in _check_entry(entry, file)]
    if file.house:
        return found
    strange = _habits(found, entries)
    return [one for one in found if one.check.id not in strange]


def _habits(found: Iterable[Found], entries: Sequence[PoEntry]) -> frozenset[str]:
    """Return the rules of habit that the file breaks too often for slips: once in five times."""
    breaches = Counter(one.check for one in found if one.check.habit)
    return frozenset(
        check.id
        for check, number in breaches.items()
        if number >= _HABIT_LEAST and number * _HABIT_SHARE > _followers(check, entries)
    )


def _followers(check: Check, entries: Iterable[PoEntry]) -> int:
    texts = (text for entry in entries for text in entry.strings.values())
    return sum(check.habit is not None and bool(check.habit.search(text)) for text in texts)


def _check_entry(entry: PoEntry, file: File) -> Iterator[Found]:
    remarks = _ignored(entry)
    ignored = {word for words in remarks for word in words}
    place = Location(file.path, entry.line)
    for finding in _unknown(remarks):
        yield Found(_IGNORING, entry, _diagnostic(_IGNORING, finding, place))
    for pair in _pairs(entry, file):
        which = "msgstr " if pair.index is None else f"msgstr[{pair.index}] "
        for check in CHECKS:
            if check.id in ignored:
                continue
            for finding in check.run(pair):
                said = replace(finding, message=f"{which}{finding.message}")
                told = said if finding.of_form else finding
                yield Found(check, entry, _diagnostic(check, told, place))


def _diagnostic(check: Check, finding: Finding, place: Location) -> Diagnostic:
    return Diagnostic(place, f"{finding.message} [{check.id}]", finding.hint, check.severity)


def _pairs(entry: PoEntry, file: File) -> Iterator[Pair]:
    for index, text in entry.strings.items():
        if not text:
            continue
        if index is None or entry.plural is None:
            yield Pair(entry.msgid, text, entry, file.around, index=index)
            continue
        numbers = tuple(n for n in _SAMPLE if file.plurals.form(n) == index)
        source = entry.msgid if 1 in numbers else entry.plural
        few = numbers if len(numbers) <= _FEW else ()
        yield Pair(source, text, entry, file.around, few, index)


def _ignored(entry: PoEntry) -> list[list[str]]:
    """Return the words of each remark that lets the entry off checks; reasons may follow."""
    remarks = " \n".join((*entry.comments, *entry.flags))
    found = ((a or b).strip(" ,") for a, b in _IGNORE.findall(remarks))
    return [re.split(r"[\s,]+", words) for words in found]


def _unknown(remarks: Iterable[Sequence[str]]) -> Iterator[Finding]:
    """Yield what a remark names and no check is called: its first word, or one like an id behind
    others; what comes after it may be a reason."""
    for words in remarks:
        name = next((word for word in words if word not in _IDS), "")
        near = get_close_matches(name, _IDS, 1, _NEAR)
        if name and (name == words[0] or near):
            hint = f"did you mean `{near[0]}`?" if near else "docs/translators.md lists the checks"
            yield Finding(f"`{name}` is no check that an entry can be let off", hint)
