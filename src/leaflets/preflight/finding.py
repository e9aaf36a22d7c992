"""What preflight says: rules with names, findings with page and place, the limits of a campaign.

A place is in millimetres from the top left corner of the trim, since that is what a person measures
on the sheet. Severity is that of ``leaflets.diagnostics``.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple

from leaflets.diagnostics import Diagnostic, Location, Severity


class Profile(Enum):
    """What a file is judged by; ``PRESS`` and ``WEB`` stand for the rules of a whole edition."""

    X4 = "x4"
    X1A = "x1a"
    VT1 = "vt1"
    GWG = "gwg"
    UA1 = "ua1"
    A2A = "a2a"
    PRESS = "press"
    WEB = "web"


class Variant(Enum):
    """The variants of GWG 2022 for sheetfed offset: four inks or more, with RGB pictures or not."""

    CMYK = "sheet-cmyk"
    CMYK_RGB = "sheet-cmyk-rgb"
    SPOT = "sheet-spot"
    SPOT_RGB = "sheet-spot-rgb"


class Place(NamedTuple):
    """Millimetres from the left and the top edge of the trim."""

    x: float
    y: float

    def __str__(self) -> str:
        return f"{self.x:.1f} mm from the left and {self.y:.1f} mm from the top of the trim"


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault. ``rule`` is such as ``x4/trim-box`` or ``gwg/R0007``; ``page`` counts from 1, 0
    where the whole file is meant; ``place`` is None where no single spot is."""

    rule: str
    message: str
    severity: Severity
    hint: str = ""
    page: int = 0
    place: Place | None = None

    def diagnostic(self, path: str) -> Diagnostic:
        """Return the finding as a diagnostic of the file at ``path``."""
        where = f"page {self.page}: " if self.page else ""
        spot = f", {self.place}" if self.place else ""
        message = f"{where}{self.message}{spot} [{self.rule}]"
        return Diagnostic(Location(path), message, self.hint, self.severity)


@dataclass(frozen=True, slots=True)
class Limits:
    """A campaign's own limits: ``ink`` in per cent of all inks together (a mean over 15 mm),
    ``type_size`` the least in points (0: none), ``bleed`` in millimetres, and the ``variant`` of
    GWG 2022 that the press works by."""

    ink: float = 300.0
    type_size: float = 0.0
    bleed: float = 3.0
    variant: Variant = Variant.CMYK
