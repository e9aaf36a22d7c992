"""A theme with all that is opened for it: its faces, what sets text in them, its icons.

Input: a theme's file; output: a ``Look``, from which every leaflet of the theme is laid out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from leaflets.diagnostics import Diagnostic, Once
from leaflets.document.load import load_theme
from leaflets.document.nodes import Document
from leaflets.document.theme import Theme
from leaflets.document.used import images, unknown_icons
from leaflets.fonts.book import FontBook
from leaflets.geometry import Path as Outline
from leaflets.layout.picture import load_icon
from leaflets.text.typesetter import Typesetter


@dataclass(frozen=True, slots=True)
class Look:
    """A theme and what is opened for it; ``icons`` are the files of its set by name."""

    theme: Theme
    book: FontBook
    typesetter: Typesetter
    icons: Mapping[str, Path]
    outlines: Once[Path, Outline]

    def icon_faults(self, document: Document) -> list[Diagnostic]:
        """Return what is wrong with the icons of ``document``."""
        found = list(unknown_icons(document, self.icons))
        for name in dict.fromkeys(image.icon for image in images(document)):
            if name in self.icons:
                self.outlines(self.icons[name], found)
        return found

    def icon(self, name: str) -> Outline:
        """Return an icon in which ``icon_faults`` has found no fault."""
        outline = self.outlines(self.icons[name], [])
        if outline is None:
            raise ValueError(f"the icon {name} was not checked")
        return outline


def open_look(path: Path, root: Path, report: list[Diagnostic]) -> Look | None:
    """Return the look of the theme at ``path`` in the workspace at ``root``; None when it has a
    fault."""
    theme = load_theme(path, report)
    if theme is None:
        return None
    book = FontBook(theme.families, theme.scripts, root, str(path), theme.places)
    files = {icon.stem: icon for icon in (path.parent / theme.icons).glob("*.svg")}
    return Look(theme, book, Typesetter(book), files, Once(_load_icon))


def _load_icon(path: Path, report: list[Diagnostic]) -> Outline:
    return load_icon(path)  # what is wrong with it comes as Faults
