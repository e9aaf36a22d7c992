"""What is wrong at present, and what of it is worth telling.

A translator who mends one text does not want to read again about a hundred others. A problem is
told when it is new, and again as long as a save touches the text that it is about.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable

from leaflets.diagnostics import Location, Severity
from leaflets.watch.events import Problem


class Ledger:
    """The problems that stand, by what they come from: a leaflet, a language's texts, the plan."""

    def __init__(self) -> None:
        self._standing: dict[Hashable, tuple[Problem, ...]] = {}
        self._known: set[tuple[str, str]] = set()
        self._said: set[tuple[str, str]] = set()
        self._touched: set[Location] = set()

    def touch(self, places: Collection[Location]) -> None:
        """Tell once more what stands at these places; one without a line is a whole file."""
        self._known |= self._said
        self._said = set()
        self._touched |= set(places)

    def put(self, source: Hashable, problems: Iterable[Problem]) -> list[Problem]:
        """Replace the problems of ``source`` and return those worth telling."""
        self._standing[source] = tuple(problems)
        return [one for one in self._standing[source] if self._is_worth_telling(one)]

    def drop(self, source: Hashable) -> None:
        """Forget the problems of ``source``."""
        self._standing.pop(source, None)

    def fails(self, source: Hashable) -> bool:
        """Tell whether an error of ``source`` stands."""
        return any(_is_error(one) for one in self._standing.get(source, ()))

    def rest(self) -> tuple[int, int]:
        """End a round and return how many errors and warnings stand, each counted once."""
        standing = {one.identity: one for some in self._standing.values() for one in some}
        self._known, self._said, self._touched = set(standing), set(), set()
        errors = sum(map(_is_error, standing.values()))
        return errors, len(standing) - errors

    def _is_worth_telling(self, problem: Problem) -> bool:
        if problem.identity in self._said:
            return False
        place = problem.diagnostic.location
        touched = not self._touched.isdisjoint(
            {Location(place.path, place.line), Location(place.path)}
        )
        if problem.identity in self._known and not touched:
            return False
        self._said.add(problem.identity)
        return True


def _is_error(problem: Problem) -> bool:
    return problem.diagnostic.severity is Severity.ERROR
