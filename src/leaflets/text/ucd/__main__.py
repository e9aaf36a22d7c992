"""Generate ``bidi.py`` beside this file from the Unicode Character Database.

Input: a folder laid out as Debian's ``unicode-data`` package lays it out (UAX #44), of which it
reads extracted/DerivedBidiClass.txt, BidiBrackets.txt, BidiMirroring.txt and UnicodeData.txt.
Output: one Python module of literals, stamped with the Unicode version; the same input gives the
same bytes. Usage: ``python -m leaflets.text.ucd [FOLDER]``.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from leaflets.text.ucd.classes import BidiClass

_DEBIAN = Path("/usr/share/unicode")
_CODE_POINTS = 0x110000
_MISSING = re.compile(r"# @missing: ([0-9A-F]+)\.\.([0-9A-F]+); (\w+)")
_VERSION = re.compile(r"# \w+-(\d+\.\d+\.\d+)\.txt")
# DerivedBidiClass spells out the values of its @missing lines.
_LONG_NAMES = {
    "Left_To_Right": BidiClass.L,
    "Right_To_Left": BidiClass.R,
    "Arabic_Letter": BidiClass.AL,
    "European_Terminator": BidiClass.ET,
    "Boundary_Neutral": BidiClass.BN,
}


def main() -> None:
    """Write the tables of the folder named on the command line."""
    parser = argparse.ArgumentParser(prog="python -m leaflets.text.ucd", description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", default=_DEBIAN)
    target = Path(__file__).with_name("bidi.py")
    target.write_text(module(parser.parse_args().folder), encoding="utf-8")
    print(f"wrote {target}")


def module(folder: Path) -> str:
    """Return the source of the tables made from ``folder``."""
    classes = (folder / "extracted" / "DerivedBidiClass.txt").read_text(encoding="utf-8")
    brackets = (folder / "BidiBrackets.txt").read_text(encoding="utf-8")
    mirroring = (folder / "BidiMirroring.txt").read_text(encoding="utf-8")
    names = (folder / "UnicodeData.txt").read_text(encoding="utf-8")
    runs = [(code, len(list(run))) for code, run in groupby(class_string(classes))]
    equal = canonical_brackets(brackets, names)
    return "\n".join(
        (
            '"""Bidi_Class, paired brackets, mirrored characters. Generated: do not edit."""',
            "",
            f'UNICODE_VERSION = "{version(classes)}"',
            "",
            "# Bidi_Class of all code points from U+0000: the codes of consecutive ranges",
            "# (leaflets.text.ucd.classes) and the length of each.",
            literal("RUN_CLASSES", "".join(code for code, _ in runs)),
            literal("RUN_LENGTHS", " ".join(str(length) for _, length in runs)),
            "",
            "# Each opening bracket with its closing one, and pairs of Bidi_Mirroring_Glyph.",
            literal("BRACKETS", bracket_pairs(brackets)),
            literal("MIRRORS", "".join(hexes(f"{a} {b}") for a, b, *_ in rows(mirroring))),
            "",
            "# Brackets that canonical equivalence makes another: each with its equal (BD16).",
            literal("EQUIVALENTS", equal),
            "",
        )
    )


def version(text: str) -> str:
    """Return the Unicode version in a file's first line."""
    found = _VERSION.match(text)
    if found is None:
        raise ValueError("no file name with a version in the first line")
    return found[1]


def class_string(text: str) -> str:
    """Return the class code of every code point, one character each."""
    table = [""] * _CODE_POINTS
    for first, last, name in _MISSING.findall(text):
        # Later @missing lines override earlier ones.
        fill(table, first, last, _LONG_NAMES[name])
    for span, name in rows(text):
        first, _, last = span.partition("..")
        fill(table, first, last or first, BidiClass[name])
    return "".join(table)


def fill(table: list[str], first: str, last: str, value: str) -> None:
    """Set hexadecimal ``first`` to ``last``, both included."""
    start, end = int(first, 16), int(last, 16) + 1
    table[start:end] = [value] * (end - start)


def rows(text: str) -> Iterator[list[str]]:
    """Yield the fields of each line that is more than a comment."""
    for line in text.splitlines():
        content = line.partition("#")[0].strip()
        if content:
            yield [part.strip() for part in content.split(";")]


def bracket_pairs(text: str) -> str:
    """Return each opening bracket followed by its closing one."""
    return "".join(hexes(f"{a} {b}") for a, b, kind in rows(text) if kind == "o")


def canonical_brackets(brackets: str, unicode_data: str) -> str:
    """Return each bracket with a singleton canonical decomposition, followed by it."""
    wanted = {row[0] for row in rows(brackets)}
    pairs = ((row[0], row[5]) for row in rows(unicode_data) if row[0] in wanted)
    return "".join(hexes(f"{a} {b}") for a, b in pairs if b and not b.startswith("<"))


def hexes(codes: str) -> str:
    """Return the characters of hexadecimal ``codes``."""
    return "".join(chr(int(code, 16)) for code in codes.split())


def literal(name: str, value: str) -> str:
    """Return an assignment of ``value`` in ASCII, folded into lines of at most 100 characters."""
    step = 80 if value.isascii() else 8  # an escape may take ten characters
    pieces = (value[start : start + step] for start in range(0, len(value), step))
    return f"{name} = (\n" + "".join(f"    {piece!a}\n" for piece in pieces) + ")"


if __name__ == "__main__":
    main()
