"""Single lines of right-to-left paragraphs, cut into strings as ``tokens_rtl`` cuts any line.

Input: a ``SingleLine`` and the fonts of a record; output: its strings in reading order. ``tokens``
tells why they are so; here stands only how to write them quickly: what a sign adds to a string is
made once (``stencil_letters.Fragment``), and all distances are whole thousandths of an em.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, groupby
from unicodedata import bidirectional

from leaflets.pdf import tokens
from leaflets.pdf.show import jump
from leaflets.pdf.stencil_fonts import RecordCodes, RecordFonts
from leaflets.pdf.stencil_letters import Alphabet, Letter, edge_of, kinds_of
from leaflets.pdf.tokens import ALM, LRM, RLM, Kind, kind, stands_alone
from leaflets.text.single import EM, Sign, SignRun, SingleLine

_BLANK, _INSIDE = round(tokens.BLANK * EM), round(tokens.INSIDE * EM)
_ASIDE, _KEY = round(tokens.ASIDE * EM), round(tokens.KEY * EM)
_CYCLE = 8

_PHRASE = re.compile("R[RWN]*|.")
_CUT = re.compile("L+|R+|W+|N+|.")
_RIGHT, _LEFT = re.compile("R+"), re.compile("L+")


@dataclass(slots=True)
class _String:
    """A string: letters, and its form with ``%s`` for each of them. It begins ``x`` points
    from the left end of the line; ``furthest`` is the greatest left edge of a letter and ``pen``
    where it ends, both in font units from the run's left edge."""

    run: SignRun
    letters: list[Letter]
    form: str
    kinds: str
    x: float
    furthest: int
    pen: int

    def mark(self, letter: Letter, at: int) -> None:
        """Add a code that draws nothing and has no width."""
        if at != self.pen:
            self.form += _step(at - self.pen, True)
        self.form += "%s"
        self.letters.append(letter)
        self.furthest, self.pen = max(self.furthest, at), at

    def operators(self, origin: tuple[float, float], codes: RecordCodes) -> str:
        """Return the operators that show the string; ``origin`` is the line's left end."""
        text = self.form % tuple(map(codes.hexes.__getitem__, self.letters))
        run = self.run
        place = f"{origin[0] + self.x:.3f} {origin[1]:.3f}"
        return f"/{codes.name} {run.size:.6g} Tf 1 0 0 1 {place} Tm [<{text}>]TJ"


def show_rtl(line: SingleLine, origin: tuple[float, float], fonts: RecordFonts) -> str:
    """Return the operators that show ``line``, whose left end is at ``origin`` in PDF space."""
    found: list[_String] = []
    runs = line.runs
    for index, run in enumerate(runs):
        alphabet = fonts.codes(run.face).alphabet
        if run.rtl:
            found += _phrases(run, alphabet, followed=index + 1 < len(runs))
        else:
            found += _numbers(run, alphabet)
    first, last = found[0], runs[-1]
    blank = fonts.codes(first.run.face).alphabet.blank
    edge = first.furthest + _ASIDE
    for text in _outweighing("".join([one.kinds for one in found])):
        first.mark(blank(text), edge)
    first.mark(blank(LRM, 0, 2 * _CYCLE + 1), edge)
    end = fonts.codes(last.face).alphabet.blank(" ")
    found.append(_String(last, [end], "%s", "", 0.0, 0, 0))
    return "\n".join(_operators(found, origin, fonts))


def _operators(
    found: Sequence[_String], origin: tuple[float, float], fonts: RecordFonts
) -> Iterator[str]:
    for face, group in groupby(found, lambda one: one.run.face):
        strings = list(group)
        codes = fonts.codes(face)
        codes.add(chain.from_iterable([one.letters for one in strings]))
        for one in strings:
            yield one.operators(origin, codes)


def _phrases(run: SignRun, alphabet: Alphabet, *, followed: bool) -> Iterator[_String]:
    """Yield a string for each phrase of a right-to-left run; ``followed`` by a number or not."""
    signs = run.signs
    right = _units(signs)
    sorts = "".join([_sort(sign.text) for sign in signs])
    for found in _PHRASE.finditer(sorts):
        phrase = signs[found.start() : found.end()]
        left = right - _units(phrase)
        x = run.xs[found.end() - 1]
        one = _phrase(run, phrase, alphabet, (x, left, right))
        if followed and found.end() == len(signs) and phrase[-1].text != " ":
            one.letters.insert(0, alphabet.blank(ALM))
            one.form = f"%s{_step(-_BLANK, True)}{one.form}"
            one.kinds = f"R{one.kinds}"
            one.x = x
        yield one
        right = left


def _phrase(
    run: SignRun, phrase: Sequence[Sign], alphabet: Alphabet, edges: tuple[float, int, int]
) -> _String:
    """Return the string of a phrase; ``edges`` are its left one in points, and both in units."""
    x, left, right = edges
    last = phrase[-1]
    mark = alphabet.blank(LRM)
    if last.text != " ":
        letters = [alphabet.blank(ALM, _BLANK)]
        x -= tokens.BLANK * run.size
    else:
        letters = [alphabet.blank(ALM)]
        if len(phrase) == 1:
            letters += (mark, alphabet.shown[last][0])
            return _String(run, letters, "%s%s%s", "RLN", x, left, left + letters[2].width)
    before = ""
    forms, kinds = ["%s"], ["R"]
    behind = 0
    for sign in reversed(phrase):
        own, form, start, end, sorts, edge = alphabet.fragments[sign, before]
        if start != behind:
            forms.append(_step(start - behind, False))
        forms.append(form)
        letters += own
        kinds.append(sorts)
        behind = end
        before = edge if before else edge_of(sign.text[-1])
    furthest = right + behind - letters[-1].width
    pen = right - _INSIDE
    forms.append(f"{_step(-_INSIDE - behind, False)}%s")
    letters.append(mark)
    kinds.append("L")
    return _String(run, letters, "".join(forms), "".join(kinds), x, max(furthest, pen), pen)


def _numbers(run: SignRun, alphabet: Alphabet) -> Iterator[_String]:
    """Yield the strings of a number or of Latin text."""
    blank = alphabet.blank
    sorts = "".join([_sort(sign.text) for sign in run.signs])
    cuts = [found.span() for found in _CUT.finditer(sorts)]
    inside = _ASIDE + _KEY * (len(cuts) + 1)
    left, units, edge = 0, _units(run.signs), run.xs[-1] + run.widths[-1]
    for count, (start, end) in enumerate(cuts):
        variant = count % _CYCLE
        piece = run.signs[start:end]
        at, x = units - _KEY * (count + 1), edge - tokens.KEY * run.size * (count + 1)
        one = _String(run, [blank(RLM, 0, variant)], "%s", "r", x, at, at)
        if count == 0:
            one.mark(blank(LRM, 0, _CYCLE), -2 * _ASIDE)
            one.mark(blank(RLM, 0, _CYCLE), -_ASIDE)
            one.kinds = "rLr"
        first = piece[0].text[0]
        if kind(first) is Kind.NEUTRAL or bidirectional(first) == "CS":
            one.mark(blank(LRM, 0, variant), left - _ASIDE)
            one.kinds += "L"
        _draw(one, piece, left, alphabet)
        left += _units(piece)
        if left - inside != one.pen:
            one.form += _step(left - inside - one.pen, False)
        one.form += "%s"
        one.letters.append(blank(LRM, 0, _CYCLE + 1 + variant))
        one.furthest, one.pen = max(one.furthest, left - inside), left - inside
        one.kinds += "L"
        yield one


def _draw(one: _String, piece: Sequence[Sign], left: int, alphabet: Alphabet) -> None:
    """Add signs from left to right, each by one code, with their left end at ``left``."""
    shown = alphabet.shown
    pairs = [shown[sign] for sign in piece]
    forms = [form for _, form in pairs]
    forms[-1] = "%s"
    letters = [letter for letter, _ in pairs]
    if left != one.pen:
        one.form += _step(left - one.pen, True)
    one.form += "".join(forms)
    one.letters += letters
    one.kinds += "".join([kinds_of(sign.text) for sign in piece])
    last = left + _units(piece[:-1])
    one.furthest, one.pen = max(one.furthest, last), last + letters[-1].width


def _units(signs: Sequence[Sign]) -> int:
    return sum([sign.glyph.advance for sign in signs])


def _outweighing(kinds: str) -> list[str]:
    """Return the texts that give a line the direction of its paragraph (``tokens.outweigh``)."""
    letters = kinds.count("R")
    same = kinds.replace("r", "R")
    right, left = len(_RIGHT.findall(same)), len(_LEFT.findall(same))
    return tokens.weights(max(kinds.count("L") - letters, left - right), RLM)


@lru_cache(maxsize=4096)
def _step(gap: int, after_mark: bool) -> str:
    return f">{jump(-gap, after_mark)}<"


@lru_cache(maxsize=4096)
def _sort(text: str) -> str:
    """Return the kind of a sign's first character, or ``1`` if it is a string by itself."""
    return "1" if stands_alone(text[0]) else kinds_of(text[0])
