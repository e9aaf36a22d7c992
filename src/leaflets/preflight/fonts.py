"""Fonts and colour spaces of a PDF's resources, as far as rules need them (ISO 32000-1, 8.6, 9)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pikepdf

from leaflets.preflight.element import Font

_PROGRAMS = ("/FontFile", "/FontFile2", "/FontFile3")
_COMPONENTS = {"DeviceGray": 1, "CalGray": 1, "DeviceRGB": 3, "CalRGB": 3, "Lab": 3}
_DEFAULTS = {
    "DeviceGray": "/DefaultGray",
    "DeviceRGB": "/DefaultRGB",
    "DeviceCMYK": "/DefaultCMYK",
}
_SHORT = {"G": "DeviceGray", "RGB": "DeviceRGB", "CMYK": "DeviceCMYK", "I": "Indexed"}


@dataclass(frozen=True, slots=True)
class Space:
    """A colour space: its family, how many components, the names of its colorants."""

    family: str
    components: int
    names: tuple[str, ...] = ()

    @property
    def initial(self) -> tuple[float, ...]:
        """The colour that setting the space selects (8.6.5.6 and on)."""
        if self.family == "DeviceCMYK":
            return (0.0, 0.0, 0.0, 1.0)
        return ((1.0 if self.names else 0.0),) * self.components


def plain(name: object) -> str:
    """Return a name object without its slash."""
    return str(name).removeprefix("/")


def read_space(value: Any, resources: Any, depth: int = 0) -> Space:
    """Return the colour space that ``value`` names or is."""
    if isinstance(value, pikepdf.Array):
        return _array_space(value, resources, depth)
    name = _SHORT.get(plain(value), plain(value))
    spaces = resources.get("/ColorSpace", {})
    stand_in = _DEFAULTS.get(name)
    if stand_in:
        if stand_in in spaces and depth == 0:
            return read_space(spaces[stand_in], resources, depth + 1)
        return Space(name, _COMPONENTS.get(name, 4))
    if f"/{name}" in spaces and depth < 4:
        return read_space(spaces[f"/{name}"], resources, depth + 1)
    return Space(name, 0)


def _array_space(value: pikepdf.Array, resources: Any, depth: int) -> Space:
    family = _SHORT.get(plain(value[0]), plain(value[0]))
    if len(value) == 1:
        return read_space(value[0], resources, depth)
    if family == "ICCBased":
        return Space(family, int(value[1].get("/N", 0)))
    if family == "Separation":
        return Space(family, 1, (plain(value[1]),))
    if family == "DeviceN":
        names = tuple(plain(name) for name in _entries(value[1]))
        return Space(family, len(names), names)
    if family == "Indexed" and depth < 4:
        return read_space(value[1], resources, depth + 1)
    return Space(family, _COMPONENTS.get(family, 0))


def _entries(value: Any) -> list[Any]:
    return list(value)


def read_font(font: Any) -> Font:
    """Return what rules need of a font dictionary."""
    kind = plain(font.get("/Subtype", ""))
    name = plain(font.get("/BaseFont", font.get("/Name", "?")))
    if kind == "Type0":
        below = font.DescendantFonts[0]
        widths = _wide_widths(_entries(below.get("/W", [])))
        return Font(name, _embedded(below), True, widths, float(below.get("/DW", 1000)))
    first = int(font.get("/FirstChar", 0))
    advances = _entries(font.get("/Widths", []))
    widths = {first + at: float(width) for at, width in enumerate(advances)}
    if kind == "Type3":
        unit = abs(float(font.FontMatrix[0])) * 1000
        return Font(name, True, False, widths, 0.0, unit)
    return Font(name, _embedded(font), False, widths, 500.0)


def _embedded(font: Any) -> bool:
    descriptor = font.get("/FontDescriptor", {})
    return any(key in descriptor for key in _PROGRAMS)


def _wide_widths(entries: list[Any]) -> dict[int, float]:
    """Return the advances of a W array (9.7.4.3): ``c [w ...]`` or ``first last w``."""
    widths: dict[int, float] = {}
    at = 0
    while at + 1 < len(entries):
        first, second = int(entries[at]), entries[at + 1]
        if isinstance(second, pikepdf.Array):
            widths |= {first + n: float(width) for n, width in enumerate(_entries(second))}
            at += 2
        else:
            last = min(int(second), first + 0xFFFF)
            widths |= dict.fromkeys(range(first, last + 1), float(entries[at + 2]))
            at += 3
    return widths
