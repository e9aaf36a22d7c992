"""Languages that the project does not print are set by a catalog, and a font if one is wanted."""

from __future__ import annotations

import re
import shutil
from functools import cache
from pathlib import Path

import pytest

from leaflets import pipeline
from leaflets.cli import main
from leaflets.commands.command import Status
from leaflets.plan import Request
from leaflets.rooms import Rooms
from leaflets.workspace import Workspace

from ..extraction._blocks import Built, built
from ..pdf._corpus import EXTRACTORS, bare
from ._workspace import CARD, WALK, add_fonts, workspace

LOCALES = Workspace(CARD).locale_names()


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = workspace(tmp_path_factory.mktemp("world"))
    add_fonts(folder)
    return folder


card = cache(lambda root, locale: built(root, "card", locale))


def test_the_languages_are_those_promised() -> None:
    assert LOCALES == ("am", "fa", "he", "hi", "ko", "pt", "ru", "sw", "th", "ur", "vi")


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("reader", EXTRACTORS)
def test_every_sentence_and_number_comes_back(root: Path, reader: str, locale: str) -> None:
    pdf: Built = card(root, locale)
    pages = EXTRACTORS[reader](pdf.data)
    assert pdf.count == 11
    assert pdf.lost(pages) == []
    numbers = ("110", "120", "347", "+862083151234", "9:00–17:30")
    assert [number for number in numbers if number not in bare(pages[0])] == []


def faults(root: Path, locale: str) -> list[str]:
    """Return what a build of one language says."""
    space = Workspace(root)
    request = Request(space.out, languages=(locale,))
    watch = pipeline.Watch(lambda: 0.0, lambda done, total, job: None)
    return [str(one) for one in pipeline.build(space, request, Rooms(space), watch).diagnostics]


def test_the_walk_for_urdu_needs_a_catalog_only(tmp_path: Path) -> None:
    root = workspace(tmp_path)
    catalog = root / "locales/ur/LC_MESSAGES/leaflets.po"
    translated = catalog.read_text("utf-8")
    shutil.rmtree(root / "locales/ur")
    for arguments in re.findall(r"^   leaflets (catalog .*)$", WALK.read_text("utf-8"), re.M):
        assert main(["-C", str(root), *arguments.split()]) == Status.WELL
    assert re.findall("^msgid .*$", catalog.read_text("utf-8"), re.M)[1:] != []
    assert "is not translated" in faults(root, "ur")[0]
    catalog.write_text(translated, "utf-8")
    assert faults(root, "ur") == []
    assert (root / "out/card/web/card.ur.pdf").stat().st_size > 5_000


def test_the_walk_for_thai_needs_a_font_that_the_faults_ask_for(tmp_path: Path) -> None:
    root = workspace(tmp_path)
    said = faults(root, "th")
    assert "locales/th/LC_MESSAGES/leaflets.po:" in said[0]
    assert "no face has the character" in said[0]
    assert not (root / "out").exists()
    add_fonts(root, "Thai")
    assert faults(root, "th") == []
    assert (root / "out/card/web/card.th.pdf").stat().st_size > 5_000
