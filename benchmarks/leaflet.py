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
    "zh_Hans_CN": (
        "{}{}{}号店",
        "广州市越秀区{}街道{}北路{}号",
        ("流花", "东山", "白云", "北京", "人民", "建设", "矿泉", "登峰", "梅花", "华乐", "珠光"),
        ("宾馆", "公寓", "学校", "酒店", "商场", "医院", "小区"),
        ("王", "李", "张", "陈", "黄", "何", "梁"),
        ("小明", "丽华", "建国", "秀英", "志强", "佩珊", "子轩", "伟", "嘉欣"),
    ),
    "en": (
        "{} {} {}",
        "{2} {1} North Road, {0} Street",
        ("Liuhua", "Dongshan", "Baiyun", "Beijing", "Renmin", "Jianshe", "Kuangquan", "Dengfeng"),
        ("Hotel", "Residence", "School", "Plaza", "Clinic", "Apartments", "Hostel"),
        ("Wang", "Li", "Zhang", "Chen", "Huang", "He", "Liang"),
        ("Xiaoming", "Lihua", "Jianguo", "Xiuying", "Zhiqiang", "Peishan", "Zixuan", "Wei"),
    ),
    "fr": (
        "{1} {0} {2}",
        "{2}, rue {1} Nord, quartier de {0}",
        ("Liuhua", "Dongshan", "Baiyun", "Beijing", "Renmin", "Jianshe", "Kuangquan", "Dengfeng"),
        ("Hôtel", "Résidence", "École", "Foyer", "Clinique", "Marché", "Auberge"),
        ("Wang", "Li", "Zhang", "Chen", "Huang", "He", "Liang"),
        ("Xiaoming", "Lihua", "Jianguo", "Xiuying", "Zhiqiang", "Peishan", "Zixuan", "Wei"),
    ),
    "ar": (
        "{1} {0} {2}",
        "{2} شارع {1} الشمالي، حي {0}",
        ("ليوهوا", "دونغشان", "بايون", "بكين", "رنمين", "جيانشه", "كوانغتشوان", "دنغفنغ"),
        ("فندق", "سكن", "مدرسة", "مجمع", "عيادة", "سوق", "نزل"),
        ("وانغ", "لي", "تشانغ", "تشن", "هوانغ", "خه", "ليانغ"),
        ("شياومينغ", "ليهوا", "جيانغو", "شيوينغ", "تشيتشيانغ", "بيشان", "تسيشوان", "وي"),
    ),
}
"""Patterns of name and address, then places, kinds of venues, family and given names."""

STRIDES = (3, 5, 7, 11)


@dataclass(frozen=True, slots=True)
class Block:
    """A block of text: ``slot`` names the value that it shows instead of ``words``."""

    element: str
    words: str
    slot: str


def row(locale: str, number: int) -> dict[str, str]:
    """Return the values of record ``number``, all of them its own; a pure function of both."""
    name, address, places, kinds, families, given = ROWS[locale]
    place, kind, family, second = (
        words[number * stride % len(words)]
        for words, stride in zip((places, kinds, families, given), STRIDES, strict=True)
    )
    street = places[(number * 13 + 5) % len(places)]
    space = "" if locale == "zh_Hans_CN" else " "
    middle = given[number // 7 % len(given)]
    return {
        "venue_name": name.format(place, kind, number * 37 % 1000 + 1),
        "address": address.format(place, street, number * 53 % 2000 + 1),
        "contact": f"{family}{space}{second}{space}{middle}",
        "phone": f"+86 20 {80_000_000 + number * 7919 % 9_999_999}",
        "serial": f"YX-{number * 7919 % 1_000_000:06}",
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
