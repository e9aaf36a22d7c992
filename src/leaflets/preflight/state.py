"""The graphics state of a page in the reading (ISO 32000-1, 8.4), as far as rules need it."""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass, field

from leaflets.preflight.element import Box, Font, Ink
from leaflets.preflight.fonts import Space
from leaflets.preflight.matrix import IDENTITY, Matrix

_BLACK = Ink("DeviceGray", (0.0,))
_GRAY = Space("DeviceGray", 1)


@dataclass(slots=True)
class TextState:
    """``matrix`` is where the next glyph stands, ``line`` the start of the line (9.4.1)."""

    font: Font | None = None
    size: float = 0.0
    mode: int = 0
    character: float = 0.0
    word: float = 0.0
    stretch: float = 1.0
    leading: float = 0.0
    rise: float = 0.0
    matrix: Matrix = IDENTITY
    line: Matrix = IDENTITY


@dataclass(slots=True)
class State:
    """All that ``q`` saves and ``Q`` restores; ``overprints`` is of fill and stroke."""

    matrix: Matrix
    clip: Box
    fill: Ink = _BLACK
    stroke: Ink = _BLACK
    fill_space: Space = _GRAY
    stroke_space: Space = _GRAY
    width: float = 1.0
    overprints: tuple[bool, bool] = (False, False)
    opm: int = 0
    text: TextState = field(default_factory=TextState)

    def saved(self) -> State:
        """Return a copy that later changes of this state do not touch."""
        twin = copy(self)
        twin.text = copy(self.text)
        return twin
