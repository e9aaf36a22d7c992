"""Pages as pictures: a PDF file in, Pillow images out, on white paper, drawn by PDFium."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import ImageDraw
from PIL.Image import Image
from pypdfium2 import PdfDocument, PdfPage

_FRAME = (176, 16, 80)
_AROUND = 56
"""Pixels around a box that tell where it stands."""
_COLOURS = 48


@contextmanager
def opened(source: Path | bytes) -> Iterator[PdfDocument]:
    """Hand out a PDF, a file or its bytes, and close it at the end."""
    document = PdfDocument(source)
    try:
        yield document
    finally:
        document.close()


def picture(page: PdfPage, width: int) -> Image:
    """Return the page ``width`` pixels wide."""
    bitmap = page.render(scale=width / page.get_width(), draw_annots=False)
    image: Image = bitmap.to_pil().convert("RGB")
    return image


def crop(sheet: Image, box: tuple[float, float, float, float], most: tuple[int, int]) -> bytes:
    """Return a PNG of the surroundings of ``box`` (left, top, right, bottom in pixels), framed, no
    larger than ``most`` pixels."""
    left, top, right, bottom = box
    framed = sheet.copy()
    ImageDraw.Draw(framed).rectangle((left - 2, top - 2, right + 2, bottom + 2), outline=_FRAME)
    around = (left - _AROUND, top - _AROUND, right + _AROUND, bottom + _AROUND)
    cut = framed.crop((max(0, around[0]), max(0, around[1]), *_within(sheet, around[2:])))
    cut.thumbnail(most)
    return encoded(cut.quantize(_COLOURS), "PNG", optimize=True)


def _within(sheet: Image, corner: tuple[float, ...]) -> tuple[int, int]:
    return min(sheet.width, round(corner[0])), min(sheet.height, round(corner[1]))


def encoded(image: Image, kind: str, **options: object) -> bytes:
    """Return the image as a file of ``kind`` (PNG or WEBP)."""
    target = io.BytesIO()
    image.save(target, kind, **options)
    return target.getvalue()
