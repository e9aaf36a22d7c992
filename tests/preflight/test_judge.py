"""The reading of content, what a file is judged by, and files that mean harm."""

from __future__ import annotations

import io
import json
import random
import shutil
import subprocess
import sys
import zlib
from pathlib import Path

import pikepdf
import pytest

from leaflets import cli
from leaflets.preflight import ink as inking
from leaflets.preflight import judge as judging
from leaflets.preflight.element import Box, Element, Ink, Kind
from leaflets.preflight.finding import Limits, Profile
from leaflets.preflight.judge import SHOWN, judge
from leaflets.preflight.subject import UnreadableError, open_subject

from ._hostile import FILES
from ._plant import ROOT, good, paint, planted, rules, spot


def elements(operators: str, **resources: pikepdf.Object) -> list[Element]:
    """Read a page of one inch by two that paints ``operators``."""
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(72, 144))
    page = pdf.pages[0]
    page.obj.Resources = pikepdf.Dictionary({f"/{key}": one for key, one in resources.items()})
    page.contents_add(pdf.make_stream(operators.encode()))
    target = io.BytesIO()
    pdf.save(target)
    (sheet,) = open_subject(target.getvalue(), Limits()).sheets
    assert sheet.fault == ""
    return list(sheet.elements)


def test_matrices_add_up_and_states_return() -> None:
    (inner, outer) = elements("q 2 0 0 2 10 20 cm 0 1 0 0 k 1 2 3 4 re f Q 0 0 5 5 re f")
    assert inner.box == Box(12, 24, 18, 32)
    assert inner.fill == Ink("DeviceCMYK", (0.0, 1.0, 0.0, 0.0))
    assert outer.box == Box(0, 0, 5, 5)
    assert outer.fill == Ink("DeviceGray", (0.0,))


def test_strokes_have_an_effective_width() -> None:
    (line,) = elements("3 0 0 3 0 0 cm 0.5 w 0 0 m 5 5 l S")
    assert line.size == pytest.approx(1.5)
    assert (line.fill, line.stroke) == (None, Ink("DeviceGray", (0.0,)))


def test_clipped_content_is_not_seen() -> None:
    assert elements("0 0 10 10 re W n 20 20 5 5 re f") == []
    (seen,) = elements("0 0 10 10 re W n 5 5 20 20 re f")
    assert seen.box == Box(5, 5, 10, 10)


def test_text_moves_on_by_its_widths() -> None:
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font,
        Subtype=pikepdf.Name.TrueType,
        BaseFont=pikepdf.Name.Own,
        FirstChar=97,
        Widths=[500, 1000],
    )
    shown = "BT /F 5 Tf 2 0 0 2 4 4 Tm [(ab) -1000 (a)] TJ 3 Tr (a) Tj 0 Tr (b) Tj ET"
    first, second = elements(shown, Font=pikepdf.Dictionary(F=font))
    assert first.kind is Kind.TEXT
    assert first.size == pytest.approx(10)
    assert first.font is not None
    assert (first.font.name, first.font.embedded) == ("Own", False)
    assert (first.box.left, first.box.right) == pytest.approx((4, 34))
    assert second.box.left == pytest.approx(39)


def test_overprint_of_fill_follows_that_of_stroke_where_it_is_not_said() -> None:
    states = pikepdf.Dictionary(A=pikepdf.Dictionary(OP=True, OPM=1))
    (one,) = elements("/A gs 0 0 5 5 re f", ExtGState=states)
    assert (one.overprints, one.opm) == ((True, True), 1)


def test_a_spot_ink_is_known_by_its_name() -> None:
    spaces = pikepdf.Dictionary(S=spot("Die"))
    (one,) = elements("/S cs 0.5 scn 0 0 5 5 re f", ColorSpace=spaces)
    assert one.fill is not None
    assert one.fill.tints == {"Die": 0.5}


def test_an_inline_image_has_its_resolution() -> None:
    (one,) = elements("36 0 0 36 0 0 cm BI /W 2 /H 4 /BPC 8 /CS /G ID 12345678 EI")
    assert one.image is not None
    assert (one.image.width, one.image.height, one.image.ppi) == (2, 4, pytest.approx(4))


def test_places_are_measured_from_the_corner_of_the_trim() -> None:
    data = planted(paint("1 0 0 rg 72 720 20 20 re f"))
    (found,) = judge(data, Profile.X4, Limits()).findings
    assert (found.rule, found.page) == ("x4/device-colour", 1)
    assert found.place is not None
    assert found.place == pytest.approx((25.4, (841.89 - 740) * 25.4 / 72), abs=0.01)


def test_many_breaches_of_a_kind_become_a_number() -> None:
    data = planted(paint("1 0 0 rg " + "9 9 9 9 re f " * 50))
    found = judge(data, Profile.X4, Limits()).findings
    assert len(found) == SHOWN + 1
    assert f"{50 - SHOWN} more" in found[-1].message


def test_what_is_the_same_on_many_pages_is_told_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pdf, path = pikepdf.new(), tmp_path / "long.pdf"
    for _ in range(20):
        pdf.add_blank_page()
    pdf.pages[6].obj.TrimBox = pikepdf.Array([0, 0, 612, 792])
    pdf.save(path)
    assert cli.main(["preflight", "--profile", "x4", str(path)]) == 1
    said = capsys.readouterr()
    assert "pages 1-6, 8-20: the page has neither a trim box nor an art box" in said.err
    assert said.err.count("trim-box") == 1
    assert cli.main(["preflight", "--profile", "x4", "--format", "json", str(path)]) == 1
    (whole,) = json.loads(capsys.readouterr().out)
    assert sum(one["rule"] == "x4/trim-box" for one in whole["findings"]) == 19


def test_a_stranger_is_judged_for_the_press() -> None:
    pdf = pikepdf.new()
    pdf.add_blank_page()
    target = io.BytesIO()
    pdf.save(target)
    verdict = judge(target.getvalue(), None, Limits())
    assert verdict.profile is Profile.PRESS
    assert verdict.failed


def test_a_locked_file_is_told_as_such() -> None:
    lock = pikepdf.Encryption(owner="a", user="b")
    data = planted(lambda pdf: None, encryption=lock, deterministic_id=False)
    (found,) = judge(data, None, Limits()).findings
    assert found.rule == "file/readable"
    assert "password" in found.message


def test_a_bomb_is_not_unpacked() -> None:
    packer = zlib.compressobj(9)
    bomb = b"".join(packer.compress(bytes(1_000_000)) for _ in range(500)) + packer.flush()

    def plant(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].obj.Contents = pikepdf.Stream(pdf, bomb, Filter=pikepdf.Name.FlateDecode)

    data = planted(plant, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    found = judge(data, Profile.PRESS, Limits()).findings
    assert "x4/content" in {one.rule for one in found}


def test_forms_that_show_themselves_end() -> None:
    def plant(pdf: pikepdf.Pdf) -> None:
        form = pdf.make_stream(b"/A Do /A Do")
        form.Type, form.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
        form.BBox = pikepdf.Array([0, 0, 9, 9])
        form.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(A=form))
        pdf.pages[0].obj.Resources.XObject = pikepdf.Dictionary(A=form)
        pdf.pages[0].contents_add(pdf.make_stream(b"/A Do"))

    assert isinstance(rules(planted(plant), Profile.PRESS), set)


@pytest.mark.parametrize("profile", [None, Profile.WEB])
def test_damage_never_raises(profile: Profile | None) -> None:
    chance = random.Random(7)
    data = good("web" if profile else "press")
    for _ in range(60):
        spoilt = bytearray(data[: chance.randrange(len(data))] if chance.random() < 0.3 else data)
        for _ in range(chance.randrange(1, 40)):
            if spoilt:
                spoilt[chance.randrange(len(spoilt))] = chance.randrange(256)
        judge(bytes(spoilt), profile, Limits())


@pytest.mark.parametrize("entry", [b"/Info", b"/OutputIntents", b"/Resources", b"/MediaBox"])
@pytest.mark.parametrize("value", [b" null ", b" 1 ", b" (x) ", b" [] ", b" << >> "])
def test_values_of_the_wrong_kind_never_raise(entry: bytes, value: bytes) -> None:
    data = good()
    at = data.find(entry) + len(entry)
    spoilt = data[:at] + value + data[at + len(value) :]
    for profile in (None, Profile.X1A, Profile.GWG):
        assert judge(spoilt, profile, Limits()).failed


def test_what_is_no_pdf_is_said() -> None:
    with pytest.raises(UnreadableError, match="damaged"):
        open_subject(b"no PDF at all", Limits())


def test_the_command_prints_and_returns(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    fine, spoilt = tmp_path / "fine.pdf", tmp_path / "spoilt.pdf"
    fine.write_bytes(good())
    spoilt.write_bytes(planted(paint("1 0 0 rg 72 720 20 20 re f")))
    assert cli.main(["preflight", str(fine)]) == 0
    assert "press: 0 errors, 0 warnings" in capsys.readouterr().out
    assert (
        cli.main(["preflight", "--format", "json", "--profile", "x4", str(fine), str(spoilt)]) == 1
    )
    first, second = json.loads(capsys.readouterr().out)
    assert (first["passed"], first["findings"]) == (True, [])
    assert second["passed"] is False
    assert second["findings"][0]["rule"] == "x4/device-colour"
    assert second["findings"][0]["x_mm"] == 25.4
    assert cli.main(["preflight", str(spoilt)]) == 1
    assert "page 1: path in DeviceRGB" in capsys.readouterr().err
    assert cli.main(["preflight", str(tmp_path / "none.pdf")]) == 1
    assert "No such file" in capsys.readouterr().err


@pytest.mark.parametrize("faulty", ["judge_any", "judge_ink"])
def test_a_file_that_breaks_preflight_leaves_the_others_their_verdict(
    faulty: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    room = judging if faulty == "judge_any" else inking
    true = getattr(room, faulty)

    def breaking(data: bytes, *more: object) -> object:
        if data == b"strange":
            raise KeyError("unheard of")
        return true(data, *more)

    monkeypatch.setattr(room, faulty, breaking)
    paths = [tmp_path / name for name in ("first.pdf", "strange.pdf", "last.pdf")]
    for path in paths:
        path.write_bytes(b"strange" if path is paths[1] else good())
    assert cli.main(["preflight", *map(str, paths)]) == 1
    said = capsys.readouterr()
    assert said.out.count("press: 0 errors, 0 warnings") == 2
    assert "press: 1 error, 0 warnings" in said.out
    assert "could not be judged (KeyError: 'unheard of') [file/judged]" in said.err


def test_what_cannot_be_read_gets_a_remedy_of_its_own(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.pdf"
    lock = pikepdf.Encryption(owner="a", user="b")
    locked = planted(lambda pdf: None, encryption=lock, deterministic_id=False)
    for data, hint in (
        (b"", "cut short"),
        (b"a letter", "cut short"),
        (good()[:2000], "cut short"),
        (locked, "save it without a password"),
    ):
        path.write_bytes(data)
        assert cli.main(["preflight", str(path)]) == 1
        said = capsys.readouterr()
        assert hint in said.err
        assert ("password" in said.err) == (data is locked)
        assert "1 error, 0 warnings" in said.out
    assert cli.main(["preflight", str(tmp_path)]) == 1
    assert "this is a folder, not a file" in capsys.readouterr().err


def test_the_command_asks_a_campaign_for_its_limits(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, workspace = tmp_path / "fine.pdf", tmp_path / "workspace"
    path.write_bytes(good())
    campaign = workspace / "campaigns" / "yuexiu" / "campaign.yaml"
    shutil.copytree(ROOT / "campaigns", workspace / "campaigns")
    shutil.copytree(ROOT / "locales", workspace / "locales")
    shutil.copytree(ROOT / "templates", workspace / "templates")
    text = campaign.read_text(encoding="utf-8")
    asked = ["-C", str(workspace), "preflight", "--campaign", "yuexiu", str(path)]
    assert cli.main(asked) == 0
    text = text.replace("least_type_size: 6", "least_type_size: 10").replace(
        "bleed: 3mm", "bleed: 5mm"
    )
    campaign.write_text(text, encoding="utf-8")
    capsys.readouterr()
    assert cli.main(asked) == 1
    said = capsys.readouterr().err
    assert "pt; the least is 10 pt" in said
    assert "3.0 mm of bleed, 5 are asked" in said
    assert cli.main([*asked, "--type-size", "0", "--bleed", "3"]) == 0
    assert cli.main(["-C", str(workspace), "preflight", "--campaign", "other", str(path)]) == 2
    assert "unknown campaign" in capsys.readouterr().err


def test_broken_metadata_are_a_finding_and_no_traceback(tmp_path: Path) -> None:
    """In a process of its own, for pytest takes in what is logged."""
    path = tmp_path / "spoilt.pdf"
    path.write_bytes(FILES["elements in elements"])
    command = [sys.executable, "-m", "leaflets", "preflight", "--profile", "x4", str(path)]
    said = subprocess.run(command, capture_output=True, text=True, check=False).stderr
    assert "[x4/xmp]" in said
    assert all(line.startswith(("error: ", "warning: ", "hint: ")) for line in said.splitlines())
