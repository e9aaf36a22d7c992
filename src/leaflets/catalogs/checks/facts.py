"""The fact lock: telephone numbers, amounts, dates, article numbers and addresses stay as they are.

Figures are compared whatever digits and separators they are written with; Chinese numerals count,
and months by name. A small number may be a word in one language and a figure in the other, so that
one is a fault only when another figure stands in its place.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

from babel import Locale

from leaflets.catalogs.checks.check import ADDRESS, BRACE, PERCENT, TAG, Finding, Pair

_NUMBER = re.compile(r"\d(?:[\d,.'’٬٫ \u00a0\u202f\u2009](?=\d)|\d)*")
_GROUP = re.compile(r"(?<=\d)[,.'’٬ \u00a0\u202f\u2009](?=\d{3}(?!\d))")
_WORDS_UP_TO = 12
_HAN_DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_HAN_UNITS = {"十": 10, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}
_HAN_NUMBER = re.compile(f"[{''.join([*_HAN_DIGITS, *_HAN_UNITS])}]+")
_HAN_COUNTED = re.compile(f"({_HAN_NUMBER.pattern})(?=[日天年月岁条款元]|小时|个月)")
_MULTIPLES = re.compile(
    r"(\d+(?:\.\d+)?)[ \u00a0]?(万|亿|千|百|million|milliard|thousand|ملايين|مليون|ألف|آلاف|mille)"
)
_TIMES = {
    "万": 10_000, "亿": 100_000_000, "千": 1000, "百": 100, "million": 1_000_000, "thousand": 1000,
    "milliard": 1_000_000_000, "مليون": 1_000_000, "ملايين": 1_000_000, "ألف": 1000, "آلاف": 1000,
    "mille": 1000,
}  # fmt: skip
_TRAILING = ".,;:!?)]'’”»。，；：！？）"


def numbers(pair: Pair) -> Iterator[Finding]:
    """Figures that the translation lacks, or has in place of others."""
    missing, extra = _differences(pair)
    if (not missing and not extra) or _digits(pair.source) == _digits(pair.target):
        return
    large = [n for n in (*missing, *extra) if not n.isdigit() or int(n) > _WORDS_UP_TO]
    if (missing and extra) or [n for n in large if n in missing]:
        yield Finding(
            f"lacks {', '.join(missing)}{_instead(extra)}", "write the numbers of the msgid"
        )
    elif large:
        yield Finding(
            f"has {', '.join(large)}, which the msgid has not", "write the numbers of the msgid"
        )
    elif missing:
        counted = {str(_han_value(n)) for n in _HAN_COUNTED.findall(pair.target)}
        if counted and counted.isdisjoint(figures(pair.source)) and not counted & missing.keys():
            yield Finding(
                f"lacks {', '.join(missing)} and has {', '.join(sorted(counted))}",
                "write the numbers of the msgid",
            )


def _differences(pair: Pair) -> tuple[Counter[str], Counter[str]]:
    """Return the numbers that the translation lacks, and those that it has besides."""
    wanted, there = figures(pair.source), figures(pair.target)
    ours, theirs = dict(_scaled(pair.source)), dict(_scaled(pair.target))
    for value in ours.keys() & theirs.keys():  # 2 million and 200万
        wanted[ours[value]] -= 1
        there[theirs[value]] -= 1
    wanted, there = +wanted, +there
    months = month_numbers(pair.source, "en") | month_numbers(
        pair.target, pair.around.language.locale
    )
    missing = wanted - there - Counter(_han(pair.target)) - Counter(_multiples(pair.target))
    extra = there - wanted - Counter(_multiples(pair.source)) - Counter(map(str, months))
    for own in map(str, pair.numbers):  # a plural form may say its number, in figures or in words
        del missing[own], extra[own]
    if not (missing and extra):  # the same number said once more or less is no fault
        missing = Counter(missing.keys() - there.keys())
        extra = Counter(extra.keys() - wanted.keys())
    return missing, extra


def dates(pair: Pair) -> Iterator[Finding]:
    """Months that differ."""
    ours = month_numbers(pair.source, "en")
    theirs = month_numbers(pair.target, pair.around.language.locale)
    if ours and theirs and ours != theirs:
        yield Finding("names another month", "write the date of the msgid")


def addresses(pair: Pair) -> Iterator[Finding]:
    """Web and mail addresses that the translation lacks or changes."""
    wanted, there = _addresses(pair.source), _addresses(pair.target)
    for address in sorted(wanted - there):
        near = f"; it has {', '.join(sorted(there - wanted))}" if there - wanted else ""
        yield Finding(f"lacks the address {address}{near}", "copy the address from the msgid")
    for address in sorted(there - wanted) if not wanted - there and wanted else ():
        yield Finding(f"has the address {address}, which the msgid has not", "delete it")


def _addresses(text: str) -> set[str]:
    return {found.rstrip(_TRAILING) for found in ADDRESS.findall(TAG.sub(" ", text))}


def _instead(extra: Counter[str]) -> str:
    return f" and has {', '.join(extra)}" if extra else ""


def figures(text: str) -> Counter[str]:
    """Return the numbers of ``text``, in ASCII digits, without separators of thousands."""
    for pattern in (ADDRESS, TAG, BRACE, PERCENT):
        text = pattern.sub(" ", text)
    found: Counter[str] = Counter()
    for match in _NUMBER.findall(_ascii(text)):
        whole = _GROUP.sub("", match)
        parts = re.split(r"[^\d]", whole)
        decimal = len(parts) == 2 and not re.search(r"[ \u00a0\u202f\u2009'’]", whole)
        if decimal:
            found[f"{_without_zeros(parts[0])}.{parts[1]}"] += 1
        else:
            found.update(_without_zeros(part) for part in parts if part)
    return found


def _without_zeros(digits: str) -> str:
    return digits.lstrip("0") or "0"


def _ascii(text: str) -> str:
    return "".join(str(unicodedata.digit(c)) if c.isdecimal() else c for c in text)


def _digits(text: str) -> str:
    return "".join(c for c in _ascii(BRACE.sub("", PERCENT.sub("", text))) if c in "0123456789")


def _multiples(text: str) -> Iterator[str]:
    """Yield what 3000 may be written as: 3 thousand, and the figure in front."""
    for value, count in _scaled(text):
        yield value
        yield count


def _scaled(text: str) -> Iterator[tuple[str, str]]:
    """Yield the value of each figure with a word such as million behind it, and the figure."""
    for count, unit in _MULTIPLES.findall(_ascii(text)):
        yield f"{float(count) * _TIMES[unit]:.0f}", count


def _han(text: str) -> Iterator[str]:
    for numeral in _HAN_NUMBER.findall(text):
        yield str(_han_value(numeral))


def _han_value(numeral: str) -> int:
    total, section, digit = 0, 0, 0
    positional = all(c in _HAN_DIGITS for c in numeral)
    for character in numeral:
        if character in _HAN_DIGITS:
            digit = digit * 10 + _HAN_DIGITS[character] if positional else _HAN_DIGITS[character]
            continue
        unit = _HAN_UNITS[character]
        if unit >= 10_000:
            total, section, digit = (total + section + digit) * unit, 0, 0
        else:
            section, digit = section + (digit or 1) * unit, 0
    return total + section + digit


def month_numbers(text: str, locale: str) -> set[int]:
    """Return the months that stand beside a figure in ``text``, 1 to 12."""
    text = _ascii(text).casefold()
    if locale.startswith(("zh", "ja")):
        return {int(n) for n in re.findall(r"(\d{1,2})\s?月", text) if 1 <= int(n) <= 12}
    return {
        n
        for name, n in _months(locale)
        if re.search(rf"\d(?:er|st|nd|rd|th)?\s(?:de\s)?{name}\b|\b{name}\s\d", text)
    }


@lru_cache(maxsize=16)
def _months(locale: str) -> tuple[tuple[str, int], ...]:
    months = Locale.parse(locale).months
    return tuple(
        (re.escape(str(name).casefold()), number)
        for kind in ("format", "stand-alone")
        for number, name in months[kind]["wide"].items()
    )
