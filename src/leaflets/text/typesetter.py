"""The door of the text room: styled spans and a measure in, lines out.

One ``Typesetter`` serves a whole run: it keeps what was shaped and analysed, so that the same text
set again, at another size or measure, costs line breaking only.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from leaflets.fonts.book import FontBook
from leaflets.language import Direction, Language
from leaflets.text.analysis import Analysis, Piece, analyse
from leaflets.text.line import build_line, natural, size_of
from leaflets.text.linebreak import Stop, break_lines
from leaflets.text.model import Alignment, Line, ParagraphLines, TextSpan
from leaflets.text.shape import Shaper


@dataclass(frozen=True, slots=True)
class Setting:
    """How a paragraph is set: ``measure`` in points, ``factor`` scales every size of its spans."""

    language: Language
    measure: float
    alignment: Alignment = Alignment.START
    balance: bool = False
    factor: float = 1.0


class Typesetter:
    """Sets paragraphs with the faces of one theme."""

    def __init__(self, book: FontBook) -> None:
        self._book = book
        self._shaper = Shaper()
        self._analyses: dict[tuple[tuple[TextSpan, ...], str], Analysis] = {}

    def paragraph(self, spans: Sequence[TextSpan], setting: Setting) -> ParagraphLines:
        """Return ``spans`` as lines no wider than the measure unless a piece is unbreakable."""
        analysis = self._analysis(tuple(spans), setting.language)
        if not analysis.pieces:
            return ParagraphLines((), 0.0, analysis.missing)
        stops = _stops(analysis, setting.factor)
        ends = break_lines(stops, setting.measure, setting.balance)
        starts = [0, *(stops[end].index for end in ends[:-1])]
        lines = tuple(
            _aligned(_line(analysis, (start, stops[end].index), setting), setting)
            for start, end in zip(starts, ends, strict=True)
        )
        widest = max((line.width for line in lines), default=0.0)
        return ParagraphLines(lines, max(0.0, widest - setting.measure), analysis.missing)

    def _analysis(self, spans: tuple[TextSpan, ...], language: Language) -> Analysis:
        key = (spans, language.locale)
        if key not in self._analyses:
            self._analyses[key] = analyse(spans, language, self._book, self._shaper)
        return self._analyses[key]


def _line(analysis: Analysis, bounds: tuple[int, int], setting: Setting) -> Line:
    return build_line(analysis, bounds, setting.language.direction, setting.factor)


def _aligned(line: Line, setting: Setting) -> Line:
    room = setting.measure - line.width
    rtl = setting.language.direction is Direction.RTL
    shares = {Alignment.START: 1.0 if rtl else 0.0, Alignment.END: 0.0 if rtl else 1.0}
    return replace(line, x=room * shares.get(setting.alignment, 0.5))


def _stops(analysis: Analysis, factor: float) -> list[Stop]:
    """Return the stops of a paragraph: its start, every opportunity, its end."""
    positions, ends = _positions(analysis.pieces, factor)
    stops = [Stop(0, 0.0, _ink_start(analysis.pieces, 0, positions, factor))]
    for chance in analysis.opportunities:
        following = _ink_start(analysis.pieces, chance.index, positions, factor)
        end = ends[chance.index]
        stops.append(Stop(chance.index, end, following, chance.penalty, chance.forced))
    count = len(analysis.pieces)
    stops.append(Stop(count, ends[count], positions[count]))
    return stops


def _positions(pieces: Sequence[Piece], factor: float) -> tuple[list[float], list[float]]:
    """Return the position of every piece, and where the ink before it ends, with edge trims."""
    positions, ends, pen, ink = [0.0], [0.0], 0.0, 0.0
    for piece in pieces:
        size = size_of(piece, factor)
        pen += piece.gap * size + natural(piece, factor)
        if piece.choice is not None and not piece.blank:
            ink = pen - max(0.0, piece.edge[1] - piece.trim[1]) * size - piece.style.tracking * size
        positions.append(pen)
        ends.append(ink)
    return positions, ends


def _ink_start(
    pieces: Sequence[Piece], index: int, positions: Sequence[float], factor: float
) -> float:
    if index >= len(pieces):
        return positions[index]
    piece = pieces[index]
    lost = piece.gap + max(0.0, piece.edge[0] - piece.trim[0])
    return positions[index] + lost * size_of(piece, factor)
