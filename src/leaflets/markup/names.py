"""What to write instead of an unknown name."""

from __future__ import annotations

import difflib
from collections.abc import Iterable


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """Return ``did you mean `x`?`` with the nearest of ``known``, or an empty text."""
    near = difflib.get_close_matches(name, list(known), n=1)
    return f"did you mean `{near[0]}`?" if near else ""


def instead_of(name: str, known: Iterable[str]) -> str:
    """Return the nearest of ``known``, or all of them."""
    names = sorted(known)
    return did_you_mean(name, names) or f"there is: {', '.join(names) or 'nothing'}"
