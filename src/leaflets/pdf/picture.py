"""Pictures as image XObjects (ISO 32000-1, 8.9.5), one for each that a leaflet shows.

Input: the laid-out leaflet and the edition; output: the resources that ``draw`` names. On the
screen samples are sRGB; on the press they are inks of the output profile (relative colorimetric,
black point compensated), and a gray picture is black ink alone.
"""

from __future__ import annotations

from io import BytesIO

from leaflets.edition import Edition
from leaflets.layout.page import Leaflet, PlacedImage
from leaflets.layout.raster import Picture
from leaflets.pdf.editions import EditionSettings
from leaflets.pdf.embed import Shelf
from leaflets.pdf.intents import load_fogra39


def add_pictures(shelf: Shelf, leaflet: Leaflet, settings: EditionSettings) -> dict[str, str]:
    """Write the pictures of ``leaflet``; return their references by the names they have there."""
    found = {
        one.picture.name: one.picture
        for page in leaflet.pages
        for one in page.placements
        if isinstance(one, PlacedImage)
    }
    return {resource_name(picture): _add(shelf, picture, settings) for picture in found.values()}


def resource_name(picture: Picture) -> str:
    """Return the name under which content streams show ``picture``."""
    return f"I{picture.name}"


def _add(shelf: Shelf, picture: Picture, settings: EditionSettings) -> str:
    screen = settings.kind is Edition.WEB
    return shelf.add_stream(
        _rgb(picture) if screen else _inks(picture, settings),
        {
            "Type": "/XObject",
            "Subtype": "/Image",
            "Width": str(picture.width),
            "Height": str(picture.height),
            "ColorSpace": "/DeviceRGB" if screen else "/DeviceCMYK",
            "BitsPerComponent": "8",
        },
    )


def _rgb(picture: Picture) -> bytes:
    if not picture.gray:
        return picture.samples
    samples = bytearray(3 * len(picture.samples))
    for channel in range(3):
        samples[channel::3] = picture.samples
    return bytes(samples)


def _inks(picture: Picture, settings: EditionSettings) -> bytes:
    if picture.gray:
        samples = bytearray(4 * len(picture.samples))
        samples[3::4] = bytes(255 - value for value in picture.samples)
        return bytes(samples)
    from PIL import Image, ImageCms  # noqa: PLC0415 - late: few leaflets have a picture

    profile = settings.profile or load_fogra39()
    intent = ImageCms.Intent.RELATIVE_COLORIMETRIC
    flags = ImageCms.Flags.BLACKPOINTCOMPENSATION
    shop = ImageCms.ImageCmsProfile(BytesIO(profile.icc))
    screen = ImageCms.createProfile("sRGB")
    turn = ImageCms.buildTransform(screen, shop, "RGB", "CMYK", intent, flags)
    image = Image.frombytes("RGB", (picture.width, picture.height), picture.samples)
    return bytes(turn.apply(image).tobytes())
