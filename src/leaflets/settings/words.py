"""How messages call types, and what remedy they offer; nothing here decides anything."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import is_dataclass
from datetime import date
from enum import Enum
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin
from unicodedata import normalize

from leaflets.settings.kinds import Made
from leaflets.settings.tree import (
    MOST_SHOWN,
    Group,
    KeyPath,
    Kind,
    Leaf,
    Listing,
    Node,
    shortened,
)

FULL_WIDTH = "write : (half-width) and a space after the key, not ："

_NAMES: dict[Any, str] = {
    str: "text",
    int: "a whole number",
    float: "a number",
    bool: "yes or no",
    date: "a date such as 2026-11-23",
    NoneType: "nothing",
}


def described(wanted: Any) -> str:
    """Say in words what values of the type look like in a file."""
    origin = get_origin(wanted)
    if origin is Annotated:
        made = next((m for m in wanted.__metadata__ if isinstance(m, Made)), None)
        if made is None:
            return "a group of keys"
        return made.name or described(made.source)
    if origin in (Union, UnionType):
        return " or ".join(described(one) for one in get_args(wanted) if one is not NoneType)
    if origin is tuple:
        return "a list"
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return "a group of keys"
    if isinstance(wanted, type) and issubclass(wanted, Enum):
        return "one of " + ", ".join(str(member.value) for member in wanted)
    return "a group of keys" if is_dataclass(wanted) else _NAMES[wanted]


def called(node: Node) -> str:
    """Say in words what the file has instead."""
    if isinstance(node, Listing):
        return "a list"
    return "a group of keys" if isinstance(node, Group) else node.kind.value


def subject(path: KeyPath) -> str:
    """Name a value by its key path; positions in lists count from 1 here."""
    if not path:
        return "the file"
    shown = [str(key + 1) if isinstance(key, int) else shortened(key) for key in path]
    if isinstance(path[-1], int) and len(path) > 1:
        return f"entry {shown[-1]} of `{'.'.join(shown[:-1])}`"
    return f"`{'.'.join(shown)}`"


def remedy(wanted: Any, node: Node) -> str:
    """Say how the file would have to put what is meant."""
    if isinstance(node, Leaf):
        return _remedy_for_leaf(described(wanted), node)
    if described(wanted) == "a group of keys":
        return "write `key: value` in each line, without dashes"
    if isinstance(node, Listing):
        return "write a single value, without brackets or dashes"
    if described(wanted) == "a list":
        return "begin each entry with a dash and a space"
    return "write a single value after the colon, on the same line"


def _remedy_for_leaf(wanted: str, leaf: Leaf) -> str:
    text = shortened(leaf.text)
    if leaf.kind is Kind.EMPTY and not leaf.text:
        return "write a value after the colon; text that begins with # goes in quotes"
    if wanted == "a list":
        return f"put it in brackets: [{text}]"
    if wanted == "a group of keys" and "：" in text:
        return FULL_WIDTH
    if wanted == "a group of keys":
        return "write its keys below it, one a line, each indented by two spaces"
    if wanted.startswith("a month"):
        return "write year and month alone, such as 2026-11"
    if "number" in wanted:
        return number_remedy(wanted, leaf)
    if leaf.kind is not Kind.TEXT:
        return f'write it in quotes: "{text}"' if _takes_text(wanted) else ""
    return _remedy_for_text(wanted, text)


def number_remedy(wanted: str, leaf: Leaf) -> str:
    """Say how to write the number that a leaf seems to mean."""
    whole, plain = "whole number" in wanted, normalize("NFKC", leaf.text).strip()
    plain = re.sub("(?<=[0-9])[,_\u2009\u00a0 '](?=[0-9]{3}(?![0-9]))", "", plain)
    match = re.fullmatch("([-+]?[0-9]+)([.][0-9]+)?(.*)", plain)
    if match is None or len(plain) > MOST_SHOWN:
        return "write digits alone, such as 72"
    number, decimals, unit = match[1], match[2] or "", match[3].strip()
    if whole and decimals.strip(".0"):
        return "write a whole number, without a decimal point, such as 72"
    if not re.fullmatch(r"[\w%/]*", unit) or any(map(str.isdigit, unit)):
        return "write digits alone, such as 72"
    value = number if whole else number + decimals
    if unit:
        return f"write {value}, without the unit"
    if leaf.text.strip() == value:
        return f"write it without quotes: {value}"
    return f"write {value}"


def unknown_key(text: str, known: Iterable[str]) -> str:
    """Say what may have been meant by a key that is not known."""
    if "：" in text:
        return FULL_WIDTH
    if re.fullmatch("[0-9]{3}", text):
        return "write numbers without commas: 1000"
    return alike(text, known)


def _takes_text(wanted: str) -> bool:
    return wanted.startswith(("text", "a length", "a size")) or " or text" in wanted


def _remedy_for_text(wanted: str, text: str) -> str:
    if wanted == "yes or no":
        return "write yes or no, without quotes"
    return ""


def alike(word: str, choices: Iterable[str]) -> str:
    """Return a hint that names the choice most like ``word``, or else all of them."""
    from difflib import get_close_matches  # noqa: PLC0415 - late: only a faulty file needs it

    known = {_plain(choice): choice for choice in choices}
    near = get_close_matches(_plain(word), known, n=1)
    if near:
        return f"did you mean `{known[near[0]]}`?"
    if not known:
        return ""
    return "choose from: " + ", ".join(sorted(known.values()))


def _plain(word: str) -> str:
    return word[:80].lower().replace("-", "_").replace(" ", "_")
