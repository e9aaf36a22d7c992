"""The trifold, folded: which panel lies on which, what meets its edge, and what a reader opens.

A panel is a stretch of the flat sheet from one fold to the next. Turning it over a fold mirrors it
there; the sheet is turned over like a page, so that the inside is the outside seen in a mirror.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import pytest

from leaflets.language import Direction
from leaflets.layout.page import Page
from leaflets.units import mm

from ._formats import LOCALES, folds_of, laid_out

TRIFOLD = "know-the-law-trifold"


@dataclass(frozen=True)
class Panel:
    """A panel of the outside: where it lies flat, and its frames on both sides."""

    left: float
    right: float
    outside: frozenset[str]
    inside: frozenset[str]

    def turned(self, fold: float) -> tuple[float, float]:
        """Return where it lies when it is turned over ``fold``."""
        ends = (2 * fold - self.left, 2 * fold - self.right)
        return min(ends), max(ends)


def frames(page: Page, left: float, right: float) -> frozenset[str]:
    """Return the frames of ``page`` that lie between two places from its left edge."""
    found = [frame for frame in page.frames if left <= frame.rect.x + frame.rect.width / 2 < right]
    assert all(left - 0.01 <= f.rect.x and f.rect.right <= right + 0.01 for f in found)
    return frozenset(frame.name for frame in found)


def panels(locale: str) -> tuple[list[Panel], bool]:
    """Return the panels of the outside from left to right, and whether the sheet is mirrored."""
    leaflet, _ = laid_out(TRIFOLD, locale)
    mirrored = leaflet.language.direction is Direction.RTL
    outside, inside = leaflet.pages
    folds = folds_of(TRIFOLD, outside, mirrored)
    through = tuple(sorted(outside.width - x for x in folds_of(TRIFOLD, inside, mirrored)))
    assert folds == pytest.approx(through), "both sides are folded at the same places"
    edges = (0.0, *folds, outside.width)
    width = outside.width
    return [
        Panel(a, b, frames(outside, a, b), frames(inside, width - b, width - a))
        for a, b in pairwise(edges)
    ], mirrored


def in_order(locale: str) -> tuple[Panel, Panel, Panel, bool]:
    """Return flap, back and cover."""
    found, mirrored = panels(locale)
    flap, back, cover = reversed(found) if mirrored else found
    return flap, back, cover, mirrored


@pytest.mark.parametrize("locale", LOCALES)
def test_every_frame_lies_on_one_panel(locale: str) -> None:
    leaflet, _ = laid_out(TRIFOLD, locale)
    found, _ = panels(locale)
    for number, page in enumerate(leaflet.pages):
        side = [panel.inside if number else panel.outside for panel in found]
        assert frozenset().union(*side) == {frame.name for frame in page.frames}


@pytest.mark.parametrize("locale", LOCALES)
def test_a_reader_meets_the_panels_in_order(locale: str) -> None:
    """Shut, the cover is on top; opened, flap and first page; opened again, first to third."""
    flap, back, cover, _ = in_order(locale)
    assert "cover" in cover.outside
    assert "back" in back.outside
    assert ("first" in cover.inside, "flap" in flap.outside) == (True, True)
    assert ("second" in back.inside, "third" in flap.inside) == (True, True)


@pytest.mark.parametrize("locale", LOCALES)
def test_the_flap_nests_and_the_cover_lies_on_the_back(locale: str) -> None:
    flap, back, cover, mirrored = in_order(locale)
    inner, outer = (back.right, back.left) if mirrored else (back.left, back.right)
    folded = flap.turned(inner)
    assert back.left - 0.01 <= folded[0]
    assert folded[1] <= back.right + 0.01
    gap = folded[0] - back.left if mirrored else back.right - folded[1]
    assert gap == pytest.approx(mm(3)), "the flap stays clear of the other fold"
    assert cover.turned(outer) == pytest.approx((back.left, back.right))


@pytest.mark.parametrize("locale", LOCALES)
def test_the_cover_opens_where_the_language_begins(locale: str) -> None:
    """The spine is at the left of a left-to-right cover, at the right of an Arabic one."""
    flap, _, cover, mirrored = in_order(locale)
    assert mirrored == (locale == "ar")
    assert (cover.left == 0) == mirrored
    assert (flap.left == 0) != mirrored
