"""The door of the text room: styled spans and a measure in, lines out.

One ``Typesetter`` serves a whole run: the same text set again costs nothing, and at another size or
measure line breaking only.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from leaflets.fonts.book import FontBook
from leaflets.language import Direction, Language
from leaflets.recall import Recall
from leaflets.text.analysis import Analysis, analyse
from leaflets.text.justify import break_justified
from leaflets.text.line import Extent, Fill, build_line
from leaflets.text.linebreak import Stop
from leaflets.text.model import Alignment, Line, ParagraphLines, TextSpan
from leaflets.text.opportunities import Opportunity, syllables
from leaflets.text.ragged import break_ragged
from leaflets.text.stops import stops

_SLIGHT = 1e-3
_REMEMBERED = 256
"""Paragraphs kept at a time; a leaflet has a hundred."""

_UNSPACED = frozenset({"Hani", "Jpan"})
"""Scripts of documents whose lines are filled between characters."""


@dataclass(frozen=True, slots=True)
class Setting:
    """How a paragraph is set: ``measure`` in points, ``factor`` scales every size of its spans.

    ``hyphenate`` lets words be divided wherever that makes better lines; without it only soft
    hyphens of the text are used, and words that are wider than the measure are divided. For
    justified text ``looseness`` asks for more lines than the optimum, or fewer, and ``kashida``
    lets Arabic letters be lengthened.
    """

    language: Language
    measure: float
    alignment: Alignment = Alignment.START
    balance: bool = False
    factor: float = 1.0
    hyphenate: bool = False
    looseness: int = 0
    kashida: bool = False

    @property
    def between_han(self) -> bool | None:
        """Whether lines are filled between characters; None when they are not filled at all."""
        if self.alignment is not Alignment.JUSTIFY:
            return None
        return self.language.unicode_script in _UNSPACED


class Typesetter:
    """Sets paragraphs with the faces of one theme."""

    def __init__(self, book: FontBook) -> None:
        self.book = book
        self._paragraphs = Recall[ParagraphLines](_REMEMBERED)
        self._analyses = Recall[Analysis](_REMEMBERED)
        self._syllables = Recall[tuple[Opportunity, ...]](_REMEMBERED)
        self._stops = Recall[tuple[Stop, ...]](_REMEMBERED)

    def paragraph(self, spans: Sequence[TextSpan], setting: Setting) -> ParagraphLines:
        """Return ``spans`` as lines no wider than the measure unless a piece is unbreakable."""
        known = tuple(spans)
        return self._paragraphs((known, setting), lambda: self._set(known, setting))

    def _set(self, spans: tuple[TextSpan, ...], setting: Setting) -> ParagraphLines:
        analysis = self._analysis(spans, setting.language)
        if not analysis.pieces:
            return ParagraphLines((), 0.0, analysis.missing)
        found = self._breakable(analysis, setting)
        chosen = [found[0], *(found[end] for end in _ends(found, setting))]
        lines = tuple(
            _aligned(
                build_line(analysis, extent, setting.language.direction, setting.factor), setting
            )
            for extent in _extents(chosen, setting)
        )
        widest = max((line.width for line in lines), default=0.0)
        return ParagraphLines(lines, max(0.0, widest - setting.measure), analysis.missing)

    def _analysis(self, spans: tuple[TextSpan, ...], language: Language) -> Analysis:
        key = (spans, language.locale)
        return self._analyses(key, lambda: analyse(spans, language, self.book))

    def _breakable(self, analysis: Analysis, setting: Setting) -> tuple[Stop, ...]:
        """Return the stops of a paragraph, those inside words that are too wide included."""
        key = (analysis, setting.hyphenate, setting.between_han)
        found = self._stops(key, lambda: self._usual(analysis, setting))
        wide = [] if setting.hyphenate else list(_too_wide(found, setting.measure / setting.factor))
        if not wide:
            return found
        inside = (
            chance
            for chance in self._divisions(analysis)
            if any(start < chance.offset < end for start, end in wide)
        )
        chances = _merged(analysis.opportunities, inside)
        return stops(analysis, chances, setting.between_han)

    def _usual(self, analysis: Analysis, setting: Setting) -> tuple[Stop, ...]:
        chances = analysis.opportunities
        if setting.hyphenate:
            chances = _merged(chances, self._divisions(analysis))
        return stops(analysis, chances, setting.between_han)

    def _divisions(self, analysis: Analysis) -> tuple[Opportunity, ...]:
        return self._syllables(analysis, lambda: syllables(analysis.text, analysis.styles))


def _merged(
    chances: tuple[Opportunity, ...], more: Iterable[Opportunity]
) -> tuple[Opportunity, ...]:
    """Return the opportunities of both in order; at one place those of the text count."""
    by_offset = {chance.offset: chance for chance in (*more, *chances)}
    return tuple(by_offset[offset] for offset in sorted(by_offset))


def _too_wide(found: Sequence[Stop], measure: float) -> Iterator[tuple[int, int]]:
    """Yield the code points between neighbouring stops that no line can hold."""
    for before, after in pairwise(found):
        if after.end - before.next > measure + _SLIGHT:
            yield before.index, after.index


def _ends(found: Sequence[Stop], setting: Setting) -> tuple[int, ...]:
    measure = setting.measure / setting.factor
    if setting.alignment is Alignment.JUSTIFY:
        return break_justified(found, measure, setting.looseness)
    return break_ragged(found, measure, setting.balance)


def _extents(chosen: Sequence[Stop], setting: Setting) -> Iterator[Extent]:
    """Yield what each line holds; ``chosen`` are the stops at which lines start and end."""
    between = setting.between_han
    for before, after in pairwise(chosen):
        is_last = after.forced or after is chosen[-1]
        fill = None
        if between is not None:
            fill = Fill(setting.measure, between, setting.kashida, not is_last)
        yield Extent(before.index, after.index, after.hyphen > 0, fill)


def _aligned(line: Line, setting: Setting) -> Line:
    """Return the line at its place; justified lines that are short stand at the start."""
    room = setting.measure - line.width
    rtl = setting.language.direction is Direction.RTL
    if setting.alignment is Alignment.CENTER:
        return replace(line, x=room / 2)
    return replace(line, x=room if rtl is not (setting.alignment is Alignment.END) else 0.0)
