"""What comes back out of the real leaflets: each block, every number, and phrases by search."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pymupdf
import pypdfium2
import pytest

from leaflets.campaign import load_campaign

from ..pdf._corpus import bare
from ._blocks import ALL, HERE, Built, built

ROOT = Path(__file__).parents[2]
TEMPLATE = "know-the-law"
LOCALES = ("zh_Hans_CN", "en", "fr", "ar")
LEAST = {"zh_Hans_CN": 1.0, "en": 1.0, "fr": 1.0, "ar": 0.95}
"""The least share of exact blocks."""


@cache
def leaflet(locale: str, template: str = TEMPLATE) -> Built:
    return built(ROOT, template, locale)


@cache
def pages(reader: str, locale: str, template: str) -> list[str]:
    return ALL[reader](leaflet(locale, template).data)


def templates() -> tuple[str, ...]:
    """Return the templates that the starter's campaign prints."""
    campaign = load_campaign(ROOT / "campaigns" / "yuexiu", [])
    assert campaign is not None
    return campaign.templates


NEEDS_PDFJS = pytest.mark.skipif(
    not (HERE / "node_modules").is_dir(), reason="needs `npm ci` in tests/extraction"
)
READERS = [pytest.param(name, marks=NEEDS_PDFJS) if name == "pdfjs" else name for name in ALL]


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("reader", READERS)
def test_blocks_come_back(reader: str, locale: str) -> None:
    lost, count = [], 0
    for template in templates():
        pdf = leaflet(locale, template)
        if reader == "poppler" and pdf.mixed:
            continue  # it has one direction for a whole page
        lost += [f"{template}: {block}" for block in pdf.lost(pages(reader, locale, template))]
        count += pdf.count
    print(f"{locale} {reader}: {count - len(lost)} of {count} blocks exact", *lost, sep="\n  ")
    assert count > 300
    assert count - len(lost) >= LEAST[locale] * count, "\n".join(lost)


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("reader", READERS)
def test_numbers_come_back(reader: str, locale: str) -> None:
    for template in templates():
        for blocks, page in zip(
            leaflet(locale, template).blocks, pages(reader, locale, template), strict=True
        ):
            wanted = {n for block in blocks for n in re.findall(r"\d{2,}", bare(block))}
            assert {number for number in wanted if number not in bare(page)} == set(), template


PHRASES = {
    "zh_Hans_CN": "在中国受到管制",
    "en": "controlled substance",
    "fr": "selon la loi",
    "ar": "مكافحة المخدرات على الجميع",
}


@pytest.mark.parametrize("locale", LOCALES)
def test_a_phrase_is_found(locale: str) -> None:
    pdf = leaflet(locale)
    phrase = PHRASES[locale]
    assert any(bare(phrase) in bare(block) for page in pdf.blocks for block in page)
    pages = pypdfium2.PdfDocument(pdf.data)
    assert any(page.get_textpage().search(phrase).get_next() for page in pages)
    assert any(page.search_for(phrase) for page in pymupdf.open(stream=pdf.data))
