"""A colour as two recipes of one appearance: ink for the press, sRGB for the screen."""

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
    def is_black(self) -> bool:
        """Whether the colour is full black ink alone, which overprints on the press.

        A tint of black does not: over a coloured ground it would let the ground through.
        """
        return self.cmyk == (0.0, 0.0, 0.0, 1.0)
