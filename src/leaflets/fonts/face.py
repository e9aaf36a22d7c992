"""One face: a font file (at fixed variation coordinates) with its metrics, coverage and subsets.

Input: a file path and axis values. Output: font units (``upem`` to the em) and, from ``subset``,
a TrueType file for embedding. HarfBuzz reads, shapes and subsets; nothing here knows a size.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import count
from pathlib import Path as File
from typing import Any

import uharfbuzz as hb

from leaflets.geometry import Op, Path, Rect, Segment

_OFTEN = 100
"""Subsets after which pinning a whole face pays."""

_DROP = (
    "GSUB",
    "GPOS",
    "GDEF",
    "BASE",
    "STAT",
    "DSIG",
    "MATH",
    "name",
    "cmap",
    "post",
    "OS/2",
    "vhea",
    "vmtx",
    "VORG",
    "gasp",
    "kern",
    "meta",
)


@dataclass(frozen=True)
class Face:
    """A face of ``path`` at ``axes`` (axis tag to value). Equal by file and axes, hashable.

    Raises OSError when the file cannot be read and ValueError when it is no font we can embed.
    """

    path: File
    axes: tuple[tuple[str, float], ...] = ()
    index: int = field(default=0)

    @cached_property
    def hb_face(self) -> hb.Face:
        face = hb.Face(hb.Blob.from_file_path(str(self.path)), self.index)
        if face.glyph_count == 0:
            raise ValueError(f"{self.path} is not a font")
        if "glyf" not in face.table_tags:
            raise ValueError(f"{self.path} has no TrueType outlines (glyf table)")
        return face

    @cached_property
    def hb_font(self) -> hb.Font:
        font = hb.Font(self.hb_face)
        if self.axes:
            font.set_variations(dict(self.axes))
        return font

    @cached_property
    def upem(self) -> int:
        return int(self.hb_face.upem)

    @cached_property
    def ascent(self) -> int:
        """Typographic ascent above the baseline, font units."""
        return int(self.hb_font.get_font_extents("ltr").ascender)

    @cached_property
    def descent(self) -> int:
        """Depth below the baseline as a positive number, font units."""
        return -int(self.hb_font.get_font_extents("ltr").descender)

    @cached_property
    def coverage(self) -> frozenset[int]:
        """The code points of the character map."""
        return frozenset(self.hb_face.unicodes)

    @cached_property
    def name(self) -> str:
        """A PostScript-safe name that tells family and axes, without a subset tag."""
        stem = self.path.stem.split("[")[0].replace(" ", "")
        return "-".join([stem, *(f"{tag}{value:g}" for tag, value in self.axes)])

    def advance(self, glyph: int) -> int:
        """Return the horizontal advance of ``glyph`` in font units."""
        return int(self.hb_font.get_glyph_h_advance(glyph))

    def glyph(self, character: str) -> int | None:
        """Return the glyph the character map gives for ``character``, or None."""
        found = self.hb_font.get_nominal_glyph(ord(character))
        return None if found is None else int(found)

    def outline(self, glyph: int) -> Path:
        """Return the shape of ``glyph`` in font units, y downward as in all of the layout."""
        if glyph not in self._outlines:
            segments: list[Segment] = []
            self.hb_font.draw_glyph(glyph, _drawing(), segments)
            self._outlines[glyph] = Path(tuple(segments))
        return self._outlines[glyph]

    def outline_box(self, glyph: int) -> Rect:
        """Return the box around the shape of ``glyph`` in font units, y downward."""
        found = self.hb_font.get_glyph_extents(glyph)
        if found is None:
            return Rect(0, 0, 0, 0)
        return Rect(found.x_bearing, -found.y_bearing, found.width, -found.height)

    @cached_property
    def _outlines(self) -> dict[int, Path]:
        return {}

    def glyph_name(self, glyph: int) -> str:
        """Return the font's own name of ``glyph``, or ``gid`` and its number."""
        return str(self.hb_font.glyph_to_string(glyph))

    def subset(
        self, glyphs: frozenset[int], *, often: bool = False
    ) -> tuple[bytes, dict[int, int]]:
        """Return a TrueType file with just ``glyphs`` (and .notdef), and old to new glyph ids.

        Variations are pinned; layout, names, character map and hints are left out (an Identity-H
        font in a PDF needs none of them, ISO 32000-1, 9.9). ``often``, or having been asked often,
        pins all glyphs first, once for this face: that takes as long as a hundred subsets, and
        makes each of them ten times as quick. The glyphs are the same then, but hhea and maxp may
        tell the limits of the whole face.
        """
        if often or next(self._asked) >= _OFTEN:
            return _subset(self._pinned, glyphs)
        return _subset(self.hb_face, glyphs, self.axes)

    @cached_property
    def _asked(self) -> Iterator[int]:
        """Counts the subsets that were asked for."""
        return count()

    @cached_property
    def _pinned(self) -> hb.Face:
        return hb.Face(hb.Blob(self.pinned))

    @cached_property
    def pinned(self) -> bytes:
        """A TrueType file of all glyphs at the face's axes, with nothing but their outlines and
        metrics; glyph ids stay."""
        every = frozenset(range(self.hb_face.glyph_count))
        return _subset(self.hb_face, every, self.axes)[0]


def _subset(
    face: hb.Face, glyphs: frozenset[int], axes: tuple[tuple[str, float], ...] = ()
) -> tuple[bytes, dict[int, int]]:
    wanted = hb.SubsetInput()
    wanted.sets(hb.SubsetInputSets.GLYPH_INDEX).update(glyphs | {0})
    wanted.sets(hb.SubsetInputSets.UNICODE).clear()
    wanted.flags = hb.SubsetFlags.NO_HINTING
    wanted.drop_table_tag_set.update(int.from_bytes(tag.encode(), "big") for tag in _DROP)
    if face.has_var_data:
        wanted.pin_all_axes_to_default(face)
        for tag, value in axes:
            wanted.pin_axis_location(face, tag, value)
    plan = hb.SubsetPlan(face, wanted)
    mapping = dict(plan.old_to_new_glyph_mapping)
    return bytes(plan.execute().blob.data), {int(a): int(b) for a, b in mapping.items()}


def _drawing() -> hb.DrawFuncs:
    """Return callbacks that append path segments to a list; quadratic curves come as cubic ones."""

    def move(x: float, y: float, drawn: list[Segment]) -> None:
        drawn.append((Op.MOVE, ((x, -y),)))

    def line(x: float, y: float, drawn: list[Segment]) -> None:
        drawn.append((Op.LINE, ((x, -y),)))

    def curve(*values: Any) -> None:
        a, b, c, d, x, y, drawn = values
        drawn.append((Op.CURVE, ((a, -b), (c, -d), (x, -y))))

    def close(drawn: list[Segment]) -> None:
        drawn.append((Op.CLOSE, ()))

    functions = hb.DrawFuncs()
    functions.set_move_to_func(move)
    functions.set_line_to_func(line)
    functions.set_cubic_to_func(curve)
    functions.set_close_path_func(close)
    return functions
