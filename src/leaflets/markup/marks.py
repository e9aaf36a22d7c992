"""Where a piece of rendered markup came from, carried inside the markup and taken out of it again.

Two invisible things travel from Jinja2 to ``parse``:

- before the text of message number i stand U+FDD0, i and U+FDD1. These are noncharacters, which
  no text may hold: ``clean`` takes them out of everything that comes in.
- each element that a template writes has the attribute ``_at="file:line"``. ``Origins`` puts it
  there while Jinja2 reads the template, outside of ``trans`` only, so that msgids stay as they are
  written.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream
from markupsafe import escape

from leaflets.diagnostics import Location
from leaflets.document.nodes import Message

ORIGIN = "_at"
"""The attribute that says where an element stands in its template."""

FSI, PDI = "\u2068", "\u2069"
"""First strong isolate and pop directional isolate (UAX #9)."""

MARK = re.compile("\ufdd0([0-9]+)\ufdd1")

_UNPRINTABLE = (
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef"
    + "".join(f"{chr(plane << 16 | 0xFFFE)}{chr(plane << 16 | 0xFFFF)}" for plane in range(17))
    + "\u2028\u2029"
)
FORBIDDEN = re.compile(f"[{_UNPRINTABLE}]")
"""Controls, surrogates, noncharacters and the line and paragraph separators."""

# An embedding or isolate that a value opens or closes would reach beyond the value.
_UNCLEAN = re.compile(f"[{_UNPRINTABLE}\u202a-\u202e\u2066-\u2069]")
_TAG = re.compile(r"<(?=[^\W\d])[\w.:-]+")
_BLANKS = re.compile("[ \t\r\n]*")


@dataclass(frozen=True, slots=True)
class Source:
    """Where rendered markup came from: the template's path, and the messages by their numbers."""

    path: str
    messages: tuple[Message, ...] = ()

    def marked(self, text: str) -> tuple[Message, ...]:
        """Return the messages whose marks stand in ``text``, each once."""
        numbers = dict.fromkeys(int(found) for found in MARK.findall(text))
        return tuple(self.messages[n] for n in numbers if n < len(self.messages))


def origin(value: str) -> Location | None:
    """Return the place that the attribute ``_at`` names."""
    path, _, line = value.rpartition(":")
    return Location(path, int(line)) if path and line.isascii() and line.isdigit() else None


def mark(number: int) -> str:
    """Return the mark of message ``number``."""
    return f"\ufdd0{number}\ufdd1"


def unmarked(text: str) -> str:
    """Return ``text`` without marks."""
    return MARK.sub("", text)


def clean(text: str) -> str:
    """Return ``text`` without what no value may hold: marks, controls, open embeddings."""
    return _UNCLEAN.sub("", text.replace("\u2028", " ").replace("\u2029", " "))


def isolate(text: str) -> str:
    """Return ``text`` in an isolate, so that its direction never reaches the words around it."""
    return f"{FSI}{text}{PDI}" if not _BLANKS.fullmatch(text) else text


class Origins(Extension):
    """Writes ``_at`` into every tag of a template's own text."""

    def filter_stream(self, stream: TokenStream) -> Iterable[Token]:
        """Yield the tokens of ``stream``, with origins in the text outside of ``trans``."""
        path = str(escape(clean(stream.filename or "")))
        inside = False
        before = ""
        for token in stream:
            if before == "block_begin" and token.value in ("trans", "endtrans"):
                inside = token.value == "trans"
            before = token.type
            yield token if inside or token.type != "data" else _marked(token, path)


def _marked(token: Token, path: str) -> Token:
    return Token(token.lineno, "data", "".join(_with_origins(token, path)))


def _with_origins(token: Token, path: str) -> Iterator[str]:
    done, line = 0, token.lineno
    for tag in _TAG.finditer(token.value):
        before = token.value[done : tag.start()]
        line += before.count("\n")
        done = tag.end()
        yield f'{before}{tag[0]} {ORIGIN}="{path}:{line}"'
    yield token.value[done:]
