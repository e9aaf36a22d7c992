"""What PDF/X asks as PDF/A-2b does, judged by page-validation.

It reads font programs, JPEG 2000 and content streams more deeply than this room: PDF/X too asks
that fonts are whole and their widths true. What PDF/A alone asks (its metadata, the character sets
of subsets, the ways in which TrueType fonts may be encoded) is left out. The first fault of each
kind is told.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from leaflets.diagnostics import Severity
from leaflets.preflight.rule import Rule, Spot
from leaflets.preflight.subject import Subject, first_line

_FONT = "embed the whole font, or turn the text into outlines"
_EXPORT = "export it anew with another program"

_KINDS: tuple[tuple[str, Severity, str, tuple[str, ...]], ...] = (
    ("font-widths", Severity.ERROR, _FONT, ("TRUETYPE-GLYPH-WIDTH",)),
    (
        "font-program",
        Severity.ERROR,
        _FONT,
        (
            "FONT-FILE-SUBTYPE",
            "TRUETYPE-GLYPH-PRESENCE",
            "TYPE1-GLYPH-PRESENCE",
        ),
    ),
    (
        "font-dictionary",
        Severity.ERROR,
        _FONT,
        (
            "FONT-TYPE",
            "FONT-SUBTYPE",
            "FONT-BASEFONT",
            "FONT-FIRSTCHAR",
            "FONT-LASTCHAR",
            "FONT-WIDTHS",
        ),
    ),
    (
        "font-codes",
        Severity.ERROR,
        _FONT,
        (
            "CIDTOGIDMAP",
            "CMAP-EMBEDDING",
            "CMAP-WMODE",
            "CMAP-REFERENCE",
            "TYPE0-CID-SYSTEM-INFO",
        ),
    ),
    ("missing-glyph", Severity.WARNING, "use a font that has the character", ("NOTDEF-GLYPH",)),
    (
        "jpeg-2000",
        Severity.ERROR,
        "save the picture as JPEG or with Flate compression",
        (
            "JPEG2000-BIT-DEPTH",
            "JPEG2000-CHANNELS",
            "JPEG2000-COLOR-SPACE",
            "JPEG2000-COLOR-SPECS",
        ),
    ),
    ("image-bits", Severity.ERROR, _EXPORT, ("IMAGE-BPC", "IMAGE-MASK-BPC")),
    ("inline-lzw", Severity.ERROR, "save the file with Flate compression", ("INLINE-IMAGE-LZW",)),
    ("operators", Severity.ERROR, _EXPORT, ("CONTENT-OPERATOR",)),
    ("ink-recipes", Severity.ERROR, "give one ink one recipe", ("SEPARATION-CONSISTENCY",)),
    ("ink-count", Severity.ERROR, "use fewer inks in one colour", ("DEVICEN-COMPONENTS",)),
)


def _find(kinds: tuple[str, ...], subject: Subject) -> Iterator[Spot]:
    try:
        faults = subject.opinion.faults
    except ValueError as error:
        yield Spot(f"cannot be judged: {first_line(error)}", severity=Severity.WARNING)
        return
    for kind in kinds:
        if kind in faults:
            said = faults[kind]
            yield _placed(subject, said.number, said.page, first_line(said.message))


def _placed(subject: Subject, number: int, page: int, message: str) -> Spot:
    """Return the breach at the first text that is set in the font of an object's number."""
    for sheet in subject.sheets:
        for element in (*sheet.elements, *sheet.hidden):
            if number and element.font and number in element.font.numbers:
                return Spot(f"{element.font.name}: {message}", element.page, element.box)
    return Spot(message, page if page <= len(subject.sheets) else 0)


RULES = tuple(
    Rule(name, severity, hint, partial(_find, kinds)) for name, severity, hint, kinds in _KINDS
)
