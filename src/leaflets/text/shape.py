"""Shape items with HarfBuzz: characters in, clusters of glyphs in font units out.

Shaping knows no size, so a result serves every type size. Neighbouring text is given as context,
so that Arabic letters stay joined over a change of face. Results are cached by the ``Shaper``.
"""

from __future__ import annotations

import uharfbuzz as hb

from leaflets.fonts.face import Face
from leaflets.text.itemize import Item
from leaflets.text.model import Cluster, Glyph

_CONTEXT = 5
"""Code points of context on each side: what HarfBuzz itself looks at (CONTEXT_LENGTH)."""

_UNSAFE = 1  # HB_GLYPH_FLAG_UNSAFE_TO_BREAK

Key = tuple[Face, str, str, bool, str, str, str]


class Shaper:
    """Shapes items and remembers every result by face, script, language, direction and text."""

    def __init__(self) -> None:
        self._cache: dict[Key, tuple[Cluster, ...]] = {}

    def shape(self, text: str, item: Item) -> tuple[Cluster, ...]:
        """Return the clusters of ``item`` in logical order, indexed in ``text``."""
        if item.choice is None:
            return tuple(Cluster(i, i + 1, ()) for i in range(item.start, item.end))
        before = text[max(0, item.start - _CONTEXT) : item.start]
        after = text[item.end : item.end + _CONTEXT]
        own = text[item.start : item.end]
        key = (item.choice.face, item.script, item.tag, item.level % 2 == 1, before, own, after)
        if key not in self._cache:
            self._cache[key] = _shape(key)
        return _moved(self._cache[key], item.start)


def _moved(clusters: tuple[Cluster, ...], by: int) -> tuple[Cluster, ...]:
    if by == 0:
        return clusters
    return tuple(Cluster(c.start + by, c.end + by, c.glyphs, c.unsafe) for c in clusters)


def _shape(key: Key) -> tuple[Cluster, ...]:
    face, script, tag, rtl, before, own, after = key
    buffer = hb.Buffer()
    points = [ord(character) for character in before + own + after]
    buffer.add_codepoints(points, len(before), len(own))
    buffer.direction = "rtl" if rtl else "ltr"
    buffer.script = script
    if tag:
        buffer.language = tag
    hb.shape(face.hb_font, buffer)
    return _clusters(buffer, len(before), len(own), rtl)


def _clusters(buffer: hb.Buffer, offset: int, length: int, rtl: bool) -> tuple[Cluster, ...]:
    groups: dict[int, list[Glyph]] = {}
    unsafe: set[int] = set()
    for info, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        start = info.cluster - offset
        advance, x_offset, y_offset = position.x_advance, position.x_offset, position.y_offset
        glyph = Glyph(info.codepoint, advance, x_offset, y_offset)
        groups.setdefault(start, []).append(glyph)
        if info.flags & _UNSAFE:
            unsafe.add(start)
    starts = sorted(groups)
    if starts and starts[0] > 0:
        groups[0] = groups.pop(starts[0])
        starts[0] = 0
    ends = [*starts[1:], length]
    return tuple(
        Cluster(start, end, tuple(groups[start]), start in unsafe)
        for start, end in zip(starts, ends, strict=True)
    )
