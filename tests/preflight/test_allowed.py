"""What PDF/X-4 allows is not blamed, however strange it looks."""

from __future__ import annotations

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from leaflets.preflight.finding import Profile

from ._faults import (
    CALIBRATED_RGB,
    LAB,
    SRGB,
    both,
    calibrated,
    coloured,
    drawn,
    form,
    icc,
    image,
    lettered,
    light_mask,
    link,
    page,
    pictured,
    root,
    spots,
    stream,
)
from ._plant import Plant, paint, planted, rules, state


def default_rgb(pdf: pikepdf.Pdf) -> None:
    """Give RGB the meaning of a profile."""
    space = Array([Name.ICCBased, pdf.make_stream(SRGB, N=3)])
    painted = paint("1 0 0 rg 100 100 9 9 re f", ColorSpace=Dictionary(DefaultRGB=space))
    painted(pdf)


def same_moment(pdf: pikepdf.Pdf) -> None:
    """Say the moment of making in another time zone."""
    said = str(pdf.docinfo["/CreationDate"])
    assert said.endswith("+00'00'")
    day, hour = said[2:10], int(said[10:12])
    assert hour + 8 < 24
    pdf.docinfo["/CreationDate"] = String(f"D:{day}{hour + 8:02}{said[12:16]}+08'00'")


def bookmark(pdf: pikepdf.Pdf) -> None:
    with pdf.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem("Page 1", 0))


def gray_letter(pdf: pikepdf.Pdf) -> None:
    glyph = pdf.make_stream(b"500 0 d0 0 0 0 1 k 0 0 500 500 re f")
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


LAYERS = Dictionary(OCGs=[], D=Dictionary(Name="A"), Configs=[Dictionary(Name="B")])
GROUP = Dictionary(S=Name.Transparency, CS=Name.DeviceCMYK)
SCREEN = Dictionary(HalftoneType=1, Frequency=150, Angle=45, SpotFunction=Name.Round)
FIVE = Dictionary(HalftoneType=5, Default=SCREEN, Gold=SCREEN)

ALLOWED: dict[str, Plant] = {
    "gray": paint("0.5 g 100 100 9 9 re f"),
    "RGB with a profile": default_rgb,
    "pictures with a profile": pictured(SRGB, 3),
    "colours with a profile": calibrated(SRGB, 3),
    "CalRGB": coloured(CALIBRATED_RGB, "1 0 0"),
    "Lab": coloured(LAB, "50 0 0"),
    "spot inks": spots("Gold", "Silver"),
    "transparency": state(ca=0.5, CA=0.5, BM=Name.Multiply),
    "a list of blend modes": state(BM=Array([Name.Darken, Name.Normal])),
    "groups in CMYK": both(page(Group=GROUP), drawn(form(Group=GROUP))),
    "masks in gray": light_mask(Name.DeviceGray),
    "layers with names": root(OCProperties=LAYERS),
    "halftones": both(state(HT=SCREEN), state(HT=FIVE)),
    "a second transfer function by default": state(TR2=Name.Default),
    "rendering intents": paint("/Perceptual ri /Saturation ri"),
    "pictures of 16 bits": drawn(image(400, bits=16)),
    "pictures of one bit": drawn(image(400, bits=1)),
    "masks of one bit": drawn(
        stream(bytes(8), Subtype=Name.Image, Width=8, Height=8, ImageMask=True)
    ),
    "invisible text without a font": lettered(
        "3 Tr", BaseFont=Name.Helvetica, FirstChar=97, LastChar=97, Widths=Array([500])
    ),
    "glyphs that are drawn": gray_letter,
    "links outside the bleed": link(-90),
    "printer's marks in the bleed": link(
        -4, Subtype=Name.PrinterMark, Rect=Array([1, 100, 3, 120])
    ),
    "bookmarks": bookmark,
    "an art box for a trim box": both(
        page(ArtBox=Array([8.5, 8.5, 603.78, 850.39])), page(TrimBox=None)
    ),
    "no bleed box": page(BleedBox=None),
    "another time zone": same_moment,
    "a newer profile": icc(lambda data: data[:8] + b"\4" + data[9:]),
    "marked content": paint("/Span <</Lang (fr)>> BDC EMC /A MP"),
}


@pytest.mark.parametrize("name", ALLOWED)
def test_what_is_allowed_is_not_blamed(name: str) -> None:
    assert rules(planted(ALLOWED[name]), Profile.X4) == set()
