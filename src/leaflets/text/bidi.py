"""The Unicode Bidirectional Algorithm, UAX #9, of the Unicode version of ``ucd.bidi``.

Input: text in logical order. Output: embedding levels, the levels of a line (L1), its visual order
(L2), mirrored characters (L4). Any string is accepted, lone surrogates included; nothing raises.
Not done here: combining marks (L3) and shaping, which are the shaper's, and line breaking.

The phases have a module each: ``bidi_class`` (properties), ``bidi_explicit`` (P2 to X9),
``bidi_sequences`` (X10), ``bidi_implicit`` (W1 to I2). Time is linear in the text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby
from typing import Final

from leaflets.text.bidi_class import MIRRORED, classes
from leaflets.text.bidi_explicit import MAX_DEPTH, explicit_spans, first_strong_level, isolate_pairs
from leaflets.text.bidi_implicit import resolved_levels
from leaflets.text.bidi_sequences import sequences

_PARAGRAPH: Final = re.compile("[^B]*B?")
_NEEDS_WORK: Final = re.compile("[RA2eoEOpiIFP]")
MAX_LEVEL: Final = MAX_DEPTH + 1
"""The highest level that I1 and I2 give."""

_Run = tuple[int, range]
"""A level and the indices that have it."""

_REMOVED: Final = re.compile("[eoEOp0]")
# L1 with UAX #9, 5.2: what X9 removes goes with the white space around it.
_TRAILING: Final = re.compile("[BS]|[WiIFPeoEOp0]+")


def resolve_levels(text: str, base_level: int | None = None) -> tuple[int, ...]:
    """Return the embedding level of each code point before line breaking (P1 to I2).

    ``base_level`` is 0 or 1, or None to take it from each paragraph's first strong character (P2,
    P3). A paragraph ends after each character of class B, CR LF being one end (P1); all of them
    have the given base. A character that X9 removes has the level of the character before it, or
    the paragraph's level at its start.
    """
    if not base_level and text.isascii():
        return (0,) * len(text)
    codes = classes(text)
    if not base_level and not _NEEDS_WORK.search(codes):
        return (0,) * len(text)
    levels = bytearray(len(text))
    for start, end in _paragraphs(text, codes):
        levels[start:end] = _paragraph_levels(text[start:end], codes[start:end], base_level)
    return tuple(levels)


def paragraph_level(text: str) -> int:
    """Return the level that the first strong character of the first paragraph gives (P2, P3)."""
    codes = classes(text).partition("B")[0]
    return first_strong_level(codes, isolate_pairs(codes), 0, len(codes))


def line_levels(
    text: str, levels: Sequence[int], start: int, end: int, base_level: int
) -> tuple[int, ...]:
    """Return the levels of the line ``[start, end)`` of ``text`` after rule L1.

    ``levels`` are those of the whole text, ``base_level`` that of the line's paragraph.
    """
    line = list(levels[start:end])
    codes = classes(text[start:end])
    for match in _TRAILING.finditer(codes):
        if match[0] in "BS" or codes[match.end() : match.end() + 1] in ("", "B", "S"):
            line[match.start() : match.end()] = [base_level] * (match.end() - match.start())
    return tuple(line)


def visual_order(levels: Sequence[int]) -> tuple[int, ...]:
    """Return the indices of a line's characters from left to right (L2)."""
    runs: list[_Run] = []
    for level, group in groupby(range(len(levels)), key=levels.__getitem__):
        indices = list(group)
        runs.append((level, range(indices[0], indices[-1] + 1)))
    least_odd = min((level for level, _ in runs if level & 1), default=MAX_LEVEL + 1)
    for level in range(max(levels, default=0), least_odd - 1, -1):
        runs = _reversed_from(level, runs)
    # Inside a run all characters are reversed as often as its level is deep.
    return tuple(at for level, run in runs for at in (reversed(run) if level & 1 else run))


def mirror(character: str) -> str:
    """Return the Bidi_Mirroring_Glyph of ``character``, or itself (L4)."""
    return MIRRORED.get(character, character)


def _paragraphs(text: str, codes: str) -> list[tuple[int, int]]:
    """P1: the paragraphs of ``text``; CR LF ends one, not two."""
    spans: list[tuple[int, int]] = []
    for match in _PARAGRAPH.finditer(codes):
        start, end = match.span()
        if start == end:
            continue
        if spans and text[start - 1 : end] == "\r\n":
            start = spans.pop()[0]
        spans.append((start, end))
    return spans


def _paragraph_levels(text: str, codes: str, base_level: int | None) -> bytearray:
    pairs = isolate_pairs(codes)
    base = first_strong_level(codes, pairs, 0, len(codes)) if base_level is None else base_level
    levels = bytearray([base]) * len(codes)
    for sequence in sequences(codes, explicit_spans(codes, pairs, base), pairs, base):
        part = "".join([text[span.start : span.end] for span in sequence.spans])
        types = "".join([span.types for span in sequence.spans])
        resolved = resolved_levels(part, types, sequence.level, (sequence.sos, sequence.eos))
        done = 0
        for span in sequence.spans:
            size = span.end - span.start
            levels[span.start : span.end] = resolved[done : done + size]
            done += size
    _fill_removed(levels, codes, base)
    return levels


def _fill_removed(levels: bytearray, codes: str, base: int) -> None:
    """Give each removed character the level of the one before it, or ``base`` at the start (X9)."""
    for match in _REMOVED.finditer(codes):
        at = match.start()
        levels[at] = levels[at - 1] if at else base


def _reversed_from(level: int, runs: list[_Run]) -> list[_Run]:
    """L2: reverse each stretch of ``runs`` at ``level`` or higher."""
    result: list[_Run] = []
    for inside, group in groupby(runs, key=lambda run: run[0] >= level):
        stretch = list(group)
        result.extend(reversed(stretch) if inside else stretch)
    return result
