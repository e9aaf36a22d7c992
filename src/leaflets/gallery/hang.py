"""The gallery's files: leaflets with pictures in, names and contents out; writes nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from leaflets.edition import Edition
from leaflets.gallery.page import FILE, html_page
from leaflets.gallery.sheets import contact_sheets, file_name
from leaflets.gallery.shelf import Shelf

FOLDER = "gallery"
"""The folder below ``out`` that receives the files."""


def gallery_files(shelves: Sequence[Shelf], out: Path) -> Iterator[tuple[str, bytes]]:
    """Yield the gallery's files, named as seen from ``out``."""
    yield f"{FOLDER}/{FILE}", html_page(shelves, out / FOLDER).encode()
    for edition in Edition:
        sheets = tuple(_of_edition(shelves, edition))
        if sheets:
            yield f"{FOLDER}/{file_name(edition)}", contact_sheets(sheets)


def _of_edition(shelves: Sequence[Shelf], edition: Edition) -> Iterator[Shelf]:
    for campaign, template, shown in shelves:
        group = tuple(one for one in shown if one.edition is edition)
        if group:
            yield campaign, template, group
