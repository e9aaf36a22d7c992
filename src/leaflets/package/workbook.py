"""A workbook of one sheet, the same bytes for the same cells on every machine.

Input: cells, text or numbers; output: XLSX (ECMA-376-1, SpreadsheetML) with a fixed head, for paper
across and as wide as the page. openpyxl, which reads ours and other sheets, writes the time into
each one, and other bytes where another XML library is installed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from io import BytesIO
from xml.sax.saxutils import escape, quoteattr

from leaflets.package.archive import Archive

Cell = str | int | float

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_LINE = 14
"""Points from line to line."""
_WIDE = 0x2E80
"""From here on most characters are as wide as two letters."""
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 cannot hold."""

_TYPES = (
    f'<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{_KIND}.sheet.main+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_KIND}.worksheet+xml"/>'
    f'<Override PartName="/xl/styles.xml" ContentType="{_KIND}.styles+xml"/></Types>'
)
_STYLES = (
    f'<styleSheet xmlns="{_MAIN}">'
    '<fonts count="2"><font><sz val="10"/><name val="Arial"/></font>'
    '<font><b/><sz val="10"/><name val="Arial"/></font></fonts>'
    '<fills count="3"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid">'
    '<fgColor rgb="FFE4E8EC"/></patternFill></fill></fills>'
    '<borders count="1"><border/></borders>'
    '<cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2">'
    '<xf applyAlignment="1"><alignment horizontal="left" vertical="top" wrapText="1"/></xf>'
    '<xf fontId="1" fillId="2" applyFont="1" applyFill="1" applyAlignment="1">'
    '<alignment vertical="center" wrapText="1"/></xf></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
    "</styleSheet>"
)


def workbook(
    title: str, head: Sequence[str], rows: Iterable[Sequence[Cell]], widths: Sequence[int]
) -> bytes:
    """Return the workbook; ``widths`` of its columns are in characters."""
    target = BytesIO()
    archive = Archive(target)
    for name, content in (
        ("[Content_Types].xml", _TYPES),
        ("_rels/.rels", _relations(("officeDocument", "xl/workbook.xml"))),
        ("xl/workbook.xml", _book(title, len(head))),
        (
            "xl/_rels/workbook.xml.rels",
            _relations(("worksheet", "worksheets/sheet1.xml"), ("styles", "styles.xml")),
        ),
        ("xl/styles.xml", _STYLES),
        ("xl/worksheets/sheet1.xml", _sheet(head, rows, widths)),
    ):
        archive.add(name, (_HEAD + content).encode())
    archive.close()
    return target.getvalue()


def _relations(*targets: tuple[str, str]) -> str:
    entries = "".join(
        f'<Relationship Id="rId{number}" Type="{_RELATION}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, start=1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{entries}</Relationships>'


def _book(title: str, columns: int) -> str:
    return (
        f'<workbook xmlns="{_MAIN}" xmlns:r="{_RELATION}"><sheets>'
        f'<sheet name={quoteattr(title)} sheetId="1" r:id="rId1"/></sheets><definedNames>'
        f'<definedName name="_xlnm.Print_Titles" localSheetId="0">'
        f"{escape(title)}!$1:$1</definedName></definedNames></workbook>"
    )


def _sheet(head: Sequence[str], rows: Iterable[Sequence[Cell]], widths: Sequence[int]) -> str:
    columns = "".join(
        f'<col min="{number}" max="{number}" width="{width}" customWidth="1"/>'
        for number, width in enumerate(widths, start=1)
    )
    body = [_row(1, head, 1, widths)]
    body += [_row(at, row, 0, widths) for at, row in enumerate(rows, start=2)]
    return (
        f'<worksheet xmlns="{_MAIN}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews>'
        '<sheetView workbookViewId="0"><pane xSplit="1" ySplit="1" topLeftCell="B2" '
        'activePane="bottomRight" state="frozen"/></sheetView></sheetViews>'
        f"<cols>{columns}</cols><sheetData>{''.join(body)}</sheetData>"
        '<pageMargins left="0.4" right="0.4" top="0.4" bottom="0.4" header="0" footer="0"/>'
        '<pageSetup paperSize="8" orientation="landscape" fitToHeight="0"/></worksheet>'
    )


def _row(number: int, cells: Sequence[Cell], style: int, widths: Sequence[int]) -> str:
    """Return a row that is high enough for its cells: not every program sees to that itself."""
    placed = (_cell(f"{_letters(at)}{number}", cell, style) for at, cell in enumerate(cells))
    high = max(_lines(str(cell), width) for cell, width in zip(cells, widths, strict=True))
    return f'<row r="{number}" ht="{high * _LINE:g}" customHeight="1">{"".join(placed)}</row>'


def _lines(text: str, width: int) -> int:
    """Return how many lines ``text`` takes in a column, about."""
    lengths = (sum(2 if ord(c) > _WIDE else 1 for c in line) for line in text.split("\n"))
    return sum(max(1, -(-length // width)) for length in lengths)


def _cell(place: str, cell: Cell, style: int) -> str:
    if not isinstance(cell, str):
        return f'<c r="{place}" s="{style}"><v>{cell!r}</v></c>'
    text = escape(_NO_XML.sub("", cell))
    kept = f'<is><t xml:space="preserve">{text}</t></is>'
    return f'<c r="{place}" s="{style}" t="inlineStr">{kept}</c>'


def _letters(column: int) -> str:
    """Return the name of a column counted from 0."""
    before, last = divmod(column, 26)
    return (_letters(before - 1) if before else "") + chr(ord("A") + last)
