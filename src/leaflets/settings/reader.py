"""Reads YAML 1.1 into a tree; whatever is wrong with the file becomes a diagnostic.

Input: bytes in UTF-8; output: a tree of ``leaflets.settings.tree``. Only what settings need is
taken: no aliases (so no file can unfold beyond its own size), no tags but those of plain values,
one document, ``MAX_DEPTH`` levels and ``MAX_BYTES`` bytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from leaflets.settings.tree import Group, Kind, Leaf, Listing, Node, Reporter, shortened
from leaflets.settings.words import FULL_WIDTH

if TYPE_CHECKING:
    import yaml

MAX_BYTES = 1_000_000
MAX_DEPTH = 40

_TAG = "tag:yaml.org,2002:"
_KINDS = {
    _TAG + "str": Kind.TEXT,
    _TAG + "int": Kind.WHOLE,
    _TAG + "float": Kind.DECIMAL,
    _TAG + "bool": Kind.TRUTH,
    _TAG + "timestamp": Kind.DATE,
    _TAG + "null": Kind.EMPTY,
    # Keys and words that YAML 1.1 gives a meaning of their own and that are plain text here.
    _TAG + "merge": Kind.TEXT,
    _TAG + "value": Kind.TEXT,
}
_UNPRINTABLE = "[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"
"""What YAML 1.1 forbids (5.1); compiled at the first use, which keeps the import cheap."""
_WIDE_COLON = re.compile(r"\s*(- )?[\w.-]+：")
_REMEDIES = (
    ("mapping values", "put text that holds a colon and a space in quotes, and check the indent"),
    ("escape", "write \\\\ for a backslash, or use single quotes"),
    ("quoted scalar", "a quotation mark is not closed"),
    ("could not find expected ':'", "write `key: value`, with a space after the colon"),
    ("flow", "check that every [ has its ] and every { its }, with commas between"),
    ("block", "indent keys of one group by the same number of spaces"),
    ("cannot start any token", "put text that begins with this character in quotes"),
)


def read_bytes(path: Path, reporter: Reporter) -> bytes | None:
    """Return the content of the file, None when it cannot be read or is too big."""
    raw = b""
    message = hint = ""
    try:
        raw = _content(path)
    except FileNotFoundError:
        message, hint = "there is no such file", "check the name and the folder"
    except IsADirectoryError:
        message, hint = "this is a folder, not a file", "name the file inside it"
    except (OSError, ValueError) as error:
        message = f"the file cannot be read: {getattr(error, 'strerror', None) or error}"
    if len(raw) > MAX_BYTES:
        message, hint = "the file is too big", f"settings may take {MAX_BYTES} bytes at most"
    if message:
        reporter.at(0, 0, message, hint)
    return None if message else raw


def _content(path: Path) -> bytes:
    if path.exists() and not path.is_file() and not path.is_dir():
        raise OSError("it is not an ordinary file")  # a pipe would never end
    with path.open("rb") as file:
        return file.read(MAX_BYTES + 1)


def read_tree(raw: bytes, reporter: Reporter) -> Node | None:
    """Return what the YAML text says; None when it is no YAML at all.

    Smaller faults (an alias, a key given twice) are reported and leave a broken leaf or nothing.
    """
    text = _decoded(raw, reporter)
    if text is None or _unprintable(text, reporter):
        return None
    import yaml  # noqa: PLC0415 - late: most commands that know of settings read none

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        return _Composer(yaml.parse(text, Loader=loader), reporter).document()
    except yaml.MarkedYAMLError as error:
        _syntax_fault(error, text, reporter)
    except yaml.YAMLError as error:
        reporter.at(0, 0, f"this is not YAML: {error}")
    except _TooDeepError as error:
        hint = f"groups and lists may stand {MAX_DEPTH} deep"
        reporter.fault(error.place, "groups and lists stand too deep in one another", hint)
    return None


def _decoded(raw: bytes, reporter: Reporter) -> str | None:
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        reporter.at(line, 0, "the text is not UTF-8", "save the file with the encoding UTF-8")
        return None


def _unprintable(text: str, reporter: Reporter) -> bool:
    match = re.search(_UNPRINTABLE, text)
    if match is None:
        return False
    start = text.rfind("\n", 0, match.start()) + 1
    message = f"the character U+{ord(match[0]):04X} cannot stand in a settings file"
    line = text.count("\n", 0, start) + 1
    reporter.at(line, match.start() - start + 1, message, "delete it; it may be invisible")
    return True


def _syntax_fault(error: yaml.MarkedYAMLError, text: str, reporter: Reporter) -> None:
    mark = error.problem_mark or error.context_mark
    line, column = (mark.line + 1, mark.column + 1) if mark else (0, 0)
    said = " ".join(part for part in (error.context, error.problem) if part)
    rows = text.splitlines()
    row = rows[line - 1] if 0 < line <= len(rows) else ""
    hint = next((remedy for sign, remedy in _REMEDIES if sign in said), "")
    begun = error.context_mark.line if error.context_mark else -1
    near = (*rows[max(line - 2, 0) : line], *rows[begun : begun + 1])
    if any(map(_WIDE_COLON.match, near)):
        hint = FULL_WIDTH
    if "\t" in row[: len(row) - len(row.lstrip())]:
        hint = "indent with spaces, not with tabs"
    reporter.at(line, column, f"this is not YAML: {said}", hint)


class _TooDeepError(Exception):
    def __init__(self, place: Leaf) -> None:
        super().__init__()
        self.place = place


class _Composer:
    """Builds the tree from the parser's events (YAML 1.1, chapter 3.1: compose)."""

    def __init__(self, events: Iterator[Any], reporter: Reporter) -> None:
        from yaml import nodes, resolver  # noqa: PLC0415 - late as above

        self._events = events
        self._reporter = reporter
        self._resolve: Any = resolver.Resolver().resolve
        self._scalar = nodes.ScalarNode

    def document(self) -> Node | None:
        """Return the only document of the stream."""
        next(self._events)  # the stream starts
        event = next(self._events)
        if _named(event, "StreamEnd"):
            self._reporter.at(1, 1, "the file is empty", "write the settings into it")
            return None
        root = self._node(next(self._events), 0)
        next(self._events)  # the document ends
        after = next(self._events)
        if not _named(after, "StreamEnd"):
            hint = "take out the line --- or what follows it"
            self._reporter.fault(_leaf(after), "a second document begins here", hint)
        return root

    def _node(self, event: Any, depth: int) -> Node:
        place = _leaf(event)
        if depth > MAX_DEPTH:
            raise _TooDeepError(place)
        if _named(event, "Alias") or event.anchor is not None:
            self._refuse_anchor(event, place)
        if _named(event, "Alias"):
            return place
        if _named(event, "SequenceStart"):
            return self._listing(event, place, depth)
        if _named(event, "MappingStart"):
            return self._group(event, place, depth)
        return self._leaf(event, place)

    def _refuse_anchor(self, event: Any, place: Leaf) -> None:
        sign, name = ("*", "alias") if _named(event, "Alias") else ("&", "anchor")
        message = f"`{sign}{event.anchor}` is an {name}, and settings have none"
        hint = f"write the value out in full; put text that begins with {sign} in quotes"
        self._reporter.fault(place, message, hint)

    def _leaf(self, event: Any, place: Leaf) -> Leaf:
        implicit = event.implicit if event.tag is None else (event.tag != "!", False)
        tag = self._resolve(self._scalar, event.value, implicit)
        if event.tag == _TAG + "str":
            tag = event.tag
        elif event.tag not in (None, "!", tag):
            self._refuse_tag(event.tag, place)
            return place
        return Leaf(place.line, place.column, _KINDS[tag], event.value)

    def _refuse_tag(self, tag: str, place: Leaf) -> None:
        shown = tag.replace(_TAG, "!!")
        hint = "write the value without it; put text that begins with ! in quotes"
        self._reporter.fault(place, f"the tag `{shown}` is not allowed", hint)

    def _listing(self, event: Any, place: Leaf, depth: int) -> Listing:
        if event.tag not in (None, "!", _TAG + "seq"):
            self._refuse_tag(event.tag, place)
        entries = []
        while not _named(event := next(self._events), "SequenceEnd"):
            entries.append(self._node(event, depth + 1))
        return Listing(place.line, place.column, tuple(entries))

    def _group(self, event: Any, place: Leaf, depth: int) -> Group:
        if event.tag not in (None, "!", _TAG + "map"):
            self._refuse_tag(event.tag, place)
        entries: dict[str, tuple[Leaf, Node]] = {}
        while not _named(event := next(self._events), "MappingEnd"):
            key = self._node(event, depth + 1)
            value = self._node(next(self._events), depth + 1)
            if self._is_new_key(key, entries) and isinstance(key, Leaf):
                entries[key.text] = (key, value)
        return Group(place.line, place.column, tuple(entries.values()))

    def _is_new_key(self, key: Node, entries: dict[str, tuple[Leaf, Node]]) -> bool:
        if not isinstance(key, Leaf):
            hint = "write a word before the colon; put text with { or [ in quotes"
            self._reporter.fault(key, "a key must be a word, not a list or a group", hint)
            return False
        if key.kind is Kind.BROKEN:
            return False
        if key.text in entries:
            first = entries[key.text][0].line
            message = f"the key `{shortened(key.text)}` is given twice, first in line {first}"
            self._reporter.fault(key, message, "keep one of the two")
            return False
        return True


def _named(event: Any, name: str) -> bool:
    """Tell whether the event has that name; comparing names needs no import of the library."""
    return type(event).__name__ == f"{name}Event"


def _leaf(event: Any) -> Leaf:
    """Return a broken leaf at the event's place."""
    mark = event.start_mark
    return Leaf(mark.line + 1, mark.column + 1, Kind.BROKEN, "")
