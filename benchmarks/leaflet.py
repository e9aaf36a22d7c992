"""The leaflet of the benchmark: our venue notice as plain blocks, and records for it.

Output: pages of (element, words or slot) in reading order, the same for every engine.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from leaflets.diagnostics import Diagnostic, Faults, Location
from leaflets.document.nodes import Box, Text
from leaflets.edition import Edition
from leaflets.markup.slots import Value
from leaflets.plan import Job
from leaflets.rooms import Rooms
from leaflets.workspace import Workspace

ROOT = Path(__file__).parents[1]
LANGUAGES = ("zh_Hans_CN", "en", "fr", "ar")
ROWS = {
    "zh_Hans_CN": ("流花宾馆{}号店", "广州市越秀区流花街道人民北路{}号", "王小明"),
    "en": ("Garden Hotel {}", "{} Renmin North Road, Liuhua Street", "Wang Xiaoming"),
    "fr": ("Hôtel du Jardin {}", "{}, rue Renmin Nord, quartier de Liuhua", "Wang Xiaoming"),
    "ar": ("فندق الحديقة {}", "{} شارع رنمين الشمالي، حي ليوهوا", "وانغ شياومينغ"),
}


@dataclass(frozen=True, slots=True)
class Block:
    """A block of text: ``slot`` names the value that it shows instead of ``words``."""

    element: str
    words: str
    slot: str


def row(locale: str, number: int) -> dict[str, str]:
    """Return the values of record ``number``."""
    name, address, contact = ROWS[locale]
    return {
        "venue_name": name.format(number),
        "address": address.format(number),
        "contact": contact,
        "phone": f"+86 20 8{number:07}",
        "serial": f"YX-{number:06}",
    }


def values(locale: str, number: int) -> dict[str, Value]:
    """Return the values of record ``number`` as a table gives them."""
    place = Location("records.csv", number + 2)
    return {key: Value(text, place) for key, text in row(locale, number).items()}


def job(rooms: Rooms, locale: str) -> Job:
    """Return our job: the web edition, tagged."""
    report: list[Diagnostic] = []
    campaign = rooms.campaign("yuexiu", report)
    if campaign is None:
        raise Faults(report)
    return Job("yuexiu", campaign, "venue-notice", locale, (Edition.WEB,))


def pages(locale: str) -> tuple[list[Block], list[Block]]:
    """Return the blocks of the front and of the back."""
    rooms = Rooms(Workspace(ROOT))
    report: list[Diagnostic] = []
    composing = rooms.composing(job(rooms, locale), report)
    if composing is None:
        raise Faults(report)
    front: list[Block] = []
    back: list[Block] = []
    for panel in composing.document.panels:
        page = front if panel.frame.startswith("front") else back
        page += _blocks(panel.box)
    return front, back


def _blocks(box: Box) -> list[Block]:
    found: list[Block] = []
    for child in box.children:
        if isinstance(child, Text):
            found.append(Block(child.element.name, child.plain, child.slot))
        elif isinstance(child, Box):
            found += _blocks(child)
    return found
