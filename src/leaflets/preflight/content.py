"""Read the content of a page: operators in, painted elements out (ISO 32000-1, Annex A).

Form XObjects and tiling patterns are followed. Clipping is known as a box only, so an element that
is hidden behind a round clip still counts as painted. What a viewer would ignore (an unknown
operator, a missing resource) is passed over here; what cannot be read at all raises an exception of
``BROKEN``, and a file that asks for too much work ``TooMuch``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import pikepdf

from leaflets.preflight.element import Box, Element, Font, Image, Ink, Kind
from leaflets.preflight.fonts import Space, plain, read_font, read_space
from leaflets.preflight.matrix import Matrix, Outline, around, bounds, corners, moved, scale, times
from leaflets.preflight.state import State

BROKEN = (
    pikepdf.PdfError,
    ArithmeticError,
    AttributeError,
    LookupError,
    NotImplementedError,
    RecursionError,
    TypeError,
    ValueError,
)
"""What reading a damaged file may raise."""

DEPTH = 12
"""Forms inside forms that are followed."""

_PATHS = ("m", "l", "c", "v", "y", "re")
_PAINT = {"f": "f", "F": "f", "f*": "f", "S": "S", "s": "S", "n": ""} | dict.fromkeys(
    ("B", "B*", "b", "b*"), "fS"
)
_DEVICE = {
    "g": "DeviceGray",
    "rg": "DeviceRGB",
    "k": "DeviceCMYK",
    "G": "DeviceGray",
    "RG": "DeviceRGB",
    "K": "DeviceCMYK",
}


class TooMuch(Exception):  # noqa: N818 - it is no error of the file
    """A file asks for more work than ``Budget`` allows."""


class Budget:
    """How many operators may still be read, and elements kept, in the whole file."""

    def __init__(self, operators: int = 3_000_000) -> None:
        self.left = operators

    def spend(self, count: int) -> None:
        self.left -= count
        if self.left < 0:
            raise TooMuch


class Reader:
    """Reads one page. ``elements`` in painting order; ``groups`` are the transparency groups and
    ``resources`` all the resource dictionaries that were met."""

    def __init__(self, page: int, box: Box, budget: Budget) -> None:
        self.elements: list[Element] = []
        self.groups: list[Any] = []
        self.resources: list[Any] = []
        self._page = page
        self._budget = budget
        self._box = box
        self._state = State((1.0, 0.0, 0.0, 1.0, 0.0, 0.0), box)
        self._stack: list[State] = []
        self._path = Outline()
        self._clipping = False
        self._names: Any = {}
        self._depth = 0
        self._fonts: dict[object, Font] = {}
        self._patterns: set[object] = set()
        self._text_clip: list[Box] = []

    def read(self, content: Any, resources: Any) -> None:
        """Read a page, form or pattern whose names are those of ``resources``."""
        outer, self._names = self._names, resources
        self.resources.append(resources)
        instructions = pikepdf.parse_content_stream(content)
        self._budget.spend(len(instructions))
        for instruction in instructions:
            operator = str(instruction.operator)
            operation = _OPERATIONS.get(operator)
            if isinstance(instruction, pikepdf.ContentStreamInlineImage):
                self._inline(instruction.iimage)
            elif operation is not None:
                operation(self, operator, list(instruction.operands))
        self._names = outer

    # State

    def _save(self, _: str, operands: Sequence[Any]) -> None:
        if len(self._stack) > 10_000:
            raise TooMuch
        self._stack.append(self._state.saved())

    def _restore(self, _: str, operands: Sequence[Any]) -> None:
        if self._stack:
            self._state = self._stack.pop()

    def _concat(self, _: str, operands: Sequence[Any]) -> None:
        self._state.matrix = times(_matrix(operands), self._state.matrix)

    def _width(self, _: str, operands: Sequence[Any]) -> None:
        self._state.width = float(operands[0])

    def _extended(self, _: str, operands: Sequence[Any]) -> None:
        settings = self._names.get("/ExtGState", {}).get(str(operands[0]))
        if settings is None:
            return
        state = self._state
        fill, stroke = state.overprints
        stroke = bool(settings.get("/OP", stroke))
        # OP alone speaks for both (8.6.7, table 58).
        fill = bool(settings.get("/op", settings.get("/OP", fill)))
        state.overprints = (fill, stroke)
        state.opm = int(settings.get("/OPM", state.opm))
        state.width = float(settings.get("/LW", state.width))
        if "/Font" in settings:
            state.text.font = self._font(settings.Font[0])
            state.text.size = float(settings.Font[1])

    # Colour

    def _device(self, operator: str, operands: Sequence[Any]) -> None:
        space = read_space(pikepdf.Name(f"/{_DEVICE[operator]}"), self._names)
        self._paint(operator.isupper(), space, _floats(operands))

    def _space(self, operator: str, operands: Sequence[Any]) -> None:
        space = read_space(operands[0], self._names)
        self._paint(operator.isupper(), space, space.initial)

    def _colour(self, operator: str, operands: Sequence[Any]) -> None:
        stroking = operator.isupper()
        space = self._state.stroke_space if stroking else self._state.fill_space
        values = list(operands)
        if values and isinstance(values[-1], pikepdf.Name):
            self._pattern(values.pop())
        self._paint(stroking, space, _floats(values))

    def _paint(self, stroking: bool, space: Space, parts: tuple[float, ...]) -> None:
        ink = Ink(space.family, parts, space.names)
        if stroking:
            self._state.stroke, self._state.stroke_space = ink, space
        else:
            self._state.fill, self._state.fill_space = ink, space

    def _pattern(self, name: pikepdf.Name) -> None:
        pattern = self._names.get("/Pattern", {}).get(str(name))
        if pattern is None or int(pattern.get("/PatternType", 0)) != 1:
            return
        key = pattern.objgen
        if key not in self._patterns:
            self._patterns.add(key)
            self._within(pattern, pattern.get("/Matrix"), fresh=True)

    # Paths

    def _segment(self, operator: str, operands: Sequence[Any]) -> None:
        self._path.add(operator, _floats(operands))

    def _clip(self, _: str, operands: Sequence[Any]) -> None:
        self._clipping = True

    def _finish(self, operator: str, operands: Sequence[Any]) -> None:
        state, how = self._state, _PAINT[operator]
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
        self._add(Element(Kind.PATH, self._page, box, fill, stroke, width))

    def _shade(self, _: str, operands: Sequence[Any]) -> None:
        shading = self._names.get("/Shading", {}).get(str(operands[0]))
        if shading is not None:
            space = read_space(shading.ColorSpace, self._names)
            ink = Ink(space.family, (), space.names)
            self._add(Element(Kind.SHADING, self._page, self._state.clip, fill=ink))

    # Text

    def _begin_text(self, _: str, operands: Sequence[Any]) -> None:
        text = self._state.text
        text.matrix = text.line = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)

    def _set_font(self, _: str, operands: Sequence[Any]) -> None:
        font = self._names.get("/Font", {}).get(str(operands[0]))
        self._state.text.font = None if font is None else self._font(font)
        self._state.text.size = float(operands[1])

    def _font(self, font: Any) -> Font:
        key = font.objgen
        if key == (0, 0):  # written in place, so it has no name to be known by
            return read_font(font)
        if key not in self._fonts:
            self._fonts[key] = read_font(font)
        return self._fonts[key]

    def _text_setting(self, operator: str, operands: Sequence[Any]) -> None:
        value = float(operands[0])
        text = self._state.text
        match operator:
            case "Tc":
                text.character = value
            case "Tw":
                text.word = value
            case "Tz":
                text.stretch = value / 100
            case "TL":
                text.leading = value
            case "Ts":
                text.rise = value
            case _:
                text.mode = int(value)

    def _set_line(self, _: str, operands: Sequence[Any]) -> None:
        self._state.text.matrix = self._state.text.line = _matrix(operands)

    def _next_line(self, operator: str, operands: Sequence[Any]) -> None:
        text = self._state.text
        x, y = (0.0, -text.leading) if operator == "T*" else _floats(operands)
        if operator == "TD":
            text.leading = -y
        text.matrix = text.line = moved(x, y, text.line)

    def _show(self, operator: str, operands: Sequence[Any]) -> None:
        if operator == '"':
            self._state.text.word, self._state.text.character = _floats(operands[:2])
        if operator in ("'", '"'):
            self._next_line("T*", ())
        parts = operands[-1] if operator == "TJ" else [operands[-1]]
        text = self._state.text
        advance = 0.0
        shown = 0
        for part in parts:
            if isinstance(part, pikepdf.String):
                codes = bytes(part)
                shown += len(codes)
                advance += self._advance(codes)
            else:
                advance -= float(part) / 1000 * text.size * text.stretch
        if shown:
            self._draw_text(advance)
        text.matrix = moved(advance, 0.0, text.matrix)

    def _advance(self, codes: bytes) -> float:
        text = self._state.text
        font = text.font
        if font is None:
            return 0.0
        step = 2 if font.wide else 1
        numbers = [int.from_bytes(codes[at : at + step]) for at in range(0, len(codes), step)]
        width = sum(font.widths.get(number, font.missing) for number in numbers)
        spaces = 0 if font.wide else codes.count(b" ")
        em = width * font.unit / 1000 * text.size
        return (em + text.character * len(numbers) + text.word * spaces) * text.stretch

    def _draw_text(self, advance: float) -> None:
        state, text = self._state, self._state.text
        if text.mode not in (3, 7):
            matrix = times(text.matrix, state.matrix)
            size = text.size * (text.font.unit if text.font else 1.0)
            low, high = text.rise - size / 4, text.rise + size * 3 / 4
            element = Element(
                Kind.TEXT,
                self._page,
                bounds(corners(0.0, low, advance, high), matrix),
                fill=state.fill if text.mode in (0, 2, 4, 6) else None,
                stroke=state.stroke if text.mode in (1, 2, 5, 6) else None,
                size=abs(size) * scale(matrix),
                font=text.font,
            )
            self._add(element)

    # Images and forms

    def _object(self, _: str, operands: Sequence[Any]) -> None:
        stream = self._names.get("/XObject", {}).get(str(operands[0]))
        if stream is None:
            return
        if stream.get("/Subtype") == "/Image":
            if stream.get("/ImageMask", False):
                self._image(stream.Width, stream.Height, 1, self._state.fill)
                return
            space = read_space(stream.get("/ColorSpace", pikepdf.Name.DeviceGray), self._names)
            bits = int(stream.get("/BitsPerComponent", 8))
            self._image(stream.Width, stream.Height, bits, Ink(space.family, (), space.names))
        elif stream.get("/Subtype") == "/Form":
            self._within(stream, stream.get("/Matrix"))

    def _inline(self, image: Any) -> None:
        if image.image_mask:
            ink = self._state.fill
        else:
            space = read_space(pikepdf.Name(f"/{plain(image.colorspace)}"), self._names)
            ink = Ink(space.family, (), space.names)
        self._image(image.width, image.height, int(image.bits_per_component or 1), ink)

    def _image(self, width: Any, height: Any, bits: int, ink: Ink) -> None:
        a, b, c, d, _, _ = matrix = self._state.matrix
        across, down = (a * a + b * b) ** 0.5, (c * c + d * d) ** 0.5
        pixels = int(width), int(height)
        sides = zip(pixels, (across, down), strict=True)
        resolutions = [72 * count / length for count, length in sides if length]
        image = Image(*pixels, bits, min(resolutions, default=0.0))
        box = bounds(corners(0, 0, 1, 1), matrix)
        self._add(Element(Kind.IMAGE, self._page, box, fill=ink, image=image))

    def _within(self, stream: Any, matrix: Any, fresh: bool = False) -> None:
        """Read a form; a pattern starts ``fresh`` from the state of the page."""
        if self._depth >= DEPTH:
            return
        before, stack = self._state, self._stack
        self._state = State((1.0, 0.0, 0.0, 1.0, 0.0, 0.0), self._box) if fresh else before.saved()
        self._stack = []
        self._depth += 1
        if matrix is not None:
            self._state.matrix = times(_matrix(matrix), self._state.matrix)
        if not fresh and "/BBox" in stream:
            box = bounds(corners(*_floats(stream.BBox)), self._state.matrix)
            self._state.clip = self._state.clip.common(box)
        if "/Group" in stream:
            self.groups.append(stream.Group)
        self.read(stream, stream.get("/Resources", self._names))
        self._depth -= 1
        self._state, self._stack = before, stack

    def _add(self, element: Element) -> None:
        """Keep what can be seen, with the overprint state it was painted in."""
        state = self._state
        box = element.box.common(state.clip)
        if box.left > box.right or box.bottom > box.top:
            return
        painted = replace(element, box=box, overprints=state.overprints, opm=state.opm)
        self.elements.append(painted)


def _floats(values: Any) -> tuple[float, ...]:
    return tuple(float(value) for value in values)


def _matrix(values: Any) -> Matrix:
    a, b, c, d, e, f = _floats(values)
    return (a, b, c, d, e, f)


_Operation = Callable[[Reader, str, Sequence[Any]], None]
_OPERATIONS: dict[str, _Operation] = {
    "q": Reader._save,
    "Q": Reader._restore,
    "cm": Reader._concat,
    "w": Reader._width,
    "gs": Reader._extended,
    **dict.fromkeys(_DEVICE, Reader._device),
    **dict.fromkeys(("cs", "CS"), Reader._space),
    **dict.fromkeys(("sc", "scn", "SC", "SCN"), Reader._colour),
    **dict.fromkeys(_PATHS, Reader._segment),
    **dict.fromkeys(("W", "W*"), Reader._clip),
    **dict.fromkeys(_PAINT, Reader._finish),
    "sh": Reader._shade,
    "BT": Reader._begin_text,
    "Tf": Reader._set_font,
    **dict.fromkeys(("Tc", "Tw", "Tz", "TL", "Ts", "Tr"), Reader._text_setting),
    "Tm": Reader._set_line,
    **dict.fromkeys(("Td", "TD", "T*"), Reader._next_line),
    **dict.fromkeys(("Tj", "TJ", "'", '"'), Reader._show),
    "Do": Reader._object,
}
