"""Chinese spacing: what a full-width mark gives up, and the space between Han and Latin.

Source: W3C clreq, 3.1 (compression of punctuation width) and 3.2 (mixed text). All values in em.
A mark whose glyph is not one em wide is left alone by the caller.
"""

from __future__ import annotations

from collections.abc import Sequence

CLOSING = frozenset("，。、：；）》〉」』】〕”’！？")
OPENING = frozenset("（《〈「『【〔“‘")
_OUTSIDE = frozenset(" \u00a0,.;:!?)،؛؟")
"""What may stand around a Chinese phrase in another language: the phrase's outer marks give up
their empty halves beside it."""

_KEEP_INK = frozenset("！？")
"""Closing marks that keep their width between other characters but may lose it at a line end."""

HALF = 0.5
HAN_LATIN = 0.16
"""Space between Han and Latin letters or digits: clreq allows up to a quarter of an em."""


def trims(characters: Sequence[str]) -> list[tuple[float, float]]:
    """Return what each character loses before and after itself beside its neighbours.

    ``characters`` are those that are drawn, in logical order; '' stands for what is no mark.
    """
    result = [(0.0, 0.0)] * len(characters)
    for index in range(len(characters) - 1):
        this, following = characters[index], characters[index + 1]
        if this in CLOSING and (
            following in CLOSING or following in OPENING or following in _OUTSIDE
        ):
            lost = 0.0 if this in _KEEP_INK else HALF
            result[index] = (result[index][0], lost)
        elif following in OPENING and (this in OPENING or this in _OUTSIDE):
            result[index + 1] = (HALF, 0.0)
    return result


def gap(before: str, after: str, script_before: str, script_after: str) -> float:
    """Return the space that the typesetter adds between two neighbouring characters."""
    if {script_before, script_after} != {"Hani", "Latn"}:
        return 0.0
    latin, han = (before, after) if script_before == "Latn" else (after, before)
    if not latin.isalnum() and latin not in "%+":
        return 0.0
    return 0.0 if han in CLOSING or han in OPENING or not han.isalnum() else HAN_LATIN
