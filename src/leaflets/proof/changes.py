"""Two versions of a text in, their words out, each with whether it went, came or stayed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from enum import Enum

from leaflets.proof.words import CODE

_WORD = re.compile(
    f"{CODE.pattern}|[\u2e80-\u9fff\uf900-\ufaff]|[^\\W\u2e80-\u9fff\uf900-\ufaff]+|\\s+|.", re.S
)
"""A tag or entity, a word, a blank, a mark; each Chinese character is one by itself."""


class Fate(Enum):
    """What became of words."""

    KEPT = "kept"
    GONE = "gone"
    NEW = "new"


Words = tuple[str, Fate]


def differences(before: str, after: str) -> tuple[tuple[Words, ...], tuple[Words, ...]]:
    """Return both texts in pieces: what of the first is gone, what of the second is new."""
    old, new = _WORD.findall(before), _WORD.findall(after)
    codes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    return (
        tuple(_pieces(old, ((i, j, tag) for tag, i, j, _, _ in codes), Fate.GONE)),
        tuple(_pieces(new, ((i, j, tag) for tag, _, _, i, j in codes), Fate.NEW)),
    )


def _pieces(
    words: list[str], parts: Iterator[tuple[int, int, str]], changed: Fate
) -> Iterator[Words]:
    for start, end, tag in parts:
        if end > start:
            yield "".join(words[start:end]), Fate.KEPT if tag == "equal" else changed
