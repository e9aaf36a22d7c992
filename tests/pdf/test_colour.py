"""Colours as operators, and the ink state of a whole press file."""

from __future__ import annotations

import io
import subprocess
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from leaflets.document.colour import Colour
from leaflets.pdf.colour import PressInks, ScreenInks

from ._leaflet import DIE, INK, LEAFLET, PRESS, TEAL, WEB, WHITE, box, written

FILLS = {"f", "f*", "Tj", "TJ", "'", '"'}
STROKES = {"S", "s"}
RGB_OR_GRAY = {"g", "G", "rg", "RG", "sc", "SC", "sh", "Do"}


def test_the_screen_is_rgb() -> None:
    assert ScreenInks().fill(TEAL) == "0 0.5 0.5 rg"
    assert ScreenInks().stroke(TEAL) == "0 0.5 0.5 RG"
    assert ScreenInks().resources() == {}


def test_black_overprints_and_all_else_knocks_out() -> None:
    inks = PressInks()
    assert inks.fill(INK) == "/OP gs 0 0 0 1 k"
    assert inks.stroke(INK) == "/OP gs 0 0 0 1 K"
    assert inks.fill(WHITE) == "/KO gs 0 0 0 0 k"
    assert inks.fill(TEAL) == "/KO gs 0.8 0.2 0.4 0.1 k"


def test_overprint_states_say_what_their_names_say() -> None:
    states = pikepdf.Object.parse(PressInks().resources()["ExtGState"].encode())
    assert states.OP.OP is True
    assert states.OP.op is True
    assert states.OP.OPM == 1
    assert states.KO.OP is False
    assert states.KO.op is False


def test_a_spot_ink_has_a_space_of_its_own() -> None:
    inks = PressInks()
    assert inks.resources()["ColorSpace"] == ""
    fold = Colour("fold", (1.0, 0.0, 0.0, 0.0), (0.0, 1.0, 1.0), spot="Fold")
    assert inks.stroke(DIE) == "/OP gs /S0 CS 1 SCN"
    assert inks.fill(fold) == "/OP gs /S1 cs 1 scn"
    assert inks.fill(DIE) == "/OP gs /S0 cs 1 scn"
    spaces = pikepdf.Object.parse(inks.resources()["ColorSpace"].encode())
    assert [str(space[1]) for space in (spaces.S0, spaces.S1)] == ["/Die line", "/Fold"]
    assert [float(part) for part in spaces.S0[3].C1] == [0, 1, 0, 0]


def test_a_spot_ink_is_for_the_press_alone() -> None:
    assert PressInks().prints(DIE)
    assert not ScreenInks().prints(DIE)
    assert ScreenInks().prints(INK)


def test_one_spot_ink_cannot_look_two_ways() -> None:
    inks = PressInks()
    inks.fill(DIE)
    with pytest.raises(ValueError, match="Die line"):
        inks.fill(Colour("other", (1.0, 0.0, 0.0, 0.0), (0.0, 1.0, 1.0), spot="Die line"))


def painted(data: bytes) -> list[tuple[str, tuple[str, ...], bool]]:
    """Interpret a file; return what paints: operator, its colour operands, overprint state."""
    found = []
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for page in pdf.pages:
            state: dict[str, object] = {}
            for operands, operator in pikepdf.parse_content_stream(page):
                code = str(operator)
                if code == "gs":
                    values = page.Resources.ExtGState[str(operands[0])]
                    state["op"] = (bool(values["/OP"]), bool(values["/op"]), int(values["/OPM"]))
                elif code in {"k", "scn"}:
                    state["fill"] = tuple(f"{float(value):g}" for value in operands)
                elif code in {"K", "SCN"}:
                    state["stroke"] = tuple(f"{float(value):g}" for value in operands)
                elif code in FILLS:
                    found.append((code, state["fill"], state["op"]))
                elif code in STROKES:
                    found.append((code, state["stroke"], state["op"]))
    return found


def test_every_mark_of_the_press_file_has_the_state_of_its_ink() -> None:
    marks = painted(written(PRESS))
    assert {colour for _, colour, _ in marks} == {
        ("0", "0", "0", "1"),
        ("0", "0", "0", "0"),
        ("0.8", "0.2", "0.4", "0.1"),
        ("1",),
    }
    for _, colour, state in marks:
        overprints = colour in {("0", "0", "0", "1"), ("1",)}
        assert state == (overprints, overprints, 1)


def test_no_rgb_and_no_gray_reach_the_press() -> None:
    with pikepdf.open(io.BytesIO(written(PRESS))) as pdf:
        for page in pdf.pages:
            used = {str(operator) for _, operator in pikepdf.parse_content_stream(page)}
            assert "k" in used
            assert not used & RGB_OR_GRAY
            assert "/XObject" not in page.Resources


def test_no_ink_reaches_the_screen() -> None:
    with pikepdf.open(io.BytesIO(written(WEB))) as pdf:
        for page in pdf.pages:
            used = {str(operator) for _, operator in pikepdf.parse_content_stream(page)}
            assert "rg" in used
            assert not used & {"k", "K", "cs", "CS", "gs", "g", "G"}


@pytest.mark.needs("gs")
def test_plates_carry_what_the_colours_say(tmp_path: Path) -> None:
    """Black over teal keeps the teal; white over teal takes it away; the die has its plate."""
    shapes = (box(0, 0, 200, 200, TEAL), box(20, 20, 40, 40, INK), box(100, 20, 40, 40, WHITE))
    page = replace(LEAFLET.pages[0], placements=(*shapes, box(20, 100, 40, 40, DIE)), bleed=0.0)
    file = tmp_path / "a.pdf"
    file.write_bytes(written(PRESS, replace(LEAFLET, pages=(page,), bookmarks=())))
    plates = tmp_path / "%d.tif"
    command = ["gs", "-q", "-dNOPAUSE", "-dBATCH", "-dSAFER", "-sDEVICE=tiffsep", "-r72"]
    subprocess.run([*command, f"-sOutputFile={plates}", str(file)], check=True)

    def ink(plate: str, x: int, y: int) -> float:
        with Image.open(tmp_path / f"1({plate}).tif") as image:
            return round(1 - float(image.getpixel((x, y))) / 255, 1)

    assert ink("Cyan", 80, 80) == 0.8
    assert (ink("Cyan", 40, 40), ink("Black", 40, 40)) == (0.8, 1.0)
    assert (ink("Cyan", 120, 40), ink("Black", 120, 40)) == (0.0, 0.0)
    assert (ink("Cyan", 40, 120), ink("Die line", 40, 120)) == (0.8, 1.0)
