"""What is wrong with a user's content, said so that the user can mend it.

Faults in content are gathered as ``Diagnostic`` values, all of a run together; a broken promise
inside the program raises an ordinary exception. A stage that cannot go on raises ``Faults``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import partial
from typing import Generic, TypeVar

Key = TypeVar("Key")
Value = TypeVar("Value")

_NONCHARACTERS = "\ufdd0-\ufdef" + "".join(
    f"{chr(plane << 16 | 0xFFFE)}{chr(plane << 16 | 0xFFFF)}" for plane in range(17)
)
_UNSHOWN = re.compile(
    # The first is how ``markup`` marks a message inside rendered text, number included.
    f"\ufdd0[0-9]+\ufdd1|[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069{_NONCHARACTERS}]"
)
"""What a quotation may hold and a message does not: controls, isolates, noncharacters."""


class Severity(Enum):
    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Location:
    """A place in a file; ``line`` and ``column`` count from 1, 0 where unknown."""

    path: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        numbers = [str(n) for n in (self.line, self.column) if n]
        return ":".join([self.path, *numbers])


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One fault: where, what, and (``hint``) what to do about it."""

    location: Location
    message: str
    hint: str = ""
    severity: Severity = Severity.ERROR

    def __post_init__(self) -> None:
        """Keep what nobody can see out of message and hint."""
        object.__setattr__(self, "message", _UNSHOWN.sub("", self.message))
        object.__setattr__(self, "hint", _UNSHOWN.sub("", self.hint))

    def __str__(self) -> str:
        text = f"{self.severity.value}: {self.location}: {self.message}"
        return f"{text}\nhint: {self.hint}" if self.hint else text


class Faults(Exception):  # noqa: N818 - the plural says what it carries
    """Content that cannot be used; carries every diagnostic gathered so far."""

    def __init__(self, diagnostics: Iterable[Diagnostic]) -> None:
        self.diagnostics = tuple(diagnostics)
        super().__init__(self.diagnostics)  # as it was given, so that another process can remake it

    def __str__(self) -> str:
        return "\n".join(str(d) for d in self.diagnostics)


def has_errors(diagnostics: Sequence[Diagnostic]) -> bool:
    """Tell whether any of ``diagnostics`` is an error (and not merely a warning)."""
    return any(d.severity is Severity.ERROR for d in diagnostics)


def gathered(
    stage: Callable[[list[Diagnostic]], Value | None], report: list[Diagnostic]
) -> Value | None:
    """Return what ``stage`` returns; None when it raises Faults, which go into ``report``."""
    try:
        return stage(report)
    except Faults as faults:
        report.extend(faults.diagnostics)
        return None


class Once(Generic[Key, Value]):
    """Loads what belongs to a key once, and repeats to every asker what was wrong with it."""

    def __init__(self, load: Callable[[Key, list[Diagnostic]], Value | None]) -> None:
        self._load = load
        self._loaded: dict[Key, tuple[Value | None, list[Diagnostic]]] = {}

    def __call__(self, key: Key, report: list[Diagnostic]) -> Value | None:
        if key not in self._loaded:
            found: list[Diagnostic] = []
            self._loaded[key] = gathered(partial(self._load, key), found), found
        value, found = self._loaded[key]
        report += found
        return value

    def forget(self, key: Key) -> None:
        """Load what belongs to ``key`` anew when it is next asked for."""
        self._loaded.pop(key, None)
