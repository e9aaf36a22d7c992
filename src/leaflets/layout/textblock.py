"""Lay out a text block: spans and style in, lines on the baseline grid out."""

from __future__ import annotations

from leaflets.document.nodes import Message, Span, Text
from leaflets.document.style import Style
from leaflets.layout.context import Context
from leaflets.layout.fragment import Fault, Fragment, LinePart
from leaflets.layout.page import Mark
from leaflets.layout.slot import Slot, set_slot, slot_faults
from leaflets.text.model import Alignment, ParagraphLines, TextSpan, TextStyle
from leaflets.text.typesetter import Setting

_CAP_HEIGHT = 0.7  # of the em; what centres a line in its leading
_STEP = 0.5  # points by which a text with a line limit is made smaller


def text_fragment(node: Text, style: Style, width: float, context: Context) -> Fragment:
    """Return the lines of ``node`` set to ``width``; the first baseline is on the grid."""
    structure = context.structure.blocks.get(id(node))
    if node.slot:
        return _slot_fragment(node, style, width, structure, context)
    return label_fragment(node, style, width, structure, context)


def label_fragment(
    node: Text, style: Style, width: float, structure: int | None, context: Context
) -> Fragment:
    """Return the lines of a text that belongs to structure node ``structure``."""
    lines, size = _set(node, style, width, context)
    leading = context.theme.roles[style.role].size_for(context.language.script).leading
    first = round((leading + _CAP_HEIGHT * size) / 2 / context.baseline) * context.baseline
    parts = tuple(
        LinePart(line, 0.0, first + number * leading, width, structure)
        for number, line in enumerate(lines.lines)
    )
    used = max((line.width for line in lines.lines), default=0.0)
    height = leading * len(lines.lines)
    return Fragment(width, height, parts, used, first, faults=_faults(node, lines))


def _slot_fragment(
    node: Text, style: Style, width: float, structure: int | None, context: Context
) -> Fragment:
    """Return a slot: room for as many lines as its style says (at least one), whatever it shows."""
    role = context.theme.roles[style.role].size_for(context.language.script)
    count = max(1, style.lines)
    first = round((role.leading + _CAP_HEIGHT * role.most) / 2 / context.baseline)
    baseline = first * context.baseline
    if not node.spans:
        return Fragment(width, role.leading * count, (), width, baseline)
    slot = Slot(
        node.slot,
        _text_style(node, 0, style, context),
        context.language,
        width,
        _alignment(style),
        style.balance,
        count,
        role.least,
        role.leading,
    )
    lines = set_slot(slot, node.plain, context.typesetter)
    parts = tuple(
        LinePart(line, 0.0, baseline + number * role.leading, width, structure, slot)
        for number, line in enumerate(lines.lines)
    )
    faults = tuple(Fault(node.element, node.messages, *said) for said in slot_faults(slot, lines))
    return Fragment(width, slot.height, parts, width, baseline, faults=faults)


def _set(node: Text, style: Style, width: float, context: Context) -> tuple[ParagraphLines, float]:
    """Return the lines and the size taken: the role's, smaller where a line limit asks for it."""
    role = context.theme.roles[style.role].size_for(context.language.script)
    size = role.most if style.lines else role.size(context.fit)
    spans = [
        TextSpan(span.text, _text_style(node, number, style, context))
        for number, span in enumerate(node.spans)
    ]
    while True:
        setting = Setting(
            context.language,
            width,
            _alignment(style),
            style.balance,
            size / role.most,
            style.hyphenate and not style.balance,
            kashida=style.kashida,
        )
        lines = context.typesetter.paragraph(spans, setting)
        fits = len(lines.lines) <= style.lines and not lines.overflow
        if not style.lines or fits or size - _STEP < role.least:
            return lines, size
        size -= _STEP


def _text_style(node: Text, number: int, style: Style, context: Context) -> TextStyle:
    """Return the style of a span at its role's largest size."""
    span = node.spans[number]
    role = context.theme.roles[style.role]
    size = role.size_for(context.language.script)
    inside = context.structure.spans.get((id(node), number))
    mark = Mark(context.colour(style.colour), span.link, inside, role.contrast)
    tag = span.tag or context.language.tag
    return TextStyle(
        size.most, _weight(span, style, size.weight), role.tracking, role.family, tag, mark
    )


def _alignment(style: Style) -> Alignment:
    """Return how lines stand; balanced ones, those of headings, are never filled."""
    filled = Alignment(style.align.value)
    return Alignment.START if style.balance and filled is Alignment.JUSTIFY else filled


def _weight(span: Span, style: Style, weight: int) -> int:
    weight = style.weight or weight
    return max(weight, style.strong_weight) if span.strong or span.em else weight


def _faults(node: Text, lines: ParagraphLines) -> tuple[Fault, ...]:
    faults = [
        Fault(
            node.element,
            _holding(node.messages, missing.character),
            f"no face has the character {missing.character!r} (U+{ord(missing.character):04X})",
            "use another character, or name a font that has it under `families` in the theme",
        )
        for missing in lines.missing
    ]
    if lines.overflow > 0.05:
        faults.append(
            Fault(
                node.element,
                node.messages,
                f"a word is {lines.overflow / 72 * 25.4:.1f} mm wider than its column",
                "use a shorter word, or add a soft hyphen (U+00AD) where it may be divided",
            )
        )
    return tuple(faults)


def _holding(messages: tuple[Message, ...], character: str) -> tuple[Message, ...]:
    """Return the messages that ``character`` stands in; all of them if a value brought it."""
    return tuple(one for one in messages if character in one.text) or messages
