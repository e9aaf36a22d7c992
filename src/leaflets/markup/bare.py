"""A template's source in, a warning for each line of words that no translator sees out.

Bare words are letters outside of ``trans``, also in ``alt``. What stands in a ``span`` or ``panel``
with ``lang`` is meant to be the same in every language: the title of a law, a request in Chinese.
Addresses with ``://`` are no words. The source is read with patterns: a warning may be coarse.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from leaflets.diagnostics import Diagnostic, Location, Severity

_UNREAD = (
    r"\{#.*?#\}",
    r"\{%-?\s*trans\b.*?\bendtrans\s*-?%\}",
    r"\{%.*?%\}",
    r"\{\{.*?\}\}",
    r"<!--.*?-->",
    r"<(span|panel)\b[^>]*\slang=[^>]*>.*?</\1>",
    r"\S+://[^\s<\"]+",
    r"&#?\w+;",
)
"""What is taken out of the source, one after the other."""

_TAG = re.compile(r"<[^>]*>", re.DOTALL)
_ALT = re.compile(r'\salt="([^"]*)"')
_MOST_SHOWN = 40


@lru_cache(maxsize=256)
def bare_words(source: str, path: str) -> tuple[Diagnostic, ...]:
    """Return a warning for each line of the template at ``path`` that holds bare words."""
    for pattern in _UNREAD:
        source = re.sub(pattern, _blank, source, flags=re.DOTALL)
    return tuple(_warnings(_TAG.sub(_spoken, source), path))


def _warnings(words: str, path: str) -> Iterator[Diagnostic]:
    for number, line in enumerate(words.split("\n"), start=1):
        if any(character.isalpha() for character in line):
            shown = " ".join(line.split())[:_MOST_SHOWN]
            message = f"“{shown}” stands outside `{{% trans %}}`"
            hint = "no translator sees it: write {% trans %}…{% endtrans %} around it"
            yield Diagnostic(Location(path, number), message, hint, Severity.WARNING)


def _blank(found: re.Match[str]) -> str:
    return "\n" * found[0].count("\n") or " "


def _spoken(tag: re.Match[str]) -> str:
    """Return what a reader hears of a tag, with its line ends."""
    alt = _ALT.search(tag[0])
    return f" {alt[1]} {_blank(tag)}" if alt else _blank(tag)
