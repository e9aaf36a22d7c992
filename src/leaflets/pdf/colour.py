"""Colours as content operators (ISO 32000-1, 8.6.8), one class an edition.

Input: ``Colour``; output: operators that set the fill or stroke colour, and the resources they
name. On the screen every colour is DeviceRGB under an sRGB output intent. On the press every colour
is DeviceCMYK or a Separation; gray and RGB operators are never written, since either would leave
the black plate.
"""

from __future__ import annotations

from typing import Protocol

from leaflets.document.colour import Colour
from leaflets.pdf.syntax import array, dictionary, name, numbers

REGISTRATION = Colour("registration", (1.0, 1.0, 1.0, 1.0), (0.0, 0.0, 0.0), spot="All")
"""The ink that marks every plate (8.6.6.4)."""

_OVERPRINT = "<</Type /ExtGState/OP true/op true/OPM 1>>"
_KNOCKOUT = "<</Type /ExtGState/OP false/op false/OPM 1>>"


class Inks(Protocol):
    """How an edition paints."""

    def fill(self, colour: Colour) -> str:
        """Return the operators after which a path or text is filled with ``colour``."""

    def stroke(self, colour: Colour) -> str:
        """Return the operators after which a path is stroked with ``colour``."""

    def knock_out(self) -> str:
        """Return the operators after which a picture erases what is below it."""

    def prints(self, colour: Colour) -> bool:
        """Tell whether the edition shows ``colour`` at all."""

    def resources(self) -> dict[str, str]:
        """Return what the operators given so far need in the page's resources."""


class ScreenInks:
    """sRGB for the web edition; die and fold lines are for the print shop and left out."""

    def fill(self, colour: Colour) -> str:
        return f"{numbers(colour.rgb)} rg"

    def stroke(self, colour: Colour) -> str:
        return f"{numbers(colour.rgb)} RG"

    def knock_out(self) -> str:
        return ""

    def prints(self, colour: Colour) -> bool:
        return not colour.spot

    def resources(self) -> dict[str, str]:
        return {}


class PressInks:
    """Process and spot inks for the press edition.

    Black alone overprints, so that a plate out of register leaves no white rim round text; so do
    spot inks, since a die or fold line must not cut the picture below it. All else knocks out, said
    every time, since a viewer's overprint state outlives the colour it was meant for. OPM 1 keeps
    the zero components of an overprinting colour from erasing what is below (8.6.7).
    """

    def __init__(self) -> None:
        self._spots: dict[str, Colour] = {}

    def fill(self, colour: Colour) -> str:
        if colour.spot:
            return f"/OP gs {self._space(colour)} cs 1 scn"
        return f"{_state(colour)} gs {numbers(colour.cmyk)} k"

    def stroke(self, colour: Colour) -> str:
        if colour.spot:
            return f"/OP gs {self._space(colour)} CS 1 SCN"
        return f"{_state(colour)} gs {numbers(colour.cmyk)} K"

    def knock_out(self) -> str:
        return "/KO gs\n"

    def prints(self, colour: Colour) -> bool:
        return True

    def resources(self) -> dict[str, str]:
        spaces = {f"S{i}": _separation(c) for i, c in enumerate(self._spots.values())}
        return {
            "ExtGState": dictionary({"OP": _OVERPRINT, "KO": _KNOCKOUT}),
            "ColorSpace": dictionary(spaces) if spaces else "",
        }

    def _space(self, colour: Colour) -> str:
        known = self._spots.setdefault(colour.spot, colour)
        if known.cmyk != colour.cmyk:
            raise ValueError(f"spot ink {colour.spot!r} has two appearances")
        return f"/S{list(self._spots).index(colour.spot)}"


def _state(colour: Colour) -> str:
    return "/OP" if colour.is_black else "/KO"


def _separation(colour: Colour) -> str:
    tint = dictionary(
        {
            "FunctionType": "2",
            "Domain": "[0 1]",
            "C0": "[0 0 0 0]",
            "C1": f"[{numbers(colour.cmyk)}]",
            "N": "1",
        }
    )
    return array(("/Separation", name(colour.spot), "/DeviceCMYK", tint))
