"""Numbers and addresses of a text in two orders: as it is stored, and as a page shows them.

Input: lines of text; output: each telephone number, range, amount and address in logical order and
in visual order (UAX #9), from the lines as they were laid out, isolates and mirrored brackets
included. Where the two differ, a reader reads another number than the file holds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from unicodedata import category

from leaflets.text.addresses import addresses
from leaflets.text.model import Cluster, Line

_JOINT = "[ \u00a0\u202f.,:/+()\u066b\u066c–—‐‑−×-]{1,3}"
_NUMBER = re.compile(rf"[+(¥$€£]?\d+(?:{_JOINT}\d+)*\)?(?:[ \u00a0\u202f]?[%‰٪¥$€£])?")
_LEAST = 2
"""Characters of a number that can be misread."""

_MIRRORED = str.maketrans("()[]{}<>«»", ")(][}{><»«")


@dataclass(frozen=True, slots=True)
class Figure:
    """A number or address in the order of the file and, from left to right, of the page."""

    stored: str
    shown: str


def figures(lines: Sequence[Line]) -> tuple[Figure, ...]:
    """Return the numbers and addresses of one text laid out to ``lines``, each once."""
    if not lines:
        return ()
    text = lines[0].text
    found = (
        Figure(_seen(text[start:end]), _seen(_visual(lines, start, end)))
        for start, end in _places(text)
    )
    return tuple(dict.fromkeys(one for one in found if one.stored))


def _places(text: str) -> Iterator[tuple[int, int]]:
    """Yield where numbers and addresses stand; controls inside them count for nothing."""
    offsets = [index for index, character in enumerate(text) if category(character) != "Cf"]
    plain = "".join(text[index] for index in offsets)
    spans = [(one.start, one.end) for one in addresses(plain)]
    taken = {index for start, end in spans for index in range(start, end)}
    spans += [
        match.span()
        for match in _NUMBER.finditer(plain)
        if match.start() not in taken and len(match[0]) >= _LEAST
    ]
    for start, end in sorted(spans):
        yield offsets[start], offsets[end - 1] + 1


def _visual(lines: Sequence[Line], start: int, end: int) -> str:
    """Return the characters of ``[start, end)`` from left to right, line after line."""
    return " ".join(part for line in lines if (part := _on_line(line, start, end)))


def _on_line(line: Line, start: int, end: int) -> str:
    placed: list[tuple[float, Cluster, int]] = [
        (x, cluster, run.level)
        for run in line.runs
        for x, cluster in zip(run.xs, run.clusters, strict=True)
        if start <= cluster.start < cluster.end <= end and cluster.glyphs
    ]
    ordered = sorted(placed, key=lambda one: one[0])
    return "".join(_turned(line.text[c.start : c.end], level) for _, c, level in ordered)


def _turned(text: str, level: int) -> str:
    return text.translate(_MIRRORED) if level % 2 else text


def _seen(text: str) -> str:
    return "".join(c for c in text.strip() if category(c) != "Cf")
