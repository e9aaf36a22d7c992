"""Names that a print shop can read and every system can write: ASCII letters, digits and ``._-``.

Such as ``yuexiu_know-the-law_A4_zh_2000_v1.0.pdf``: campaign, leaflet, format, language, number of
copies, version. What ASCII cannot say becomes ``-``, and eight digits of its hash follow, so that
two names never become one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from hashlib import sha256

from leaflets.batch.names import file_stem
from leaflets.language import language

_SIDES = {"A1": 594, "A2": 420, "A3": 297, "A4": 210, "A5": 148, "A6": 105, "A7": 74}
"""Shorter sides of ISO 216 in millimetres; each is the longer one of the next."""

_OTHER = re.compile(r"[^A-Za-z0-9._-]+")


def format_name(width: float, height: float) -> str:
    """Return how a shop calls a trim of so many millimetres: ``A4``, or ``90x54mm``."""
    short, long = sorted((round(width), round(height)))
    longer = dict(zip(_SIDES, (841, *_SIDES.values()), strict=False))
    for name, side in _SIDES.items():
        if (short, long) == (side, longer[name]):
            return name
    return f"{round(width)}x{round(height)}mm"


def language_names(locales: Iterable[str]) -> dict[str, str]:
    """Return a short name of each locale: ``zh``, or ``zh-Hans-CN`` where there is more than one
    Chinese."""
    tags = {locale: language(locale).tag for locale in locales}
    counts = Counter(tag.partition("-")[0] for tag in tags.values())
    short = {locale: tag.partition("-")[0] for locale, tag in tags.items()}
    return {locale: name if counts[name] == 1 else tags[locale] for locale, name in short.items()}


def plain(text: str) -> str:
    """Return ``text`` as a part of a name."""
    safe = _OTHER.sub("-", text).strip("-. ")
    return safe if safe == text else f"{safe}-{_mark(text)}".lstrip("-")


def shop_name(parts: Sequence[str]) -> str:
    """Return the parts as one name, without an ending."""
    return "_".join(plain(part) for part in parts)


def venue_name(key: str) -> str:
    """Return the folder of a venue."""
    return plain(file_stem(key))


def _mark(text: str) -> str:
    return sha256(text.encode(errors="surrogatepass")).hexdigest()[:8]
