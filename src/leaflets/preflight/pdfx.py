"""What PDF/X-4 (ISO 15930-7:2010) and PDF/X-1a:2003 (ISO 15930-4) ask of a file alike.

Each rule is one function; ``pdfx_content`` has those that look at what is painted, and ``pdfx_own``
those of one standard alone. The texts of the standards are not public: these are the keys that
print shops' checks are known to look at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pikepdf

from leaflets.preflight.content import BROKEN
from leaflets.preflight.rule import Spot, error
from leaflets.preflight.subject import Subject, box_of, first_line

_REGISTRY = "http://www.color.org"
_EXPORT = "export it anew as PDF/X"


@error("file-id", _EXPORT)
def file_id(subject: Subject) -> Iterator[Spot]:
    """The trailer has an ID."""
    if len(subject.pdf.trailer.get("/ID", [])) != 2:
        yield Spot("the file has no identifier (ID)")


@error("syntax", "open it and save it anew")
def syntax(subject: Subject) -> Iterator[Spot]:
    """The file can be read as it stands, without guesses."""
    for said in subject.pdf.get_warnings():
        yield Spot(f"the file is damaged ({first_line(said)})")


@error("encrypted", "save it without a password and without restrictions")
def encrypted(subject: Subject) -> Iterator[Spot]:
    """Nothing is encrypted."""
    if subject.pdf.is_encrypted:
        yield Spot("the file is encrypted")


@error("output-intent", "export it with the print shop's output condition")
def output_intent(subject: Subject) -> Iterator[Spot]:
    """Exactly one output intent is of PDF/X, and it names a condition."""
    found = intents(subject)
    if len(found) != 1:
        yield Spot(f"the file has {len(found)} output intents for PDF/X, and needs one")
        return
    intent = found[0]
    if not str(intent.get("/OutputConditionIdentifier", "")).strip():
        yield Spot("the output intent names no output condition")
    elif str(intent.get("/RegistryName", "")) != _REGISTRY and "/Info" not in intent:
        yield Spot("the output intent is not registered and does not describe itself (Info)")


@error("output-profile", "export it with the print shop's ICC profile embedded")
def output_profile(subject: Subject) -> Iterator[Spot]:
    """The profile of the intent is one of a printing condition, with the components it says."""
    for intent in intents(subject):
        profile = intent.get("/DestOutputProfile")
        if profile is None:
            continue
        icc = profile.read_bytes()
        space = icc[16:20].decode("latin-1")
        if icc[12:16] != b"prtr" or icc[36:40] != b"acsp":
            yield Spot("the profile of the output intent is not that of a printer")
        elif _COMPONENTS.get(space) != int(profile.get("/N", 0)):
            yield Spot(f"the profile of the output intent says {space}, and N something else")


_COMPONENTS = {"GRAY": 1, "RGB ": 3, "CMYK": 4}


@error("trapped", "set Trapped to True or False")
def trapped(subject: Subject) -> Iterator[Spot]:
    """Trapped is known."""
    said = subject.info.get("Trapped", "missing").removeprefix("/")
    if said not in ("True", "False"):
        yield Spot(f"Trapped is {said}, not True or False")


@error("information", "give the document a title, and export it anew")
def information(subject: Subject) -> Iterator[Spot]:
    """Title and dates are in the document information."""
    info = subject.info
    missing = [key for key in ("Title", "CreationDate", "ModDate") if not info.get(key)]
    if missing:
        yield Spot(f"the document information lacks {', '.join(missing)}")


@error("actions", "remove scripts and actions")
def actions(subject: Subject) -> Iterator[Spot]:
    """No script and no action stands anywhere."""
    names = subject.root.get("/Names", {})
    places = [("catalog", subject.root), *((f"page {s.number}", s.page) for s in subject.sheets)]
    if "/JavaScript" in names:
        yield Spot("the file holds JavaScript")
    for place, holder in places:
        if "/AA" in holder:
            yield Spot(f"the {place} has additional actions")
    opening = subject.root.get("/OpenAction")
    if isinstance(opening, pikepdf.Dictionary):
        kind = str(opening.get("/S", ""))
        if kind not in ("", "/GoTo"):
            yield Spot(f"opening the file triggers an action ({kind[1:]})")


@error("forms", "flatten the form fields")
def forms(subject: Subject) -> Iterator[Spot]:
    """There are no form fields."""
    form = subject.root.get("/AcroForm", {})
    if len(form.get("/Fields", [])) or "/XFA" in form:
        yield Spot("the file has form fields")


@error("embedded-files", "remove the attachments")
def embedded_files(subject: Subject) -> Iterator[Spot]:
    """Nothing is attached."""
    if "/EmbeddedFiles" in subject.root.get("/Names", {}):
        yield Spot("the file has attachments")


@error("trim-box", "export it with the trim size, and without an art box")
def trim_box(subject: Subject) -> Iterator[Spot]:
    """Every page has a trim box or an art box, not both."""
    for sheet in subject.sheets:
        count = sum(key in sheet.page for key in ("/TrimBox", "/ArtBox"))
        if count != 1:
            said = (
                "neither a trim box nor an art box" if count == 0 else "a trim box and an art box"
            )
            yield Spot(f"the page has {said}", sheet.number)


@error("nested-boxes", "the trim lies inside the bleed, and the bleed inside the page")
def nested_boxes(subject: Subject) -> Iterator[Spot]:
    """The media box holds the bleed box, which holds the trim box."""
    for sheet in subject.sheets:
        bleed = box_of(sheet.page, "/BleedBox")
        if not sheet.media.holds(sheet.trim):
            yield Spot("the trim box leaves the page", sheet.number)
        elif bleed and not (sheet.media.holds(bleed) and bleed.holds(sheet.trim)):
            yield Spot("the bleed box does not lie between trim and page", sheet.number)


@error("annotations", "remove links and notes; links belong into the web edition")
def no_annotations(subject: Subject) -> Iterator[Spot]:
    """No annotation reaches into the bleed, and printer's marks stay outside the trim."""
    for sheet in subject.sheets:
        for annotation in sheet.page.get("/Annots", []):
            box = box_of(annotation, "/Rect") or sheet.bleed
            kind = str(annotation.get("/Subtype", "/?"))[1:]
            kept_out = sheet.trim if kind in ("PrinterMark", "TrapNet") else sheet.bleed
            if kept_out.meets(box):
                yield Spot(f"an annotation ({kind}) lies on the page", sheet.number, box)


@error("xmp", "export it anew: its two descriptions (Info and XMP) must say the same")
def xmp(subject: Subject) -> Iterator[Spot]:
    """The XMP packet is there, and says what the document information says."""
    if not subject.xmp:
        yield Spot("the file has no readable XMP metadata")
        return
    info = subject.info
    for key, name in (("Title", "dc:title"), ("Trapped", "pdf:Trapped")):
        said, also = info.get(key, "").removeprefix("/"), subject.xmp.get(name, "")
        if said and also and said != also:
            yield Spot(f"{key} is {said!r} in the document information and {also!r} in XMP")
    for key, name in (("CreationDate", "xmp:CreateDate"), ("ModDate", "xmp:ModifyDate")):
        said, also = _digits(info.get(key, "")), _digits(subject.xmp.get(name, ""))
        shared = min(len(said), len(also), 12)  # a date may leave out what it does not know
        if said[:shared] != also[:shared]:
            yield Spot(f"{key} differs between document information and XMP")


def _digits(date: str) -> str:
    return re.sub(r"\D", "", date)


@error("lzw", "save the file with Flate compression")
def lzw(subject: Subject) -> Iterator[Spot]:
    """No stream is packed with LZW."""
    if any("/LZWDecode" in filters(stream) for stream in streams(subject)):
        yield Spot("a stream is compressed with LZW")


@error("foreign-objects", "export it anew without PostScript, OPI or outside references")
def foreign_objects(subject: Subject) -> Iterator[Spot]:
    """Nothing is PostScript, and nothing stands for something outside the file."""
    for stream in streams(subject):
        if stream.get("/Subtype") == "/PS" or stream.get("/Subtype2") == "/PS":
            yield Spot("the file holds PostScript")
        for key, what in (("/OPI", "an OPI comment"), ("/Ref", "a reference to another file")):
            if key in stream:
                yield Spot(f"an object holds {what}")
        if stream.get("/Subtype") == "/Image" and "/Alternates" in stream:
            yield Spot("an image has alternates")


def intents(subject: Subject) -> list[Any]:
    """Return the output intents of PDF/X."""
    return [one for one in subject.root.get("/OutputIntents", []) if one.get("/S") == "/GTS_PDFX"]


def streams(subject: Subject) -> Iterator[Any]:
    """Yield every stream of the file that can be reached."""
    for found in subject.pdf.objects:
        if isinstance(found, pikepdf.Stream):
            yield found


def filters(stream: Any) -> list[str]:
    """Return the names of a stream's filters."""
    try:
        names = stream.get("/Filter", [])
        return [str(names)] if isinstance(names, pikepdf.Name) else [str(name) for name in names]
    except BROKEN:
        return []


RULES = (
    syntax,
    file_id,
    encrypted,
    output_intent,
    output_profile,
    trapped,
    information,
    xmp,
    actions,
    forms,
    embedded_files,
    trim_box,
    nested_boxes,
    no_annotations,
    lzw,
    foreign_objects,
)
