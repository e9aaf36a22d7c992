"""Web and e-mail addresses in running text.

Input: text. Output: where each address stands and where its host ends. Only ASCII addresses are
known (RFC 3986, RFC 5322 in the forms people print); closing punctuation of the sentence is not
part of an address. Linear in the text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

_HOST: Final = r"(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,}(?![A-Za-z0-9-])"
_ADDRESS: Final = re.compile(
    # Starting only where no address can be under way keeps the search linear.
    r"(?<![A-Za-z0-9@._%+-])(?:"
    rf"[A-Za-z0-9._%+-]+@{_HOST}"
    r"|(?:[A-Za-z]{2,8}://[!#-;=?-~]+)"
    rf"|{_HOST}(?::[0-9]+)?(?:[/?#][!#-;=?-~]*)?"
    r")"
)
_HOST_END: Final = re.compile(r"(?:[A-Za-z]+://)?[^/?#]*")
_CLOSING: Final = ".,;:!?'*"
_PAIRS: Final = {")": "(", "]": "[", "}": "{"}


@dataclass(frozen=True, slots=True)
class Address:
    """An address at code points ``[start, end)``; its path, if any, starts at ``host_end``."""

    start: int
    host_end: int
    end: int


def addresses(text: str) -> tuple[Address, ...]:
    """Return the addresses of ``text`` in order."""
    return tuple(_address(match.start(), match[0]) for match in _ADDRESS.finditer(text))


def _address(start: int, found: str) -> Address:
    trimmed = _without_closing(found)
    host = _HOST_END.match(trimmed)
    host_end = host.end() if host else len(trimmed)
    return Address(start, start + host_end, start + len(trimmed))


def _without_closing(found: str) -> str:
    """Return ``found`` without sentence punctuation and brackets that it does not open."""
    opened = {bracket: found.count(bracket) for bracket in _PAIRS.values()}
    closed = {bracket: found.count(bracket) for bracket in _PAIRS}
    end = len(found)
    while end:
        last = found[end - 1]
        if last in _PAIRS and closed[last] > opened[_PAIRS[last]]:
            closed[last] -= 1
        elif last not in _CLOSING:
            break
        end -= 1
    return found[:end]
