"""What PDF/X-4 (ISO 15930-7:2010) demands and forbids, each with faults planted against it.

The list is made from what is known of the standard, not from the rules: a demand without a rule
shows here as a fault that nobody finds.
"""

from __future__ import annotations

from typing import NamedTuple

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from ._faults import (
    LAB,
    SHADING,
    TINT,
    action,
    annotation,
    attached,
    attachment,
    both,
    calibrated,
    coloured,
    cut,
    drawn,
    drawn_letter,
    field,
    fonts,
    foreign_intent,
    form,
    icc,
    identity,
    image,
    info,
    intent,
    jpeg_2000,
    lettered,
    link,
    lzw,
    masked,
    narrow,
    page,
    root,
    second_intent,
    stream,
    tiled,
    unembed,
    without_map,
    wrong_key,
    xmp,
)
from ._plant import Plant, paint, spot, state


class Fault(NamedTuple):
    """A fault against a demand, and the rule of ``x4`` that must find it."""

    demand: str
    rule: str
    plant: Plant


def nothing(pdf: pikepdf.Pdf) -> None:
    """The fault is planted when the file is saved."""


def indexed(base: Name) -> Array:
    return Array([Name.Indexed, base, 1, String(b"\0\0\0\xff\0\0")])


def inks(count: int) -> Array:
    names = Array([Name(f"/Ink{at}") for at in range(count)])
    return Array([Name.DeviceN, names, Name.DeviceCMYK, TINT])


INLINE = "9 0 0 9 9 9 cm BI /W 1 /H 1 /BPC 8 /CS /G /F /LZW ID \x80 EI"
BEYOND = "BT /F0 9 Tf 9 9 Td <ea60> Tj ET"
RGB_INK = Array([Name.Separation, Name.Gold, Name.DeviceRGB, TINT])
SECOND_GOLD = coloured(RGB_INK, name="Second")
GLOW = Dictionary(PatternType=2, Shading=SHADING)
GOTO = Dictionary(S=Name.GoTo, Next=Dictionary(S=Name.JavaScript, JS=String("")))
PICTURE = {"Subtype": Name.Image, "Width": 400, "Height": 400, "Filter": Name.JPXDecode}
FILE = Dictionary(Type=Name.Filespec, F=String("a.txt"), EF=Dictionary())
FIVE = Dictionary(HalftoneType=5, Default=Dictionary(HalftoneType=6))
TONES = Dictionary(HalftoneType=1, TransferFunction=Name.Identity)
NO_NAME = Dictionary(OCGs=[], D=Dictionary(Order=[]))
ONE_NAME = Dictionary(OCGs=[], D=Dictionary(Name="A"), Configs=[Dictionary(Name="A")])
LAYER_USE = Dictionary(OCGs=[], D=Dictionary(Name="A", AS=[]))
CONFIGURED_USE = Dictionary(OCGs=[], D=Dictionary(Name="A"), Configs=[Dictionary(Name="B", AS=[])])
RGB_GROUP = Dictionary(S=Name.Transparency, CS=Name.DeviceRGB)

FAULTS: tuple[Fault, ...] = (
    # The file
    Fault("version 1.6 or lower", "version", root(Version=Name("/1.7"))),
    Fault("the trailer has an ID", "file-id", nothing),
    Fault("nothing is encrypted", "encrypted", nothing),
    Fault("the file is sound", "syntax", nothing),
    Fault("no LZW", "lzw", lzw),
    Fault("no filters of their own", "filters", drawn(image(400, Filter=Name.Magic))),
    Fault("no LZW in images within the content", "inline-lzw", paint(INLINE)),
    Fault("no stream outside the file", "foreign-objects", drawn(form(F=String("other.bin")))),
    Fault("nothing before the header", "file-header", nothing),
    Fault("nothing after the end marker", "file-end", nothing),
    # Identification and metadata
    Fault("XMP names PDF/X-4", "identification", xmp("PDF/X-4", "PDF/X-5")),
    Fault("XMP names it at all", "identification", xmp("GTS_PDFXVersion", "GTS_Other")),
    Fault("Info names no other", "identification", info(GTS_PDFXVersion=String("PDF/X-3:2002"))),
    Fault("Trapped is known", "trapped", info(Trapped=Name.Unknown)),
    Fault("Trapped is there", "trapped", info(Trapped=None)),
    Fault("Trapped is a name", "trapped", info(Trapped=String("False"))),
    Fault("a title", "information", info(Title=None)),
    Fault("a day of making", "information", info(CreationDate=None)),
    Fault("a day of change", "information", info(ModDate=None)),
    Fault("dates are dates", "information", info(ModDate=String("yesterday"))),
    Fault("dates exist", "information", info(ModDate=String("D:20260231"))),
    Fault("an XMP packet", "xmp", root(Metadata=None)),
    Fault("XMP is XML", "xmp", xmp("<rdf:RDF", "<rdf:RDF<")),
    Fault("one title", "xmp", info(Title=String("Another"))),
    Fault("one Trapped", "xmp", info(Trapped=Name("/True"))),
    Fault("one day of making", "xmp", info(CreationDate=String("D:20200101000000Z"))),
    Fault("one day of change", "xmp", info(ModDate=String("D:20200101000000Z"))),
    Fault("XMP says the rendition", "xmp-keys", xmp("xmpMM:RenditionClass", "xmpMM:Other")),
    Fault("XMP says the version", "xmp-keys", xmp("xmpMM:VersionID", "xmpMM:Other")),
    Fault("XMP says the document", "xmp-keys", xmp("xmpMM:DocumentID", "xmpMM:Other")),
    Fault("XMP says its day", "xmp-keys", xmp("xmp:MetadataDate", "xmp:Other")),
    Fault("XMP says Trapped", "xmp-keys", xmp("pdf:Trapped", "pdf:Other")),
    # The output intent
    Fault("one output intent", "output-intent", second_intent),
    Fault("an output intent", "output-intent", root(OutputIntents=Array([]))),
    Fault("it names a condition", "output-intent", intent(OutputConditionIdentifier=String(""))),
    Fault(
        "it describes an unregistered condition",
        "output-intent",
        both(intent(RegistryName=None), intent(Info=None)),
    ),
    Fault("all intents share a profile", "output-intent", foreign_intent),
    Fault("its profile is embedded", "embedded-profile", intent(DestOutputProfile=None)),
    Fault("no profile by reference", "embedded-profile", intent(DestOutputProfileRef=Dictionary())),
    Fault("a printer's profile", "output-profile", icc(lambda d: d[:12] + b"mntr" + d[16:])),
    Fault("an ICC profile", "output-profile", icc(lambda d: d[:36] + b"none" + d[40:])),
    Fault("N as the profile", "output-profile", icc(lambda d: d[:16] + b"RGB " + d[20:])),
    Fault("version 4 at most", "output-profile", icc(lambda d: d[:8] + b"\5" + d[9:])),
    Fault("the size it says", "output-profile", icc(lambda d: d[:-500])),
    Fault("tables of all intents", "output-profile", icc(lambda d: d.replace(b"B2A0", b"xxxx", 1))),
    Fault("tags in the profile", "output-profile", icc(lambda d: d[:128] + b"\xff" * 4 + d[132:])),
    # What acts
    Fault("no opening action", "actions", action),
    Fault("no page action", "actions", page(AA=Dictionary())),
    Fault("no catalog action", "actions", root(AA=Dictionary())),
    Fault("no scripts", "actions", root(Names=Dictionary(JavaScript=Dictionary(Names=[])))),
    Fault("no action after another", "actions", root(OpenAction=GOTO)),
    Fault("no link to the web", "actions", link(-90, A=Dictionary(S=Name.URI, URI=String("u")))),
    Fault("no form fields", "forms", field),
    Fault("no XFA", "forms", root(AcroForm=Dictionary(Fields=[], XFA=String("")))),
    Fault("no attachments", "embedded-files", attachment),
    Fault("no files in annotations", "embedded-files", link(-90, FS=FILE)),
    # Pages
    Fault("a trim or art box", "trim-box", page(TrimBox=None)),
    Fault("not both", "trim-box", page(ArtBox=Array([20, 20, 500, 700]))),
    Fault("a box of four numbers", "trim-box", page(TrimBox=Array([20, 20, 500]))),
    Fault("a box that holds something", "trim-box", page(TrimBox=Array([20, 20, 20, 20]))),
    Fault("bleed round trim", "nested-boxes", page(BleedBox=Array([100, 100, 300, 300]))),
    Fault("trim in the page", "nested-boxes", page(TrimBox=Array([-50, 0, 500, 700]))),
    Fault("bleed in the page", "nested-boxes", page(BleedBox=Array([-50, -50, 900, 1200]))),
    Fault("bleed in a smaller page", "nested-boxes", page(MediaBox=Array([20, 20, 590, 830]))),
    Fault("no annotations in the bleed", "annotations", annotation),
    Fault("no direct ones either", "annotations", link(100)),
    Fault(
        "printer's marks outside of the trim", "annotations", link(100, Subtype=Name.PrinterMark)
    ),
    # Foreign objects
    Fault("no OPI", "foreign-objects", drawn(form(OPI=Dictionary()))),
    Fault("no references", "foreign-objects", drawn(form(Ref=Dictionary()))),
    Fault("no PostScript", "foreign-objects", drawn(stream(Subtype=Name.PS))),
    Fault("no PostScript forms", "foreign-objects", drawn(form(Subtype2=Name.PS))),
    Fault("no alternates", "foreign-objects", drawn(image(400, Alternates=Array([])))),
    # Layers
    Fault("no layers by use", "layer-usage", root(OCProperties=LAYER_USE)),
    Fault("nor in other configurations", "layer-usage", root(OCProperties=CONFIGURED_USE)),
    Fault("configurations have names", "layer-names", root(OCProperties=NO_NAME)),
    Fault("names of their own", "layer-names", root(OCProperties=ONE_NAME)),
    # Fonts
    Fault("fonts are embedded", "fonts", unembed),
    Fault("the standard 14 too", "fonts", lettered(BaseFont=Name.Helvetica)),
    Fault("also those that clip", "fonts", lettered("7 Tr", BaseFont=Name.Helvetica)),
    Fault("under a key that fits", "fonts", fonts(wrong_key)),
    Fault("widths agree", "font-widths", fonts(narrow)),
    Fault("programs are whole", "font-program", fonts(cut)),
    Fault("no glyph beyond the last", "glyphs", paint(BEYOND)),
    Fault("nor without a map", "glyphs", both(fonts(identity), paint(BEYOND))),
    Fault("codes find glyphs", "font-codes", fonts(without_map)),
    Fault("fonts have names", "font-dictionary", lettered()),
    Fault("characters have glyphs", "missing-glyph", paint("BT /F0 9 Tf 9 9 Td <0000> Tj ET")),
    # Colour
    Fault("no RGB", "device-colour", paint("1 0 0 rg 100 100 50 50 re f")),
    Fault("none in forms", "device-colour", drawn(form(b"1 0 0 RG 0 0 50 50 re S"))),
    Fault("none in images", "device-colour", drawn(image(400, ColorSpace=Name.DeviceRGB))),
    Fault("none in palettes", "device-colour", coloured(indexed(Name.DeviceRGB))),
    Fault("none below inks", "device-colour", coloured(RGB_INK)),
    Fault("none in shadings", "device-colour", paint("/P sh", Shading=Dictionary(P=SHADING))),
    Fault(
        "none in shading patterns",
        "device-colour",
        paint("/Pattern cs /P scn 100 100 9 9 re f", Pattern=Dictionary(P=GLOW)),
    ),
    Fault("none in uncoloured patterns", "device-colour", tiled),
    Fault(
        "none in patterns",
        "device-colour",
        attached(
            stream(b"1 0 0 rg 0 0 5 5 re f", PatternType=1),
            "Pattern",
            "/Pattern cs /Planted scn 100 100 50 50 re f",
        ),
    ),
    Fault("none in glyphs", "device-colour", drawn_letter),
    Fault("none in masks", "device-colour", masked),
    Fault("none behind a clip", "device-colour", paint("9 9 9 9 re W n 1 0 0 rg 0 0 1 1 re f")),
    Fault("colours of inks have inks", "ink-names", coloured(inks(0), "")),
    Fault("no more inks than PDF has", "ink-count", coloured(inks(40), "0 " * 40)),
    Fault("one ink, one recipe", "ink-recipes", both(coloured(spot("Gold")), SECOND_GOLD)),
    Fault("pages blend in ink", "blend-space", page(Group=RGB_GROUP)),
    Fault("not in Lab", "blend-space", page(Group=Dictionary(S=Name.Transparency, CS=LAB))),
    Fault("forms blend in ink", "blend-space", drawn(form(Group=RGB_GROUP))),
    Fault("profiles are profiles", "icc-colour", calibrated(b"none", 3)),
    Fault("no second look at the condition", "icc-colour", calibrated(None, 4)),
    Fault("blend modes exist", "blend-mode", state(BM=Name.Sparkle)),
    Fault("rendering intents exist", "rendering-intent", paint("/Bright ri")),
    Fault("states name intents that exist", "rendering-intent", state(RI=Name.Bright)),
    Fault("images too", "rendering-intent", drawn(image(400, Intent=Name.Bright))),
    Fault("no transfer function", "transfer-function", state(TR=Name.Identity)),
    Fault("nor a second", "transfer-function", state(TR2=Name.Identity)),
    Fault("no halftone origin", "halftone", state(HTP=Array([0, 0]))),
    Fault("halftones of two types", "halftone", state(HT=Dictionary(HalftoneType=6))),
    Fault("within others too", "halftone", state(HT=FIVE)),
    Fault("without names", "halftone", state(HT=Dictionary(HalftoneType=1, HalftoneName=Name.A))),
    Fault("without tones", "halftone", state(HT=TONES)),
    # Content and images
    Fault("content can be read", "content", state(LW=Name.X)),
    Fault("fonts are there", "resources", paint("BT /None 9 Tf (a) Tj ET")),
    Fault("pictures are there", "resources", paint("/None Do")),
    Fault("states are there", "resources", paint("/None gs")),
    Fault("colour spaces are there", "resources", paint("/None cs 1 scn 0 0 9 9 re f")),
    Fault("shadings are there", "resources", paint("/None sh")),
    Fault("patterns are there", "resources", paint("/Pattern cs /None scn 0 0 9 9 re f")),
    Fault("operators exist", "operators", paint("1 2 sparkle")),
    Fault("pictures of 1 to 16 bits", "image-bits", drawn(image(400, bits=5))),
    Fault(
        "JPEG 2000 of 1, 3 or 4 channels",
        "jpeg-2000",
        drawn(
            stream(jpeg_2000(), Subtype=Name.Image, Width=400, Height=400, Filter=Name.JPXDecode)
        ),
    ),
)
