"""Which elements there are, what they may hold, and which attributes they have.

Input: a tree; output: every fault in it, each with its place and the nearest right name. After that
``parse`` can turn the tree into a document without asking again.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from leaflets.diagnostics import Diagnostic
from leaflets.markup.fragment import is_link
from leaflets.markup.marks import FSI, PDI, unmarked
from leaflets.markup.names import instead_of
from leaflets.markup.tree import Raw

BLANK = " \t\r\n\f"
"""White space as XML and HTML know it; a no-break space is a character."""


@dataclass(frozen=True, slots=True)
class Rule:
    """What an element may have. ``parents`` and ``children`` empty: any block; ``holds_text``
    whether words may stand in it, ``only_text`` that blocks may not, ``empty`` that nothing may;
    just one of the attributes ``either`` is required."""

    attributes: tuple[str, ...] = ("class",)
    required: tuple[str, ...] = ()
    parents: tuple[str, ...] = ()
    children: tuple[str, ...] = ()
    holds_text: bool = True
    only_text: bool = False
    empty: bool = False
    either: tuple[str, ...] = ()


INLINE: Mapping[str, Rule] = {
    "strong": Rule(()),
    "em": Rule(()),
    "br": Rule((), empty=True),
    "a": Rule(("href",), ("href",)),
    "span": Rule(("lang",), ("lang",)),
}
_PLAIN = Rule()
_WORDS = Rule(only_text=True)
_LIST = Rule(children=("li",), holds_text=False)
BLOCKS: Mapping[str, Rule] = {
    **dict.fromkeys(("section", "header", "div", "number", "callout"), _PLAIN),
    **dict.fromkeys(("h1", "h2", "h3", "p"), _WORDS),
    **dict.fromkeys(("ul", "ol"), _LIST),
    "slot": Rule(("class", "name"), ("name",), only_text=True),
    "li": Rule(parents=("ul", "ol")),
    "table": Rule(children=("tr",), holds_text=False),
    "tr": Rule(parents=("table",), children=("th", "td"), holds_text=False),
    "th": Rule(("class", "scope"), parents=("tr",)),
    "td": Rule(parents=("tr",)),
    "img": Rule(("class", "icon", "src", "alt"), either=("icon", "src"), empty=True),
    "qr": Rule(("class", "content", "alt"), ("content", "alt"), empty=True),
}
_LEAFLET = Rule((), children=("title", "panel"), holds_text=False)
_PANEL = Rule(("class", "frame", "lang"), ("frame",), parents=("leaflet",), holds_text=False)
_TITLE = Rule((), parents=("leaflet",), only_text=True)
RULES: Mapping[str, Rule] = {
    "leaflet": _LEAFLET,
    "title": _TITLE,
    "panel": _PANEL,
    **BLOCKS,
    **INLINE,
}

_TAG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_NAME = re.compile(r"[A-Za-z0-9][\w-]*")
_COLUMN = re.compile(r"[a-z][a-z0-9_]*")
_VALUES: Mapping[str, tuple[Callable[[str], object], str]] = {
    "lang": (_TAG.fullmatch, "write a BCP 47 tag such as `zh-Hans`"),
    "scope": (("row", "col").__contains__, "write `row` or `col`"),
    "href": (is_link, "a link starts with https:, tel: or mailto:"),
    "name": (_COLUMN.fullmatch, "write small letters, digits and _, as the record's column has"),
    "icon": (_NAME.fullmatch, "write the name of an icon of the theme"),
    "frame": (_NAME.fullmatch, "write the name of a frame of template.yaml"),
}


def check_root(root: Raw, faults: list[Diagnostic]) -> bool:
    """Add what is wrong with ``root`` itself to ``faults``; False when it is no leaflet at all."""
    if root.name != "leaflet":
        _fault(root, f"the root is `{root.name}`", "the root is `leaflet`", faults)
        return False
    for name, number in (("title", "one"), ("panel", "at least one")):
        count = sum(child.name == name for child in root.elements)
        if not count or (name == "title" and count > 1):
            _fault(root, f"the leaflet has {count} of `{name}`", f"it needs {number}", faults)
    _check_own(root, _LEAFLET, faults)
    return True


def machine_value(raw: Raw, name: str) -> str:
    """Return an attribute that no reader sees, without isolates and marks."""
    return unmarked(raw.attributes.get(name, "")).replace(FSI, "").replace(PDI, "").strip()


def is_text(raw: Raw) -> bool:
    """Tell whether ``raw`` holds words or inline elements."""
    return any(child.name in INLINE for child in raw.elements) or bool(_words(raw))


def check_element(raw: Raw, parent: str, faults: list[Diagnostic]) -> None:
    """Add everything that is wrong in ``raw``, which stands in a ``parent``, to ``faults``."""
    rule = RULES.get(raw.name)
    if rule is None:
        hint = instead_of(raw.name, RULES)
        _fault(raw, f"there is no element `{raw.name}`", hint, faults)
        return
    _check_place(raw, rule, parent, faults)
    _check_own(raw, rule, faults)
    for child in raw.elements:
        check_element(child, raw.name, faults)


def _check_own(raw: Raw, rule: Rule, faults: list[Diagnostic]) -> None:
    _check_attributes(raw, rule, faults)
    _check_content(raw, rule, faults)


def _check_place(raw: Raw, rule: Rule, parent: str, faults: list[Diagnostic]) -> None:
    outer = RULES[parent]
    message = f"`{raw.name}` cannot stand in `{parent}`"
    if rule.parents and parent not in rule.parents:
        _fault(raw, message, f"it stands in {' or '.join(rule.parents)}", faults)
    elif outer.children and raw.name not in outer.children:
        hint = f"`{parent}` holds {' and '.join(outer.children)}"
        _fault(raw, message, hint, faults)
    elif raw.name in BLOCKS and (outer.only_text or parent in INLINE):
        hint = f"`{parent}` holds words; close it first, or use `div`"
        _fault(raw, message, hint, faults)


def _check_attributes(raw: Raw, rule: Rule, faults: list[Diagnostic]) -> None:
    for name in raw.attributes:
        if name not in rule.attributes:
            hint = instead_of(name, rule.attributes)
            _fault(raw, f"`{raw.name}` has no attribute `{name}`", hint, faults)
    for name in rule.required:
        if name not in raw.attributes:
            _fault(raw, f"`{raw.name}` lacks the attribute `{name}`", "write it", faults)
    if rule.either and len(set(rule.either) & set(raw.attributes)) != 1:
        names = " or ".join(f"`{name}`" for name in rule.either)
        _fault(raw, f"`{raw.name}` needs either {names}", "write one of the two", faults)
    for name in sorted(set(raw.attributes) & set(rule.attributes) & set(_VALUES)):
        test, hint = _VALUES[name]
        value = machine_value(raw, name)
        if not test(value):
            _fault(raw, f"`{name}` of `{raw.name}` cannot be “{value}”", hint, faults)


def _check_content(raw: Raw, rule: Rule, faults: list[Diagnostic]) -> None:
    words = _words(raw)
    if rule.empty and (words or raw.elements):
        _fault(raw, f"`{raw.name}` holds something", f"write `<{raw.name} ... />`", faults)
    elif not rule.holds_text and is_text(raw):
        hint = "put it into `p`" if raw.name == "panel" else "put it into an element of its own"
        _fault(raw, f"words stand in `{raw.name}`: {_quote(raw)}", hint, faults)
    elif is_text(raw) and any(child.name in BLOCKS for child in raw.elements):
        message = f"words stand beside blocks in `{raw.name}`: {_quote(raw)}"
        _fault(raw, message, "put the words into `p`", faults)


def _words(raw: Raw) -> str:
    return unmarked(raw.text).strip(BLANK)


def _quote(raw: Raw) -> str:
    words = _words(raw) or next(c.name for c in raw.elements if c.name in INLINE)
    return f"“{words[:40]}”"


def _fault(raw: Raw, message: str, hint: str, faults: list[Diagnostic]) -> None:
    faults.append(Diagnostic(raw.location, message, hint))
