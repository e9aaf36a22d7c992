"""Whether a sheet is in the language whose catalog shall take it.

Tools spell a language more or less fully (``fr`` or ``fr-FR``, ``zh-CN`` or ``zh-Hans-CN``), so a
tag that says only more, or only less, than ours will do, unless it is that of another catalog.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from leaflets.catalogs.exchange.rows import Row


def stranger(rows: Iterable[Row], locale: str, known: Collection[str]) -> Row | None:
    """Return the first row that says another language than ``locale``, of the ``known`` ones."""
    others = {_parts(other) for other in known} - {_parts(locale)}
    fit: dict[str, bool] = {"": True}
    for row in rows:
        if row.locale not in fit:
            fit[row.locale] = _fits(_parts(row.locale), _parts(locale), others)
        if not fit[row.locale]:
            return row
    return None


def _fits(told: tuple[str, ...], ours: tuple[str, ...], others: set[tuple[str, ...]]) -> bool:
    if told in others or told[0] != ours[0]:
        return False
    return set(told) <= set(ours) or set(ours) <= set(told)


def _parts(tag: str) -> tuple[str, ...]:
    return tuple(tag.strip().replace("_", "-").lower().split("-"))
