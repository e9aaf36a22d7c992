"""A msgstr in, its pieces out: text and the few inline elements that a translator may use.

A msgstr is a fragment of XML 1.0 with ``strong``, ``em``, ``br`` and ``a href``; everything else is
a fault, said so that a translator can mend it. Nothing in a msgstr is evaluated: to Jinja2 it is a
value, and placeholders are filled in afterwards by name alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from xml.parsers import expat

from leaflets.markup.marks import FORBIDDEN
from leaflets.markup.names import did_you_mean

INLINE = ("strong", "em", "br", "a")
SCHEMES = ("https:", "tel:", "mailto:")

_DEPTH = 8
_ROOT = "msgstr"
_PLACEHOLDER_LINK = re.compile(r"\{[^\W\d]\w*\}")
_BARE_AMPERSAND = re.compile(r"&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[\dA-Fa-f]+);)")
_BARE_LESS = re.compile(r"<(?![A-Za-z/])")
_NAMED = re.compile(r"&[A-Za-z]\w*;")


@dataclass(frozen=True, slots=True)
class Piece:
    """Text, or the start or end of an element.

    ``text`` holds characters, not markup; ``name`` is empty for text, ``link`` an ``a``'s href.
    """

    text: str = ""
    name: str = ""
    link: str = ""
    closes: bool = False


class FragmentError(ValueError):
    """A msgstr that cannot be used; its text is a predicate, ``hint`` the remedy."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.hint = hint


@lru_cache(maxsize=4096)
def parse_fragment(text: str) -> tuple[Piece, ...]:
    """Return the pieces of ``text``; FragmentError says what is wrong with it."""
    _refuse_controls(text)
    reader = _Reader()
    try:
        reader.parser.Parse(f"<{_ROOT}>{text}</{_ROOT}>", True)
    except expat.ExpatError as error:
        raise _not_well_formed(text, expat.ErrorString(error.code)) from error
    return tuple(reader.pieces)


def _refuse_controls(text: str) -> None:
    found = FORBIDDEN.search(text)
    if found:
        message = f"holds the control character U+{ord(found[0]):04X}"
        raise FragmentError(message, "delete it; it is invisible, so retype the words around it")


def is_link(target: str) -> bool:
    """Tell whether ``target`` may be linked to."""
    return target.startswith(SCHEMES)


class _Reader:
    """Takes expat's events; expat itself knows no entity beyond XML's five."""

    def __init__(self) -> None:
        self.pieces: list[Piece] = []
        self.open: list[str] = []
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text
        self.parser.CommentHandler = lambda text: self._refuse("a comment")
        self.parser.ProcessingInstructionHandler = lambda target, text: self._refuse("`<?`")
        self.parser.StartCdataSectionHandler = lambda: self._refuse("a CDATA section")

    def _text(self, text: str) -> None:
        _refuse_controls(text)  # a character reference may have brought one in
        self.pieces.append(Piece(text))

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if self.open:
            self.pieces.append(_checked(name, attributes, self.open))
        self.open.append(name)

    def _end(self, name: str) -> None:
        self.open.pop()
        if self.open:
            self.pieces.append(Piece(name=name, closes=True))

    def _refuse(self, what: str) -> None:
        raise FragmentError(f"holds {what}", "delete it")


def _checked(name: str, attributes: dict[str, str], parents: list[str]) -> Piece:
    if name not in INLINE:
        hint = did_you_mean(name, INLINE) or "a msgstr may hold strong, em, br and a; `<` is `&lt;`"
        raise FragmentError(f"holds the element `{name}`", hint)
    if len(parents) > _DEPTH or name in parents or "br" in parents:
        raise FragmentError(f"holds `{name}` inside `{parents[-1]}`", "take it out")
    unknown = sorted(set(attributes) - ({"href"} if name == "a" else set()))
    if unknown:
        raise FragmentError(f"has the attribute `{unknown[0]}` on `{name}`", "delete the attribute")
    return Piece(name=name, link=_link(attributes) if name == "a" else "")


def _link(attributes: dict[str, str]) -> str:
    target = attributes.get("href", "").strip()
    _refuse_controls(target)
    if not target:
        raise FragmentError("has an `a` without href", "copy the href from the msgid")
    if not (is_link(target) or _PLACEHOLDER_LINK.match(target)):
        hint = "a link starts with https:, tel: or mailto:, or is the msgid's placeholder"
        raise FragmentError(f"links to `{target}`", hint)
    return target


def _not_well_formed(text: str, reason: str) -> FragmentError:
    named = _NAMED.search(text)
    if _BARE_AMPERSAND.search(text) and "entity" not in reason:
        return FragmentError("holds a bare `&`", "write it as `&amp;`")
    if named and "entity" in reason:
        hint = f"write the character itself instead of `{named[0]}`, and a bare `&` as `&amp;`"
        return FragmentError(f"holds `{named[0]}`, which is unknown", hint)
    if _BARE_LESS.search(text):
        return FragmentError("holds a bare `<`", "write it as `&lt;`")
    hint = "close each element that is opened, the inner one first; write `<` as `&lt;`"
    return FragmentError(f"is not well formed: {reason}", hint)
