"""The glossary's terms, whatever their inflection.

A term counts as used when each of its words has its stem in the translation: French words without
their endings, Arabic ones without article, prefixes, marks and endings, Chinese ones as they stand.
Where a longer term of the glossary covers a shorter one, only the longer one is asked for.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterator, Sequence
from io import StringIO

from leaflets.catalogs.checks.check import BRACE, Finding, Pair, Term

_ASIDE = re.compile(r"[(（《][^)）》]*[)）》]")
_CHOICES = re.compile(r"\s*(?:[;/；／、]|，|، | / )\s*")
_MARKS = re.compile("[\u064b-\u0652\u0670\u0640]")
_PREFIX = re.compile("^(?:وال|فال|بال|كال|لل|ال|و|ف|ب|ل|ك)(?=.{2})")
_SUFFIX = re.compile("(?:ات|ون|ين|ان|ية|ه|ة|ها|هم|ي|ا)$")
_SMALL = frozenset(
    ("a", "de", "des", "du", "la", "le", "les", "l", "d", "au", "aux", "un", "une", "et")
)
_GENERAL = frozenset(
    ("drugs", "offence", "crime", "police", "hotline", "report", "reward", "ambulance")
)
_HALF = 0.5
_LEAST = 4


def read_glossary(text: str, locale: str) -> tuple[Term, ...]:
    """Return the terms of ``locale`` in a CSV with a column for each locale and ``en``.

    ValueError when it has no column ``en``, as a file with semicolons has not.
    """
    rows = csv.DictReader(StringIO(text))
    if "en" not in (rows.fieldnames or ()):
        raise ValueError("the first line names no column `en`")
    found = []
    for row in rows:
        sources = _choices(row.get("en") or "", aside=True)
        targets = _choices(row.get(locale) or "", aside=False)
        found += [Term(source.casefold(), targets) for source in sources if targets]
    return tuple(sorted(found, key=lambda term: -len(term.source)))


def _choices(text: str, *, aside: bool) -> tuple[str, ...]:
    inside = [] if aside else [word.strip("()（）《》 «»“”") for word in _ASIDE.findall(text)]
    outside = _CHOICES.split(_ASIDE.sub(" ", text))
    parts = [part for one in inside for part in _CHOICES.split(one)]
    return tuple(dict.fromkeys(p.strip(" «»“”") for p in (*outside, *parts) if len(p.strip()) > 1))


def glossary(pair: Pair) -> Iterator[Finding]:
    """A term that is translated otherwise than the glossary says.

    A general word may be left out or said otherwise; half of a term's words may be left out unless
    what is there is another term.
    """
    if pair.tongue == "zh" and BRACE.search(pair.source):
        return  # the Chinese title is the placeholder's value
    used, rest = _terms_in(pair.source, pair.around.terms)
    there = _words(pair.words, pair.tongue)
    for term in used:
        near = max(_share(target, there, pair.tongue) for target in term.targets)
        if near == 1 or term.source in _GENERAL:
            continue
        other = _confused(term, pair, there, rest)
        if near < _HALF or other:
            said = f"says “{other}” and not" if other else "does not say"
            message = f"{said} “{term.targets[0]}” for “{term.source}”"
            yield Finding(message, "use the glossary’s term (locales/glossary.csv)")


def _terms_in(text: str, terms: Sequence[Term]) -> tuple[list[Term], str]:
    """Return the terms in ``text``, the longest first, and what is left of it."""
    rest = re.sub(r"\s+", " ", text.casefold())
    found: list[Term] = []
    for term in terms:
        if len(term.source) >= _LEAST and term.source in rest:
            pattern = rf"(?<![\w-]){re.escape(term.source)}(?:s|es)?(?![\w-])"
            shorter = re.sub(pattern, " ", rest)
            found += [term] if shorter != rest else []
            rest = shorter
    return found, rest


def _confused(term: Term, pair: Pair, there: list[str], rest: str) -> str:
    """Return another term that is much like ``term`` and stands where nothing asks for it."""
    for other in pair.around.terms:
        if other.source in rest or other.source in term.source or other.source in _GENERAL:
            continue
        for target in other.targets:
            like = max(
                _share(own, _words(target, pair.tongue), pair.tongue) for own in term.targets
            )
            if _HALF <= like < 1 and _share(target, there, pair.tongue) == 1:
                return target
    return ""


def _share(term: str, there: list[str], tongue: str) -> float:
    """Return which part of a term's words the text has, 0 to 1."""
    if tongue == "zh":
        text = "".join(there)
        return 1.0 if term in text else min(sum(c in text for c in term) / len(term), 0.9)
    wanted = _words(term, tongue)
    return sum(any(_akin(one, word) for word in there) for one in wanted) / max(len(wanted), 1)


def _words(text: str, tongue: str) -> list[str]:
    if tongue == "zh":
        return [text]
    return [_stem(word, tongue) for word in re.findall(r"\w+", _fold(text)) if word not in _SMALL]


def _akin(one: str, other: str) -> bool:
    """Tell whether two stems are one word: equal, or one goes on for at most two letters."""
    short, long = sorted((one, other), key=len)
    return one == other or (
        len(short) > 2 and long.startswith(short) and len(long) < len(short) + 3
    )


def _fold(text: str) -> str:
    text = unicodedata.normalize("NFD", _MARKS.sub("", text).casefold())
    text = "".join(c for c in text if not unicodedata.combining(c))
    return re.sub("[إأآ]", "ا", text)


def _stem(word: str, tongue: str) -> str:
    if tongue == "ar":
        return _SUFFIX.sub("", _PREFIX.sub("", word)) if len(word) > 3 else word
    return word if len(word) <= 4 else word[: max(4, len(word) - 3)]
