"""Pages as pictures: a PDF file in, Pillow images out, on white paper, drawn by PDFium."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL.Image import Image
from pypdfium2 import PdfDocument, PdfPage


@contextmanager
def opened(path: Path) -> Iterator[PdfDocument]:
    """Hand out the PDF file and close it at the end."""
    document = PdfDocument(path)
    try:
        yield document
    finally:
        document.close()


def picture(page: PdfPage, width: int) -> Image:
    """Return the page ``width`` pixels wide."""
    bitmap = page.render(scale=width / page.get_width(), draw_annots=False)
    image: Image = bitmap.to_pil().convert("RGB")
    return image


def encoded(image: Image, kind: str, **options: object) -> bytes:
    """Return the image as a file of ``kind`` (PNG or WEBP)."""
    target = io.BytesIO()
    image.save(target, kind, **options)
    return target.getvalue()
