"""One planted fault a rule: each is caught by its own rule, and the good file is not blamed."""

from __future__ import annotations

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from leaflets.diagnostics import Severity
from leaflets.preflight import limits, pdfx_own
from leaflets.preflight.finding import Limits, Profile, Variant
from leaflets.preflight.gwg_variants import VARIANTS
from leaflets.preflight.judge import judge

from ._faults import (
    CALIBRATED_GRAY,
    LAB,
    OVERPRINT,
    SRGB,
    both,
    calibrated,
    coloured,
    drawn,
    emptied,
    form,
    icc,
    image,
    info,
    intent,
    light_mask,
    line,
    page,
    pictured,
    rename,
    root,
    scaled_trim,
    spots,
    text,
)
from ._plant import Plant, good, paint, planted, rules, state
from ._x4 import FAULTS, RGB_INK, Fault

GRAY_GROUP = Dictionary(S=Name.Transparency, CS=Name.DeviceGray)
GROUP = Dictionary(S=Name.Transparency, CS=Name.DeviceCMYK)
LAYERS = Dictionary(OCGs=[], D=Dictionary(Order=[]))

ENDS = {
    "file-header": lambda data: b"X-Mail: gateway\n" + data,
    "file-end": lambda data: data + b"<!-- seen -->" * 40,
}
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
    ("ink-only", coloured(RGB_INK)),
    ("ink-only", coloured(LAB, "50 0 0")),
    ("known-condition", both(intent(RegistryName=None), intent(DestOutputProfile=None))),
    ("deep-images", drawn(image(400, bits=16))),
    ("output-profile", icc(lambda data: data[:8] + b"\4" + data[9:])),
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
    ("R0011", text("0.5 g", 9)),
    ("R0012", line("0 G", 1)),
    ("R0012", line("0.5 G", 1)),
    ("R0013", text("0.5 g", 20, over=True)),
    ("R0014", rename("AAAAAA+Courier")),
    ("R0015", text("0.8 0.7 0.6 0.9 k", 20)),
    ("R0016", text("0 0 0 0 k", 6)),
    ("R0017", text("1 1 0 0 k", 6)),
    ("R0018", line("0 0 0 0 K", 0.2)),
    ("R0019", line("1 1 0 0 K", 0.2)),
    ("R0020", spots("PANTONE 123 C")),
    ("R0024", spots("All")),
    ("R0027", paint("1 0 0 rg 100 100 50 50 re f")),
    ("R0027", coloured(RGB_INK)),
    ("R0027", coloured(CALIBRATED_GRAY)),
    ("R0027", coloured(LAB, "50 0 0")),
    ("R0027", calibrated(None, 4)),
    ("R0030", page(Group=GRAY_GROUP)),
    ("R0031", drawn(image(140))),
    ("R0031", drawn(image(200))),
    ("R0031", drawn(image(17, Height=12))),
    ("R0032", drawn(image(500, bits=1))),
    ("R0035", lambda pdf: None),
]

SPOT: list[tuple[str, Plant]] = [
    ("R0020", spots("PANTONE 123 C")),
    ("R0021", spots("PANTONE 123 C", "Pantone 123 U")),
    ("R0022", spots("Gold", "GOLD")),
    ("R0022", spots("Caf\u00e9", "Cafe\u0301")),
    ("R0023", spots("Warm Gold", "Bronze")),
]

RGB: list[tuple[str, Plant]] = [
    ("R0028", paint("1 0 0 rg 100 100 50 50 re f")),
    ("R0028", drawn(image(400, ColorSpace=Name.DeviceRGB))),
    ("R0028", coloured(LAB, "50 0 0")),
    ("R0028", coloured(RGB_INK)),
    ("R0028", calibrated(None, 4)),
    ("R0028", calibrated(b"", 1)),
]

LIMITS: list[tuple[str, Plant]] = [
    ("type-size", text("0 0 0 1 k", 4, over=True)),
    ("ink-colour", paint("0.8 0.8 0.8 0.7 k 100 400 9 9 re f")),
    ("bleed-box", page(BleedBox=Array([7, 7, 600, 845]))),
    ("bleed-ink", paint("1 0 0 0 k 0 400 30 30 re f")),
    ("bleed-ink", paint("1 0 0 0 k -4 400 30 30 re f")),
]


PLAIN = {"object_stream_mode": pikepdf.ObjectStreamMode.disable}


def x1a() -> bytes:
    """Return the good file as PDF/X-1a:2003 would have it."""

    def plant(pdf: pikepdf.Pdf) -> None:
        pdf.docinfo["/GTS_PDFXVersion"] = String("PDF/X-1a:2003")

    return planted(plant, **PLAIN).replace(b"%PDF-1.6", b"%PDF-1.4", 1)


def test_good_files_are_not_blamed() -> None:
    assert rules(good()) == set()
    assert rules(good(), Profile.GWG) == set()
    assert rules(good("web")) == set()
    assert rules(x1a(), Profile.X1A) == set()
    assert rules(x1a()) == set()
    assert rules(planted(intent(DestOutputProfile=None), x1a(), **PLAIN), Profile.X1A) == set()
    assert rules(planted(lambda pdf: None)) == set()


@pytest.mark.parametrize("fault", FAULTS, ids=[fault.demand for fault in FAULTS])
def test_x4(fault: Fault) -> None:
    assert f"x4/{fault.rule}" in rules(_made(fault.rule, fault.plant), Profile.X4)


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


@pytest.mark.parametrize(("rule", "plant"), SPOT)
def test_gwg_with_spot_inks(rule: str, plant: Plant) -> None:
    data, limits = planted(plant), Limits(variant=Variant.SPOT)
    assert f"gwg/{rule}" in rules(data, Profile.GWG, limits)
    found = judge(data, Profile.GWG, limits).findings
    assert all(one.severity is Severity.WARNING for one in found if one.rule == "gwg/R0020")


@pytest.mark.parametrize(("rule", "plant"), RGB)
@pytest.mark.parametrize("variant", [Variant.CMYK_RGB, Variant.SPOT_RGB])
def test_gwg_with_rgb_pictures(rule: str, plant: Plant, variant: Variant) -> None:
    (found,) = (
        one
        for one in judge(planted(plant), Profile.GWG, Limits(variant=variant)).findings
        if one.rule == f"gwg/{rule}"
    )
    assert found.page == 1
    assert found.place is not None


def test_gwg_bears_what_it_does_not_forbid() -> None:
    picture = pictured(SRGB, 3)
    assert "gwg/R0027" in rules(planted(picture), Profile.GWG)
    for variant in (Variant.CMYK_RGB, Variant.SPOT_RGB):
        assert rules(planted(picture), Profile.GWG, Limits(variant=variant)) == set()
    courier = planted(rename("AAAAAA+CourierNew"))
    assert "gwg/R0014" not in rules(courier, Profile.GWG)
    alone = planted(paint("/Planted gs 0.5 g 100 400 9 9 re f", ExtGState=OVERPRINT))
    assert rules(alone, Profile.GWG) == set()
    masked = planted(both(light_mask(Name.DeviceGray)))
    assert rules(masked, Profile.GWG) == set()
    assert "gwg/R0030" in rules(planted(light_mask(Name.DeviceRGB)), Profile.GWG)


@pytest.mark.parametrize(("rule", "plant"), LIMITS)
def test_limits(rule: str, plant: Plant) -> None:
    assert f"limits/{rule}" in rules(planted(plant), limits=Limits(type_size=5.0))


@pytest.mark.parametrize("rule", ENDS)
def test_a_file_begins_and_ends_with_its_markers(rule: str) -> None:
    for standard, data in (("x4", good()), ("x1a", x1a())):
        assert f"{standard}/{rule}" in rules(ENDS[rule](data), Profile(standard))
        for end in (b"", b"\n", b"\r\n", b"\r", b"\n\n"):
            assert rules(data.rstrip() + end, Profile(standard)) == set()
    assert rules(ENDS[rule](good("web")), Profile.A2A)


@pytest.mark.parametrize("plant", [root(Lang=None), root(MarkInfo=None)])
def test_web(plant: Plant) -> None:
    found = rules(planted(plant, good("web")), Profile.WEB)
    assert {rule.partition("/")[0] for rule in found} & {"ua1", "a2a"}


def test_every_rule_has_a_planted_fault() -> None:
    assert {fault.rule for fault in FAULTS} == {rule.name for rule in pdfx_own.X4}
    own = {rule.name for rule in pdfx_own.X1A} - {rule.name for rule in pdfx_own.X4}
    assert {rule for rule, _ in X1A} >= own
    assert {rule for rule, _ in GWG} == {"R0001", *named(Variant.CMYK)}
    assert {rule for rule, _ in SPOT} == named(Variant.SPOT) - named(Variant.CMYK) | {"R0020"}
    assert {rule for rule, _ in RGB} == named(Variant.CMYK_RGB) - named(Variant.CMYK)
    assert named(Variant.SPOT_RGB) == named(Variant.SPOT) - {"R0027"} | {"R0028"}
    assert {rule for rule, _ in LIMITS} == {rule.name for rule in limits.RULES}


def named(variant: Variant) -> set[str]:
    return {rule.name for rule in VARIANTS[variant]}


def _made(rule: str, plant: Plant) -> bytes:
    """Return the planted file; some faults are not in an object but in the file itself."""
    if rule in ENDS:
        return ENDS[rule](good())
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
