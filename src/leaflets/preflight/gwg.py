"""The rules of the Ghent Workgroup for sheetfed offset (GWG 2022): pages, text, lines, pictures.

Rules are named by their GWG numbers; those about colours are in ``gwg_colour``, and which rules
make a variant is in ``gwg_variants``. Only what reaches into the bleed is judged. A line is a
stroke; the width of a filled path is not known.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from leaflets.diagnostics import Severity
from leaflets.preflight.element import Element, Ink, Kind
from leaflets.preflight.paint import TooMuch
from leaflets.preflight.rule import Spot, error, on, warning
from leaflets.preflight.subject import Subject, box_of

_COURIER = re.compile(r"([A-Z]{6}\+)?Courier")
_ANY_SIZE = 1e9
_IGNORED_PIXELS = 16
_COMPARISONS = 10_000_000
"""Pairs of elements that one rule may look at."""


@error("R0002", "save the page at its true size")
def user_unit(subject: Subject) -> Iterator[Spot]:
    """Pages have no unit of their own."""
    for sheet in subject.sheets:
        if "/UserUnit" in sheet.page:
            yield Spot("the page is scaled by UserUnit", sheet.number)


@error("R0003", "remove the crop box")
def crop_box(subject: Subject) -> Iterator[Spot]:
    """The crop box is the media box."""
    for sheet in subject.sheets:
        crop = box_of(sheet.page, "/CropBox")
        if crop and not (crop.holds(sheet.media) and sheet.media.holds(crop)):
            yield Spot("the crop box differs from the media box", sheet.number)


@warning("R0004", "give all pages one size, upright")
def same_size(subject: Subject) -> Iterator[Spot]:
    """All pages have one trim size, and none is turned."""
    first = subject.sheets[0].trim
    for sheet in subject.sheets:
        width = sheet.trim.right - sheet.trim.left - (first.right - first.left)
        height = sheet.trim.top - sheet.trim.bottom - (first.top - first.bottom)
        if max(abs(width), abs(height)) > 0.5:
            yield Spot("the trim size differs from that of page 1", sheet.number)
        if int(sheet.page.get("/Rotate", 0)) % 360:
            yield Spot("the page is turned (Rotate)", sheet.number)


@warning("R0005", "remove the page if it is empty by mistake")
def empty_page(subject: Subject) -> Iterator[Spot]:
    """Every page shows something."""
    for sheet in subject.sheets:
        inks = (ink for one in sheet.printed for ink in one.inks)
        if not sheet.fault and all(ink.is_white for ink in inks):
            yield Spot("the page is empty", sheet.number)


@error("R0007", "let white text knock out: no overprint")
def white_text_overprints(subject: Subject) -> Iterator[Spot]:
    """White text does not overprint, where it would vanish."""
    for element in printed(subject, Kind.TEXT):
        if any(ink.is_white and over for ink, over in _painted(element)):
            yield on(element, "white text overprints, and so vanishes")


@warning("R0008", "let white shapes knock out: no overprint")
def white_path_overprints(subject: Subject) -> Iterator[Spot]:
    """White shapes do not overprint."""
    for element in printed(subject, Kind.PATH):
        if any(ink.is_white and over for ink, over in _painted(element)):
            yield on(element, "a white shape overprints, and so vanishes")


@warning("R0009", "set black text to overprint (OPM 1)")
def black_text_knocks_out(subject: Subject) -> Iterator[Spot]:
    """Black text below 12 pt overprints what is below it."""
    for element in _over_others(subject, Kind.TEXT, 12.0):
        if any(ink.is_black and _knocks_out(element, ink, over) for ink, over in _painted(element)):
            yield on(element, f"black text of {element.size:.1f} pt knocks out")


@warning("R0010", "set black lines to overprint (OPM 1)")
def black_line_knocks_out(subject: Subject) -> Iterator[Spot]:
    """Black lines below 2 pt overprint what is below them."""
    for element in _over_others(subject, Kind.PATH, 2.0):
        ink = element.stroke
        if ink and ink.is_black and _knocks_out(element, ink, element.overprints[1]):
            yield on(element, f"a black line of {element.size:.2f} pt knocks out")


@warning("R0011", "write black as CMYK 0 0 0 100")
def gray_text(subject: Subject) -> Iterator[Spot]:
    """Text below 12 pt is not DeviceGray, of which it is not sure that it overprints."""
    for element in _over_others(subject, Kind.TEXT, 12.0):
        if any(ink.family == "DeviceGray" for ink in element.inks):
            yield on(element, f"text of {element.size:.1f} pt is DeviceGray")


@warning("R0012", "write black as CMYK 0 0 0 100")
def gray_line(subject: Subject) -> Iterator[Spot]:
    """Lines below 2 pt are not DeviceGray."""
    for element in _over_others(subject, Kind.PATH, 2.0):
        if element.stroke and element.stroke.family == "DeviceGray":
            yield on(element, f"a line of {element.size:.2f} pt is DeviceGray")


@warning("R0013", "write gray as a tint of black in CMYK")
def gray_overprints(subject: Subject) -> Iterator[Spot]:
    """DeviceGray does not overprint ink below it: viewers differ about it."""
    for element in _over_others(subject, None, _ANY_SIZE):
        if any(ink.family == "DeviceGray" and over for ink, over in _painted(element)):
            yield on(element, f"{element.kind.value} in DeviceGray overprints")


@warning("R0014", "check that no font was replaced by Courier")
def courier(subject: Subject) -> Iterator[Spot]:
    """No text is in Courier, which stands in for missing fonts; Courier New is a choice."""
    for element in printed(subject, Kind.TEXT):
        if element.font and _COURIER.fullmatch(element.font.name):
            yield on(element, "text is set in Courier")


@warning("R0015", "make black text pure black")
def rich_black_text(subject: Subject) -> Iterator[Spot]:
    """Black text is not built of four inks."""
    for element in printed(subject, Kind.TEXT):
        if element.fill is not None and element.fill.family in ("DeviceCMYK", "DeviceN"):
            tints = element.fill.tints
            if tints.get("Black", 0.0) >= 0.85 and sum(tints.values()) > 2.8:
                total = 100 * sum(tints.values())
                yield on(element, f"black text is built of {total:.0f} % ink")


@warning("R0016", "make it larger, or black on white")
def small_white_text(subject: Subject) -> Iterator[Spot]:
    """White text on ink is 8 pt at least, so that inks out of register do not close it."""
    for element in _over_others(subject, Kind.TEXT, 8.0):
        if element.fill and element.fill.is_white:
            yield on(element, f"white text of {element.size:.1f} pt on colour")


@warning("R0017", "make it larger, or of one ink")
def small_coloured_text(subject: Subject) -> Iterator[Spot]:
    """Text of several inks is 8 pt at least."""
    for element in printed(subject, Kind.TEXT):
        if _below(element, 8.0) and any(len(ink.tints) > 1 for ink in element.inks):
            yield on(element, f"text of {element.size:.1f} pt in more than one ink")


@warning("R0018", "make it wider")
def thin_white_line(subject: Subject) -> Iterator[Spot]:
    """White lines on ink are 0.25 pt at least."""
    for element in _over_others(subject, Kind.PATH, 0.25):
        if element.stroke and element.stroke.is_white:
            yield on(element, f"a white line of {element.size:.2f} pt on colour")


@warning("R0019", "make it wider, or of one ink")
def thin_coloured_line(subject: Subject) -> Iterator[Spot]:
    """Lines of several inks are 0.25 pt at least."""
    for element in printed(subject, Kind.PATH):
        ink = element.stroke
        if ink and _below(element, 0.25) and len(ink.tints) > 1:
            yield on(element, f"a line of {element.size:.2f} pt in more than one ink")


@warning("R0031", "use the picture at a higher resolution, or print it smaller")
def image_resolution(subject: Subject) -> Iterator[Spot]:
    """Pictures have 225 pixels an inch, and must have 150."""
    yield from _resolution(subject, 149, 224, bitmaps=False)


@warning("R0032", "use the picture at a higher resolution, or print it smaller")
def bitmap_resolution(subject: Subject) -> Iterator[Spot]:
    """Pictures of one bit have 800 pixels an inch, and must have 550."""
    yield from _resolution(subject, 549, 799, bitmaps=True)


def printed(subject: Subject, kind: Kind | None = None) -> Iterator[Element]:
    """Yield what reaches into the bleed."""
    for sheet in subject.sheets:
        yield from (one for one in sheet.printed if kind in (None, one.kind))


def _painted(element: Element) -> list[tuple[Ink, bool]]:
    """Return the inks of an element, each with whether it overprints."""
    pairs = zip((element.fill, element.stroke), element.overprints, strict=True)
    return [(ink, over) for ink, over in pairs if ink is not None]


def _knocks_out(element: Element, ink: Ink, overprints: bool) -> bool:
    """Tell whether an ink erases what is below; CMYK overprints only in mode 1 (8.6.7), and of
    DeviceGray R0011 and R0012 speak."""
    if ink.family == "DeviceGray":
        return False
    return not overprints or (ink.family == "DeviceCMYK" and element.opm != 1)


def _below(element: Element, limit: float) -> bool:
    """Compare a size: of type to a tenth of a point, of lines to a thousandth."""
    return round(element.size, 1 if element.kind is Kind.TEXT else 3) < limit


def _over_others(subject: Subject, kind: Kind | None, limit: float) -> Iterator[Element]:
    """Yield the elements smaller than ``limit`` that stand on ink which was painted before."""
    patience = _COMPARISONS
    for sheet in subject.sheets:
        grounds: list[Element] = []
        for element in sheet.printed:
            if kind in (None, element.kind) and _below(element, limit):
                patience -= len(grounds)
                if patience < 0:
                    raise TooMuch
                if _inked(element, grounds):
                    yield element
            if element.kind is not Kind.TEXT and element.fill is not None:
                grounds.append(element)


def _inked(element: Element, grounds: list[Element]) -> bool:
    """Tell whether ink lies below an element; a white shape hides what is below itself."""
    for ground in reversed(grounds):
        assert ground.fill is not None
        if ground.box.meets(element.box):
            if not ground.fill.is_white:
                return True
            if ground.box.holds(element.box):
                return False
    return False


def _resolution(subject: Subject, least: int, good: int, bitmaps: bool) -> Iterator[Spot]:
    for element in printed(subject, Kind.IMAGE):
        image = element.image
        if image is None or max(image.width, image.height) <= _IGNORED_PIXELS:
            continue
        ppi = round(image.ppi)
        if (image.bits == 1) is bitmaps and 0 < ppi <= good:
            severity = Severity.ERROR if ppi <= least else Severity.WARNING
            yield on(element, f"a picture of {ppi} pixels an inch", severity)
