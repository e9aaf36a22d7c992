"""A laid-out block before it has a page: parts at start-relative places, nothing mirrored yet.

x grows from the start edge of the fragment, y downward from its top, in points.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from leaflets.document.colour import Colour
from leaflets.document.nodes import Element, Message
from leaflets.geometry import Path
from leaflets.layout.raster import Picture
from leaflets.layout.slot import Slot
from leaflets.text.model import Line


@dataclass(frozen=True, slots=True)
class LinePart:
    """A line whose measure starts at ``x`` and is ``width`` wide; ``y`` is its baseline; ``slot``
    is the slot that it stands in."""

    line: Line
    x: float
    y: float
    width: float
    structure: int | None
    slot: Slot | None = None


@dataclass(frozen=True, slots=True)
class ShapePart:
    """An outline whose box starts at ``x`` and is ``width`` wide; the path is relative to x, y.

    ``turns`` says that a mirrored page turns the drawing itself round, not only its place.
    """

    path: Path
    x: float
    y: float
    width: float
    colour: Colour
    turns: bool = True
    stroke: float = 0.0
    dash: tuple[float, ...] = ()
    structure: int | None = None


@dataclass(frozen=True, slots=True)
class ImagePart:
    """A picture whose box starts at ``x``, ``y`` and is ``width`` by ``height``; it never turns."""

    picture: Picture
    x: float
    y: float
    width: float
    height: float
    structure: int | None = None


Part = LinePart | ShapePart | ImagePart


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong with a block: a character no face has, or a word wider than its measure."""

    element: Element
    messages: tuple[Message, ...]
    message: str
    hint: str


@dataclass(frozen=True, slots=True)
class Fragment:
    """A block laid out at a width.

    ``used`` is how much of the width its content takes; ``baseline`` that of its first line, if it
    has one; ``gaps`` how many stretchable gaps are inside.
    """

    width: float
    height: float
    parts: tuple[Part, ...] = ()
    used: float = 0.0
    baseline: float | None = None
    gaps: int = 0
    faults: tuple[Fault, ...] = ()


def moved(part: Part, dx: float, dy: float) -> Part:
    """Return ``part`` moved by points."""
    return replace(part, x=part.x + dx, y=part.y + dy)


def shifted(fragment: Fragment, dx: float, dy: float) -> tuple[Part, ...]:
    """Return the parts of ``fragment`` moved by points."""
    if dx == dy == 0:
        return fragment.parts
    return tuple([moved(part, dx, dy) for part in fragment.parts])
