"""Measure ink on real plates, by an outside program where one is there.

Input: a PDF's bytes; output: for each page the plates Cyan, Magenta, Yellow and Black as pictures
of 72 pixels an inch, and from them the greatest mean of all four over a square of 15 mm (GWG 2022,
R0026). Ghostscript (``tiffsep``) keeps spot inks apart; poppler (``pdftoppm``) adds them to the
four. Both obey overprint. An outside program gets two minutes.
"""

from __future__ import annotations

import hashlib
import shutil
import subprocess
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image, ImageChops, ImageFilter

from leaflets.preflight.element import Box
from leaflets.preflight.finding import Place
from leaflets.preflight.subject import Sheet
from leaflets.units import mm, to_mm

NAMES = ("Cyan", "Magenta", "Yellow", "Black")
SQUARE = mm(15)
_SECONDS = 120
_MOST_PIXELS = 16_000_000
"""Of a page, twice A0: larger ones would take gigabytes."""


class NotMeasuredError(Exception):
    """No plates could be made; the message says why."""


@dataclass(frozen=True, slots=True)
class Plates:
    """The four plates of a page, in the order of ``NAMES``; a pixel is ink of 0 to 255."""

    page: int
    images: tuple[Image.Image, ...]

    @property
    def hashes(self) -> dict[str, str]:
        """A fingerprint of each plate: equal plates can be printed as one."""
        pairs = zip(NAMES, self.images, strict=True)
        return {name: hashlib.sha256(image.tobytes()).hexdigest() for name, image in pairs}


@dataclass(frozen=True, slots=True)
class Ink:
    """The most ink of a page: per cent of all plates together, mean over the square at ``place``
    (its top left corner); ``plates`` has a fingerprint of each, so that equal plates are seen."""

    page: int
    percent: float
    place: Place
    plates: dict[str, str]


def program() -> str | None:
    """Return the program that measures here, None where there is none."""
    return next((name for name in _PROGRAMS if shutil.which(name)), None)


def separate(data: bytes) -> Iterator[Plates]:
    """Yield the plates of each page; NotMeasuredError when that cannot be done."""
    name = program()
    if name is None:
        raise NotMeasuredError("neither Ghostscript (gs) nor poppler (pdftoppm) is installed")
    with TemporaryDirectory() as place:
        folder = Path(place)
        (folder / "in.pdf").write_bytes(data)
        command, read = _PROGRAMS[name]
        try:
            subprocess.run(
                [name, *command], cwd=folder, check=True, capture_output=True, timeout=_SECONDS
            )
            yield from read(folder)
        except Image.DecompressionBombError:
            raise NotMeasuredError("a page is too large") from None
        except (OSError, subprocess.SubprocessError, ValueError) as error:
            raise NotMeasuredError(f"{name} failed ({type(error).__name__})") from None


def measurable(sheets: Sequence[Sheet]) -> None:
    """Raise NotMeasuredError where plates of a page would be too large."""
    for sheet in sheets:
        width, height = sheet.media.right - sheet.media.left, sheet.media.top - sheet.media.bottom
        if width * height > _MOST_PIXELS:
            size = f"{to_mm(width):.0f} × {to_mm(height):.0f} mm"
            raise NotMeasuredError(f"page {sheet.number} is too large ({size})")


def most_ink(plates: Plates, sheet: Sheet) -> Ink:
    """Return the place inside the bleed of ``sheet`` that gets the most ink."""
    frame = _pixels(sheet.media, sheet.bleed)
    side = min(SQUARE, frame[2] - frame[0], frame[3] - frame[1])
    radius = max(round((side - 1) / 2), 0)
    blur = ImageFilter.BoxBlur(radius)
    means = [image.crop(frame).filter(blur) for image in plates.images]
    # A square that hangs over the edge is no square of 15 mm.
    whole = (radius, radius, means[0].width - radius, means[0].height - radius)
    inner = [image.crop(whole) for image in means]
    sums = [sum(four) for four in zip(*(image.tobytes() for image in inner), strict=True)]
    most = max(sums, default=0)
    row, column = divmod(sums.index(most), inner[0].width) if sums else (0, 0)
    x, y = sheet.bleed.left + column, sheet.bleed.top - row
    return Ink(plates.page, most / 2.55, sheet.place(x, y), plates.hashes)


def _pixels(media: Box, inside: Box) -> tuple[int, int, int, int]:
    left, top = inside.left - media.left, media.top - inside.top
    right, bottom = inside.right - media.left, media.top - inside.bottom
    return round(left), round(top), round(right), round(bottom)


def _read_ghostscript(folder: Path) -> Iterator[Plates]:
    """tiffsep writes page1(Cyan).tif and so on, white where there is no ink."""
    for page in range(1, len(list(folder.glob("page*(Black).tif"))) + 1):
        yield Plates(page, _opened(folder / f"page{page}({name}).tif" for name in NAMES))


def _read_poppler(folder: Path) -> Iterator[Plates]:
    """pdftoppm writes page-1.jpg and so on (as many digits as the last page has)."""
    for page, path in enumerate(sorted(folder.glob("page-*.jpg")), start=1):
        with Image.open(path) as image:
            yield Plates(page, image.convert("CMYK").split())


def _opened(paths: Iterator[Path]) -> tuple[Image.Image, ...]:
    images = []
    for path in paths:
        with Image.open(path) as image:
            images.append(ImageChops.invert(image.convert("L")))
    return tuple(images)


_GHOSTSCRIPT = ("-q", "-dSAFER", "-dBATCH", "-dNOPAUSE")
_Reading = Callable[[Path], Iterator[Plates]]
_PROGRAMS: dict[str, tuple[Sequence[str], _Reading]] = {
    "gs": (
        (*_GHOSTSCRIPT, "-sDEVICE=tiffsep", "-r72", "-opage%d.tif", "in.pdf"),
        _read_ghostscript,
    ),
    "pdftoppm": (("-r", "72", "-overprint", "-jpegcmyk", "in.pdf", "page"), _read_poppler),
}
