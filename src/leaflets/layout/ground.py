"""The ground of a box: its shape, fill and rules, as parts to be painted under its content."""

from __future__ import annotations

from leaflets.document.style import Rule, Shape, Style
from leaflets.geometry import Path, Rect, arch, rectangle, rounded
from leaflets.layout.context import Context
from leaflets.layout.fragment import Part, ShapePart

_LOPSIDED = (Shape.ARCH_START, Shape.ARCH_END, Shape.SPEECH)
"""Shapes that a mirror changes; the others need not be turned round."""

_DASH = (2.0, 2.0)
_DASH_WIDTH = 0.5


def ground(style: Style, width: float, height: float, context: Context) -> tuple[Part, ...]:
    """Return what is painted under a box of ``width`` by ``height`` points."""
    if style.shape is Shape.DASHED:
        inset = Rect(_DASH_WIDTH / 2, _DASH_WIDTH / 2, width - _DASH_WIDTH, height - _DASH_WIDTH)
        colour = context.colour(style.fill or style.colour)
        outline = rectangle(inset)
        return (ShapePart(outline, 0, 0, width, colour, stroke=_DASH_WIDTH, dash=_DASH),)
    path, turns = outline_of(style, Rect(0, 0, width, height)), style.shape in _LOPSIDED
    parts = []
    if style.fill:
        parts.append(ShapePart(path, 0, 0, width, context.colour(style.fill), turns))
    if style.outline:
        line, colour = style.outline, context.colour(style.outline.colour)
        parts.append(ShapePart(path, 0, 0, width, colour, turns, stroke=line.width))
    return tuple(parts)


def outline_of(style: Style, rect: Rect) -> Path:
    """Return the outline of a ground in reading direction (start is left)."""
    radius = min(style.radius, rect.width / 2, rect.height / 2)
    match style.shape:
        case Shape.ARCH:
            return arch(rect)
        case Shape.ARCH_START:
            return rounded(rect, (min(rect.width, rect.height), 0.0, 0.0, 0.0))
        case Shape.ARCH_END:
            return rounded(rect, (0.0, min(rect.width, rect.height), 0.0, 0.0))
        case Shape.SPEECH:
            return rounded(rect, (radius, radius, radius, 0.0))
        case Shape.TAB:
            return rounded(rect, (0.0, 0.0, radius, radius))
        case _:
            return rounded(rect, (radius,) * 4) if radius else rectangle(rect)


def rule_part(rule: Rule, y: float, width: float, context: Context) -> Part:
    """Return a line across ``width`` whose top is at ``y``."""
    path = rectangle(Rect(0, 0, width, rule.width))
    return ShapePart(path, 0, y, width, context.colour(rule.colour))
