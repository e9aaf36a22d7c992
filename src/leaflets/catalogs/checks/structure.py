"""Placeholders, inline markup and the ends of a text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from leaflets.catalogs.catalog import placeholders
from leaflets.catalogs.checks.check import BRACE, PERCENT, TAG, Finding, Pair

_NUMBERED = re.compile(r"%\d+\$")
_MARKS = {".": "a full stop", "?": "a question mark", "!": "an exclamation mark", ":": "a colon"}
_SAME = {
    ".": ".。．｡۔।…!！", "?": "?？؟;", "!": "!！.。", ":": ":：؛،,.。…",
}  # fmt: skip
_COMMAS = frozenset(",،，、")
_CLOSERS = "\"'”’»)]）】》」』\u200e\u200f\u2069\u202c \u00a0\u202f\n"


def braces(pair: Pair) -> Iterator[Finding]:
    """Names in braces that are missing, unknown or misspelt."""
    if pair.around.house:
        yield from _house_braces(pair)
        return
    flags = pair.entry.flags
    if any(f.endswith("-format") and "brace" not in f and f != "python-format" for f in flags):
        return  # in C's formats a brace is a character like the rest
    wanted, there = set(BRACE.findall(pair.source)), set(BRACE.findall(pair.target))
    if "python-brace-format" not in flags and (not wanted or all(map(str.isupper, wanted))):
        return  # {NAME} in capitals describes, and may be translated
    # In a form of few numbers words may stand for the number.
    yield from _braces(wanted & there if pair.exact else wanted, there, wanted)


def _house_braces(pair: Pair) -> Iterator[Finding]:
    """What a build refuses: here every name in braces is a placeholder."""
    originals = [_names_in_braces(text) for text in (pair.entry.msgid, pair.entry.plural) if text]
    known = set().union(*originals)
    # A singular such as “one day” tells which placeholder a word may stand for.
    wanted = known.intersection(*originals) if len(pair.numbers) == 1 else known
    yield from _braces(wanted, _names_in_braces(pair.target), known)


def _names_in_braces(text: str) -> set[str]:
    return {f"{{{name}}}" for name in placeholders(text)} | set(BRACE.findall(text))


def _braces(wanted: set[str], there: set[str], known: set[str]) -> Iterator[Finding]:
    for name in sorted(wanted - there):
        yield Finding(f"lacks placeholder `{name}`", f"copy `{name}` from the msgid")
    for name in sorted(there - known - {"{}"}):
        said = ", ".join(f"`{one}`" for one in sorted(known)) or "none"
        yield Finding(f"has the unknown placeholder `{name}`", f"the msgid has: {said}")


def percents(pair: Pair) -> Iterator[Finding]:
    """Placeholders with a percent sign; a percent sign in running text is none."""
    flags = pair.entry.flags
    if "no-c-format" in flags or "no-python-format" in flags:
        return
    wanted, there = _percents(pair.source), _percents(pair.target)
    if len(set(_DATE.findall(pair.source))) > 1:
        return  # strftime's letters differ from language to language
    missing = Counter() if pair.exact else wanted - there
    for name in sorted(missing):
        yield Finding(f"lacks placeholder `{name}`", f"copy `{name}` from the msgid")
    for name in sorted(there - wanted):
        if wanted:
            yield Finding(f"has the unknown placeholder `{name}`", "write those of the msgid")
    named = any("(" in name for name in wanted) or _NUMBERED.search(pair.target)
    if wanted == there and list(wanted) != list(there) and not named:
        said = f"has {', '.join(there)} in another order than the msgid"
        yield Finding(said, "keep the order, or number them: %1$s, %2$d")


_DATE = re.compile(r"%-?[aAbBdeHIjklmMpSTuUyYZ](?![A-Za-z])")


def _percents(text: str) -> Counter[str]:
    found = PERCENT.finditer(text.replace("%%", "\ufffc"))
    return Counter(
        _NUMBERED.sub("%", match[0]).replace("I", "").replace("'", "")
        for match in found
        if not re.search(r"\d[ \u00a0\u202f]?$", text.replace("%%", "\ufffc")[: match.start()])
        or "(" in match[0]
    )


def tags(pair: Pair) -> Iterator[Finding]:
    """Inline markup: the same tags as in the msgid, each closed."""
    targets = set(_HREF.findall(pair.source)), set(_HREF.findall(pair.target))
    if targets[0] and targets[1] - targets[0]:
        found = ", ".join(sorted(targets[1] - targets[0]))
        yield Finding(f"links to {found}, and the msgid does not", "copy the link of the msgid")
    wanted, there = _names(pair.source), _names(pair.target)
    closed = {
        name.strip("/")
        for name in (*wanted, *there)
        if f"/{name}" in wanted or name.strip("/") in _HTML
    }
    wanted = Counter({n: wanted[n] for n in wanted if n.strip("/") in closed})
    there = Counter({n: there[n] for n in there if n.strip("/") in closed})
    for name in sorted(wanted - there):
        yield Finding(f"lacks `<{name}>`", "copy the tags of the msgid around the same words")
    for name in sorted(there - wanted):
        yield Finding(f"has `<{name}>`, which the msgid has not", "delete it")
    if wanted == there and not _nested(pair.target, closed) and _nested(pair.source, closed):
        yield Finding("does not close its tags in order", "close the inner tag first")


_HREF = re.compile(r"""href\s*=\s*["']([^"']*)["']""", re.IGNORECASE)
_HTML = frozenset(
    (
        "a",
        "b",
        "br",
        "code",
        "em",
        "i",
        "li",
        "ol",
        "p",
        "small",
        "span",
        "strong",
        "sub",
        "sup",
        "ul",
    )
)


_WORDS_INSIDE = re.compile(r"<\S+\s+[^\s/=>][^=>]*>")
"""A name and other words in angle brackets, and no attribute."""


def _tags(text: str) -> list[str]:
    """Return the tags in ``text``; “<code of the function>” is none."""
    return [tag for tag in TAG.findall(text) if not _WORDS_INSIDE.fullmatch(tag)]


def _names(text: str) -> Counter[str]:
    found = (tag[1:-1].split()[0].rstrip("/").lower() for tag in _tags(text))
    return Counter(name for name in found if name)


def _nested(text: str, known: set[str]) -> bool:
    opened: list[str] = []
    for tag in _tags(text):
        name = tag[1:-1].split()[0].rstrip("/").lower()
        if name.strip("/") not in known:
            continue
        if not name.startswith("/"):
            if not tag.endswith("/>") and name != "br":
                opened.append(name)
        elif not opened or opened.pop() != name[1:]:
            return False
    return not opened


def line_ends(pair: Pair) -> Iterator[Finding]:
    """A line end at either end, which gettext refuses where the msgid has none there."""
    for edge, ours, theirs in (
        ("begins", pair.source[:1], pair.target[:1]),
        ("ends", pair.source[-1:], pair.target[-1:]),
    ):
        if (ours == "\n") != (theirs == "\n"):
            more = "and the msgid does not" if theirs == "\n" else "not as the msgid does"
            yield Finding(f"{edge} with a line end {more}", "make both ends like the msgid's")


def ends(pair: Pair) -> Iterator[Finding]:
    """The mark at the end of a sentence."""
    mark = pair.source.rstrip(_CLOSERS)[-1:]
    if mark not in _MARKS or len(pair.source.split()) < 3 or pair.source.rstrip().endswith("..."):
        return
    last = pair.target.rstrip(_CLOSERS)[-1:]
    if last.isalpha() and last not in _SAME[mark] and mark in "?!.":
        yield Finding(f"lacks {_MARKS[mark]} at its end", "end the sentence as the msgid does")
    elif last in _COMMAS and mark in "?!.":
        yield Finding(f"ends with “{last}”", "end the sentence as the msgid does")


def repeated(pair: Pair) -> Iterator[Finding]:
    """A word twice in a row."""
    if re.search(r"\s\s|\n", pair.target):
        return  # columns repeat words
    for match in _TWICE.finditer(pair.words):
        word = match[1].casefold()
        joined = word * 2 in pair.source.casefold()  # as LONG LONG is of LONGLONG
        if word not in _MAY_REPEAT and not joined and not _AGAIN.search(pair.source):
            yield Finding(f"says “{match[1]}” twice in a row", "delete one of them")
    for pattern in (_PARTICLE, _MARK_TWICE):
        found = pattern.search(pair.words)
        if found and not pattern.search(pair.source):
            yield Finding(f"has “{found[0]}”, which is one too many", "delete one of them")


_TWICE = re.compile(r"\b([^\W\d_]{2,}|[aày]) \1\b", re.IGNORECASE)
_AGAIN = re.compile(r"\b(\w+)[ ,]+(?:(?:by|after|and|upon|to|or) )?\1\b", re.IGNORECASE)
"""What a msgid says twice itself, as “step by step”."""
_PARTICLE = re.compile("(?<![目标])的的(?!确)|(?<![与或被])([与或被])\\1(?![与或被])")
_MARK_TWICE = re.compile("(?<![，。、；：،؛])([，。、；：،؛])\\1(?![，。、；：،؛])")
_MAY_REPEAT = frozenset({"nous", "vous", "bye", "شيئا", "رويدا"})


def blanks(pair: Pair) -> Iterator[Finding]:
    """Two blanks in a row, or a blank at an end."""
    laid_out = re.search(r"\s\s|\n|\t|^\s", pair.source) or "\n" in pair.target
    if "  " in pair.target.strip() and not laid_out:
        yield Finding("has two blanks in a row", "delete one of them")
    bare = pair.target.strip(" \u00a0\u3000")
    if not laid_out and pair.target != bare and not pair.source.endswith(" "):
        yield Finding("has a blank at an end", "delete it")


def empty_forms(pair: Pair) -> Iterator[Finding]:
    """A plural of which some forms are written and others not; told once, at the first form."""
    strings = pair.entry.strings
    if pair.entry.plural is None or all(strings.values()):
        return
    if pair.index == next(number for number, text in strings.items() if text):
        numbers = [f"msgstr[{number}]" for number, text in strings.items() if not text]
        verb = "is" if len(numbers) == 1 else "are"
        said = f"{', '.join(numbers)} {verb} empty"
        yield Finding(said, "write every plural form", of_form=False)
