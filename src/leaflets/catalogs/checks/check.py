"""What the checks share: a text beside its translation in, findings out.

A check sees one msgstr at a time. It yields what is wrong with it; where and how that is told is
the business of ``run``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from leaflets.catalogs.po import PoEntry
from leaflets.diagnostics import Severity
from leaflets.language import Language

ADDRESS = re.compile(
    r"(?:https?://|mailto:|tel:|www\.)[^\s<>\"{}|`，。；）】》»\u061f\u060c]+"
    r"|[A-Za-z0-9_.+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+"
    r"|(?<![A-Za-z0-9.-])[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*"
    r"\.(?:cn|com|org|net|gov|edu|int|fr|eu|uk|info|hk)(?![A-Za-z0-9-])"
    r"(?:/[^\s<>\"{}|`，。；）】》»]*)?"
)
# No “%-encoding”: a hyphen between the sign and a word.
PERCENT = re.compile(
    r"%(?!-[A-Za-z]{4})(?:\(\w+\)|\d+\$)?[-+#0I']*(?:\*|\d+)?(?:\.(?:\*|\d+))?(?:hh|h|ll|l|L|q|j|z|t)?"
    r"[diouxXeEfgGcs]|%\(\w+\)[a-z]|%\d+\$[a-z]"
)
BRACE = re.compile(r"(?<![$\\@%#])\{(?!\.+\})(?:[^\W\d]\w*|\d*)(?:[!:.\[][^{}]*)?\}")
TAG = re.compile(r"</?[A-Za-z][^<>]*>")
ENTITY = re.compile(r"&(?:[A-Za-z]+|#\d+|#x[\dA-Fa-f]+);")
_FOREIGN = re.compile("|".join(p.pattern for p in (ADDRESS, PERCENT, BRACE, TAG, ENTITY)))


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong with a text, and what to do about it; ``of_form`` is False where it is not
    the msgstr that was looked at."""

    message: str
    hint: str
    of_form: bool = True


@dataclass(frozen=True, slots=True)
class Term:
    """A row of the glossary: the English words, and those that may stand for each of them."""

    source: str
    targets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What is known beyond one text. ``covered`` are the code points that the faces have (None
    outside a workspace), ``habits`` the checks whose rule most of the file does not follow,
    ``house`` is set for a file of a workspace, which a build must take as it is."""

    language: Language
    covered: frozenset[int] | None = None
    terms: Sequence[Term] = ()
    habits: frozenset[str] = frozenset()
    house: bool = False


@dataclass(frozen=True, slots=True)
class Pair:
    """A msgid (or msgid_plural) and the msgstr ``index``; ``numbers`` are those that a plural form
    is for, where they are so few that words may say them."""

    source: str
    target: str
    entry: PoEntry
    around: Surroundings
    numbers: tuple[int, ...] = ()
    index: int | None = None
    words: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "words", plain(self.target))

    @property
    def exact(self) -> bool:
        """Whether this is a plural form of one number or two."""
        return bool(self.numbers)

    @property
    def tongue(self) -> str:
        """The language's own code, such as ``fr``."""
        return self.around.language.tag.partition("-")[0]


def plain(text: str) -> str:
    """Return ``text`` with a U+FFFC for each address, placeholder, tag and entity."""
    return _FOREIGN.sub("\ufffc", text)


Run = Callable[[Pair], Iterator[Finding]]


@dataclass(frozen=True, slots=True)
class Check:
    """A kind of fault. ``example`` is a msgid and a msgstr that has it, in ``example_locale``.

    ``habit`` is set where usage differs, and finds what follows the rule: a file outside a
    workspace that breaks the rule more often than it follows it is taken to have another.
    """

    id: str
    severity: Severity
    summary: str
    run: Run
    example: tuple[str, str, str]
    habit: re.Pattern[str] | None = None
