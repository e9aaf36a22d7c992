"""A rule: its name, how grave a breach is, what to do about one, and the function that finds it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from leaflets.diagnostics import Severity
from leaflets.preflight.element import Box, Element
from leaflets.preflight.subject import Subject


class Spot(NamedTuple):
    """A breach: what it is, on which page (0: the whole file), and round which part of it."""

    message: str
    page: int = 0
    box: Box | None = None
    severity: Severity | None = None


def on(element: Element, message: str, severity: Severity | None = None) -> Spot:
    """Return the breach of an element, graver or lighter than its rule if ``severity`` says so."""
    return Spot(message, element.page, element.box, severity)


Find = Callable[[Subject], Iterator[Spot]]


@dataclass(frozen=True, slots=True)
class Rule:
    name: str
    severity: Severity
    hint: str
    find: Find


def error(name: str, hint: str) -> Callable[[Find], Rule]:
    """Make the decorated function a rule whose breach is an error."""
    return lambda find: Rule(name, Severity.ERROR, hint, find)


def warning(name: str, hint: str) -> Callable[[Find], Rule]:
    """Make the decorated function a rule whose breach is a warning."""
    return lambda find: Rule(name, Severity.WARNING, hint, find)
