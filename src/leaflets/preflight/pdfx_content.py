"""What PDF/X asks of what is painted: fonts, colours, graphics states."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from leaflets.preflight.element import Element, Kind
from leaflets.preflight.pdfx import intents
from leaflets.preflight.rule import Spot, error, on
from leaflets.preflight.subject import Sheet, Subject

_HALFTONES = (1, 5)


@error("content", "repair the file in the program that made it")
def content(subject: Subject) -> Iterator[Spot]:
    """The content of every page can be read."""
    for sheet in subject.sheets:
        if sheet.fault:
            yield Spot(f"the content cannot be read ({sheet.fault})", sheet.number)


@error("fonts", "export it with all fonts embedded, or turn the text into outlines")
def fonts(subject: Subject) -> Iterator[Spot]:
    """Every font that shows something is embedded; each is named once."""
    named: set[str] = set()
    for element in elements(subject):
        font = element.font
        if element.kind is Kind.TEXT and font and not font.embedded and font.name not in named:
            named.add(font.name)
            yield on(element, f"the font {font.name} is not embedded")


@error("device-colour", "convert it to the inks of the output condition (CMYK)")
def device_colour(subject: Subject) -> Iterator[Spot]:
    """Uncalibrated colours are those of the output intent."""
    allowed = device_families(subject)
    for element in elements(subject):
        wrong = {ink.family for ink in element.inks} & (_DEVICE - allowed)
        if wrong:
            yield on(element, f"{element.kind.value} in {', '.join(sorted(wrong))}")


_DEVICE = {"DeviceRGB", "DeviceCMYK"}


def device_families(subject: Subject) -> set[str]:
    """Return the device colours that the output intent gives a meaning."""
    for intent in intents(subject):
        profile = intent.get("/DestOutputProfile")
        components = 4 if profile is None else int(profile.get("/N", 4))
        return {3: {"DeviceRGB"}, 4: {"DeviceCMYK"}}.get(components, set())
    return {"DeviceCMYK"}


@error("transfer-function", "export it without transfer curves")
def transfer_function(subject: Subject) -> Iterator[Spot]:
    """No graphics state changes the tones on its own."""
    for sheet, state in states(subject):
        if "/TR" in state or str(state.get("/TR2", "/Default")) != "/Default":
            yield Spot("a transfer function changes the tones", sheet.number)


@error("halftone", "export it without halftone screens")
def halftone(subject: Subject) -> Iterator[Spot]:
    """Halftones are of types 1 and 5, nameless and without an origin of their own."""
    for sheet, state in states(subject):
        if "/HTP" in state:
            yield Spot("a halftone has an origin of its own (HTP)", sheet.number)
        screen = state.get("/HT", {})
        if not hasattr(screen, "keys"):
            continue  # the name Default
        if "/HalftoneName" in screen or int(screen.get("/HalftoneType", 1)) not in _HALFTONES:
            yield Spot("a halftone screen is set", sheet.number)


def elements(subject: Subject) -> Iterator[Element]:
    """Yield all that is painted, marks outside the bleed included."""
    for sheet in subject.sheets:
        yield from sheet.elements


def states(subject: Subject) -> Iterator[tuple[Sheet, Any]]:
    """Yield every graphics state dictionary that a page can set, once a page."""
    for sheet in subject.sheets:
        seen: set[object] = set()
        for resources in sheet.resources:
            found = resources.get("/ExtGState", {})
            for name in found.keys():  # noqa: SIM118 - no mapping
                state = found[name]
                key = state.objgen if state.objgen[0] else state.unparse()
                if key not in seen:
                    seen.add(key)
                    yield sheet, state


RULES = (content, fonts, device_colour, transfer_function, halftone)
