"""Pictures of pixels: what is read from files, what is refused, and how large they are printed."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image, ImageCms

from leaflets.diagnostics import Faults, Severity
from leaflets.geometry import Rect
from leaflets.language import language
from leaflets.layout.page import Leaflet, Page, PlacedImage
from leaflets.layout.raster import Picture, find_picture, load_picture
from leaflets.layout.resolution import resolution_faults
from leaflets.units import mm

RED = (200, 10, 20)


def saved(image: Image.Image, path: Path, **options: object) -> Path:
    image.save(path, **options)  # type: ignore[arg-type]
    return path


@pytest.mark.parametrize("name", ["x.png", "x.jpg"])
def test_colours_and_size_are_read(tmp_path: Path, name: str) -> None:
    picture = load_picture(saved(Image.new("RGB", (3, 2), RED), tmp_path / name))
    assert (picture.width, picture.height, picture.gray) == (3, 2, False)
    assert [*picture.samples[:3]] == pytest.approx(RED, abs=2)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA"])
def test_a_picture_of_grays_alone_is_gray(tmp_path: Path, mode: str) -> None:
    image = Image.new("L", (2, 2), 255).convert(mode)
    assert load_picture(saved(image, tmp_path / "x.png")).samples == b"\xff" * 4


def test_what_is_transparent_is_white(tmp_path: Path) -> None:
    image = Image.new("RGBA", (2, 1), (*RED, 255))
    image.putpixel((1, 0), (0, 0, 0, 0))
    assert load_picture(saved(image, tmp_path / "x.png")).samples == bytes((*RED, 255, 255, 255))


def test_an_embedded_profile_is_applied(tmp_path: Path) -> None:
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))
    image = Image.new("RGB", (1, 1), RED)
    path = saved(image, tmp_path / "x.png", icc_profile=srgb.tobytes())
    assert [*load_picture(path).samples] == pytest.approx(RED, abs=2)
    path = saved(image, tmp_path / "x.png", icc_profile=srgb.tobytes()[:200])
    assert "damaged" in refusal(path)


def test_a_photograph_stands_upright(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    picture = load_picture(saved(Image.new("RGB", (4, 2), RED), tmp_path / "x.jpg", exif=exif))
    assert (picture.width, picture.height) == (2, 4)


def refusal(path: Path) -> str:
    with pytest.raises(Faults) as raised:
        load_picture(path)
    (diagnostic,) = raised.value.diagnostics
    assert diagnostic.location.path == str(path)
    assert diagnostic.hint
    return diagnostic.message


def test_files_that_are_no_good_picture_are_named(tmp_path: Path) -> None:
    path = tmp_path / "x.png"
    path.write_bytes(b"<svg/>")
    assert refusal(path) == "this is no PNG or JPEG picture"
    noise = Image.effect_noise((64, 64), 90)
    whole = saved(noise, path).read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    assert refusal(path) == "the picture is damaged"
    saved(Image.new("CMYK", (2, 2)), tmp_path / "x.jpg")
    assert refusal(tmp_path / "x.jpg") == "pictures of the kind CMYK are not printed"


@pytest.mark.parametrize("side", [7_100, 9_600, 14_000])
def test_too_many_pixels_are_refused_before_they_are_read(tmp_path: Path, side: int) -> None:
    path = saved(Image.new("1", (side, side)), tmp_path / "x.png")
    assert refusal(path) == "the picture has more than 50 million pixels"


def test_pictures_are_found_inside_their_folders_only(tmp_path: Path) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    first.mkdir()
    second.mkdir()
    for path in (tmp_path / "out.png", second / "in.png"):
        path.write_bytes(b"")
    (second / "link.png").symlink_to(tmp_path / "out.png")
    assert find_picture("in.png", (first, second)) == second / "in.png"
    outside = ("../out.png", str(tmp_path / "out.png"), "link.png", "no.png", "", "n" * 5000)
    assert [find_picture(name, (first, second)) for name in outside] == [None] * 6


@pytest.mark.parametrize(
    ("pixels", "severity"), [(149, Severity.ERROR), (151, Severity.WARNING), (225, None)]
)
def test_the_resolution_on_paper_is_judged(pixels: int, severity: Severity | None) -> None:
    picture = Picture("seal.png", pixels, pixels, True, b"")
    placed = PlacedImage(picture, Rect(0, 0, 72, 72))
    page = Page("front", 100, 100, 0, (placed, placed))
    found = list(resolution_faults(Leaflet(language("en"), "t", (page,), (), ())))
    assert [one.severity for one in found] == ([severity] if severity else [])
    for one in found:
        assert one.location.path == "seal.png"
        assert one.hint == "save it with at least 225 x 225 pixels, or print it smaller"
        assert f"where it is {72 / mm(1):.1f} mm wide" in one.message
