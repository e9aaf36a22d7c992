"""Contact sheets: built leaflets in, one PDF file out with their pages, small and in vectors.

A sheet (A3 across) shows one template: a column for each leaflet, its pages from top to bottom, all
at one scale. PDFium draws it; labels stand in Helvetica, which every viewer has.
"""

from __future__ import annotations

import ctypes
import hashlib
import io
import re
from collections.abc import Sequence
from contextlib import ExitStack
from typing import Any

from pypdfium2 import PdfDocument, PdfMatrix, PdfPage, raw

from leaflets.edition import Edition
from leaflets.gallery.raster import opened
from leaflets.gallery.shelf import Shelf
from leaflets.units import mm

_WIDTH, _HEIGHT = mm(420), mm(297)
_MARGIN, _GAP = mm(12), mm(6)
_TITLE, _LABEL = 14.0, 9.0
_HEAD = 2 * _TITLE
"""Points that the line above the columns takes."""

_GREY = (110, 110, 110)
_DATE = re.compile(rb"/CreationDate\(D:[^)]*\)")
_ID = re.compile(rb"/ID\[<[0-9A-F]{32}><[0-9A-F]{32}>\]")


def file_name(edition: Edition) -> str:
    """Return the name of the contact sheets of an edition."""
    return f"contact-{edition.value}.pdf"


def contact_sheets(shelves: Sequence[Shelf]) -> bytes:
    """Return a PDF file with a page for each template."""
    target = io.BytesIO()
    with ExitStack() as stack:
        document = PdfDocument.new()
        stack.callback(document.close)
        for shelf in shelves:
            _draw(document, shelf, stack)
        document.save(target)
    return _settled(target.getvalue())


def _settled(content: bytes) -> bytes:
    """Return the file without the moment of its making: no date, and an identifier of content."""
    undated = _DATE.sub(lambda found: b" " * len(found[0]), content)
    name = hashlib.md5(_ID.sub(b"", undated), usedforsecurity=False).hexdigest().upper().encode()
    return _ID.sub(b"/ID[<%s><%s>]" % (name, name), undated)


def _draw(document: PdfDocument, shelf: Shelf, stack: ExitStack) -> None:
    campaign, template, shown = shelf
    page = document.new_page(_WIDTH, _HEIGHT)
    sources = [stack.enter_context(opened(one.path)) for one in shown]
    scale, column = _grid(sources)
    heading = f"{campaign} / {template} ({shown[0].edition.value})"
    _text(page, heading, (_MARGIN, _HEIGHT - _MARGIN - _TITLE), _TITLE)
    for number, (one, source) in enumerate(zip(shown, sources, strict=True)):
        x = _MARGIN + number * column
        y = _HEIGHT - _MARGIN - _HEAD - _LABEL
        _text(page, one.language.tag, (x, y), _LABEL)
        for index, (_, height) in enumerate(map(_size, source)):
            y -= _GAP / 2 + height * scale
            _place(page, source, index, (x, y, scale))
    page.gen_content()


def _grid(sources: Sequence[PdfDocument]) -> tuple[float, float]:
    """Return the scale at which all pages fit on the sheet, and the step from column to column."""
    sizes = [[_size(page) for page in source] for source in sources]
    widest = max(width for pages in sizes for width, _ in pages)
    highest = max(sum(height for _, height in pages) for pages in sizes)
    rows = max(map(len, sizes))
    across = (_WIDTH - 2 * _MARGIN + _GAP) / len(sources) - _GAP
    along = _HEIGHT - 2 * _MARGIN - _HEAD - _LABEL - rows * _GAP / 2
    scale = min(across / widest, along / highest, 1.0)
    return scale, widest * scale + _GAP


def _size(page: PdfPage) -> tuple[float, float]:
    width, height = page.get_size()
    return width, height


def _place(page: PdfPage, source: PdfDocument, index: int, at: tuple[float, float, float]) -> None:
    """Draw a page of ``source`` with its bottom left corner at x, y, and a hairline round it."""
    x, y, scale = at
    copy = source.page_as_xobject(index, page.pdf).as_pageobject()
    copy.set_matrix(PdfMatrix().scale(scale, scale).translate(x, y))
    page.insert_obj(copy)
    width, height = _size(source[index])
    frame = raw.FPDFPageObj_CreateNewRect(x, y, width * scale, height * scale)
    raw.FPDFPath_SetDrawMode(frame, raw.FPDF_FILLMODE_NONE, 1)
    raw.FPDFPageObj_SetStrokeColor(frame, *_GREY, 255)
    raw.FPDFPageObj_SetStrokeWidth(frame, 0.25)
    raw.FPDFPage_InsertObject(page, frame)


def _text(page: PdfPage, text: str, at: tuple[float, float], size: float) -> None:

    written: Any = raw.FPDFPageObj_NewTextObj(page.pdf, b"Helvetica", size)
    wide = ctypes.create_string_buffer(text.encode("utf-16-le") + b"\0\0")
    raw.FPDFText_SetText(written, ctypes.cast(wide, raw.FPDF_WIDESTRING))
    raw.FPDFPageObj_SetFillColor(written, *_GREY, 255)
    raw.FPDFPageObj_Transform(written, 1, 0, 0, 1, *at)
    raw.FPDFPage_InsertObject(page, written)
