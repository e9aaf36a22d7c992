"""Pictures: icons of the theme's set and QR codes as vector parts, rasters as they are.

Icons are SVG files with filled paths in a square view box. A QR code (ISO/IEC 18004) is always pure
black on a white square that holds its quiet zone, whatever the theme's colours and the ground are.
"""

from __future__ import annotations

import re
from functools import partial
from math import inf
from pathlib import Path as FilePath
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from leaflets.diagnostics import Diagnostic, Faults, Location
from leaflets.document.colour import Colour
from leaflets.document.nodes import Code, Image, Raster
from leaflets.document.style import Shape, Style
from leaflets.geometry import Op, Path, Point, Rect, rectangle
from leaflets.layout.context import Context
from leaflets.layout.fragment import Fault, Fragment, ImagePart, Part, ShapePart
from leaflets.layout.ground import ground
from leaflets.units import mm, to_mm

if TYPE_CHECKING:
    from collections.abc import Sequence

QUIET_ZONE = 4
"""Blank modules around a QR code (ISO/IEC 18004, 6.3.8)."""

LEAST_MODULE = mm(0.4)
"""The smallest module that a telephone reads from a printed sheet without trouble."""

_BLACK = Colour("black", (0.0, 0.0, 0.0, 1.0), (0.0, 0.0, 0.0))
_WHITE = Colour("white", (0.0, 0.0, 0.0, 0.0), (1.0, 1.0, 1.0))

_SVG = "{http://www.w3.org/2000/svg}"
_SVG_ELEMENTS = ("svg", "g", "path", "title", "desc", "metadata")
_ICON_HINT = (
    'save the icon as plain SVG: filled paths alone, in a square such as viewBox="0 0 256 256"'
)

_ROUNDING = 0.01  # points

_NATURAL = 300 / 72
"""Pixels a point of a raster whose size no style says."""

_FLOOR = 0.56
"""Where an icon's middle stands in an arch: a little below half, as on a floor."""


class _Pen:
    """Collects the outline that fontTools' SVG path parser draws."""

    def __init__(self) -> None:
        self.segments: list[tuple[Op, tuple[Point, ...]]] = []
        self._at: Point = (0.0, 0.0)

    def moveTo(self, point: Point) -> None:  # noqa: N802 - the pen protocol of fontTools
        self._add(Op.MOVE, point)

    def lineTo(self, point: Point) -> None:  # noqa: N802
        self._add(Op.LINE, point)

    def curveTo(self, first: Point, second: Point, end: Point) -> None:  # noqa: N802
        self._add(Op.CURVE, first, second, end)

    def qCurveTo(self, control: Point, end: Point) -> None:  # noqa: N802
        (x0, y0), (cx, cy), (x1, y1) = self._at, control, end
        first = (x0 + (cx - x0) * 2 / 3, y0 + (cy - y0) * 2 / 3)
        second = (x1 + (cx - x1) * 2 / 3, y1 + (cy - y1) * 2 / 3)
        self._add(Op.CURVE, first, second, end)

    def closePath(self) -> None:  # noqa: N802
        self.segments.append((Op.CLOSE, ()))

    def endPath(self) -> None:  # noqa: N802
        """An open path is filled as if it were closed."""

    def _add(self, op: Op, *points: Point) -> None:
        self.segments.append((op, points))
        self._at = points[-1]


def load_icon(path: FilePath) -> Path:
    """Return the outline of an icon scaled to a square of side 1; Faults that name its file."""
    from fontTools.svgLib.path.parser import parse_path  # noqa: PLC0415 - late: not every run needs it

    root = _svg(path)
    side = _side(root, path)
    pen = _Pen()
    for element in root.iter():
        _refuse_undrawn(element, path)
        if element.tag == f"{_SVG}path" and element.get("fill") != "none":
            try:
                parse_path(element.get("d", ""), pen)
            except Exception as error:  # the parser meets a bad path with whatever it stumbles on
                raise _bad_icon(path, "a `d` in it is no path of SVG") from error
    outline = Path(tuple(pen.segments)).placed(0, 0, 1 / side)
    if not pen.segments or not 0 < outline.bounds.width * outline.bounds.height < inf:
        raise _bad_icon(path, "the icon has no filled path")
    return outline


def _svg(path: FilePath) -> ElementTree.Element:
    try:
        return ElementTree.fromstring(path.read_bytes())
    except ElementTree.ParseError as error:
        line, column = error.position
        place = Location(str(path), line, column + 1)
        message = f"this is no SVG: {error.msg.partition(':')[0]}"
        raise Faults([Diagnostic(place, message, _ICON_HINT)]) from error
    except (OSError, LookupError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else "its encoding is unknown"
        raise _bad_icon(path, f"the icon cannot be read: {reason}") from error


def _side(root: ElementTree.Element, path: FilePath) -> float:
    """Return the side of the view box, which must be a square at 0, 0."""
    shown = root.get("viewBox", "")
    match = re.fullmatch(r"\s*0[\s,]+0[\s,]+([0-9.]+)[\s,]+\1\s*", shown)
    try:
        side = float(match[1]) if match else 0.0
    except ValueError:
        side = 0.0
    if side <= 0:
        message = f"the view box “{shown[:40]}” is no square at 0 0"
        raise _bad_icon(path, message)
    return side


def _refuse_undrawn(element: ElementTree.Element, path: FilePath) -> None:
    """Raise Faults where a viewer would show what this program does not draw."""
    name = str(element.tag).removeprefix(_SVG)
    if name not in _SVG_ELEMENTS:
        raise _bad_icon(path, f"the icon holds `{name}`, which is not drawn")
    if element.get("transform"):
        raise _bad_icon(path, f"`{name}` has a transform, which is not drawn")


def _bad_icon(path: FilePath, message: str) -> Faults:
    return Faults([Diagnostic(Location(str(path)), message, _ICON_HINT)])


def image_fragment(node: Image, style: Style, context: Context) -> Fragment:
    """Return an icon on its ground; the box is as large as the style says."""
    width = style.width if isinstance(style.width, float) else style.height
    height = style.height or width
    side = width * style.icon_size
    middle = _FLOOR if style.shape is Shape.ARCH else 0.5
    turns = node.icon in context.theme.mirrored
    structure = context.structure.blocks.get(id(node))
    icon = ShapePart(
        context.icon(node.icon).placed(0, 0, side),
        (width - side) / 2,
        height * middle - side / 2,
        side,
        context.colour(style.icon_colour),
        turns,
        structure=structure,
    )
    parts: tuple[Part, ...] = (*ground(style, width, height, context), icon)
    return Fragment(width, height, parts, width)


def raster_fragment(node: Raster, style: Style, room: float, context: Context) -> Fragment:
    """Return a picture in its own ratio, as large as the style's width and height and ``room``
    allow; without either at 300 pixels an inch or smaller."""
    picture = context.pictures[node.src]
    natural = picture.width / _NATURAL
    width = style.width if isinstance(style.width, float) else inf if style.height else natural
    width = min(width, room)
    scale = min(width / picture.width, (style.height or inf) / picture.height)
    width, height = picture.width * scale, picture.height * scale
    structure = context.structure.blocks.get(id(node))
    part = ImagePart(picture, 0.0, 0.0, width, height, structure)
    return Fragment(width, height, (part,), width)


def code_fragment(node: Code, style: Style, room: float, context: Context) -> Fragment:
    """Return a QR code with its quiet zone in a square box of the style's width, larger where the
    least module asks for it; a fault when that is wider than ``room`` points."""
    import segno  # noqa: PLC0415 - late: few panels have a code

    code = segno.make(node.content, error="m", micro=False, boost_error=False)
    rows = [list(row) for row in code.matrix]
    modules = len(rows) + 2 * QUIET_ZONE
    side = style.width if isinstance(style.width, float) else 0.0
    side = max(side, modules * LEAST_MODULE)
    structure = context.structure.blocks.get(id(node))
    around = ShapePart(rectangle(Rect(0, 0, side, side)), 0, 0, side, _WHITE)
    dark = _modules(rows, side / modules)
    drawn = ShapePart(dark, 0, 0, side, _BLACK, False, structure=structure)
    faults = () if side <= room + _ROUNDING else (_too_wide(node, side, room),)
    return Fragment(side, side, (around, drawn), side, faults=faults)


def _too_wide(node: Code, side: float, room: float) -> Fault:
    message = (
        f"the code of an address of {len(node.content)} characters is {to_mm(side):.1f} mm wide, "
        f"and its box {to_mm(room):.1f} mm"
    )
    hint = "use a shorter address, or make the box wider in the theme"
    return Fault(node.element, (), message, hint)


def _modules(rows: Sequence[Sequence[int]], module: float) -> Path:
    """Return the dark modules as one path, runs of a row joined into one rectangle."""
    place = partial(_run_of_modules, module=module)
    runs = [place(y, start, end) for y, row in enumerate(rows) for start, end in _dark_runs(row)]
    return Path(tuple(segment for run in runs for segment in run.segments))


def _run_of_modules(y: int, start: int, end: int, *, module: float) -> Path:
    left, top = (start + QUIET_ZONE) * module, (y + QUIET_ZONE) * module
    return rectangle(Rect(left, top, (end - start) * module, module))


def _dark_runs(row: Sequence[int]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for x, dark in enumerate(row):
        if dark and runs and runs[-1][1] == x:
            runs[-1] = (runs[-1][0], x + 1)
        elif dark:
            runs.append((x, x + 1))
    return runs
