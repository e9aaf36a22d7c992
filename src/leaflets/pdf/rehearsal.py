"""Lines and paths drawn once and shown in many files.

Input: a placed line or a path; output: its operators. Those of a line are kept with gaps for names
of fonts, character codes and colours. Which codes a file has depends on all the text before the
line; where they stand on the line does not, so filling the gaps takes a fraction of drawing and
gives the same operators.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from itertools import count, groupby

from leaflets.fonts.face import Face
from leaflets.geometry import Path
from leaflets.layout.page import Mark, PlacedLine
from leaflets.pdf.codes import Code, CodeTable, Want
from leaflets.pdf.draw import Hand, Paint, outline
from leaflets.pdf.embed import FontSet
from leaflets.pdf.textline import TextSegment, segments
from leaflets.recall import Recall, Same

_REMEMBERED = 1024
"""Lines, and as many paths; a leaflet has fifty in each language."""

_NAMES, _CODES, _MARKS, _LAST = 0xF0000, 0x100000, 0x108000, 0x10FFFF
"""Private characters that stand for names, and from where on they do for codes and colours."""

_GAP = re.compile(f"[{chr(_NAMES)}-{chr(_LAST)}]")


def practised_hand() -> Hand:
    """Return a hand that rehearses a line when it meets it again, and shows it from then on.

    Most lines that come for the first time are a record's own, and never come again.
    """
    sights, paths = Recall[Iterator[int]](_REMEMBERED), Recall[str](_REMEMBERED)
    lines = Recall[_Rehearsed](_REMEMBERED)

    def draw_line(
        placed: PlacedLine, height: float, fonts: FontSet, paint: Paint
    ) -> list[TextSegment]:
        key = (Same(placed), height)
        if next(sights(key, count)) == 0:
            return segments(placed, height, fonts, paint)
        return lines(key, partial(_rehearsed, placed, height)).performed(fonts, paint)

    def draw_path(path: Path, height: float) -> str:
        return paths((Same(path), height), partial(outline, path, height))

    return Hand(draw_line, draw_path)


@dataclass(frozen=True, slots=True)
class _Part:
    """Operators of one structure element, with ``%s`` for each gap; ``gaps`` numbers them."""

    structure: int | None
    operators: str
    gaps: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Rehearsed:
    """A line with gaps. Numbered through are the names of ``faces``, the codes that are
    wanted and the operators of marks, each in the order in which drawing wants them."""

    faces: tuple[Face, ...]
    wants: tuple[tuple[Face, tuple[Want, ...]], ...]
    marks: tuple[Mark, ...]
    parts: tuple[_Part, ...]

    def performed(self, fonts: FontSet, paint: Paint) -> list[TextSegment]:
        """Return the operators with the gaps filled."""
        known = [*map(fonts.resource_name, self.faces)]
        for face, wants in self.wants:
            known += fonts.codes(face).take(wants)
        known += map(paint, self.marks)
        return [
            TextSegment(part.structure, part.operators % tuple([known[gap] for gap in part.gaps]))
            for part in self.parts
        ]


def _rehearsed(placed: PlacedLine, height: float) -> _Rehearsed:
    fonts = _Gaps()
    drawn = segments(placed, height, fonts, fonts.paint)
    wants = groupby(fonts.wants, key=lambda one: one[0])
    return _Rehearsed(
        fonts.faces,
        tuple((face, tuple(want for _, want in group)) for face, group in wants),
        tuple(fonts.marks),
        tuple(_part(segment, fonts) for segment in drawn),
    )


def _part(segment: TextSegment, fonts: _Gaps) -> _Part:
    text = segment.operators.replace("%", "%%")
    gaps = tuple(fonts.number(ord(gap)) for gap in _GAP.findall(text))
    return _Part(segment.structure, _GAP.sub("%s", text), gaps)


class _Gaps(FontSet):
    """Fonts and colours of which nothing is known yet: what is asked of it is noted."""

    def __init__(self) -> None:
        super().__init__()
        self.wants: list[tuple[Face, Want]] = []
        self.marks: list[Mark] = []

    def number(self, gap: int) -> int:
        """Return which of all that is wanted belongs into ``gap``."""
        if gap < _CODES:
            return gap - _NAMES
        if gap < _MARKS:
            return len(self.faces) + gap - _CODES
        return len(self.faces) + len(self.wants) + gap - _MARKS

    def resource_name(self, face: Face) -> str:
        self.codes(face)
        return chr(_NAMES + self.faces.index(face))

    def paint(self, mark: Mark) -> str:
        if mark not in self.marks:
            self.marks.append(mark)
        return chr(_MARKS + self.marks.index(mark))

    def new_table(self, face: Face) -> CodeTable:
        return _Table(face, self.wants)


class _Table(CodeTable):
    """Codes of which only the widths are known."""

    def __init__(self, face: Face, wants: list[tuple[Face, Want]]) -> None:
        self._wants = wants
        super().__init__(face)

    def new(self, want: Want) -> Code:
        self._wants.append((self.face, want))
        return Code(chr(_CODES + len(self._wants) - 1), want.shape.width)
