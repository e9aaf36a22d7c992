"""The editions of a leaflet, and the standards of the press edition."""

from __future__ import annotations

from enum import Enum


class Edition(Enum):
    """``WEB`` is read on a screen or a desk printer, ``PRESS`` goes to the print shop; ``OUTLINED``
    is the press edition with all text as shapes, for shops that take no fonts."""

    WEB = "web"
    PRESS = "press"
    OUTLINED = "outlined"


class Standard(Enum):
    """What a press file conforms to: PDF/X-4, or PDF/X-1a:2003 for older shops."""

    X4 = "x4"
    X1A = "x1a"
