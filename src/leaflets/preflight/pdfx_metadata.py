"""What PDF/X asks of a file's two descriptions: the document information and the XMP packet."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any, NamedTuple

import pikepdf

from leaflets.diagnostics import Severity
from leaflets.preflight.rule import Spot, error
from leaflets.preflight.subject import Subject

_DATE = re.compile(
    r"(?:D:)?(\d{4})(?:-?(\d\d)(?:-?(\d\d)(?:T?(\d\d)(?::?(\d\d)(?::?(\d\d)(?:\.\d+)?)?)?)?)?)?"
    r"(?:(Z)(?:00'?:?00'?)?|([+-])(\d\d)'?:?(\d\d)?'?)?"
)
"""A date of PDF (ISO 32000-1, 7.9.4) or of XMP (ISO 8601)."""
_UNKNOWN = (1, 1, 1, 0, 0, 0)
_KEYS = (
    "dc:title",
    "xmp:CreateDate",
    "xmp:ModifyDate",
    "xmp:MetadataDate",
    "xmpMM:DocumentID",
    "xmpMM:VersionID",
    "xmpMM:RenditionClass",
    "pdf:Trapped",
)
_DATES = (("CreationDate", "xmp:CreateDate"), ("ModDate", "xmp:ModifyDate"))


class Date(NamedTuple):
    """A moment, in UTC if ``zoned``, of which ``parts`` (2: year and month ...) are known."""

    moment: datetime
    parts: int
    zoned: bool


def read_date(text: str) -> Date | None:
    """Return the date that ``text`` says, None where it says none."""
    match = _DATE.fullmatch(text.strip())
    if match is None:
        return None
    known = [int(one) for one in match.groups()[:6] if one is not None]
    try:
        year, month, day, hour, minute, second = (*known, *_UNKNOWN[len(known) :])
        moment = datetime(year, month, day, hour, minute, second)
        if match[8]:
            ahead = timedelta(hours=int(match[9]), minutes=int(match[10] or 0))
            moment += -ahead if match[8] == "+" else ahead
    except (ValueError, OverflowError):
        return None
    return Date(moment, len(known), bool(match[7] or match[8]))


def same_date(one: Date, other: Date) -> bool:
    """Compare what both dates know; one without a time zone agrees if its digits could."""
    parts = min(one.parts, other.parts)
    if one.zoned != other.zoned:
        parts = min(parts, 2)
    return one.moment.timetuple()[:parts] == other.moment.timetuple()[:parts]


@error("trapped", "set Trapped to True or False")
def trapped(subject: Subject) -> Iterator[Spot]:
    """Trapped is known, and a name."""
    info: Any = subject.pdf.trailer.get("/Info", {})
    said = subject.info.get("Trapped", "missing").removeprefix("/")
    if said not in ("True", "False"):
        yield Spot(f"Trapped is {said}, not True or False")
    elif not isinstance(info.get("/Trapped"), pikepdf.Name):
        yield Spot(f"Trapped is a text, not the name /{said}")


@error("information", "give the document a title, and export it anew")
def information(subject: Subject) -> Iterator[Spot]:
    """Title and dates are in the document information."""
    info = subject.info
    missing = [key for key in ("Title", "CreationDate", "ModDate") if not info.get(key)]
    if missing:
        yield Spot(f"the document information lacks {', '.join(missing)}")
    for key, _ in _DATES:
        if info.get(key) and read_date(info[key]) is None:
            yield Spot(f"{key} is {info[key]!r}, which is no date")


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
    for key, name in _DATES:
        first, second = read_date(info.get(key, "")), read_date(subject.xmp.get(name, ""))
        if name in subject.xmp and second is None:
            yield Spot(f"{name} is {subject.xmp[name]!r}, which is no date")
        elif first and second and not same_date(first, second):
            yield Spot(f"{key} differs between document information and XMP")


@error("xmp-keys", "export it as PDF/X-4")
def xmp_keys(subject: Subject) -> Iterator[Spot]:
    """The properties that PDF/X-4 counts on are in the XMP packet."""
    missing = [key for key in _KEYS if not subject.xmp.get(key)]
    if subject.xmp and missing:
        yield Spot(f"the XMP metadata lack {', '.join(missing)}")


@error("identification", "export it as PDF/X-4")
def identification_x4(subject: Subject) -> Iterator[Spot]:
    """XMP says which standard this is."""
    said = subject.xmp.get("pdfxid:GTS_PDFXVersion", "")
    if said != "PDF/X-4":
        yield Spot(f"the metadata say {said or 'nothing'} where PDF/X-4 belongs")
    also = subject.info.get("GTS_PDFXVersion", said)
    if said != also:
        also = f"the document information says {also}, and XMP {said or 'nothing'}"
        yield Spot(also, severity=Severity.WARNING)


@error("identification", "export it as PDF/X-1a:2003")
def identification_x1a(subject: Subject) -> Iterator[Spot]:
    """The document information says which standard this is."""
    said = subject.info.get("GTS_PDFXVersion", "")
    if said not in ("PDF/X-1a:2003", "PDF/X-1:2001"):
        yield Spot(f"the file says {said or 'nothing'} where PDF/X-1a:2003 belongs")
