"""Texts of a proof: what they look like, set to lines with the faces of the campaign's theme.

Input: pieces of text, each in a look; output: lines. What no face can show and what nobody can see
(direction marks, controls) stands as its code point in brackets, so that every text can be set.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from leaflets.catalogs.checks.check import ENTITY, TAG
from leaflets.document.colour import Colour
from leaflets.language import Language, language
from leaflets.layout.page import Mark
from leaflets.text.model import Line, TextSpan, TextStyle
from leaflets.text.typesetter import Setting, Typesetter

INK = Colour("ink", (0.0, 0.0, 0.0, 0.9), (0.1, 0.1, 0.1))
GREY = Colour("grey", (0.0, 0.0, 0.0, 0.65), (0.36, 0.36, 0.36))
PALE = Colour("pale", (0.0, 0.0, 0.0, 0.06), (0.945, 0.945, 0.945))
RULE = Colour("rule", (0.0, 0.0, 0.0, 0.25), (0.75, 0.75, 0.75))
WHITE = Colour("white", (0.0, 0.0, 0.0, 0.0), (1.0, 1.0, 1.0))
ACCENT = Colour("accent", (0.9, 0.55, 0.0, 0.15), (0.02, 0.32, 0.62))
WRONG = Colour("wrong", (0.0, 0.95, 0.85, 0.2), (0.72, 0.07, 0.1))
CARE = Colour("care", (0.0, 0.5, 1.0, 0.4), (0.53, 0.33, 0.0))
GONE = Colour("gone", (0.0, 0.95, 0.85, 0.21), (0.71, 0.07, 0.1))
GOOD = Colour("good", (0.8, 0.0, 0.9, 0.41), (0.0, 0.37, 0.18))
NEW = Colour("new", (0.8, 0.0, 0.9, 0.4), (0.0, 0.38, 0.18))

ENGLISH = language("en")

_UNSEEN = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f"
    "\ufeff\ufff9-\ufffd\ufdd0-\ufdef\ue000-\uf8ff]"
)


CODE = re.compile(f"{TAG.pattern}|{ENTITY.pattern}")
"""Tags and entities of a text that is shown as it is stored."""
_LRI, _PDI = "\u2066", "\u2069"


@dataclass(frozen=True, slots=True)
class Look:
    """How a piece of text stands: size in points, weight, colour, structure of its own or None."""

    size: float = 9.0
    weight: int = 400
    colour: Colour = INK
    structure: int | None = None


Piece = tuple[str, Look]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Pieces in one language; ``structure`` is where they belong, ``before`` the space above."""

    pieces: tuple[Piece, ...]
    structure: int | None
    language: Language = ENGLISH
    before: float = 0.0


def shown(text: str) -> str:
    """Return ``text`` with what nobody can see as code points."""
    return _UNSEEN.sub(lambda found: _code(found[0]), text)


def stored(text: str) -> str:
    """Return ``text`` as it is stored, its markup from left to right in every language."""
    return CODE.sub(lambda found: f"{_LRI}{found[0]}{_PDI}", shown(text))


def set_lines(paragraph: Paragraph, width: float, typesetter: Typesetter) -> tuple[Line, ...]:
    """Return a paragraph as lines of ``width`` points; none when it is empty."""
    setting = Setting(paragraph.language, width)
    spans = [_span(piece, paragraph.language) for piece in paragraph.pieces if piece[0]]
    while spans:
        done = typesetter.paragraph(spans, setting)
        if not done.missing:
            return done.lines
        missing = {one.character: _code(one.character) for one in done.missing}
        table = str.maketrans(missing)
        spans = [replace(span, text=span.text.translate(table)) for span in spans]
    return ()


def _span(piece: Piece, speech: Language) -> TextSpan:
    text, look = piece
    mark = Mark(look.colour, structure=look.structure)
    return TextSpan(text, TextStyle(look.size, look.weight, tag=speech.tag, mark=mark))


def _code(character: str) -> str:
    return f"[U+{ord(character):04X}]"


def height(lines: Sequence[Line]) -> float:
    """Return the points that lines take below each other."""
    return sum(line.ascent + line.descent for line in lines)
