"""The contact sheet: packed files in, a PDF with all their pages, small, and a box to sign.

Each sheet (A4 across) shows a leaflet in up to four languages, in fewer where its pages are larger
then. Words and boxes are set like those of a leaflet, in Chinese and English. Where a page belongs
stands a picture of a few pixels, which ``mount`` replaces by the page itself, in vectors. The sheet
is PDF/X like the files.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from leaflets.document.colour import Colour
from leaflets.geometry import Rect, rectangle
from leaflets.language import Language, language
from leaflets.layout.page import (
    Leaflet,
    Mark,
    Page,
    PlacedImage,
    PlacedLine,
    PlacedShape,
    Placement,
    StructureNode,
)
from leaflets.layout.raster import Picture
from leaflets.package.lines import size as shown
from leaflets.package.product import PackedFile
from leaflets.text.model import TextSpan, TextStyle
from leaflets.text.typesetter import Setting, Typesetter
from leaflets.units import mm

_WIDTH, _HEIGHT = mm(297), mm(210)
_MARGIN, _GAP = mm(10), mm(5)
_ACROSS = 4
_BLACK = Colour("black", (0.0, 0.0, 0.0, 1.0), (0.0, 0.0, 0.0))
_TITLE, _SMALL, _LEADING = 12.0, 7.0, 1.35
_BOX_HEIGHT = mm(20)
_HAIRLINE = 0.4
_USUAL_ROOM = mm(110)
"""What title, captions and the box to sign leave of the height, about."""
_PIXELS = 3
_TITLE_LEAF = "签样单 Contact sheet for approval"


@dataclass(frozen=True, slots=True)
class Mounted:
    """A page of a packed file that belongs where ``picture`` stands."""

    picture: Picture
    file: PackedFile
    page: int


@dataclass(frozen=True, slots=True)
class _Card:
    """A leaflet in one language: a file of it, how many are printed, of how many files."""

    file: PackedFile
    quantity: int
    files: int


@dataclass(frozen=True, slots=True)
class ContactSheet:
    """The sheets without the pages, and the pages."""

    leaflet: Leaflet
    mounted: tuple[Mounted, ...]


def contact_sheet(files: Sequence[PackedFile], typesetter: Typesetter) -> ContactSheet:
    """Return the contact sheet of ``files``; of those that venues have of their own, the first."""
    leaflets = groupby(_cards(files), lambda card: card.file.product.job.template)
    groups = [part for _, found in leaflets for part in _parts(list(found))]
    mounted: list[Mounted] = []
    pages = []
    for number, group in enumerate(groups, start=1):
        board = _Board(typesetter, mounted)
        _draw(board, group, f"{number}/{len(groups)}")
        pages.append(Page(str(number), _WIDTH, _HEIGHT, 0.0, tuple(board.placements)))
    root = (StructureNode("Document", -1),)
    leaflet = Leaflet(language("zh_Hans_CN"), _TITLE_LEAF, tuple(pages), root, ())
    return ContactSheet(leaflet, tuple(mounted))


@dataclass(slots=True)
class _Board:
    """A sheet in the making."""

    typesetter: Typesetter
    mounted: list[Mounted]
    placements: list[Placement] = field(default_factory=list)

    def write(self, text: str, at: Rect, size: float = _SMALL, weight: int = 400) -> float:
        """Set ``text`` in the width of ``at``, from its top; return the height that took."""
        return self.write_in(language("zh_Hans_CN"), text, at, size, weight)

    def write_in(
        self, speech: Language, text: str, at: Rect, size: float = _SMALL, weight: int = 400
    ) -> float:
        style = TextStyle(size, weight, tag=speech.tag, mark=Mark(_BLACK))
        found = self.typesetter.paragraph((TextSpan(text, style),), Setting(speech, at.width))
        for number, line in enumerate(found.lines):
            baseline = at.y + size + number * size * _LEADING
            self.placements.append(PlacedLine(line, at.x + line.x, baseline, None))
        return len(found.lines) * size * _LEADING

    def frame(self, box: Rect) -> None:
        self.placements.append(PlacedShape(rectangle(box), _BLACK, _HAIRLINE))

    def mount(self, file: PackedFile, page: int, box: Rect) -> None:
        """Leave a place for a page of a file."""
        samples = len(self.mounted).to_bytes(_PIXELS)  # tells pictures apart
        picture = Picture("", _PIXELS, 1, True, samples)
        self.placements.append(PlacedImage(picture, box))
        self.mounted.append(Mounted(picture, file, page))
        self.frame(box)


def _cards(files: Iterable[PackedFile]) -> Iterator[_Card]:
    """Yield a card for each leaflet and language, in their order."""
    groups: dict[tuple[str, str], list[PackedFile]] = {}
    for file in files:
        job = file.product.job
        if not file.twin:
            groups.setdefault((job.template, job.locale), []).append(file)
    # The files of venues come venue by venue, and sheets go leaflet by leaflet.
    order = list(dict.fromkeys(template for template, _ in groups))
    for _, group in sorted(groups.items(), key=lambda item: order.index(item[0][0])):
        yield _Card(group[0], sum(file.quantity for file in group), len(group))


def _parts(cards: Sequence[_Card]) -> list[Sequence[_Card]]:
    """Return the cards in groups for one sheet each: as many across as fill the sheets best."""
    across = max(range(1, _ACROSS + 1), key=lambda number: _filled(cards, number))
    return [cards[at : at + across] for at in range(0, len(cards), across)]


def _filled(cards: Sequence[_Card], across: int) -> float:
    """Return how much of their sheets the pages take when ``across`` cards stand on each."""
    room = (_column(across), _USUAL_ROOM)
    scale = min(_scale(card.file, room) for card in cards)
    return scale * scale * len(cards) / math.ceil(len(cards) / across)


def _column(across: int) -> float:
    return (_WIDTH - 2 * _MARGIN + _GAP) / across - _GAP


def _draw(board: _Board, cards: Sequence[_Card], count: str) -> None:
    """Draw a sheet of one leaflet in some languages."""
    first, width = cards[0].file, _WIDTH - 2 * _MARGIN
    job = first.product.job
    title = f"{job.name} / {job.template}, v{job.campaign.version}    {count}"
    y = _MARGIN + board.write(title, Rect(_MARGIN, _MARGIN, width, 0), _TITLE, 700)
    y += board.write(_facts(first), Rect(_MARGIN, y, width, 0), _SMALL + 1)
    y += _GAP / 2
    column = _column(len(cards))
    tops = [
        y + _caption(board, card, Rect(_MARGIN + number * (column + _GAP), y, column, 0))
        for number, card in enumerate(cards)
    ]
    bottom = _HEIGHT - _MARGIN - _BOX_HEIGHT - _GAP
    room = (column, bottom - max(tops) - _GAP / 2)
    scale = min(_scale(card.file, room) for card in cards)
    for number, card in enumerate(cards):
        left = _MARGIN + number * (column + _GAP)
        _show(board, card.file, Rect(left, max(tops) + _GAP / 2, *room), scale)
    _sign(board, Rect(_MARGIN, _HEIGHT - _MARGIN - _BOX_HEIGHT, width, _BOX_HEIGHT))


def _facts(file: PackedFile) -> str:
    """Return what holds for a leaflet in all languages."""
    lot = file.product.lot
    finished, flat = shown(file.finished), shown(file.flat)
    facts = [
        f"成品 finished {finished} mm",
        f"展开 flat {flat} mm" if flat != finished else "",
        f"颜色 colours {' + '.join([file.colours, *file.spots])}",
        f"{lot.paper} {lot.weight} gsm",
        f"折页 fold: {file.product.fold}" if file.product.fold else "",
        f"后道 finishing: {lot.finishing}" if lot.finishing else "",
    ]
    return "  ·  ".join(fact for fact in facts if fact)


def _caption(board: _Board, card: _Card, at: Rect) -> float:
    """Write what is said of a card; return the height that took."""
    file = card.file
    speech = file.product.leaflet.language
    words = f"{speech.autonym}: {file.product.leaflet.title}"
    height = board.write_in(speech, words, at, _SMALL + 1, 700)
    files = f"，{card.files} 个文件之一 one of the files" if card.files > 1 else ""
    below = Rect(at.x, at.y + height, at.width, 0)
    height += board.write(f"数量 quantity: {card.quantity}{files}", below)
    name = file.name.replace("_", "_\u200b").replace("/", "/\u200b")  # lines may end there
    return height + board.write(name, Rect(at.x, at.y + height, at.width, 0), _SMALL - 1)


def _scale(file: PackedFile, room: tuple[float, float]) -> float:
    """Return the scale at which the pages of ``file`` stand in ``room``."""
    return max(_stacked(file, room), _abreast(file, room))


def _stacked(file: PackedFile, room: tuple[float, float]) -> float:
    """Return the scale of pages that stand one below the other."""
    pages = file.product.leaflet.pages
    heights = sum(page.height for page in pages)
    spare = room[1] - (len(pages) - 1) * _GAP / 2
    return min(room[0] / max(page.width for page in pages), spare / heights, 1.0)


def _abreast(file: PackedFile, room: tuple[float, float]) -> float:
    """Return the scale of pages that stand side by side."""
    pages = file.product.leaflet.pages
    widths = sum(page.width for page in pages)
    spare = room[0] - (len(pages) - 1) * _GAP / 2
    return min(room[1] / max(page.height for page in pages), spare / widths, 1.0)


def _show(board: _Board, file: PackedFile, at: Rect, scale: float) -> None:
    """Leave places for the pages of ``file``, the way in which they are larger."""
    room = (at.width, at.height)
    abreast = _abreast(file, room) > _stacked(file, room)
    x, y = at.x, at.y
    for number, page in enumerate(file.product.leaflet.pages):
        box = Rect(x, y, page.width * scale, page.height * scale)
        board.mount(file, number, box)
        x += (box.width + _GAP / 2) * abreast
        y += (box.height + _GAP / 2) * (not abreast)


def _sign(board: _Board, box: Rect) -> None:
    """Draw the box in which somebody says that this may be printed."""
    board.frame(box)
    cells = (
        (0.20, "姓名 Name", ""),
        (0.24, "签字或盖章 Signature or stamp", ""),
        (0.16, "日期 Date", ""),
        (0.16, "同意付印 Approved for printing", "是 yes"),
        (0.24, "不同意，须改 Not approved; to be changed", "否 no"),
    )
    x = box.x
    for share, label, choice in cells:
        width = share * box.width
        board.frame(Rect(x, box.y, width, box.height))
        inner = Rect(x + mm(2), box.y + mm(1), width - mm(4), 0)
        board.write(label, inner)
        if choice:
            tick = Rect(inner.x, box.y + mm(11), mm(4), mm(4))
            board.frame(tick)
            board.write(choice, Rect(tick.right + mm(2), tick.y + mm(0.3), width / 2, 0), 9.0)
        x += width
