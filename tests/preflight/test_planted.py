"""One planted fault a rule: each is caught by its own rule, and the good file is not blamed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from leaflets.preflight import gwg, limits, pdfx_own
from leaflets.preflight.finding import Limits, Profile

from ._plant import Plant, good, paint, planted, rules, spot, state


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


def attached(make: Callable[[pikepdf.Pdf], Any], category: str, paints: str) -> Plant:
    """Return a plant that puts a made object into the page's resources and paints it."""
    return lambda pdf: paint(paints, **{category: Dictionary(Planted=make(pdf))})(pdf)


def stream(data: bytes = b"", **entries: Any) -> Callable[[pikepdf.Pdf], Any]:
    def make(pdf: pikepdf.Pdf) -> Any:
        made = pdf.make_stream(data)
        _set(made, entries)
        return made

    return make


def image(side: int, bits: int = 8, **entries: Any) -> Callable[[pikepdf.Pdf], Any]:
    row = -(-side * bits // 8)
    shape = {"Width": side, "Height": side, "BitsPerComponent": bits}
    colour = {"ColorSpace": Name.DeviceGray}
    kind = {"Type": Name.XObject, "Subtype": Name.Image}
    return stream(bytes(row * side), **kind, **shape, **colour | entries)


def form(data: bytes = b"", **entries: Any) -> Callable[[pikepdf.Pdf], Any]:
    box = Array([0, 0, 100, 100])
    return stream(data, Type=Name.XObject, Subtype=Name.Form, BBox=box, **entries)


def drawn(make: Callable[[pikepdf.Pdf], Any], size: float = 72.0) -> Plant:
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


GRAY_GROUP = Dictionary(S=Name.Transparency, CS=Name.DeviceGray)
GROUP = Dictionary(S=Name.Transparency, CS=Name.DeviceCMYK)
LAYERS = Dictionary(OCGs=[], D=Dictionary(Order=[]))
USED_LAYERS = Dictionary(OCGs=[], D=Dictionary(AS=[]))

X4: list[tuple[str, Plant]] = [
    ("version", root(Version=Name("/1.7"))),
    ("identification", xmp("PDF/X-4", "PDF/X-5")),
    ("encrypted", lambda pdf: None),
    ("file-id", lambda pdf: None),
    ("syntax", lambda pdf: None),
    ("output-intent", second_intent),
    ("output-intent", root(OutputIntents=Array([]))),
    ("output-intent", intent(OutputConditionIdentifier=String(""))),
    ("output-profile", icc(lambda data: data[:12] + b"mntr" + data[16:])),
    ("output-profile", icc(lambda data: data[:16] + b"RGB " + data[20:])),
    ("embedded-profile", intent(DestOutputProfile=None)),
    ("trapped", info(Trapped=Name.Unknown)),
    ("trapped", info(Trapped=None)),
    ("information", info(Title=None)),
    ("information", info(ModDate=None)),
    ("xmp", root(Metadata=None)),
    ("xmp", info(Title=String("Another"))),
    ("xmp", info(CreationDate=String("D:20200101000000Z"))),
    ("xmp-keys", xmp("xmpMM:RenditionClass", "xmpMM:Other")),
    ("actions", action),
    ("actions", page(AA=Dictionary())),
    ("actions", root(Names=Dictionary(JavaScript=Dictionary(Names=[])))),
    ("forms", field),
    ("embedded-files", attachment),
    ("trim-box", page(TrimBox=None)),
    ("trim-box", page(ArtBox=Array([20, 20, 500, 700]))),
    ("nested-boxes", page(BleedBox=Array([100, 100, 300, 300]))),
    ("nested-boxes", page(TrimBox=Array([-50, 0, 500, 700]))),
    ("annotations", annotation),
    ("lzw", lzw),
    ("foreign-objects", drawn(form(OPI=Dictionary()))),
    ("foreign-objects", drawn(form(Ref=Dictionary()))),
    ("foreign-objects", drawn(stream(Subtype=Name.PS))),
    ("foreign-objects", drawn(image(400, Alternates=Array([])))),
    ("layer-usage", root(OCProperties=USED_LAYERS)),
    ("fonts", unembed),
    ("content", state(LW=Name.X)),
    ("device-colour", paint("1 0 0 rg 100 100 50 50 re f")),
    ("device-colour", drawn(form(b"1 0 0 RG 0 0 50 50 re S"))),
    ("device-colour", drawn(image(400, ColorSpace=Name.DeviceRGB))),
    ("transfer-function", state(TR=Name.Identity)),
    ("transfer-function", state(TR2=Name.Identity)),
    ("halftone", state(HTP=Array([0, 0]))),
    ("halftone", state(HT=Dictionary(HalftoneType=6))),
    ("halftone", state(HT=Dictionary(HalftoneType=1, HalftoneName=Name.Own))),
]

X1A: list[tuple[str, Plant]] = [
    ("version", root(Version=Name("/1.6"))),
    ("identification", info(GTS_PDFXVersion=String("PDF/X-4"))),
    ("layers", root(OCProperties=LAYERS)),
    ("object-streams", lambda pdf: None),
    ("transparency", state(ca=0.5)),
    ("transparency", state(CA=0.5)),
    ("transparency", state(BM=Name.Multiply)),
    ("transparency", state(SMask=Dictionary(S=Name.Alpha))),
    ("transparency", page(Group=GROUP)),
    ("transparency", drawn(form(Group=GROUP))),
    ("ink-only", paint("1 0 0 rg 100 100 50 50 re f")),
    ("ink-only", drawn(image(400, ColorSpace=Array([Name.CalGray, Dictionary()])))),
    ("compression", drawn(image(400, Filter=Name.JPXDecode))),
]

GWG: list[tuple[str, Plant]] = [
    ("R0001", info(Trapped=Name.Unknown)),
    ("R0002", page(UserUnit=2)),
    ("R0003", page(CropBox=Array([50, 50, 500, 700]))),
    ("R0004", scaled_trim),
    ("R0004", page(Rotate=90)),
    ("R0005", emptied),
    ("R0007", text("0 0 0 0 k", 20, over=True)),
    ("R0008", line("0 0 0 0 K", 5, over=True)),
    ("R0009", text("0 0 0 1 k", 9)),
    ("R0009", text("0 0 0 1 k", 9, over=True, opm=0)),
    ("R0010", line("0 0 0 1 K", 1)),
    ("R0011", text("0 g", 9)),
    ("R0012", line("0 G", 1)),
    ("R0013", text("0.5 g", 20, over=True)),
    ("R0014", rename("AAAAAA+CourierNew")),
    ("R0015", text("0.8 0.7 0.6 0.9 k", 20)),
    ("R0016", text("0 0 0 0 k", 6)),
    ("R0017", text("1 1 0 0 k", 6)),
    ("R0018", line("0 0 0 0 K", 0.2)),
    ("R0019", line("1 1 0 0 K", 0.2)),
    ("R0020", spots("PANTONE 123 C")),
    ("R0021", spots("PANTONE 123 C", "PANTONE 123 U")),
    ("R0022", spots("Gold", "GOLD")),
    ("R0023", spots("Warm Gold", "Warm_Gold")),
    ("R0024", spots("All")),
    ("R0027", paint("1 0 0 rg 100 100 50 50 re f")),
    (
        "R0027",
        attached(
            stream(b"1 0 0 rg 0 0 5 5 re f", PatternType=1),
            "Pattern",
            "/Pattern cs /Planted scn 100 100 50 50 re f",
        ),
    ),
    ("R0030", page(Group=GRAY_GROUP)),
    ("R0031", drawn(image(140))),
    ("R0031", drawn(image(200))),
    ("R0032", drawn(image(500, bits=1))),
    ("R0035", lambda pdf: None),
]

LIMITS: list[tuple[str, Plant]] = [
    ("type-size", text("0 0 0 1 k", 4, over=True)),
    ("ink-colour", paint("0.8 0.8 0.8 0.7 k 100 400 9 9 re f")),
    ("bleed-box", page(BleedBox=Array([7, 7, 600, 845]))),
    ("bleed-ink", paint("1 0 0 0 k 0 400 30 30 re f")),
    ("bleed-ink", paint("1 0 0 0 k -4 400 30 30 re f")),
]


def x1a() -> bytes:
    """Return the good file as PDF/X-1a:2003 would have it."""

    def plant(pdf: pikepdf.Pdf) -> None:
        pdf.docinfo["/GTS_PDFXVersion"] = String("PDF/X-1a:2003")

    return planted(plant, object_stream_mode=pikepdf.ObjectStreamMode.disable).replace(
        b"%PDF-1.6", b"%PDF-1.4", 1
    )


def test_good_files_are_not_blamed() -> None:
    assert rules(good()) == set()
    assert rules(good(), Profile.GWG) == set()
    assert rules(good("web")) == set()
    assert rules(x1a(), Profile.X1A) == set()
    assert rules(x1a()) == set()
    assert rules(planted(lambda pdf: None)) == set()


@pytest.mark.parametrize(("rule", "plant"), X4)
def test_x4(rule: str, plant: Plant) -> None:
    assert f"x4/{rule}" in rules(_made(rule, plant), Profile.X4)


@pytest.mark.parametrize(("rule", "plant"), X1A)
def test_x1a(rule: str, plant: Plant) -> None:
    mode = pikepdf.ObjectStreamMode.disable
    if rule == "object-streams":
        mode = pikepdf.ObjectStreamMode.generate
    found = rules(planted(plant, x1a(), object_stream_mode=mode), Profile.X1A)
    assert f"x1a/{rule}" in found


@pytest.mark.parametrize(("rule", "plant"), GWG)
def test_gwg(rule: str, plant: Plant) -> None:
    assert f"gwg/{rule}" in rules(_made(rule, plant), Profile.GWG)


@pytest.mark.parametrize(("rule", "plant"), LIMITS)
def test_limits(rule: str, plant: Plant) -> None:
    assert f"limits/{rule}" in rules(planted(plant), limits=Limits(type_size=5.0))


@pytest.mark.parametrize("plant", [root(Lang=None), root(MarkInfo=None)])
def test_web(plant: Plant) -> None:
    found = rules(planted(plant, good("web")), Profile.WEB)
    assert {rule.partition("/")[0] for rule in found} & {"ua1", "a2a"}


def test_every_rule_has_a_planted_fault() -> None:
    assert {rule for rule, _ in X4} == {rule.name for rule in pdfx_own.X4}
    own = {rule.name for rule in pdfx_own.X1A} - {rule.name for rule in pdfx_own.X4}
    assert {rule for rule, _ in X1A} >= own
    assert {rule for rule, _ in GWG} == {"R0001", *(rule.name for rule in gwg.RULES)}
    assert {rule for rule, _ in LIMITS} == {rule.name for rule in limits.RULES}


def _made(rule: str, plant: Plant) -> bytes:
    """Return the planted file; some faults are not in an object but in the file itself."""
    if rule == "encrypted":
        lock = pikepdf.Encryption(owner="secret", user="")
        return planted(plant, encryption=lock, deterministic_id=False)
    if rule == "lzw":  # qpdf would pack the stream anew
        kept = pikepdf.StreamDecodeLevel.none
        return planted(plant, stream_decode_level=kept, compress_streams=False)
    if rule == "file-id":
        return good().replace(b"/ID", b"/Id")
    if rule == "syntax":
        return good().replace(b"startxref", b"startxxxx")
    if rule == "R0035":
        return planted(_rgb_intent)
    return planted(plant)


def _rgb_intent(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OutputIntents[0].DestOutputProfile.N = 3
