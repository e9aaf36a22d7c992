"""(theory to come)"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from unicodedata import bidirectional, mirrored

from leaflets.pdf.codes import Code
from leaflets.pdf.embed import FontSet
from leaflets.pdf.show import Piece
from leaflets.text.model import Cluster, Glyph, GlyphRun, Line

LRM, RLM, ALM, PDF = "\u200e", "\u200f", "\u061c", "\u202c"

_BLANK = 0.102
"""Em: the width of a blank code. Poppler takes a code less than 0.1 em after another for a new word."""

_INSIDE = 0.02
_KEY = 0.004
_ASIDE = 0.01
_LONG = 30


@dataclass(frozen=True, slots=True)
class Atom:
    """A cluster on its line: source text, left edge and width in points."""

    run: GlyphRun
    cluster: Cluster
    text: str
    x: float
    width: float


@dataclass(slots=True)
class _String:
    """A piece in the making."""

    run: GlyphRun
    fonts: FontSet
    codes: list[Code] = field(default_factory=list)
    xs: list[float] = field(default_factory=list)

    def blank(self, text: str, x: float, width: float = 0.0, variant: int = 0) -> None:
        """Add a code that draws nothing; ``width`` in points."""
        units = round(width / self.run.size * self.run.face.upem)
        self.codes.append(self.fonts.codes(self.run.face).blank(text, units, variant))
        self.xs.append(x)

    def glyphs(self, glyphs: tuple[Glyph, ...], text: str, x: float, inset: int = 0) -> None:
        self.codes.append(self.fonts.codes(self.run.face).code(glyphs, text, inset))
        self.xs.append(x)

    def piece(self) -> Piece:
        return Piece(self.run, self.codes, self.xs)


def atoms(line: Line) -> list[Atom]:
    """Return the clusters of ``line`` that draw something, in logical order."""
    text = line.text
    found = [
        Atom(run, cluster, text[cluster.start : cluster.end] or "\u00ad", x, width)
        for run in line.runs
        for cluster, x, width in zip(run.clusters, run.xs, run.widths, strict=True)
        if cluster.glyphs
    ]
    # An added hyphen has no place in the text: it stays after everything else.
    last = len(text)
    found.sort(key=lambda a: a.cluster.start if a.cluster.end > a.cluster.start else last)
    return found


def _kind(character: str) -> str:
    """pdfium's class: L, R, W(eak) or N(eutral)."""
    match bidirectional(character):
        case "L":
            return "L"
        case "R" | "AL":
            return "R"
        case "EN" | "AN" | "ES" | "ET" | "CS" | "NSM" | "BN":
            return "W"
        case _:
            return "N"


def rtl_pieces(line: Line, fonts: FontSet) -> list[Piece]:
    groups = [
        (rtl, list(group))
        for (rtl, _), group in groupby(atoms(line), lambda a: (a.run.level % 2 == 1, id(a.run)))
    ]
    strings: list[_String] = []
    for index, (rtl, group) in enumerate(groups):
        if rtl:
            before_ltr = index + 1 < len(groups) and not groups[index + 1][0]
            tokens = list(_stretches(group))
            for n, token in enumerate(tokens):
                strings.append(_rtl_token(token, fonts, before_ltr and n == len(tokens) - 1))
        else:
            strings += _ltr_tokens(group, fonts)
    if strings:
        _compensate(strings, line)
        end = _String(strings[-1].run, fonts)
        end.blank(" ", min(a.x for a in atoms(line)))
        strings.append(end)
    return [string.piece() for string in strings]


def _stretches(group: Sequence[Atom]) -> Iterator[list[Atom]]:
    """Cut RTL atoms where one visual string would not do: around mirrored characters."""
    stretch: list[Atom] = []
    for atom in group:
        if stretch:
            first = stretch[0].text[0]
            starts = mirrored(atom.text[0]) or (
                _kind(first) != "R"
                and not (atom.text == " " and len(stretch) == 1 and first != " ")
            )
            if starts:
                yield stretch
                stretch = []
        stretch.append(atom)
    if stretch:
        yield stretch


def _rtl_token(token: list[Atom], fonts: FontSet, before_ltr: bool) -> _String:
    run = token[0].run
    em = run.size
    string = _String(run, fonts)
    rest = list(reversed(token))
    left = rest[0].x
    if rest[0].text == " " and len(rest) > 1:
        space = rest.pop(0)
        string.blank(ALM, space.x)
        string.blank(" ", space.x, space.width)
        if _kind(rest[0].text[-1]) != "R":
            string.codes.pop()
            string.xs.pop()
            string.blank(" ", space.x, space.width - _BLANK * em)
            string.blank(RLM, rest[0].x - _BLANK * em, _BLANK * em)
    else:
        if before_ltr:
            string.blank(ALM, left, 0, 1)
        string.blank(ALM, left - _BLANK * em, _BLANK * em)
    for n, atom in enumerate(rest):
        before = rest[n - 1].text[0] if n else ""
        _rtl_atom(string, atom, before)
    string.blank(LRM, token[0].x + token[0].width - _INSIDE * em)
    return string


def _rtl_atom(string: _String, atom: Atom, before: str) -> None:
    """Add a cluster; ``before`` is the character on its left."""
    em = atom.run.size
    sequence: list[str] = []
    for character in reversed(atom.text):
        if before and _kind(before) == "W" and _kind(character) == "W":
            sequence.append(RLM)
        elif before == " " and character != " " and _kind(character) != "R":
            sequence.append(RLM)
        sequence.append(character)
        before = character
    blanks = sequence[:-1]
    room = round(atom.run.face.upem * _BLANK) * len(blanks)
    inset = max(0, min(room, atom.cluster.advance - round(atom.run.face.upem * _BLANK)))
    unit = em / atom.run.face.upem
    x = atom.x + (inset - room) * unit
    for character in blanks:
        string.blank(character, x, _BLANK * em)
        x += _BLANK * em
    string.glyphs(atom.cluster.glyphs, sequence[-1], atom.x + inset * unit, inset)


def _ltr_tokens(group: list[Atom], fonts: FontSet) -> list[_String]:
    run = group[0].run
    em = run.size
    pieces: list[list[Atom]] = []
    last = ""
    for atom in group:
        kind = _kind(atom.text[0])
        alone = (
            mirrored(atom.text[0])
            or bidirectional(atom.text[0]) == "AN"
            or "\u06f0" <= atom.text[0] <= "\u06f9"
        )
        if kind != last or alone:
            pieces.append([])
        pieces[-1].append(atom)
        last = "" if alone else kind
    left = group[0].x
    right = group[-1].x + group[-1].width
    strings = []
    for k, piece in enumerate(pieces):
        string = _String(run, fonts)
        first = piece[0].text[0]
        string.blank(RLM, right - _KEY * em * (k + 1), 0, k % 8)
        if k == 0:
            string.blank(LRM, left - 2 * _ASIDE * em, 0, 8)
            string.blank(RLM, left - _ASIDE * em, 0, 9)
        if _kind(first) == "N" or bidirectional(first) == "CS":
            string.blank(LRM, piece[0].x - _ASIDE * em, 0, k % 8)
        for atom in piece:
            string.glyphs(atom.cluster.glyphs, atom.text, atom.x)
        string.blank(LRM, piece[-1].x + piece[-1].width - _INSIDE * em, 0, k % 8 + 10)
        strings.append(string)
    return strings


def _compensate(strings: list[_String], line: Line) -> None:
    """Make RTL the majority of the line."""
    texts = [c for s in strings for c in _texts(s)]
    characters = "".join(texts)
    left = sum(_kind(c) == "L" for c in characters)
    right = sum(_kind(c) == "R" for c in characters)
    need = left - right + 1
    need = max(need, left + 1 - sum(1 for k, _ in groupby(characters, _kind) if k == "R"))
    first = strings[0]
    x = max(first.xs)
    n = _LONG
    while need > 0:
        count = min(n, need)
        first.blank((RLM + PDF) * count, x)
        need -= count
        n -= 1


def _texts(string: _String) -> list[str]:
    table = string.fonts.codes(string.run.face)
    return [table._texts[int(code.hex, 16)] for code in string.codes]


def ltr_pieces(line: Line, fonts: FontSet) -> list[Piece]:
    """Left-to-right line with right-to-left phrases."""
    strings: list[_String] = []
    after_phrase = False
    for phrase, group in groupby(atoms(line), lambda a: a.run.level > 0):
        members = list(group)
        if phrase:
            strings += _phrase(members, fonts)
        else:
            strings += _ltr_runs(members, fonts, after_phrase)
        after_phrase = phrase
    _outweigh(strings, LRM)
    return [string.piece() for string in strings]


def _phrase(members: list[Atom], fonts: FontSet) -> Iterator[_String]:
    left = min(a.x for a in members)
    for k, token in enumerate(_words(members)):
        em = token[0].run.size
        visual = sorted(token, key=lambda a: a.x)
        string = _String(token[0].run, fonts)
        string.blank(LRM, left - 0.13 * em + _KEY * em * k, 0, k % 8)
        if token[0].run.level % 2:
            for n, atom in enumerate(visual):
                _rtl_atom(string, atom, visual[n - 1].text[0] if n else "")
        else:
            string.blank(RLM, visual[0].x - _ASIDE * em)
            for atom in visual:
                string.glyphs(atom.cluster.glyphs, atom.text, atom.x)
        string.blank(RLM, visual[-1].x + visual[-1].width - _INSIDE * em, 0, 8 + k % 8)
        yield string


def _words(members: Sequence[Atom]) -> Iterator[list[Atom]]:
    """Cut a phrase into words, single signs and spaces."""

    def key(pair: tuple[int, Atom]) -> tuple[int, int]:
        index, atom = pair
        alone = atom.run.level % 2 and _kind(atom.text[0]) != "R"
        return id(atom.run), index if alone else -1

    for _, group in groupby(enumerate(members), key):
        yield [atom for _, atom in group]


def _ltr_runs(members: list[Atom], fonts: FontSet, after_phrase: bool) -> Iterator[_String]:
    leading = after_phrase
    string: _String | None = None
    for atom in members:
        alone = leading and _kind(atom.text[0]) != "L"
        if string is None or alone or leading or string.run is not atom.run:
            if string is not None:
                yield string
            string = _String(atom.run, fonts)
            if after_phrase:
                string.blank(LRM, atom.x - _ASIDE * atom.run.size)
        string.glyphs(atom.cluster.glyphs, atom.text, atom.x)
        leading = alone
    if string is not None:
        yield string


def _outweigh(strings: list[_String], mark: str) -> None:
    """Make the direction of ``mark`` the majority of the line, by blank codes at its start."""
    side = _kind(mark)
    characters = "".join(text for string in strings for text in _texts(string))
    other = sum(_kind(c) in "LR" and _kind(c) != side for c in characters)
    own = sum(1 for kind, _ in groupby(characters, _kind) if kind == side)
    need = other + 1 - own
    first = strings[0]
    n = _LONG
    extra = []
    while need > 0:
        count = min(n, need)
        extra.append((mark + PDF) * count)
        need -= count
        n -= 1
    x = min(first.xs)
    for text in extra:
        code = first.fonts.codes(first.run.face).blank(text)
        first.codes.insert(0, code)
        first.xs.insert(0, x - _ASIDE * first.run.size)
