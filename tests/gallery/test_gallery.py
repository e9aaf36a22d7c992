"""The gallery shows every leaflet, says what it is, and needs nothing but itself."""

from __future__ import annotations

import io
import re
from collections import Counter
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote

import pytest
from PIL import Image
from pypdfium2 import PdfDocument

from leaflets.edition import Edition
from leaflets.gallery.hang import gallery_files
from leaflets.gallery.page import html_page
from leaflets.gallery.pictures import FRONTS, TEMPLATES, pictures
from leaflets.gallery.shelf import SIDE, Shelf, shelves

from ._files import built_files

Shelves = tuple[Shelf, ...]


@pytest.fixture
def shown(tmp_path: Path) -> Shelves:
    return tuple(shelves(built_files(tmp_path)))


class Reader(HTMLParser):
    """Notes every element with its attributes, every text, and whether all are closed."""

    VOID = ("meta", "img", "link", "br")

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.found: list[tuple[str, dict[str, str]]] = []
        self.texts: list[str] = []
        self.feed(text)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append(data)

    def all(self, tag: str) -> list[dict[str, str]]:
        return [attributes for name, attributes in self.found if name == tag]


def read(shown: Shelves, out: Path) -> Reader:
    return Reader(html_page(shown, out / "gallery"))


def test_every_page_of_every_file_is_shown_with_words_for_it(
    shown: Shelves, tmp_path: Path
) -> None:
    images = read(shown, tmp_path).all("img")
    assert len(images) == 2 * 2 * 2 * 2
    words = Counter(image["alt"] for image in images)
    assert words["اعرف القانون (2/2)"] == 4
    assert words["Know <the> “law” & more (1/2)"] == 4


def test_every_link_leads_to_what_is_there(shown: Shelves, tmp_path: Path) -> None:
    reader = read(shown, tmp_path)
    for name, content in gallery_files(shown, tmp_path):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(content)
    anchors = {f"#{section['id']}" for section in reader.all("section")}
    links = [link["href"] for link in reader.all("a")]
    assert {link for link in links if link.startswith("#")} == anchors
    assert len(anchors) == 2
    files = [link for link in links if not link.startswith("#")]
    assert len(files) == 8 + 2  # contact sheets of both editions
    assert all((tmp_path / "gallery" / unquote(link)).is_file() for link in files)
    assert any("wallet%20card" in link for link in files)


def test_nothing_is_fetched_and_nothing_runs(shown: Shelves, tmp_path: Path) -> None:
    reader = read(shown, tmp_path)
    tags = {tag for tag, _ in reader.found}
    assert not tags & {"script", "link", "iframe", "object"}
    sources = {attributes["src"][:23] for _, attributes in reader.found if "src" in attributes}
    assert sources == {"data:image/webp;base64,"}
    assert "url(" not in "".join(reader.texts)
    assert "@import" not in "".join(reader.texts)
    assert "http" not in "".join(link["href"] for link in reader.all("a"))


def test_words_in_another_language_say_so(shown: Shelves, tmp_path: Path) -> None:
    reader = read(shown, tmp_path)
    assert reader.all("html") == [{"lang": "en"}]
    ways = Counter((figure["lang"], figure["dir"]) for figure in reader.all("figure"))
    assert ways == {("en", "ltr"): 4, ("ar", "rtl"): 4}
    assert "العربية" in reader.texts


def test_the_size_of_the_trimmed_page_is_told(shown: Shelves, tmp_path: Path) -> None:
    assert {one.paper for _, _, group in shown for one in group} == {(65, 99)}
    assert "here, 65 × 99 mm" in read(shown, tmp_path).texts


def test_pages_that_lie_across_stand_below_each_other(shown: Shelves, tmp_path: Path) -> None:
    campaign, template, (first, *_) = shown[0]
    for paper, kinds in (((65, 99), 0), ((99, 65), 1)):
        shelf = (campaign, template, (replace(first, paper=paper),))
        links = read((shelf,), tmp_path).all("a")
        assert sum(link.get("class") == "across" for link in links) == kinds


def test_a_thumbnail_is_the_page_and_small(shown: Shelves) -> None:
    thumbnail = shown[0][2][0].pages[0]
    assert (thumbnail.width, thumbnail.height) == (SIDE * 2 // 3, SIDE)
    image = Image.open(io.BytesIO(thumbnail.webp)).convert("RGB")
    upper, lower = (image.getpixel((image.width // 2, y)) for y in (5, image.height - 5))
    assert isinstance(upper, tuple)
    assert isinstance(lower, tuple)
    assert min(upper) > 240
    assert (lower[0] < 20, 60 < lower[1] < 95) == (True, True)


@pytest.mark.parametrize("edition", [Edition.WEB, Edition.PRESS])
def test_contact_sheets_have_a_page_for_each_template(
    edition: Edition, shown: Shelves, tmp_path: Path
) -> None:
    files = dict(gallery_files(shown, tmp_path))
    document = PdfDocument(files[f"gallery/contact-{edition.value}.pdf"])
    texts = [page.get_textpage().get_text_bounded() for page in document]
    document.close()
    assert len(texts) == 2
    assert "here / sheet" in texts[0]
    for template, text in zip(("sheet", "wallet card"), texts, strict=True):
        for locale in ("en", "ar"):
            for number in (1, 2):
                assert f"{template} {locale} {edition.value} {number}" in text


def test_pages_on_a_contact_sheet_stay_inside_it_and_apart(shown: Shelves, tmp_path: Path) -> None:
    content = dict(gallery_files(shown, tmp_path))["gallery/contact-web.pdf"]
    document = PdfDocument(content)
    page = document[0]
    boxes = [one.get_bounds() for one in page.get_objects(max_depth=1) if one.type == 2]
    width, height = page.get_size()
    assert len(boxes) == 4
    for number, (left, bottom, right, top) in enumerate(boxes):
        assert min(left, bottom, width - right, height - top) > 0
        for other in boxes[:number]:
            apart = left >= other[2] or right <= other[0] or bottom >= other[3] or top <= other[1]
            assert apart
    document.close()


def test_the_same_leaflets_give_the_same_bytes(shown: Shelves, tmp_path: Path) -> None:
    assert dict(gallery_files(shown, tmp_path)) == dict(gallery_files(shown, tmp_path))
    assert dict(pictures(shown)) == dict(pictures(shown))


def test_pictures_stand_side_by_side_in_true_colours(shown: Shelves) -> None:
    images = {name: Image.open(io.BytesIO(content)) for name, content in pictures(shown)}
    assert set(images) == {FRONTS, TEMPLATES}
    fronts = images[FRONTS].convert("RGB")
    assert fronts.width == 1600
    dark = [x for x in range(fronts.width) if near(fronts.getpixel((x, fronts.height - 60)))]
    jumps = sum(later - earlier > 1 for earlier, later in pairwise(dark))
    assert jumps == 1  # two fronts, one gap
    assert images[TEMPLATES].height < fronts.height


def near(pixel: object) -> bool:
    """Tell whether the pixel has the colour of the small PDFs' lower half."""
    assert isinstance(pixel, tuple)
    return all(abs(one - other) <= 4 for one, other in zip(pixel, (0, 77, 77), strict=True))


def test_without_leaflets_there_is_a_page_and_no_sheets(tmp_path: Path) -> None:
    assert [name for name, _ in gallery_files((), tmp_path)] == ["gallery/index.html"]
    assert list(pictures(())) == []


def test_the_pictures_of_the_readme_are_there_and_small() -> None:
    root = Path(__file__).resolve().parents[2]
    links = re.findall(r"!\[[^]]+\]\(([^)]+)\)", (root / "README.md").read_text(encoding="utf-8"))
    assert {FRONTS, TEMPLATES} == {Path(link).name for link in links}
    assert sum((root / link).stat().st_size for link in links) < 300_000
