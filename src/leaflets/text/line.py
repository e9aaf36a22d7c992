"""Build a line box: the pieces of a line in, placed runs in visual order out.

UAX #9 rules L1 (white space at the end takes the paragraph's level) and L2 (reordering) are
applied here, on whole clusters. A filled line widens or narrows its glue by one ratio.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import repeat
from typing import NamedTuple

from leaflets.language import Direction
from leaflets.text.analysis import Analysis
from leaflets.text.bidi import line_levels, visual_order
from leaflets.text.glue import glue
from leaflets.text.kashida import lengthened
from leaflets.text.model import GlyphRun, Line
from leaflets.text.pieces import Piece
from leaflets.text.reshape import line_pieces
from leaflets.text.stops import hyphen_piece


@dataclass(frozen=True, slots=True)
class Fill:
    """The measure a line is to fill (points), whether Han and Arabic letters help to do so.

    ``widen`` is false for a last line, which may only be narrowed.
    """

    measure: float
    between_han: bool
    kashida: bool
    widen: bool


@dataclass(frozen=True, slots=True)
class Extent:
    """What a line holds: code points ``[start, end)``; ``hyphen`` when one is added."""

    start: int
    end: int
    hyphen: bool = False
    fill: Fill | None = None


class Slot(NamedTuple):
    """A piece on a line: ``shift`` moves its ink (negative where it lost space before itself),
    ``width`` is the room it takes, both in points."""

    piece: Piece
    shift: float
    width: float


def build_line(analysis: Analysis, extent: Extent, direction: Direction, factor: float) -> Line:
    """Return a line with ``x`` still 0; ``factor`` is that of copyfitting.

    Trailing white space hangs outside the width, beyond the end edge.
    """
    start, end, rtl = extent.start, extent.end, direction is Direction.RTL
    pieces = list(line_pieces(analysis, start, end))
    inked = _inked(pieces)
    added = hyphen_piece(pieces[inked - 1]) if extent.hyphen and inked else None
    if added:
        pieces.insert(inked, added)
        inked += 1
    slots = _filled(analysis, pieces, inked, factor, extent.fill)
    levels = line_levels(analysis.text, analysis.levels, start, end, int(rtl))
    order, deep = _order(slots, levels, start)
    hanging = sum([slot.width for slot in slots[inked:]])
    width = sum([slot.width for slot in slots[:inked]])
    runs = _runs([(slots[i], deep[i]) for i in order], -hanging if rtl else 0.0, factor)
    ascent, descent = _extents(runs)
    return Line(
        analysis.text,
        start,
        end,
        levels,
        runs,
        0.0,
        width,
        ascent,
        descent,
        direction,
        added is not None,
    )


def _inked(pieces: Sequence[Piece]) -> int:
    """Return how many pieces stand before the white space (and controls) at the end."""
    count = len(pieces)
    while count > 0 and (pieces[count - 1].blank or pieces[count - 1].choice is None):
        count -= 1
    return count


def _filled(
    analysis: Analysis, pieces: Sequence[Piece], inked: int, factor: float, fill: Fill | None
) -> list[Slot]:
    """Return the slots of a line, its glue widened or narrowed where it is to be filled."""
    slots = _slots(pieces, inked, factor)
    if fill is None:
        return slots
    room = fill.measure - sum([slot.width for slot in slots[:inked]])
    if room > 0 and not fill.widen:
        return slots
    if room > 0 and fill.kashida:
        pieces = lengthened(analysis, pieces, room / factor)
        slots = _slots(pieces, inked, factor)
        room = fill.measure - sum([slot.width for slot in slots[:inked]])
    elastic = glue(analysis.text, pieces[:inked], fill.between_han)
    # The last piece has no glue: nothing follows it on this line.
    gives = [one[room < 0] * factor for one in elastic[:-1]]
    total = sum(gives)
    if not total:
        return slots
    ratio = max(-1.0, room / total)
    shares = [*(give * ratio for give in gives), *repeat(0.0, len(slots) - len(gives))]
    return [
        Slot(slot.piece, slot.shift, slot.width + share)
        for slot, share in zip(slots, shares, strict=True)
    ]


def _slots(pieces: Sequence[Piece], inked: int, factor: float) -> list[Slot]:
    return [_slot(p, factor, i == 0, i == inked - 1) for i, p in enumerate(pieces)]


def _slot(piece: Piece, factor: float, is_first: bool, is_last: bool) -> Slot:
    if piece.choice is None:
        return Slot(piece, 0.0, 0.0)
    size = piece.style.size * piece.choice.factor * factor
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


def _order(
    slots: Sequence[Slot], levels: Sequence[int], start: int
) -> tuple[Sequence[int], list[int]]:
    """Return the slots' indices from left to right and the level of each slot."""
    deep = [
        levels[slot.piece.cluster.start - start]
        if slot.piece.cluster.start - start < len(levels)
        else slot.piece.level
        for slot in slots
    ]
    return (visual_order(deep) if any(deep) else range(len(slots))), deep


def _runs(slots: Sequence[tuple[Slot, int]], pen: float, factor: float) -> tuple[GlyphRun, ...]:
    groups: list[list[tuple[Slot, float, int]]] = []
    key: tuple[object, ...] = ()
    for slot, level in slots:
        piece = slot.piece
        if piece.choice is not None:
            # Equal by identity nearly always, which a tuple looks at first.
            if key != (own := (piece.choice, piece.style, level)):
                key = own
                groups.append([])
            groups[-1].append((slot, pen + slot.shift, level))
        pen += slot.width
    return tuple([_run(members, factor) for members in groups])


def _run(members: Sequence[tuple[Slot, float, int]], factor: float) -> GlyphRun:
    piece = members[0][0].piece
    assert piece.choice is not None
    return GlyphRun(
        piece.choice.face,
        piece.size * factor,
        members[0][2],
        piece.style,
        tuple([slot.piece.cluster for slot, _, _ in members]),
        tuple([x for _, x, _ in members]),
        tuple([slot.width - slot.shift for slot, _, _ in members]),
    )


def _extents(runs: Sequence[GlyphRun]) -> tuple[float, float]:
    ascent = max((run.face.ascent / run.face.upem * run.size for run in runs), default=0.0)
    descent = max((run.face.descent / run.face.upem * run.size for run in runs), default=0.0)
    return ascent, descent
