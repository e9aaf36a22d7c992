"""Entries in, the text of a PO file out, letter for letter as GNU gettext's ``msgcat`` writes it.

Specification: the format of the gettext manual, and the output of gettext 0.21 for what the manual
leaves open (order of remarks, line ends, width 79). A text that was written so comes back unchanged
from ``po.read_po``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from leaflets.catalogs.escapes import escaped
from leaflets.catalogs.po import PoEntry, Previous
from leaflets.catalogs.wrap import width_of, wrapped

_PAGE = 79


def write_po(entries: Iterable[PoEntry]) -> str:
    """Return the file of ``entries``, live ones first."""
    ordered = sorted(entries, key=lambda entry: entry.obsolete)
    return "\n".join("".join(f"{line}\n" for line in _entry(entry)) for entry in ordered)


def _entry(entry: PoEntry) -> Iterator[str]:
    start = "#~ " if entry.obsolete else ""
    yield from (f"#{line}" for line in entry.comments)
    if not entry.obsolete:
        yield from (f"#. {line}".rstrip() for line in entry.extracted)
        yield from _references(entry.references)
    fuzzy = ["fuzzy"] if entry.fuzzy else []
    if fuzzy or entry.flags:
        yield f"#, {', '.join([*fuzzy, *entry.flags])}"
    if entry.previous is not None:
        yield from _previous(entry.previous, "#~| " if entry.obsolete else "#| ")
    if entry.context is not None:
        yield from _string(start, "msgctxt", entry.context)
    yield from _string(start, "msgid", entry.msgid)
    if entry.plural is not None:
        yield from _string(start, "msgid_plural", entry.plural)
    for index, text in sorted(entry.strings.items(), key=lambda pair: pair[0] or 0):
        yield from _string(start, "msgstr" if index is None else f"msgstr[{index}]", text)


def _references(places: Iterable[str]) -> Iterator[str]:
    line = "#:"
    for place in places:
        if line != "#:" and width_of(line) + 1 + width_of(place) > _PAGE:
            yield line
            line = "#:"
        line += f" {place}"
    if line != "#:":
        yield line


def _previous(previous: Previous, start: str) -> Iterator[str]:
    if previous.context is not None:
        yield from _string(start, "msgctxt", previous.context)
    yield from _string(start, "msgid", previous.msgid)
    if previous.plural is not None:
        yield from _string(start, "msgid_plural", previous.plural)


def _string(start: str, keyword: str, text: str) -> Iterator[str]:
    """Yield the lines of one string: on the keyword's own line if it fits there whole."""
    portions = re.findall(r"[^\n]*\n|[^\n]+", text) or [""]
    width = _PAGE - 2 - len(start)
    if len(portions) == 1:
        lines = _lines(portions[0], width, len(keyword) + 1)
        if len(lines) == 1:
            yield f'{start}{keyword} "{lines[0]}"'
            return
    yield f'{start}{keyword} ""'
    for portion in portions:
        yield from (f'{start}"{line}"' for line in _lines(portion, width, 0))


def _lines(portion: str, width: int, column: int) -> list[str]:
    written = escaped(portion)
    held = frozenset(_inside_escapes(written))
    if portion.endswith("\n"):
        held |= {len(written) - 2}
    return wrapped(written, width, column, held)


def _inside_escapes(written: str) -> Iterator[int]:
    """Yield the offsets between a backslash and the character that it belongs to."""
    offset = written.find("\\")
    while offset >= 0:
        yield offset + 1
        offset = written.find("\\", offset + 2)
