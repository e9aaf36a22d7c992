"""A hand that has drawn a line before draws it as one that has not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from leaflets.layout.page import Leaflet
from leaflets.pdf.draw import PLAIN, Hand
from leaflets.pdf.editions import EditionSettings
from leaflets.pdf.rehearsal import practised_hand
from leaflets.pdf.write import write_pdf

from ._leaflet import LEAFLET, METADATA, PRESS, WEB, arabic_leaflet


def written(leaflet: Leaflet, settings: EditionSettings, hand: Hand) -> bytes:
    return write_pdf(leaflet, settings, METADATA, hand)


def variants() -> Sequence[Leaflet]:
    """Return leaflets that share lines, which get other codes in each."""
    turned = replace(LEAFLET, pages=tuple(reversed(LEAFLET.pages)), bookmarks=())
    arabic = arabic_leaflet()
    mixed = replace(LEAFLET, pages=(LEAFLET.pages[1], arabic.pages[0]), bookmarks=())
    return LEAFLET, arabic, turned, mixed, LEAFLET


@pytest.mark.parametrize("settings", [WEB, PRESS], ids=["web", "press"])
def test_files_are_the_same_whoever_draws(settings: EditionSettings) -> None:
    hand = practised_hand()
    for leaflet in (*variants(), *variants()):
        assert written(leaflet, settings, hand) == written(leaflet, settings, PLAIN)


def test_one_hand_serves_every_edition() -> None:
    hand = practised_hand()
    for settings in (WEB, PRESS, WEB):
        assert written(LEAFLET, settings, hand) == written(LEAFLET, settings, PLAIN)
