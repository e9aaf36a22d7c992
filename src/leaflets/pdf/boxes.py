"""Page boundaries (ISO 32000-1, 14.11.2): where trim, bleed and medium lie on a PDF page.

Input: a page of trim size, its edition; output: boxes with the origin at the bottom left of the
medium. The crop box is left out everywhere: printers warn when it differs from the media box.
"""

from __future__ import annotations

from dataclasses import dataclass

from leaflets.edition import Edition
from leaflets.layout.page import Page
from leaflets.pdf.editions import EditionSettings
from leaflets.pdf.syntax import numbers
from leaflets.units import mm

SLUG = mm(10)
"""Width of the border outside the bleed that marks stand in, points."""


@dataclass(frozen=True, slots=True)
class Boxes:
    """The size of the trim and the widths round it, points.

    ``bleed`` is the bleed box's border round the trim, ``margin`` the media box's (never less).
    """

    width: float
    height: float
    bleed: float
    margin: float

    @property
    def media(self) -> tuple[float, float, float, float]:
        return self._around(self.margin)

    @property
    def bleed_box(self) -> tuple[float, float, float, float]:
        return self._around(self.bleed)

    @property
    def trim(self) -> tuple[float, float, float, float]:
        return self._around(0.0)

    def _around(self, border: float) -> tuple[float, float, float, float]:
        low = self.margin - border
        high = self.margin + border
        return (low, low, self.width + high, self.height + high)


def page_boxes(page: Page, settings: EditionSettings) -> Boxes:
    """Return the boundaries of ``page``; a web page is its trim, and clips what bleeds."""
    if settings.kind is Edition.WEB:
        return Boxes(page.width, page.height, 0.0, 0.0)
    slug = SLUG if settings.marks else 0.0
    return Boxes(page.width, page.height, page.bleed, page.bleed + slug)


def box(corners: tuple[float, float, float, float]) -> str:
    """Return ``corners`` as a PDF rectangle."""
    return f"[{numbers(corners)}]"
