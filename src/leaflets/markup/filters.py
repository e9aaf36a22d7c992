"""What templates may do to a value: numbers, months and no-break text in the leaflet's language.

Input: a value and a Babel locale id; output: plain text. Digits and names are CLDR's. Jinja2's own
filters are offered as far as they are pure, small and return no markup.
"""

from __future__ import annotations

import datetime
from decimal import Decimal

from babel import Locale
from babel.dates import format_skeleton
from babel.numbers import format_decimal

from leaflets.language import language

Number = int | float | Decimal

_NUMBER_FILTERS = ("abs", "float", "int", "max", "min", "round", "sum")
_TEXT_FILTERS = ("capitalize", "lower", "string", "title", "trim", "upper")
_LIST_FILTERS = (
    *("count", "dictsort", "first", "groupby", "items", "join", "last", "length", "list"),
    *("map", "reject", "rejectattr", "reverse", "select", "selectattr", "sort", "unique"),
)
PLAIN_FILTERS = ("d", "default", *_NUMBER_FILTERS, *_TEXT_FILTERS, *_LIST_FILTERS)
"""The filters of Jinja2 that stay. ``safe`` and its kin would let a value become markup;
``format``, ``replace`` and ``batch`` make endless text; ``random`` gives the same input other
bytes."""

ZEROS = {
    **{"arab": "\u0660", "arabext": "\u06f0", "deva": "\u0966", "beng": "\u09e6"},
    **{"tibt": "\u0f20", "mymr": "\u1040", "nkoo": "\u07c0", "olck": "\u1c50"},
    **{"mtei": "\uabf0", "cakm": "\U00011136", "hmnp": "\U0001e140", "adlm": "\U0001e950"},
}
"""The zero of each numbering system that is some locale's default; the other nine follow it."""

_DIGITS = "零一二三四五六七八九"
_STEPS = ((1000, "千"), (100, "百"), (10, "十"))
_COMMA_FROM = 10_000  # in the Maghreb a comma before three digits reads as a decimal sign


def format_number(value: object, locale: str) -> str:
    """Return ``value`` with the locale's digits, grouping and decimal sign."""
    number = _number(value)
    grouped = language(locale).script != "Arab" or not _below(number, _COMMA_FROM)
    text = format_decimal(
        number, locale=locale, group_separator=grouped, numbering_system="default"
    )
    return _in_digits(text, locale)


def format_statutory(value: object, locale: str) -> str:
    """Return a whole number as a statute writes it: in Chinese 三千, elsewhere as a number."""
    number = _number(value)
    whole = int(number)
    if Locale.parse(locale).language != "zh" or number != whole or whole < 0 or whole >= 10**12:
        return format_number(value, locale)
    return _chinese(whole, "億萬" if language(locale).script == "Hant" else "亿万")


def format_month(value: object, locale: str) -> str:
    """Return the month and year of a date."""
    if not isinstance(value, datetime.date):
        raise TypeError(f"`month` takes a date, not {value!r}")
    return _in_digits(format_skeleton("yMMMM", value, locale=locale), locale)


def nowrap(value: object) -> str:
    """Return the text of ``value`` so that no line breaks inside it."""
    text = str(value).replace(" ", "\u00a0")
    for sign in "-–/":
        text = text.replace(sign, f"{sign}\u2060")  # word joiner
    return text


def _number(value: object) -> Number:
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        return value
    raise TypeError(f"a number is wanted, not {value!r}")


def _below(number: Number, limit: int) -> bool:
    return -limit < number < limit


def _in_digits(text: str, locale: str) -> str:
    """Return ``text`` with the locale's digits; Babel changes the separators alone."""
    zero = ZEROS.get(Locale.parse(locale).default_numbering_system)
    if zero is None:
        return text
    return text.translate({ord("0") + n: ord(zero) + n for n in range(10)})


def _chinese(number: int, units: str) -> str:
    """Return 0 to 10^12 - 1 in Chinese numerals; ``units`` are those of 10^8 and 10^4."""
    if number == 0:
        return _DIGITS[0]
    text = ""
    for size, unit in ((10**8, units[0]), (10**4, units[1]), (1, "")):
        part, number = divmod(number, size)
        if part:
            gap = _DIGITS[0] if text and part < 1000 else ""
            text += gap + _thousands(part) + unit
    return text.removeprefix("一") if text.startswith("一十") else text


def _thousands(number: int) -> str:
    """Return 1 to 9999: a zero stands for each gap between digits, and 一十 in full."""
    text, gap = "", False
    for size, unit in (*_STEPS, (1, "")):
        digit, number = divmod(number, size)
        if digit:
            text += (_DIGITS[0] if gap else "") + _DIGITS[digit] + unit
        gap = bool(text) and not digit
    return text
