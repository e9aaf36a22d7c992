"""Paragraphs set in real faces: positions, order, faces and breaks."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leaflets.language import language
from leaflets.text.model import Alignment, Line, ParagraphLines, TextSpan, TextStyle
from leaflets.text.typesetter import Setting, Typesetter

BODY = TextStyle(12)
BOLD = TextStyle(12, 700)


def set_text(
    typesetter: Typesetter,
    locale: str,
    text: str | list[TextSpan],
    measure: float = 240,
    **more: object,
) -> ParagraphLines:
    spans = [TextSpan(text, BODY)] if isinstance(text, str) else text
    return typesetter.paragraph(spans, Setting(language(locale), measure, **more))  # type: ignore[arg-type]


def words_of(line: Line) -> str:
    return line.text[line.start : line.end].strip()


def drawn(line: Line) -> str:
    """Return the characters of a line from left to right."""
    found = [
        (x, line.text[cluster.start : cluster.end])
        for run in line.runs
        for x, cluster in zip(run.xs, run.clusters, strict=True)
    ]
    return "".join(text for _, text in sorted(found, key=lambda pair: pair[0]))


def test_lines_cover_the_text_in_order(typesetter: Typesetter) -> None:
    text = "If you learn of a drug offence, call 110. The law protects people who report."
    lines = set_text(typesetter, "en", text, 120).lines
    assert len(lines) > 2
    assert "".join(line.text[line.start : line.end] for line in lines) == text


def test_the_width_of_a_line_is_that_of_its_clusters(typesetter: Typesetter) -> None:
    (line,) = set_text(typesetter, "en", "Know the law", 400).lines
    run = line.runs[0]
    assert run.xs[0] == 0
    assert run.xs[-1] + run.widths[-1] == pytest.approx(line.width)
    assert line.x == 0


def test_right_to_left_lines_begin_at_the_right(typesetter: Typesetter) -> None:
    (line,) = set_text(typesetter, "ar", "اعرف القانون", 400).lines
    assert line.x == pytest.approx(400 - line.width)


def test_alignment_places_the_line_in_its_measure(typesetter: Typesetter) -> None:
    (line,) = set_text(typesetter, "en", "Law", 100, alignment=Alignment.CENTER).lines
    assert line.x == pytest.approx((100 - line.width) / 2)
    (line,) = set_text(typesetter, "ar", "قانون", 100, alignment=Alignment.END).lines
    assert line.x == 0


@pytest.mark.parametrize(
    ("locale", "text", "expected"),
    [
        ("ar", "اتصل على +86 20 8315 1234 الآن", "+86 20 8315 1234"),
        ("ar", "من الساعة 11:30–9:00 مساءً", "11:30–9:00"),
        ("ar", "المادة 347/357 من القانون", "347/357"),
        ("fa", "تماس با 020-12345 بگیرید", "020-12345"),
        ("ur", "نمبر 120 (MDMA) پر", "MDMA"),
    ],
)
def test_numbers_and_names_read_left_to_right_in_right_to_left_text(
    typesetter: Typesetter, locale: str, text: str, expected: str
) -> None:
    (line,) = set_text(typesetter, locale, text, 600).lines
    assert expected in drawn(line)


def test_both_brackets_around_a_latin_word_are_of_one_face(typesetter: Typesetter) -> None:
    (line,) = set_text(typesetter, "ar", "الحبوب (MDMA) خطرة", 400).lines
    faces = {
        run.face.name
        for run in line.runs
        for cluster in run.clusters
        if line.text[cluster.start] in "()"
    }
    assert len(faces) == 1


def test_arabic_stays_joined_over_a_change_of_weight(typesetter: Typesetter) -> None:
    (plain,) = set_text(typesetter, "ar", "القانون", 400).lines
    split = [TextSpan("القا", BODY), TextSpan("نون", BOLD)]
    (mixed,) = set_text(typesetter, "ar", split, 400).lines
    forms = [
        run.face.hb_font.glyph_to_string(c.glyphs[0].index)
        for run in mixed.runs
        for c in run.clusters
    ]
    whole = [
        run.face.hb_font.glyph_to_string(c.glyphs[0].index)
        for run in plain.runs
        for c in run.clusters
    ]
    assert forms == whole


def test_digits_in_chinese_are_latin_and_stand_apart(typesetter: Typesetter) -> None:
    (line,) = set_text(typesetter, "zh_Hans_CN", "第84条", 400).lines
    names = [run.face.name.split("-")[0] for run in line.runs]
    assert names == ["NotoSansSC", "IBMPlexSans", "NotoSansSC"]
    han, digits, _ = line.runs
    assert digits.xs[0] == pytest.approx(12 + 0.16 * 12)
    assert han.xs == (0.0,)


def test_chinese_marks_are_compressed_between_and_at_the_edge(typesetter: Typesetter) -> None:
    (line,) = set_text(typesetter, "zh_Hans_CN", "（“国”）。", 400).lines
    assert line.width == pytest.approx(12 * (0.5 + 0.5 + 1 + 0.5 + 0.5 + 0.5))
    assert line.runs[0].xs[0] == pytest.approx(-6)


FORBIDDEN_START = "，。、：；！？）》”’"
FORBIDDEN_END = "（《“‘"


@pytest.mark.parametrize("measure", range(60, 400, 7))
def test_no_chinese_line_begins_or_ends_with_a_forbidden_mark(
    typesetter: Typesetter, measure: int
) -> None:
    text = "恰特草（“阿拉伯茶”）在中国受到管制，《禁毒法》第62条：主动登记的，不予处罚！请拨打110。"
    for line in set_text(typesetter, "zh_Hans_CN", text, measure).lines:
        words = words_of(line)
        assert words[0] not in FORBIDDEN_START
        assert words[-1] not in FORBIDDEN_END


def test_a_phrase_is_not_divided_where_another_break_is_near(typesetter: Typesetter) -> None:
    text = "不要替他人携带、代收、代寄来历不明的行李或者包裹。"
    lines = set_text(typesetter, "zh_Hans_CN", text, 210, balance=True).lines
    assert any("来历不明" in words_of(line) for line in lines)


def test_a_number_stays_with_its_noun(typesetter: Typesetter) -> None:
    text = "A foreigner may not enter China for 10 years after deportation."
    for measure in range(100, 300, 5):
        for line in set_text(typesetter, "en", text, measure).lines:
            assert not words_of(line).endswith("10")


def test_an_unbreakable_word_is_told(typesetter: Typesetter) -> None:
    lines = set_text(typesetter, "fr", "anticonstitutionnellement", 50)
    assert lines.overflow > 50


def test_a_character_without_a_face_is_told(typesetter: Typesetter) -> None:
    lines = set_text(typesetter, "en", "law \U00013000", 200)
    assert [(m.character, m.index) for m in lines.missing] == [("\U00013000", 4)]


def test_another_size_scales_every_position(typesetter: Typesetter) -> None:
    (once,) = set_text(typesetter, "ar", "القانون 110", 400).lines
    (twice,) = set_text(typesetter, "ar", "القانون 110", 800, factor=2.0).lines
    assert twice.width == pytest.approx(2 * once.width)


HOSTILE = st.text(
    st.sampled_from(
        "aé 1\n(،ا\u0651\u0644法，。\u2066\u2067\u2069\u202b\u202c\u200d\u200b"
        "\ud800\U0001f600\u0e01\u0e34"
    ),
    max_size=40,
)


@given(HOSTILE, st.sampled_from(["en", "ar", "zh_Hans_CN", "th"]), st.floats(10, 300))
@settings(deadline=None, max_examples=150)
def test_any_text_is_set_without_loss(
    typesetter: Typesetter, text: str, locale: str, measure: float
) -> None:
    result = set_text(typesetter, locale, text, measure)
    if not result.lines:
        assert not text
        return
    whole = result.lines[0].text
    assert "".join(line.text[line.start : line.end] for line in result.lines) == whole
    for line in result.lines:
        covered = sorted((c.start, c.end) for run in line.runs for c in run.clusters)
        assert all(before[1] <= after[0] for before, after in pairwise(covered))


def test_a_line_does_not_end_with_the_first_word_of_a_sentence(typesetter: Typesetter) -> None:
    text = "Vous découvrez une infraction liée à la drogue\u202f? Appelez le 110."
    spans = [TextSpan(text, BODY)]
    for measure in range(150, 260, 3):
        lines = set_text(typesetter, "fr", spans, measure, balance=True).lines
        assert not any(words_of(line).endswith("? Appelez") for line in lines)
