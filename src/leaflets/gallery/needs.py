"""What the gallery needs beyond leaflets itself: PDFium, which draws pages, and Pillow.

They are optional, so every other module of the room is imported only where this one says that they
are there.
"""

from __future__ import annotations

from importlib.util import find_spec

REMEDY = "pip install pypdfium2 Pillow"
"""What installs them, wherever leaflets itself came from."""


def is_complete() -> bool:
    """Tell whether everything that draws pictures is installed."""
    return all(find_spec(name) for name in ("pypdfium2", "PIL"))
