"""The values of the text room: styled spans in, shaped clusters, lines out.

Distances inside a shaped run are font units; everything on a ``Line`` is points. Indices count code
points of the paragraph's text. *Logical* order is reading order, *visual* order left to right.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field
from enum import Enum
from typing import NamedTuple

from leaflets.fonts.face import Face
from leaflets.language import Direction


@dataclass(frozen=True, slots=True)
class TextStyle:
    """How a span is set.

    ``size`` points; ``weight`` 100 to 900; ``tracking`` em added after each cluster (ignored where
    a script forbids letterspacing); ``family`` a theme family that goes before the script's own;
    ``tag`` the BCP 47 language of the span; ``mark`` any value the caller wants back on the runs
    (colour, link), never looked into here.
    """

    size: float
    weight: int = 400
    tracking: float = 0.0
    family: str | None = None
    tag: str = ""
    mark: Hashable = None


@dataclass(frozen=True, slots=True)
class TextSpan:
    """A stretch of text in one style. ``\\n`` is a forced line break."""

    text: str
    style: TextStyle


class Glyph(NamedTuple):
    """A glyph of a cluster; advance and offsets in font units, y upward."""

    index: int  # type: ignore[assignment]  # hides the method of tuples, which nobody needs here
    advance: int
    x_offset: int = 0
    y_offset: int = 0


class Cluster(NamedTuple):
    """Inseparable characters ``[start, end)`` and their glyphs, in visual order.

    A default-ignorable character (bidi controls, ZWJ alone) or a line feed has no glyphs. Made for
    every character of a text: a named tuple costs a third of a dataclass.
    """

    start: int
    end: int
    glyphs: tuple[Glyph, ...]
    unsafe: bool = False
    """True when breaking a line before this cluster requires shaping again."""

    @property
    def advance(self) -> int:
        """Advance in font units."""
        glyphs = self.glyphs
        return glyphs[0].advance if len(glyphs) == 1 else sum(glyph.advance for glyph in glyphs)


@dataclass(frozen=True, slots=True)
class GlyphRun:
    """Clusters of one face, size, level and style on one line, in visual order.

    ``xs`` is the left edge of each cluster in points from the left end of the line's text, so
    justification, tracking and Han-Latin space are already in it. ``widths`` is the room each
    cluster takes (its advance plus what was added after it), in points.
    """

    face: Face
    size: float
    level: int
    style: TextStyle
    clusters: tuple[Cluster, ...]
    xs: tuple[float, ...]
    widths: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One line box: code points ``[start, end)`` of ``text``, runs in visual order.

    ``text`` is the whole paragraph's; ``levels`` the embedding level of each of the line's code
    points (after rule L1), indexed from ``start``. ``width`` is the ink width without hanging
    white space; ``x`` the left end of the text from the left edge of the measure. ``ascent`` and
    ``descent`` (positive) are those of the largest run. ``hyphen`` is true when the last cluster is
    an added hyphen (its cluster is empty: start == end).
    """

    text: str
    start: int
    end: int
    levels: tuple[int, ...]
    runs: tuple[GlyphRun, ...]
    x: float
    width: float
    ascent: float
    descent: float
    direction: Direction
    hyphen: bool = False


class Alignment(Enum):
    START = "start"
    CENTER = "center"
    END = "end"
    JUSTIFY = "justify"


@dataclass(frozen=True, slots=True)
class Missing:
    """A character of a paragraph that no face covers."""

    character: str
    index: int


@dataclass(frozen=True, slots=True)
class ParagraphLines:
    """A paragraph set to a measure: its lines and what went wrong.

    ``overflow`` is by how many points the widest unbreakable piece passes the measure.
    """

    lines: tuple[Line, ...]
    overflow: float = 0.0
    missing: tuple[Missing, ...] = field(default=())
