"""The rules of the Ghent Workgroup for sheetfed offset (GWG 2022) about inks and colour spaces."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator

from leaflets.diagnostics import Severity
from leaflets.preflight.element import Element, Ink
from leaflets.preflight.fonts import fingerprint
from leaflets.preflight.gwg import printed
from leaflets.preflight.pdfx import intents
from leaflets.preflight.rule import Rule, Spot, error, on, warning
from leaflets.preflight.subject import Subject

_STEPS = re.compile(r"\b(die|cut|cutting|crease|creasing|fold|folding|perforat\w*|varnish)\b", re.I)
_SUFFIX = re.compile(r"(.*) (C|CP|E|K|M|N|U|UP|Z|CV|CVU|CVC|HC|PC|TC|TCX|TP|TPX|XGC|EC)")
_NO_SPOTS = ("Cyan", "Magenta", "Yellow", "Black", "All", "None")
_CALIBRATED = ("DeviceRGB", "CalRGB", "CalGray", "ICCBasedGray", "ICCBasedRGB", "ICCBasedCMYK")
_UNSURE = ("DeviceRGB", "CalGray", "ICCBasedGray", "ICCBasedCMYK")
"""What a picture may not be in even where RGB pictures are welcome."""


def spot_inks(severity: Severity) -> Rule:
    """Return the rule about spot inks: they are errors for four inks, and a warning beyond."""

    def find(subject: Subject) -> Iterator[Spot]:
        for name, (element, _) in _spots(subject).items():
            if not _STEPS.search(name):
                yield on(element, f"the spot ink {name!r} asks for a plate of its own")

    hint = "convert it to CMYK, or name it as a processing step (die, fold, varnish)"
    return Rule("R0020", severity, hint, find)


@warning("R0021", "give one ink one name")
def spot_suffixes(subject: Subject) -> Iterator[Spot]:
    """No two spot inks differ by the suffix of a colour book only."""
    yield from _alike(
        subject, lambda name: match[1].lower() if (match := _SUFFIX.fullmatch(name)) else name
    )


@error("R0022", "give one ink one name")
def spot_case(subject: Subject) -> Iterator[Spot]:
    """No two spot inks differ by small and large letters, or by how letters are encoded, only."""
    yield from _alike(subject, lambda name: unicodedata.normalize("NFC", name).lower())


@error("R0023", "give one ink one name")
def spot_looks(subject: Subject) -> Iterator[Spot]:
    """No two spot inks have the same recipe."""
    first: dict[str, str] = {}
    known: dict[object, str] = {}
    for name, (element, ink) in _spots(subject).items():
        if ink.family == "Separation" and ink.source is not None:
            recipe = [fingerprint(one, known) for one in (ink.source[2], ink.source[3])]
            other = first.setdefault(" ".join(recipe), name)
            if other != name:
                yield on(element, f"the spot inks {other!r} and {name!r} have one recipe")


@warning("R0024", "keep the registration colour for marks outside the bleed")
def registration_colour(subject: Subject) -> Iterator[Spot]:
    """Separation All is for marks only."""
    for element in printed(subject):
        if any("All" in ink.names for ink in element.inks):
            yield on(element, f"{element.kind.value} is painted on all plates (Separation All)")


@error("R0027", "convert it to CMYK")
def early_binding(subject: Subject) -> Iterator[Spot]:
    """Nothing is RGB or device-independent, nor below a spot ink."""
    for element in printed(subject):
        wrong = _own(element, (*_CALIBRATED, "Lab")) | _below(element, _CALIBRATED)
        if wrong:
            yield on(element, f"{element.kind.value} in {', '.join(sorted(wrong))}")


@error("R0028", "convert it to CMYK, or a picture to RGB with a profile")
def intermediate_binding(subject: Subject) -> Iterator[Spot]:
    """Only pictures are RGB or Lab, and with a profile."""
    for element in printed(subject):
        is_picture = element.image is not None and not element.image.is_mask
        wrong = _own(element, _UNSURE if is_picture else (*_CALIBRATED, "Lab"))
        wrong |= _below(element, _UNSURE)
        if wrong:
            yield on(element, f"{element.kind.value} in {', '.join(sorted(wrong))}")


@error("R0030", "blend in CMYK")
def blend_space(subject: Subject) -> Iterator[Spot]:
    """Transparency is blended in CMYK; a mask of luminosity may be gray."""
    for sheet in subject.sheets:
        masks = [(group, ("/DeviceCMYK", "/DeviceGray")) for group in sheet.masks]
        for group, allowed in [(group, ("/DeviceCMYK",)) for group in sheet.groups] + masks:
            space = group.get("/CS")
            if space is not None and str(space) not in allowed:
                yield Spot("transparency is not blended in DeviceCMYK", sheet.number)


@error("R0035", "export it with a CMYK output condition")
def cmyk_intent(subject: Subject) -> Iterator[Spot]:
    """The output intent is a CMYK condition."""
    for intent in intents(subject):
        profile = intent.get("/DestOutputProfile")
        if profile is not None and int(profile.get("/N", 0)) != 4:
            yield Spot("the output intent is not CMYK")


def _own(element: Element, wrong: tuple[str, ...]) -> set[str]:
    return {ink.title for ink in element.inks} & set(wrong)


def _below(element: Element, wrong: tuple[str, ...]) -> set[str]:
    return {name for ink in element.inks for name in ink.below} & set(wrong)


def _spots(subject: Subject) -> dict[str, tuple[Element, Ink]]:
    """Return the spot inks, each with the first element that is painted in it."""
    found: dict[str, tuple[Element, Ink]] = {}
    for element in printed(subject):
        for ink in element.inks:
            for name in ink.names:
                if name not in _NO_SPOTS:
                    found.setdefault(name, (element, ink))
    return found


def _alike(subject: Subject, key: Callable[[str], str]) -> Iterator[Spot]:
    first: dict[str, str] = {}
    for name, (element, _) in _spots(subject).items():
        other = first.setdefault(key(name), name)
        if other != name:
            yield on(element, f"the spot inks {other!r} and {name!r} seem to be one")
