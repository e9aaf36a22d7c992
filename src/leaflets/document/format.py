"""A template's format: the paper and its frames, all lengths in points.

Positions are relative to the start edge of a page, so that one description serves both directions.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from leaflets.document.style import NO_EDGES, Edges
from leaflets.geometry import Rect


@dataclass(frozen=True, slots=True)
class Frame:
    """A region of a page. ``rect`` from the start edge; ``padding`` inside it; ``fill`` a colour of
    the theme or empty (it reaches into the bleed where the frame touches the trim); ``columns`` and
    ``gutter`` the grid inside the padding; ``stretch`` the most that spare height adds to a gap."""

    name: str
    rect: Rect
    padding: Edges = NO_EDGES
    fill: str = ""
    columns: int = 1
    gutter: float = 0.0
    stretch: float = 0.0


@dataclass(frozen=True, slots=True)
class PageFormat:
    """A page: its name and frames, in painting order; ``folds`` lie across it, from its start."""

    name: str
    frames: tuple[Frame, ...]
    folds: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Format:
    """The paper: trim size, bleed on every side, least distance of text from the trim, pages.

    ``baseline`` is the step of the baseline grid.
    """

    width: float
    height: float
    bleed: float
    safe: float
    baseline: float
    pages: tuple[PageFormat, ...]


@dataclass(frozen=True, slots=True)
class Arrangement:
    """How a template stands where all languages share their coloured plates: ``pages`` instead of
    its own (empty: as they are), and more style ``rules``."""

    pages: tuple[PageFormat, ...] = ()
    rules: Mapping[str, Mapping[str, object]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Template:
    """A template folder: what is in ``template.yaml`` and where its markup stands.

    ``title`` is not translated: it names the template to the officer. ``rules`` are style rules
    that it adds to the theme's; ``places`` says in how many languages it speaks at once;
    ``black_plate`` is its arrangement for a black-plate change, if it has one.
    """

    name: str
    title: str
    markup: str
    format: Format
    rules: Mapping[str, Mapping[str, object]]
    places: int = 1
    black_plate: Arrangement | None = None
