"""Lines of left-to-right paragraphs with right-to-left phrases, cut into tokens (see ``tokens``).

Input: a ``Line``; output: its strings in reading order. Every word, sign and space of a phrase is a
string with a sort key left of the phrase; what follows a phrase begins with an LRM.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from leaflets.pdf.embed import FontSet
from leaflets.pdf.show import Piece
from leaflets.pdf.tokens import (
    ASIDE,
    BLANK,
    INSIDE,
    KEY,
    LRM,
    RLM,
    Atom,
    Kind,
    Token,
    atoms,
    kind,
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
    for _, group in groupby(atoms(line), lambda atom: atom.run.level > 0):
        members = list(group)
        is_phrase = any(atom.is_rtl for atom in members)
        tokens += _phrase(members, fonts) if is_phrase else _runs(members, fonts, follows)
        follows = is_phrase
    if tokens:
        first = tokens[0]
        for text in outweigh(tokens, LRM):
            first.lead(text, min(first.xs) - ASIDE * first.em)
    return [token.piece() for token in tokens]


def _phrase(members: Sequence[Atom], fonts: FontSet) -> Iterator[Token]:
    """Yield the words, signs, spaces and combining marks of a phrase, each between two marks."""
    left = min(atom.x for atom in members)
    em = members[0].run.size
    count = 0
    for word in _words(members):
        for token in _word_tokens(word, fonts):
            token.lead(LRM, left + (KEY * count - _BEFORE) * em, variant=count % _CYCLE)
            right = token.xs[-1] + token.codes[-1].width * em / token.run.face.upem
            token.mark(RLM, right - INSIDE * em, variant=1 + count % _CYCLE)
            count += 1
            yield token


def _word_tokens(word: Sequence[Atom], fonts: FontSet) -> Iterator[Token]:
    """Yield a word and after it the combining marks of its last cluster.

    A mark is a string by itself, as pdfium would not reverse the order of letter and mark.
    """
    token = token_of(word[0].run, fonts)
    last = word[-1]
    if not last.is_rtl:
        token.mark(RLM, word[0].x - ASIDE * token.em)  # a turn, so that MuPDF lets digits jump
        for atom in word:
            token.draw(atom)
        yield token
        return
    signs = [character for character in last.text[1:] if kind(character) is Kind.WEAK]
    bare = "".join(character for character in last.text if character not in signs)
    before = ""
    for atom in reversed([*word[:-1], replace(last, text=bare)]):
        token.draw_rtl(atom, before)
        before = atom.text[0]
    yield token
    for sign in signs:
        token = token_of(last.run, fonts)
        x = last.x - BLANK * token.em
        token.mark(RLM, x - ASIDE * token.em)  # poppler takes a sign for right-to-left only after R
        token.mark(sign, x, BLANK)
        yield token


def _words(members: Sequence[Atom]) -> Iterator[list[Atom]]:
    """Cut a phrase into words, signs and spaces, and words after each combining mark."""
    word: list[Atom] = []
    for atom in members:
        if word and (atom.run is not word[0].run or _ends(word[-1]) or _is_alone(atom)):
            yield word
            word = []
        word.append(atom)
    if word:
        yield word


def _is_alone(atom: Atom) -> bool:
    return atom.is_rtl and atom.kind is not Kind.RIGHT


def _ends(atom: Atom) -> bool:
    """Tell whether a word must end after ``atom``."""
    return _is_alone(atom) or any(kind(character) is Kind.WEAK for character in atom.text[1:])


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
