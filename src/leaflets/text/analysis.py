"""Everything about a paragraph that does not depend on type size or measure.

Input: spans and a language; output: an ``Analysis``: levels, shaped clusters with their faces, and
the places where a line may break. It is what makes trying another size cheap. Linear in the text.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from leaflets.fonts.book import FontBook
from leaflets.language import Direction, Language
from leaflets.text.bidi import resolve_levels
from leaflets.text.isolate import isolates
from leaflets.text.itemize import Item, itemize
from leaflets.text.model import Missing, TextSpan, TextStyle
from leaflets.text.opportunities import Opportunity, opportunities
from leaflets.text.pieces import Piece, item_pieces, spaced
from leaflets.text.shape import shape

_OPENERS = {Direction.LTR: "\u2066", Direction.RTL: "\u2067"}
_HAN = frozenset({"Hani", "Hira", "Kana", "Bopo"})


@dataclass(frozen=True, slots=True, eq=False)
class Analysis:
    """A paragraph ready to be set: ``text`` has the isolates that were added to it.

    ``levels`` and ``styles`` have one entry for each code point; ``items`` and ``pieces`` cover
    the text in order; ``starts`` is the first code point of each piece. Equal only to itself.
    """

    text: str
    levels: tuple[int, ...]
    styles: tuple[TextStyle, ...]
    items: tuple[Item, ...]
    pieces: tuple[Piece, ...]
    starts: tuple[int, ...]
    opportunities: tuple[Opportunity, ...]
    missing: tuple[Missing, ...]


def analyse(spans: Sequence[TextSpan], language: Language, book: FontBook) -> Analysis:
    """Return the analysis of ``spans`` as one paragraph of ``language``."""
    text, styles = _isolated(spans, language.direction)
    levels = resolve_levels(text, 1 if language.direction is Direction.RTL else 0)
    items, missing = itemize(text, styles, levels, language.unicode_script, book)
    whole = (0, len(text))
    pieces = [
        piece
        for item in items
        for piece in item_pieces(text, item, shape(text, item, whole), styles)
    ]
    if any(item.script in _HAN for item in items):
        pieces = spaced(text, pieces)
    return Analysis(
        text,
        levels,
        tuple(styles),
        tuple(items),
        tuple(pieces),
        tuple([piece.cluster.start for piece in pieces]),
        opportunities(text, language),
        tuple(missing),
    )


def _isolated(spans: Sequence[TextSpan], direction: Direction) -> tuple[str, list[TextStyle]]:
    """Return the text with isolates put in, and a style for each of its code points."""
    text = "".join([span.text for span in spans])
    styles = [style for span in spans for style in [span.style] * len(span.text)]
    parts: list[str] = []
    styled: list[TextStyle] = []
    done = 0
    for start, end, inner in isolates(text, direction):
        parts += (text[done:start], _OPENERS[inner], text[start:end], "\u2069")
        styled += (*styles[done:start], styles[start], *styles[start:end], styles[end - 1])
        done = end
    return "".join((*parts, text[done:])), styled + styles[done:]
