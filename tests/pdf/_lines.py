"""Lines for the tests of pdf: a small shaper and a page, so that no other room has to be right."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from itertools import groupby
from pathlib import Path
from unicodedata import combining

import uharfbuzz as hb
from reportlab.pdfbase.pdfdoc import PDFDocument, PDFObject
from reportlab.pdfgen.canvas import Canvas

from leaflets.document.colour import Colour
from leaflets.fonts.face import Face
from leaflets.language import Direction
from leaflets.layout.page import Mark, PlacedLine
from leaflets.pdf.embed import FontSet
from leaflets.pdf.objects import Plain, Stream
from leaflets.pdf.textline import segments
from leaflets.text.bidi import line_levels, resolve_levels, visual_order
from leaflets.text.model import Cluster, Glyph, GlyphRun, Line, TextStyle

BLACK = Colour("ink", (0.0, 0.0, 0.0, 1.0), (0.0, 0.0, 0.0))
MARK = Mark(BLACK)
PAGE = (420.0, 595.0)

_IGNORED = frozenset(
    "\n\u00ad\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)


def _file(package: str, path: str) -> Path:
    spec = find_spec(package)
    assert spec is not None
    assert spec.submodule_search_locations is not None
    return Path(spec.submodule_search_locations[0]) / path


@cache
def arabic(weight: str = "Regular") -> Face:
    return Face(_file("fontpkg_ibm_plex_sans_arabic", f"files/IBMPlexSansArabic-{weight}.ttf"))


@cache
def latin(weight: float = 400) -> Face:
    path = _file("fontpkg_ibm_plex_sans", "files/IBMPlexSans[wdth,wght].ttf")
    return Face(path, (("wght", weight),))


@cache
def chinese(weight: float = 400) -> Face:
    path = _file("justmytype_intl_cjk", "fonts/ofl/notosanssc/NotoSansSC[wght].ttf")
    return Face(path, (("wght", weight),))


@dataclass(frozen=True)
class Setting:
    """How test text is set; ``measure`` in points, ``spread`` added to every word space."""

    direction: Direction = Direction.LTR
    size: float = 11.0
    measure: float = 380.0
    spread: float = 0.0
    mark: Mark = MARK

    def faces(self) -> tuple[Face, ...]:
        return (arabic(), latin(), chinese()) if self.rtl else (latin(), chinese(), arabic())

    @property
    def rtl(self) -> bool:
        return self.direction is Direction.RTL


RTL = Setting(Direction.RTL)
LTR = Setting()


def set_lines(text: str, setting: Setting = LTR, faces: Sequence[Face] = ()) -> list[Line]:
    """Return ``text`` broken greedily at spaces and between Han characters."""
    faces = faces or setting.faces()
    levels = resolve_levels(text, int(setting.rtl))
    clusters = _shape(text, levels, faces)
    lines, first, width, chance = [], 0, 0.0, 0
    at = 0
    while at < len(clusters):
        face, cluster = clusters[at]
        room = cluster.advance / face.upem * setting.size + setting.spread * _blank(text, cluster)
        if width + room > setting.measure and not _blank(text, cluster) and chance > first:
            lines.append(_line(text, levels, clusters[first:chance], setting))
            first, width, at = chance, 0.0, chance
            continue
        width += room
        at += 1
        if _blank(text, cluster) or text[cluster.start] >= "\u4e00":
            chance = at
    lines.append(_line(text, levels, clusters[first:], setting))
    return lines


def _blank(text: str, cluster: Cluster) -> bool:
    return text[cluster.start : cluster.end] == " "


def _shape(text: str, levels: Sequence[int], faces: Sequence[Face]) -> list[tuple[Face, Cluster]]:
    """Return the clusters of ``text`` in logical order with their faces."""
    choice: list[Face] = []
    for character in text:
        stays = character in _IGNORED or character in "\u200c\u200d " or bool(combining(character))
        found = next((f for f in faces if ord(character) in f.coverage), faces[0])
        choice.append(choice[-1] if stays and choice else found)
    result: list[tuple[Face, Cluster]] = []
    keys = list(zip(choice, levels, [c in _IGNORED for c in text], strict=True))
    for (face, level, ignored), group in groupby(range(len(text)), keys.__getitem__):
        span = list(group)
        if ignored:
            result += [(face, Cluster(i, i + 1, ())) for i in span]
        else:
            result += _shape_run(text, span[0], span[-1] + 1, face, level)
    return result


def _shape_run(
    text: str, start: int, end: int, face: Face, level: int
) -> list[tuple[Face, Cluster]]:
    buffer = hb.Buffer()
    buffer.add_codepoints([ord(c) for c in text], start, end - start)
    buffer.guess_segment_properties()
    buffer.direction = "rtl" if level % 2 else "ltr"
    hb.shape(face.hb_font, buffer)
    groups: dict[int, list[Glyph]] = {}
    for info, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        groups.setdefault(info.cluster, []).append(
            Glyph(info.codepoint, place.x_advance, place.x_offset, place.y_offset)
        )
    starts = sorted(groups)
    return [
        (face, Cluster(a, b, tuple(groups[a])))
        for a, b in zip(starts, [*starts[1:], end], strict=True)
    ]


def _line(
    text: str,
    levels: Sequence[int],
    clusters: Sequence[tuple[Face, Cluster]],
    setting: Setting,
) -> Line:
    start, end = clusters[0][1].start, clusters[-1][1].end
    own = line_levels(text, levels, start, end, int(setting.rtl))
    order = visual_order([own[cluster.start - start] for _, cluster in clusters])
    placed = []
    pen = 0.0
    for index in order:
        face, cluster = clusters[index]
        width = cluster.advance / face.upem * setting.size + setting.spread * _blank(text, cluster)
        if cluster.glyphs:
            placed.append((face, own[cluster.start - start], cluster, pen, width))
        pen += width
    left = 0.0
    if setting.rtl and placed and _blank(text, placed[0][2]):
        left = placed[0][4]  # trailing white space hangs outside
    style = TextStyle(setting.size, mark=setting.mark)
    runs = []
    for (face, level), group in groupby(placed, lambda p: (p[0], p[1])):
        members = list(group)
        runs.append(
            GlyphRun(
                face,
                setting.size,
                level,
                style,
                tuple(m[2] for m in members),
                tuple(m[3] - left for m in members),
                tuple(m[4] for m in members),
            )
        )
    return Line(text, start, end, own, tuple(runs), 0.0, pen - left, 10.0, 3.0, setting.direction)


class Sheet:
    """Pages of lines set one under the other; ``data`` is the finished PDF."""

    def __init__(self, size: tuple[float, float] = PAGE) -> None:
        self.size = size
        self.fonts = FontSet()
        self.pages: list[list[str]] = [[]]
        self.y = 30.0

    def add(self, text: str, setting: Setting = LTR, faces: Sequence[Face] = ()) -> None:
        for line in set_lines(text, setting, faces):
            self.place(line, self.size[0] - 20 - line.width if setting.rtl else 20.0)
        self.y += 6

    def place(self, line: Line, left: float) -> None:
        placed = PlacedLine(line, left, self.y, None)
        found = segments(placed, self.size[1], self.fonts, lambda mark: "0 g")
        self.pages[-1] += [segment.operators for segment in found]
        self.y += 18

    def turn(self) -> None:
        """Begin a new page."""
        self.pages.append([])
        self.y = 30.0

    def data(self) -> bytes:
        out = io.BytesIO()
        canvas = Canvas(out, pagesize=self.size, invariant=1, pageCompression=0)
        canvas._preamble = ""
        for operators in self.pages:
            canvas._code[:] = operators
            canvas.showPage()
        document = canvas._doc
        document.idToObject["BasicFonts"].dict = self.fonts.write(CanvasShelf(document))
        canvas.save()
        return out.getvalue()


class CanvasShelf:
    """Puts the objects of fonts into the document of a ReportLab canvas."""

    def __init__(self, document: PDFDocument) -> None:
        self._document = document

    def add(self, text: str) -> str:
        return self._refer(Plain(text))

    def add_stream(self, data: bytes, entries: Mapping[str, str] | None = None) -> str:
        return self._refer(Stream(data, entries))

    def _refer(self, target: PDFObject) -> str:
        known = self._document.Reference(target)
        return f"{self._document.idToObjectNumberAndVersion[known.name][0]} 0 R"
