"""The document: what a template means, before anything has a place on paper.

A ``Document`` is a sequence of panels, one for each frame of the template's format; a panel holds
boxes, texts, images and codes. Element names are HTML's where HTML has one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from leaflets.diagnostics import Location


@dataclass(frozen=True, slots=True)
class Message:
    """The catalog entry that a piece of text came from; ``text`` is its translation, with the
    placeholders still in it, ``context`` its msgctxt."""

    msgid: str
    location: Location
    text: str = field(default="", compare=False)
    context: str | None = None


@dataclass(frozen=True, slots=True)
class Span:
    """Text in one inline style; ``text`` is ready to set and ``\\n`` is a forced break.

    ``strong`` and ``em`` mark emphasis, ``link`` a URI, ``tag`` a BCP 47 language other than the
    document's.
    """

    text: str
    strong: bool = False
    em: bool = False
    link: str = ""
    tag: str = ""


@dataclass(frozen=True, slots=True)
class Element:
    """What all nodes share: HTML name, classes, place in the template, and message if any."""

    name: str
    classes: tuple[str, ...]
    location: Location


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph-like block (``p h1 h2 h3 th td li number ...``) that holds only spans; ``slot``
    names the value of a record that it shows instead."""

    element: Element
    spans: tuple[Span, ...]
    messages: tuple[Message, ...] = ()
    scope: str = ""
    slot: str = ""

    @property
    def plain(self) -> str:
        """The text without its styles."""
        return "".join(span.text for span in self.spans)


@dataclass(frozen=True, slots=True)
class Box:
    """A block that holds blocks (``section header div ul ol li table tr td ...``)."""

    element: Element
    children: tuple[Block, ...]
    scope: str = ""


@dataclass(frozen=True, slots=True)
class Image:
    """An icon of the theme's set, by name. ``alt`` empty marks it as decoration (an artifact)."""

    element: Element
    icon: str
    alt: str = ""
    messages: tuple[Message, ...] = ()


@dataclass(frozen=True, slots=True)
class Raster:
    """A picture of pixels: ``src`` is a file of the campaign's or the template's folder. ``alt``
    empty marks it as decoration (an artifact)."""

    element: Element
    src: str
    alt: str = ""
    messages: tuple[Message, ...] = ()


@dataclass(frozen=True, slots=True)
class Code:
    """A QR code of ``content``; ``alt`` says where it leads."""

    element: Element
    content: str
    alt: str
    messages: tuple[Message, ...] = ()


Block = Text | Box | Image | Raster | Code


@dataclass(frozen=True, slots=True)
class Panel:
    """What one frame of the format is filled with."""

    frame: str
    box: Box
    tag: str = ""
    """BCP 47 language where it differs from the document's."""


@dataclass(frozen=True, slots=True)
class Document:
    """A leaflet's content in reading order; ``title`` is for the PDF's metadata and window.

    ``draft`` is set where texts stand in for translations that are missing or fuzzy; ``messages``
    are those of the title.
    """

    title: str
    panels: tuple[Panel, ...] = field(default=())
    draft: bool = False
    messages: tuple[Message, ...] = ()


def beside(documents: Sequence[tuple[str, Document | None]]) -> Document | None:
    """Return the first document with the panels of the others after its own, None if one is None.

    Each comes with its BCP 47 language, in which the panels of the others are tagged.
    """
    first, draft = documents[0][1], False
    panels: list[Panel] = []
    for tag, document in documents:
        if document is None or first is None:
            return None
        draft = draft or document.draft
        own = "" if tag == documents[0][0] else tag
        panels += [replace(panel, tag=panel.tag or own) for panel in document.panels]
    return replace(first, panels=tuple(panels), draft=draft) if first else None
