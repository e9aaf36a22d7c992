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
from pikepdf import Dictionary

from leaflets.preflight.content import BROKEN
from leaflets.preflight.ends import END_HINT, HEADER_HINT, end_fault, header_fault
from leaflets.preflight.icc import COMPONENTS, header_faults, output_faults, read_profile
from leaflets.preflight.rule import Rule, Spot, error
from leaflets.preflight.subject import Subject, box_of, first_line
from leaflets.preflight.unpack import filters, unpack

REGISTRY = "http://www.color.org"
_PROFILE = "/DestOutputProfile"
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


@error("file-header", HEADER_HINT)
def file_header(subject: Subject) -> Iterator[Spot]:
    """The file begins with its header."""
    if said := header_fault(subject.data):
        yield Spot(said)


@error("file-end", END_HINT)
def file_end(subject: Subject) -> Iterator[Spot]:
    """The file ends with its end marker."""
    if said := end_fault(subject.data):
        yield Spot(said)


@error("encrypted", "save it without a password and without restrictions")
def encrypted(subject: Subject) -> Iterator[Spot]:
    """Nothing is encrypted."""
    if subject.pdf.is_encrypted:
        yield Spot("the file is encrypted")


@error("output-intent", "export it with the print shop's output condition")
def output_intent(subject: Subject) -> Iterator[Spot]:
    """Exactly one output intent is of PDF/X, and it names a condition; all share one profile."""
    found = intents(subject)
    if len(found) != 1:
        yield Spot(f"the file has {len(found)} output intents for PDF/X, and needs one")
        return
    intent = found[0]
    if not str(intent.get("/OutputConditionIdentifier", "")).strip():
        yield Spot("the output intent names no output condition")
    elif str(intent.get("/RegistryName", "")) != REGISTRY and "/Info" not in intent:
        yield Spot("the output intent is not registered and does not describe itself (Info)")
    profiles = [one["/DestOutputProfile"] for one in _all_intents(subject) if _PROFILE in one]
    if len({profile.objgen for profile in profiles}) > 1:
        yield Spot("the output intents have different profiles")


def output_profile(newest: int) -> Rule:
    """Return the rule about the profile, which may be of the ICC's version ``newest`` at most."""

    @error("output-profile", "export it with the print shop's ICC profile embedded")
    def output_profile(subject: Subject) -> Iterator[Spot]:
        """The profile of the intent is a whole one, of a printing condition."""
        for intent in intents(subject):
            stream = intent.get(_PROFILE)
            if stream is not None:
                for fault in _profile_faults(unpack(stream), int(stream.get("/N", 0)), newest):
                    yield Spot(f"the profile of the output intent {fault}")

    return output_profile


def _profile_faults(data: bytes, components: int, newest: int) -> Iterator[str]:
    profile = read_profile(data)
    if profile is None or profile.kind != "prtr":
        yield "is not that of a printer"
        return
    if COMPONENTS.get(profile.space) != components:
        yield f"says {profile.space}, and N something else"
    yield from header_faults(profile, newest)
    yield from output_faults(profile)


@error("actions", "remove scripts and actions")
def actions(subject: Subject) -> Iterator[Spot]:
    """No script and no action stands anywhere; a bookmark may go to a page."""
    if "/JavaScript" in subject.root.get("/Names", {}):
        yield Spot("the file holds JavaScript")
    numbers = {sheet.page.objgen: sheet.number for sheet in subject.sheets}
    for holder in dictionaries(subject):
        page = numbers.get(holder.objgen, 0)
        if "/AA" in holder:
            yield Spot("something triggers additional actions", page)
        for kind in _kinds(holder):
            if _ACTIONS.fullmatch(kind):
                yield Spot(f"something triggers an action ({kind})", page)


def _kinds(holder: Any) -> Iterator[str]:
    """Yield the kinds of the actions that ``holder`` is or has; others have a number of their own
    and their own turn."""
    if "/S" in holder:
        yield str(holder.S)[1:]
    waiting = [holder[key] for key in _TRIGGERS if key in holder]
    while waiting:
        action = waiting.pop()
        if isinstance(action, pikepdf.Array) and not action.is_indirect:
            waiting += action
        elif isinstance(action, Dictionary) and not action.is_indirect:
            yield str(action.get("/S", ""))[1:]
            waiting.append(action.get("/Next"))


_TRIGGERS = ("/A", "/OpenAction", "/PA", "/Next")
_ACTIONS = re.compile(
    "GoTo3DView|GoToE|GoToR|Hide|ImportData|JavaScript|Launch|Movie|Named|Rendition|ResetForm|"
    "RichMediaExecute|SetOCGState|Sound|SubmitForm|Thread|Trans|URI"
)


@error("forms", "flatten the form fields")
def forms(subject: Subject) -> Iterator[Spot]:
    """There are no form fields."""
    form = subject.root.get("/AcroForm", {})
    if len(form.get("/Fields", [])) or "/XFA" in form or subject.root.get("/NeedsRendering", False):
        yield Spot("the file has form fields")


@error("embedded-files", "remove the attachments")
def embedded_files(subject: Subject) -> Iterator[Spot]:
    """Nothing is attached."""
    listed = "/EmbeddedFiles" in subject.root.get("/Names", {})
    for holder in dictionaries(subject):
        file = holder.get("/FS")
        listed = listed or "/EF" in holder or (isinstance(file, Dictionary) and "/EF" in file)
    if listed:
        yield Spot("the file has attachments")


@error("trim-box", "export it with the trim size, and without an art box")
def trim_box(subject: Subject) -> Iterator[Spot]:
    """Every page has a trim box or an art box, not both."""
    for sheet in subject.sheets:
        found = [key for key in ("/TrimBox", "/ArtBox") if key in sheet.page]
        if len(found) != 1:
            said = "a trim box and an art box" if found else "neither a trim box nor an art box"
            yield Spot(f"the page has {said}", sheet.number)
            continue
        box = box_of(sheet.page, found[0])
        if box is None or box.left >= box.right or box.bottom >= box.top:
            yield Spot("the trim box holds nothing", sheet.number)


@error("nested-boxes", "the trim lies inside the bleed, and the bleed inside the page")
def nested_boxes(subject: Subject) -> Iterator[Spot]:
    """The media box holds the bleed box, which holds the trim box."""
    for sheet in subject.sheets:
        bleed = box_of(sheet.page, "/BleedBox")
        if not sheet.media.holds(sheet.trim):
            yield Spot("the trim box leaves the page", sheet.number)
        elif bleed and not (sheet.media.holds(bleed) and bleed.holds(sheet.trim)):
            yield Spot("the bleed box does not lie between trim and page", sheet.number)
        elif bleed is None and "/BleedBox" in sheet.page:
            yield Spot("the bleed box is no box", sheet.number)


@error("annotations", "remove links and notes; links belong into the web edition")
def no_annotations(subject: Subject) -> Iterator[Spot]:
    """No annotation reaches into the bleed, and printer's marks stay outside the trim."""
    for sheet in subject.sheets:
        inside = box_of(sheet.page, "/BleedBox") or sheet.trim
        for annotation in sheet.page.get("/Annots", []):
            box = box_of(annotation, "/Rect") or inside
            kind = str(annotation.get("/Subtype", "/?"))[1:]
            kept_out = sheet.trim if kind in ("PrinterMark", "TrapNet") else inside
            if kept_out.meets(box):
                yield Spot(f"an annotation ({kind}) lies on the page", sheet.number, box)


@error("lzw", "save the file with Flate compression")
def lzw(subject: Subject) -> Iterator[Spot]:
    """No stream is packed with LZW."""
    if any(set(filter_names(stream)) & {"/LZWDecode", "/LZW"} for stream in streams(subject)):
        yield Spot("a stream is compressed with LZW")


@error("filters", "save the file with Flate compression")
def unknown_filters(subject: Subject) -> Iterator[Spot]:
    """Streams are packed in ways that every reader knows, and not locked one by one."""
    for stream in streams(subject):
        unknown = [name for name in filter_names(stream) if not _FILTERS.fullmatch(name)]
        if unknown:
            yield Spot(f"a stream is packed with {unknown[0][1:]}")


_FILTERS = re.compile(
    "/((ASCIIHex|ASCII85|LZW|Flate|RunLength|CCITTFax|JBIG2|DCT|JPX)Decode"
    "|AHx|A85|LZW|Fl|RL|CCF|DCT)"
)


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
        if "/F" in stream or "/FFilter" in stream:
            yield Spot("a stream stands in another file")


def intents(subject: Subject) -> list[Any]:
    """Return the output intents of PDF/X."""
    return [one for one in _all_intents(subject) if one.get("/S") == "/GTS_PDFX"]


def _all_intents(subject: Subject) -> list[Any]:
    found: Any = subject.root.get("/OutputIntents", [])
    return list(found)


def streams(subject: Subject) -> Iterator[Any]:
    """Yield every stream of the file that can be reached."""
    for found in subject.pdf.objects:
        if isinstance(found, pikepdf.Stream):
            yield found


def dictionaries(subject: Subject) -> Iterator[Any]:
    """Yield every dictionary that has a number of its own, streams apart, and every annotation."""
    for found in subject.pdf.objects:
        if isinstance(found, Dictionary):
            yield found
    for sheet in subject.sheets:
        for annotation in sheet.page.get("/Annots", []):
            if not annotation.is_indirect:
                yield annotation


def filter_names(stream: Any) -> list[str]:
    """Return the names of a stream's filters, none where the entry is damaged."""
    try:
        return filters(stream)
    except BROKEN:
        return []


RULES = (
    syntax,
    file_header,
    file_end,
    file_id,
    encrypted,
    output_intent,
    actions,
    forms,
    embedded_files,
    trim_box,
    nested_boxes,
    no_annotations,
    lzw,
    unknown_filters,
    foreign_objects,
)
