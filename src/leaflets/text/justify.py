"""Choose line breaks for justified text: stops and a measure in, the chosen stops out.

Total fit after Knuth and Plass, "Breaking Paragraphs into Lines" (1981), with the constants of TeX:
badness grows with the cube of stretch or shrink; hyphens, two of them in a row, one before the last
line and neighbouring lines of unlike looseness cost demerits. ``looseness`` asks for more or fewer
lines than the optimum. Never refuses: a line that nothing can fill is set loose, a piece wider
than the measure sticks out. A start is dropped once no line from it can be shrunk to the measure,
and starts whose lines would be far too loose are not looked at, so cost grows linearly.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import inf
from typing import Final, NamedTuple

from leaflets.text.linebreak import OVERFULL, SHORT, Stop, segments

_LINE_PENALTY: Final = 10.0
_DOUBLE_HYPHEN: Final = 10_000.0
_FINAL_HYPHEN: Final = 5_000.0
_UNLIKE: Final = 10_000.0  # neighbours more than one fitness class apart
_LONELY: Final = 100_000.0  # a last line shorter than SHORT of the measure
_FRAGMENT: Final = 1_000_000.0  # the same with the end of a hyphenated word
_PENALTY: Final = 166.0  # a penalty of 0.3, a hyphen's, becomes TeX's 50
_CUBIC: Final = 5.0  # ratio beyond which badness grows straight on: the better of two bad lines
_LEAST_STRETCH: Final = 0.01  # of the measure, for a line without glue
_LOOSEST: Final = 10.0  # a line this loose is no rival to one that is tighter
_HOPELESS: Final = 40e6  # the demerits of glue stretched fourfold: no looseness is worth that
_SLIGHT: Final = 1e-6


@dataclass(slots=True)
class _Node:
    """The best way to end a line at ``stop`` with a last line of class ``fitness``."""

    stop: int
    line: int
    fitness: int
    demerits: float
    before: _Node | None


class _Fit(NamedTuple):
    """How a line fits: the ratio by which its glue is stretched (or shrunk, below 0)."""

    ratio: float
    badness: float
    fitness: int


def break_justified(stops: Sequence[Stop], measure: float, looseness: int = 0) -> tuple[int, ...]:
    """Return the indices into ``stops`` at which lines end, the last one included.

    ``stops[0]`` is the start of the paragraph (``end`` unused), the last its end. Each stretch up
    to a forced break gets as many lines as the optimum plus ``looseness``, or as near as it can.
    """
    chosen: list[int] = []
    for first, last in segments(stops):
        ends = _Paragraph(stops, (first, last), measure, looseness != 0).endings()
        best = min(ends, key=lambda node: node.demerits)
        wanted = best.line + looseness
        sound = [node for node in ends if node.demerits < best.demerits + _HOPELESS]
        node: _Node | None = min(sound, key=lambda n: (abs(n.line - wanted), n.demerits))
        path = []
        while node is not None and node.before is not None:
            path.append(node.stop)
            node = node.before
        chosen += reversed(path)
    return tuple(chosen)


@dataclass(slots=True)
class _Paragraph:
    """The search over one stretch; ``by_line`` keeps the best of each number of lines apart."""

    stops: Sequence[Stop]
    bounds: tuple[int, int]
    measure: float
    by_line: bool

    def endings(self) -> list[_Node]:
        """Return the best ways to end the stretch."""
        first, last = self.bounds
        # Nodes by stop, in order: the lines from the first ones are the tightest.
        active: dict[int, list[_Node]] = {first: [_Node(first, 0, 1, 0.0, None)]}
        for end in range(first + 1, last + 1):
            for start in self._too_early(active, end):
                del active[start]
            active[end] = self._nodes(active, end)
        return active[last]

    def _too_early(self, active: dict[int, list[_Node]], end: int) -> list[int]:
        """Return the starts from which no line reaches ``end``; never the last one."""
        found = []
        for start in active:
            if start == end - 1 or self._fits_without_hyphen(start, end):
                break
            found.append(start)
        return found

    def _fits_without_hyphen(self, start: int, end: int) -> bool:
        this, before = self.stops[end], self.stops[start]
        width = this.end - this.hyphen - before.next
        return width - (this.shrink[0] - before.shrink[1]) <= self.measure + _SLIGHT

    def _nodes(self, active: dict[int, list[_Node]], end: int) -> list[_Node]:
        """Return the best node of each class (and number of lines) at ``end``."""
        best: dict[tuple[int, int], _Node] = {}
        for start, fit in self._fits(active, end):
            for node in active[start]:
                demerits = node.demerits + self._demerits(node, end, fit)
                key = (node.line if self.by_line else 0, fit.fitness)
                if key not in best or demerits < best[key].demerits:
                    best[key] = _Node(end, node.line + 1, fit.fitness, demerits, node)
        return list(best.values())

    def _fits(self, active: dict[int, list[_Node]], end: int) -> Iterator[tuple[int, _Fit]]:
        """Yield the starts worth a look and how their lines to ``end`` fit, tightest first."""
        found = False
        for start in active:
            fit = self._fit(start, end)
            if found and fit.ratio > _LOOSEST:
                return
            overfull = fit.ratio < -1 - _SLIGHT
            if not overfull or start == end - 1:
                found = True
                yield start, fit

    def _fit(self, start: int, end: int) -> _Fit:
        this, before = self.stops[end], self.stops[start]
        spare = self.measure - (this.end - before.next)
        if abs(spare) <= _SLIGHT:
            return _Fit(0.0, 0.0, 1)
        if spare > 0:
            if end == self.bounds[1]:
                return _Fit(0.0, 0.0, 1)
            stretch = this.stretch[0] - before.stretch[1]
            ratio = spare / max(stretch, _LEAST_STRETCH * self.measure)
            return _Fit(ratio, _badness(ratio), 1 if ratio <= 0.5 else 2 if ratio <= 1 else 3)
        shrink = this.shrink[0] - before.shrink[1]
        ratio = spare / shrink if shrink > 0 else -inf
        if ratio < -1 - _SLIGHT:
            return _Fit(ratio, OVERFULL * (1 - spare / max(self.measure, 1.0)), 0)
        return _Fit(ratio, -100 * ratio**3, 0 if ratio < -0.5 else 1)

    def _demerits(self, node: _Node, end: int, fit: _Fit) -> float:
        this, last = self.stops[end], end == self.bounds[1]
        penalty = 0.0 if last else _PENALTY * this.penalty
        demerits = (_LINE_PENALTY + fit.badness) ** 2 + penalty * penalty
        if self.stops[node.stop].hyphen:
            demerits += _DOUBLE_HYPHEN if this.hyphen else _FINAL_HYPHEN if last else 0.0
        if abs(fit.fitness - node.fitness) > 1:
            demerits += _UNLIKE
        if last and node.before is not None and self._is_lonely(node.stop, end):
            demerits += _FRAGMENT if self.stops[node.stop].hyphen else _LONELY
        return demerits

    def _is_lonely(self, start: int, end: int) -> bool:
        return self.stops[end].end - self.stops[start].next < SHORT * self.measure


def _badness(ratio: float) -> float:
    """Return the badness of a line stretched by ``ratio``, without TeX's limit of 10,000."""
    bounded = min(ratio, _CUBIC)
    return 100 * bounded**3 + 300 * _CUBIC**2 * (ratio - bounded)
