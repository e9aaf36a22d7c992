"""The resolution of pictures on paper.

Input: a finished leaflet; output: a diagnostic for each picture with too few pixels for its size,
as the Ghent Workgroup's print specification (GWG 2022) has it.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil

from leaflets.diagnostics import Diagnostic, Location, Severity
from leaflets.geometry import Rect
from leaflets.layout.page import Leaflet, PlacedImage
from leaflets.units import to_mm

_LEAST, _GOOD = 150.0, 225.0  # pixels an inch
_ROUNDING = 0.5
_INCH = 72.0  # points


def resolution_faults(leaflet: Leaflet) -> Iterator[Diagnostic]:
    """Yield an error for each picture below 150 pixels an inch, a warning below 225."""
    placements = (placement for page in leaflet.pages for placement in page.placements)
    placed = (placement for placement in placements if isinstance(placement, PlacedImage))
    sizes = {(one.picture.file, one.box.width): one for one in placed}
    for one in sizes.values():
        found = one.picture.width / one.box.width * _INCH
        if found < _GOOD - _ROUNDING:
            severity = Severity.ERROR if found < _LEAST - _ROUNDING else Severity.WARNING
            message = (
                f"the picture has {found:.0f} pixels an inch where it is "
                f"{to_mm(one.box.width):.1f} mm wide, and needs {_GOOD:.0f}"
            )
            hint = f"save it with at least {_pixels(one.box)} pixels, or print it smaller"
            yield Diagnostic(Location(one.picture.file), message, hint, severity)


def _pixels(box: Rect) -> str:
    return " x ".join(str(ceil(side / _INCH * _GOOD)) for side in (box.width, box.height))
