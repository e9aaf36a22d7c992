"""Pages of rows: cells of paragraphs in, pages and their logical structure out.

A row is set as high as its highest cell and goes to the next page where it does not fit; one that
is higher than a page is parted between lines. Points from the top left corner; nothing is mirrored,
since only the texts of a proof are in the language that it shows.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import cast

from leaflets.document.colour import Colour
from leaflets.geometry import Op, Path, Rect, rounded
from leaflets.layout.page import (
    Bookmark,
    Leaflet,
    Mark,
    Page,
    PlacedLine,
    PlacedShape,
    Placement,
    StructureNode,
)
from leaflets.proof.words import (
    ENGLISH,
    GONE,
    GREY,
    NEW,
    RULE,
    Look,
    Paragraph,
    set_lines,
)
from leaflets.text.model import GlyphRun, Line
from leaflets.text.typesetter import Typesetter
from leaflets.units import mm

WIDTH, HEIGHT = mm(210), mm(297)
SIDE = mm(18)
TOP, FOOT = mm(22), mm(18)
MEASURE = WIDTH - 2 * SIDE
_PAD = mm(1.2)
_HAIR = 0.4


@dataclass(frozen=True, slots=True)
class Cell:
    """Paragraphs in a column that starts ``x`` points from the side; ``fill`` is its ground."""

    x: float
    width: float
    paragraphs: tuple[Paragraph, ...]
    fill: Colour | None = None


@dataclass(frozen=True, slots=True)
class _Set:
    """A line of a cell: its height with the space above, which its page's head swallows."""

    line: Line
    structure: int | None
    before: float

    @property
    def height(self) -> float:
        return self.before + self.line.ascent + self.line.descent


@dataclass(slots=True)
class Paper:
    """Pages in the making; ``y`` is where the next row begins."""

    typesetter: Typesetter
    title: str
    pages: list[tuple[float, float, list[Placement]]] = field(default_factory=list)
    nodes: list[StructureNode] = field(default_factory=lambda: [StructureNode("Document", -1)])
    bookmarks: list[Bookmark] = field(default_factory=list)
    y: float = 0.0

    def node(self, role: str, parent: int = 0, tag: str = "") -> int:
        """Add a node to the structure and return its index."""
        self.nodes.append(StructureNode(role, parent, tag=tag))
        return len(self.nodes) - 1

    def figure(self, alt: str, box: Rect) -> int:
        """Add a figure on this page to the structure and return its index."""
        page = len(self.pages) - 1
        self.nodes.append(StructureNode("Figure", 0, alt=alt, bbox=box, page=page))
        return len(self.nodes) - 1

    def turn(self, width: float = WIDTH, height: float = HEIGHT) -> None:
        """Begin a page."""
        self.pages.append((width, height, []))
        self.y = TOP

    def bookmark(self, level: int, title: str) -> None:
        """Let the outline lead here."""
        self.bookmarks.append(Bookmark(level, title, len(self.pages) - 1, self.y))

    def draw(self, *placements: Placement) -> None:
        """Put something on the page as it is."""
        self.pages[-1][2].extend(placements)

    def skip(self, points: float) -> None:
        """Leave room before the next row."""
        self.y += points

    def begin(self, cells: Sequence[Cell], keep: float) -> None:
        """Set a row that begins something, with a hairline above unless it heads a page."""
        self.make_room(max(self._height(cell) for cell in cells) + keep)
        if self.y > TOP:
            ends = ((SIDE, self.y), (SIDE + MEASURE, self.y))
            self.draw(PlacedShape(line_path(*ends), RULE, _HAIR))
        self.row(cells)

    def make_room(self, points: float) -> None:
        """Turn the page where it has not as many points left, but an empty one has."""
        bottom = self.pages[-1][1] - FOOT
        if self.y > TOP and self.y + points > bottom and points < bottom - TOP:
            self.turn()

    def _height(self, cell: Cell) -> float:
        return sum(one.height for one in self._lines(cell))

    def row(self, cells: Sequence[Cell], keep: float = 0.0) -> None:
        """Set cells side by side, on this page if they fit there with ``keep`` points below."""
        self.make_room(max(self._height(cell) for cell in cells) + keep)
        waiting = [list(self._lines(cell)) for cell in cells]
        while any(waiting):
            room = self.pages[-1][1] - FOOT - self.y
            parts = [_taken(lines, room, self.y <= TOP) for lines in waiting]
            if any(parts):
                self._place(cells, parts)
            if any(waiting):
                self.turn()

    def _place(self, cells: Sequence[Cell], parts: Sequence[Sequence[_Set]]) -> None:
        height = max(sum(one.height for one in part) for part in parts)
        for cell, part in zip(cells, parts, strict=True):
            if cell.fill is not None and part:
                box = Rect(SIDE + cell.x - _PAD, self.y, cell.width + 2 * _PAD, height + _PAD)
                self.draw(PlacedShape(rounded(box, (2.0,) * 4), cell.fill))
            self._lay(cell, part)
        self.y += height

    def _lay(self, cell: Cell, part: Sequence[_Set]) -> None:
        y = self.y
        for one in part:
            y += one.before
            x = SIDE + cell.x + one.line.x
            placed = PlacedLine(one.line, x, y + one.line.ascent, one.structure)
            self.draw(placed, *_strokes(placed))
            y += one.line.ascent + one.line.descent

    def _lines(self, cell: Cell) -> Iterator[_Set]:
        for paragraph in cell.paragraphs:
            before = paragraph.before
            for line in set_lines(paragraph, cell.width, self.typesetter):
                yield _Set(line, paragraph.structure, before)
                before = 0.0

    def finished(self) -> Leaflet:
        """Return the pages, each with the proof's title and its own number at the foot."""
        total = len(self.pages)
        pages = (
            self._numbered(*page, f"{number} / {total}")
            for number, page in enumerate(self.pages, start=1)
        )
        outline = tuple(self.bookmarks)
        return Leaflet(ENGLISH, self.title, tuple(pages), tuple(self.nodes), outline)

    def _numbered(
        self, width: float, height: float, placements: Sequence[Placement], number: str
    ) -> Page:
        small = Look(7.5, colour=GREY)
        y = height - mm(10)
        [left] = set_lines(Paragraph(((self.title, small),), None), width, self.typesetter)
        [right] = set_lines(Paragraph(((number, small),), None), width, self.typesetter)
        foot = (
            PlacedLine(left, SIDE, y, None),
            PlacedLine(right, width - SIDE - right.width, y, None),
        )
        return Page(number, width, height, 0.0, (*placements, *foot))


def _taken(lines: list[_Set], room: float, at_top: bool) -> list[_Set]:
    """Take from ``lines`` those that fit into ``room``; the first always fits an empty page."""
    taken: list[_Set] = []
    used = 0.0
    while lines:
        one = replace(lines[0], before=0.0) if at_top and not taken else lines[0]
        if used + one.height > room and not (at_top and not taken):
            break
        used += one.height
        taken.append(one)
        lines.pop(0)
    return taken


def _strokes(placed: PlacedLine) -> Iterator[PlacedShape]:
    """Yield a line through what is gone, and one below what is new."""
    for run in placed.line.runs:
        colour = cast("Mark", run.style.mark).colour
        if colour in (GONE, NEW) and run.clusters:
            y = placed.baseline + (-0.28 if colour is GONE else 0.14) * run.size
            left, right = _extent(placed, run)
            yield PlacedShape(line_path((left, y), (right, y)), colour, 0.06 * run.size)


def _extent(placed: PlacedLine, run: GlyphRun) -> tuple[float, float]:
    ends = [x + width for x, width in zip(run.xs, run.widths, strict=True)]
    return placed.x + min(run.xs), placed.x + max(ends)


def line_path(start: tuple[float, float], end: tuple[float, float]) -> Path:
    """Return a straight line."""
    return Path(((Op.MOVE, (start,)), (Op.LINE, (end,))))
