"""A new text in, the old text that it most likely grew out of.

Candidates are those that share the rarest three-letter pieces; only the best few of them are
compared letter by letter, so that time grows with the number of texts and not with its square.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from difflib import SequenceMatcher

_LEAST = 0.6
"""The ratio (0 to 1) below which two texts are strangers; msgmerge has the same."""
_PIECE = 3
_RAREST = 16
_MOST_OWNERS = 200
_COMPARED = 2


class Similar:
    """Finds the nearest of ``texts``, each given once."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._texts = texts
        self._owners: dict[str, list[int]] = defaultdict(list)
        for index, text in enumerate(texts):
            for piece in _pieces(text):
                self._owners[piece].append(index)

    def nearest(self, text: str) -> int | None:
        """Return the index of the text nearest to ``text``; None when none is near."""
        best, best_ratio = None, _LEAST
        for index in self._candidates(text):
            matcher = SequenceMatcher(None, self._texts[index], text, autojunk=False)
            if matcher.quick_ratio() >= best_ratio and (ratio := matcher.ratio()) >= best_ratio:
                best, best_ratio = index, ratio + 1e-9
        return best

    def _candidates(self, text: str) -> list[int]:
        known = [piece for piece in sorted(_pieces(text)) if piece in self._owners]
        rarest = sorted(known, key=lambda piece: len(self._owners[piece]))[:_RAREST]
        votes = Counter(index for piece in rarest for index in self._owners[piece][:_MOST_OWNERS])
        closest = sorted(votes, key=lambda index: (-votes[index], index))
        return closest[:_COMPARED]


def _pieces(text: str) -> set[str]:
    padded = f" {text.casefold()} "
    return {padded[start : start + _PIECE] for start in range(max(len(padded) - _PIECE + 1, 1))}
