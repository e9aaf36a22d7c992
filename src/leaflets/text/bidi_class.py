"""Character properties that the bidirectional algorithm reads: class, bracket, mirror image.

Input: text. Output: Bidi_Class codes (``ucd.classes``) in a string of the text's length; bracket
pairs; mirrored characters. The data are those of ``ucd.bidi``, of one Unicode version (UAX #44).
"""

from __future__ import annotations

import re
from operator import mul
from types import MappingProxyType
from typing import Final

from leaflets.text.ucd import bidi as _ucd

UNICODE_VERSION: Final = _ucd.UNICODE_VERSION

# One code for each of the 0x110000 code points: 1.1 MB that str.translate indexes without a copy.
_CLASSES: Final = "".join(map(mul, _ucd.RUN_CLASSES, map(int, _ucd.RUN_LENGTHS.split())))


def classes(text: str) -> str:
    """Return the Bidi_Class code of each code point of ``text``; a lone surrogate is ``L``."""
    return text.translate(_CLASSES)


def _pairs(flat: str) -> MappingProxyType[str, str]:
    return MappingProxyType(dict(zip(flat[::2], flat[1::2], strict=True)))


EQUIVALENTS: Final = _pairs(_ucd.EQUIVALENTS)
"""A bracket to the one it is canonically equivalent to (BD16)."""

CLOSING: Final = MappingProxyType(
    {
        opening: EQUIVALENTS.get(closing, closing)
        for opening, closing in _pairs(_ucd.BRACKETS).items()
    }
)
"""An opening bracket to its closing one, in the form ``EQUIVALENTS`` gives (BD14, BD15)."""

BRACKET: Final = re.compile("[" + re.escape(_ucd.BRACKETS) + "]")
"""Any opening or closing paired bracket."""

MIRRORED: Final = _pairs(_ucd.MIRRORS)
"""A character to its Bidi_Mirroring_Glyph."""
