"""UAX #9, implicit part: weak types (W1 to W7), brackets and neutrals (N0 to N2), levels (I1, I2).

Input: the types of one isolating run sequence, one code a character (``ucd.classes``), between sos
and eos. Output: its resolved levels. Each rule is one substitution of equal length, linear in the
text. Isolate initiators and PDI count as neutrals throughout.
"""

from __future__ import annotations

import re
from re import Match
from typing import Final

from leaflets.text.bidi_class import BRACKET, CLOSING, EQUIVALENTS

_MAX_OPEN: Final = 63  # BD16: the size of the bracket stack

_NSM_RUN: Final = re.compile("([^M])(M+)")
_AFTER_ARABIC: Final = re.compile("A[^LRA]*")
_ONE_SEPARATOR: Final = re.compile("(?<=1)[+,](?=1)")
_ONE_ARABIC_SEPARATOR: Final = re.compile("(?<=2),(?=2)")
_TERMINATORS: Final = re.compile("%+")
_LEFTOVERS: Final = str.maketrans("+%,", "NNN")
_AFTER_LEFT: Final = re.compile("L[^LR]*")
_NUMBERS_AS_RIGHT: Final = str.maketrans("12", "RR")
_NEUTRALS: Final = re.compile("[BSWNiIFP]+")
_EVEN_STEPS: Final = str.maketrans("LR12", "\0\1\2\2")
_ODD_STEPS: Final = str.maketrans("LR12", "\1\0\1\1")


def resolved_levels(text: str, types: str, level: int, borders: tuple[str, str]) -> bytes:
    """Return the level of each character of a sequence; ``borders`` are sos and eos."""
    sos, eos = borders
    weak = _weak(types, sos)
    paired = _brackets(text, types, weak, level, sos)
    final = _neutrals(paired, level, sos, eos)
    # I1, I2, as steps above the sequence's level.
    steps = final.translate(_ODD_STEPS if level & 1 else _EVEN_STEPS).encode("ascii")
    return bytes(step + level for step in steps) if level else steps


def _weak(types: str, sos: str) -> str:
    """W1 to W7, with sos standing before the sequence while they run."""
    text = _NSM_RUN.sub(_w1, sos + types) if "M" in types else sos + types
    text = _AFTER_ARABIC.sub(_w2, text)
    text = text.replace("A", "R")  # W3
    text = _ONE_ARABIC_SEPARATOR.sub("2", _ONE_SEPARATOR.sub("1", text))  # W4
    text = _TERMINATORS.sub(_w5, text)
    text = text.translate(_LEFTOVERS)  # W6
    return _AFTER_LEFT.sub(_w7, text)[1:]


def _w1(match: Match[str]) -> str:
    before = match[1]
    return before + ("N" if before in "iIFP" else before) * len(match[2])


def _w2(match: Match[str]) -> str:
    return match[0].replace("1", "2")


def _w5(match: Match[str]) -> str:
    text, start, end = match.string, match.start(), match.end()
    return "1" * (end - start) if "1" in (text[start - 1], text[end : end + 1]) else match[0]


def _w7(match: Match[str]) -> str:
    return match[0].replace("1", "L")


def _neutrals(types: str, level: int, sos: str, eos: str) -> str:
    """N1 and N2."""
    embedding = "R" if level & 1 else "L"
    bounded = sos + types + eos
    strong = bounded.translate(_NUMBERS_AS_RIGHT)

    def direction(match: Match[str]) -> str:
        before, after = strong[match.start() - 1], strong[match.end()]
        return (before if before == after else embedding) * (match.end() - match.start())

    return _NEUTRALS.sub(direction, bounded)[1:-1]


def _brackets(text: str, types: str, weak: str, level: int, sos: str) -> str:
    """N0: give each bracket pair the direction its content and context call for."""
    pairs = _bracket_pairs(text, weak)
    if not pairs:
        return weak
    embedding, opposite = "RL" if level & 1 else "LR"
    strong = weak.translate(_NUMBERS_AS_RIGHT)
    resolved = list(strong)
    for opening, closing in pairs:
        # Pairs come in the order of their openings: no pair inside this one is resolved yet.
        if strong.find(embedding, opening, closing) >= 0:
            direction = embedding  # N0 b
        elif strong.find(opposite, opening, closing) < 0:
            continue  # N0 d
        else:  # N0 c
            direction = opposite if _before(resolved, opening, sos) == opposite else embedding
        resolved[opening] = resolved[closing] = direction
    return _with_brackets(types, weak, pairs, resolved)


def _before(resolved: list[str], at: int, sos: str) -> str:
    """Return the last strong type before ``at``, brackets resolved so far included."""
    # Linear in all: the bracket resolved last stops every later search.
    while at and resolved[at := at - 1] not in "LR":
        pass
    return resolved[at] if resolved[at] in "LR" else sos


def _with_brackets(types: str, weak: str, pairs: list[tuple[int, int]], resolved: list[str]) -> str:
    result = list(weak)
    for at in (at for pair in pairs for at in pair):
        direction = resolved[at]
        if direction in "LR":
            result[at] = direction
            while (at := at + 1) < len(types) and types[at] == "M":
                result[at] = direction  # N0: marks on a bracket follow it
    return "".join(result)


def _bracket_pairs(text: str, weak: str) -> list[tuple[int, int]]:
    """BD16: return the positions of bracket pairs, in the order of the opening ones."""
    pairs: list[tuple[int, int]] = []
    stack: list[tuple[str, int]] = []
    for match in BRACKET.finditer(text):
        at, bracket = match.start(), match[0]
        if weak[at] != "N":
            continue  # BD14, BD15: only a bracket that is still ON counts
        if bracket in CLOSING:
            if len(stack) == _MAX_OPEN:
                return []
            stack.append((CLOSING[bracket], at))
        else:
            _close(stack, pairs, EQUIVALENTS.get(bracket, bracket), at)
    return sorted(pairs)


def _close(
    stack: list[tuple[str, int]], pairs: list[tuple[int, int]], closing: str, at: int
) -> None:
    """Pair the closing bracket at ``at`` with the innermost opening one that waits for it."""
    for depth in range(len(stack) - 1, -1, -1):
        if stack[depth][0] == closing:
            pairs.append((stack[depth][1], at))
            del stack[depth:]
            return
