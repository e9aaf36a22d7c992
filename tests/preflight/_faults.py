"""Ways to plant faults in the good file: in its pages, catalog, colours, fonts and pictures."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String
from PIL import Image, ImageCms

from ._plant import Plant, paint, spot, state

Make = Callable[[pikepdf.Pdf], Any]


def page(**entries: Any) -> Plant:
    """Return a plant that sets entries of page 1; None removes one."""

    def plant(pdf: pikepdf.Pdf) -> None:
        _set(pdf.pages[0].obj, entries)

    return plant


def root(**entries: Any) -> Plant:
    return lambda pdf: _set(pdf.Root, entries)


def info(**entries: Any) -> Plant:
    return lambda pdf: _set(pdf.docinfo, entries)


def intent(**entries: Any) -> Plant:
    return lambda pdf: _set(pdf.Root.OutputIntents[0], entries)


def _set(holder: Any, entries: dict[str, Any]) -> None:
    for key, value in entries.items():
        if value is None:
            del holder[f"/{key}"]
        else:
            holder[f"/{key}"] = value


def xmp(old: str, new: str) -> Plant:
    def plant(pdf: pikepdf.Pdf) -> None:
        text = pdf.Root.Metadata.read_bytes().decode()
        assert old in text
        pdf.Root.Metadata.write(text.replace(old, new).encode())

    return plant


def attached(make: Make, category: str, paints: str) -> Plant:
    """Return a plant that puts a made object into the page's resources and paints it."""
    return lambda pdf: paint(paints, **{category: Dictionary(Planted=make(pdf))})(pdf)


def stream(data: bytes = b"", **entries: Any) -> Make:
    def make(pdf: pikepdf.Pdf) -> Any:
        made = pdf.make_stream(data)
        _set(made, entries)
        return made

    return make


def image(side: int, bits: int = 8, **entries: Any) -> Make:
    row = -(-side * bits // 8)
    shape = {"Width": side, "Height": side, "BitsPerComponent": bits}
    colour = {"ColorSpace": Name.DeviceGray}
    kind = {"Type": Name.XObject, "Subtype": Name.Image}
    return stream(bytes(row * side), **kind | shape | colour | entries)


def form(data: bytes = b"", **entries: Any) -> Make:
    box = Array([0, 0, 100, 100])
    return stream(data, Type=Name.XObject, Subtype=Name.Form, BBox=box, **entries)


def drawn(make: Make, size: float = 72.0) -> Plant:
    return attached(make, "XObject", f"{size} 0 0 {size} 100 100 cm /Planted Do")


def icc(change: Callable[[bytes], bytes]) -> Plant:
    def plant(pdf: pikepdf.Pdf) -> None:
        profile = pdf.Root.OutputIntents[0].DestOutputProfile
        profile.write(change(profile.read_bytes()))

    return plant


def unembed(pdf: pikepdf.Pdf) -> None:
    for font in pdf.pages[0].Resources.Font.values():
        del font.DescendantFonts[0].FontDescriptor["/FontFile2"]


def rename(name: str) -> Plant:
    def plant(pdf: pikepdf.Pdf) -> None:
        for font in pdf.pages[0].Resources.Font.values():
            font.BaseFont = Name(f"/{name}")

    return plant


def annotation(pdf: pikepdf.Pdf) -> None:
    note = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[100, 100, 200, 120])
    pdf.pages[0].obj.Annots = pdf.make_indirect(Array([pdf.make_indirect(note)]))


def action(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))


def field(pdf: pikepdf.Pdf) -> None:
    text = pdf.make_indirect(Dictionary(FT=Name.Tx, T=String("name")))
    pdf.Root.AcroForm = Dictionary(Fields=[text])


def attachment(pdf: pikepdf.Pdf) -> None:
    pdf.attachments["a.txt"] = b"text"


def second_intent(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OutputIntents.append(pdf.Root.OutputIntents[0])


def scaled_trim(pdf: pikepdf.Pdf) -> None:
    left, bottom, right, top = (float(value) for value in pdf.pages[1].obj.TrimBox)
    pdf.pages[1].obj.TrimBox = Array([left, bottom, right - 20, top])


def emptied(pdf: pikepdf.Pdf) -> None:
    pdf.pages[1].obj.Contents = pdf.make_stream(b"")


def lzw(pdf: pikepdf.Pdf) -> None:
    data = b"\x80\x0b\x60\x50\x22\x0c\x0c\x85\x01"
    pdf.Root.Planted = pikepdf.Stream(pdf, data, Filter=Name.LZWDecode)


TEXT = "BT /F0 {size} Tf 1 0 0 1 60 780 Tm <0001> Tj ET"
"""Text on the coloured band at the top of the sheet; the page's origin is at the trim by then."""


def text(colour: str, size: float, over: bool = False, opm: int = 1) -> Plant:
    ink = Dictionary(op=over, OP=over, OPM=opm)
    shown = f"/Planted gs {colour} {TEXT.format(size=size)}"
    return paint(shown, ExtGState=Dictionary(Planted=ink))


def line(colour: str, width: float, over: bool = False, opm: int = 1) -> Plant:
    ink = Dictionary(op=over, OP=over, OPM=opm)
    shown = f"/Planted gs {colour} {width} w 60 780 m 90 780 l S"
    return paint(shown, ExtGState=Dictionary(Planted=ink))


def spots(*names: str) -> Plant:
    def plant(pdf: pikepdf.Pdf) -> None:
        for at, name in enumerate(names):
            resources = {"ColorSpace": Dictionary({f"/P{at}": spot(name)})}
            paint(f"/P{at} cs 1 scn 100 {100 + 20 * at} 10 10 re f", **resources)(pdf)

    return plant


TINT = Dictionary(FunctionType=2, Domain=[0, 1], C0=[1, 1, 1], C1=[1, 0, 0], N=1)
"""A tint transform into three components."""
SHADING = Dictionary(ShadingType=2, ColorSpace=Name.DeviceRGB, Coords=[0, 0, 1, 1], Function=TINT)


def coloured(space: Any, operands: str = "1", name: str = "Planted") -> Plant:
    """Return a plant that paints a square in a colour space."""
    painted = f"/{name} cs {operands} scn 100 100 50 50 re f"
    return paint(painted, ColorSpace=Dictionary({f"/{name}": space}))


def both(*plants: Plant) -> Plant:
    def plant(pdf: pikepdf.Pdf) -> None:
        for one in plants:
            one(pdf)

    return plant


def fonts(change: Callable[[Any], None]) -> Plant:
    """Return a plant that changes each font of page 1 that has the glyphs."""

    def plant(pdf: pikepdf.Pdf) -> None:
        for font in pdf.pages[0].Resources.Font.values():
            change(font.DescendantFonts[0])

    return plant


def narrow(font: Any) -> None:
    font.W[1] = Array([333] * len(font.W[1]))


def cut(font: Any) -> None:
    program = font.FontDescriptor.FontFile2
    data = program.read_bytes()
    program.write(data[: len(data) // 3])


def without_map(font: Any) -> None:
    del font["/CIDToGIDMap"]


def identity(font: Any) -> None:
    font.CIDToGIDMap = Name.Identity


def wrong_key(font: Any) -> None:
    font.FontDescriptor.FontFile3 = font.FontDescriptor.FontFile2
    del font.FontDescriptor["/FontFile2"]


def lettered(operators: str = "", **entries: Any) -> Plant:
    """Return a plant that shows the letter a in a font of these entries."""
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1)
    for key, value in entries.items():
        font[f"/{key}"] = value
    shown = f"BT /Planted 9 Tf {operators} 100 100 Td (a) Tj ET"
    return paint(shown, Font=Dictionary(Planted=font))


def drawn_letter(pdf: pikepdf.Pdf) -> None:
    """Show a Type 3 glyph that is painted in RGB."""
    glyph = pdf.make_stream(b"500 0 d0 1 0 0 rg 0 0 500 500 re f")
    lettered(
        Subtype=Name.Type3,
        FontBBox=Array([0, 0, 500, 500]),
        FontMatrix=Array([0.001, 0, 0, 0.001, 0, 0]),
        FirstChar=97,
        LastChar=97,
        Widths=Array([500]),
        Encoding=Dictionary(Differences=[97, Name.a]),
        Resources=Dictionary(),
        CharProcs=Dictionary(a=glyph),
    )(pdf)


def masked(pdf: pikepdf.Pdf) -> None:
    """Set a soft mask that is painted in RGB."""
    group = form(b"1 0 0 rg 0 0 9 9 re f", Group=Dictionary(S=Name.Transparency))(pdf)
    state(SMask=Dictionary(S=Name.Luminosity, G=group))(pdf)


def tiled(pdf: pikepdf.Pdf) -> None:
    """Fill with an uncoloured pattern whose colour is RGB."""
    tile = {"PatternType": 1, "PaintType": 2, "BBox": Array([0, 0, 9, 9])}
    make = stream(b"0 0 5 5 re f", Resources=Dictionary(), **tile)
    spaces = Dictionary(Tiled=Array([Name.Pattern, Name.DeviceRGB]))
    painted = "/Tiled cs 1 0 0 /Planted scn 100 100 50 50 re f"
    paint(painted, ColorSpace=spaces, Pattern=Dictionary(Planted=make(pdf)))(pdf)


def calibrated(data: bytes | None, components: int) -> Plant:
    """Return a plant that paints in an ICC colour; without data, in that of the intent."""

    def plant(pdf: pikepdf.Pdf) -> None:
        profile = pdf.Root.OutputIntents[0].DestOutputProfile
        source = profile if data is None else pdf.make_stream(data, N=components)
        operands = " ".join("0" * components)
        coloured(Array([Name.ICCBased, source]), operands)(pdf)

    return plant


def link(left: int, **entries: Any) -> Plant:
    """Return a plant of a link, which stands in the page's list itself."""

    def plant(pdf: pikepdf.Pdf) -> None:
        note = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[left, 100, left + 9, 120])
        for key, value in entries.items():
            note[f"/{key}"] = value
        pdf.pages[0].obj.Annots = Array([note])

    return plant


def foreign_intent(pdf: pikepdf.Pdf) -> None:
    """Add an output intent of PDF/A that has a profile of its own."""
    profile = pdf.make_stream(b"profile", N=4)
    other = Dictionary(S=Name.GTS_PDFA1, DestOutputProfile=profile)
    pdf.Root.OutputIntents.append(other)


def jpeg_2000() -> bytes:
    """Return a picture of two channels, which no colour space of PDF/X has."""
    target = io.BytesIO()
    Image.new("LA", (400, 400)).save(target, "JPEG2000")
    return target.getvalue()


OVERPRINT = Dictionary(Planted=Dictionary(op=True, OP=True, OPM=1))
SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def pictured(profile: bytes, components: int) -> Plant:
    """Return a plant of a picture with a profile of its own."""

    def plant(pdf: pikepdf.Pdf) -> None:
        space = Array([Name.ICCBased, pdf.make_stream(profile, N=components)])
        pixels = stream(
            bytes(400 * 400 * components),
            Subtype=Name.Image,
            Width=400,
            Height=400,
            BitsPerComponent=8,
            ColorSpace=space,
        )
        drawn(pixels)(pdf)

    return plant


def light_mask(space: Name) -> Plant:
    """Return a plant that sets a mask of luminosity, blended in ``space``."""

    def plant(pdf: pikepdf.Pdf) -> None:
        group = form(b"0.5 g 0 0 9 9 re f", Group=Dictionary(S=Name.Transparency, CS=space))(pdf)
        state(SMask=Dictionary(S=Name.Luminosity, G=group))(pdf)

    return plant


WHITE = Array([0.9, 1, 0.8])
LAB = Array([Name.Lab, Dictionary(WhitePoint=WHITE)])
CALIBRATED_GRAY = Array([Name.CalGray, Dictionary(WhitePoint=WHITE)])
CALIBRATED_RGB = Array([Name.CalRGB, Dictionary(WhitePoint=WHITE)])
