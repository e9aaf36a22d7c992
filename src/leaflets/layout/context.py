"""What every block needs while it is laid out, in one frozen value."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from math import ceil

from leaflets.document.colour import Colour
from leaflets.document.theme import Theme
from leaflets.geometry import Path
from leaflets.language import Language, language
from leaflets.layout.memory import Memory
from leaflets.layout.raster import Picture
from leaflets.layout.structure import Structure
from leaflets.text.typesetter import Typesetter


@dataclass(frozen=True, slots=True)
class Context:
    """``fit`` (0 to 1) places every type size between its least and most; ``extra`` points go to
    each side of a stretchable gap; ``baseline`` is the step of the baseline grid; ``gutter`` that
    of the frame; ``icon`` gives the outline of an icon in a square of side 1; ``pictures`` are
    those of pixels by their ``src``; ``memory`` has what was laid out before."""

    theme: Theme
    typesetter: Typesetter
    language: Language
    structure: Structure
    icon: Callable[[str], Path]
    baseline: float
    gutter: float = 0.0
    fit: float = 1.0
    extra: float = 0.0
    pictures: Mapping[str, Picture] = field(default_factory=dict)
    memory: Memory = field(default_factory=Memory)

    def inside(self, tag: str) -> Context:
        """Return the context of a panel in the language of BCP 47 ``tag``; empty: the leaflet's."""
        return replace(self, language=language(tag.replace("-", "_"))) if tag else self

    def colour(self, name: str) -> Colour:
        return self.theme.colours[name]

    def snapped(self, y: float) -> float:
        """Return the next line of the baseline grid at or below ``y``."""
        return ceil(y / self.baseline - 1e-3) * self.baseline
