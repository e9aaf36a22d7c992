"""Fonts and colour spaces of a PDF's resources, as far as rules need them (ISO 32000-1, 8.6, 9)."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import Any

import pikepdf

from leaflets.preflight.element import Font, Ink
from leaflets.preflight.unpack import unpack

_PROGRAMS = {
    "Type1": "/FontFile",
    "MMType1": "/FontFile",
    "TrueType": "/FontFile2",
    "CIDFontType2": "/FontFile2",
}
_COMPACT = ("/Type1C", "/CIDFontType0C", "/OpenType")
_COMPONENTS = {"DeviceGray": 1, "CalGray": 1, "DeviceRGB": 3, "CalRGB": 3, "Lab": 3}
_DEFAULTS = {
    "DeviceGray": "/DefaultGray",
    "DeviceRGB": "/DefaultRGB",
    "DeviceCMYK": "/DefaultCMYK",
}
_SHORT = {"G": "DeviceGray", "RGB": "DeviceRGB", "CMYK": "DeviceCMYK", "I": "Indexed"}
_DEPTH = 4
"""Colour spaces inside colour spaces that are followed."""
_WIDTHS = 1_000_000
"""Advances that one font may name."""


@dataclass(frozen=True, slots=True)
class Space:
    """A colour space: its family, how many components, the names of its colorants.

    ``below`` are the families of its alternate spaces, ``palette`` the colours of an Indexed space
    (which has the family of its base), ``source`` the array in the file that describes it.
    """

    family: str
    components: int
    names: tuple[str, ...] = ()
    below: tuple[str, ...] = ()
    palette: bytes | None = None
    source: Any = None

    @property
    def initial(self) -> tuple[float, ...]:
        """The colour that setting the space selects (8.6.5.6 and on)."""
        if self.palette is not None:
            return (0.0,)
        if self.family == "DeviceCMYK":
            return (0.0, 0.0, 0.0, 1.0)
        return ((1.0 if self.names else 0.0),) * self.components

    def ink(self, parts: tuple[float, ...] = ()) -> Ink:
        """Return the colour of these operands."""
        if self.palette is not None and parts:
            start = int(parts[0]) * self.components
            parts = tuple(value / 255 for value in self.palette[start : start + self.components])
        return Ink(self.family, parts, self.names, self.below, self.source)


def plain(name: object) -> str:
    """Return a name object without its slash."""
    return str(name).removeprefix("/")


def read_space(value: Any, resources: Any, depth: int = 0) -> Space:
    """Return the colour space that ``value`` names or is."""
    if depth > _DEPTH:
        return Space("?", 0)
    if isinstance(value, pikepdf.Array):
        return _array_space(value, resources, depth + 1)
    name = _SHORT.get(plain(value), plain(value))
    spaces = resources.get("/ColorSpace", {})
    stand_in = _DEFAULTS.get(name)
    if stand_in and stand_in in spaces:
        found = read_space(spaces[stand_in], {}, depth + 1)  # a stand-in has none itself
        return Space(name, _COMPONENTS.get(name, 4)) if found.family == name else found
    if stand_in:
        return Space(name, _COMPONENTS.get(name, 4))
    if f"/{name}" in spaces:
        return read_space(spaces[f"/{name}"], resources, depth + 1)
    return Space(name, 0)


def _array_space(value: pikepdf.Array, resources: Any, depth: int) -> Space:
    family = _SHORT.get(plain(value[0]), plain(value[0]))
    if family in ("Indexed", "Pattern") and len(value) > 1:
        base = read_space(value[1], resources, depth)
        palette = _palette(value) if family == "Indexed" else None
        return Space(base.family, base.components, base.names, base.below, palette, base.source)
    if len(value) == 1:
        return read_space(value[0], resources, depth)
    if family == "ICCBased":
        return Space(family, int(value[1].get("/N", 0)), source=value)
    if family in ("Separation", "DeviceN"):
        names = [value[1]] if family == "Separation" else _entries(value[1])
        colorants = tuple(plain(name) for name in names)
        other = read_space(value[2], resources, depth)
        below = (other.ink().title, *other.below)
        return Space(family, len(colorants), colorants, below, source=value)
    return Space(family, _COMPONENTS.get(family, 0), source=value)


def fingerprint(value: Any, known: dict[object, str]) -> str:
    """Return what is equal for equal objects, whether they stand here or elsewhere; ``known`` are
    those of the objects that have been looked at."""
    if not isinstance(value, pikepdf.Object):
        return str(value)
    key = value.objgen if value.is_indirect else None
    if key in known:
        return known[key]
    if key is not None:
        known[key] = "itself"
    text = sha256(_contents(value, known)).hexdigest()
    if key is not None:
        known[key] = text
    return text


def _contents(value: Any, known: dict[object, str]) -> bytes:
    if isinstance(value, pikepdf.Array):
        return " ".join(fingerprint(one, known) for one in value).encode()
    if isinstance(value, pikepdf.Dictionary | pikepdf.Stream):
        keys = sorted(value.keys())
        entries = " ".join(f"{key} {fingerprint(value[key], known)}" for key in keys).encode()
        return entries + (unpack(value) if isinstance(value, pikepdf.Stream) else b"")
    return str(value).encode("utf-8", "surrogateescape")


def _palette(value: pikepdf.Array) -> bytes:
    table = value[3]
    return unpack(table) if isinstance(table, pikepdf.Stream) else bytes(table)


def _entries(value: Any) -> list[Any]:
    return list(value)


def read_font(font: Any) -> Font:
    """Return what rules need of a font dictionary."""
    kind = plain(font.get("/Subtype", ""))
    name = plain(font.get("/BaseFont", font.get("/Name", "?")))
    if kind == "Type0":
        below = font.DescendantFonts[0]
        widths = _wide_widths(_entries(below.get("/W", [])))
        missing = float(below.get("/DW", 1000))
        return Font(name, _embedded(below), True, widths, missing, numbers=_numbers(font, below))
    first = int(font.get("/FirstChar", 0))
    advances = _entries(font.get("/Widths", []))
    widths = {first + at: float(width) for at, width in enumerate(advances)}
    numbers = _numbers(font)
    if kind == "Type3":
        unit = abs(float(font.FontMatrix[0])) * 1000
        return Font(name, True, False, widths, 0.0, unit, numbers, font)
    return Font(name, _embedded(font), False, widths, 500.0, numbers=numbers)


def glyph_streams(font: Any) -> dict[int, Any]:
    """Return the content of each glyph of a Type 3 font, by its code (9.6.5)."""
    streams = font.get("/CharProcs", {})
    found: dict[int, Any] = {}
    code = 0
    for entry in _entries(font.get("/Encoding", {}).get("/Differences", [])):
        if isinstance(entry, pikepdf.Name):
            if str(entry) in streams:
                found[code] = streams[str(entry)]
            code += 1
        else:
            code = int(entry)
    return found


def _numbers(*fonts: Any) -> frozenset[int]:
    """Return the object numbers that a font is known by."""
    described = [font.FontDescriptor for font in fonts if "/FontDescriptor" in font]
    return frozenset(one.objgen[0] for one in (*fonts, *described)) - {0}


def _embedded(font: Any) -> bool:
    """Tell whether a program that fits the font's kind comes with it (9.9, table 126)."""
    descriptor = font.get("/FontDescriptor", {})
    if _PROGRAMS.get(plain(font.get("/Subtype", ""))) in descriptor:
        return True
    return str(descriptor.get("/FontFile3", {}).get("/Subtype", "")) in _COMPACT


def _wide_widths(entries: list[Any]) -> dict[int, float]:
    """Return the advances of a W array (9.7.4.3): ``c [w ...]`` or ``first last w``."""
    widths: dict[int, float] = {}
    at = work = 0
    while at + 1 < len(entries):
        first, second = int(entries[at]), entries[at + 1]
        if isinstance(second, pikepdf.Array):
            widths |= {first + n: float(width) for n, width in enumerate(_entries(second))}
            work += len(second)
            at += 2
        else:
            last = min(int(second), first + 0xFFFF)
            work += last - first
            if work > _WIDTHS:
                raise ValueError("a font with endless widths")
            widths |= dict.fromkeys(range(first, last + 1), float(entries[at + 2]))
            at += 3
    return widths
