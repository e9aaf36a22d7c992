"""Shaping is HarfBuzz's: a line holds what ``hb-shape`` gives for the same stretch of text."""

from __future__ import annotations

import re
import subprocess

import pytest

from leaflets.fonts.book import FontBook
from leaflets.fonts.face import Face
from leaflets.language import language
from leaflets.text.analysis import Analysis, analyse
from leaflets.text.itemize import Item
from leaflets.text.model import Line, TextSpan, TextStyle
from leaflets.text.typesetter import Setting, Typesetter

TEXTS = {
    "en": "Difficult offices: AVOID Type fly-by-night offers; To Wave “fi ffi fl” away, call 110.",
    "fr": "L’accusé peut être assisté d’un avocat ; où l’aveu naïf s’efface : « Œuvre » à 9 h.",
    "vi": "Nếu phát hiện tội phạm về ma tuý, hãy gọi số 110 để được bảo vệ.",
    "ru": "Если вы узнали о преступлении, звоните 110: закон защищает заявителя.",
    "ar": "يعاقب القانون كلَّ من يُهرِّب المخدّرات، ولا تحمل لأحد حقيبة. اتصل على 110 (مجاناً).",
    "fa": "قانون از کسی که گزارش می‌دهد حمایت می‌کند؛ با ۱۱۰ یا ۴۵۶ تماس بگیرید.",
    "ur": "قانون اطلاع دینے والے کی حفاظت کرتا ہے؛ ۱۱۰ یا ۴۵۷ پر فون کریں۔",
    "he": "החוק מגן על מי שמדווח. חייגו 110 (חינם), בְּרֵאשִׁית.",
    "hi": "नशीले पदार्थों की तस्करी अपराध है; किसी अजनबी का सामान न ले जाएँ। 110 पर फ़ोन करें।",
    "th": "การลักลอบค้ายาเสพติดเป็นความผิด ห้ามถือกระเป๋าให้ผู้อื่น ที่นี่ น้ำ โทร 110",
    "zh_Hans_CN": "走私、贩卖毒品，无论数量多少，都应当追究“刑事”责任。请拨打110举报——骨、直、令。",
    "zh_Hant_TW": "走私、販賣毒品，無論數量多少，都應當追究「刑事」責任。請撥打110舉報──骨、直。",
    "ko": "마약 범죄를 알게 되면 110으로 신고하십시오. 신고자는 법의 보호를 받습니다.",
    "am": "ስለ አደንዛዥ ዕፅ ወንጀል ካወቁ ወደ 110 ይደውሉ፤ ሕጉ ጠቋሚውን ይጠብቃል።",
}
_GLYPH = re.compile(r"(\d+)(?:@(-?\d+),(-?\d+))?\+(-?\d+)")

Shaped = list[tuple[int, int, int, int]]
"""Glyph, advance and offsets, from left to right."""


def hb_shape(item: Item, face: Face, text: str, around: tuple[str, str]) -> Shaped:
    """Return what HarfBuzz's own program makes of ``text`` between its neighbours."""
    command = [
        "hb-shape",
        f"--font-file={face.path}",
        f"--variations={','.join(f'{tag}={value}' for tag, value in face.axes)}",
        f"--direction={'rtl' if item.level % 2 else 'ltr'}",
        f"--script={item.script}",
        f"--language={item.tag}",
        f"--text-before={around[0]}",
        f"--text-after={around[1]}",
        f"--unicodes={','.join(f'{ord(character):04X}' for character in text)}",
        "--no-glyph-names",
        "--no-clusters",
    ]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return [
        (int(glyph), int(advance), int(x or 0), int(y or 0))
        for glyph, x, y, advance in _GLYPH.findall(said)
    ]


def drawn(line: Line, start: int, end: int) -> Shaped:
    """Return what a line has of the code points ``[start, end)``."""
    return [
        (glyph.index, glyph.advance, glyph.x_offset, glyph.y_offset)
        for run in line.runs
        for cluster in run.clusters
        if start <= cluster.start < end
        for glyph in cluster.glyphs
    ]


def parts(analysis: Analysis, line: Line) -> list[tuple[Item, int, int]]:
    """Return the items of a line, each with its code points there."""
    found = [
        (item, max(item.start, line.start), min(item.end, line.end))
        for item in analysis.items
        if item.choice is not None
    ]
    return [(item, start, end) for item, start, end in found if start < end]


@pytest.mark.needs("hb-shape")
@pytest.mark.parametrize("measure", [100_000, 90], ids=["one line", "many lines"])
@pytest.mark.parametrize("locale", TEXTS)
def test_lines_hold_what_hb_shape_gives(
    world: Typesetter, world_book: FontBook, locale: str, measure: float
) -> None:
    own = language(locale)
    spans = [TextSpan(TEXTS[locale], TextStyle(12, tag=own.tag))]
    analysis = analyse(spans, own, world_book)
    result = world.paragraph(spans, Setting(own, measure))
    assert not result.missing
    assert (len(result.lines) == 1) == (measure > 1000)
    for line in result.lines:
        for item, start, end in parts(analysis, line):
            assert item.choice is not None
            around = (line.text[line.start : start][-5:], line.text[end : line.end][:5])
            wanted = hb_shape(item, item.choice.face, line.text[start:end], around)
            assert drawn(line, start, end) == wanted, line.text[start:end]


def glyphs(typesetter: Typesetter, locale: str, text: str) -> list[str]:
    own = language(locale)
    (line,) = typesetter.paragraph(
        [TextSpan(text, TextStyle(12, tag=own.tag))], Setting(own, 10_000)
    ).lines
    return [
        run.face.hb_font.glyph_to_string(glyph.index)
        for run in line.runs
        for cluster in run.clusters
        for glyph in cluster.glyphs
    ]


def advances(typesetter: Typesetter, text: str) -> int:
    own = language("en")
    (line,) = typesetter.paragraph([TextSpan(text, TextStyle(12))], Setting(own, 10_000)).lines
    return sum(cluster.advance for run in line.runs for cluster in run.clusters)


def test_kerning_is_on(world: Typesetter) -> None:
    assert advances(world, "AV") < advances(world, "A") + advances(world, "V")


def test_ligatures_are_on(world: Typesetter) -> None:
    assert len(glyphs(world, "en", "fi")) == 1


def test_digits_are_those_of_the_language(world: Typesetter) -> None:
    assert glyphs(world, "fa", "۴۶") != glyphs(world, "ur", "۴۶")


def test_han_has_the_forms_of_its_locale(world: Typesetter) -> None:
    # The starter's face tells them apart by the dash only.
    assert glyphs(world, "zh_Hans_CN", "国——家") != glyphs(world, "zh_Hant_TW", "国——家")
