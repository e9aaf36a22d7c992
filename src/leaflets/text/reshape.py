"""The pieces of one line, shaped anew where the break divides what was shaped together.

Input: an analysis and the code points of a line. Output: its pieces. HarfBuzz marks the clusters
before which a text may not be cut without shaping both sides again (HB_GLYPH_FLAG_UNSAFE_TO_BREAK):
kerning with a space, a ligature, an Arabic letter that joined. Only the text up to the next safe
cluster is shaped, without what stands on the other line.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace
from operator import attrgetter

from leaflets.text.analysis import Analysis
from leaflets.text.itemize import Item
from leaflets.text.pieces import Piece, item_pieces
from leaflets.text.shape import shape


def line_pieces(analysis: Analysis, start: int, end: int) -> Sequence[Piece]:
    """Return the pieces of the line ``[start, end)`` in logical order."""
    first, last = bisect_left(analysis.starts, start), bisect_left(analysis.starts, end)
    head, tail = _cut_item(analysis, start), _cut_item(analysis, end)
    if head is None and tail is None:
        return analysis.pieces[first:last]
    line = (start, end)
    until = start if head is None else min(end, _safe_after(analysis, head, first))
    since = end if tail is None else max(start, _safe_before(analysis, tail, last - 1))
    if since < until:
        item = head or tail
        assert item is not None
        return _shaped(analysis, item, line, line)
    kept = slice(bisect_left(analysis.starts, until), bisect_left(analysis.starts, since))
    return [
        *(_shaped(analysis, head, (start, until), line) if head else ()),
        *analysis.pieces[kept],
        *(_shaped(analysis, tail, (since, end), line) if tail else ()),
    ]


def _cut_item(analysis: Analysis, at: int) -> Item | None:
    """Return the item that a break at ``at`` divides where it is not safe; else None."""
    index = bisect_left(analysis.starts, at)
    if index < len(analysis.starts) and analysis.starts[index] == at:
        if not analysis.pieces[index].cluster.unsafe:
            return None
    elif at in (0, len(analysis.text)):
        return None
    item = analysis.items[bisect_right(analysis.items, at, key=attrgetter("start")) - 1]
    return item if item.start < at else None


def _safe_after(analysis: Analysis, item: Item, index: int) -> int:
    """Return the first safe place in ``item`` from piece ``index`` on, beyond the line's start."""
    index += analysis.pieces[index].cluster.unsafe if index < len(analysis.pieces) else 0
    while index < len(analysis.pieces) and analysis.starts[index] < item.end:
        if not analysis.pieces[index].cluster.unsafe:
            return analysis.starts[index]
        index += 1
    return item.end


def _safe_before(analysis: Analysis, item: Item, index: int) -> int:
    """Return the last safe place in ``item`` up to piece ``index``."""
    while analysis.starts[index] > item.start and analysis.pieces[index].cluster.unsafe:
        index -= 1
    return analysis.starts[index]


def _shaped(
    analysis: Analysis, item: Item, part: tuple[int, int], line: tuple[int, int]
) -> list[Piece]:
    """Return ``part`` of ``item`` shaped anew, with the Chinese spacing that it had."""
    first, last = (bisect_left(analysis.starts, at) for at in part)
    spacing = {piece.cluster.start: piece for piece in analysis.pieces[first:last]}
    clusters = shape(analysis.text, replace(item, start=part[0], end=part[1]), line)
    return [
        piece
        if (old := spacing.get(piece.cluster.start)) is None
        else piece._replace(gap=old.gap, trim=old.trim, edge=old.edge)
        for piece in item_pieces(analysis.text, item, clusters, analysis.styles)
    ]
