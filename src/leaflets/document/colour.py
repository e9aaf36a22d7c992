"""A colour as two recipes of one appearance: ink for the press, sRGB for the screen.

Contrast is that of WCAG 2.2, computed from the screen's recipe.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Colour:
    """``cmyk`` in 0 to 1 (DeviceCMYK of the press edition), ``rgb`` in 0 to 1 (sRGB, web edition).

    ``spot`` names a separation ink (die, fold, varnish); empty for process colours.
    """

    name: str
    cmyk: tuple[float, float, float, float]
    rgb: tuple[float, float, float]
    spot: str = ""

    @property
    def luminance(self) -> float:
        """Relative luminance on the screen: 0 is black, 1 is white (WCAG 2.2, definitions)."""
        red, green, blue = (_linear(value) for value in self.rgb)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    @property
    def is_black(self) -> bool:
        """Whether the colour is full black ink alone, which overprints on the press.

        A tint of black does not: over a coloured ground it would let the ground through.
        """
        return self.cmyk == (0.0, 0.0, 0.0, 1.0)


def contrast(one: Colour, other: Colour) -> float:
    """Return the contrast ratio of two colours, from 1 to 21 (WCAG 2.2, definitions)."""
    dark, light = sorted((one.luminance, other.luminance))
    return (light + 0.05) / (dark + 0.05)


def _linear(value: float) -> float:
    return float(value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4)
