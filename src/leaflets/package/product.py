"""What is packed: a press file, what it is and looks like, how many are made, who gets them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from leaflets.document.format import Format
from leaflets.language import Direction
from leaflets.layout.page import Leaflet
from leaflets.order import Lot
from leaflets.plan import Job
from leaflets.preflight.measure import PageMeasure
from leaflets.preflight.report import Report
from leaflets.units import to_mm


@dataclass(frozen=True, slots=True)
class Delivery:
    """Who gets how many; ``venue`` is the key of a record, empty for an address of the order;
    ``pages`` of the file are this venue's, empty where all are."""

    quantity: int
    name: str
    address: str
    phone: str
    venue: str = ""
    pages: str = ""


@dataclass(frozen=True, slots=True)
class Product:
    """A leaflet in one language as it is ordered. ``leaflet`` is a sample where venues have their
    own."""

    job: Job
    leaflet: Leaflet
    paper: Format
    lot: Lot

    @property
    def panels(self) -> tuple[float, ...]:
        """The widths between the folds of the first page, from the left, in millimetres."""
        width = self.paper.width
        folds: Sequence[float] = self.paper.pages[0].folds
        if self.leaflet.language.direction is Direction.RTL:
            folds = [width - x for x in folds]
        edges = [0.0, *sorted(folds), width]
        return tuple(to_mm(b - a) for a, b in pairwise(edges))

    @property
    def fold(self) -> str:
        """How it is folded: what the order says, and where."""
        if len(self.panels) == 1:
            return self.lot.fold
        widths = " | ".join(f"{width:g}" for width in map(_rounded, self.panels))
        return f"{self.lot.fold or 'folded 折页'}: {widths} mm"


@dataclass(frozen=True, slots=True)
class PackedFile:
    """A file of the package: where it stands now, its ``name`` there, and what is in it.

    ``twin`` tells that it is the same as another with all text as shapes, and not ordered again.
    """

    product: Product
    path: Path
    name: str
    sha256: str
    measures: tuple[PageMeasure, ...]
    deliveries: tuple[Delivery, ...]
    report: Report
    twin: bool = False

    @property
    def quantity(self) -> int:
        return sum(one.quantity for one in self.deliveries)

    @property
    def flat(self) -> tuple[float, float]:
        """Width and height of the trim in millimetres, before folding."""
        return _rounded(self.measures[0].width), _rounded(self.measures[0].height)

    @property
    def finished(self) -> tuple[float, float]:
        """Width and height in millimetres after folding."""
        return _rounded(max(self.product.panels)), self.flat[1]

    @property
    def colours(self) -> str:
        """Inks of front and back, ``4/4``; each further sheet after a comma."""
        counts = [len(one.process) for one in self.measures]
        counts += [0] * (len(counts) % 2)
        pairs = zip(counts[::2], counts[1::2], strict=True)
        return ", ".join(dict.fromkeys(f"{front}/{back}" for front, back in pairs))

    @property
    def spots(self) -> tuple[str, ...]:
        """Names of the spot inks."""
        return tuple(sorted({name for one in self.measures for name in one.spots}))

    @property
    def bleed(self) -> float:
        """The least bleed of any page in millimetres."""
        return _rounded(min(one.bleed for one in self.measures))


def _rounded(length: float) -> float:
    """Return millimetres as a shop writes them: to a tenth."""
    return round(length, 1)
