"""What a document uses: the classes and icons of a look, pictures, messages.

Input: a document and the names that there are; output: a diagnostic at the template's element for
each name that nothing knows. A class without a rule changes nothing on paper: that is a warning.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from leaflets.diagnostics import Diagnostic, Location, Severity
from leaflets.document.nodes import Block, Box, Document, Image, Message, Panel, Raster
from leaflets.settings import alike


def unknown_classes(document: Document, selectors: Iterable[str]) -> Iterator[Diagnostic]:
    """Yield a warning for each class that is in none of the selectors of theme and template."""
    known = {selector.partition(".")[2] for selector in selectors} - {""}
    for block in _blocks(document):
        element = block.element
        for name in element.classes:
            if name not in known:
                message = f"no rule in the theme or template.yaml knows the class `{name}`"
                hint = alike(name, known)
                near = hint if hint.startswith("did you mean") else "write a rule, or take it out"
                yield Diagnostic(element.location, message, near, Severity.WARNING)


def unknown_icons(document: Document, known: Collection[str]) -> Iterator[Diagnostic]:
    """Yield a fault for each icon that is not in the theme's set."""
    for image in images(document):
        if image.icon not in known:
            message = f"the icon set has no `{image.icon}`"
            yield Diagnostic(image.element.location, message, alike(image.icon, known))


def images(document: Document) -> Iterator[Image]:
    """Yield every image of the document."""
    return (block for block in _blocks(document) if isinstance(block, Image))


def rasters(document: Document) -> Iterator[Raster]:
    """Yield every picture of pixels of the document."""
    return (block for block in _blocks(document) if isinstance(block, Raster))


def messages(panel: Panel) -> Iterator[Message]:
    """Yield every message of the panel, as often as it stands there."""
    for block in _inside([panel]):
        if not isinstance(block, Box):
            yield from block.messages


def places(document: Document) -> frozenset[Location]:
    """Return where the messages stand that the pages of the document show."""
    return frozenset(one.location for panel in document.panels for one in messages(panel))


def _blocks(document: Document) -> Iterator[Block]:
    return _inside(document.panels)


def _inside(panels: Sequence[Panel]) -> Iterator[Block]:
    """Yield every block, the panels' own boxes included, in reading order."""
    waiting: list[Block] = [panel.box for panel in reversed(panels)]
    while waiting:
        block = waiting.pop()
        yield block
        if isinstance(block, Box):
            waiting += reversed(block.children)
