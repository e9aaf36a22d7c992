"""What readers copy and find: every extractor must give the source text back."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import replace

import pymupdf
import pypdfium2
import pytest

from leaflets.language import Direction
from leaflets.text.model import Line

from ._corpus import EXTRACTORS, LTR_BLOCKS, MIXED_BLOCKS, RTL_BLOCKS, bare, plain_words
from ._lines import LTR, RTL, Setting, Sheet, set_lines

pytestmark = pytest.mark.needs("pdftotext")


def inexact(extractor: str, blocks: Sequence[str], setting: Setting) -> list[str]:
    """Return the blocks that do not come back when each is set on a page."""
    sheet = Sheet()
    for index, block in enumerate(blocks):
        if index:
            sheet.turn()
        sheet.add(block, setting)
    pages = EXTRACTORS[extractor](sheet.data())
    return [b for b, page in zip(blocks, pages, strict=True) if bare(page) != bare(b)]


@pytest.mark.parametrize("extractor", EXTRACTORS)
def test_left_to_right_blocks_come_back(extractor: str) -> None:
    assert inexact(extractor, LTR_BLOCKS, LTR) == []


@pytest.mark.parametrize("extractor", EXTRACTORS)
def test_words_stay_apart_in_left_to_right_blocks(extractor: str) -> None:
    sheet = Sheet()
    for block in LTR_BLOCKS:
        sheet.add(block)
    (page,) = EXTRACTORS[extractor](sheet.data())
    assert " ".join(page.split()) == " ".join(" ".join(LTR_BLOCKS).split())


@pytest.mark.parametrize("extractor", EXTRACTORS)
def test_right_to_left_blocks_come_back(extractor: str) -> None:
    # pypdf takes the multiplication sign for a left-to-right letter.
    known = ["12.5 غرام × 3 = 37.5 غرام"] if extractor == "pypdf" else []
    assert inexact(extractor, RTL_BLOCKS, RTL) == known


@pytest.mark.parametrize("extractor", EXTRACTORS)
def test_narrow_right_to_left_columns_come_back(extractor: str) -> None:
    blocks = [block for block in RTL_BLOCKS if "×" not in block]
    assert inexact(extractor, blocks, replace(RTL, measure=95.0)) == []


@pytest.mark.parametrize("extractor", EXTRACTORS)
def test_a_full_right_to_left_page_comes_back(extractor: str) -> None:
    sheet = Sheet((420.0, 1200.0))
    for block in RTL_BLOCKS:
        if "×" not in block:
            sheet.add(block, RTL)
    (page,) = EXTRACTORS[extractor](sheet.data())
    assert [
        block for block in RTL_BLOCKS if "×" not in block and bare(block) not in bare(page)
    ] == []


@pytest.mark.parametrize("extractor", EXTRACTORS)
def test_phrases_in_left_to_right_lines_come_back(extractor: str) -> None:
    # poppler keeps one direction a page: a number inside the phrase goes to its other side.
    known = ["Call 110 (اتصل بالرقم 110) now."] if extractor == "poppler" else []
    assert inexact(extractor, MIXED_BLOCKS, LTR) == known


@pytest.mark.parametrize("extractor", EXTRACTORS)
def test_numbers_come_back(extractor: str) -> None:
    sheet = Sheet((420.0, 1200.0))
    for block in RTL_BLOCKS:
        sheet.add(block, RTL)
    (page,) = EXTRACTORS[extractor](sheet.data())
    numbers = {n for block in RTL_BLOCKS for n in re.findall(r"[+\d][\d .,:–-]*\d", bare(block))}
    assert len(numbers) > 20
    assert {number for number in numbers if number not in bare(page)} == set()


@pytest.mark.parametrize("extractor", EXTRACTORS)
def test_chance_lines_come_back(extractor: str) -> None:
    assert inexact(extractor, chance_lines(60), RTL) == []


def chance_lines(count: int) -> list[str]:
    """Return right-to-left lines of words, numbers, Latin and signs, always the same."""
    chance = random.Random(20260626)
    words = plain_words(RTL_BLOCKS)
    others = ["110", "3,000", "2026-06-26", "9:00", "50%", "\u206610–15\u2069", "MDMA", "V1.00"]
    others += ["\u2066+86 20 8315 1234\u2069", "https://gz.gov.cn/a?b=1", "info@example.org"]
    frames = ["{}"] * 8 + ["({})", "«{}»", "{}،", "{}.", "{}؟", "{}:", "{} —", "{}!"]

    def word() -> str:
        return chance.choice(frames).format(
            chance.choice(words if chance.random() < 0.7 else others)
        )

    return [" ".join(word() for _ in range(chance.randint(2, 12))) for _ in range(count)]


ROWS = (
    ("110", "الشرطة", "طوال اليوم"),
    ("12345", "الخط الساخن", "9:00–17:30"),
    ("120", "الإسعاف (طوارئ)", "24/7"),
    ("هاتف", "", "\u2066+86 20 8315 1234\u2069"),
)


@pytest.mark.parametrize("extractor", EXTRACTORS)
def test_rows_of_a_table_stay_in_order(extractor: str) -> None:
    sheet = Sheet()
    for row in ROWS:
        top = sheet.y
        for column, cell in enumerate(row):
            sheet.y = top
            for line in set_lines(cell, RTL) if cell else ():
                sheet.place(line, sheet.size[0] - 20 - 120 * column - line.width)
    (page,) = EXTRACTORS[extractor](sheet.data())
    assert bare(page) == bare("".join("".join(row) for row in ROWS))


def test_a_number_stays_on_its_line_in_mupdf() -> None:
    sheet = Sheet()
    sheet.add("هاتف \u2066+86 20 8315 1234\u2069", RTL)
    (page,) = EXTRACTORS["mupdf"](sheet.data())
    assert [bare(line) for line in page.splitlines() if bare(line)] == ["هاتف+862083151234"]


PHRASES = ("القانون يحمي", "فأنت مسؤول عمّا فيها", "العلاج الطوعي", "مركز الصحة", "مواد محظورة")


@pytest.mark.parametrize("phrase", PHRASES)
def test_a_phrase_is_found(phrase: str) -> None:
    sheet = Sheet()
    for block in RTL_BLOCKS[:12]:
        sheet.add(block, RTL)
    data = sheet.data()
    assert pypdfium2.PdfDocument(data)[0].get_textpage().search(phrase).get_next() is not None
    assert pymupdf.open(stream=data)[0].search_for(phrase) != []


def squashed(line: Line, mark: str) -> Line:
    """Return ``line`` with the empty left half of the full-width ``mark`` taken out."""
    places = [
        (run, cluster, x)
        for run in line.runs
        for cluster, x in zip(run.clusters, run.xs, strict=True)
    ]
    (at,) = [x for run, c, x in places if line.text[c.start : c.end] == mark]
    runs = tuple(
        replace(run, xs=tuple(x - (run.size / 2 if x >= at else 0.0) for x in run.xs))
        for run in line.runs
    )
    return replace(line, runs=runs)


@pytest.mark.parametrize("extractor", EXTRACTORS)
def test_an_opening_mark_without_its_empty_half_comes_back(extractor: str) -> None:
    block = "قانون المخدرات \u2068《禁毒法》\u2069، المادة \u206862\u2069"
    sheet = Sheet()
    (line,) = set_lines(block, RTL)
    sheet.place(squashed(line, "《"), 120.0)
    (page,) = EXTRACTORS[extractor](sheet.data())
    assert bare(page) == bare(block)


def visual(line: Line) -> Line:
    """Return ``line`` as one string a run from left to right, which no extractor could read."""
    runs = tuple(replace(run, level=0) for run in line.runs)
    return replace(line, direction=Direction.LTR, runs=runs)


def test_marks_do_not_change_the_picture() -> None:
    pictures = []
    for change in (visual, lambda line: line):
        sheet = Sheet((420.0, 1000.0))
        for block in RTL_BLOCKS:
            for line in set_lines(block, RTL):
                sheet.place(change(line), sheet.size[0] - 20 - line.width)
        page = pypdfium2.PdfDocument(sheet.data())[0]
        pictures.append(page.render(scale=2).to_pil().convert("L").tobytes())
    ink = sum(value < 128 for value in pictures[0])
    changed = sum(abs(a - b) > 64 for a, b in zip(*pictures, strict=True))
    assert ink > 20_000
    assert changed <= ink // 1000  # glyphs may land on another hundredth of a pixel
