"""What files say about themselves, and whether both places say the same."""

from __future__ import annotations

import datetime
import io
from dataclasses import replace
from xml.etree import ElementTree

import pikepdf
import pytest

from leaflets.edition import Edition
from leaflets.pdf.metadata import Metadata, identity, info, xmp

from ._leaflet import METADATA, PRESS, WEB, written

NS = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "xmpMM": "http://ns.adobe.com/xap/1.0/mm/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
    "pdfuaid": "http://www.aiim.org/pdfua/ns/id/",
    "pdfxid": "http://www.npes.org/pdfx/ns/id/",
}


def packet(pdf: pikepdf.Pdf) -> ElementTree.Element:
    assert "/Filter" not in pdf.Root.Metadata  # PDF/A: readable without decoding
    found = ElementTree.fromstring(pdf.Root.Metadata.read_raw_bytes())
    description = found.find("rdf:RDF/rdf:Description", NS)
    assert description is not None
    return description


def said(description: ElementTree.Element, name: str) -> str | None:
    element = description.find(name, NS)
    return None if element is None else "".join(element.itertext())


@pytest.mark.parametrize("settings", [WEB, PRESS], ids=["web", "press"])
def test_information_and_xmp_say_the_same(settings: object) -> None:
    with pikepdf.open(io.BytesIO(written(settings))) as pdf:  # type: ignore[arg-type]
        found = packet(pdf)
        pairs = {
            "/Title": "dc:title",
            "/Author": "dc:creator",
            "/Subject": "dc:description",
            "/Keywords": "pdf:Keywords",
            "/Producer": "pdf:Producer",
            "/Creator": "xmp:CreatorTool",
        }
        for key, name in pairs.items():
            assert str(pdf.docinfo[key]) == said(found, name)
        assert said(found, "dc:title") == METADATA.title
        assert said(found, "dc:creator") == METADATA.author
        assert said(found, "pdf:Keywords") == "drugs, law"
        assert str(pdf.docinfo["/CreationDate"]) == "D:20260626000000+00'00'"
        assert str(pdf.docinfo["/ModDate"]) == "D:20260626000000+00'00'"
        for name in ("xmp:CreateDate", "xmp:ModifyDate", "xmp:MetadataDate"):
            assert said(found, name) == "2026-06-26T00:00:00+00:00"


def test_the_web_edition_claims_accessibility_and_archive() -> None:
    with pikepdf.open(io.BytesIO(written(WEB))) as pdf:
        found = packet(pdf)
        assert said(found, "pdfuaid:part") == "1"
        assert (said(found, "pdfaid:part"), said(found, "pdfaid:conformance")) == ("2", "A")
        assert said(found, "pdfxid:GTS_PDFXVersion") is None
        assert "/GTS_PDFXVersion" not in pdf.docinfo


def test_the_press_edition_claims_exchange() -> None:
    with pikepdf.open(io.BytesIO(written(PRESS))) as pdf:
        found = packet(pdf)
        assert said(found, "pdfxid:GTS_PDFXVersion") == "PDF/X-4"
        assert str(pdf.docinfo["/GTS_PDFXVersion"]) == "PDF/X-4"
        assert said(found, "pdf:Trapped") == "False"
        assert str(pdf.docinfo["/Trapped"]) == "/False"
        assert said(found, "xmpMM:VersionID") == "1.02"
        assert said(found, "xmpMM:RenditionClass") == "default"
        for name in ("pdfaid:part", "pdfuaid:part"):
            assert said(found, name) is None


def test_identifiers_follow_the_content() -> None:
    first = identity(METADATA, Edition.WEB, [b"a", b"b"])
    assert identity(METADATA, Edition.WEB, [b"a", b"b"]) == first
    changed = identity(METADATA, Edition.WEB, [b"ab", b""])
    assert changed.document == first.document
    assert changed.instance != first.instance
    corrected = identity(replace(METADATA, version="1.03"), Edition.WEB, [b"a", b"b"])
    assert corrected.document == first.document
    assert corrected.instance != first.instance
    assert identity(METADATA, Edition.PRESS, [b"a", b"b"]).document != first.document
    french = identity(replace(METADATA, tag="fr"), Edition.WEB, [b"a", b"b"])
    assert french.document != first.document


def test_the_trailer_and_xmp_name_one_identity() -> None:
    with pikepdf.open(io.BytesIO(written(WEB))) as pdf:
        found = packet(pdf)
        for part, name in zip(
            pdf.trailer.ID, ("xmpMM:DocumentID", "xmpMM:InstanceID"), strict=True
        ):
            assert (said(found, name) or "").replace("-", "") == f"urn:uuid:{bytes(part).hex()}"


def test_empty_fields_are_left_out() -> None:
    bare = Metadata("T", "", datetime.date(2026, 1, 2), "", "ar")
    assert "/Author" not in info(bare, "")
    assert "/Subject" not in info(bare, "")
    text = xmp(bare, "", identity(bare, Edition.WEB, [])).decode()
    assert "dc:creator" not in text
    assert "pdf:Keywords" not in text
    assert "\n\n" not in text
