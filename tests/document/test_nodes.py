"""Documents in several languages put together."""

from __future__ import annotations

from leaflets.diagnostics import Location
from leaflets.document.nodes import Box, Document, Element, Panel, beside

ELEMENT = Element("panel", (), Location("t.xml.j2", 1))


def document(title: str, *panels: tuple[str, str]) -> Document:
    return Document(title, tuple(Panel(name, Box(ELEMENT, ()), tag) for name, tag in panels))


def test_panels_of_the_others_are_tagged_with_their_language() -> None:
    first = document("One", ("a", ""), ("b", "zh-Hans"))
    second = document("Un", ("c", ""), ("d", "zh-Hans"))
    both = beside([("en", first), ("fr", second)])
    assert both is not None
    assert both.title == "One"
    found = [(panel.frame, panel.tag) for panel in both.panels]
    assert found == [("a", ""), ("b", "zh-Hans"), ("c", "fr"), ("d", "zh-Hans")]


def test_nothing_comes_of_a_language_that_fails() -> None:
    assert beside([("en", document("One")), ("fr", None)]) is None
