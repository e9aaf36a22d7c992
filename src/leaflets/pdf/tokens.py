"""How right-to-left text is written so that it can be read back. Shared parts; the lines themselves
are cut in ``tokens_rtl`` and ``tokens_ltr``.

A PDF holds glyphs at places, no reading order. Every extractor guesses one, each by rules of its
own, and all of them guess wrong for plain right-to-left strings. So a line is cut into *tokens*,
one string each, and invisible codes tell every extractor what it needs. What the extractors do
(poppler 22.12, pdfium 159, MuPDF 1.28 and 2.0, pypdf 7.1; by reading and measuring them):

- **poppler** looks at places only. Codes become words, words sorted by x become lines. One
  direction holds for a page, that of the majority of its letters. On a right-to-left page it walks
  each line from the right and reverses everything up to a left-to-right letter or a digit, keeps
  everything from there up to the next right-to-left letter. A code nearer than 0.1 em to the one
  before begins a new word; a word beginning far left of the end of the word before it, by x, leaves
  the line, so a mark must not share its x with a wide word.
- **pdfium** sorts the strings of a baseline by the x of their first code, keeps the order inside
  them, cuts the whole into segments of right-to-left, left-to-right, weak and neutral characters,
  and, if at least as many run right as left, reverses the segments. Right-to-left segments are
  reversed inside too, neutral ones follow the last letter and are then mirrored, weak ones are
  never reversed. Strings without width vanish, and codes repeated in place are taken for bold.
- **MuPDF** follows the stream; a jump begins a new line unless the direction changes with it. It
  reverses stretches of right-to-left characters if they advance rightwards.
- **pypdf** follows the stream, puts characters in front of each other while the last letter was
  right-to-left, and starts afresh at every Tf.

Hence: tokens follow each other in reading order (MuPDF, pypdf), each with its own Tf; inside a
token glyphs go from left to right. A token begins with a mark of its direction and ends with one of
the other, which fences neutral signs and numbers off (all four), keeps brackets from being mirrored
(pdfium) and makes the jump between tokens free (MuPDF). Where the x of a token's first glyph would
sort it wrongly, a mark stands before it as sort key (pdfium). Marks that repeat nearby cycle
through codes that differ but mean the same. The majority of the line is tipped by more marks, after
each of them a U+202C so that they count as segments (``outweigh``). ActualText is not used: poppler
reverses it, MuPDF breaks on it. Copied text holds these marks; they are invisible and harmless.

What stays inexact: spaces appear inside numbers and Latin words of right-to-left lines in pdfium
and pypdf; right-to-left isolates within left-to-right ones; digits inside a right-to-left phrase on
a left-to-right page in poppler.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum
from functools import lru_cache
from itertools import groupby
from unicodedata import bidirectional, mirrored

from leaflets.pdf.codes import Code, CodeTable
from leaflets.pdf.embed import FontSet
from leaflets.pdf.show import Piece
from leaflets.text.model import Cluster, GlyphRun, Line

LRM, RLM, ALM = "\u200e", "\u200f", "\u061c"
SOFT_HYPHEN = "\u00ad"

BLANK = 0.102
"""Em: width of a blank code that a glyph follows: nearer than 0.1, poppler begins a new word."""

INSIDE = 0.02
"""Em: how far inside the right edge of a token its last mark stands, so that it is in its word."""

ASIDE = 0.01
"""Em: how far left of a glyph a mark without width stands, so that it sorts before it."""

KEY = 0.001
"""Em: distance of sort keys, enough for the three decimals of a place in points."""

_OVERLAP = 0.1
"""Em: the least by which a cluster that lost space before itself overlaps the one on its left."""

_POP = "\u202c"  # POP DIRECTIONAL FORMATTING, neutral to every extractor
_LONGEST = 30  # marks in one code: 60 characters, see codes.LONGEST


class Kind(Enum):
    """The classes into which pdfium sorts characters."""

    LEFT = "left-to-right letter"
    RIGHT = "right-to-left letter"
    WEAK = "digit, combining mark, separator of numbers"
    NEUTRAL = "everything else"


_KINDS = {"L": Kind.LEFT, "R": Kind.RIGHT, "AL": Kind.RIGHT}
_KINDS |= dict.fromkeys(("EN", "AN", "ES", "ET", "CS", "NSM", "BN"), Kind.WEAK)


def turns(character: str) -> bool:
    """Tell whether pdfium mirrors the character: it also turns quotation marks, unlike Unicode."""
    return bool(mirrored(character)) or character in "‘’“”"


@lru_cache(maxsize=4096)
def kind(character: str) -> Kind:
    """Return the class of one character."""
    return _KINDS.get(bidirectional(character), Kind.NEUTRAL)


@dataclass(frozen=True, slots=True)
class Atom:
    """A cluster on its line: its source text; its left edge and width in points. ``inset`` is by
    how much its glyphs begin further left, where an opening Chinese mark gave up its empty half."""

    run: GlyphRun
    cluster: Cluster
    text: str
    x: float
    width: float
    inset: float = 0.0

    @property
    def right(self) -> float:
        return self.x + self.width

    @property
    def kind(self) -> Kind:
        return kind(self.text[0])

    @property
    def is_rtl(self) -> bool:
        return self.run.level % 2 == 1


def atoms(line: Line) -> list[Atom]:
    """Return the clusters of ``line`` that have glyphs, in logical order."""
    text = line.text
    found: list[Atom] = []
    for run in line.runs:
        for cluster, x, width in zip(run.clusters, run.xs, run.widths, strict=True):
            if cluster.glyphs:
                inset = max(0.0, found[-1].right - x) if found else 0.0
                inset = inset if inset > _OVERLAP * run.size else 0.0
                own = text[cluster.start : cluster.end] or SOFT_HYPHEN
                found.append(Atom(run, cluster, own, x + inset, width - inset, inset))
    found.sort(key=lambda atom: (atom.text == SOFT_HYPHEN, atom.cluster.start))
    return found


@dataclass(slots=True)
class Token:
    """A string in the making: its codes, their left edges in points and what they mean."""

    run: GlyphRun
    table: CodeTable
    codes: list[Code] = field(default_factory=list)
    xs: list[float] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)

    @property
    def em(self) -> float:
        return self.run.size

    def mark(self, text: str, x: float, width: float = 0.0, variant: int = 0) -> None:
        """Add a code that draws nothing, ``width`` em wide."""
        units = round(width * self.run.face.upem)
        self._add(self.table.blank(text, units, variant), text, x)

    def draw(self, atom: Atom) -> None:
        """Add a cluster by one code that means all its text."""
        code = self.table.code(atom.cluster.glyphs, atom.text, self._units(atom.inset))
        self._add(code, atom.text, atom.x)

    def draw_rtl(self, atom: Atom, before: str) -> None:
        """Add a right-to-left cluster by one code for each character, the last one drawing it all.

        Extractors reverse right-to-left text character by character, but not inside a code. The
        other codes are blank and take their room from the cluster's left part. ``before`` is the
        character on the left, or "": an RLM keeps weak signs apart, which pdfium would not reverse,
        and a sign from the space after it, which poppler would put before it.
        """
        characters = in_visual_order(atom.text, before)
        last = characters.pop()
        upem = self.run.face.upem
        blank = round(BLANK * upem)
        room = blank * len(characters)
        own = self._units(atom.inset)
        inset = max(0, min(room, atom.cluster.advance - own - blank))
        unit = self.em / upem
        for place, character in enumerate(characters):
            self.mark(character, atom.x + (inset - room + place * blank) * unit, BLANK)
        code = self.table.code(atom.cluster.glyphs, last, own + inset)
        self._add(code, last, atom.x + inset * unit)

    def lead(self, text: str, x: float, variant: int = 0) -> None:
        """Put a code without width before all others."""
        self.codes.insert(0, self.table.blank(text, 0, variant))
        self.xs.insert(0, x)
        self.texts.insert(0, text)

    def piece(self) -> Piece:
        return Piece(self.run, self.codes, self.xs)

    def _units(self, points: float) -> int:
        return round(points / self.em * self.run.face.upem)

    def _add(self, code: Code, text: str, x: float) -> None:
        self.codes.append(code)
        self.xs.append(x)
        self.texts.append(text)


def token_of(run: GlyphRun, fonts: FontSet) -> Token:
    """Return an empty token in the face of ``run``."""
    return Token(run, fonts.codes(run.face))


def stands_alone(character: str) -> bool:
    """Tell whether a character within left-to-right text of a right-to-left line is a string."""
    is_persian_digit = "\u06f0" <= character <= "\u06f9"
    return turns(character) or bidirectional(character) == "AN" or is_persian_digit


def in_visual_order(text: str, before: str) -> list[str]:
    """Return the characters of ``text`` from left to right, with an RLM where one is needed."""
    result: list[str] = []
    for character in reversed(text):
        own = kind(character)
        if before == " ":
            fence = character != " " and own is not Kind.RIGHT
        else:
            fence = own is Kind.WEAK and before != "" and kind(before) is Kind.WEAK
        if fence:
            result.append(RLM)
        result.append(character)
        before = character
    return result


def outweigh(tokens: Sequence[Token], mark: str) -> list[str]:
    """Return texts of blank codes that give the line of ``tokens`` the direction of ``mark``.

    They tip the count of letters (poppler) and of segments (pdfium); each text is another one.
    """
    side = kind(mark)
    other = Kind.LEFT if side is Kind.RIGHT else Kind.RIGHT
    characters = "".join(text for token in tokens for text in token.texts)
    kinds = [kind(character) for character in characters]
    segments = [k for k, _ in groupby(kinds)]
    # Poppler drops sort keys as repeated words, so marks of our own side count for nothing.
    letters = kinds.count(side) - characters.count(mark)
    return weights(
        max(kinds.count(other) - letters, segments.count(other) - segments.count(side)), mark
    )


def weights(behind: int, mark: str) -> list[str]:
    """Return texts of blank codes that hold two marks more than a line is ``behind``.

    Only so many differ: a line that is hundreds of letters behind keeps the other direction.
    """
    need = 2 + behind
    texts = []
    count = _LONGEST
    while need > 0 and count:
        texts.append((mark + _POP) * min(count, need))
        need -= count
        count -= 1
    return texts
