"""Read the content of a page: operators in, painted elements out (ISO 32000-1, Annex A).

Form XObjects, tiling patterns, soft masks and the glyphs of Type 3 fonts are followed. What a
viewer would ignore (an unknown operator, a missing resource) is passed over here; what cannot be
read at all raises an exception of ``BROKEN``, and a file that asks for too much work ``TooMuch``.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pikepdf

from leaflets.preflight.element import Box, Element, Font, Image, Ink, Kind
from leaflets.preflight.fonts import glyph_streams, plain, read_font, read_space
from leaflets.preflight.matrix import bounds, corners, moved, scale, times
from leaflets.preflight.paint import OPERATIONS, Budget, Canvas, as_matrix, floats

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

_INVISIBLE, _CLIP = 3, 7


class Reader(Canvas):
    """Reads one page, text and pictures included; ``highest`` is the highest code that is shown of
    a composite font, by the numbers of its objects."""

    def __init__(self, page: int, box: Box, budget: Budget) -> None:
        super().__init__(page, box, budget)
        self.highest: dict[frozenset[int], int] = {}
        self._fonts: dict[object, Font] = {}

    def set_state(self, settings: Any) -> None:
        super().set_state(settings)
        if "/Font" in settings:
            self._state.text.font = self._font(settings.Font[0])
            self._state.text.size = float(settings.Font[1])

    # Text

    def _begin_text(self, _: str, operands: Sequence[Any]) -> None:
        text = self._state.text
        text.matrix = text.line = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)

    def _set_font(self, _: str, operands: Sequence[Any]) -> None:
        font = self.named("/Font", operands[0])
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
        self._state.text.matrix = self._state.text.line = as_matrix(operands)

    def _next_line(self, operator: str, operands: Sequence[Any]) -> None:
        text = self._state.text
        x, y = (0.0, -text.leading) if operator == "T*" else floats(operands)
        if operator == "TD":
            text.leading = -y
        text.matrix = text.line = moved(x, y, text.line)

    def _show(self, operator: str, operands: Sequence[Any]) -> None:
        if operator == '"':
            self._state.text.word, self._state.text.character = floats(operands[:2])
        if operator in ("'", '"'):
            self._next_line("T*", ())
        parts = operands[-1] if operator == "TJ" else [operands[-1]]
        text = self._state.text
        advance = 0.0
        shown = b""
        for part in parts:
            if isinstance(part, pikepdf.String):
                codes = bytes(part)
                shown += codes
                advance += self._advance(codes)
            else:
                advance -= float(part) / 1000 * text.size * text.stretch
        if shown:
            self._draw_text(advance)
            self._draw_glyphs(shown)
        text.matrix = moved(advance, 0.0, text.matrix)

    def _advance(self, codes: bytes) -> float:
        text = self._state.text
        font = text.font
        if font is None:
            return 0.0
        step = 2 if font.wide else 1
        numbers = [int.from_bytes(codes[at : at + step]) for at in range(0, len(codes), step)]
        if font.wide and text.mode != _INVISIBLE:
            self.highest[font.numbers] = max(self.highest.get(font.numbers, 0), *numbers, 0)
        width = sum(font.widths.get(number, font.missing) for number in numbers)
        spaces = 0 if font.wide else codes.count(b" ")
        em = width * font.unit / 1000 * text.size
        return (em + text.character * len(numbers) + text.word * spaces) * text.stretch

    def _draw_text(self, advance: float) -> None:
        state, text = self._state, self._state.text
        if text.mode == _INVISIBLE:
            return
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
        if text.mode == _CLIP:  # nothing is painted, but the font must be there
            self.hidden.append(element)
        else:
            self.add(element)

    def _draw_glyphs(self, codes: bytes) -> None:
        """Read the glyphs of a Type 3 font, each once: they are little pages."""
        text = self._state.text
        if text.font is None or text.font.drawn is None or text.mode == _INVISIBLE:
            return
        drawn = text.font.drawn
        streams = glyph_streams(drawn)
        place = times((text.size, 0, 0, text.size, 0, text.rise), text.matrix)
        matrix = times(as_matrix(drawn.FontMatrix), place)
        for code in sorted(set(codes)):
            stream = streams.get(code)
            if stream is not None and self.once(stream):
                outer = self._names
                self._names = drawn.get("/Resources", outer)
                self.within(stream, matrix)
                self._names = outer

    # Images and forms

    def _object(self, _: str, operands: Sequence[Any]) -> None:
        stream = self.named("/XObject", operands[0])
        if stream is None:
            return
        if stream.get("/Subtype") == "/Image":
            if "/Intent" in stream:
                self.rendering.add(str(stream.Intent))
            self._picture(stream)
        elif stream.get("/Subtype") == "/Form":
            self.within(stream, stream.get("/Matrix"))

    def _picture(self, stream: Any) -> None:
        if stream.get("/ImageMask", False):
            self._image((stream.Width, stream.Height), 1, self._state.fill, is_mask=True)
            return
        if "/ColorSpace" not in stream and "/JPXDecode" in str(stream.get("/Filter", "")):
            ink = Ink("JPX")  # the picture itself says what its colours are
        else:
            space = stream.get("/ColorSpace", pikepdf.Name.DeviceGray)
            ink = read_space(space, self._names).ink()
        bits = int(stream.get("/BitsPerComponent", 8))
        self._image((stream.Width, stream.Height), bits, ink)

    def inline(self, image: Any) -> None:
        if image.image_mask:
            ink = self._state.fill
        else:
            ink = read_space(pikepdf.Name(f"/{plain(image.colorspace)}"), self._names).ink()
        size = (image.width, image.height)
        self._image(size, int(image.bits_per_component or 1), ink, is_mask=bool(image.image_mask))

    def _image(self, size: tuple[Any, Any], bits: int, ink: Ink, is_mask: bool = False) -> None:
        a, b, c, d, _, _ = matrix = self._state.matrix
        across, down = (a * a + b * b) ** 0.5, (c * c + d * d) ** 0.5
        pixels = int(size[0]), int(size[1])
        sides = zip(pixels, (across, down), strict=True)
        resolutions = [72 * count / length for count, length in sides if length]
        image = Image(*pixels, bits, min(resolutions, default=0.0), is_mask)
        box = bounds(corners(0, 0, 1, 1), matrix)
        self.add(Element(Kind.IMAGE, self._page, box, fill=ink, image=image))


Reader.operations = {
    **OPERATIONS,
    "BT": Reader._begin_text,
    "Tf": Reader._set_font,
    **dict.fromkeys(("Tc", "Tw", "Tz", "TL", "Ts", "Tr"), Reader._text_setting),
    "Tm": Reader._set_line,
    **dict.fromkeys(("Td", "TD", "T*"), Reader._next_line),
    **dict.fromkeys(("Tj", "TJ", "'", '"'), Reader._show),
    "Do": Reader._object,
}
