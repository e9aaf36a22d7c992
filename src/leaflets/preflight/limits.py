"""A campaign's own limits: type size, bleed and ink of one colour; all ink is for ``ink``."""

from __future__ import annotations

from collections.abc import Iterator

from leaflets.preflight.element import Box, Element, Kind
from leaflets.preflight.rule import Rule, Spot, error, on
from leaflets.preflight.subject import Sheet, Subject
from leaflets.units import mm

_SLACK = 0.05
"""Points by which a length may fall short: what rounding to three decimals leaves, and a hair."""
_NEAR = mm(0.5)
"""An edge this close to the trim is meant to lie on it."""


@error("type-size", "set the text larger")
def type_size(subject: Subject) -> Iterator[Spot]:
    """No text is smaller than the campaign allows."""
    least = subject.limits.type_size
    for sheet in subject.sheets:
        for element in sheet.printed:
            if element.kind is Kind.TEXT and element.size < least - _SLACK:
                yield on(element, f"text of {element.size:.1f} pt; the least is {least:g} pt")


@error("ink-colour", "mix the colour of less ink, or ask the print shop for another limit")
def ink_colour(subject: Subject) -> Iterator[Spot]:
    """No single colour takes more ink than the campaign allows."""
    for sheet in subject.sheets:
        for element in sheet.printed:
            total = max((100 * sum(ink.tints.values()) for ink in element.inks), default=0.0)
            if total > subject.limits.ink + _SLACK:
                most = subject.limits.ink
                said = f"a {element.kind.value} of {total:.0f} % ink; the most is {most:g} %"
                yield on(element, said)


@error("bleed-box", "export it with the bleed that the print shop asks for")
def bleed_box(subject: Subject) -> Iterator[Spot]:
    """The bleed box is wide enough."""
    for sheet in subject.sheets:
        bleed = _least_bleed(sheet)
        wanted = mm(subject.limits.bleed)
        if bleed < wanted - _SLACK:
            said = f"{max(bleed, 0.0) / mm(1):.1f} mm of bleed, {subject.limits.bleed:g} are asked"
            yield Spot(said, sheet.number)


@error("bleed-ink", "let shapes and pictures that touch the edge reach into the bleed")
def bleed_ink(subject: Subject) -> Iterator[Spot]:
    """What touches the trim edge goes on into the bleed."""
    for sheet in subject.sheets:
        if not sheet.trim.holds(sheet.media):
            wanted = mm(subject.limits.bleed)
            for element in sheet.printed:
                if element.fill and not element.fill.is_white and element.kind is not Kind.TEXT:
                    yield from _short(sheet, element, wanted)


def _least_bleed(sheet: Sheet) -> float:
    trim, bleed = sheet.trim, sheet.bleed
    return min(
        trim.left - bleed.left,
        trim.bottom - bleed.bottom,
        bleed.right - trim.right,
        bleed.top - trim.top,
    )


def _short(sheet: Sheet, element: Element, wanted: float) -> Iterator[Spot]:
    """Yield the edges of the trim at which an element ends instead of going on."""
    for edge, beyond in _reaches(sheet.trim, element.box).items():
        if -_NEAR <= beyond < wanted - _SLACK:
            said = f"a {element.kind.value} ends at the {edge} trim edge"
            if beyond > _SLACK:
                said = (
                    f"a {element.kind.value} reaches {beyond / mm(1):.1f} mm past the {edge} edge"
                )
            yield on(element, said)


def _reaches(trim: Box, box: Box) -> dict[str, float]:
    """Return how far a box reaches past each edge of the trim, points."""
    return {
        "left": trim.left - box.left,
        "bottom": trim.bottom - box.bottom,
        "right": box.right - trim.right,
        "top": box.top - trim.top,
    }


RULES: tuple[Rule, ...] = (type_size, ink_colour, bleed_box, bleed_ink)
