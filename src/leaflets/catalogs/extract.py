"""A workspace in, the text of ``locales/leaflets.pot`` out: every message that a leaflet can hold.

Messages come from the templates and their parts and from the campaigns, each through a Babel
extraction method that the package registers. The text depends on the messages and their places
alone: no date, sorted by file and line, wrapped as gettext does. A fault anywhere stops the
extraction, because a catalog updated from half a POT loses translations.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path

from babel.messages.extract import DEFAULT_KEYWORDS
from babel.messages.extract import extract as run_extractor

from leaflets.catalogs.catalog import placeholders
from leaflets.catalogs.files import visible_files
from leaflets.catalogs.po import PoEntry
from leaflets.catalogs.write import write_po
from leaflets.diagnostics import Diagnostic, Faults, Location

POT = "locales/leaflets.pot"
COMMENT_TAGS = ("Translators:",)
METHODS = (
    ("templates/**/*.xml.j2", "leaflets_template"),
    ("campaigns/*/campaign.yaml", "leaflets_campaign"),
)
"""Which files hold messages, and the entry point in ``babel.extractors`` that finds them."""

_TITLE = " Messages of the leaflets, made from templates/ and campaigns/; do not edit."
_HEADER = """\
MIME-Version: 1.0
Content-Type: text/plain; charset=UTF-8
Content-Transfer-Encoding: 8bit
"""


@dataclass(slots=True)
class _Message:
    """A message gathered from all its places; ``plural`` empty without one."""

    plural: str
    first: Location
    places: list[tuple[str, int]] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)


_Key = tuple[str | None, str]
_Found = tuple[_Key, str, Location, Sequence[str]]


class _File(BytesIO):
    """A file as an extraction method sees it: bytes and a name for its diagnostics."""

    def __init__(self, path: Path) -> None:
        super().__init__(path.read_bytes())
        self.name = str(path)


def extract(workspace: Path) -> str:
    """Return the text of the POT of ``workspace``; Faults when a source has any."""
    faults: list[Diagnostic] = []
    gathered: dict[_Key, _Message] = {}
    for path, method in _sources(workspace):
        try:
            found = list(_messages(path, path.relative_to(workspace).as_posix(), method))
        except Faults as error:
            faults.extend(error.diagnostics)
            continue
        for key, plural, place, comments in found:
            _gather(gathered, key, plural, place)
            message = gathered[key]
            if message.plural != plural:
                faults.append(_two_plurals(key, place, message))
            message.comments.extend(c for c in comments if c not in message.comments)
    if faults:
        raise Faults(faults)
    return _pot_text(gathered)


def _sources(workspace: Path) -> Iterator[tuple[Path, str]]:
    for pattern, method in METHODS:
        for path in visible_files(workspace, pattern):
            yield path, method


def _messages(path: Path, name: str, method: str) -> Iterator[_Found]:
    for line, texts, comments, context in run_extractor(
        method, _File(path), DEFAULT_KEYWORDS, COMMENT_TAGS
    ):
        singular, plural = (texts, "") if isinstance(texts, str) else (texts[0], texts[1])
        yield (context, singular), plural, Location(name, line), comments


def _gather(gathered: dict[_Key, _Message], key: _Key, plural: str, place: Location) -> None:
    message = gathered.setdefault(key, _Message(plural, place))
    message.places.append((place.path, place.line))


def _two_plurals(key: _Key, place: Location, message: _Message) -> Diagnostic:
    text = f"“{key[1]}” has another plural at {message.first}"
    return Diagnostic(place, text, "write the same plural, or give one of them a context")


def _pot_text(gathered: dict[_Key, _Message]) -> str:
    header = PoEntry(None, "", None, {None: _HEADER}, False, 0, comments=(_TITLE,))
    ordered = sorted(gathered.items(), key=lambda pair: sorted(set(pair[1].places)))
    return write_po([header, *(_entry(key, message) for key, message in ordered)])


def _entry(key: _Key, message: _Message) -> PoEntry:
    context, singular = key
    strings: dict[int | None, str] = {0: "", 1: ""} if message.plural else {None: ""}
    # Only names in braces: the per cent of “100 % of” is no placeholder.
    named = placeholders(singular) | placeholders(message.plural)
    return PoEntry(
        context,
        singular,
        message.plural or None,
        strings,
        False,
        0,
        extracted=tuple(message.comments),
        references=tuple(f"{path}:{line}" for path, line in sorted(set(message.places))),
        flags=("python-brace-format",) if named else (),
    )
