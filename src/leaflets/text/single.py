"""One line at its full size, set without analysis: what the ordinary value of a slot needs.

Input: a text alone in its paragraph, its style and setting. Output: a ``SingleLine``, or None where
the long way (``typesetter``) must be gone. Both give the same glyphs at the same places: a text is
taken only if its kinds of characters leave nothing to decide. Then UAX #9 gives it one level, or
two where numbers stand in right-to-left text; its items follow from the scripts; each cluster is
one glyph that is not moved (HarfBuzz says so); and it fits the measure, so that no line ends inside
it. The text counts as isolated (U+2068 ... U+2069) from its surroundings.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import accumulate, chain
from typing import NamedTuple

from leaflets.fonts.book import Choice, FontBook
from leaflets.fonts.face import Face
from leaflets.language import Direction, Language
from leaflets.recall import Recall
from leaflets.text import han
from leaflets.text.bidi_class import classes
from leaflets.text.itemize import CONTROLS, own_script
from leaflets.text.model import Alignment, Glyph, TextStyle
from leaflets.text.shape import glyph_names
from leaflets.text.typesetter import Setting

EM = 1000
"""Font units of an em: only then are all distances in a PDF whole numbers, without remainders."""

_REMEMBERED = 256
"""Lines, and runs of longer ones, kept for each slot: venues share contacts and streets."""

_BEYOND = "?"
_CODES = {"N": "n", "1": "0", ",": "c", "+": "c", "%": "t"}
"""Bidi_Class code to kind, for characters of no script: neutral, digit, separator, terminator."""

_ONE_SCRIPT = re.compile("[xnct0 ]+|[dnct0 ]+")
_CHINESE = re.compile("[xh](?:[xh]| (?=[xh]))*")
# W4 and W5 would draw a sign between digits, or beside one, into the number.
_RIGHT_TO_LEFT = re.compile("(?=[^a]*a)(?:[anc ]|0(?!c0))+")
_CHINESE_RUN = re.compile("x[x ]*|h[h ]*")
_LEVEL_RUN = re.compile("0+|[^0]+")


@dataclass(frozen=True, slots=True, eq=False)
class Sign:
    """A cluster as one glyph of a face shows it; ``em`` is its advance. Equal only to itself."""

    text: str
    glyph: Glyph
    em: float


_NO_SIGN = Sign("", Glyph(0, 0), 0.0)
"""What is no sign: a glyph that is moved, or that of a character that the face lacks."""


class SignRun(NamedTuple):
    """Signs in logical order, in one face and size; ``rtl`` tells that they run leftwards.

    ``widths`` are their widths in points, the space before the first one included, and ``xs`` their
    left edges from the left end of the line.
    """

    face: Face
    size: float
    rtl: bool
    signs: list[Sign]
    widths: list[float]
    xs: list[float]


class SingleLine(NamedTuple):
    """A line whose runs are in logical order; ``x`` is its left end from that of the measure."""

    direction: Direction
    x: float
    runs: list[SignRun]


class Singles:
    """Sets single lines with the faces of one theme; remembers the signs of each face."""

    def __init__(self, book: FontBook) -> None:
        self.book = book
        self.signs: dict[Face, _Signs] = {}
        self._kinds: dict[str, _Kinds] = {}

    def setter(self, style: TextStyle, setting: Setting) -> SingleSetter:
        """Return what sets lines in a style and setting."""
        script = setting.language.unicode_script
        kinds = self._kinds.setdefault(script, _Kinds(script))
        return SingleSetter(self, style, setting, kinds)

    def of(self, face: Face) -> _Signs:
        """Return the signs of ``face``."""
        if face not in self.signs:
            self.signs[face] = _Signs(face)
        return self.signs[face]


class SingleSetter:
    """Sets single lines in one style and setting."""

    def __init__(self, singles: Singles, style: TextStyle, setting: Setting, kinds: _Kinds) -> None:
        self._singles = singles
        self._style = style
        self._setting = setting
        self._kinds = kinds
        self._language: Language = setting.language
        self._rtl = setting.language.direction is Direction.RTL
        self._han = self._language.unicode_script == "Hani"
        self._faces: dict[str, tuple[Choice, _Signs]] = {}
        self._lines = Recall[SingleLine | None](_REMEMBERED)
        self._parts = Recall[SignRun | None](_REMEMBERED)

    def line(self, text: str) -> SingleLine | None:
        """Return ``text`` as a line, or None if it needs the long way.

        ``text`` is printable and not empty, with single spaces and none at its ends.
        """
        return self._lines(text, lambda: self._line(text))

    def _line(self, text: str) -> SingleLine | None:
        runs = self._runs(text, text.translate(self._kinds))
        if runs is None or self._style.tracking:
            return None
        # Sums in the order of ``line``: elsewhere a half in the last digit would be rounded apart.
        width = sum(list(chain.from_iterable([run.widths for run in runs])))
        room = self._setting.measure - width
        if room < 0:
            return None
        alignment = self._setting.alignment
        if alignment is Alignment.CENTER:
            return SingleLine(self._language.direction, room / 2, runs)
        at_right = self._rtl is not (alignment is Alignment.END)
        return SingleLine(self._language.direction, room if at_right else 0.0, runs)

    def _runs(self, text: str, kinds: str) -> list[SignRun] | None:
        if self._han:
            return self._chinese(text, kinds) if _CHINESE.fullmatch(kinds) else None
        if _ONE_SCRIPT.fullmatch(kinds):
            script = "Latn" if "x" in kinds else self._language.unicode_script
            run = self._run(text, script, rtl=False)
            return [_placed(run, 0.0)[0]] if run else None
        if self._rtl and _RIGHT_TO_LEFT.fullmatch(kinds):
            return self._right_to_left(text, kinds)
        return None

    def _chinese(self, text: str, kinds: str) -> list[SignRun] | None:
        """Return runs in Chinese and Latin faces by turns, with the space between them."""
        runs: list[SignRun] = []
        pen = 0.0
        before = ""
        for found in _CHINESE_RUN.finditer(kinds):
            start, end = found.span()
            script = "Latn" if kinds[start] == "x" else "Hani"
            run = self._part(text[start:end], script, rtl=False)
            if run is None:
                return None
            gap = 0.0
            if before and text[start - 1] != " ":
                gap = han.gap(text[start - 1], text[start], before, script)
            run, pen = _placed(run, pen, gap)
            runs.append(run)
            before = script
        return runs

    def _right_to_left(self, text: str, kinds: str) -> list[SignRun] | None:
        """Return right-to-left runs and the numbers between them, placed from right to left."""
        script = self._language.unicode_script
        runs: list[SignRun] = []
        pen = 0.0
        for found in reversed(list(_LEVEL_RUN.finditer(kinds))):
            start, end = found.span()
            run = self._part(text[start:end], script, rtl=kinds[start] != "0")
            if run is None:
                return None
            run, pen = _placed(run, pen)
            runs.append(run)
        runs.reverse()
        return runs

    def _part(self, text: str, script: str, *, rtl: bool) -> SignRun | None:
        """Return ``_run`` of a part of a line, which may be met again between other numbers."""
        return self._parts((text, script, rtl), lambda: self._run(text, script, rtl=rtl))

    def _run(self, text: str, script: str, *, rtl: bool) -> SignRun | None:
        """Return ``text`` in one face, without its places."""
        choice, known = self._faces.get(script) or self._face(script)
        face = choice.face
        found = glyph_names(text, face.hb_font, (script, self._style.tag, rtl))
        if found is None or face.upem != EM:
            return None
        signs = list(map(known.__getitem__, zip(*found, strict=True)))
        if _NO_SIGN in signs:
            return None
        size = self._style.size * choice.factor
        return SignRun(face, size, rtl, signs, [size * sign.em for sign in signs], [])

    def _face(self, script: str) -> tuple[Choice, _Signs]:
        style, document = self._style, self._language.unicode_script
        choice = self._singles.book.choices(script, document, style.weight, style.family)[0]
        self._faces[script] = choice, self._singles.of(choice.face)
        return self._faces[script]


def _placed(run: SignRun, pen: float, gap: float = 0.0) -> tuple[SignRun, float]:
    """Return ``run`` placed from ``pen`` on, ``gap`` em before it, and where it ends."""
    widths = run.widths
    if gap:
        widths = [run.size * (gap + run.signs[0].em), *widths[1:]]
    *xs, end = accumulate(reversed(widths) if run.rtl else widths, initial=pen)
    if gap:
        xs[0] = pen + run.size * gap
    if run.rtl:
        xs.reverse()
    return run._replace(widths=widths, xs=xs), end


class _Signs(dict[tuple[str, str], Sign]):
    """The signs of a face by cluster and HarfBuzz's name of glyph and advance (``59+600``)."""

    def __init__(self, face: Face) -> None:
        super().__init__()
        self._face = face

    def __missing__(self, key: tuple[str, str]) -> Sign:
        text, name = key
        index, _, advance = name.partition("+")
        covered = self._face.coverage.issuperset(map(ord, text))
        sound = covered and index.isdecimal() and advance.isdecimal()
        self[key] = sign = _NO_SIGN
        if sound:
            glyph = Glyph(int(index), int(advance))
            self[key] = sign = Sign(text, glyph, glyph.advance / EM)
        return sign


class _Kinds(dict[int, str]):
    """The kind of each character in documents of ``script``, for str.translate.

    ``x`` Latin and ``d`` the document's letters, left to right; ``a`` the document's, right to
    left; ``h`` Chinese; digits, spaces and signs as ``_CODES`` says; ``?`` for all the rest.
    """

    def __init__(self, script: str) -> None:
        super().__init__()
        self._script = script

    def __missing__(self, code: int) -> str:
        self[code] = kind = self._kind(chr(code))
        return kind

    def _kind(self, character: str) -> str:
        if character == " ":
            return " "
        bidi, own = classes(character), own_script(character, self._script)
        if character in CONTROLS or bidi not in "LRA1N,+%":
            return _BEYOND
        if self._script == "Hani":
            marks = character in han.CLOSING or character in han.OPENING
            return _BEYOND if marks or bidi in "RA" else {"Latn": "x", "Hani": "h"}.get(own, "?")
        if bidi in "RA":
            return "a" if own in ("", self._script) else _BEYOND
        if not own:
            return _CODES.get(bidi, _BEYOND)
        if bidi == "L":
            return "x" if own == "Latn" else "d" if own == self._script else _BEYOND
        return _BEYOND
