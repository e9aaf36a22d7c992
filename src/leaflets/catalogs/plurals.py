"""Plural forms: CLDR's rules for a locale, and a catalog's own Plural-Forms header.

CLDR numbers the forms zero, one, two, few, many, other, each if the language has it. Babel's own
table differs (Arabic swaps *many* and *other*, French lacks *many*), therefore the header that a
translator is told to write is made here from the rules of UTS #35 part 3. Whole numbers only: the
operands v, w, f, t, c and e of a fraction or exponent are 0.
"""

from __future__ import annotations

import gettext
import re
from collections.abc import Callable
from dataclasses import dataclass

from babel import Locale

CATEGORIES = ("zero", "one", "two", "few", "many", "other")
SAMPLE = (*range(1001), 1_000_000, 1_000_001, 2_000_000, 1_234_567)
"""Numbers on which two rules are compared: every known rule looks at n mod 100, 1000 or 10^6."""

_HEADER = re.compile(r"\s*nplurals\s*=\s*([1-9])\s*;\s*plural\s*=\s*([^;]+?)\s*;?\s*")
_RELATION = re.compile(r"(\w)(?: mod (\d+))? (not in|in) ([\d.,]+)")


@dataclass(frozen=True, slots=True)
class Plurals:
    """``count`` forms; ``form`` gives the form of a whole number, 0 to ``count`` - 1."""

    count: int
    form: Callable[[int], int]

    def agrees(self, other: Plurals) -> bool:
        """Tell whether both give every number of the sample the same form."""
        return self.count == other.count and all(self.form(n) == other.form(n) for n in SAMPLE)


def from_cldr(locale: str) -> Plurals:
    """Return the forms of ``locale`` in CLDR's order."""
    rule = Locale.parse(locale).plural_form
    order = {name: index for index, name in enumerate(categories(locale))}
    return Plurals(len(order), lambda n: order[rule(n)])


def from_header(value: str) -> Plurals:
    """Return what a Plural-Forms header says; ValueError when it is broken.

    The expression is read by the standard library's own parser, which knows numbers, ``n`` and C's
    operators and nothing else.
    """
    match = _HEADER.fullmatch(value)
    if match is None:
        raise ValueError("it is not written `nplurals=N; plural=EXPRESSION;`")
    count, form = int(match[1]), _compiled(match[2])
    for n in SAMPLE:
        if not 0 <= form(n) < count:
            raise ValueError(f"it gives {n} the form {form(n)}, but there are only {count}")
    return Plurals(count, form)


def _compiled(expression: str) -> Callable[[int], int]:
    try:
        form: Callable[[int], int] = gettext.c2py(expression)
        form(0), form(1)
    except (ValueError, ArithmeticError, StopIteration, RuntimeError, SyntaxError) as error:
        raise ValueError(f"its expression `{expression}` cannot be read") from error
    return form


def cldr_header(locale: str) -> str:
    """Return the Plural-Forms header of ``locale``, as CLDR has it."""
    names = categories(locale)
    rules = Locale.parse(locale).plural_form.rules
    tests = [(index, _c_condition(rules[name])) for index, name in enumerate(names[:-1])]
    used = [(index, test) for index, test in tests if test is not None]
    chain = "".join(f"{test} ? {index} : " for index, test in used)
    return f"nplurals={len(names)}; plural=({chain}{len(names) - 1});"


def categories(locale: str) -> tuple[str, ...]:
    """Return the names of the forms of ``locale`` in CLDR's order."""
    tags = Locale.parse(locale).plural_form.tags
    return tuple(name for name in CATEGORIES if name in tags or name == "other")


def _c_condition(rule: str) -> str | None:
    """Return a CLDR condition in C; None when no whole number fulfils it."""
    cases = []
    for case in rule.split(" or "):
        relations = [_c_relation(relation) for relation in case.split(" and ")]
        if "0" not in relations:
            needed = [relation for relation in relations if relation != "1"]
            cases.append(" && ".join(needed) or "1")
    if not cases:
        return None
    return cases[0] if len(cases) == 1 else " || ".join(f"({case})" for case in cases)


def _c_relation(relation: str) -> str:
    """Return ``n mod 10 in 2..4`` as C, and ``0`` or ``1`` where the operand is always 0."""
    match = _RELATION.fullmatch(relation)
    if match is None:
        raise ValueError(f"unknown plural relation {relation!r}")
    operand, modulus, verb, ranges = match.groups()
    wanted = verb == "in"
    if operand not in "ni":
        return str(int(_holds_zero(ranges) == wanted))
    subject = f"n%{modulus}" if modulus else "n"
    tests = [_c_range(subject, span.split(".."), wanted) for span in ranges.split(",")]
    if len(tests) == 1:
        return tests[0]
    glue = " || " if wanted else " && "
    return f"({glue.join(tests)})"


def _c_range(subject: str, ends: list[str], wanted: bool) -> str:
    if len(ends) == 1:
        return f"{subject}{'==' if wanted else '!='}{ends[0]}"
    low, high = ends
    if wanted:
        return f"{subject}>={low} && {subject}<={high}"
    return f"({subject}<{low} || {subject}>{high})"


def _holds_zero(ranges: str) -> bool:
    return any(span.split("..")[0] == "0" for span in ranges.split(","))
