"""Rows as CSV (RFC 4180, UTF-8 with a byte order mark, for spreadsheets) and as XLSX, and back.

Every cell is text: a translation that begins with ``=`` is no formula. The same rows are the same
bytes. A CSV comes back as spreadsheets save it: in UTF-8 or UTF-16, parted by comma, semicolon or
tab, as the country has it.
"""

from __future__ import annotations

import codecs
import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from io import BytesIO, StringIO
from typing import Any

from leaflets.catalogs.exchange.rows import Row, refuse_controls
from leaflets.catalogs.exchange.timeless import without_time

COLUMNS = (
    "context",
    "source",
    "plural",
    "form",
    "numbers",
    "translation",
    "state",
    "remarks",
    "box",
    "shown",
    "most",
    "locale",
    "exported",
)
_NEEDED = ("context", "source", "form", "translation")
_MARKS = ",;\t"
"""What may stand between the cells of a CSV; ours has the first."""
_RETURN = "_x000D_"
"""A carriage return as SpreadsheetML writes it."""
_PICTURE = "picture"
_WIDTHS = (14, 50, 30, 6, 18, 50, 11, 30, 6, 30, 14, 12, 0, 46)
_PIXEL = 0.75
"""Points of a pixel in a spreadsheet."""
Pictures = Mapping[tuple[str, str], bytes]
"""PNG files by context and source."""


def to_csv(rows: Iterable[Row]) -> bytes:
    """Return the rows as a CSV file."""
    text = StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    writer.writerows(_cells(row) for row in rows)
    return text.getvalue().encode("utf-8-sig")


def from_csv(content: bytes) -> Iterator[Row]:
    """Yield the rows of a CSV file; ValueError when it is none of ours."""
    text = _decoded(content)
    try:
        heads = {mark: _lines(text.partition("\n")[0], mark)[:1] for mark in _MARKS}
        mark = max(heads, key=lambda mark: len(set(COLUMNS).intersection(*heads[mark])))
        yield from _rows(_lines(text, mark))
    except csv.Error as error:
        raise ValueError(f"this is no table: {error}") from error


def _lines(text: str, mark: str) -> list[list[str]]:
    return list(csv.reader(StringIO(text, newline=""), delimiter=mark))


def _decoded(content: bytes) -> str:
    wide = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    try:
        return content.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError as error:
        raise ValueError("its text is not UTF-8; save it as “CSV UTF-8”") from error


def to_xlsx(rows: Sequence[Row], pictures: Pictures) -> bytes:
    """Return the rows as a workbook: one sheet, its head fixed, the exported text hidden.

    ValueError when a text cannot stand in one.
    """
    from openpyxl import Workbook  # noqa: PLC0415 - an extra, and slow to load
    from openpyxl.styles import Alignment, Font  # noqa: PLC0415
    from openpyxl.utils import get_column_letter  # noqa: PLC0415

    refuse_controls(rows)
    book = Workbook()
    sheet = book.active
    sheet.title = "translations"
    head = [*COLUMNS, *([_PICTURE] if pictures else [])]
    for number, cells in enumerate([head, *(_cells(row) for row in rows)], 1):
        for column, text in enumerate(cells, 1):
            cell = sheet.cell(number, column)
            cell.value, cell.data_type = text, "s"
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            cell.font = Font(bold=number == 1)
    for column, width in enumerate(_WIDTHS[: len(head)], 1):
        dimension = sheet.column_dimensions[get_column_letter(column)]
        dimension.width, dimension.hidden = width or 10, not width
    _add_pictures(sheet, rows, pictures)
    sheet.freeze_panes = "A2"
    content = BytesIO()
    book.save(content)
    return without_time(content.getvalue())


def _add_pictures(sheet: Any, rows: Sequence[Row], pictures: Pictures) -> None:
    """Put its picture beside each row that has one, in a column of their own."""
    from openpyxl.drawing.image import Image  # noqa: PLC0415 - an extra, and slow to load
    from openpyxl.utils import get_column_letter  # noqa: PLC0415

    column = get_column_letter(len(COLUMNS) + 1)
    for number, row in enumerate(rows, 2):
        content = pictures.get((row.context, row.source))
        if content and row.form in ("", "0"):  # once for all forms of a plural
            image = Image(BytesIO(content))
            sheet.add_image(image, f"{column}{number}")
            height = image.height * _PIXEL + 4
            lines = max(len(row.source), len(row.translation)) // 45 + 2
            sheet.row_dimensions[number].height = max(height, 13.0 * lines)


def from_xlsx(content: bytes) -> Iterator[Row]:
    """Yield the rows of a workbook's first sheet; ValueError when it is none of ours."""
    from openpyxl import load_workbook  # noqa: PLC0415 - an extra, and slow to load

    try:
        sheet = load_workbook(BytesIO(content), read_only=True).worksheets[0]
    except Exception as error:  # openpyxl raises whatever a broken archive makes it raise
        raise ValueError("this is no XLSX workbook") from error
    cells = sheet.iter_rows(values_only=True)
    yield from _rows([[_text(cell) for cell in line] for line in cells])


def _text(cell: Any) -> str:
    return "" if cell is None else str(cell).replace(_RETURN, "")


def _cells(row: Row) -> list[str]:
    return [getattr(row, name) or "" for name in COLUMNS]


def _rows(lines: Sequence[Sequence[str]]) -> Iterator[Row]:
    """Yield rows by the names in the first line, in whatever order the columns are."""
    head = list(lines[0]) if lines else []
    missing = [name for name in _NEEDED if name not in head]
    if missing:
        raise ValueError(f"the sheet has no column `{missing[0]}`")
    for number, line in enumerate(lines[1:], 2):
        if not any(line):
            continue
        cells = dict(zip(head, line, strict=False))
        texts = {name: cells.get(name, "").replace("\r\n", "\n") for name in COLUMNS}
        exported = texts.pop("exported")
        yield Row(**texts, exported=exported if "exported" in cells else None, line=number)
