"""What PDF/X asks of what is painted: fonts, colours, graphics states."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pikepdf

from leaflets.preflight.element import Element, Ink, Kind
from leaflets.preflight.icc import COMPONENTS, header_faults, read_profile
from leaflets.preflight.pdfx import intents
from leaflets.preflight.rule import Spot, error, on, warning
from leaflets.preflight.subject import Sheet, Subject
from leaflets.preflight.unpack import unpack

_HALFTONES = (1, 5)
_PROCESS = ("/Cyan", "/Magenta", "/Yellow", "/Black", "/Gray", "/Red", "/Green", "/Blue")
_INTENTS = ("/AbsoluteColorimetric", "/RelativeColorimetric", "/Saturation", "/Perceptual")
_BLENDS = re.compile(
    "/(Normal|Compatible|Multiply|Screen|Overlay|Darken|Lighten|ColorDodge|ColorBurn|HardLight|"
    "SoftLight|Difference|Exclusion|Hue|Saturation|Color|Luminosity)"
)
_NO_BLENDING = ("/Lab", "/Indexed", "/Separation", "/DeviceN", "/Pattern")
_SOURCES = ("scnr", "mntr", "prtr", "spac")
"""The kinds of profile that may describe a colour space (ISO 32000-1, 8.6.5.5)."""


@error("content", "repair the file in the program that made it")
def content(subject: Subject) -> Iterator[Spot]:
    """The content of every page can be read."""
    for sheet in subject.sheets:
        if sheet.fault:
            yield Spot(f"the content cannot be read ({sheet.fault})", sheet.number)


@error("resources", "repair the file in the program that made it")
def resources(subject: Subject) -> Iterator[Spot]:
    """What the content names is there."""
    for sheet in subject.sheets:
        for name in sorted(sheet.lacking):
            yield Spot(f"the page uses what the file does not have: {name}", sheet.number)


@error("glyphs", "embed the whole font, or turn the text into outlines")
def glyphs(subject: Subject) -> Iterator[Spot]:
    """No code is beyond the last glyph of an embedded font."""
    for sheet in subject.sheets:
        for numbers, highest in sheet.highest.items():
            counts = [_glyph_count(subject.pdf.get_object(number, 0)) for number in sorted(numbers)]
            if any(count is not None and highest >= count for count in counts):
                shown = (one for one in elements(subject) if one.page == sheet.number and one.font)
                first = next(one for one in shown if one.font and one.font.numbers == numbers)
                yield on(first, f"the embedded font has no glyph for {highest}")


def _glyph_count(font: Any) -> int | None:
    """Return how many codes of a composite TrueType font have a glyph, if they are numbers."""
    if str(font.get("/Subtype")) != "/Type0" or not str(font.get("/Encoding")).startswith("/Ident"):
        return None
    below = font.DescendantFonts[0]
    program = below.get("/FontDescriptor", {}).get("/FontFile2")
    places = below.get("/CIDToGIDMap")
    if program is None or places is None:
        return None
    if isinstance(places, pikepdf.Stream):
        return len(unpack(places)) // 2
    data = unpack(program)
    tables = {data[at : at + 4]: data[at + 8 : at + 12] for at in range(12, 12 + 16 * data[5], 16)}
    place = int.from_bytes(tables[b"maxp"])
    return int.from_bytes(data[place + 4 : place + 6])


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
    """Uncalibrated colours are those of the output intent, also below spot inks."""
    allowed = device_families(subject)
    for element in elements(subject):
        wrong = families(element) & (_DEVICE - allowed)
        if wrong:
            yield on(element, f"{element.kind.value} in {', '.join(sorted(wrong))}")


_DEVICE = {"DeviceRGB", "DeviceCMYK"}


def families(element: Element) -> set[str]:
    """Return the colour spaces that an element is painted in, and their alternates."""
    return {name for ink in element.inks for name in (ink.family, *ink.below)}


def device_families(subject: Subject) -> set[str]:
    """Return the device colours that the output intent gives a meaning."""
    for intent in intents(subject):
        profile = intent.get("/DestOutputProfile")
        components = 4 if profile is None else int(profile.get("/N", 4))
        return {3: {"DeviceRGB"}, 4: {"DeviceCMYK"}}.get(components, set())
    return {"DeviceCMYK"}


@error("ink-names", "name the inks of the colour")
def ink_names(subject: Subject) -> Iterator[Spot]:
    """A colour of inks has inks."""
    for element in elements(subject):
        if any(ink.family == "DeviceN" and not ink.names for ink in element.inks):
            yield on(element, f"{element.kind.value} in a colour that names no ink")


@error("blend-space", "blend in the colours of the output condition (CMYK)")
def blend_space(subject: Subject) -> Iterator[Spot]:
    """Transparency is blended in a space that can be, and no device colours of another kind."""
    wrong = {f"/{name}" for name in _DEVICE - device_families(subject)}
    for sheet in subject.sheets:
        for group in (*sheet.groups, *sheet.masks):
            space = group.get("/CS")
            name = str(space[0] if isinstance(space, pikepdf.Array) else space)
            if name in wrong or name in _NO_BLENDING:
                yield Spot(f"transparency is blended in {name[1:]}", sheet.number)


@error("icc-colour", "convert it to the inks of the output condition (CMYK)")
def icc_colour(subject: Subject) -> Iterator[Spot]:
    """The profile of a calibrated colour is whole, and is not that of the output condition."""
    own = {unpack(one.DestOutputProfile) for one in intents(subject) if "/DestOutputProfile" in one}
    judged: dict[object, str] = {}
    for element in elements(subject):
        for ink in element.inks:
            stream = _profile(ink)
            if stream is not None and stream.objgen not in judged:
                judged[stream.objgen] = said = _source_fault(stream, own)
                if said:
                    yield on(element, f"{element.kind.value} in a colour whose profile {said}")


def _profile(ink: Ink) -> Any:
    return ink.source[1] if ink.family == "ICCBased" and ink.source is not None else None


def _source_fault(stream: Any, own: set[bytes]) -> str:
    data = unpack(stream)
    profile = read_profile(data)
    if profile is None or profile.kind not in _SOURCES:
        return "does not describe a colour space"
    if COMPONENTS.get(profile.space) != int(stream.get("/N", 0)):
        return f"says {profile.space}, and N something else"
    if data in own:
        return "is that of the output intent, so that it does not overprint as ink does"
    return next(header_faults(profile, 4), "")


@error("transfer-function", "export it without transfer curves")
def transfer_function(subject: Subject) -> Iterator[Spot]:
    """No graphics state changes the tones on its own."""
    for sheet, state in states(subject):
        if "/TR" in state or str(state.get("/TR2", "/Default")) != "/Default":
            yield Spot("a transfer function changes the tones", sheet.number)


@error("halftone", "export it without halftone screens")
def halftone(subject: Subject) -> Iterator[Spot]:
    """Halftones are of types 1 and 5, nameless and without an origin or tones of their own."""
    for sheet, state in states(subject):
        if "/HTP" in state:
            yield Spot("a halftone has an origin of its own (HTP)", sheet.number)
        screen = state.get("/HT")
        if isinstance(screen, pikepdf.Dictionary | pikepdf.Stream) and any(_screens(screen)):
            yield Spot("a halftone screen is set", sheet.number)


def _screens(screen: Any) -> Iterator[bool]:
    """Tell of a halftone, and of those that a halftone of type 5 holds, whether it is forbidden."""
    kind = int(screen.get("/HalftoneType", 1))
    yield "/HalftoneName" in screen or kind not in _HALFTONES or "/TransferFunction" in screen
    if kind == 5:
        for name in screen.keys():  # noqa: SIM118 - no mapping
            one = screen[name]
            if isinstance(one, pikepdf.Dictionary | pikepdf.Stream):
                own_tones = "/TransferFunction" in one and name in _PROCESS
                yield own_tones or "/HalftoneName" in one or int(one.get("/HalftoneType", 1)) != 1


@error("blend-mode", "use a blend mode of PDF 1.6, or flatten transparency")
def blend_mode(subject: Subject) -> Iterator[Spot]:
    """Blend modes are known by name."""
    for sheet, state in states(subject):
        mode = state.get("/BM", pikepdf.Name.Normal)
        for name in mode if isinstance(mode, pikepdf.Array) else [mode]:
            if not _BLENDS.fullmatch(str(name)):
                yield Spot(f"the blend mode {name} does not exist", sheet.number)


@warning("rendering-intent", "name one of the four rendering intents")
def rendering_intent(subject: Subject) -> Iterator[Spot]:
    """Rendering intents are known by name; others are read as relative colorimetric."""
    for sheet in subject.sheets:
        for name in sorted(sheet.rendering - set(_INTENTS)):
            yield Spot(f"the rendering intent {name} does not exist", sheet.number)


def elements(subject: Subject) -> Iterator[Element]:
    """Yield all that is painted, marks outside the bleed and what a clip hides included."""
    for sheet in subject.sheets:
        yield from sheet.elements
        yield from sheet.hidden


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


RULES = (
    content,
    resources,
    fonts,
    glyphs,
    device_colour,
    ink_names,
    blend_space,
    icc_colour,
    transfer_function,
    halftone,
    blend_mode,
    rendering_intent,
)
