"""Rendered markup in, a ``Document`` out.

Elements are HTML's where HTML has one; ``schema`` says which. An element with words or inline
elements in it becomes a ``Text``, one with blocks a ``Box``. White space collapses as in HTML: a
run of it is one space, none at the edges of a block or of a line. Where a text came from
(``marks``) is taken out of it and kept as its ``Message``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from leaflets.diagnostics import Diagnostic
from leaflets.document.nodes import Block, Box, Code, Document, Element, Image, Panel, Span, Text
from leaflets.markup.marks import FSI, PDI, Source, unmarked
from leaflets.markup.schema import BLANK, check, is_text, machine_value
from leaflets.markup.tree import Raw, read_tree

_BLANKS = re.compile(f"[{BLANK}]+")
_TEXTS = ("p", "h1", "h2", "h3", "th", "td", "li", "number")
"""Elements that are a text even when nothing stands in them."""


def parse(xml: str, source: Source, report: list[Diagnostic]) -> Document | None:
    """Return the document that ``xml`` means; None when something in it is wrong."""
    faults: list[Diagnostic] = []
    root = read_tree(xml, source, faults)
    if root is not None:
        check(root, faults)
    report.extend(faults)
    if root is None or faults:
        return None
    return _Builder(source).document(root)


@dataclass(frozen=True, slots=True)
class _Builder:
    """Turns a checked tree into nodes."""

    source: Source

    def document(self, root: Raw) -> Document:
        title = next(child for child in root.elements if child.name == "title")
        words = "".join(span.text for span in spans(title)).replace("\n", " ")
        panels = (self._panel(child) for child in root.elements if child.name == "panel")
        return Document(words.replace(FSI, "").replace(PDI, ""), tuple(panels))

    def _panel(self, raw: Raw) -> Panel:
        box = Box(_element(raw), self._blocks(raw))
        return Panel(machine_value(raw, "frame"), box, machine_value(raw, "lang"))

    def _blocks(self, raw: Raw) -> tuple[Block, ...]:
        blocks = (self._block(child) for child in raw.elements)
        return tuple(block for block in blocks if block is not None)

    def _block(self, raw: Raw) -> Block | None:
        element = _element(raw)
        scope = machine_value(raw, "scope") or ("row" if raw.name == "th" else "")
        if raw.name == "img":
            return Image(element, machine_value(raw, "icon"), _seen(raw, "alt"))
        if raw.name == "qr":
            content = machine_value(raw, "content")
            return Code(element, content, _seen(raw, "alt")) if content else None
        if is_text(raw) or (raw.name in _TEXTS and not raw.elements):
            return Text(element, spans(raw), self.source.marked(raw.whole_text), scope)
        return Box(element, self._blocks(raw), scope)


def spans(raw: Raw) -> tuple[Span, ...]:
    """Return the words in ``raw`` with their inline styles and collapsed white space."""
    found: list[Span] = []
    for span in _spans(raw, Span("")):
        last = found[-1].text[-1:] if found else "\n"
        text = _BLANKS.sub(" ", span.text) if span.text != "\n" else span.text
        if text == "\n":
            _strip_end(found, " ")
        elif last in " \n":
            text = text.removeprefix(" ")
        if text:
            _add(found, replace(span, text=text))
    _strip_end(found, " \n")
    return tuple(found)


def _spans(raw: Raw, style: Span) -> Iterator[Span]:
    """Yield every piece of text; a forced break is a span of its own."""
    for child in raw.content:
        if isinstance(child, Raw):
            yield from _inline(child, style)
        else:
            text = unmarked(child)
            yield replace(style, text=" " if text == "\n" else text)


def _inline(raw: Raw, style: Span) -> Iterable[Span]:
    match raw.name:
        case "br":
            return (replace(style, text="\n"),)
        case "strong":
            return _spans(raw, replace(style, strong=True))
        case "em":
            return _spans(raw, replace(style, em=True))
        case "a":
            return _spans(raw, replace(style, link=machine_value(raw, "href")))
        case _:
            return _spans(raw, replace(style, tag=machine_value(raw, "lang")))


def _add(found: list[Span], span: Span) -> None:
    if found and replace(found[-1], text="") == replace(span, text=""):
        found[-1] = replace(span, text=found[-1].text + span.text)
    else:
        found.append(span)


def _strip_end(found: list[Span], characters: str) -> None:
    while found:
        text = found[-1].text.rstrip(characters)
        if text:
            found[-1] = replace(found[-1], text=text)
            return
        found.pop()


def _element(raw: Raw) -> Element:
    return Element(raw.name, tuple(machine_value(raw, "class").split()), raw.location)


def _seen(raw: Raw, name: str) -> str:
    """Return an attribute that readers hear or see."""
    return unmarked(raw.attributes.get(name, "")).strip()
