"""What the layout of a language's leaflets says in, remarks on its texts out.

A build refuses what layout refuses, so that nothing of it may be missing here: a text that is too
long for its frame, a word that is too wide for its column, and whatever else is said at an entry.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from leaflets.catalogs.review import Remark
from leaflets.diagnostics import Diagnostic, Location, Severity, has_errors

_TOO_LONG = "mm too long"
"""What ``layout`` says of a frame that does not hold its texts."""
_NO_FACE = "no face has"


@dataclass(frozen=True, slots=True)
class Laid:
    """What was said of the leaflets of a template; ``shown`` is where the messages stand that
    they place."""

    report: Sequence[Diagnostic]
    shown: Collection[Location]


def length_remarks(leaflets: Mapping[str, Laid]) -> list[Remark]:
    """Return what is too long, with those leaflets that show the text as well and hold it;
    ``leaflets`` go by template."""
    found = {o for laid in leaflets.values() for o in laid.report if _TOO_LONG in o.message}
    return [
        Remark("length", replace(one, message=f"{one.message}{_fits(one, leaflets)} [length]"))
        for one in sorted(found, key=str)
    ]


def _fits(long: Diagnostic, leaflets: Mapping[str, Laid]) -> str:
    fits = ", ".join(
        template
        for template, laid in leaflets.items()
        if long.location in laid.shown and not has_errors(laid.report)
    )
    return f"; it fits {fits}" if fits else ""


def layout_remarks(
    leaflets: Mapping[str, Laid], told: Iterable[Remark], folder: Path
) -> list[Remark]:
    """Return the other errors of layout at an entry of the files in ``folder``, but for what is
    ``told`` already."""
    before: dict[Location, set[tuple[str, str]]] = {}
    for one in told:
        what = one.diagnostic.message.removesuffix(f" [{one.id}]")
        before.setdefault(one.diagnostic.location, set()).add((one.id, what))
    found = dict.fromkeys(o for laid in leaflets.values() for o in _own(laid.report, folder))
    return [
        Remark("layout", replace(one, message=f"{one.message} [layout]"))
        for one in found
        if not _is_told(one, before.get(one.location, set()))
    ]


def _own(report: Iterable[Diagnostic], folder: Path) -> Iterator[Diagnostic]:
    """Yield the errors at entries that are not told by their length. Warnings are gaps: a
    language that is not finished has a remark of its own."""
    for one in report:
        own = Path(one.location.path).is_relative_to(folder)
        if own and one.severity is Severity.ERROR and _TOO_LONG not in one.message:
            yield one


def _is_told(one: Diagnostic, before: Collection[tuple[str, str]]) -> bool:
    """Tell whether a check has said the same of the entry, be it in other words."""
    ids = {check for check, _ in before}
    if any(one.message == what for _, what in before):
        return True
    if one.message.startswith(_NO_FACE):
        return bool(ids & {"glyph", "control"})
    # Placeholders are told in the words of the check; the rest of a msgstr is its markup.
    return one.message.startswith("msgstr") and "placeholder" not in one.message and "markup" in ids
