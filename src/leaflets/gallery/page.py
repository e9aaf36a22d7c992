"""The gallery's web page: leaflets with pictures in, one HTML file out that needs no other.

Pictures are inside the page; links lead to the PDF files, as seen from the page's folder. Nothing
is fetched, and no script runs. Specification: HTML Living Standard; every text in another language
says which, and its direction.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Sequence
from html import escape
from importlib.resources import files
from os.path import relpath
from pathlib import Path
from urllib.parse import quote

from leaflets.edition import Edition
from leaflets.gallery.sheets import file_name
from leaflets.gallery.shelf import Shelf, Shown, Thumbnail

FILE = "index.html"
_KB = 1000
_NAMES = {Edition.WEB: "Web", Edition.PRESS: "Press", Edition.OUTLINED: "Outlined"}


def html_page(shelves: Sequence[Shelf], folder: Path) -> str:
    """Return the page that will stand in ``folder``."""
    style = (files("leaflets.gallery") / "page.css").read_text(encoding="utf-8")
    links = "".join(f'<li><a href="#{_anchor(one)}">{escape(one[1])}</a></li>' for one in shelves)
    editions = dict.fromkeys(shown.edition for shelf in shelves for shown in shelf[2])
    contact = " · ".join(
        f'<a href="{file_name(edition)}">contact sheets, {edition.value}</a>'
        for edition in editions
    )
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>Leaflets</title>\n<style>\n{style}</style>\n</head>\n<body>\n"
        f"<header>\n<h1>Leaflets</h1>\n<p>{_sum(shelves)}: {contact}</p>\n"
        f"<nav><ul>{links}</ul></nav>\n</header>\n<main>\n"
        f"{''.join(_section(shelf, folder) for shelf in shelves)}</main>\n</body>\n</html>\n"
    )


def _sum(shelves: Sequence[Shelf]) -> str:
    shown = [one for _, _, group in shelves for one in group]
    languages = len({one.language for one in shown})
    return f"{len(shelves)} templates, {languages} languages, {len(shown)} files"


def _anchor(shelf: Shelf) -> str:
    return escape(f"{shelf[0]}.{shelf[1]}")


def _section(shelf: Shelf, folder: Path) -> str:
    campaign, template, shown = shelf
    paper = " × ".join(map(str, shown[0].paper))
    rows = "".join(
        f'<h3>{_NAMES[edition]}</h3>\n<div class="row">\n{_figures(shown, edition, folder)}</div>\n'
        for edition in dict.fromkeys(one.edition for one in shown)
    )
    heading = f"<h2>{escape(template)} <small>{escape(campaign)}, {paper} mm</small></h2>\n"
    return f'<section id="{_anchor(shelf)}">\n{heading}{rows}</section>\n'


def _figures(shown: Iterable[Shown], edition: Edition, folder: Path) -> str:
    return "".join(_figure(one, folder) for one in shown if one.edition is edition)


def _figure(shown: Shown, folder: Path) -> str:
    speech, count = shown.language, len(shown.pages)
    at = f'lang="{speech.tag}" dir="{speech.direction.value}"'
    pictures = "".join(
        _picture(page, f"{shown.title} ({number}/{count})")
        for number, page in enumerate(shown.pages, start=1)
    )
    across = ' class="across"' if shown.paper[0] > shown.paper[1] else ""
    link = quote(Path(relpath(shown.path, folder)).as_posix())
    return (
        f'<figure {at}>\n<a href="{link}"{across}>{pictures}</a>\n'
        f"<figcaption><b>{escape(speech.autonym)}</b> {escape(shown.title)} "
        f'<span lang="en" dir="ltr">{max(shown.size // _KB, 1)} kB</span></figcaption>\n</figure>\n'
    )


def _picture(page: Thumbnail, words: str) -> str:
    source = f"data:image/webp;base64,{b64encode(page.webp).decode()}"
    size = f'width="{page.width}" height="{page.height}"'
    return f'<img src="{source}" {size} alt="{escape(words)}" decoding="async">'
