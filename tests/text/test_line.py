"""Lines in real faces: filled, hyphenated, lengthened, shaped anew; fallback; hostile text."""

from __future__ import annotations

import gc
from time import process_time

import pytest

from leaflets.fonts.book import FontBook
from leaflets.language import language
from leaflets.text.analysis import analyse
from leaflets.text.model import Alignment, Line, ParagraphLines, TextSpan, TextStyle
from leaflets.text.typesetter import Setting, Typesetter

EN = (
    "Whoever smuggles, trades, transports or makes drugs, however small the amount, bears criminal "
    "responsibility; the law protects people who report an offence, and treatment is on hand. "
)
AR = "يعاقب القانون كل من يهرّب المخدرات أو يتاجر بها، ولا تحمل حقيبة غيرك. اتصل على 110 للإبلاغ. "
ZH = (
    "走私、贩卖、运输、制造毒品，无论数量多少，都应当追究“刑事责任”（《刑法》第347条）！不要替他人携带"
    "行李？依照法律：主动登记的，不予处罚；请拨打110——法律保护“举报人（包括外国人）”。"
    "「吸食」『注射』【警告】〔附注〕……"
)


def set_text(
    typesetter: Typesetter, locale: str, text: str, measure: float, **more: object
) -> ParagraphLines:
    own = language(locale)
    style = TextStyle(12, tag=own.tag)
    setting = Setting(own, measure, **more)  # type: ignore[arg-type]
    return typesetter.paragraph([TextSpan(text, style)], setting)


def said(line: Line) -> str:
    return line.text[line.start : line.end]


@pytest.mark.parametrize(("locale", "text"), [("en", EN), ("ar", AR), ("zh_Hans_CN", ZH)])
@pytest.mark.parametrize("kashida", [False, True])
def test_justified_lines_fill_the_measure(
    typesetter: Typesetter, locale: str, text: str, kashida: bool
) -> None:
    lines = set_text(
        typesetter, locale, text * 2, 233, alignment=Alignment.JUSTIFY, kashida=kashida
    ).lines
    assert len(lines) > 3
    for line in lines[:-1]:
        assert line.width == pytest.approx(233)
        left = min(run.xs[0] for run in line.runs if said(line).strip())
        assert line.x == pytest.approx(0)
        assert left < 1
    assert lines[-1].width < 233.001
    assert lines[-1].x == pytest.approx(233 - lines[-1].width if locale == "ar" else 0)


def test_filling_widens_spaces_only_in_latin(typesetter: Typesetter) -> None:
    line = set_text(typesetter, "en", EN, 233, alignment=Alignment.JUSTIFY).lines[0]
    (run,) = line.runs
    unit = run.size / run.face.upem
    widened = {
        line.text[cluster.start]
        for cluster, width in zip(run.clusters, run.widths, strict=True)
        if abs(width - cluster.advance * unit) > 1e-6
    }
    assert widened == {" "}


def test_a_line_before_a_forced_break_is_not_filled(typesetter: Typesetter) -> None:
    first = set_text(typesetter, "en", "Call 110.\nNow.", 233, alignment=Alignment.JUSTIFY).lines[0]
    assert first.width < 100


def hyphens(lines: tuple[Line, ...]) -> int:
    count = 0
    for line in lines:
        added = [c for run in line.runs for c in run.clusters if c.start == c.end]
        assert len(added) == line.hyphen
        if line.hyphen:
            assert (
                max(added[0].start, *(c.end for r in line.runs for c in r.clusters)) == added[0].end
            )
            count += 1
    return count


def test_words_are_divided_only_where_asked(typesetter: Typesetter) -> None:
    assert hyphens(set_text(typesetter, "en", EN, 120).lines) == 0
    ragged = set_text(typesetter, "en", EN, 80, hyphenate=True)
    filled = set_text(typesetter, "en", EN, 120, hyphenate=True, alignment=Alignment.JUSTIFY)
    assert hyphens(ragged.lines) > 0
    assert hyphens(filled.lines) > 0
    assert max(ragged.overflow, filled.overflow) < 1e-6


def test_a_soft_hyphen_always_counts(typesetter: Typesetter) -> None:
    first, second = set_text(typesetter, "xh", "aaaaaaaa\u00adbbbbbbbb", 70).lines
    assert first.hyphen
    assert not second.hyphen
    (whole,) = set_text(typesetter, "xh", "aaaaaaaa\u00adbbbbbbbb", 200).lines
    assert not whole.hyphen


def test_a_word_wider_than_the_measure_is_divided_rather_than_stick_out(
    typesetter: Typesetter,
) -> None:
    result = set_text(typesetter, "fr", "Or anticonstitutionnellement ici", 70)
    assert result.overflow == 0
    assert hyphens(result.lines) == 2


def test_a_word_of_a_language_without_patterns_is_told(typesetter: Typesetter) -> None:
    assert set_text(typesetter, "sw", "anticonstitutionnellement", 70).overflow > 50


def test_the_hyphen_stands_at_the_end_of_a_right_to_left_line(typesetter: Typesetter) -> None:
    line = set_text(typesetter, "ar", "قانونقانون\u00adقانونقانون", 60).lines[0]
    assert line.hyphen
    clusters = [cluster for run in line.runs for cluster in run.clusters]
    assert clusters[0].start == clusters[0].end


def test_a_ligature_that_a_line_end_divides_is_shaped_anew(typesetter: Typesetter) -> None:
    own = set_text(typesetter, "en", "office", 400).lines[0]
    assert any(c.end - c.start > 1 for run in own.runs for c in run.clusters)
    result = set_text(typesetter, "en", "office official efficient", 26, hyphenate=True)
    divided = [line for line in result.lines if line.hyphen and said(line).endswith("f")]
    assert divided, [said(line) for line in result.lines]
    for line in divided:
        assert all(c.end - c.start <= 1 for run in line.runs for c in run.clusters)


def test_kashida_lengthens_few_words_and_keeps_the_text(typesetter: Typesetter) -> None:
    text = "المسؤولية السجن النفس الشهادة المسجد السلطة الدرجة المخدرة المصلحة والعدالة السعادة "
    plain = set_text(typesetter, "ar", text * 2, 150, alignment=Alignment.JUSTIFY).lines
    longer = set_text(
        typesetter, "ar", text * 2, 150, alignment=Alignment.JUSTIFY, kashida=True
    ).lines
    assert [said(line) for line in plain] == [said(line) for line in longer]
    seen = 0
    for before, after in zip(plain, longer, strict=True):
        old = {c.start: c.glyphs for run in before.runs for c in run.clusters}
        new = {c.start: c.glyphs for run in after.runs for c in run.clusters}
        assert old.keys() == new.keys()
        face = after.runs[0].face
        tatweel = face.glyph("\u0640")
        grown = [at for at in old if any(g.index == tatweel for g in new[at])]
        assert len(grown) <= 3
        seen += len(grown)
    assert seen


def test_lam_alif_is_never_lengthened(typesetter: Typesetter) -> None:
    lines = set_text(
        typesetter,
        "ar",
        "لا كلا إلا ولا بلا هلا " * 4,
        130,
        alignment=Alignment.JUSTIFY,
        kashida=True,
    ).lines
    face = lines[0].runs[0].face
    drawn = {g.index for line in lines for run in line.runs for c in run.clusters for g in c.glyphs}
    assert face.glyph("\u0640") not in drawn


def test_joined_scripts_are_not_tracked(world: Typesetter) -> None:
    for locale, text in (("ar", "القانون"), ("hi", "नशीले"), ("en", "law")):
        own = language(locale)
        (plain,) = world.paragraph(
            [TextSpan(text, TextStyle(12, tag=own.tag))], Setting(own, 400)
        ).lines
        (wide,) = world.paragraph(
            [TextSpan(text, TextStyle(12, tracking=0.1, tag=own.tag))], Setting(own, 400)
        ).lines
        assert (wide.width > plain.width + 1) == (locale == "en")


def test_a_character_the_first_face_lacks_comes_from_another(typesetter: Typesetter) -> None:
    result = set_text(typesetter, "en", "law 法", 400)
    assert not result.missing
    assert [run.face.name.split("-")[0] for run in result.lines[0].runs] == [
        "IBMPlexSans",
        "NotoSansSC",
    ]


@pytest.mark.parametrize(
    "grapheme",
    [
        "法\u0301",
        "a\u0327\u0302",
        "é\u0323\u0301",
        "ب\u0651\u064e\u0670",
        "क\u094d\u200dष",
        "1\ufe0f\u20e3",
    ],
)
@pytest.mark.parametrize("locale", ["en", "ar", "zh_Hans_CN", "hi"])
def test_a_grapheme_has_one_face(world_book: FontBook, locale: str, grapheme: str) -> None:
    text = f"a{grapheme}ب{grapheme}法{grapheme}"
    found = analyse([TextSpan(text, TextStyle(12, tag="und"))], language(locale), world_book)
    starts = [found.text.index(grapheme), found.text.rindex(grapheme)]
    for start in starts:
        inside = range(start, start + len(grapheme))
        faces = {
            item.choice.face
            for item in found.items
            if item.choice and any(item.start <= at < item.end for at in inside)
        }
        assert len(faces) == 1


def test_a_style_that_changes_inside_a_grapheme_does_not_divide_it(typesetter: Typesetter) -> None:
    spans = [TextSpan("e", TextStyle(12)), TextSpan("\u0301a", TextStyle(12, 700))]
    (line,) = typesetter.paragraph(spans, Setting(language("en"), 100)).lines
    assert [(c.start, c.end) for c in line.runs[0].clusters] == [(0, 2)]


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("😀", "😀"),
        ("👩\u200d⚕️", "👩⚕"),
        ("\ud800a\udfff", "\ud800\udfff"),
        ("a" + "\u0301" * 300, ""),
        ("\u2067" * 200 + "אb" + "\u2069" * 200, "א"),
        ("\u202b" * 130 + "a", ""),
        ("\u200b\u200c\u200d\u2060\ufeff\u00ad", ""),
        ("a\u200b" * 50, ""),
        ("\ufe0f\u034f\u180e", ""),
        ("\r\n\v\f\u0085\u2028\u2029", ""),
    ],
)
@pytest.mark.parametrize("alignment", [Alignment.START, Alignment.JUSTIFY])
def test_hostile_text_is_set_and_what_is_missing_is_told(
    typesetter: Typesetter, text: str, missing: str, alignment: Alignment
) -> None:
    result = set_text(typesetter, "en", text, 100, alignment=alignment, hyphenate=True)
    assert "".join(found.character for found in result.missing) == missing


CLOSING = "，。、：；？！）》”’」』】〕"
OPENING = "（《“‘「『【〔"


@pytest.mark.parametrize("alignment", [Alignment.START, Alignment.JUSTIFY])
@pytest.mark.parametrize("measure", range(60, 470, 10))
def test_no_chinese_mark_stands_where_it_must_not(
    typesetter: Typesetter, measure: int, alignment: Alignment
) -> None:
    result = set_text(typesetter, "zh_Hans_CN", ZH * 3, measure, alignment=alignment)
    assert result.overflow < 0.01
    for line in result.lines:
        text = said(line).strip()
        assert text[0] not in CLOSING
        assert text[-1] not in OPENING
        for pair in ("——", "……"):
            assert said(line).count(pair[0]) % 2 == 0, pair


@pytest.mark.parametrize("alignment", [Alignment.START, Alignment.JUSTIFY])
@pytest.mark.parametrize(
    ("locale", "text"),
    [("en", EN), ("ar", AR), ("zh_Hans_CN", ZH), ("en", "a\u200b"), ("en", " "), ("en", "a\u0301")],
    ids=["latin", "arabic", "chinese", "no width", "blank", "marks"],
)
def test_cost_is_linear(book: FontBook, locale: str, text: str, alignment: Alignment) -> None:
    def least(size: int) -> float:
        spent = []
        for _ in range(3):
            typesetter = Typesetter(book)
            start = process_time()
            set_text(
                typesetter, locale, (text * size)[:size], 240, alignment=alignment, hyphenate=True
            )
            spent.append(process_time() - start)
        return min(spent)

    # Without the collector, whose cost depends on all that other tests have left.
    gc.disable()
    try:
        least(100)
        assert least(20_000) < 30 * least(2_000)
    finally:
        gc.enable()
