"""The rules of the Ghent Workgroup for sheetfed offset (GWG 2022, variant SheetCMYK).

Rules are named by their GWG numbers. Only what reaches into the bleed is judged. R0006, R0025,
R0028, R0029, R0033, R0034, R0036 and R0037 have no meaning in this variant or are not judged;
R0026, the ink, is measured on plates (``plates``).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from leaflets.diagnostics import Severity
from leaflets.preflight.element import Element, Ink, Kind
from leaflets.preflight.paint import TooMuch
from leaflets.preflight.pdfx import intents
from leaflets.preflight.pdfx_own import X4
from leaflets.preflight.rule import Rule, Spot, error, on, warning
from leaflets.preflight.subject import Subject, box_of

_STEPS = re.compile(r"\b(die|cut|cutting|crease|creasing|fold|folding|perforat\w*|varnish)\b", re.I)
_SUFFIX = re.compile(r"^(.*?)[ _-]*(C|U|M|CV|CVC|CVU|CVS|EC|UP|CP|HC|TC|TCX|TPX|TPG)$")
_IGNORED_PIXELS = 16
_COMPARISONS = 10_000_000
"""Pairs of elements that one rule may look at."""


@error("R0001", "export it as PDF/X-4")
def base_standard(subject: Subject) -> Iterator[Spot]:
    """The file is PDF/X-4."""
    broken = [rule.name for rule in X4 if next(rule.find(subject), None)]
    if broken:
        yield Spot(f"the file is not PDF/X-4 (see {', '.join(broken[:5])} of x4)")


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
    for element in _printed(subject, Kind.TEXT):
        if any(ink.is_white and over for ink, over in _painted(element)):
            yield on(element, "white text overprints, and so vanishes")


@warning("R0008", "let white shapes knock out: no overprint")
def white_path_overprints(subject: Subject) -> Iterator[Spot]:
    """White shapes do not overprint."""
    for element in _printed(subject, Kind.PATH):
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
    """Black text below 12 pt is not DeviceGray, which never overprints."""
    for element in _over_others(subject, Kind.TEXT, 12.0):
        if any(ink.family == "DeviceGray" and ink.is_black for ink in element.inks):
            yield on(element, f"black text of {element.size:.1f} pt is DeviceGray")


@warning("R0012", "write black as CMYK 0 0 0 100")
def gray_line(subject: Subject) -> Iterator[Spot]:
    """Black lines below 2 pt are not DeviceGray."""
    for element in _over_others(subject, Kind.PATH, 2.0):
        ink = element.stroke
        if ink and ink.family == "DeviceGray" and ink.is_black:
            yield on(element, f"a black line of {element.size:.2f} pt is DeviceGray")


@warning("R0013", "write gray as a tint of black in CMYK")
def gray_overprints(subject: Subject) -> Iterator[Spot]:
    """DeviceGray does not overprint: viewers differ about it."""
    for element in _printed(subject):
        if any(ink.family == "DeviceGray" and over for ink, over in _painted(element)):
            yield on(element, f"{element.kind.value} in DeviceGray overprints")


@warning("R0014", "check that no font was replaced by Courier")
def courier(subject: Subject) -> Iterator[Spot]:
    """No text is in Courier, which stands in for missing fonts."""
    for element in _printed(subject, Kind.TEXT):
        if element.font and "courier" in element.font.name.lower():
            yield on(element, "text is set in Courier")


@warning("R0015", "make black text pure black")
def rich_black_text(subject: Subject) -> Iterator[Spot]:
    """Black text is not built of four inks."""
    for element in _printed(subject, Kind.TEXT):
        for ink in element.inks:
            tints = ink.tints
            if tints.get("Black", 0.0) >= 0.85 and sum(tints.values()) > 2.8:
                total = 100 * sum(tints.values())
                yield on(element, f"black text is built of {total:.0f} % ink")


@warning("R0016", "make it larger, or black on white")
def small_white_text(subject: Subject) -> Iterator[Spot]:
    """White text on ink is 8 pt at least, so that inks out of register do not close it."""
    for element in _over_others(subject, Kind.TEXT, 8.0):
        if any(ink.is_white for ink in element.inks):
            yield on(element, f"white text of {element.size:.1f} pt on colour")


@warning("R0017", "make it larger, or of one ink")
def small_coloured_text(subject: Subject) -> Iterator[Spot]:
    """Text of several inks is 8 pt at least."""
    for element in _printed(subject, Kind.TEXT):
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
    for element in _printed(subject, Kind.PATH):
        ink = element.stroke
        if ink and _below(element, 0.25) and len(ink.tints) > 1:
            yield on(element, f"a line of {element.size:.2f} pt in more than one ink")


@error("R0020", "convert it to CMYK, or name it as a processing step (die, fold, varnish)")
def spot_inks(subject: Subject) -> Iterator[Spot]:
    """No ink beyond the four is asked for, processing steps apart."""
    for name, element in _spots(subject).items():
        if not _STEPS.search(name):
            yield on(element, f"the spot ink {name!r} asks for a plate of its own")


@warning("R0021", "give one ink one name")
def spot_suffixes(subject: Subject) -> Iterator[Spot]:
    """No two spot inks differ by the suffix of a colour book only."""
    yield from _alike(subject, lambda name: match[1] if (match := _SUFFIX.match(name)) else name)


@error("R0022", "give one ink one name")
def spot_case(subject: Subject) -> Iterator[Spot]:
    """No two spot inks differ by small and large letters only."""
    yield from _alike(subject, str.lower)


@error("R0023", "give one ink one name")
def spot_looks(subject: Subject) -> Iterator[Spot]:
    """No two names of spot inks look the same."""
    yield from _alike(subject, lambda name: " ".join(re.sub(r"[\s_-]+", " ", name).split()))


@warning("R0024", "keep the registration colour for marks outside the bleed")
def registration_colour(subject: Subject) -> Iterator[Spot]:
    """Separation All is for marks only."""
    for element in _printed(subject):
        if any("All" in ink.names for ink in element.inks):
            yield on(element, f"{element.kind.value} is painted on all plates (Separation All)")


@error("R0027", "convert it to CMYK")
def device_rgb(subject: Subject) -> Iterator[Spot]:
    """Nothing is RGB or device-independent."""
    for element in _printed(subject):
        wrong = sorted({ink.family for ink in element.inks} & {"DeviceRGB", "CalRGB", "Lab"})
        if wrong:
            yield on(element, f"{element.kind.value} in {', '.join(wrong)}")


@error("R0030", "blend in CMYK")
def blend_space(subject: Subject) -> Iterator[Spot]:
    """Transparency is blended in CMYK."""
    for sheet in subject.sheets:
        for group in sheet.groups:
            space = group.get("/CS")
            if space is not None and str(space) != "/DeviceCMYK":
                yield Spot("transparency is not blended in DeviceCMYK", sheet.number)


@warning("R0031", "use the picture at a higher resolution, or print it smaller")
def image_resolution(subject: Subject) -> Iterator[Spot]:
    """Pictures have 225 pixels an inch, and must have 150."""
    yield from _resolution(subject, 149, 224, bitmaps=False)


@warning("R0032", "use the picture at a higher resolution, or print it smaller")
def bitmap_resolution(subject: Subject) -> Iterator[Spot]:
    """Pictures of one bit have 800 pixels an inch, and must have 550."""
    yield from _resolution(subject, 549, 799, bitmaps=True)


@error("R0035", "export it with a CMYK output condition")
def cmyk_intent(subject: Subject) -> Iterator[Spot]:
    """The output intent is a CMYK condition."""
    for intent in intents(subject):
        profile = intent.get("/DestOutputProfile")
        if profile is not None and int(profile.get("/N", 0)) != 4:
            yield Spot("the output intent is not CMYK")


def _printed(subject: Subject, kind: Kind | None = None) -> Iterator[Element]:
    for sheet in subject.sheets:
        yield from (one for one in sheet.printed if kind in (None, one.kind))


def _painted(element: Element) -> list[tuple[Ink, bool]]:
    """Return the inks of an element, each with whether it overprints."""
    pairs = zip((element.fill, element.stroke), element.overprints, strict=True)
    return [(ink, over) for ink, over in pairs if ink is not None]


def _knocks_out(element: Element, ink: Ink, overprints: bool) -> bool:
    """Tell whether an ink erases what is below; CMYK overprints only in mode 1 (8.6.7)."""
    return not overprints or (ink.family == "DeviceCMYK" and element.opm != 1)


def _below(element: Element, limit: float) -> bool:
    """Compare a size: of type to a tenth of a point, of lines to a thousandth."""
    return round(element.size, 1 if element.kind is Kind.TEXT else 3) < limit


def _over_others(subject: Subject, kind: Kind, limit: float) -> Iterator[Element]:
    """Yield the elements smaller than ``limit`` that stand on ink which was painted before."""
    patience = _COMPARISONS
    for sheet in subject.sheets:
        grounds: list[Element] = []
        for element in sheet.printed:
            if element.kind is kind and _below(element, limit):
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


def _spots(subject: Subject) -> dict[str, Element]:
    """Return the spot inks, each with the first element painted in it."""
    found: dict[str, Element] = {}
    for element in _printed(subject):
        for name in (name for ink in element.inks for name in ink.names):
            if name not in _NO_SPOTS:
                found.setdefault(name, element)
    return found


_NO_SPOTS = ("Cyan", "Magenta", "Yellow", "Black", "All", "None")


def _alike(subject: Subject, key: Callable[[str], str]) -> Iterator[Spot]:
    first: dict[str, str] = {}
    for name, element in _spots(subject).items():
        other = first.setdefault(key(name), name)
        if other != name:
            yield on(element, f"the spot inks {other!r} and {name!r} seem to be one")


def _resolution(subject: Subject, least: int, good: int, bitmaps: bool) -> Iterator[Spot]:
    for element in _printed(subject, Kind.IMAGE):
        image = element.image
        if image is None or min(image.width, image.height) <= _IGNORED_PIXELS:
            continue
        ppi = round(image.ppi)
        if (image.bits == 1) is bitmaps and 0 < ppi <= good:
            severity = Severity.ERROR if ppi <= least else Severity.WARNING
            yield on(element, f"a picture of {ppi} pixels an inch", severity)


RULES: tuple[Rule, ...] = (
    user_unit,
    crop_box,
    same_size,
    empty_page,
    white_text_overprints,
    white_path_overprints,
    black_text_knocks_out,
    black_line_knocks_out,
    gray_text,
    gray_line,
    gray_overprints,
    courier,
    rich_black_text,
    small_white_text,
    small_coloured_text,
    thin_white_line,
    thin_coloured_line,
    spot_inks,
    spot_suffixes,
    spot_case,
    spot_looks,
    registration_colour,
    device_rgb,
    blend_space,
    image_resolution,
    bitmap_resolution,
    cmyk_intent,
)
"""All but R0001, which asks for the whole of PDF/X-4."""
