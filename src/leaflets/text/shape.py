"""Shape items with HarfBuzz: characters in, clusters of glyphs in font units out.

Shaping knows no size, so a result serves every type size. Neighbouring text is given as context,
so that Arabic letters stay joined over a change of face. Time is linear in the item.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

import uharfbuzz as hb

from leaflets.text.itemize import Item
from leaflets.text.model import Cluster, Glyph

_CONTEXT = 5
"""Code points of context on each side: what HarfBuzz itself looks at (CONTEXT_LENGTH)."""

# A glyph's flags as an attribute cost more than all its numbers; serialised they are nearly free.
_FLAGS = (
    hb.BufferSerializeFlags.NO_GLYPH_NAMES
    | hb.BufferSerializeFlags.NO_CLUSTERS
    | hb.BufferSerializeFlags.NO_POSITIONS
    | hb.BufferSerializeFlags.GLYPH_FLAGS
)
_NAMES = hb.BufferSerializeFlags.NO_GLYPH_NAMES | hb.BufferSerializeFlags.NO_CLUSTERS
_UNSAFE = "#1"  # HB_GLYPH_FLAG_UNSAFE_TO_BREAK, the only flag that is produced unasked


def shape(text: str, item: Item, context: tuple[int, int]) -> list[Cluster]:
    """Return the clusters of ``item`` in logical order, indexed in ``text``.

    Only what lies within ``context`` counts as neighbouring text.
    """
    if item.choice is None:
        return [Cluster(i, i + 1, ()) for i in range(item.start, item.end)]
    first = max(context[0], item.start - _CONTEXT)
    last = min(context[1], item.end + _CONTEXT)
    buffer = hb.Buffer()
    points = list(map(ord, text[first:last]))
    buffer.add_codepoints(points, item.start - first, item.end - item.start)
    buffer.direction = "rtl" if item.level % 2 else "ltr"
    buffer.script = item.script
    if item.tag:
        buffer.language = item.tag
    hb.shape(item.choice.face.hb_font, buffer)
    groups = _groups(buffer, item.choice.face.hb_font)
    if item.level % 2:
        groups.reverse()
    starts = [item.start, *(first + group[0] for group in groups[1:])]
    ends = [*starts[1:], item.end]
    return [
        Cluster(start, end, tuple(glyphs), unsafe)
        for start, end, (_, glyphs, unsafe) in zip(starts, ends, groups or [_NOTHING], strict=True)
    ]


def glyph_names(
    text: str, font: hb.Font, kind: tuple[str, str, bool]
) -> tuple[Sequence[str], list[str]] | None:
    """Return the clusters of ``text`` and for each one its glyph and advance: ``59+600``.

    A glyph that is moved has ``@x,y`` between. ``kind`` is script, language tag and whether the
    text runs from right to left; nothing stands around it. The order is logical. None where a
    cluster has several glyphs.
    """
    script, tag, rtl = kind
    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.direction = "rtl" if rtl else "ltr"
    buffer.script = script
    if tag:
        buffer.language = tag
    hb.shape(font, buffer)
    starts = [info.cluster for info in buffer.glyph_infos]
    shown: str = buffer.serialize(font, hb.BufferSerializeFormat.TEXT, _NAMES)
    names = shown[1:-1].split("|")
    if rtl:
        starts.reverse()
        names.reverse()
    if starts == list(range(len(text))):
        return text, names
    if len({*starts}) < len(starts) or not starts:
        return None
    return [text[a:b] for a, b in pairwise((*starts, len(text)))], names


# A text has few different glyphs: most are found, not made.
_glyph = lru_cache(maxsize=4096)(Glyph)

_Group = tuple[int, list[Glyph], bool]
_NOTHING: _Group = (0, [], False)


def _groups(buffer: hb.Buffer, font: hb.Font) -> list[_Group]:
    """Return start in the buffer, glyphs and flag of each cluster, all in visual order."""
    groups: list[_Group] = []
    flags = buffer.serialize(font, hb.BufferSerializeFormat.TEXT, _FLAGS).strip("[]").split("|")
    before = -1
    for info, position, flag in zip(buffer.glyph_infos, buffer.glyph_positions, flags, strict=True):
        start = info.cluster
        x_offset, y_offset, advance, _ = position.position
        glyph = _glyph(info.codepoint, advance, x_offset, y_offset)
        if start == before:
            groups[-1][1].append(glyph)
        else:
            groups.append((start, [glyph], flag.endswith(_UNSAFE)))
            before = start
    return groups
