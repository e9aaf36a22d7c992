"""Rendered markup in, a ``Document`` out.

Elements are HTML's where HTML has one; ``schema`` says which. An element with words or inline
elements in it becomes a ``Text``, one with blocks a ``Box``. White space collapses as in HTML: a
run of it is one space, none at the edges of a block or of a line. Where a text came from
(``marks``) is taken out of it and kept as its ``Message``.

Leaflets that differ in a few words are parsed one after another, so panels are remembered: one that
comes again is the very same object, by which later stages know it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache
from unicodedata import east_asian_width

from leaflets.diagnostics import Diagnostic
from leaflets.document.nodes import (
    Block,
    Box,
    Code,
    Document,
    Element,
    Image,
    Message,
    Panel,
    Raster,
    Span,
    Text,
)
from leaflets.markup.marks import FSI, MARK, PDI, Source, unmarked
from leaflets.markup.schema import BLANK, check_element, check_root, is_text, machine_value
from leaflets.markup.tree import Raw, read_tree

_BREAK = "\u2028"
"""Stands for ``br`` while white space is collapsed; no text holds it."""

_REMEMBERED = 256
"""Panels; a leaflet has a dozen in each language."""

_NEAR = 16  # characters: the neighbour of a blank stands behind a few isolates at most
_BLANKS = re.compile(f"[{BLANK}]+")
_SPACE = re.compile("[ \n]+")
_BEFORE_MESSAGE = re.compile(rf"[{BLANK}]+(?={MARK.pattern})")
_TEXTS = ("p", "h1", "h2", "h3", "th", "td", "li", "number", "slot")
"""Elements that are a text even when nothing stands in them."""


def parse(xml: str, source: Source, report: list[Diagnostic]) -> Document | None:
    """Return the document that ``xml`` means; None when something in it is wrong."""
    faults: list[Diagnostic] = []
    document = None
    root = read_tree(xml, source, faults)
    if root is not None and check_root(root, faults):
        panels = tuple(_panels(root, source, faults))
        document = None if faults else _document(root, panels, source)
    report.extend(faults)
    return document


def _document(root: Raw, panels: tuple[Panel, ...], source: Source) -> Document:
    title = next(child for child in root.elements if child.name == "title")
    words = "".join(span.text for span in spans(title)).replace("\n", " ")
    words = words.replace(FSI, "").replace(PDI, "")
    return Document(words, panels, messages=source.marked(title.whole_text))


def _panels(root: Raw, source: Source, faults: list[Diagnostic]) -> Iterator[Panel]:
    """Yield the panels of ``root`` in which nothing is wrong, and check what else it holds."""
    for raw in root.elements:
        if raw.name != "panel":
            check_element(raw, root.name, faults)
            continue
        text = raw.all_text
        panel, wrong = _panel(_Cut(text, source.marked(text), raw, source))
        faults.extend(wrong)
        if panel is not None:
            yield panel


@dataclass(frozen=True, slots=True)
class _Cut:
    """A panel's markup, known by its texts, their messages and all that stands in it."""

    text: str
    messages: tuple[Message, ...]
    raw: Raw = field(hash=False)
    source: Source = field(compare=False)


@lru_cache(maxsize=_REMEMBERED)
def _panel(cut: _Cut) -> tuple[Panel | None, tuple[Diagnostic, ...]]:
    """Return the panel that ``cut`` means, None if something is wrong, and what that is."""
    faults: list[Diagnostic] = []
    check_element(cut.raw, "leaflet", faults)
    return None if faults else _Builder(cut.source).panel(cut.raw), tuple(faults)


@dataclass(frozen=True, slots=True)
class _Builder:
    """Turns a checked tree into nodes."""

    source: Source

    def panel(self, raw: Raw) -> Panel:
        box = Box(_element(raw), self._blocks(raw))
        return Panel(machine_value(raw, "frame"), box, machine_value(raw, "lang"))

    def _blocks(self, raw: Raw) -> tuple[Block, ...]:
        blocks = (self._block(child) for child in raw.elements)
        return tuple(block for block in blocks if block is not None)

    def _block(self, raw: Raw) -> Block | None:
        element = _element(raw)
        scope = machine_value(raw, "scope") or ("row" if raw.name == "th" else "")
        heard = (_seen(raw, "alt"), self.source.marked(raw.attributes.get("alt", "")))
        if raw.name == "img":
            if "src" in raw.attributes:
                return Raster(element, machine_value(raw, "src"), *heard)
            return Image(element, machine_value(raw, "icon"), *heard)
        if raw.name == "qr":
            content = machine_value(raw, "content")
            return Code(element, content, *heard) if content else None
        if is_text(raw) or (raw.name in _TEXTS and not raw.elements):
            slot = machine_value(raw, "name")
            return Text(element, spans(raw), self.source.marked(raw.whole_text), scope, slot)
        return Box(element, self._blocks(raw), scope)


def spans(raw: Raw) -> tuple[Span, ...]:
    """Return the words in ``raw`` with their inline styles and collapsed white space."""
    pieces = list(_pieces(raw, Span("")))
    text = _collapsed("".join(piece.text for piece in pieces))
    found: list[Span] = []
    start = 0
    for piece in pieces:
        end = start + len(piece.text)
        words = "".join(text[start:end]).replace(_BREAK, "\n")
        if words:
            _add(found, replace(piece, text=words))
        start = end
    return tuple(found)


def _collapsed(text: str) -> list[str]:
    """Return the characters of ``text``, empty where white space goes away.

    A line end between two wide characters leaves nothing, since Chinese has no spaces between
    sentences (CSS Text 3, segment break transformation).
    """
    characters = list(text)
    for blank in _SPACE.finditer(text):
        before = text[max(blank.start() - _NEAR, 0) : blank.start()]
        after = text[blank.end() : blank.end() + _NEAR]
        at_edge = before[-1:] in ("", _BREAK) or after[:1] in ("", _BREAK)
        is_seam = "\n" in blank[0] and _is_wide(before[::-1]) and _is_wide(after)
        rest = [""] * (len(blank[0]) - 1)
        characters[blank.start() : blank.end()] = ["" if at_edge or is_seam else " ", *rest]
    for index in range(len(text.rstrip(f" \n{_BREAK}")), len(text)):
        characters[index] = ""
    return characters


def _is_wide(text: str) -> bool:
    """Tell whether ``text`` begins with a Chinese or Japanese character or mark."""
    first = text.lstrip(FSI + PDI)[:1]
    return bool(first) and east_asian_width(first) in "WF" and not "\uac00" <= first <= "\ud7a3"


def _pieces(raw: Raw, style: Span) -> Iterator[Span]:
    """Yield every piece of text with its style; white space of the source that holds a line end,
    or that stands before a message, is a line end."""
    for child in raw.content:
        if isinstance(child, Raw):
            yield from _inline(child, style)
        else:
            text = unmarked(_BEFORE_MESSAGE.sub("\n", child))
            yield replace(style, text=_BLANKS.sub(_one_blank, text))


def _one_blank(found: re.Match[str]) -> str:
    return "\n" if "\n" in found[0] else " "


def _inline(raw: Raw, style: Span) -> Iterable[Span]:
    match raw.name:
        case "br":
            return (replace(style, text=_BREAK),)
        case "strong":
            return _pieces(raw, replace(style, strong=True))
        case "em":
            return _pieces(raw, replace(style, em=True))
        case "a":
            return _pieces(raw, replace(style, link=machine_value(raw, "href")))
        case _:
            return _pieces(raw, replace(style, tag=machine_value(raw, "lang")))


def _add(found: list[Span], span: Span) -> None:
    if found and replace(found[-1], text="") == replace(span, text=""):
        found[-1] = replace(span, text=found[-1].text + span.text)
    else:
        found.append(span)


def _element(raw: Raw) -> Element:
    return Element(raw.name, tuple(machine_value(raw, "class").split()), raw.location)


def _seen(raw: Raw, name: str) -> str:
    """Return an attribute that readers hear or see."""
    return unmarked(raw.attributes.get(name, "")).strip()
