"""Arrange children in a box: on a grid of equal columns, or side by side in a row.

Input: entries (a style and a way to lay the child out at a width); output: one fragment. Every
band of a grid begins on the baseline grid, so that neighbouring columns share their baselines.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from leaflets.document.style import Place, Style, Width
from leaflets.layout.context import Context
from leaflets.layout.fragment import Fragment, Part, shifted
from leaflets.layout.ground import rule_part

SHARE = {Place.START: 0.0, Place.CENTER: 0.5, Place.END: 1.0}
"""How much of the spare room stands before the content."""


@dataclass(frozen=True, slots=True)
class Room:
    """What a block is given: a width in points, and how many grid columns that is."""

    width: float
    columns: int


@dataclass(frozen=True, slots=True)
class Entry:
    """A child of a box: its style, and ``lay``, which gives its fragment in a room."""

    style: Style
    lay: Callable[[Room], Fragment]


@dataclass(frozen=True, slots=True)
class _Cell:
    x: float
    style: Style
    fragment: Fragment


def grid_fragment(entries: Sequence[Entry], style: Style, room: Room, context: Context) -> Fragment:
    """Return the entries on the columns of ``style`` (or the room's), band under band."""
    columns = style.columns or room.columns
    gutter = style.gutter if style.gutter >= 0 else context.gutter
    unit = (room.width - (columns - 1) * gutter) / columns
    step = unit + gutter
    stack = _Stack(style, room.width, context)
    band: list[_Cell] = []
    cursor = 0
    for entry in entries:
        skip = min(entry.style.skip, columns - 1)
        span = entry.style.span or columns - skip
        if band and cursor + skip + span > columns:
            stack.add(band)
            band, cursor = [], 0
        width = span * unit + (span - 1) * gutter
        fragment = entry.lay(Room(width, span))
        band.append(_Cell((cursor + skip) * step, entry.style, fragment))
        cursor += skip + span
    if band:
        stack.add(band)
    return stack.fragment()


class _Stack:
    """Bands under one another; the running state of ``grid_fragment``."""

    def __init__(self, style: Style, width: float, context: Context) -> None:
        self._style = style
        self._width = width
        self._context = context
        self._parts: list[Part] = []
        self._cells: list[_Cell] = []
        self._bottom = 0.0
        self._baseline: float | None = None
        self._gaps = 0

    def add(self, band: Sequence[_Cell]) -> None:
        """Put a band under what is there, with the gap (and rule) that stands between bands."""
        top = 0.0 if not self._cells else self._context.snapped(self._gap(band))
        height = max(cell.fragment.height for cell in band)
        for cell in band:
            fragment = cell.fragment
            dy = top + (height - fragment.height) * SHARE[self._style.across]
            self._parts += shifted(fragment, cell.x, dy)
            if self._baseline is None and fragment.baseline is not None:
                self._baseline = dy + fragment.baseline
        self._cells += band
        self._bottom = top + height

    def _gap(self, band: Sequence[_Cell]) -> float:
        """Return where the next band may begin, and paint the rule between."""
        style, extra = self._style, 0.0
        if style.stretch:
            self._gaps += 1
            extra = self._context.extra
        before = max(cell.style.before for cell in band)
        if style.rule_between is None:
            return self._bottom + max(style.gap, before) + 2 * extra
        rule = style.rule_between
        y = self._context.snapped(self._bottom + style.gap + extra)
        self._parts.append(rule_part(rule, y - rule.width / 2, self._width, self._context))
        return y + style.gap + extra

    def fragment(self) -> Fragment:
        used = max((cell.x + cell.fragment.used for cell in self._cells), default=0.0)
        gaps = self._gaps + sum(cell.fragment.gaps for cell in self._cells)
        faults = tuple(fault for cell in self._cells for fault in cell.fragment.faults)
        parts = tuple(self._parts)
        return Fragment(self._width, self._bottom, parts, used, self._baseline, gaps, faults)


def row_fragment(entries: Sequence[Entry], style: Style, room: Room) -> Fragment:
    """Return the entries side by side, ``gap`` between them; those that fill share what is left.

    A child stands in the row's height as ``across`` says, the row in its width as ``along`` does.
    """
    left = room.width - style.gap * (len(entries) - 1)
    fixed = {
        index: _asked(entry, left)
        for index, entry in enumerate(entries)
        if entry.style.width is not Width.FILL
    }
    filling = len(entries) - len(fixed)
    share = (left - sum(f.width for f in fixed.values())) / filling if filling else 0.0
    fragments = [
        fixed.get(index) or entry.lay(Room(share, room.columns))
        for index, entry in enumerate(entries)
    ]
    return _side_by_side(fragments, style, room)


def _asked(entry: Entry, left: float) -> Fragment:
    """Return a child at the width it asks for: a length, or that of its content."""
    width = entry.style.width
    return entry.lay(Room(width if isinstance(width, float) else left, 1))


def _side_by_side(fragments: Sequence[Fragment], style: Style, room: Room) -> Fragment:
    height = max((f.height for f in fragments), default=0.0)
    total = sum(f.width for f in fragments) + style.gap * (len(fragments) - 1)
    x = max(0.0, room.width - total) * SHARE[style.along]
    parts: list[Part] = []
    baseline = None
    for fragment in fragments:
        dy = (height - fragment.height) * SHARE[style.across]
        parts += shifted(fragment, x, dy)
        if baseline is None and fragment.baseline is not None:
            baseline = dy + fragment.baseline
        x += fragment.width + style.gap
    used = x - style.gap - fragments[-1].width + fragments[-1].used if fragments else 0.0
    gaps = sum(f.gaps for f in fragments)
    faults = tuple(fault for f in fragments for fault in f.faults)
    return Fragment(room.width, height, tuple(parts), used, baseline, gaps, faults)
