"""Computed style: how a node is set and boxed. Lengths are points.

A theme holds rules by selector: ``p``, ``.lead`` or ``p.lead``; later and narrower rules win.
Text properties are inherited from the enclosing box, box properties are not.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Shape(Enum):
    """The ground of a box."""

    RECT = "rect"
    ARCH = "arch"
    ARCH_START = "arch-start"  # the start half of an arch, flat where it is cut
    ARCH_END = "arch-end"  # the end half
    SPEECH = "speech"  # rounded, with a square corner at bottom start
    TAB = "tab"  # hangs from the top edge, rounded at the bottom
    DASHED = "dashed"  # an empty slot: a dashed outline, no ground


class Flow(Enum):
    """How a box lays out its children."""

    GRID = "grid"  # on ``columns`` equal columns, band under band
    ROW = "row"  # side by side, each as wide as it asks


class Place(Enum):
    """Where something stands in spare room."""

    START = "start"
    CENTER = "center"
    END = "end"


class Align(Enum):
    """How the lines of a text stand in their measure."""

    START = "start"
    CENTER = "center"
    END = "end"
    JUSTIFY = "justify"  # filled, but for the last one


class Width(Enum):
    """How wide a child of a row (or a box with a ground) is."""

    FILL = "fill"  # all that is left
    FIT = "fit"  # as wide as its content


@dataclass(frozen=True, slots=True)
class Rule:
    """A line across a box: width in points, colour by name."""

    width: float
    colour: str


@dataclass(frozen=True, slots=True)
class Edges:
    """Lengths at the four sides, in reading direction."""

    top: float = 0.0
    end: float = 0.0
    bottom: float = 0.0
    start: float = 0.0


NO_EDGES = Edges()


@dataclass(frozen=True, slots=True)
class Style:
    """Every property a theme can set; the values here are the defaults.

    Text (inherited): ``role`` names a type role, ``colour`` a colour, ``align`` the alignment,
    ``hyphenate`` lets words be divided where the language has patterns, ``kashida`` lets Arabic
    letters of justified lines be lengthened; ``weight`` overrides the role's (0 leaves it),
    ``strong_weight`` is that of ``strong`` and, there being no italics, of ``em``. Not
    inherited: ``balance`` evens the lines of a heading, which is neither filled nor divided;
    ``lines`` shrinks the text within its role's range until it takes no more lines (0: no limit).

    Box: ``before`` is the space above (none at the head of a frame); ``padding`` inside the ground;
    ``flow``, ``columns`` (0: as many as it spans), ``gutter`` (negative: the format's) and ``gap``
    arrange the children; ``span`` (0: all) and ``skip`` place it in its parent's columns; ``width``
    and ``height`` (0: natural); ``across`` and ``along`` place the content in spare height and
    width; ``fill``, ``shape``, ``radius`` draw its ground; rules stand above, below and between
    children, ``outline`` round its shape (never into the bleed); ``stretch`` says that spare height
    of the frame may widen its gaps.

    Image: ``icon_size`` is the drawing's share of the box's width, ``icon_colour`` its colour.
    ``marker`` (inherited) is what stands before a list item: ``none``, ``bullet`` (a shape without
    a figure) or any other name for a shape with the item's number; the rule ``marker.<name>``
    styles it.
    """

    role: str = "body"
    colour: str = "ink"
    align: Align = Align.START
    hyphenate: bool = False
    kashida: bool = False
    weight: int = 0
    strong_weight: int = 700
    balance: bool = False
    lines: int = 0

    before: float = 0.0
    padding: Edges = NO_EDGES
    flow: Flow = Flow.GRID
    columns: int = 0
    gutter: float = -1.0
    gap: float = 0.0
    span: int = 0
    skip: int = 0
    width: float | Width = Width.FILL
    height: float = 0.0
    across: Place = Place.START
    along: Place = Place.START
    fill: str = ""
    shape: Shape = Shape.RECT
    radius: float = 0.0
    rule_above: Rule | None = None
    rule_below: Rule | None = None
    rule_between: Rule | None = None
    outline: Rule | None = None
    stretch: bool = False

    icon_size: float = 0.62
    icon_colour: str = "white"
    marker: str = "none"


INHERITED = ("role", "colour", "align", "hyphenate", "kashida", "weight", "strong_weight", "marker")
"""The properties that a child takes from its parent unless a rule says otherwise."""
