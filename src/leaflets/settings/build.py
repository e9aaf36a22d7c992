"""Builds values from a tree by the type hints of a frozen dataclass.

Known types: ``str int float bool date``, enums (by value), ``tuple[X, ...]`` and ``tuple[X, Y]``,
``Mapping[K, X]``, dataclasses, unions, ``None``, and the kinds of ``leaflets.settings.kinds``.
Every fault is reported and building goes on with the next value; a type that is not known here is
a broken promise and raises TypeError.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import MISSING, dataclass, fields, is_dataclass, replace
from datetime import date
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Final, Union, get_args, get_origin, get_type_hints

from leaflets.settings.kinds import Made, Partial
from leaflets.settings.tree import Group, KeyPath, Kind, Leaf, Listing, Node, Reporter, shortened
from leaflets.settings.words import (
    FULL_WIDTH,
    alike,
    called,
    described,
    number_remedy,
    remedy,
    subject,
    unknown_key,
)


class Nothing(Enum):
    """Stands for a value that a reported fault prevented."""

    FAULTY = "faulty"


FAULTY: Final = Nothing.FAULTY

_WHOLE = r"[-+]?(0|[1-9][0-9]{0,14})"
_DECIMAL = _WHOLE + r"(\.[0-9]{1,15})?"
_DATE = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
_CONTROL = r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]"
_TRUTHS = {"yes": True, "true": True, "on": True, "no": False, "false": False, "off": False}
_LEAVES: Mapping[Any, frozenset[Kind]] = {
    str: frozenset({Kind.TEXT}),
    int: frozenset({Kind.WHOLE}),
    float: frozenset({Kind.WHOLE, Kind.DECIMAL}),
    bool: frozenset({Kind.TRUTH}),
    date: frozenset({Kind.DATE, Kind.TEXT}),
    NoneType: frozenset({Kind.EMPTY}),
}


@dataclass(frozen=True, slots=True)
class Mark:
    """A sound value of a ``Made`` kind that the builder met, with its source and place."""

    kind: Made
    path: KeyPath
    line: int
    column: int
    source: Any


@dataclass(frozen=True, slots=True)
class Builder:
    """Turns nodes into values; ``marks`` are gathered on the way."""

    reporter: Reporter
    marks: list[Mark]

    def value(self, node: Node, wanted: Any, path: KeyPath) -> Any:
        """Return the value of type ``wanted``, FAULTY when a fault was reported."""
        if isinstance(node, Leaf) and node.kind is Kind.BROKEN:
            return FAULTY
        origin = get_origin(wanted)
        if origin is Annotated:
            return self._annotated(node, wanted, path)
        if origin in (Union, UnionType):
            return self._union(node, get_args(wanted), path)
        if not accepts(wanted, node):
            return self._wrong(node, wanted, path)
        if isinstance(node, Listing):
            return self._list(node, get_args(wanted), path)
        if isinstance(node, Group):
            return self._group(node, wanted, path)
        return self._leaf(node, wanted, path)

    def record(self, node: Group, types: Mapping[str, Any], path: KeyPath) -> dict[str, Any]:
        """Return the values of the keys that are both given and known, by key."""
        values = {}
        for key, entry in node.entries:
            if key.text in types:
                values[key.text] = self.value(entry, types[key.text], (*path, key.text))
            else:
                hint = unknown_key(key.text, types)
                self.reporter.fault(key, f"unknown key {subject((*path, key.text))}", hint)
        return values

    def instance(self, node: Group, shape: type, path: KeyPath, given: Mapping[str, Any]) -> Any:
        """Return a ``shape`` of the group's values and of those ``given`` from elsewhere."""
        types = {name: kind for name, kind in hints(shape).items() if name not in given}
        values = self.record(node, types, path)
        whole = True
        for field in fields(shape):
            default = field.default is not MISSING or field.default_factory is not MISSING
            if field.name in types and field.name not in _keys(node) and not default:
                hint = f"add `{field.name}:` with {described(types[field.name])}"
                self.reporter.fault(node, f"{subject((*path, field.name))} is missing", hint)
                whole = False
        if not whole or FAULTY in values.values():
            return FAULTY
        return self._checked(node, path, lambda: shape(**given, **values))

    def _wrong(self, node: Node, wanted: Any, path: KeyPath) -> Nothing:
        message = f"{subject(path)} must be {described(wanted)}, not {called(node)}"
        is_wide = bool(path) and "：" in str(path[-1])  # what was meant as the value is in the key
        self.reporter.fault(node, message, FULL_WIDTH if is_wide else remedy(wanted, node))
        return FAULTY

    def _checked(self, node: Node, path: KeyPath, make: Callable[[], Any]) -> Any:
        try:
            return make()
        except ValueError as error:
            message, _, hint = str(error).partition("; ")
            self.reporter.fault(node, f"{subject(path)}: {message}", hint)
            return FAULTY

    def _annotated(self, node: Node, wanted: Any, path: KeyPath) -> Any:
        for kind in wanted.__metadata__:
            if isinstance(kind, Made):
                return self._made(node, kind, path)
            if isinstance(kind, Partial):
                return self._partial(node, kind, path)
        return self.value(node, wanted.__origin__, path)

    def _made(self, node: Node, kind: Made, path: KeyPath) -> Any:
        if kind.name and not accepts(kind.source, node):
            return self._wrong(node, Annotated[object, kind], path)
        source = self.value(node, kind.source, path)
        if source is FAULTY:
            return FAULTY
        value = self._checked(node, path, lambda: kind.make(source))
        if value is not FAULTY:
            self.marks.append(Mark(kind, path, node.line, node.column, source))
        return value

    def _partial(self, node: Node, kind: Partial, path: KeyPath) -> Any:
        if not isinstance(node, Group):
            return self._wrong(node, kind.shape, path)
        values = self.record(node, {**hints(kind.shape), **kind.kinds}, path)
        return FAULTY if FAULTY in values.values() else values

    def _union(self, node: Node, choices: tuple[Any, ...], path: KeyPath) -> Any:
        fitting = [one for one in choices if accepts(one, node)]
        if len(fitting) == 1:
            return self.value(node, fitting[0], path)
        trial = Builder(replace(self.reporter, report=[]), [])
        for one in fitting:
            value = trial.value(node, one, path)
            if value is not FAULTY:
                self.marks.extend(trial.marks)
                return value
        if not fitting:
            return self._wrong(node, Union[choices], path)  # noqa: UP007 - made at run time
        shown = f"`{shortened(node.text)}`" if isinstance(node, Leaf) else called(node)
        message = f"{subject(path)} must be {described(Union[choices])}, not {shown}"  # noqa: UP007
        guesses = (one.hint for one in trial.reporter.report if one.hint.startswith("did you mean"))
        self.reporter.fault(node, message, next(guesses, ""))
        return FAULTY

    def _list(self, node: Listing, types: tuple[Any, ...], path: KeyPath) -> Any:
        if types[-1] is Ellipsis:
            types = (types[0],) * len(node.entries)
        if len(types) != len(node.entries):
            message = f"{subject(path)} must be a list of {len(types)}, not of {len(node.entries)}"
            self.reporter.fault(node, message)
            return FAULTY
        pairs = zip(node.entries, types, strict=True)
        values = tuple(self.value(one, kind, (*path, n)) for n, (one, kind) in enumerate(pairs))
        return FAULTY if FAULTY in values else values

    def _group(self, node: Group, wanted: Any, path: KeyPath) -> Any:
        if is_dataclass(wanted) and isinstance(wanted, type):
            return self.instance(node, wanted, path, {})
        key_type, value_type = get_args(wanted)
        values = {}
        for key, entry in node.entries:
            name = self.value(key, key_type, (*path, key.text))
            values[name] = self.value(entry, value_type, (*path, key.text))
        return FAULTY if FAULTY in values or FAULTY in values.values() else values

    def _leaf(self, leaf: Leaf, wanted: Any, path: KeyPath) -> Any:
        if wanted is NoneType:
            return None
        if issubclass(wanted, Enum):
            return self._enum(leaf, wanted, path)
        if wanted is bool:
            return _TRUTHS[leaf.text.lower()]
        if wanted is str:
            return self._text(leaf, path)
        return self._date(leaf, path) if wanted is date else self._number(leaf, wanted, path)

    def _text(self, leaf: Leaf, path: KeyPath) -> Any:
        match = re.search(_CONTROL, leaf.text)  # "\0" in quotes is YAML, and no text to print
        if match is None:
            return leaf.text
        message = f"{subject(path)} holds the character U+{ord(match[0]):04X}, which has no sign"
        self.reporter.fault(leaf, message, "take the backslash code for it out")
        return FAULTY

    def _enum(self, leaf: Leaf, wanted: type[Enum], path: KeyPath) -> Any:
        by_value = {str(member.value): member for member in wanted}
        if leaf.text in by_value:
            return by_value[leaf.text]
        message = f"{subject(path)} must be {described(wanted)}, not `{shortened(leaf.text)}`"
        self.reporter.fault(leaf, message, alike(leaf.text, by_value))
        return FAULTY

    def _date(self, leaf: Leaf, path: KeyPath) -> Any:
        hint = "write year-month-day, such as 2026-11-23"
        if re.fullmatch(_DATE, leaf.text):
            try:
                return date.fromisoformat(leaf.text)
            except ValueError:
                hint = "the calendar has no such day"
        message = f"{subject(path)} must be a date, and `{shortened(leaf.text)}` is none"
        self.reporter.fault(leaf, message, hint)
        return FAULTY

    def _number(self, leaf: Leaf, wanted: type, path: KeyPath) -> Any:
        # YAML reads 010 as 8, 1:30 as 90 and 0x1F as 31; an officer means none of these.
        pattern = _WHOLE if wanted is int else _DECIMAL
        if re.fullmatch(pattern, leaf.text):
            return wanted(leaf.text)
        text, bare = shortened(leaf.text), shortened(leaf.text.lstrip("0"))
        if re.fullmatch(r"[-+]?[1-9][0-9]{15,}(\.[0-9]+)?", leaf.text):
            message = f"{subject(path)} is too large: `{text}`"
            self.reporter.fault(leaf, message, "write a number that can be meant")
            return FAULTY
        message = f"{subject(path)} must be {described(wanted)}, and `{text}` is no plain one"
        has_zeros = text != bare and bare.isdecimal()
        zeros = f"write it without zeros in front: {bare}" if has_zeros else ""
        self.reporter.fault(leaf, message, zeros or number_remedy(described(wanted), leaf))
        return FAULTY


def accepts(wanted: Any, node: Node) -> bool:
    """Tell whether a node of this sort can be of the type, whatever it says."""
    origin = get_origin(wanted)
    if origin is Annotated:
        kind = next((one for one in wanted.__metadata__ if isinstance(one, Made)), None)
        return accepts(kind.source, node) if kind else isinstance(node, Group)
    if origin in (Union, UnionType):
        return any(accepts(one, node) for one in get_args(wanted))
    if origin is tuple:
        return isinstance(node, Listing)
    if is_dataclass(wanted) or (isinstance(origin, type) and issubclass(origin, Mapping)):
        return isinstance(node, Group)
    if isinstance(wanted, type) and issubclass(wanted, Enum):
        return isinstance(node, Leaf) and node.kind is not Kind.EMPTY
    if wanted not in _LEAVES:
        raise TypeError(f"settings cannot build {wanted!r}")
    return isinstance(node, Leaf) and node.kind in _LEAVES[wanted]


@cache
def hints(shape: type) -> Mapping[str, Any]:
    """Return the types of the dataclass's fields by name; the same for a shape for ever."""
    found = get_type_hints(shape, include_extras=True)
    return {field.name: found[field.name] for field in fields(shape)}


def _keys(node: Group) -> set[str]:
    return {key.text for key, _ in node.entries}
