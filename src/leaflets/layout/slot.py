"""Slots: places of a fixed size that show a record's values.

Input: the slot's setting and a text; output: its lines, and what is wrong with them. A slot takes
the room of its ``lines`` whatever it shows, so that no record moves anything else, and its text can
be set without laying the leaflet out again.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from leaflets.language import Language
from leaflets.text.model import Alignment, ParagraphLines, TextSpan, TextStyle
from leaflets.text.single import Singles, SingleSetter
from leaflets.text.typesetter import Setting, Typesetter

_STEP = 0.5  # points by which a text that does not fit is made smaller
_FITS = 0.05  # points of rounding that are no overflow


@dataclass(frozen=True, slots=True)
class Slot:
    """How the text of a slot is set: ``style`` is at the largest size, ``least`` the smallest;
    ``measure`` is its width and ``leading`` the distance of its lines in points."""

    name: str
    style: TextStyle
    language: Language
    measure: float
    alignment: Alignment
    balance: bool
    lines: int
    least: float
    leading: float

    @property
    def height(self) -> float:
        return self.leading * self.lines


def single_setter(slot: Slot, singles: Singles) -> SingleSetter:
    """Return what sets in ``slot`` the texts that need no more than one line of the largest size.

    It gives what ``set_slot`` gives, sooner.
    """
    setting = Setting(slot.language, slot.measure, slot.alignment, slot.balance)
    return singles.setter(slot.style, setting)


def set_slot(slot: Slot, text: str, typesetter: Typesetter) -> ParagraphLines:
    """Return ``text`` at the largest size at which the slot holds it, the least if none does it."""
    spans = (TextSpan(text, slot.style),)
    most = size = slot.style.size
    setting = Setting(slot.language, slot.measure, slot.alignment, slot.balance)
    while True:
        lines = typesetter.paragraph(spans, replace(setting, factor=size / most))
        if holds(slot, lines) or size - _STEP < slot.least:
            return lines
        size -= _STEP


def holds(slot: Slot, lines: ParagraphLines) -> bool:
    """Tell whether the lines stay inside the slot."""
    return len(lines.lines) <= slot.lines and lines.overflow <= _FITS


def slot_faults(slot: Slot, lines: ParagraphLines) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with the text of a slot, each with its remedy."""
    for missing in lines.missing:
        code = f"U+{ord(missing.character):04X}"
        yield (
            f"no face has the character {missing.character!r} ({code})",
            "use another character, or name a font that has it under `families` in the theme",
        )
    if not holds(slot, lines):
        yield (
            f"the text is too long for the slot `{slot.name}` ({slot.lines} × "
            f"{slot.measure / 72 * 25.4:.0f} mm) at the least type size",
            "shorten it, or give the slot more `lines` or width in the template",
        )
