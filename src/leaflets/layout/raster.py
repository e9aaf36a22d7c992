"""Pictures of pixels: a PNG or JPEG file in, samples on white paper out.

Samples are sRGB or gray, eight bits each; a picture in which every pixel is gray becomes gray, so
that the press prints it in black alone. Transparency is laid on white, an embedded colour profile
is applied, and a photograph is turned upright as its camera noted.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from leaflets.diagnostics import Diagnostic, Faults, Location

if TYPE_CHECKING:
    from PIL import Image

MOST_PIXELS = 50_000_000
_MODES = ("1", "L", "LA", "P", "PA", "RGB", "RGBA")
_HINT = "save it anew as PNG or JPEG, in sRGB or gray with eight bits a channel"


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of ``width`` by ``height`` pixels, rows from the top; ``samples`` has one byte a
    pixel where it is ``gray``, else three. ``name`` is the same for the same samples only."""

    file: str
    width: int
    height: int
    gray: bool
    samples: bytes = field(repr=False)

    @property
    def name(self) -> str:
        size = f"{self.width} {self.height} {self.gray} ".encode()
        return sha256(size + self.samples).hexdigest()[:16]


def find_picture(source: str, folders: Iterable[Path]) -> Path | None:
    """Return the file ``source`` of the first folder that has it; None outside all of them."""
    for folder in folders:
        path = folder / source
        try:
            if path.is_file() and path.resolve().is_relative_to(folder.resolve()):
                return path
        except OSError:  # a name that no file can have
            return None
    return None


def load_picture(path: Path) -> Picture:
    """Return the picture in a file; Faults that name the file."""
    from PIL import Image, UnidentifiedImageError  # noqa: PLC0415 - late: few leaflets have one

    too_large = (Image.DecompressionBombError, Image.DecompressionBombWarning)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(path, formats=("PNG", "JPEG")) as opened:
                _refuse(opened, path)
                return _picture(opened, path)
    except Faults:
        raise
    except too_large as error:
        raise _bad(path, _size_message()) from error
    except UnidentifiedImageError as error:
        raise _bad(path, "this is no PNG or JPEG picture") from error
    except Exception as error:  # Pillow meets a damaged file with whatever it stumbles on
        raise _bad(path, "the picture is damaged") from error


def _refuse(opened: Image.Image, path: Path) -> None:
    if opened.width * opened.height > MOST_PIXELS:
        raise _bad(path, _size_message())
    if opened.mode not in _MODES:
        raise _bad(path, f"pictures of the kind {opened.mode} are not printed")


def _size_message() -> str:
    return f"the picture has more than {MOST_PIXELS // 1_000_000} million pixels"


def _picture(opened: Image.Image, path: Path) -> Picture:
    from PIL import ImageOps  # noqa: PLC0415

    image = _in_srgb(_on_white(ImageOps.exif_transpose(opened)), opened.info.get("icc_profile"))
    bands = [band.tobytes() for band in image.split()]
    gray = all(band == bands[0] for band in bands)
    return Picture(str(path), *image.size, gray, bands[0] if gray else image.tobytes())


def _on_white(image: Image.Image) -> Image.Image:
    from PIL import Image  # noqa: PLC0415

    if not image.has_transparency_data:
        return image.convert("L" if image.mode in ("1", "L") else "RGB")
    clear = image.convert("RGBA")
    white = Image.new("RGBA", clear.size, "white")
    return Image.alpha_composite(white, clear).convert("RGB")


def _in_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    from PIL import ImageCms  # noqa: PLC0415

    if not profile or image.mode != "RGB" or profile[16:20] != b"RGB ":
        return image
    intent = ImageCms.Intent.RELATIVE_COLORIMETRIC
    flags = ImageCms.Flags.BLACKPOINTCOMPENSATION
    srgb = ImageCms.createProfile("sRGB")
    source = ImageCms.ImageCmsProfile(BytesIO(profile))
    turn = ImageCms.buildTransform(source, srgb, "RGB", "RGB", intent, flags)
    return ImageCms.applyTransform(image, turn) or image


def _bad(path: Path, message: str) -> Faults:
    return Faults([Diagnostic(Location(str(path)), message, _HINT)])
