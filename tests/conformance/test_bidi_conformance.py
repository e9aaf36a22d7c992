"""UAX #9: BidiTest.txt and BidiCharacterTest.txt, all cases; the tables against their source."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import pytest

from leaflets.text import bidi
from leaflets.text.bidi_class import UNICODE_VERSION, classes
from leaflets.text.ucd import __main__ as generator
from leaflets.text.ucd import bidi as tables
from leaflets.text.ucd.classes import BidiClass

pytestmark = pytest.mark.needs("/usr/share/unicode")
_FOLDER = Path("/usr/share/unicode")

_REPRESENTATIVES = {
    "L": "a",
    "R": "\u05d0",
    "AL": "\u0627",
    "EN": "1",
    "AN": "\u0661",
    "ES": "+",
    "ET": "$",
    "CS": ",",
    "NSM": "\u0300",
    "BN": "\u00ad",
    "B": "\u2029",
    "S": "\t",
    "WS": " ",
    "ON": "!",
    "LRE": "\u202a",
    "LRO": "\u202d",
    "RLE": "\u202b",
    "RLO": "\u202e",
    "PDF": "\u202c",
    "LRI": "\u2066",
    "RLI": "\u2067",
    "FSI": "\u2068",
    "PDI": "\u2069",
}
_BASES = ((1, None), (2, 0), (4, 1))


class _Expected(NamedTuple):
    levels: tuple[int | None, ...]
    order: tuple[int, ...]


def _levels(text: str, base: int | None) -> tuple[int, ...]:
    used = bidi.paragraph_level(text) if base is None else base
    return bidi.line_levels(text, bidi.resolve_levels(text, base), 0, len(text), used)


def _agrees(text: str, base: int | None, expected: _Expected) -> bool:
    levels = _levels(text, base)
    if any(wanted not in (None, got) for wanted, got in zip(expected.levels, levels, strict=True)):
        return False
    shown = (at for at in bidi.visual_order(levels) if expected.levels[at] is not None)
    return tuple(shown) == expected.order


def _numbers(field: str) -> tuple[int | None, ...]:
    return tuple(None if part == "x" else int(part) for part in field.split())


def _cases(path: Path) -> Iterator[tuple[str, int, _Expected]]:
    expected = _Expected((), ())
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            if line.startswith("@Levels:"):
                expected = _Expected(_numbers(line[8:]), ())
            elif line.startswith("@Reorder:"):
                expected = _Expected(expected.levels, tuple(map(int, line[9:].split())))
            elif line[0] not in "#\n":
                names, _, bits = line.partition(";")
                yield names, int(bits, 16), expected


def test_representatives_have_their_class() -> None:
    for name, character in _REPRESENTATIVES.items():
        assert classes(character) == BidiClass[name]


def test_bidi_test() -> None:
    count = 0
    failures: list[tuple[str, int | None]] = []
    for names, bits, expected in _cases(_FOLDER / "BidiTest.txt"):
        text = "".join([_REPRESENTATIVES[name] for name in names.split()])
        for bit, base in _BASES:
            if bits & bit:
                count += 1
                if not _agrees(text, base, expected):
                    failures.append((names, base))
    assert failures == []
    assert count >= 770_241


def test_bidi_character_test() -> None:
    count = 0
    failures: list[str] = []
    for fields in generator.rows((_FOLDER / "BidiCharacterTest.txt").read_text(encoding="utf-8")):
        codes, direction, paragraph, levels, order = fields
        text = generator.hexes(codes)
        base = {"0": 0, "1": 1, "2": None}[direction]
        expected = _Expected(_numbers(levels), tuple(map(int, order.split())))
        count += 1
        if base is None and bidi.paragraph_level(text) != int(paragraph):
            failures.append(f"{codes}: paragraph level")
        if not _agrees(text, base, expected):
            failures.append(f"{codes}; {direction}")
    assert failures == []
    assert count >= 91_707


def test_tables_are_those_of_the_database() -> None:
    first_line = (_FOLDER / "BidiBrackets.txt").read_text(encoding="utf-8")
    if generator.version(first_line) == UNICODE_VERSION:
        assert Path(tables.__file__).read_text(encoding="utf-8") == generator.module(_FOLDER)
    else:
        newer = tuple(map(int, generator.version(first_line).split(".")))
        assert newer > tuple(map(int, UNICODE_VERSION.split(".")))


def test_runs_are_maximal() -> None:
    assert all(a != b for a, b in pairwise(tables.RUN_CLASSES))
    assert sum(map(int, tables.RUN_LENGTHS.split())) == 0x110000
