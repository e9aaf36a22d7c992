"""Rendered markup in, a plain tree of elements out.

XML 1.0 read by expat; a document type, and with it every entity beyond XML's five, is refused. The
tree knows nothing of what the elements mean. A fault is placed at the element of the template that
stands nearest before it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import unescape
from xml.parsers import expat

from leaflets.diagnostics import Diagnostic, Location
from leaflets.markup.marks import ORIGIN, Source, origin

_DEEPEST = 64
_ORIGIN = re.compile(rf'{ORIGIN}="([^"]+)"')
_UNCLOSED = "no element found"  # expat's words for an end that comes too early
_HINTS = {
    "mismatched tag": "close each element that is opened, the inner one first",
    _UNCLOSED: "the root element `leaflet` is missing",
    "undefined entity": "write the character itself; XML knows &amp; &lt; &gt; &quot; &apos; only",
    "duplicate attribute": "give each attribute once",
    "junk after document element": "put everything into one `leaflet`",
}
_OTHER_HINT = (
    "write a bare `&` as `&amp;` and a bare `<` as `&lt;`; an attribute holds text, no elements"
)


@dataclass(frozen=True, slots=True)
class Raw:
    """An element as it stands; ``content`` is filled while it is open, in reading order."""

    name: str
    attributes: dict[str, str]
    location: Location
    content: list[Raw | str] = field(default_factory=list)

    @property
    def elements(self) -> list[Raw]:
        return [child for child in self.content if isinstance(child, Raw)]

    @property
    def text(self) -> str:
        """The text that stands in the element itself, with its marks."""
        return "".join(child for child in self.content if isinstance(child, str))

    @property
    def whole_text(self) -> str:
        """The text of the element and all inside it, with its marks."""
        return "".join(c if isinstance(c, str) else c.whole_text for c in self.content)

    @property
    def all_text(self) -> str:
        """The whole text with the values of all attributes."""
        inside = (c if isinstance(c, str) else c.all_text for c in self.content)
        return "".join((*self.attributes.values(), *inside))


class _RefusedError(Exception):
    """Markup that is not read further; the text says why."""


def read_tree(xml: str, source: Source, faults: list[Diagnostic]) -> Raw | None:
    """Return the root element of ``xml``; None when it is not well formed."""
    reader = _Reader(source)
    try:
        reader.parser.Parse(xml, True)
    except expat.ExpatError as error:
        reason = expat.ErrorString(error.code)
        inside = f" in `{reader.open[-1].name}`" if len(reader.open) > 1 else ""
        place = reader.place(xml, reason)
        message = f"the markup is not well formed: {reason}{inside}"
        hint = _HINTS.get(reason, _OTHER_HINT)
        if reason == _UNCLOSED and len(reader.open) > 1:
            name = reader.open[-1].name
            message, hint = f"`{name}` is not closed", f"write `</{name}>` where it ends"
        faults.append(Diagnostic(place, message, hint))
        return None
    except _RefusedError as error:
        faults.append(Diagnostic(reader.place(xml, ""), str(error), "take it out"))
        return None
    return reader.open[0].elements[0]


class _Reader:
    """Takes expat's events; ``open`` holds a root for everything and then the open elements."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.open = [Raw("", {}, Location(source.path))]
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text
        self.parser.StartDoctypeDeclHandler = self._refuse_doctype

    def place(self, xml: str, reason: str) -> Location:
        """Return the place in the template of the fault that stopped the parser."""
        if reason in ("mismatched tag", _UNCLOSED) and len(self.open) > 1:
            return self.open[-1].location
        read = xml.encode()[: max(self.parser.CurrentByteIndex, 0)].decode(errors="ignore")
        origins = _ORIGIN.findall(read)
        place = origin(unescape(origins[-1])) if origins else None
        return place or Location(self.source.path, self.parser.CurrentLineNumber)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if len(self.open) > _DEEPEST:
            raise _RefusedError(f"elements stand more than {_DEEPEST} deep in each other")
        line = self.parser.CurrentLineNumber
        place = origin(attributes.pop(ORIGIN, ""))
        raw = Raw(name, attributes, place or Location(self.source.path, line))
        self.open[-1].content.append(raw)
        self.open.append(raw)

    def _end(self, name: str) -> None:
        self.open.pop()

    def _text(self, text: str) -> None:
        self.open[-1].content.append(text)

    def _refuse_doctype(self, name: str, *rest: object) -> None:
        raise _RefusedError("the markup declares a document type")
