"""Lay out a block: a document node, its style and a room in, a fragment out."""

from __future__ import annotations

from collections.abc import Callable
from math import floor

from leaflets.document.nodes import Block, Box, Code, Element, Image, Raster, Span, Text
from leaflets.document.style import Flow, Place, Style, Width
from leaflets.layout.context import Context
from leaflets.layout.flow import SHARE, Entry, Room, grid_fragment, row_fragment
from leaflets.layout.fragment import Fragment, Part, shifted
from leaflets.layout.ground import ground, rule_part
from leaflets.layout.picture import code_fragment, image_fragment, raster_fragment
from leaflets.layout.textblock import label_fragment, text_fragment

_EPSILON = 0.02
"""Points added to a fitted width, so that rounding breaks no line."""

Lay = Callable[[Room], Fragment]


def block_fragment(node: Block, style: Style, room: Room, context: Context) -> Fragment:
    """Return ``node`` laid out in ``room`` with its ground, padding and rules."""
    match node:
        case Image():
            return image_fragment(node, style, context)
        case Raster():
            return raster_fragment(node, style, room.width, context)
        case Code():
            return code_fragment(node, style, room.width, context)
        case Text():
            return _boxed(_text(node, style, context), style, room, context)
        case Box():
            return _boxed(_children(node, style, context), style, room, context)


def _text(node: Text, style: Style, context: Context) -> Lay:
    return lambda room: text_fragment(node, style, room.width, context)


def _children(node: Box, style: Style, context: Context) -> Lay:
    entries = [
        _entry(child, number, style, context) for number, child in enumerate(node.children, start=1)
    ]
    if style.flow is Flow.ROW:
        return lambda room: row_fragment(entries, style, room)
    return lambda room: grid_fragment(entries, style, room, context)


def _entry(node: Block, number: int, parent: Style, context: Context) -> Entry:
    style = context.theme.style(node.element, parent)
    marked = node.element.name == "li" and style.marker != "none"
    if marked and isinstance(node, Text | Box):
        return Entry(style, _item(node, number, style, context))
    return Entry(style, lambda room: block_fragment(node, style, room, context))


def _boxed(lay: Lay, style: Style, room: Room, context: Context) -> Fragment:
    """Return the content with ground, padding and rules, as wide as the style asks."""
    width = style.width if isinstance(style.width, float) else room.width
    fragment = _padded(lay, style, Room(width, room.columns), context)
    if style.width is not Width.FIT or fragment.used >= width - _EPSILON:
        return fragment
    return _padded(lay, style, Room(fragment.used + _EPSILON, room.columns), context)


def _padded(lay: Lay, style: Style, room: Room, context: Context) -> Fragment:
    edges = style.padding
    content = lay(Room(room.width - edges.start - edges.end, room.columns))
    natural = content.height + edges.top + edges.bottom
    height = max(style.height, natural)
    spare = (height - natural) * SHARE[style.across]
    dy = edges.top + floor(spare / context.baseline) * context.baseline
    parts = (
        *ground(style, room.width, height, context),
        *_edge_rules(style, room.width, height, context),
        *shifted(content, edges.start, dy),
    )
    used = content.used + edges.start + edges.end
    baseline = None if content.baseline is None else content.baseline + dy
    return Fragment(room.width, height, parts, used, baseline, content.gaps, content.faults)


def _edge_rules(style: Style, width: float, height: float, context: Context) -> tuple[Part, ...]:
    """Return the rules at the edges of a box; they lie inside its height."""
    rules = []
    if style.rule_above:
        rules.append(rule_part(style.rule_above, 0.0, width, context))
    if style.rule_below:
        rules.append(rule_part(style.rule_below, height - style.rule_below.width, width, context))
    return tuple(rules)


def _item(node: Text | Box, number: int, style: Style, context: Context) -> Lay:
    """Return the layout of a list item: its marker, the marker's ``gap``, its content."""
    element = Element("marker", (style.marker, *node.element.classes), node.element.location)
    marker_style = context.theme.style(element, style)

    def lay(room: Room) -> Fragment:
        marker = _marker(node, number, marker_style, context)
        indent = marker.width + marker_style.gap
        content = block_fragment(node, style, Room(room.width - indent, room.columns), context)
        first = content.baseline or 0.0
        dy = 0.0 if marker_style.across is Place.START else _beside(marker, first, marker_style)
        parts = (*shifted(marker, 0.0, dy), *shifted(content, indent, 0.0))
        height = max(content.height, marker.height + dy)
        used = content.used + indent
        return Fragment(room.width, height, parts, used, first, content.gaps, content.faults)

    return lay


def _beside(marker: Fragment, baseline: float, style: Style) -> float:
    """Return where a marker stands beside its first line: its figure, or its foot, on the line."""
    if marker.baseline is not None:
        return baseline - marker.baseline
    return baseline - marker.height - style.before


def _marker(node: Text | Box, number: int, style: Style, context: Context) -> Fragment:
    width = style.width if isinstance(style.width, float) else 0.0
    if style.marker == "bullet":
        return _boxed(lambda room: Fragment(room.width, 0.0), style, Room(width, 1), context)
    label = Text(node.element, (Span(str(number)),))
    structure = context.structure.labels.get(id(node))

    def lay(room: Room) -> Fragment:
        return label_fragment(label, style, room.width, structure, context)

    return _boxed(lay, style, Room(width, 1), context)
