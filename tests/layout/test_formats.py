"""Every leaflet of the campaign in every language: complete, inside its page, one thing lit."""

from __future__ import annotations

from itertools import pairwise

import pytest

from leaflets.language import Direction
from leaflets.layout.page import Mark, Page, PlacedLine, PlacedShape
from leaflets.units import mm

from ._formats import LOCALES, folds_of, laid_out, template_of, templates

CASES = [(template, locale) for template in templates() for locale in LOCALES]
STEPS = mm(8.5)
"""Arches of steps are as wide as this at most; they do not count as lit."""


def lines(page: Page) -> list[PlacedLine]:
    return [one for one in page.placements if isinstance(one, PlacedLine) and one.line.runs]


def words(line: PlacedLine) -> str:
    return line.line.text[line.line.start : line.line.end]


def too_near(page: Page, safe: float, folds: tuple[float, ...]) -> list[str]:
    """Return the lines that stand nearer than ``safe`` to an edge or a fold of the page."""
    edges = (0.0, *folds, page.width)
    found = []
    for line in lines(page):
        left, right = line.x, line.x + line.line.width
        panels = [(a, b) for a, b in pairwise(edges) if a <= left < b]
        inside = panels and panels[0][0] + safe <= left and right <= panels[0][1] - safe
        # A figure has no descender; its line's ascent is that of the face, above the figure.
        high = line.baseline - 0.75 * max(run.size for run in line.line.runs)
        if not inside or high < safe or line.baseline > page.height - safe:
            found.append(words(line))
    return found


def lit(page: Page) -> int:
    """Return how many shapes in the colour of the lit arch are wider than a step's."""
    return sum(
        isinstance(one, PlacedShape)
        and one.colour.name == "longan"
        and one.path.bounds.width > STEPS
        for one in page.placements
    )


@pytest.mark.parametrize(("template", "locale"), CASES)
def test_nothing_is_said_about_it(template: str, locale: str) -> None:
    assert laid_out(template, locale)[1] == ()


@pytest.mark.parametrize(("template", "locale"), CASES)
def test_no_text_is_near_a_trim_or_a_fold(template: str, locale: str) -> None:
    leaflet, _ = laid_out(template, locale)
    mirrored = leaflet.language.direction is Direction.RTL
    safe = template_of(template).format.safe
    faults = {
        page.name: near
        for page in leaflet.pages
        if (near := too_near(page, safe, folds_of(template, page, mirrored)))
    }
    assert faults == {}


def test_text_near_a_trim_or_a_fold_is_seen() -> None:
    page = laid_out("know-the-law", "en")[0].pages[0]
    assert too_near(page, mm(20), ())
    assert too_near(page, mm(4), (page.width / 2,))
    assert not too_near(page, mm(4), ())


@pytest.mark.parametrize(("template", "locale"), CASES)
def test_at_most_one_arch_of_a_page_is_lit(template: str, locale: str) -> None:
    leaflet, _ = laid_out(template, locale)
    assert [page.name for page in leaflet.pages if lit(page) > 1] == []


@pytest.mark.parametrize("locale", LOCALES)
def test_the_die_is_drawn_round_the_hole_and_the_trim(locale: str) -> None:
    (page,) = laid_out("help-door-hanger", locale)[0].pages
    dies = [
        one.path.bounds
        for one in page.placements
        if isinstance(one, PlacedShape) and one.colour.spot == "Die"
    ]
    hole, trim = sorted(dies, key=lambda one: one.width)
    assert (hole.width, hole.height) == pytest.approx((mm(36), mm(36)))
    assert (hole.x + hole.width / 2, hole.y + hole.height / 2) == pytest.approx((mm(50), mm(34)))
    assert (trim.x, trim.y, trim.width, trim.height) == pytest.approx((0, 0, mm(100), mm(240)))
    assert min(line.baseline - line.line.ascent for line in lines(page)) >= mm(60)


def test_the_request_on_the_card_is_chinese_and_runs_from_the_left() -> None:
    leaflet, _ = laid_out("numbers-card", "ar")
    request = [line for line in lines(leaflet.pages[1]) if "中文" in words(line)]
    own = [line for line in lines(leaflet.pages[1]) if "الصينية" in words(line)]
    assert [round(line.x / mm(1)) for line in request] == [5]
    assert all(line.x + line.line.width > mm(84) for line in own)
    marks = [run.style.mark for line in request for run in line.line.runs]
    assert all(isinstance(mark, Mark) and mark.colour.name == "river" for mark in marks)


def test_the_desk_sheet_speaks_four_languages_each_in_its_own_direction() -> None:
    (page,) = laid_out("desk-sheet", "zh_Hans_CN")[0].pages
    frames = {frame.name: frame for frame in page.frames}
    arches = {
        name: [
            one.path.bounds
            for one in page.placements[frame.start : frame.end]
            if isinstance(one, PlacedShape) and one.path.bounds.width > mm(9)
        ][1:]
        for name, frame in frames.items()
        if name.startswith("cell-")
    }
    assert set(arches) == {"cell-1", "cell-2", "cell-3", "cell-4"}
    starts = {name: frames[name].rect.x for name in ("cell-1", "cell-2", "cell-3")}
    assert all(arches[name][0].x == pytest.approx(x) for name, x in starts.items())
    assert arches["cell-4"][0].right == pytest.approx(frames["cell-4"].rect.right)


@pytest.mark.parametrize("locale", LOCALES)
def test_a_sheet_of_several_languages_begins_with_its_own(locale: str) -> None:
    leaflet, _ = laid_out("know-the-law-facing", locale)
    tags = [node.tag for node in leaflet.structure if node.role == "Sect"]
    other = "en" if locale == "zh_Hans_CN" else "zh-Hans-CN"
    assert dict.fromkeys(tags) == {"": None, other: None}
