"""Single lines as content operators: what ``textline`` does for any line, without its decisions.

Input: a ``SingleLine`` and the fonts of a record; output: the strings of the line. All distances
inside a string are thousandths of an em, so that no sum has a remainder.
"""

from __future__ import annotations

from leaflets.language import Direction
from leaflets.pdf.stencil_fonts import RecordFonts
from leaflets.pdf.stencil_rtl import show_rtl
from leaflets.text.single import SignRun, SingleLine

Point = tuple[float, float]


def show_single(line: SingleLine, origin: Point, fonts: RecordFonts) -> str:
    """Return the operators that show ``line``, whose left end is at ``origin`` in PDF space."""
    if line.direction is Direction.RTL:
        return show_rtl(line, origin, fonts)
    x, y = origin
    return "\n".join([_string(run, (x + run.xs[0], y), fonts) for run in line.runs])


def _string(run: SignRun, place: Point, fonts: RecordFonts) -> str:
    """Return the string of a run from left to right."""
    codes = fonts.codes(run.face)
    shown = codes.alphabet.shown
    pairs = [shown[sign] for sign in run.signs]
    letters = [pair[0] for pair in pairs]
    forms = [pair[1] for pair in pairs]
    forms[-1] = "%s"  # nothing follows
    text = "".join(forms) % tuple(map(codes.hexes.__getitem__, letters))
    x, y = place
    return f"/{codes.name} {run.size:.6g} Tf 1 0 0 1 {x:.3f} {y:.3f} Tm [<{text}>]TJ"
