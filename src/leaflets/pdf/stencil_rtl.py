"""Single lines of right-to-left paragraphs, cut into strings as ``tokens_rtl`` cuts any line.

Input: a ``SingleLine`` and the fonts of a record; output: its strings in reading order. ``tokens``
tells why they are so; here stands only how to write them quickly: what a sign adds to a string is
made once (``stencil_letters.Fragment``), and all distances are whole thousandths of an em.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from unicodedata import bidirectional

from leaflets.pdf import tokens
from leaflets.pdf.stencil_fonts import RecordCodes, RecordFonts
from leaflets.pdf.stencil_letters import Alphabet, Letter, kinds_of, step
from leaflets.pdf.tokens import ALM, LRM, RLM, Kind, kind, stands_alone
from leaflets.text.single import EM, Sign, SignRun, SingleLine

_BLANK, _INSIDE = round(tokens.BLANK * EM), round(tokens.INSIDE * EM)
_ASIDE, _KEY = round(tokens.ASIDE * EM), round(tokens.KEY * EM)
_CYCLE = 8

_PHRASE = re.compile("R[RWN]*|.")
_WORD = re.compile("[^N]+N?|N")
_CUT = re.compile("L+|R+|W+|N+|.")
_OPENINGS = {
    (True, True): "rLrL",
    (True, False): "rLr",
    (False, True): "rL",
    (False, False): "r",
}
"""Kinds of the marks before a piece of a number, by whether it is the first and ``_is_lone``."""
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
            self.form += step(at - self.pen, True)
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
    return "\n".join([one.operators(origin, fonts.codes(one.run.face)) for one in found])


def _phrases(run: SignRun, alphabet: Alphabet, *, followed: bool) -> list[_String]:
    """Return a string for each phrase of a right-to-left run; ``followed`` by a number or not."""
    signs = run.signs
    right = _units(signs)
    sorts = "".join([_sort(sign.text) for sign in signs])
    strings: list[_String] = []
    for found in _PHRASE.finditer(sorts):
        start, end = found.span()
        left = right - _units(signs[start:end])
        x = run.xs[end - 1]
        words = [tuple(signs[one.start() : one.end()]) for one in _WORD.finditer(sorts, start, end)]
        one = _phrase(run, words, alphabet, (x, left, right))
        if followed and end == len(signs) and signs[-1].text != " ":
            one.letters.insert(0, alphabet.blank(ALM))
            one.form = f"%s{step(-_BLANK, True)}{one.form}"
            one.kinds = f"R{one.kinds}"
            one.x = x
        strings.append(one)
        right = left
    return strings


def _phrase(
    run: SignRun,
    words: Sequence[tuple[Sign, ...]],
    alphabet: Alphabet,
    edges: tuple[float, int, int],
) -> _String:
    """Return the string of a phrase; ``edges`` are its left one in points, and both in units."""
    x, left, right = edges
    last = words[-1][-1]
    mark = alphabet.blank(LRM)
    if last.text != " ":
        letters = [alphabet.blank(ALM, _BLANK)]
        x -= tokens.BLANK * run.size
    else:
        letters = [alphabet.blank(ALM)]
        if len(words) == 1 == len(words[0]):
            letters += (mark, alphabet.shown[last][0])
            return _String(run, letters, "%s%s%s", "RLN", x, left, left + letters[2].width)
    before = ""
    forms, kinds = ["%s"], ["R"]
    behind = 0
    known = alphabet.words
    for word in reversed(words):
        own, form, start, end, sorts, before = known[word, before]
        if start != behind:
            forms.append(step(start - behind, False))
        forms.append(form)
        letters += own
        kinds.append(sorts)
        behind = end
    furthest = right + behind - letters[-1].width
    pen = right - _INSIDE
    forms.append(f"{step(-_INSIDE - behind, False)}%s")
    letters.append(mark)
    kinds.append("L")
    return _String(run, letters, "".join(forms), "".join(kinds), x, max(furthest, pen), pen)


def _numbers(run: SignRun, alphabet: Alphabet) -> list[_String]:
    """Return the strings of a number or of Latin text."""
    texts = [sign.text for sign in run.signs]
    cuts = [found.span() for found in _CUT.finditer("".join(map(_sort, texts)))]
    ends = list(accumulate([sign.glyph.advance for sign in run.signs], initial=0))
    pairs = list(map(alphabet.shown.__getitem__, run.signs))
    inside = _ASIDE + _KEY * (len(cuts) + 1)
    units, edge = ends[-1], run.xs[-1] + run.widths[-1]
    strings: list[_String] = []
    for count, (start, end) in enumerate(cuts):
        left, last, after = ends[start], ends[end - 1], ends[end] - inside
        lone = _is_lone(texts[start][0])
        letters = _marks(alphabet, count, lone=lone)
        letters += [letter for letter, _ in pairs[start:end]]
        gap = after - last - letters[-1].width
        letters.append(alphabet.blank(LRM, 0, _CYCLE + 1 + count % _CYCLE))
        forms = [_opening(count, lone, units, left)]
        forms += [form for _, form in pairs[start : end - 1]]
        forms.append(f"%s{step(gap, False)}%s" if gap else "%s%s")
        kinds = (_OPENINGS[not count, lone], *map(kinds_of, texts[start:end]), "L")
        x = edge - tokens.KEY * run.size * (count + 1)
        # Only the first string is asked for it, whose marks stand left of its signs.
        furthest = max(units - _KEY * (count + 1), last, after)
        strings.append(_String(run, letters, "".join(forms), "".join(kinds), x, furthest, after))
    return strings


def _marks(alphabet: Alphabet, count: int, *, lone: bool) -> list[Letter]:
    """Return the marks before a piece of a number: ``count`` others precede it."""
    blank, variant = alphabet.blank, count % _CYCLE
    found = [blank(RLM, 0, variant)]
    if not count:
        found += (blank(LRM, 0, _CYCLE), blank(RLM, 0, _CYCLE))
    if lone:
        found.append(blank(LRM, 0, variant))
    return found


@lru_cache(maxsize=4096)
def _opening(count: int, lone: bool, units: int, left: int) -> str:
    """Return the form of ``_marks`` in a run of ``units``, up to the piece, which is ``left``."""
    pen = units - _KEY * (count + 1)
    places = [] if count else [-2 * _ASIDE, -_ASIDE]
    if lone:
        places.append(left - _ASIDE)
    form = "%s"
    for at in places:
        form += f"{step(at - pen, True)}%s" if at != pen else "%s"
        pen = at
    return form + step(left - pen, True) if left != pen else form


@lru_cache(maxsize=4096)
def _is_lone(character: str) -> bool:
    """Tell whether a piece that begins so needs a mark of its own to stand left to right."""
    return kind(character) is Kind.NEUTRAL or bidirectional(character) == "CS"


def _units(signs: Sequence[Sign]) -> int:
    return sum([sign.glyph.advance for sign in signs])


@lru_cache(maxsize=4096)
def _outweighing(kinds: str) -> tuple[str, ...]:
    """Return the texts that give a line the direction of its paragraph (``tokens.outweigh``)."""
    letters = kinds.count("R")
    same = kinds.replace("r", "R")
    right, left = len(_RIGHT.findall(same)), len(_LEFT.findall(same))
    return tuple(tokens.weights(max(kinds.count("L") - letters, left - right), RLM))


@lru_cache(maxsize=4096)
def _sort(text: str) -> str:
    """Return the kind of a sign's first character, or ``1`` if it is a string by itself."""
    return "1" if stands_alone(text[0]) else kinds_of(text[0])
