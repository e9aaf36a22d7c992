"""What a leaflet was laid out to, remembered for the next one of the same template and look.

Leaflets of a batch differ in a few words, so most panels come again as they were. Whoever keeps a
``Memory`` gives it to jobs of one template, language, theme and campaign only, since its keys do
not say rules, icons, pictures, or which way the page runs. Nothing that was made is ever changed,
so it may be shared.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from leaflets.geometry import Rect
from leaflets.layout.fragment import Fragment
from leaflets.layout.page import Placement
from leaflets.recall import Recall

if TYPE_CHECKING:
    from leaflets.layout.contrast import Pair

_PANELS = 64
_PLACED = 1024


@dataclass(frozen=True, slots=True)
class Memory:
    """``fragments`` are panels laid out, ``placements`` the same at their places on the page. Of
    what is placed, ``bounds`` are the boxes of shapes, ``distances`` those of lines from the edge
    of the paper in points, ``faint`` the colours of lines that are too near their grounds."""

    fragments: Recall[Fragment] = field(default_factory=lambda: Recall(_PANELS))
    placements: Recall[tuple[Placement, ...]] = field(default_factory=lambda: Recall(_PANELS))
    bounds: Recall[Rect] = field(default_factory=lambda: Recall(_PLACED))
    distances: Recall[float] = field(default_factory=lambda: Recall(_PLACED))
    faint: Recall[tuple[Pair, ...]] = field(default_factory=lambda: Recall(_PLACED))
