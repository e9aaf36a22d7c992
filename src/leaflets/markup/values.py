"""A value of the campaign or a record in, harmless text out.

What is printed is escaped, cleaned of controls and isolated from the direction of its surroundings,
whoever wrote it. What has no text of its own (nothing, a list, a date) is refused, because ``None``
on a leaflet is worse than no leaflet.
"""

from __future__ import annotations

from decimal import Decimal

from jinja2 import Undefined
from jinja2.exceptions import TemplateRuntimeError
from markupsafe import Markup, escape

from leaflets.markup.marks import FSI, PDI, clean, isolate, unmarked


def printable(value: object) -> Markup:
    """Return ``value`` as markup; TemplateRuntimeError when it cannot be printed."""
    if isinstance(value, Markup):
        return value
    return Markup(isolate(str(escape(_text(value)))))


def placed(value: object) -> Markup:
    """Return ``value`` as markup that stands in the words of a message, isolated from them."""
    if isinstance(value, Markup):
        return Markup(isolate(str(value)))
    return printable(value)


def plain(value: object) -> str:
    """Return the characters of ``value`` for a link or a code, without isolates."""
    text = unmarked(value.striptags()) if isinstance(value, Markup) else _text(value)
    return text.replace(FSI, "").replace(PDI, "").strip()


def _text(value: object) -> str:
    if isinstance(value, Undefined):
        return str(value)  # raises, and says which name it is
    if isinstance(value, bool) or not isinstance(value, str | int | float | Decimal):
        what = "nothing" if value is None else f"a {type(value).__name__}"
        raise TemplateRuntimeError(f"{what} cannot be printed")
    return clean(str(value))
