"""What only one of PDF/X-4 and PDF/X-1a:2003 asks, and the whole lists of the two."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from leaflets.preflight import pdfx, pdfx_content, pdfx_metadata, pdfx_opinion
from leaflets.preflight.rule import Rule, Spot, error, on
from leaflets.preflight.subject import Subject

_PACKED = re.compile(rb"/Type\s*/(ObjStm|XRef)\b")
_X1A_FAMILIES = ("DeviceCMYK", "DeviceGray", "Separation", "DeviceN", "Pattern")
_X1A_BITS = 8
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


@error("embedded-profile", "export it with the print shop's ICC profile embedded")
def embedded_profile(subject: Subject) -> Iterator[Spot]:
    """The output intent brings its profile along, and does not refer to one outside."""
    for intent in pdfx.intents(subject):
        if "/DestOutputProfile" not in intent:
            yield Spot("the output intent has no ICC profile")
        if "/DestOutputProfileRef" in intent:
            yield Spot("the output intent refers to a profile outside the file")


@error("known-condition", "export it with the print shop's ICC profile embedded")
def known_condition(subject: Subject) -> Iterator[Spot]:
    """A printing condition that no registry knows brings its profile along."""
    for intent in pdfx.intents(subject):
        is_registered = str(intent.get("/RegistryName", "")) == pdfx.REGISTRY
        if not is_registered and "/DestOutputProfile" not in intent:
            yield Spot("the output intent is not registered, and has no ICC profile")


@error("layer-usage", "remove the automatic states of layers")
def layer_usage(subject: Subject) -> Iterator[Spot]:
    """Layers are not switched by the way a file is used."""
    if any("/AS" in configuration for configuration in _configurations(subject)):
        yield Spot("layers change with their use (AS)")


@error("layer-names", "give each configuration of layers a name of its own")
def layer_names(subject: Subject) -> Iterator[Spot]:
    """Configurations of layers can be told apart by name."""
    names = [str(one.get("/Name", "")).strip() for one in _configurations(subject)]
    if not all(names):
        yield Spot("a configuration of layers has no name")
    if len(set(names)) < len(names):
        yield Spot("configurations of layers have the same name")


def _configurations(subject: Subject) -> list[Any]:
    layers = subject.root.get("/OCProperties")
    return [] if layers is None else [layers.get("/D", {}), *layers.get("/Configs", [])]


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
        wrong = sorted(pdfx_content.families(element) - set(_X1A_FAMILIES))
        if wrong:
            yield on(element, f"{element.kind.value} in {', '.join(wrong)}")


@error("deep-images", "save the picture with 8 bits a channel")
def deep_images(subject: Subject) -> Iterator[Spot]:
    """Pictures have 8 bits a channel at most, as all of PDF 1.4."""
    for element in pdfx_content.elements(subject):
        if element.image and element.image.bits > _X1A_BITS:
            yield on(element, f"a picture of {element.image.bits} bits a channel")


@error("compression", "compress images with Flate, JPEG or CCITT")
def compression(subject: Subject) -> Iterator[Spot]:
    """No image is packed with JPEG 2000 or JBIG2."""
    for stream in pdfx.streams(subject):
        for name in set(pdfx.filter_names(stream)) & set(_X1A_FILTERS):
            yield Spot(f"an image is compressed with {name[1:]}")


_X4_COLOUR = (
    pdfx_content.device_colour,
    pdfx_content.blend_space,
    pdfx_content.icc_colour,
    pdfx_content.blend_mode,
)
"""What X-1a forbids altogether."""
_COMMON = (*pdfx.RULES, pdfx_metadata.trapped, pdfx_metadata.information)

X4: tuple[Rule, ...] = (
    version_x4,
    pdfx_metadata.identification_x4,
    *_COMMON,
    pdfx_metadata.xmp,
    pdfx_metadata.xmp_keys,
    pdfx.output_profile(newest=4),
    embedded_profile,
    layer_usage,
    layer_names,
    *pdfx_content.RULES,
    *pdfx_opinion.RULES,
)

X1A: tuple[Rule, ...] = (
    version_x1a,
    pdfx_metadata.identification_x1a,
    *_COMMON,  # XMP is a choice there
    pdfx.output_profile(newest=2),
    known_condition,
    layers,
    object_streams,
    transparency,
    *(rule for rule in pdfx_content.RULES if rule not in _X4_COLOUR),
    ink_only,
    deep_images,
    compression,
    *pdfx_opinion.RULES,
)
