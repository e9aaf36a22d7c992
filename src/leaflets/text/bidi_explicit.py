"""UAX #9, explicit part: paragraph level (P2, P3), isolate pairs (BD9), embeddings (X1 to X9).

Input: one paragraph's Bidi_Class codes; ``explicit_spans`` takes several paragraphs too. Output:
``Span``s, maximal stretches of one level without the characters that X9 removes. Only explicit and
removed characters are visited one by one, so plain text costs one scan of a regular expression.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, NamedTuple

MAX_DEPTH: Final = 125
"""BD2: the deepest explicit level."""

_ISOLATE_OR_END: Final = re.compile("[iIFP]")
_STRONG_OR_ISOLATE: Final = re.compile("[LRAiIF]")
_VISITED: Final = re.compile("[eoEOiIFPp0B]")
_INITIATORS: Final = "iIF"


class Span(NamedTuple):
    """Code points ``[start, end)`` of a paragraph at one explicit level.

    ``types`` are their classes after overrides (X4, X5); of the same length.
    """

    start: int
    end: int
    level: int
    types: str


class _Entry(NamedTuple):
    """An entry of the directional status stack; ``override`` is ``L``, ``R`` or empty."""

    level: int
    override: str
    isolate: bool


@dataclass(slots=True)
class _Status:
    """The directional status stack and its overflow counters (X1)."""

    stack: list[_Entry]
    overflow_isolates: int = 0
    overflow_embeddings: int = 0
    valid_isolates: int = 0
    spans: list[Span] = field(default_factory=list)


def isolate_pairs(classes: str) -> dict[int, int]:
    """Return each isolate initiator's matching PDI (BD9); unmatched ones are absent."""
    pairs: dict[int, int] = {}
    waiting: list[int] = []
    for match in _ISOLATE_OR_END.finditer(classes):
        if match[0] != "P":
            waiting.append(match.start())
        elif waiting:
            pairs[waiting.pop()] = match.start()
    return pairs


def first_strong_level(classes: str, pairs: Mapping[int, int], start: int, end: int) -> int:
    """Return the level that the first strong character of ``[start, end)`` gives, else 0.

    P2 and P3: characters between an isolate initiator and its match do not count.
    """
    match = _STRONG_OR_ISOLATE.search(classes, start, end)
    while match is not None and match[0] in _INITIATORS:
        match = _STRONG_OR_ISOLATE.search(classes, pairs.get(match.start(), end), end)
    return 0 if match is None or match[0] == "L" else 1


def explicit_spans(classes: str, pairs: Mapping[int, int], base: int) -> list[Span]:
    """Return the spans of a paragraph (X1 to X9), in logical order."""
    status = _Status([_Entry(base, "", isolate=False)])
    done = 0
    for match in _VISITED.finditer(classes):
        at = match.start()
        _add(status, classes, done, at)
        done = at + 1
        _visit(status, classes, pairs, at)
    _add(status, classes, done, len(classes))
    return status.spans


def _visit(status: _Status, classes: str, pairs: Mapping[int, int], at: int) -> None:
    code = classes[at]
    if code in "eoEO":
        _embed(status, code)
    elif code in _INITIATORS:
        _add(status, classes, at, at + 1)  # X5a to X5c: the initiator is still outside
        _isolate(status, _isolate_direction(classes, pairs, at))
    elif code == "P":
        _end_isolate(status)
        _add(status, classes, at, at + 1)  # X6a: the PDI is outside again
    elif code == "p":
        _end_embedding(status)
    elif code == "B":
        _end_paragraph(status)
        _add(status, classes, at, at + 1)
    # X9: embeddings, overrides, PDF and BN are in no span.


def _add(status: _Status, classes: str, start: int, end: int) -> None:
    """X6: give ``[start, end)`` the current level and override."""
    if start < end:
        level, override, _ = status.stack[-1]
        types = override * (end - start) if override else classes[start:end]
        status.spans.append(Span(start, end, level, types))


def _next_level(level: int, right: bool) -> int:
    """Return the least odd (``right``) or even level above ``level``."""
    return (level + 1) | 1 if right else (level + 2) & ~1


def _embed(status: _Status, code: str) -> None:
    """X2 to X5: RLE, LRE, RLO, LRO."""
    level = _next_level(status.stack[-1].level, code in "EO")
    if level <= MAX_DEPTH and not status.overflow_isolates and not status.overflow_embeddings:
        override = {"o": "L", "O": "R"}.get(code, "")
        status.stack.append(_Entry(level, override, isolate=False))
    elif not status.overflow_isolates:
        status.overflow_embeddings += 1


def _isolate_direction(classes: str, pairs: Mapping[int, int], at: int) -> bool:
    """Whether the isolate at ``at`` runs right to left; X5c looks into an FSI."""
    if classes[at] != "F":
        return classes[at] == "I"
    return first_strong_level(classes, pairs, at + 1, pairs.get(at, len(classes))) == 1


def _isolate(status: _Status, right: bool) -> None:
    """X5a, X5b: RLI, LRI."""
    level = _next_level(status.stack[-1].level, right)
    if level <= MAX_DEPTH and not status.overflow_isolates and not status.overflow_embeddings:
        status.valid_isolates += 1
        status.stack.append(_Entry(level, "", isolate=True))
    else:
        status.overflow_isolates += 1


def _end_isolate(status: _Status) -> None:
    """X6a: PDI."""
    if status.overflow_isolates:
        status.overflow_isolates -= 1
    elif status.valid_isolates:
        status.overflow_embeddings = 0
        while not status.stack[-1].isolate:
            status.stack.pop()
        status.stack.pop()
        status.valid_isolates -= 1


def _end_embedding(status: _Status) -> None:
    """X7: PDF."""
    if status.overflow_isolates:
        return
    if status.overflow_embeddings:
        status.overflow_embeddings -= 1
    elif not status.stack[-1].isolate and len(status.stack) > 1:
        status.stack.pop()


def _end_paragraph(status: _Status) -> None:
    """X8: end all embeddings, overrides and isolates."""
    del status.stack[1:]
    status.overflow_isolates = status.overflow_embeddings = status.valid_isolates = 0
