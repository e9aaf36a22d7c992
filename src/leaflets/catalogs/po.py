"""The text of a PO file in, its entries and faults out.

The format is that of GNU gettext's manual, section "The Format of PO Files". Babel's reader drops
the last letter of an unterminated string, merges duplicates and fills missing plural forms, all
without a word; a leaflet about law needs the line instead. Everything a translator wrote is kept,
so that ``write`` can give it back. What entries must fulfil together (plural forms, duplicates) is
checked in ``load``.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

from leaflets.catalogs.escapes import unescaped
from leaflets.diagnostics import Diagnostic, Location

_STATEMENT = re.compile(r"(msgctxt|msgid_plural|msgid|msgstr(?:\[(\d{1,2})\])?)\s*(\".*)")
_STRING = re.compile(r'"((?:[^"\\]|\\.)*)"')
_REMARKS = (".", ":", ",")
"""What follows ``#``: a remark for translators, places, flags; a translator's comment else."""
_PLACE = re.compile("\u2068[^\u2069]*\u2069\\S*|\\S+")
"""A place; gettext isolates a path that holds blanks."""
_QUOTE_HINT = 'close the string with `"`; write a quotation mark inside it as `\\"`'


Key = tuple[str | None, str]
"""What makes an entry one of its kind: context and msgid."""


@dataclass(frozen=True, slots=True)
class Previous:
    """What an entry was translated from before it changed: gettext's ``#|`` lines."""

    context: str | None
    msgid: str
    plural: str | None


@dataclass(frozen=True, slots=True)
class PoEntry:
    """An entry as it stands; ``line`` is that of its msgid, ``strings`` go by plural index (None is
    the key of a plain msgstr).

    ``comments`` are the translator's lines as they follow ``#``, ``extracted`` those of the
    program's authors, ``references`` places as ``path:line``, ``flags`` without ``fuzzy``.
    """

    context: str | None
    msgid: str
    plural: str | None
    strings: dict[int | None, str]
    fuzzy: bool
    line: int
    comments: tuple[str, ...] = ()
    extracted: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    previous: Previous | None = None
    obsolete: bool = False

    @property
    def key(self) -> Key:
        return self.context, self.msgid

    @property
    def is_header(self) -> bool:
        return not self.msgid and self.context is None and not self.obsolete

    @property
    def translated(self) -> bool:
        """Whether every form has a text; it may still be fuzzy."""
        return bool(self.strings) and all(self.strings.values())


Fault = Callable[[int, str, str], None]
"""Takes line, message and hint."""


@dataclass(slots=True)
class _Draft:
    """The entry that is being read; a broken one is dropped, its fault has been reported."""

    parts: dict[str, list[str]] = field(default_factory=dict)
    before: dict[str, list[str]] = field(default_factory=dict)
    remarks: dict[str, list[str]] = field(default_factory=dict)
    line: int = 0
    last: str = ""
    obsolete: bool = False
    broken: bool = False

    @property
    def has_translation(self) -> bool:
        return any(key.startswith("msgstr") for key in self.parts)


def read_po(text: str, path: str, report: list[Diagnostic]) -> tuple[PoEntry, ...]:
    """Return the entries of ``text``, the header (its msgid is empty) and obsolete ones among
    them."""

    def fault(line: int, message: str, hint: str) -> None:
        report.append(Diagnostic(Location(path, line), message, hint))

    reader = _Reader(fault)
    for number, line in enumerate(text.split("\n"), 1):
        reader.take(number, line.strip())
    reader.finish()
    return tuple(reader.entries)


class _Reader:
    """Gathers lines into entries."""

    def __init__(self, fault: Fault) -> None:
        self.fault = fault
        self.entries: list[PoEntry] = []
        self.draft = _Draft()

    def take(self, number: int, line: str) -> None:
        """Read one line."""
        obsolete = line.startswith("#~")
        bare = line[2:].strip() if obsolete else line
        if bare.startswith(("#|", "|")):
            self._begin_comment()
            self._previous(number, bare.partition("|")[2].strip())
        elif bare.startswith("#"):
            self._begin_comment()
            self._comment(bare)
        elif bare:
            self._take_string(number, bare, obsolete)

    def _take_string(self, number: int, line: str, obsolete: bool) -> None:
        if obsolete != self.draft.obsolete and self.draft.parts:
            self.finish()
        if line.startswith('"'):
            self._continue(number, line)
        else:
            self._statement(number, line)
        self.draft.obsolete = obsolete

    def finish(self) -> None:
        """End the entry that is being read."""
        draft, self.draft = self.draft, _Draft()
        if not draft.parts or draft.broken:
            return
        if "msgid" not in draft.parts:
            self.fault(draft.line, "the entry has no msgid", "delete it, or write its msgid")
        elif not draft.has_translation:
            self.fault(draft.line, "the entry has no msgstr", 'add the line `msgstr ""`')
        else:
            self.entries.append(_entry(draft))

    def _begin_comment(self) -> None:
        if self.draft.has_translation:
            self.finish()

    def _comment(self, line: str) -> None:
        kind = line[1:2] if line[1:2] in _REMARKS else ""
        text = line[1 + len(kind) :]
        self.draft.remarks.setdefault(kind, []).append(text if not kind else text.strip())

    def _previous(self, number: int, line: str) -> None:
        """Read what follows ``#|``; a slip there costs the remark and no translation."""
        match = _STATEMENT.fullmatch(line)
        keyword, quoted = (match[1], match[3]) if match else ("", line)
        found = _STRING.fullmatch(quoted)
        before = self.draft.before
        if found is None or not (keyword or before):
            return
        text = unescaped(found[1], lambda message, hint: None)
        before.setdefault(keyword or list(before)[-1], []).append(text)

    def _continue(self, number: int, line: str) -> None:
        if not self.draft.last:
            self.fault(number, "a string that belongs to no msgid or msgstr", "delete the line")
            return
        self.draft.parts[self.draft.last].append(self._string(number, line))

    def _statement(self, number: int, line: str) -> None:
        match = _STATEMENT.fullmatch(line)
        if match is None:
            self._broken(
                number,
                f"`{line[:30]}` is no line of a PO file",
                'a line starts with #, msgctxt, msgid, msgid_plural, msgstr or `"`',
            )
            return
        keyword = match[1]
        if self._starts_anew(keyword):
            self.finish()
        self._begin(number, keyword)
        self.draft.parts[keyword] = [self._string(number, match[3])]

    def _starts_anew(self, keyword: str) -> bool:
        """Tell whether ``keyword`` begins the next entry; comments alone are part of it already."""
        parts = self.draft.parts
        return bool(parts) if keyword == "msgctxt" else keyword == "msgid" and "msgid" in parts

    def _begin(self, number: int, keyword: str) -> None:
        draft = self.draft
        if keyword in draft.parts:
            self._broken(number, f"the entry has {keyword} twice", "keep one of them")
        elif keyword.startswith("msgstr") and "msgid" not in draft.parts:
            self._broken(number, f"{keyword} without a msgid", "write the msgid above it")
        elif keyword == "msgid_plural" and ("msgid" not in draft.parts or draft.has_translation):
            self._broken(number, "msgid_plural is out of place", "it stands after its msgid")
        if keyword == "msgid" or not draft.line:
            draft.line = number
        draft.last = keyword

    def _string(self, number: int, quoted: str) -> str:
        match = _STRING.fullmatch(quoted)
        if match is None:
            self._broken(number, "the string is not closed", _QUOTE_HINT)
            return ""
        return unescaped(match[1], partial(self._broken, number))

    def _broken(self, number: int, message: str, hint: str) -> None:
        self.draft.broken = True
        self.fault(number, message, hint)


def _entry(draft: _Draft) -> PoEntry:
    text = _joined(draft.parts)
    strings: dict[int | None, str] = {}
    for keyword, value in text.items():
        if keyword.startswith("msgstr"):
            strings[int(keyword[7:-1]) if keyword != "msgstr" else None] = value
    remarks = {kind: tuple(lines) for kind, lines in draft.remarks.items()}
    flags = [flag.strip() for line in remarks.get(",", ()) for flag in line.split(",")]
    before = _joined(draft.before)
    return PoEntry(
        text.get("msgctxt"),
        text["msgid"],
        text.get("msgid_plural"),
        strings,
        "fuzzy" in flags,
        draft.line,
        remarks.get("", ()),
        remarks.get(".", ()),
        tuple(_PLACE.findall(" ".join(remarks.get(":", ())))),
        tuple(dict.fromkeys(flag for flag in flags if flag not in ("fuzzy", ""))),
        _previous(before) if before else None,
        draft.obsolete,
    )


def _previous(text: dict[str, str]) -> Previous:
    return Previous(text.get("msgctxt"), text.get("msgid", ""), text.get("msgid_plural"))


def _joined(parts: dict[str, list[str]]) -> dict[str, str]:
    return {keyword: "".join(strings) for keyword, strings in parts.items()}
