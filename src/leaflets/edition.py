"""The two editions of a leaflet: what a build is for."""

from __future__ import annotations

from enum import Enum


class Edition(Enum):
    """``WEB`` is read on a screen or a desk printer, ``PRESS`` goes to the print shop."""

    WEB = "web"
    PRESS = "press"
