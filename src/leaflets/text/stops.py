"""Turn break opportunities into stops: an analysis in, positions along the paragraph out.

Positions are points before copyfitting: every size scales alike, so breaking at another size is
breaking the same stops at another measure. Linear in the text.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate

from leaflets.text.analysis import Analysis
from leaflets.text.glue import Glue, glue
from leaflets.text.linebreak import Stop
from leaflets.text.model import Cluster, Glyph
from leaflets.text.opportunities import Opportunity
from leaflets.text.pieces import Piece

_HYPHENS = "\u2010-"


def stops(
    analysis: Analysis, chances: Iterable[Opportunity], between_han: bool | None
) -> tuple[Stop, ...]:
    """Return the stops of a paragraph: its start, every chance, its end.

    ``between_han`` tells whether Han text may be widened, None that no line will be filled.
    """
    pieces = analysis.pieces
    elastic = [] if between_han is None else glue(analysis.text, pieces, between_han)
    ruler = _Ruler(analysis, *_positions(pieces), *_sums(elastic))
    found = [Stop(0, 0.0, ruler.ink_start(0))]
    for chance in chances:
        stop = ruler.stop(chance)
        before = found[-1]
        # Breaks with nothing between them are one: a row of them must not cost its square.
        idle = (stop.end, stop.next) == (before.end, before.next) and not before.forced
        if idle and len(found) > 1:
            found.pop()
        if not chance.hyphen or stop.hyphen:
            found.append(stop)
    found.append(ruler.stop(Opportunity(len(analysis.text), 0.0)))
    return tuple(found)


def hyphen_piece(piece: Piece) -> Piece | None:
    """Return the hyphen that is added after ``piece``, in its face; None where the face has none.

    Its cluster is empty, at the end of that of ``piece``.
    """
    face = piece.choice.face if piece.choice else None
    glyph = next((g for g in map(face.glyph, _HYPHENS) if g is not None), None) if face else None
    if face is None or glyph is None:
        return None
    end = piece.cluster.end
    cluster = Cluster(end, end, (Glyph(glyph, face.advance(glyph)),))
    return Piece(cluster, piece.choice, piece.style, piece.level, piece.script, False)


@dataclass(frozen=True, slots=True)
class _Ruler:
    """Where every piece begins, how much glue stands before it, and the last inked piece there."""

    analysis: Analysis
    positions: Sequence[float]
    inked: Sequence[int]
    stretch: Sequence[float]
    shrink: Sequence[float]

    def stop(self, chance: Opportunity) -> Stop:
        offset, pieces = chance.offset, self.analysis.pieces
        index = bisect_right(self.analysis.starts, offset) - 1 if offset else 0
        if offset == len(self.analysis.text):
            index = len(pieces)
        inside = index < len(pieces) and offset - pieces[index].cluster.start
        if inside:
            return self._divided(chance, index, inside)
        last = self.inked[index]
        end = self._ink_end(last)
        hyphen = self._hyphen(last) if chance.hyphen else 0.0
        return self._made(chance, (end + hyphen, self.ink_start(index), hyphen), (last, index))

    def ink_start(self, index: int) -> float:
        """Return where the ink of a line that begins with piece ``index`` begins."""
        if index >= len(self.analysis.pieces):
            return self.positions[index]
        piece = self.analysis.pieces[index]
        lost = piece.gap + max(0.0, piece.edge[0] - piece.trim[0])
        return self.positions[index] + lost * piece.size

    def _ink_end(self, last: int) -> float:
        """Return where the ink of a line ends whose last inked piece is ``last`` (-1: none)."""
        if last < 0:
            return 0.0
        piece = self.analysis.pieces[last]
        lost = max(0.0, piece.edge[1] - piece.trim[1]) + piece.style.tracking
        return self.positions[last + 1] - lost * piece.size

    def _divided(self, chance: Opportunity, index: int, inside: int) -> Stop:
        """Return a stop inside a ligature: each of its letters takes an equal share."""
        cluster = self.analysis.pieces[index].cluster
        share = inside / (cluster.end - cluster.start)
        left, right = self.positions[index], self.positions[index + 1]
        place = left + share * (right - left)
        hyphen = self._hyphen(index) if chance.hyphen else 0.0
        return self._made(chance, (place + hyphen, place, hyphen), (index, index))

    def _hyphen(self, last: int) -> float:
        added = hyphen_piece(self.analysis.pieces[last]) if last >= 0 else None
        return added.width if added else 0.0

    def _made(
        self, chance: Opportunity, places: tuple[float, float, float], pieces: tuple[int, int]
    ) -> Stop:
        end, following, hyphen = places
        last, index = max(0, pieces[0]), pieces[1]
        return Stop(
            chance.offset,
            end,
            following,
            chance.penalty,
            chance.forced,
            hyphen,
            (self.stretch[last], self.stretch[index]) if self.stretch else (0.0, 0.0),
            (self.shrink[last], self.shrink[index]) if self.shrink else (0.0, 0.0),
        )


def _positions(pieces: Sequence[Piece]) -> tuple[list[float], list[int]]:
    """Return the position of every piece and the index of the last inked piece before it."""
    positions, inked, pen, last = [0.0], [-1], 0.0, -1
    for index, piece in enumerate(pieces):
        if piece.choice is not None:
            pen += piece.gap * piece.size + piece.width
            if not piece.blank:
                last = index
        positions.append(pen)
        inked.append(last)
    return positions, inked


def _sums(elastic: Sequence[Glue]) -> tuple[list[float], list[float]]:
    """Return the stretch and the shrink of all glue before each piece; empty without glue."""
    if not elastic:
        return [], []
    stretch = accumulate((one for one, _ in elastic), initial=0.0)
    shrink = accumulate((one for _, one in elastic), initial=0.0)
    return list(stretch), list(shrink)
