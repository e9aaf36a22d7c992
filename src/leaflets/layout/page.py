"""Finished pages: what layout hands to pdf, every distance in physical points.

x grows from the left edge of the trim, y downward from its top; nothing is mirrored any more.
Placements are in painting order, and those that carry a ``structure`` index are in reading order.
"""

from __future__ import annotations

from dataclasses import dataclass

from leaflets.document.colour import Colour
from leaflets.document.theme import BODY_CONTRAST
from leaflets.geometry import Path, Rect
from leaflets.language import Language
from leaflets.layout.raster import Picture
from leaflets.layout.slot import Slot
from leaflets.text.model import Line


@dataclass(frozen=True, slots=True)
class Mark:
    """What layout hangs on a text style (``TextStyle.mark``) and finds again on the runs.

    ``link`` is a URI or empty; ``structure`` an index into ``Leaflet.structure`` that goes before
    the line's own (a Link, or a Span in another language), or None; ``contrast`` the least ratio
    of the colour to what is below it.
    """

    colour: Colour
    link: str = ""
    structure: int | None = None
    contrast: float = BODY_CONTRAST


@dataclass(frozen=True, slots=True)
class PlacedLine:
    """A line of text. ``x`` is the left end of ``line``'s text (``line.x`` already added);
    ``baseline`` from the top of the trim; ``structure`` an index into ``Leaflet.structure`` or None
    for an artifact. Every run's ``style.mark`` is a ``Mark``. ``slot`` is the slot it stands in."""

    line: Line
    x: float
    baseline: float
    structure: int | None
    slot: Slot | None = None


@dataclass(frozen=True, slots=True)
class PlacedShape:
    """A filled or stroked outline. ``stroke`` is the line width in points, 0 for a filled shape.

    ``dash`` is on and off lengths in points, empty for a solid line. A shape that touches a trim
    edge already reaches into the bleed.
    """

    path: Path
    colour: Colour
    stroke: float = 0.0
    dash: tuple[float, ...] = ()
    structure: int | None = None


@dataclass(frozen=True, slots=True)
class PlacedImage:
    """A picture that fills ``box``, which has its ratio; ``structure`` as in ``PlacedLine``."""

    picture: Picture
    box: Rect
    structure: int | None = None


Placement = PlacedLine | PlacedShape | PlacedImage


@dataclass(frozen=True, slots=True)
class StructureNode:
    """A node of the logical structure (PDF 32000-1, 14.8): ``role`` is a standard structure type.

    ``parent`` is an index into ``Leaflet.structure`` (-1 for the document); ``alt`` the alternative
    text of a Figure; ``tag`` a BCP 47 language where it differs from the document's; ``scope`` is
    ``Row`` or ``Column`` on a TH; ``columns`` the grid columns a cell spans; ``bbox`` of a Figure;
    ``link`` is the URI of a Link whose whole Figure leads there.
    """

    role: str
    parent: int
    alt: str = ""
    tag: str = ""
    scope: str = ""
    columns: int = 1
    bbox: Rect | None = None
    page: int = 0
    link: str = ""


@dataclass(frozen=True, slots=True)
class Bookmark:
    """An outline entry: ``level`` from 1, its text, page index and y of its top."""

    level: int
    title: str
    page: int
    y: float


@dataclass(frozen=True, slots=True)
class PlacedFrame:
    """A frame of the format on its page: ``placements[start:end]`` of the page are what it holds,
    its own ground included."""

    name: str
    rect: Rect
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Page:
    """One finished page of trim size ``width`` by ``height`` points."""

    name: str
    width: float
    height: float
    bleed: float
    placements: tuple[Placement, ...]
    frames: tuple[PlacedFrame, ...] = ()


@dataclass(frozen=True, slots=True)
class Leaflet:
    """A whole laid-out leaflet. ``structure[0]`` is the Document node; parents precede children.

    ``fit`` is the type size that copyfitting took: 1 the greatest of every role, 0 the least.
    """

    language: Language
    title: str
    pages: tuple[Page, ...]
    structure: tuple[StructureNode, ...]
    bookmarks: tuple[Bookmark, ...]
    fit: float = 1.0
