"""What a file says about itself: document information and the XMP packet, always equal.

Input: ``Metadata`` and the edition. Output: the Info dictionary (ISO 32000-1, 14.3.3) and XMP
(14.3.2; ISO 16684-1) with the identification that PDF/UA-1, PDF/A-2a, PDF/X-4 or PDF/VT-1 asks
for. Dates come from ``Metadata.created`` and identifiers from the content: same leaflet, same
bytes.
"""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from uuid import NAMESPACE_URL, UUID, uuid5

from leaflets.edition import Edition
from leaflets.pdf.syntax import dictionary, text_string

_CREATOR = "leaflets"
_PRODUCER = "ReportLab"
_NAMESPACES = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "xmpMM": "http://ns.adobe.com/xap/1.0/mm/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
    "pdfaExtension": "http://www.aiim.org/pdfa/ns/extension/",
    "pdfaSchema": "http://www.aiim.org/pdfa/ns/schema#",
    "pdfaProperty": "http://www.aiim.org/pdfa/ns/property#",
    "pdfuaid": "http://www.aiim.org/pdfua/ns/id/",
    "pdfxid": "http://www.npes.org/pdfx/ns/id/",
}
_VARIABLE = {"pdfvtid": "http://www.npes.org/pdfvt/ns/id/"}

# PDF/A wants a description of every property that is not in the XMP specification of 2005
# (ISO 19005-2, 6.6.2.3.3); PDF/UA's own is the only one we write.
_EXTENSION = """<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 the file conforms to</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>"""

_PACKET = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF {namespaces}>
<rdf:Description rdf:about="">
{properties}
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>
"""


@dataclass(frozen=True, slots=True)
class Metadata:
    """What readers and print shops find in the file's properties.

    ``author`` is the issuer; ``created`` the date of the text, not of the run; ``version`` the
    issuer's own; ``tag`` the BCP 47 language of the document. Empty fields are left out.
    """

    title: str
    author: str
    created: datetime.date
    version: str
    tag: str
    subject: str = ""
    keywords: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Identity:
    """``document`` stays through all versions of a leaflet, ``instance`` is this very content."""

    document: UUID
    instance: UUID


def identity(metadata: Metadata, edition: Edition, content: Iterable[bytes]) -> Identity:
    """Return identifiers made from the metadata and the pages' ``content``."""
    name = "\n".join((_CREATOR, edition.value, metadata.tag, metadata.author, metadata.title))
    document = uuid5(NAMESPACE_URL, name)
    digest = hashlib.sha256(repr(metadata).encode())
    for part in content:
        digest.update(hashlib.sha256(part).digest())
    return Identity(document, uuid5(document, digest.hexdigest()))


def info(metadata: Metadata, conformance: str) -> str:
    """Return the document information; ``conformance`` names the PDF/X standard, or is empty."""
    date = f"(D:{metadata.created:%Y%m%d}000000+00'00')"
    return dictionary(
        {
            **{key: text_string(text) for key, text in _said(metadata).items() if text},
            "Creator": text_string(_CREATOR),
            "Producer": text_string(_PRODUCER),
            "CreationDate": date,
            "ModDate": date,
            "Trapped": "/False" if conformance else "",
            "GTS_PDFXVersion": text_string(conformance) if conformance else "",
        }
    )


def xmp(
    metadata: Metadata, conformance: str, identity: Identity, *, variable: bool = False
) -> bytes:
    """Return the XMP packet; ``conformance`` names the PDF/X standard, or is empty; ``variable``
    tells that the file is PDF/VT-1."""
    said = [*_common(metadata, identity), *_identification(conformance)]
    spaces = _NAMESPACES
    if variable:
        spaces = {**_NAMESPACES, **_VARIABLE}
        said.append(_property("pdfvtid:GTS_PDFVTVersion", "PDF/VT-1"))
        said.append(_property("pdfvtid:GTS_PDFVTModDate", _date(metadata)))
    properties = "\n".join(filter(None, said))
    namespaces = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in spaces.items())
    return _PACKET.format(namespaces=namespaces, properties=properties).encode()


def _said(metadata: Metadata) -> dict[str, str]:
    return {
        "Title": metadata.title,
        "Author": metadata.author,
        "Subject": metadata.subject,
        "Keywords": ", ".join(metadata.keywords),
    }


def _common(metadata: Metadata, identity: Identity) -> Iterable[str]:
    date = _date(metadata)
    said = _said(metadata)
    yield _property("dc:format", "application/pdf")
    yield _list("dc:language", "Bag", metadata.tag)
    yield _list("dc:title", "Alt", said["Title"])
    yield _list("dc:creator", "Seq", said["Author"])
    yield _list("dc:description", "Alt", said["Subject"])
    yield _property("pdf:Keywords", said["Keywords"])
    yield _property("pdf:Producer", _PRODUCER)
    yield _property("xmp:CreatorTool", _CREATOR)
    for name in ("CreateDate", "ModifyDate", "MetadataDate"):
        yield _property(f"xmp:{name}", date)
    yield _property("xmpMM:DocumentID", identity.document.urn)
    yield _property("xmpMM:InstanceID", identity.instance.urn)
    yield _property("xmpMM:VersionID", metadata.version or "1")
    yield _property("xmpMM:RenditionClass", "default")


def _date(metadata: Metadata) -> str:
    return f"{metadata.created:%Y-%m-%d}T00:00:00+00:00"


def _identification(conformance: str) -> Iterable[str]:
    if conformance:
        yield _property("pdf:Trapped", "False")
        yield _property("pdfxid:GTS_PDFXVersion", conformance)
        return
    yield _property("pdfaid:part", "2")
    yield _property("pdfaid:conformance", "A")
    yield _property("pdfuaid:part", "1")
    yield _EXTENSION


def _property(name: str, text: str) -> str:
    return f"<{name}>{escape(text, quote=False)}</{name}>" if text else ""


def _list(name: str, kind: str, text: str) -> str:
    if not text:
        return ""
    default = ' xml:lang="x-default"' if kind == "Alt" else ""
    value = f"<rdf:li{default}>{escape(text, quote=False)}</rdf:li>"
    return f"<{name}><rdf:{kind}>{value}</rdf:{kind}></{name}>"
