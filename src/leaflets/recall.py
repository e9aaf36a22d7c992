"""What was made once and may be asked for again: kept by its key, and given up when nobody asks.

Every key says all that its value depends on, so that remembering changes how long something takes
and never what comes out. Contents are told apart by identity where comparing them would take longer
than it saves (``Same``).
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

_Value = TypeVar("_Value")


class Recall(Generic[_Value]):
    """Values by key, of which it holds at most twice ``most``.

    There are two shelves. When the first is full it becomes the second, and what nobody took from
    the second in the meantime is forgotten: as good as forgetting the least recently used, and a
    look-up costs no more than one in a dictionary.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._shelf: dict[Hashable, _Value] = {}
        self._older: dict[Hashable, _Value] = {}

    def __call__(self, key: Hashable, make: Callable[[], _Value]) -> _Value:
        """Return the value of ``key``, made by ``make`` where it is not known."""
        try:
            return self._shelf[key]
        except KeyError:
            value = self._older[key] if key in self._older else make()
        if len(self._shelf) >= self._most:
            self._shelf, self._older = {}, self._shelf
        self._shelf[key] = value
        return value


class Same:
    """A key that equals one of the very same objects in the same order; it keeps them alive."""

    __slots__ = ("_ids", "_objects")

    def __init__(self, *objects: object) -> None:
        self._objects = objects
        self._ids = tuple(map(id, objects))

    def __hash__(self) -> int:
        return hash(self._ids)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Same) and self._ids == other._ids
