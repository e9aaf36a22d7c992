"""The order's lines: packed files in, rows out, as CSV and as a workbook.

A line is a file and who gets how many of it. CSV: RFC 4180, UTF-8 with a byte order mark, since
spreadsheets in Chinese offices read GBK without one. Every cell is what it says: text that a
spreadsheet would take for a formula gets an apostrophe in CSV, and is text in the workbook.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO

from leaflets.campaign import Campaign
from leaflets.package.product import Delivery, PackedFile
from leaflets.package.workbook import Cell, workbook

_COLUMNS: Sequence[tuple[str, str, int]] = (
    ("file", "文件", 62),
    ("leaflet", "品名", 44),
    ("language", "语种", 11),
    ("version", "版本", 8),
    ("pages", "页数", 7),
    ("file_pages", "文件页码", 10),
    ("finished_mm", "成品尺寸 mm", 14),
    ("flat_mm", "展开尺寸 mm", 14),
    ("bleed_mm", "出血 mm", 10),
    ("colours", "颜色（正/反）", 15),
    ("spot_inks", "专色与工艺版", 14),
    ("paper", "纸张", 26),
    ("weight_gsm", "克重 g/m²", 10),
    ("fold", "折页", 34),
    ("finishing", "后道工艺", 18),
    ("quantity", "数量", 9),
    ("venue", "点位编号", 14),
    ("deliver_to", "收货方", 24),
    ("address", "收货地址", 40),
    ("phone", "收货电话", 18),
    ("contact", "联系人", 16),
    ("contact_phone", "联系电话", 18),
    ("sha256", "SHA-256 校验值", 68),
)
"""Name, name in Chinese, and width in the workbook in characters."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def lines(campaign: Campaign, files: Iterable[PackedFile]) -> Iterator[tuple[Cell, ...]]:
    """Yield a line for each file and delivery; twins are not ordered again."""
    for file in files:
        for delivery in () if file.twin else file.deliveries:
            yield _line(campaign, file, delivery)


def to_csv(rows: Iterable[Sequence[Cell]]) -> bytes:
    """Return the lines as a CSV file."""
    text = StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow([name for name, _, _ in _COLUMNS])
    writer.writerows([_unarmed(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def to_xlsx(rows: Iterable[Sequence[Cell]]) -> bytes:
    """Return the lines as a workbook of one sheet."""
    head = [f"{chinese}\n{name}" for name, chinese, _ in _COLUMNS]
    return workbook("order", head, rows, [width for _, _, width in _COLUMNS])


def _line(campaign: Campaign, file: PackedFile, delivery: Delivery) -> tuple[Cell, ...]:
    product, lot, order = file.product, file.product.lot, campaign.order
    assert order is not None
    return (
        file.name,
        f"{product.job.template}: {product.leaflet.title}",
        product.leaflet.language.tag,
        campaign.version,
        len(product.leaflet.pages),
        delivery.pages,
        size(file.finished),
        size(file.flat),
        file.bleed,
        file.colours,
        ", ".join(file.spots),
        lot.paper,
        lot.weight or 0,
        product.fold,
        lot.finishing,
        delivery.quantity,
        delivery.venue,
        delivery.name,
        delivery.address,
        delivery.phone,
        order.contact.name,
        order.contact.phone,
        file.sha256,
    )


def size(sides: tuple[float, float]) -> str:
    """Return width and height as an order says them."""
    return f"{sides[0]:g} × {sides[1]:g}"


def _unarmed(cell: Cell) -> Cell:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell
