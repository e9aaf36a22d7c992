"""The sRGB profile against the reference implementation in LittleCMS."""

from __future__ import annotations

import io
import struct

import pytest
from PIL import Image, ImageCms

from leaflets.pdf.srgb import srgb_profile

GRID = [(r, g, b) for r in range(0, 256, 51) for g in range(0, 256, 51) for b in range(0, 256, 51)]


def lab(profile: ImageCms.ImageCmsProfile) -> list[tuple[int, ...]]:
    """Return the 8-bit Lab values of the grid."""
    image = Image.new("RGB", (len(GRID), 1))
    image.putdata(GRID)
    target = ImageCms.createProfile("LAB")
    change = ImageCms.buildTransform(profile, target, "RGB", "LAB", ImageCms.Intent.PERCEPTUAL)
    result = ImageCms.applyTransform(image, change)
    assert result is not None
    return [result.getpixel((i, 0)) for i in range(len(GRID))]


def test_colours_are_those_of_srgb() -> None:
    ours = lab(ImageCms.getOpenProfile(io.BytesIO(srgb_profile())))
    theirs = lab(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")))
    for mine, reference in zip(ours, theirs, strict=True):
        assert max(abs(a - b) for a, b in zip(mine, reference, strict=True)) <= 1
    assert len(set(ours)) > 200


def test_the_header_is_that_of_a_display_profile() -> None:
    data = srgb_profile()
    assert struct.unpack_from(">I", data)[0] == len(data)
    assert data[8:24] == b"\x02\x10\x00\x00mntrRGB XYZ "
    assert data[36:40] == b"acsp"
    assert data[128:132] == struct.pack(">I", 9)


def test_tags_are_aligned_and_inside() -> None:
    data = srgb_profile()
    for at in range(132, 132 + 9 * 12, 12):
        _, offset, size = struct.unpack_from(">4sII", data, at)
        assert offset % 4 == 0
        assert offset + size <= len(data)


def test_it_says_what_it_is() -> None:
    profile = ImageCms.getOpenProfile(io.BytesIO(srgb_profile()))
    assert ImageCms.getProfileDescription(profile).strip() == "sRGB IEC61966-2.1"
    white = profile.profile.media_white_point
    assert white is not None
    assert white[0] == pytest.approx((0.9642, 1.0, 0.8249), abs=1e-4)
