"""A campaign: what to build and for whom, as ``campaigns/<name>/campaign.yaml`` says.

Input: the folder; output: a frozen ``Campaign`` or diagnostics, and for the catalogs the campaign's
own texts (gettext context ``campaign``). Whether the templates and the theme that it names exist is
for the caller, who knows the workspace.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from pathlib import Path
from typing import IO, Any

from leaflets.diagnostics import Diagnostic, Faults, has_errors
from leaflets.edition import Edition, Standard
from leaflets.kinds import Day, Https, Inside, Locale, Phone, TemplateName, ThemeName, Word
from leaflets.order import Order, order_faults
from leaflets.settings import (
    MSGID,
    KeyPath,
    Length,
    Loaded,
    Mark,
    Month,
    Msgid,
    Origin,
    Size,
    parse,
    read,
)
from leaflets.units import mm

FILE = "campaign.yaml"
DEFAULT_THEME = "arcade"
_MOST_TYPE, _MOST_BLEED = 24.0, mm(20)
CONTEXT = "campaign"
"""The gettext context of every text of a campaign."""


@dataclass(frozen=True, slots=True)
class Issuer:
    """Who publishes: ``name`` and ``district`` are msgids; ``emblem`` is an image file in the
    campaign's folder."""

    name: Msgid
    district: Msgid
    emblem: Inside | None = None


@dataclass(frozen=True, slots=True)
class Contact:
    """A telephone number as it is printed; ``checked`` is the day on which somebody dialled it."""

    number: Phone
    checked: Day | None = None


@dataclass(frozen=True, slots=True)
class MoreInformation:
    """Where readers find more: the target of the QR code, and its caption (a msgid)."""

    url: Https
    label: Msgid


@dataclass(frozen=True, slots=True)
class Fact:
    """A number or name from the law that templates print; ``source`` is where it was read, and
    ``checked`` the day on which somebody compared it with the official text."""

    value: int | str
    source: str
    checked: Day | None = None


@dataclass(frozen=True, slots=True)
class PrintProfile:
    """The shop's own printing condition: its name, and its ICC file in the campaign's folder."""

    file: Inside
    condition: str


@dataclass(frozen=True, slots=True)
class Press:
    """The print shop's wishes; ``marks`` asks for crop and registration marks, ``ink_limit`` is the
    most ink of all plates together in per cent; ``least_type_size`` is in points, 0 for none;
    ``bleed`` is the least that the shop takes, 0 for that of the format; without ``profile`` it is
    FOGRA39; ``black_plate_change`` demands that all languages share their coloured plates."""

    marks: bool = False
    standard: Standard = Standard.X4
    ink_limit: int = 300
    least_type_size: Size = 0.0
    bleed: Length = 0.0
    profile: PrintProfile | None = None
    black_plate_change: bool = False


class Encoding(Enum):
    """How a file of records is written."""

    UTF_8 = "utf-8"
    GB18030 = "gb18030"


class OnError(Enum):
    """What a run does when a record cannot be printed: stop, or leave it out."""

    REFUSE = "refuse"
    SKIP = "skip"


@dataclass(frozen=True, slots=True)
class Records:
    """The table of venues: ``file`` in the campaign's folder, ``key`` the column that names the
    files of a record, ``templates`` those that are made for each of them."""

    templates: tuple[TemplateName, ...]
    key: Word
    file: Inside = "records.csv"
    encoding: Encoding = Encoding.UTF_8
    on_error: OnError = OnError.REFUSE


class Incomplete(Enum):
    """What becomes of a leaflet in a language that lacks translations or has fuzzy ones."""

    REFUSE = "refuse"
    DRAFT = "draft"
    LEAVE_OUT = "leave_out"


@dataclass(frozen=True, slots=True, kw_only=True)
class Campaign:
    """What to build.

    ``name`` is the folder's; ``law_as_of`` is the first day of a month; ``incomplete`` says what to
    do with unfinished languages; ``same_size`` sets all languages of a template in the type size
    that fits each of them.
    """

    name: str
    theme: ThemeName = DEFAULT_THEME
    same_size: bool = False
    languages: tuple[Locale, ...]
    templates: tuple[TemplateName, ...]
    editions: tuple[Edition, ...]
    version: str
    issued: Day
    law_as_of: Month
    issuer: Issuer
    contacts: Mapping[Word, Contact]
    more_information: MoreInformation | None = None
    facts: Mapping[Word, Fact]
    press: Press = field(default_factory=Press)
    records: Records | None = None
    incomplete: Incomplete = Incomplete.REFUSE
    order: Order | None = None

    @property
    def merged(self) -> tuple[TemplateName, ...]:
        """The templates that are made for every record."""
        return self.records.templates if self.records else ()


def load_campaign(
    folder: Path, report: list[Diagnostic], marks: list[Mark] | None = None
) -> Campaign | None:
    """Return the campaign of the folder, None when ``report`` received an error.

    ``marks`` receives the names in it with their places, even when something else is wrong.
    """
    loaded = read_campaign(folder, report, marks)
    return loaded.value if loaded else None


def read_campaign(
    folder: Path, report: list[Diagnostic], marks: list[Mark] | None = None
) -> Loaded[Campaign] | None:
    """Return what ``load_campaign`` does, with the places of its parts."""
    path = folder / FILE
    origin = Origin(str(path), {"name": folder.name})
    loaded = read(path, Campaign, report, origin, marks)
    if loaded is None:
        return None
    found = [*_lists(loaded), *_dates(loaded), *_emblem(loaded, folder), *_press(loaded, folder)]
    found += _order(loaded)
    report.extend(found)
    return None if has_errors(found) else loaded


def extract_campaign(
    fileobj: IO[bytes],
    keywords: Mapping[str, Any],
    comment_tags: tuple[str, ...],
    options: Mapping[str, str],
) -> Iterator[tuple[int, str, tuple[str, str], list[str]]]:
    """Yield the campaign's texts to Babel, which calls every extractor with these four.

    Raises Faults when the file has any: a catalog must not lose texts to a slip in a file.
    """
    shown_as = str(getattr(fileobj, "name", FILE))
    for line, msgid, comment, context in _messages(fileobj.read(), shown_as):
        yield line, "pgettext", (context, msgid), [comment]


def _messages(raw: bytes, shown_as: str) -> Iterator[tuple[int, str, str, str]]:
    report: list[Diagnostic] = []
    loaded = parse(raw, Campaign, report, Origin(shown_as, {"name": ""}))
    if loaded is None:
        raise Faults(report)
    for mark in loaded.marks:
        if mark.kind is MSGID:
            comment = f"{FILE}: {'.'.join(str(key) for key in mark.path)}"
            yield mark.line, mark.source, comment, CONTEXT


def _lists(loaded: Loaded[Campaign]) -> Iterator[Diagnostic]:
    """Yield what is wrong with the lists as a whole."""
    campaign = loaded.value
    lists: dict[str, tuple[Any, ...]] = {
        "languages": campaign.languages,
        "templates": campaign.templates,
        "editions": campaign.editions,
    }
    for key, entries in lists.items():
        if not entries:
            hint = "nothing would be built; name at least one"
            yield loaded.fault((key,), " is an empty list", hint)
        seen: Counter[Any] = Counter()
        for position, entry in enumerate(entries):
            seen[entry] += 1
            if seen[entry] == 2:
                shown = getattr(entry, "value", entry)
                message = f" says `{shown}` again"
                yield loaded.fault((key, position), message, "name each only once")


def _dates(loaded: Loaded[Campaign]) -> Iterator[Diagnostic]:
    campaign = loaded.value
    if campaign.law_as_of > campaign.issued:
        message = f" lies after `issued` ({campaign.issued})"
        yield loaded.warning(("law_as_of",), message, "correct one of the two")
    checked: dict[KeyPath, date | None] = {}
    checked |= {("contacts", name): one.checked for name, one in campaign.contacts.items()}
    checked |= {("facts", name): one.checked for name, one in campaign.facts.items()}
    for keys, day in checked.items():
        if day is not None and day > campaign.issued:
            message = f" lies after `issued` ({campaign.issued})"
            hint = "set `issued` to the day of this version, or correct `checked`"
            yield loaded.warning((*keys, "checked"), message, hint)


def _emblem(loaded: Loaded[Campaign], folder: Path) -> Iterator[Diagnostic]:
    emblem = loaded.value.issuer.emblem
    if emblem is not None and not (folder / emblem).is_file():
        hint = f"put the image into {folder}, or take the line out"
        yield loaded.fault(("issuer", "emblem"), f": there is no file `{emblem}`", hint)


def _press(loaded: Loaded[Campaign], folder: Path) -> Iterator[Diagnostic]:
    press = loaded.value.press
    if not 100 <= press.ink_limit <= 400:
        hint = "ask the print shop; 300 is usual for coated paper"
        yield loaded.fault(("press", "ink_limit"), " must lie between 100 and 400", hint)
    if not 0 <= press.least_type_size <= _MOST_TYPE:
        hint = "ask the print shop; 5 or 6 pt is usual"
        yield loaded.fault(("press", "least_type_size"), " must lie between 0 and 24 pt", hint)
    if not 0 <= press.bleed <= _MOST_BLEED:
        hint = "ask the print shop; 3 mm is usual"
        yield loaded.fault(("press", "bleed"), " must lie between 0 and 20 mm", hint)
    if press.profile is None:
        return
    path = folder / press.profile.file
    place = ("press", "profile", "file")
    if not path.is_file():
        hint = f"put the print shop's profile into {folder}"
        yield loaded.fault(place, f": there is no file `{press.profile.file}`", hint)
    elif not is_press_profile(path.read_bytes()):
        hint = "ask the print shop for the profile of its printing condition (CMYK)"
        yield loaded.fault(place, " is no ICC profile of a CMYK printing condition", hint)


def _order(loaded: Loaded[Campaign]) -> Iterator[Diagnostic]:
    campaign = loaded.value
    if campaign.order is None:
        return
    yield from order_faults(loaded, campaign.order)
    if campaign.order.venues is not None and campaign.records is None:
        hint = "add `records:` with the table of venues (docs/batch.md)"
        yield loaded.fault(("order", "venues"), " names columns, and there is no table", hint)


def is_press_profile(icc: bytes) -> bool:
    """Tell whether ``icc`` is an output profile of four inks (ICC.1:2022, 7.2)."""
    return icc[12:20] == b"prtrCMYK" and icc[36:40] == b"acsp"
