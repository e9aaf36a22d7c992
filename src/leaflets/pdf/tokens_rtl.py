"""Lines of right-to-left paragraphs, cut into tokens (see ``tokens`` for why).

Input: a ``Line``; output: its strings in reading order. Words with the spaces and signs between
them stay one string as long as they can, so that a phrase can be searched for; brackets and
quotation marks stand alone, and so does every sign that follows a number.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from unicodedata import bidirectional

from leaflets.pdf.embed import FontSet
from leaflets.pdf.show import Piece
from leaflets.pdf.tokens import (
    ALM,
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
    outweigh,
    stands_alone,
    token_of,
    turns,
)
from leaflets.text.model import Line

_CYCLE = 8  # pdfium compares a code with the seven before it


def rtl_pieces(line: Line, fonts: FontSet) -> list[Piece]:
    """Return what a line of a right-to-left paragraph shows, in reading order."""
    drawn = atoms(line)
    groups = [(rtl, list(group)) for rtl, group in groupby(drawn, lambda atom: atom.is_rtl)]
    tokens: list[Token] = []
    for index, (rtl, group) in enumerate(groups):
        if rtl:
            phrases = list(_phrases(group))
            tokens += [_phrase(phrase, fonts) for phrase in phrases]
            if index + 1 < len(groups) and phrases[-1][-1].text != " ":
                tokens[-1].lead(ALM, phrases[-1][-1].x)  # its own ALM sorts left of the number
        else:
            tokens += _ltr_tokens(group, fonts)
    if tokens:
        # Not at the x of the first code: pdfium takes such a string for upright, and joins rows.
        edge = max(tokens[0].xs) + ASIDE * tokens[0].em
        for text in outweigh(tokens, RLM):
            tokens[0].mark(text, edge)
        tokens[0].mark(
            LRM, edge, variant=2 * _CYCLE + 1
        )  # or the next token begins a line in MuPDF
        tokens.append(_end(drawn, fonts))
    return [token.piece() for token in tokens]


def _end(drawn: Sequence[Atom], fonts: FontSet) -> Token:
    """Return a space without width that ends the line, so that it parts the cells of a table."""
    token = token_of(drawn[-1].run, fonts)
    token.mark(" ", min(atom.x for atom in drawn))
    return token


def _phrases(group: Sequence[Atom]) -> Iterator[list[Atom]]:
    """Cut right-to-left atoms where one string would not do.

    A phrase begins with a letter, or is a single sign or space.
    """
    phrase: list[Atom] = []
    for atom in group:
        if phrase and (
            atom.run is not phrase[0].run or turns(atom.text[0]) or phrase[0].kind is not Kind.RIGHT
        ):
            yield phrase
            phrase = []
        phrase.append(atom)
    if phrase:
        yield phrase


def _phrase(phrase: list[Atom], fonts: FontSet) -> Token:
    """Return ALM, the space after the phrase, the phrase from left to right, LRM.

    Without a space, ALM is a blank that lies over whatever is left of the phrase.
    """
    token = token_of(phrase[0].run, fonts)
    *rest, left = phrase
    if left.text == " ":
        token.mark(ALM, left.x)
        if not rest:
            token.mark(LRM, left.x)  # at the right edge it would tie with the next phrase (poppler)
            token.draw(left)
            return token
        token.draw(left)
    else:
        token.mark(ALM, left.x - BLANK * token.em, BLANK)
        token.draw_rtl(left, "")
    before = left.text[-1]
    for atom in reversed(rest):
        token.draw_rtl(atom, before)
        before = atom.text[0]
    token.mark(LRM, phrase[0].right - INSIDE * token.em)
    return token


def _ltr_tokens(group: list[Atom], fonts: FontSet) -> Iterator[Token]:
    """Yield the pieces of a number or Latin text, each within marks.

    pdfium reverses their order, so their sort keys fall from the right edge; the first also has an
    RLM at its left edge, where poppler must turn round.
    """
    left = group[0].x
    right = group[-1].right
    em = group[0].run.size
    pieces = list(_ltr_cuts(group))
    inside = (ASIDE + KEY * (len(pieces) + 1)) * em  # every LRM left of every key
    for count, piece in enumerate(pieces):
        variant = count % _CYCLE
        token = token_of(piece[0].run, fonts)
        token.mark(RLM, right - KEY * em * (count + 1), variant=variant)
        if count == 0:
            token.mark(LRM, left - 2 * ASIDE * em, variant=_CYCLE)
            token.mark(RLM, left - ASIDE * em, variant=_CYCLE)
        if piece[0].kind is Kind.NEUTRAL or bidirectional(piece[0].text[0]) == "CS":
            token.mark(LRM, piece[0].x - ASIDE * em, variant=variant)
        for atom in piece:
            token.draw(atom)
        token.mark(LRM, piece[-1].right - inside, variant=_CYCLE + 1 + variant)
        yield token


def _ltr_cuts(group: Sequence[Atom]) -> Iterator[list[Atom]]:
    """Cut where pdfium's class changes, and around brackets and Arabic digits."""
    piece: list[Atom] = []
    for atom in group:
        if piece and (
            atom.run is not piece[0].run
            or atom.kind is not piece[0].kind
            or stands_alone(atom.text[0])
            or stands_alone(piece[0].text[0])
        ):
            yield piece
            piece = []
        piece.append(atom)
    if piece:
        yield piece
