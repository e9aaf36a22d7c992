"""Build a line box: pieces of an analysed paragraph in, placed runs in visual order out.

UAX #9 rules L1 (white space at the end takes the paragraph's level) and L2 (reordering) are
applied here, on whole clusters.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from leaflets.language import Direction
from leaflets.text.analysis import Analysis, Piece
from leaflets.text.bidi import line_levels, visual_order
from leaflets.text.model import GlyphRun, Line


@dataclass(frozen=True, slots=True)
class Slot:
    """A piece on a line: ``shift`` moves its ink (negative where it lost space before itself),
    ``width`` is the room it takes, both in points."""

    piece: Piece
    shift: float
    width: float


def size_of(piece: Piece, factor: float) -> float:
    """Return the type size of a piece in points; ``factor`` is that of copyfitting."""
    script = piece.choice.factor if piece.choice else 1.0
    return piece.style.size * script * factor


def natural(piece: Piece, factor: float) -> float:
    """Return the width of a piece in points, without the space before it."""
    if piece.choice is None:
        return 0.0
    size = size_of(piece, factor)
    advance = piece.cluster.advance / piece.choice.face.upem
    return size * (advance + piece.style.tracking - sum(piece.trim))


def build_line(
    analysis: Analysis, bounds: tuple[int, int], direction: Direction, factor: float
) -> Line:
    """Return the line of the pieces ``[first, last)`` with ``x`` still 0.

    Trailing white space hangs outside the width, beyond the end edge.
    """
    first, last = bounds
    pieces = analysis.pieces[first:last]
    start = pieces[0].cluster.start
    end = pieces[-1].cluster.end
    base = 1 if direction is Direction.RTL else 0
    levels = line_levels(analysis.text, analysis.levels, start, end, base)
    inked = _inked(pieces)
    slots = [_slot(p, factor, i == 0, i == inked - 1) for i, p in enumerate(pieces)]
    hanging = sum(slot.width for slot in slots[inked:])
    order = visual_order([levels[piece.cluster.start - start] for piece in pieces])
    pen = -hanging if direction is Direction.RTL else 0.0
    runs = _runs([(slots[i], levels[pieces[i].cluster.start - start]) for i in order], pen, factor)
    width = sum(slot.width for slot in slots[:inked])
    ascent, descent = _extents(runs)
    return Line(
        analysis.text, start, end, tuple(levels), runs, 0.0, width, ascent, descent, direction
    )


def _inked(pieces: Sequence[Piece]) -> int:
    """Return how many pieces stand before the white space (and controls) at the end."""
    count = len(pieces)
    while count > 0 and (pieces[count - 1].blank or pieces[count - 1].choice is None):
        count -= 1
    return count


def _slot(piece: Piece, factor: float, is_first: bool, is_last: bool) -> Slot:
    if piece.choice is None:
        return Slot(piece, 0.0, 0.0)
    size = size_of(piece, factor)
    before, after = piece.trim
    if is_first:
        before = max(before, piece.edge[0])
    if is_last:
        after = max(after, piece.edge[1])
    gap = 0.0 if is_first else piece.gap
    tracking = 0.0 if is_last else piece.style.tracking
    advance = piece.cluster.advance / piece.choice.face.upem
    width = size * (gap + advance + tracking - before - after)
    return Slot(piece, size * (gap - before), width)


def _runs(slots: Sequence[tuple[Slot, int]], pen: float, factor: float) -> tuple[GlyphRun, ...]:
    groups: list[tuple[tuple[object, ...], list[tuple[Slot, float, int]]]] = []
    for slot, level in slots:
        piece = slot.piece
        if piece.choice is not None:
            key = (piece.choice, piece.style, level)
            if not groups or groups[-1][0] != key:
                groups.append((key, []))
            groups[-1][1].append((slot, pen + slot.shift, level))
        pen += slot.width
    return tuple(_run(members, factor) for _, members in groups)


def _run(members: Sequence[tuple[Slot, float, int]], factor: float) -> GlyphRun:
    piece = members[0][0].piece
    assert piece.choice is not None
    return GlyphRun(
        piece.choice.face,
        size_of(piece, factor),
        members[0][2],
        piece.style,
        tuple(slot.piece.cluster for slot, _, _ in members),
        tuple(x for _, x, _ in members),
        tuple(slot.width - slot.shift for slot, _, _ in members),
    )


def _extents(runs: Sequence[GlyphRun]) -> tuple[float, float]:
    ascent = max((run.face.ascent / run.face.upem * run.size for run in runs), default=0.0)
    descent = max((run.face.descent / run.face.upem * run.size for run in runs), default=0.0)
    return ascent, descent
