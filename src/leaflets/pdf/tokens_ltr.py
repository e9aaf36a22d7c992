"""Lines of left-to-right paragraphs with right-to-left phrases, cut into tokens (see ``tokens``).

Input: a ``Line``; output: its strings in reading order. Every word, sign and space of a phrase is a
string with a sort key left of the phrase; what follows a phrase begins with an LRM.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from leaflets.pdf.embed import FontSet
from leaflets.pdf.show import Piece
from leaflets.pdf.tokens import (
    ASIDE,
    INSIDE,
    KEY,
    LRM,
    RLM,
    Atom,
    Kind,
    Token,
    atoms,
    outweigh,
    token_of,
)
from leaflets.text.model import Line

_BEFORE = 0.13
"""Em from the first sort key to the left edge of the phrase: a word of its own to poppler."""

_CYCLE = 8


def ltr_pieces(line: Line, fonts: FontSet) -> list[Piece]:
    """Return what a line of a left-to-right paragraph shows, in reading order."""
    tokens: list[Token] = []
    follows = False
    for is_phrase, group in groupby(atoms(line), lambda atom: atom.run.level > 0):
        members = list(group)
        tokens += _phrase(members, fonts) if is_phrase else _runs(members, fonts, follows)
        follows = is_phrase
    if tokens:
        first = tokens[0]
        for text in outweigh(tokens, LRM):
            first.lead(text, min(first.xs) - ASIDE * first.em)
    return [token.piece() for token in tokens]


def _phrase(members: Sequence[Atom], fonts: FontSet) -> Iterator[Token]:
    left = min(atom.x for atom in members)
    em = members[0].run.size
    for count, word in enumerate(_words(members)):
        token = token_of(word[0].run, fonts)
        token.mark(LRM, left + (KEY * count - _BEFORE) * em, variant=count % _CYCLE)
        if word[0].is_rtl:
            before = ""
            for atom in reversed(word):
                token.draw_rtl(atom, before)
                before = atom.text[0]
        else:
            token.mark(RLM, word[0].x - ASIDE * em)  # a turn, so that MuPDF lets the digits jump
            for atom in word:
                token.draw(atom)
        right = max(atom.right for atom in word)
        token.mark(RLM, right - INSIDE * em, variant=1 + count % _CYCLE)
        yield token


def _words(members: Sequence[Atom]) -> Iterator[list[Atom]]:
    """Cut a phrase into words, signs and spaces."""

    def key(numbered: tuple[int, Atom]) -> tuple[int, int]:
        index, atom = numbered
        alone = atom.is_rtl and atom.kind is not Kind.RIGHT
        return id(atom.run), index if alone else -1

    for _, group in groupby(enumerate(members), key):
        yield [atom for _, atom in group]


def _runs(members: Sequence[Atom], fonts: FontSet, follows: bool) -> Iterator[Token]:
    """Yield the runs; after a phrase (``follows``), first the signs before the first letter."""
    leading = follows
    token: Token | None = None
    for atom in members:
        if token is None or leading or atom.run is not token.run:
            if token is not None:
                yield token
            token = token_of(atom.run, fonts)
            if follows:
                token.mark(LRM, atom.x - ASIDE * token.em)
        leading = leading and atom.kind is not Kind.LEFT
        token.draw(atom)
    if token is not None:
        yield token
