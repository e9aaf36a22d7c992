"""A PDF opened for judging: what all rules look at.

Input: the file's bytes; output: a ``Subject``, or an ``UnreadableError`` that says why there is
none. Call it, and look at what it returns, inside ``guarded``.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pikepdf

from leaflets.preflight.content import BROKEN, Reader
from leaflets.preflight.element import Box, Element
from leaflets.preflight.finding import Limits, Place
from leaflets.preflight.opinion import Opinion
from leaflets.preflight.paint import Budget, TooMuch
from leaflets.preflight.unpack import MEMORY, hides_lzw, unpack
from leaflets.units import to_mm

PAGES = 5_000
OBJECTS = 500_000

_XMP = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "xmpMM": "http://ns.adobe.com/xap/1.0/mm/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
    "pdfuaid": "http://www.aiim.org/pdfua/ns/id/",
    "pdfxid": "http://www.npes.org/pdfx/ns/id/",
    "pdfvtid": "http://www.npes.org/pdfvt/ns/id/",
}

_PACKET = 4 * 2**20
"""Bytes of XMP that are read."""


@contextmanager
def guarded() -> Iterator[None]:
    """Let no stream unpack to more than ``MEMORY``; qpdf knows this for the whole process only."""
    before: dict[str, Any] = pikepdf.settings.set_qpdf_limits(
        flate_max_memory=MEMORY,
        png_max_memory=MEMORY,
        run_length_max_memory=MEMORY,
        tiff_max_memory=MEMORY,
        dct_max_memory=MEMORY,
    )
    try:
        yield
    finally:
        pikepdf.settings.set_qpdf_limits(**before)


_ANEW = "make the file anew, or ask for it again: it may have been cut short on the way"
_SPLIT = "split it into smaller files"


class UnreadableError(Exception):
    """The file cannot be judged; the message says why, ``hint`` what to do about it."""

    def __init__(self, message: str, hint: str = _ANEW) -> None:
        super().__init__(message)
        self.hint = hint


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page: its boundaries (``trim`` falls back to the crop and media box) and what it shows.

    ``hidden`` is painted and not seen; ``masks`` are the groups of luminosity masks; ``lacking``
    names resources that are not there, ``highest`` the highest code shown of composite fonts (by
    the numbers of their objects), ``rendering`` the rendering intents; ``fault`` says why the
    content could not be read to the end.
    """

    number: int
    page: Any
    media: Box
    bleed: Box
    trim: Box
    elements: tuple[Element, ...]
    hidden: tuple[Element, ...]
    groups: tuple[Any, ...]
    masks: tuple[Any, ...]
    resources: tuple[Any, ...]
    lacking: frozenset[str]
    highest: Mapping[frozenset[int], int]
    rendering: frozenset[str]
    fault: str = ""

    @property
    def printed(self) -> tuple[Element, ...]:
        """The elements that reach into the bleed box: not the marks round it."""
        return tuple(one for one in self.elements if self.bleed.meets(one.box))

    def place(self, x: float, y: float) -> Place:
        """Return the place of a point of user space."""
        return Place(to_mm(x - self.trim.left), to_mm(self.trim.top - y))


@dataclass(frozen=True, slots=True)
class Subject:
    """A file to judge. ``xmp`` maps names such as ``pdfxid:GTS_PDFXVersion`` to their text."""

    data: bytes
    pdf: pikepdf.Pdf
    sheets: tuple[Sheet, ...]
    xmp: dict[str, str]
    opinion: Opinion
    limits: Limits = field(default_factory=Limits)

    @property
    def root(self) -> Any:
        return self.pdf.Root

    @property
    def info(self) -> dict[str, str]:
        """The document information as text."""
        info: Any = self.pdf.trailer.get("/Info")
        if not isinstance(info, pikepdf.Dictionary):
            return {}
        return {str(key)[1:]: str(info[key]) for key in info.keys()}  # noqa: SIM118 - no mapping


def open_subject(data: bytes, limits: Limits) -> Subject:
    """Return the file of ``data``; UnreadableError when it is broken, locked or too large."""
    if hides_lzw(data):
        raise UnreadableError("its tables are packed with LZW", "save it with another program")
    try:
        pdf = pikepdf.open(io.BytesIO(data), suppress_warnings=True)
        if len(pdf.pages) > PAGES or len(pdf.objects) > OBJECTS:
            raise UnreadableError(f"more than {PAGES} pages or {OBJECTS} objects", _SPLIT)
        if not pdf.pages:
            raise UnreadableError("it has no pages")
        budget = Budget()
        sheets = tuple(
            _sheet(number, page, budget) for number, page in enumerate(pdf.pages, start=1)
        )
        return Subject(data, pdf, sheets, _read_xmp(pdf), Opinion(data), limits)
    except pikepdf.PasswordError:
        raise UnreadableError("it is locked by a password", "save it without a password") from None
    except TooMuch:
        raise UnreadableError("its pages ask for too much work", _SPLIT) from None
    except (*BROKEN, MemoryError) as error:
        raise UnreadableError(f"it is damaged ({first_line(error)})") from None


def first_line(error: object) -> str:
    """Return what an exception says, in one short line."""
    said = re.sub(r"\bstream <[^>]*>:?\s*", "", str(error))
    return " ".join(said.split())[:160] or type(error).__name__


def box_of(page: Any, key: str) -> Box | None:
    """Return a boundary of a page as it stands in the file, None where there is none."""
    corners = page.get(key)
    if corners is None or len(corners) != 4:
        return None
    x, y, x2, y2 = (float(value) for value in corners)
    return Box(min(x, x2), min(y, y2), max(x, x2), max(y, y2))


def _sheet(number: int, page: pikepdf.Page, budget: Budget) -> Sheet:
    media = Box(*(float(value) for value in page.mediabox))
    crop = box_of(page.obj, "/CropBox") or media
    trim = box_of(page.obj, "/TrimBox") or box_of(page.obj, "/ArtBox") or crop
    bleed = box_of(page.obj, "/BleedBox") or crop
    reader = Reader(number, media, budget)
    fault = ""
    try:
        reader.read(page, page.resources)
    except BROKEN as error:
        fault = first_line(error)
    if "/Group" in page.obj:
        reader.groups.append(page.obj.Group)
    return Sheet(
        number,
        page.obj,
        media,
        bleed,
        trim,
        tuple(reader.elements),
        tuple(reader.hidden),
        tuple(reader.groups),
        tuple(reader.masks),
        tuple(reader.resources),
        frozenset(reader.lacking),
        reader.highest,
        frozenset(reader.rendering),
        fault,
    )


def _read_xmp(pdf: pikepdf.Pdf) -> dict[str, str]:
    """Return the properties of the XMP packet, by their usual prefixes; empty when it is broken."""
    try:
        if len(unpack(pdf.Root.Metadata)) > _PACKET:
            return {}
        metadata = pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False, strict=True)
        found = {name: metadata[name] for name in metadata}
    except (*BROKEN, SyntaxError):
        return {}
    prefixes = {uri: prefix for prefix, uri in _XMP.items()}
    texts: dict[str, str] = {}
    for name, value in found.items():
        match = re.fullmatch(r"\{(.*)\}(.*)", name)
        if match and match[1] in prefixes:
            text = value if isinstance(value, str) else ", ".join(map(str, value))
            texts[f"{prefixes[match[1]]}:{match[2]}"] = text
    return texts
