"""What a page shows, as rules look at it: inks, boxes and painted elements.

Lengths are points in default user space (origin at the bottom left, y upward), with every matrix
already applied.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import Any, NamedTuple

_PROCESS = ("Cyan", "Magenta", "Yellow", "Black")
ICC_KINDS = {1: "Gray", 3: "RGB", 4: "CMYK"}
"""What profiles describe, by the number of components."""
_NOTHING = 0.0005
"""A tint below this leaves no dot on a plate."""


class Box(NamedTuple):
    """An upright rectangle from its left bottom to its right top corner."""

    left: float
    bottom: float
    right: float
    top: float

    def meets(self, other: Box) -> bool:
        """Tell whether the two share an area, or one a line that lies in the other."""
        return (
            self.left <= other.right
            and other.left <= self.right
            and self.bottom <= other.top
            and other.bottom <= self.top
        )

    def common(self, other: Box) -> Box:
        return Box(
            max(self.left, other.left),
            max(self.bottom, other.bottom),
            min(self.right, other.right),
            min(self.top, other.top),
        )

    def holds(self, other: Box, slack: float = 0.01) -> bool:
        return (
            self.left - slack <= other.left
            and self.bottom - slack <= other.bottom
            and other.right <= self.right + slack
            and other.top <= self.top + slack
        )


@dataclass(frozen=True, slots=True)
class Ink:
    """A colour: ``family`` of its space (DeviceCMYK, Separation, ICCBased ...), its ``parts``, and
    the ``names`` of the colorants of a Separation or DeviceN space.

    ``below`` are the families of the alternate spaces, ``source`` the space as the file has it.
    """

    family: str
    parts: tuple[float, ...] = ()
    names: tuple[str, ...] = ()
    below: tuple[str, ...] = ()
    source: Any = field(default=None, compare=False, repr=False)

    @property
    def title(self) -> str:
        """The family, of an ICC profile with its kind: ICCBasedCMYK."""
        if self.family != "ICCBased" or self.source is None:
            return self.family
        return self.family + ICC_KINDS.get(int(self.source[1].get("/N", 0)), "")

    @property
    def tints(self) -> dict[str, float]:
        """The plates that receive ink, and how much (0 to 1); empty where only a RIP would know."""
        if self.family == "DeviceCMYK":
            pairs = zip(_PROCESS, self.parts, strict=False)
        elif self.family in ("DeviceGray", "CalGray"):
            pairs = zip(("Black",), (1 - part for part in self.parts), strict=False)
        elif self.names:
            pairs = zip(self.names, self.parts, strict=False)
        else:
            return {}
        return {name: tint for name, tint in pairs if tint > _NOTHING}

    @property
    def is_white(self) -> bool:
        if self.family == "Pattern" or not self.parts:
            return False
        if self.family in ("DeviceRGB", "CalRGB"):
            return all(part > 1 - _NOTHING for part in self.parts)
        return self.family in _KNOWN and not self.tints

    @property
    def is_black(self) -> bool:
        """Whether it is full black ink and no other."""
        tints = self.tints
        return set(tints) == {"Black"} and tints["Black"] > 1 - _NOTHING


_KNOWN = ("DeviceCMYK", "DeviceGray", "CalGray", "Separation", "DeviceN")


class Kind(Enum):
    TEXT = "text"
    PATH = "path"
    IMAGE = "image"
    SHADING = "shading"


@dataclass(frozen=True, slots=True)
class Font:
    """A font as a page uses it. ``widths`` per code in thousandths, ``unit`` the points that one
    thousand units are at size 1 (1, but for a Type 3 font), ``numbers`` those of its objects,
    ``drawn`` the dictionary of a Type 3 font, whose glyphs are content."""

    name: str
    embedded: bool
    wide: bool
    widths: dict[int, float]
    missing: float
    unit: float = 1.0
    numbers: frozenset[int] = frozenset()
    drawn: Any = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Image:
    """A picture's pixels: ``ppi`` the lesser of its two effective resolutions; a mask has no
    colours of its own."""

    width: int
    height: int
    bits: int
    ppi: float
    is_mask: bool = False


@dataclass(frozen=True, slots=True)
class Element:
    """Something painted. ``fill`` and ``stroke`` are None where nothing is; ``size`` is the type
    size of a text or the width of a stroke; ``overprints`` tells of fill and stroke."""

    kind: Kind
    page: int
    box: Box
    fill: Ink | None = None
    stroke: Ink | None = None
    size: float = 0.0
    overprints: tuple[bool, bool] = (False, False)
    opm: int = 0
    font: Font | None = None
    image: Image | None = None

    @property
    def inks(self) -> tuple[Ink, ...]:
        return tuple(ink for ink in (self.fill, self.stroke) if ink is not None)
