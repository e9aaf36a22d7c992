"""Follow what a page paints: graphics state, colours, paths, forms (ISO 32000-1, Annex A).

``Canvas`` is the half of ``content.Reader`` that knows neither text nor pictures. Clipping is known
as a box only, so an element that is hidden behind a round clip still counts as painted.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, ClassVar

import pikepdf

from leaflets.preflight.element import Box, Element, Kind
from leaflets.preflight.fonts import Space, read_space
from leaflets.preflight.matrix import IDENTITY, Matrix, Outline, around, bounds, corners, scale
from leaflets.preflight.matrix import times as product
from leaflets.preflight.state import State
from leaflets.preflight.unpack import unpack

DEPTH = 12
"""Forms inside forms that are followed."""

DEVICE = {
    "g": "DeviceGray",
    "rg": "DeviceRGB",
    "k": "DeviceCMYK",
    "G": "DeviceGray",
    "RG": "DeviceRGB",
    "K": "DeviceCMYK",
}
PATHS = ("m", "l", "c", "v", "y", "re")
PAINT = {"f": "f", "F": "f", "f*": "f", "S": "S", "s": "S", "n": ""} | dict.fromkeys(
    ("B", "B*", "b", "b*"), "fS"
)


class TooMuch(Exception):  # noqa: N818 - it is no error of the file
    """A file asks for more work than ``Budget`` allows."""


class Budget:
    """How many operators and words may still be read, and elements kept, in the whole file."""

    def __init__(self, operators: int = 3_000_000, words: int = 12_000_000) -> None:
        self._operators = operators
        self._words = words

    def spend(self, operators: int) -> None:
        self._operators -= operators
        if self._operators < 0:
            raise TooMuch

    def spend_words(self, content: Any) -> None:
        """Count what a page or form would take to parse, before it is parsed."""
        streams = content.obj.get("/Contents", []) if isinstance(content, pikepdf.Page) else content
        for stream in streams if isinstance(streams, pikepdf.Array) else [streams]:
            data = unpack(stream) if isinstance(stream, pikepdf.Stream) else b""
            words = sum(data.count(end) for end in _ENDS)
            self._words -= words
            if self._words < 0 or words > _WORDS:
                raise TooMuch


_NO_PARTS = ("Pattern", "DeviceN")
_ENDS = tuple(bytes([end]) for end in b"\0\t\n\f\r ()<>[]{}/%")
"""What words end at (7.2.2): there is no more of them than of these."""
_OPENING = 100
"""Operators that opening a form costs as much as."""
_WORDS = 4_000_000
"""Words of one stream, which are all held at once."""


Operation = Callable[[Any, str, Sequence[Any]], None]


class Canvas:
    """What has been read of one page.

    ``elements`` are what can be seen, in painting order, and ``hidden`` what a clip cuts away or a
    soft mask is made of; ``groups`` are the transparency groups, ``masks`` those of luminosity
    masks; ``resources`` are all the resource dictionaries that were met, ``lacking`` the names that
    they do not have, and ``rendering`` the names of rendering intents.
    """

    operations: ClassVar[Mapping[str, Operation]] = {}

    def __init__(self, page: int, box: Box, budget: Budget) -> None:
        self.elements: list[Element] = []
        self.hidden: list[Element] = []
        self.groups: list[Any] = []
        self.masks: list[Any] = []
        self.resources: list[Any] = []
        self.lacking: set[str] = set()
        self.rendering: set[str] = set()
        self._page = page
        self._budget = budget
        self._box = box
        self._state = State(IDENTITY, box)
        self._stack: list[State] = []
        self._path = Outline()
        self._clipping = False
        self._masking = False
        self._names: Any = {}
        self._depth = 0
        self._patterns: set[object] = set()

    def read(self, content: Any, resources: Any) -> None:
        """Read a page, form or pattern whose names are those of ``resources``."""
        outer, self._names = self._names, resources
        self.resources.append(resources)
        self._budget.spend_words(content)
        instructions = pikepdf.parse_content_stream(content)
        self._budget.spend(len(instructions) + _OPENING)
        for instruction in instructions:
            operator = str(instruction.operator)
            operation = self.operations.get(operator)
            if isinstance(instruction, pikepdf.ContentStreamInlineImage):
                self.inline(instruction.iimage)
            elif operation is not None:
                operation(self, operator, list(instruction.operands))
        self._names = outer

    def inline(self, image: Any) -> None:
        """Take an image that stands in the content itself."""

    def within(self, stream: Any, matrix: Any, fresh: bool = False) -> None:
        """Read a form; a pattern or mask starts ``fresh`` from the state of the page."""
        if self._depth >= DEPTH:
            return
        before, stack = self._state, self._stack
        self._state = State(IDENTITY, self._box) if fresh else before.saved()
        self._stack = []
        self._depth += 1
        if matrix is not None:
            self._state.matrix = product(as_matrix(matrix), self._state.matrix)
        if not fresh and "/BBox" in stream:
            box = bounds(corners(*floats(stream.BBox)), self._state.matrix)
            self._state.clip = self._state.clip.common(box)
        if "/Group" in stream and not self._masking:
            self.groups.append(stream.Group)
        self.read(stream, stream.get("/Resources", self._names))
        self._depth -= 1
        self._state, self._stack = before, stack

    def named(self, category: str, name: Any) -> Any:
        """Return the resource of that name, None (and keep that in mind) where there is none."""
        found = self._names.get(category, {}).get(str(name))
        if found is None:
            self.lacking.add(f"{category[1:]} {name}")
        return found

    def once(self, stream: Any) -> bool:
        """Tell whether a pattern, mask or glyph is met for the first time on this page."""
        key = stream.objgen
        if key in self._patterns:
            return False
        self._patterns.add(key)
        return True

    # State

    def _save(self, _: str, operands: Sequence[Any]) -> None:
        if len(self._stack) > 10_000:
            raise TooMuch
        self._stack.append(self._state.saved())

    def _restore(self, _: str, operands: Sequence[Any]) -> None:
        if self._stack:
            self._state = self._stack.pop()

    def _concat(self, _: str, operands: Sequence[Any]) -> None:
        self._state.matrix = product(as_matrix(operands), self._state.matrix)

    def _width(self, _: str, operands: Sequence[Any]) -> None:
        self._state.width = float(operands[0])

    def _intent(self, _: str, operands: Sequence[Any]) -> None:
        self.rendering.add(str(operands[0]))

    def _extended(self, _: str, operands: Sequence[Any]) -> None:
        settings = self.named("/ExtGState", operands[0])
        if settings is not None:
            self.set_state(settings)

    def set_state(self, settings: Any) -> None:
        """Apply a graphics state dictionary."""
        state = self._state
        fill, stroke = state.overprints
        stroke = bool(settings.get("/OP", stroke))
        # OP alone speaks for both (8.6.7, table 58).
        fill = bool(settings.get("/op", settings.get("/OP", fill)))
        state.overprints = (fill, stroke)
        state.opm = int(settings.get("/OPM", state.opm))
        state.width = float(settings.get("/LW", state.width))
        if "/RI" in settings:
            self.rendering.add(str(settings.RI))
        mask = settings.get("/SMask")
        if isinstance(mask, pikepdf.Dictionary) and "/G" in mask:
            self._mask(mask)

    def _mask(self, mask: Any) -> None:
        """Read what a soft mask is made of; it is not painted, but its colours count."""
        group = mask.G
        if not self.once(group):
            return
        if "/Group" in group:
            is_light = str(mask.get("/S")) == "/Luminosity"
            (self.masks if is_light else self.groups).append(group.Group)
        before, self._masking = self._masking, True
        self.within(group, group.get("/Matrix"), fresh=True)
        self._masking = before

    # Colour

    def _device(self, operator: str, operands: Sequence[Any]) -> None:
        space = read_space(pikepdf.Name(f"/{DEVICE[operator]}"), self._names)
        self._paint(operator.isupper(), space, floats(operands))

    def _space(self, operator: str, operands: Sequence[Any]) -> None:
        space = read_space(operands[0], self._names)
        if not space.components and space.family not in _NO_PARTS:
            self.lacking.add(f"ColorSpace {operands[0]}")
        self._paint(operator.isupper(), space, space.initial)

    def _colour(self, operator: str, operands: Sequence[Any]) -> None:
        stroking = operator.isupper()
        space = self._state.stroke_space if stroking else self._state.fill_space
        values = list(operands)
        if values and isinstance(values[-1], pikepdf.Name):
            shading = self._pattern(values.pop())
            if shading is not None:
                self._paint(stroking, shading, (), keep=space)
                return
        self._paint(stroking, space, floats(values))

    def _paint(
        self, stroking: bool, space: Space, parts: tuple[float, ...], keep: Space | None = None
    ) -> None:
        ink = space.ink(parts)
        if stroking:
            self._state.stroke, self._state.stroke_space = ink, keep or space
        else:
            self._state.fill, self._state.fill_space = ink, keep or space

    def _pattern(self, name: pikepdf.Name) -> Space | None:
        """Read a tiling pattern; return the space of a shading pattern."""
        pattern = self.named("/Pattern", name)
        if pattern is None:
            return None
        if int(pattern.get("/PatternType", 0)) == 2:
            if "/ExtGState" in pattern:
                self.resources.append(pikepdf.Dictionary(ExtGState={"/P": pattern.ExtGState}))
            return read_space(pattern.Shading.ColorSpace, self._names)
        if self.once(pattern):
            self.within(pattern, pattern.get("/Matrix"), fresh=True)
        return None

    # Paths

    def _segment(self, operator: str, operands: Sequence[Any]) -> None:
        self._path.add(operator, floats(operands))

    def _clip(self, _: str, operands: Sequence[Any]) -> None:
        self._clipping = True

    def _finish(self, operator: str, operands: Sequence[Any]) -> None:
        state, how = self._state, PAINT[operator]
        boxes = self._path.boxes(state.matrix)
        self._path = Outline()
        if boxes and how == "S":
            for box in boxes:  # crop marks in one path round the page do not lie on the page
                self._draw_path(how, box)
        elif boxes and how:
            self._draw_path(how, around(boxes))
        if boxes and self._clipping:
            state.clip = state.clip.common(around(boxes))
        self._clipping = False

    def _draw_path(self, how: str, box: Box) -> None:
        state = self._state
        fill = state.fill if "f" in how else None
        stroke = state.stroke if "S" in how else None
        width = state.width * scale(state.matrix) if stroke else 0.0
        self.add(Element(Kind.PATH, self._page, box, fill, stroke, width))

    def _shade(self, _: str, operands: Sequence[Any]) -> None:
        shading = self.named("/Shading", operands[0])
        if shading is not None:
            ink = read_space(shading.ColorSpace, self._names).ink()
            self.add(Element(Kind.SHADING, self._page, self._state.clip, fill=ink))

    def add(self, element: Element) -> None:
        """Keep what is painted, with the overprint state it was painted in."""
        state = self._state
        box = element.box.common(state.clip)
        painted = replace(element, box=box, overprints=state.overprints, opm=state.opm)
        seen = box.left <= box.right and box.bottom <= box.top and not self._masking
        (self.elements if seen else self.hidden).append(painted)


def floats(values: Any) -> tuple[float, ...]:
    return tuple(float(value) for value in values)


def as_matrix(values: Any) -> Matrix:
    a, b, c, d, e, f = floats(values)
    return (a, b, c, d, e, f)


OPERATIONS: dict[str, Operation] = {
    "q": Canvas._save,
    "Q": Canvas._restore,
    "cm": Canvas._concat,
    "w": Canvas._width,
    "ri": Canvas._intent,
    "gs": Canvas._extended,
    **dict.fromkeys(DEVICE, Canvas._device),
    **dict.fromkeys(("cs", "CS"), Canvas._space),
    **dict.fromkeys(("sc", "scn", "SC", "SCN"), Canvas._colour),
    **dict.fromkeys(PATHS, Canvas._segment),
    **dict.fromkeys(("W", "W*"), Canvas._clip),
    **dict.fromkeys(PAINT, Canvas._finish),
    "sh": Canvas._shade,
}
