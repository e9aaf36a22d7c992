"""What the gallery shows: built files in, leaflets with small pictures out, by template."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from pypdfium2 import PdfPage

from leaflets.edition import Edition
from leaflets.gallery.raster import encoded, opened, picture
from leaflets.language import Language, language
from leaflets.pipeline import BuiltFile
from leaflets.units import to_mm

PIXELS = 1.5
"""Pixels of a picture for each CSS pixel of the page, for sharp screens."""

SIDE = 216
"""The longer side of a picture in CSS pixels."""


@dataclass(frozen=True, slots=True)
class Thumbnail:
    """A page's picture: a WebP file, and its size in CSS pixels."""

    webp: bytes
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Shown:
    """A leaflet in one language and edition. ``title`` is its own, in its language; ``paper`` the
    width and height of its trimmed page in millimetres; ``size`` the file's in bytes."""

    path: Path
    campaign: str
    template: str
    language: Language
    edition: Edition
    title: str
    paper: tuple[int, int]
    size: int
    pages: tuple[Thumbnail, ...]


Shelf = tuple[str, str, tuple[Shown, ...]]
"""A campaign, a template of it, and its leaflets in the order of building."""


def shelves(files: Iterable[BuiltFile]) -> Iterator[Shelf]:
    """Yield the files template by template, with their pictures."""

    def place(file: BuiltFile) -> tuple[str, str]:
        return file.job.name, file.job.template

    for (campaign, template), group in groupby(files, place):
        yield campaign, template, tuple(map(_shown, group))


def _shown(file: BuiltFile) -> Shown:
    job = file.job
    with opened(file.path) as document:
        title = document.get_metadata_value("Title") or job.template
        left, bottom, right, top = document[0].get_trimbox()
        paper = round(to_mm(right - left)), round(to_mm(top - bottom))
        pages = tuple(_thumbnail(page) for page in document)
    names = (file.path, job.name, job.template, language(job.locale), file.edition)
    return Shown(*names, title, paper, file.size, pages)


def _thumbnail(page: PdfPage) -> Thumbnail:
    width, height = page.get_size()
    scale = SIDE / max(width, height)
    image = picture(page, round(width * scale * PIXELS))
    webp = encoded(image, "WEBP", quality=70, method=6)
    return Thumbnail(webp, round(width * scale), round(height * scale))
