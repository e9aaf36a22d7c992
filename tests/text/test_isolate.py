"""Isolates found in the text, and the order in which a reader then sees it."""

from __future__ import annotations

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leaflets.language import Direction
from leaflets.text.bidi import line_levels, mirror, resolve_levels, visual_order
from leaflets.text.isolate import isolates

LRI, RLI, PDI = "\u2066", "\u2067", "\u2069"
OPENERS = {Direction.LTR: LRI, Direction.RTL: RLI}


def found(text: str, base: Direction = Direction.RTL) -> list[str]:
    return [text[start:end] for start, end, _ in isolates(text, base)]


def visual(text: str, base: Direction) -> str:
    """Return ``text`` as seen from left to right, its isolates added and taken away again."""
    for start, end, inner in reversed(isolates(text, base)):
        text = f"{text[:start]}{OPENERS[inner]}{text[start:end]}{PDI}{text[end:]}"
    level = int(base is Direction.RTL)
    levels = line_levels(text, resolve_levels(text, level), 0, len(text), level)
    seen = (mirror(text[at]) if levels[at] & 1 else text[at] for at in visual_order(levels))
    return "".join(character for character in seen if character not in {LRI, RLI, PDI})


def r(words: str) -> str:
    """Return right-to-left ``words`` as they are seen."""
    return words[::-1]


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        # Each line: the text, and its parts from the left edge of the page to the right.
        ("الحبس (10–15) يوماً.", [".", r("يوماً"), " (10–15) ", r("الحبس")]),
        ("من 11:30–9:00 يومياً", [r("يومياً"), " 11:30–9:00 ", r("من")]),
        ("من 9:00 – 17:00، اتصل", [r("اتصل"), " ،", "9:00 – 17:00", " ", r("من")]),
        ("اتصل: +86 20 8315 1234.", [".", "+86 20 8315 1234", " :", r("اتصل")]),
        ("هاتف 020-12345 أو 12110020؟", ["؟", "12110020 ", r("أو"), " 020-12345 ", r("هاتف")]),
        ("الأرقام 110/120، و347/357", ["347/357", r("و"), " ،", "110/120 ", r("الأرقام")]),
        ("زوروا https://example.org/a.", [".", "https://example.org/a ", r("زوروا")]),
        ("راسلوا (a-b@example.org)", ["(a-b@example.org) ", r("راسلوا")]),
        ("مادة MDMA (ecstasy) ممنوعة", [r("ممنوعة"), " MDMA (ecstasy) ", r("مادة")]),
        ("مادة MDMA (إكستاسي)!", ["!", f"({r('إكستاسي')}) ", "MDMA ", r("مادة")]),
        ("منها WHO, UNODC.", [".UNODC ,WHO ", r("منها")]),
        ("يوم 2025-06-26 أو 26/6", ["26/6 ", r("أو"), " 2025-06-26 ", r("يوم")]),
        ("نحو 10–15% منهم", [r("منهم"), " %10–15 ", r("نحو")]),
        ("رقم +٨٦\u00a0٢٠\u00a0٨٣١٥ هنا", [r("هنا"), " +٨٦\u00a0٢٠\u00a0٨٣١٥ ", r("رقم")]),
        ("من ١٠–١٥ سنة", [r("سنة"), " ١٥–١٠ ", r("من")]),
        # Persian
        ("از ۹:۰۰–۱۷:۰۰ است", [r("است"), " ۹:۰۰–۱۷:۰۰ ", r("از")]),
        ("تلفن ۰۲۱-۱۲۳۴۵ و LSD-25!", ["!", "LSD-25 ", r("و"), " ۰۲۱-۱۲۳۴۵ ", r("تلفن")]),
        ("می‌شود (5%–10%) کم", [r("کم"), " (5%–10%) ", r("می‌شود")]),
        # Urdu
        (
            "دفعہ 347/357 کے تحت، 1 250 روپے۔",
            ["۔", r("روپے"), " 1 250 ", "،", r("کے تحت"), " 347/357 ", r("دفعہ")],
        ),
        # Hebrew
        ("בין 10–15% מהם", [r("מהם"), " 10–15% ", r("בין")]),
        ("חייגו 02-123-4567, או 110.", [".110 ", r("או"), " ,02-123-4567 ", r("חייגו")]),
        ("של UNODC (Vienna), וגם", [r("וגם"), " ,UNODC (Vienna) ", r("של")]),
    ],
)
def test_right_to_left_text(text: str, seen: list[str]) -> None:
    expected = "".join(seen)
    assert visual(text, Direction.RTL) == expected


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("the Arabic المخدرات, 5 letters", ["the Arabic ", r("المخدرات"), ", 5 letters"]),
        ("the words حشيش, قات (both)", ["the words ", r("حشيش"), ", ", r("قات"), " (both)"]),
        ("see أب 5 جد.", ["see ", r("جد"), " 5 ", r("أب"), "."]),
        ("in Hebrew סמים (קל) 12", ["in Hebrew ", f"({r('קל')}) ", r("סמים"), " 12"]),
        ("by المادة ٣٤٧, then", ["by ", "٣٤٧ ", r("المادة"), ", then"]),
        ("法律（قات）。", ["法律（", r("قات"), "）。"]),
    ],
)
def test_left_to_right_text(text: str, seen: list[str]) -> None:
    expected = "".join(seen)
    assert visual(text, Direction.LTR) == expected


@pytest.mark.parametrize(
    ("text", "stretches"),
    [
        (f"من {LRI}9:00–17:00{PDI} و {RLI}WHO أ{PDI} و LSD", ["LSD"]),
        ("من \u202aWHO\u202c و \u202dab", []),
        (f"من {LRI}https://example.org", []),
        (f"من {LRI}abc\nو LSD", ["LSD"]),
        (f"من {LRI}abc\nو LSD{PDI}", ["LSD"]),
        ("10 mg/kg من 2024 LSD", ["10 mg/kg", "LSD"]),
        ("1,5 mg أو 10–15 kg", ["1,5 mg", "10–15 kg"]),
        ("R&D من AT & T", ["R&D", "AT & T"]),
        ("WHO. LSD", ["WHO", "LSD"]),
        ("Act (2008) و [MDMA]", ["Act", "MDMA"]),
        ("《刑法》، 第三百四十七条", ["刑法", "第三百四十七条"]),
        ("المادة (347) 12345678", ["12345678"]),
        ("110 119 و 5 و 1 250", ["1 250"]),
        ("9:00–17:00 12110020 5%–10%", ["9:00–17:00", "12110020", "5%–10%"]),
        ("+86 (20) 8315-1234", ["+86 (20) 8315-1234"]),
        ("(020) 8315 1234", ["(020) 8315 1234"]),
        ("المخدرات ممنوعة 110 (5).", []),
    ],
)
def test_stretches_of_right_to_left_text(text: str, stretches: list[str]) -> None:
    assert found(text) == stretches


def test_stretches_of_left_to_right_text() -> None:
    assert found("no such letters, 9:00–17:00", Direction.LTR) == []
    assert found(f"a {RLI}אב{PDI} b", Direction.LTR) == []
    assert found("می‌شود، حتماً: WHO", Direction.LTR) == ["می‌شود، حتماً"]


def test_the_isolates_are_needed() -> None:
    text = "من 11:30–9:00 يومياً"
    levels = resolve_levels(text, 1)
    assert "11:30–9:00" not in "".join(text[at] for at in visual_order(levels))


KINDS = f"aLאا1٠۱ +-–.,:/()[]&%@_،\u0301\u200c\n{LRI}{RLI}{PDI}\u202b\u202c"
samples = st.text(st.sampled_from(KINDS)) | st.text(
    st.characters(codec=None, exclude_categories=())
)


@given(samples, st.sampled_from(Direction))
def test_ranges_are_in_order_and_apart(text: str, base: Direction) -> None:
    done = 0
    for start, end, inner in isolates(text, base):
        assert done <= start < end <= len(text)
        assert inner is not base
        assert not {LRI, RLI, PDI, "\n"} & set(text[start:end])
        done = end


@pytest.mark.parametrize("base", Direction)
@pytest.mark.parametrize(
    "piece",
    [
        "1",
        "1 ",
        "1-",
        "+1",
        "(1",
        "a",
        "a(",
        "a[",
        "a,",
        "a ",
        "א ",
        "א(",
        "1%",
        LRI,
        PDI,
        RLI + "a",
    ],
)
def test_cost_is_linear(piece: str, base: Direction) -> None:
    def least(size: int) -> float:
        text = (piece * size)[:size]
        spent = []
        for _ in range(3):
            start = process_time()
            isolates(text, base)
            spent.append(process_time() - start)
        return min(spent)

    # Ten times the text takes ten times as long, not a hundred: 30 leaves room for a busy machine.
    assert least(20_000) < 30 * least(2_000)
