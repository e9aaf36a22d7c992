"""What only one of PDF/X-4 and PDF/X-1a:2003 asks, and the whole lists of the two."""

from __future__ import annotations

import re
from collections.abc import Iterator

from leaflets.preflight import pdfx, pdfx_content
from leaflets.preflight.rule import Rule, Spot, error, on
from leaflets.preflight.subject import Subject

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
_PACKED = re.compile(rb"/Type\s*/(ObjStm|XRef)\b")
_X1A_FAMILIES = ("DeviceCMYK", "DeviceGray", "Separation", "DeviceN", "Pattern")
_X1A_FILTERS = ("/JPXDecode", "/JBIG2Decode")


def _version(subject: Subject) -> tuple[int, int]:
    said = (subject.pdf.pdf_version, str(subject.root.get("/Version", "/1.0"))[1:])
    pairs = [tuple(map(int, re.findall(r"\d+", text)[:2])) for text in said]
    return max((pair[0], pair[1]) for pair in pairs if len(pair) == 2)


@error("version", "save it as PDF 1.6")
def version_x4(subject: Subject) -> Iterator[Spot]:
    """The version is 1.6 at most."""
    major, minor = _version(subject)
    if (major, minor) > (1, 6):
        yield Spot(f"the file is PDF {major}.{minor}, newer than 1.6")


@error("version", "save it as PDF 1.4")
def version_x1a(subject: Subject) -> Iterator[Spot]:
    """The version is 1.4 at most."""
    major, minor = _version(subject)
    if (major, minor) > (1, 4):
        yield Spot(f"the file is PDF {major}.{minor}, newer than 1.4")


@error("identification", "export it as PDF/X-4")
def identification_x4(subject: Subject) -> Iterator[Spot]:
    """XMP says which standard this is."""
    said = subject.xmp.get("pdfxid:GTS_PDFXVersion", "")
    if said != "PDF/X-4":
        yield Spot(f"the metadata say {said or 'nothing'} where PDF/X-4 belongs")


@error("identification", "export it as PDF/X-1a:2003")
def identification_x1a(subject: Subject) -> Iterator[Spot]:
    """The document information says which standard this is."""
    said = subject.info.get("GTS_PDFXVersion", "")
    if said not in ("PDF/X-1a:2003", "PDF/X-1:2001"):
        yield Spot(f"the file says {said or 'nothing'} where PDF/X-1a:2003 belongs")


@error("embedded-profile", "export it with the print shop's ICC profile embedded")
def embedded_profile(subject: Subject) -> Iterator[Spot]:
    """The output intent brings its profile along."""
    if any("/DestOutputProfile" not in intent for intent in pdfx.intents(subject)):
        yield Spot("the output intent has no ICC profile")


@error("xmp-keys", "export it as PDF/X-4")
def xmp_keys(subject: Subject) -> Iterator[Spot]:
    """The properties that PDF/X-4 counts on are in the XMP packet."""
    missing = [key for key in _KEYS if not subject.xmp.get(key)]
    if subject.xmp and missing:
        yield Spot(f"the XMP metadata lack {', '.join(missing)}")


@error("layer-usage", "remove the automatic states of layers")
def layer_usage(subject: Subject) -> Iterator[Spot]:
    """Layers are not switched by the way a file is used."""
    layers = subject.root.get("/OCProperties", {})
    configurations = [layers.get("/D", {}), *layers.get("/Configs", [])]
    if any("/AS" in configuration for configuration in configurations):
        yield Spot("layers change with their use (AS)")


@error("layers", "merge the layers")
def layers(subject: Subject) -> Iterator[Spot]:
    """There are no layers."""
    if "/OCProperties" in subject.root:
        yield Spot("the file has layers")


@error("object-streams", "save it without object streams (PDF 1.4)")
def object_streams(subject: Subject) -> Iterator[Spot]:
    """Objects stand in the file one by one."""
    if _PACKED.search(subject.data):
        yield Spot("the file has object or cross-reference streams")


@error("transparency", "flatten transparency")
def transparency(subject: Subject) -> Iterator[Spot]:
    """Nothing shines through."""
    for sheet, state in pdfx_content.states(subject):
        if any(float(state.get(key, 1)) < 1 for key in ("/ca", "/CA")):
            yield Spot("something is painted half opaque", sheet.number)
        if str(state.get("/SMask", "/None")) != "/None":
            yield Spot("a soft mask is set", sheet.number)
        if str(state.get("/BM", "/Normal")) not in ("/Normal", "/Compatible"):
            yield Spot(f"colours are blended ({state.BM})", sheet.number)
    for sheet in subject.sheets:
        if any(group.get("/S") == "/Transparency" for group in sheet.groups):
            yield Spot("the page has a transparency group", sheet.number)
    if any("/SMask" in stream or "/SMaskInData" in stream for stream in pdfx.streams(subject)):
        yield Spot("an image is transparent (SMask)")


@error("ink-only", "convert everything to CMYK, black or spot inks")
def ink_only(subject: Subject) -> Iterator[Spot]:
    """Colours are inks: CMYK, gray and spot inks."""
    for element in pdfx_content.elements(subject):
        wrong = sorted({ink.family for ink in element.inks} - set(_X1A_FAMILIES))
        if wrong:
            yield on(element, f"{element.kind.value} in {', '.join(wrong)}")


@error("compression", "compress images with Flate, JPEG or CCITT")
def compression(subject: Subject) -> Iterator[Spot]:
    """No image is packed with JPEG 2000 or JBIG2."""
    for stream in pdfx.streams(subject):
        for name in set(pdfx.filters(stream)) & set(_X1A_FILTERS):
            yield Spot(f"an image is compressed with {name[1:]}")


X4: tuple[Rule, ...] = (
    version_x4,
    identification_x4,
    *pdfx.RULES,
    embedded_profile,
    xmp_keys,
    layer_usage,
    *pdfx_content.RULES,
)

X1A: tuple[Rule, ...] = (
    version_x1a,
    identification_x1a,
    *(rule for rule in pdfx.RULES if rule is not pdfx.xmp),  # XMP is a choice there
    layers,
    object_streams,
    transparency,
    *(rule for rule in pdfx_content.RULES if rule is not pdfx_content.device_colour),
    ink_only,
    compression,
)
