"""How long each text may be: the boxes of a leaflet at their least type size in, characters out.

Input: a leaflet as it is composed; output: for each message the characters that its translation may
have if all other texts stay as they are. What a longer text would take is reckoned from the lines
and tried out: the frame is laid out with words of that length, and with fewer until they fit. Other
words break elsewhere, so a limit is good to a word or so, and the build has the last word.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from math import ceil, floor

from leaflets.catalogs.po import Key
from leaflets.document.nodes import Block, Box, Text
from leaflets.layout.compose import Filled, Job, at_least
from leaflets.layout.fragment import LinePart
from leaflets.layout.memory import Memory
from leaflets.layout.structure import build_structure
from leaflets.proof.spots import blocks, keys, paragraphs

_LEADING = 1.35
"""Leading of a text of one line, in sizes of its type."""
_FITS = 0.05  # points of rounding that are no overflow


def limits(job: Job) -> dict[Key, int]:
    """Return the most characters of each message on the pages of ``job``: its least box counts."""
    structure = build_structure(job.document)
    found: dict[Key, int] = {}
    for filled in at_least(job):
        if filled.panel.tag not in ("", job.language.tag):
            continue
        lines = (part for part in filled.fragment.parts if isinstance(part, LinePart))
        there = paragraphs(lines)
        for block in blocks(filled.panel.box):
            waiting = there.get(structure.blocks.get(id(block), -1))
            if isinstance(block, Text) and block.spans and waiting:
                more = _room(job, filled, block, waiting.pop(0)) - len(block.plain)
                for key, length in _lengths(block):
                    most = max(0, length + more)
                    found[key] = min(most, found.get(key, most))
    return found


def _lengths(block: Text) -> Iterator[tuple[Key, int]]:
    """Yield the messages of a text; each may grow by what the whole may."""
    for message in block.messages:
        [key] = keys([message])
        yield key, len(message.text)


def _room(job: Job, filled: Filled, block: Text, lines: Sequence[LinePart]) -> int:
    """Return the most characters of ``block`` at which its frame holds everything."""
    line, most = _reckoned(lines, filled)
    while most > 0 and not _holds(job, filled, block, most):
        most -= max(1, line // 2)
    return max(most, 0)


def _reckoned(lines: Sequence[LinePart], filled: Filled) -> tuple[int, int]:
    """Return the characters of a full line, and of all lines that fit below each other."""
    taken = sum(part.line.width for part in lines)
    characters = sum(part.line.end - part.line.start for part in lines)
    if not taken:
        return characters, characters
    spare = -filled.overflow / _step(lines)
    count = len(lines) + (floor(spare) if spare >= 0 else -ceil(-spare))
    full = lines[0].width * characters / taken
    return int(full), int(full * max(count, 0))


def _step(lines: Sequence[LinePart]) -> float:
    if len(lines) > 1:
        return lines[1].y - lines[0].y
    return _LEADING * max(run.size for run in lines[0].line.runs)


def _holds(job: Job, filled: Filled, block: Text, length: int) -> bool:
    """Tell whether the frame holds ``length`` characters of words like those of ``block``."""
    words = f"{block.plain} " * ceil(length / (len(block.plain) + 1))
    longer = replace(block, spans=(replace(block.spans[0], text=words[:length].strip()),))
    box = _with(filled.panel.box, block, longer)
    # The other frames stay as they are, and what is only tried is not worth remembering.
    document = replace(job.document, panels=(replace(filled.panel, box=box),))
    [again] = at_least(replace(job, document=document, memory=Memory()))
    return again.overflow <= _FITS and not again.fragment.faults


def _with(box: Box, old: Block, new: Block) -> Box:
    """Return ``box`` with one of its blocks exchanged."""
    return replace(box, children=tuple(_exchanged(child, old, new) for child in box.children))


def _exchanged(block: Block, old: Block, new: Block) -> Block:
    if block is old:
        return new
    return _with(block, old, new) if isinstance(block, Box) else block
