"""Lines of text as operators."""

from __future__ import annotations

import re
from dataclasses import replace

from leaflets.layout.page import Mark, PlacedLine
from leaflets.pdf.embed import FontSet
from leaflets.pdf.textline import TextSegment, segments
from leaflets.pdf.tokens import RLM, weights
from leaflets.text.model import Cluster, GlyphRun, Line

from ._lines import BLACK, LTR, MARK, RTL, Setting, set_lines


def drawn(line: Line, fonts: FontSet | None = None, structure: int | None = 7) -> list[TextSegment]:
    placed = PlacedLine(line, 20.0, 90.0, structure)
    return segments(placed, 500.0, fonts or FontSet(), paint)


def paint(mark: Mark) -> str:
    return f"% {mark.colour.name}"


def only(text: str, setting: Setting = LTR) -> Line:
    (line,) = set_lines(text, setting)
    return line


def read(operators: str, fonts: FontSet) -> list[str]:
    """Return what each string of ``operators`` means, by the ToUnicode maps of ``fonts``."""
    meanings = {}
    for face, table in fonts._tables.items():
        pairs = re.findall(r"^<(\w{4})> <(\w+)>$", table.content.to_unicode().decode(), re.M)
        name = fonts.resource_name(face)
        meanings.update(
            {(name, code): bytes.fromhex(text).decode("utf-16-be") for code, text in pairs}
        )
    found = []
    for name, array in re.findall(r"/(F\d+) .*? Tm \[(.*?)\]TJ", operators):
        codes = re.findall(r"\w{4}", "".join(re.findall(r"<(\w*)>", array)))
        found.append("".join(meanings[name, code] for code in codes))
    return found


def without_marks(text: str) -> str:
    return re.sub("[\u200e\u200f\u061c\u202c]", "", text)


def test_a_left_to_right_run_is_one_string() -> None:
    fonts = FontSet()
    (segment,) = drawn(only("Call 110 now"), fonts)
    assert segment.structure == 7
    assert read(segment.operators, fonts) == ["Call 110 now"]
    assert segment.operators.startswith("% ink\nBT\n/F1 11 Tf 1 0 0 1 20.000 410.000 Tm [<")
    assert segment.operators.endswith(">]TJ\nET")


def test_text_without_kerning_needs_no_numbers() -> None:
    (segment,) = drawn(only("minimum"))
    assert re.search(r"\[<\w{28}>\]TJ", segment.operators)


def test_spread_word_spaces_become_numbers() -> None:
    (segment,) = drawn(only("minimum minimum", replace(LTR, spread=2.2)))
    assert re.search(r"\[<\w{32}>-200<\w{28}>\]TJ", segment.operators)


def test_rounding_does_not_add_up_along_a_line() -> None:
    setting = replace(LTR, spread=0.00731, measure=3000.0)
    line = only("i " * 150, setting)
    (segment,) = drawn(line)
    numbers = sum(float(n) for n in re.findall(r">(-[\d.]+)<", segment.operators))
    wanted = -1000 * 0.00731 * 149 / 11
    assert abs(numbers - wanted) < 1.0


def test_the_space_at_the_end_of_a_line_is_there() -> None:
    fonts = FontSet()
    lines = set_lines("call the police now", replace(LTR, measure=60.0))
    found = [read(segment.operators, fonts) for line in lines for segment in drawn(line, fonts)]
    assert len(found) > 1
    assert "".join(text for strings in found for text in strings) == "call the police now"
    assert found[0][0].endswith(" ")


def test_an_added_hyphen_is_soft() -> None:
    line = only("infor-")
    run = line.runs[0]
    clusters = (*run.clusters[:-1], Cluster(5, 5, run.clusters[-1].glyphs))
    line = replace(line, runs=(replace(run, clusters=clusters),), hyphen=True)
    fonts = FontSet()
    assert read(drawn(line, fonts)[0].operators, fonts) == ["infor\u00ad"]


def test_a_ligature_means_all_its_letters() -> None:
    fonts = FontSet()
    line = only("office")
    assert any(cluster.end - cluster.start > 1 for cluster in line.runs[0].clusters)
    assert read(drawn(line, fonts)[0].operators, fonts) == ["office"]


def test_typed_controls_are_not_drawn() -> None:
    fonts = FontSet()
    (segment,) = drawn(only("a\u2066b\u2069\u200ec"), fonts)
    assert "".join(read(segment.operators, fonts)) == "abc"


def test_every_face_of_a_line_is_selected() -> None:
    (segment,) = drawn(only("Call 热线 110"))
    assert re.findall(r"/F\d", segment.operators) == ["/F1", "/F2", "/F1"]


def restyled(line: Line, *marks: Mark) -> Line:
    """Return ``line`` (of one run) cut into runs of a cluster each, with ``marks`` in turn."""
    run = line.runs[0]
    runs = tuple(
        GlyphRun(run.face, run.size, run.level, replace(run.style, mark=mark), *parts)
        for mark, parts in zip(
            marks,
            [((c,), (x,), (w,)) for c, x, w in zip(run.clusters, run.xs, run.widths, strict=True)],
            strict=True,
        )
    )
    return replace(line, runs=runs)


def test_a_segment_ends_where_the_structure_changes() -> None:
    link = Mark(BLACK, structure=9)
    fonts = FontSet()
    found = drawn(restyled(only("abcd"), MARK, link, link, MARK), fonts)
    assert [segment.structure for segment in found] == [7, 9, 7]
    assert [read(segment.operators, fonts) for segment in found] == [["a"], ["b", "c"], ["d"]]
    assert all(segment.operators.startswith("% ink\nBT") for segment in found)


def test_a_change_of_colour_is_painted_inside_the_segment() -> None:
    red = Mark(replace(BLACK, name="red"))
    (segment,) = drawn(restyled(only("ab"), MARK, red))
    assert re.findall("% (\\w+)\nBT", segment.operators) == ["ink", "red"]
    assert segment.operators.count("BT") == segment.operators.count("ET") == 2


def test_an_artifact_has_no_structure() -> None:
    assert [segment.structure for segment in drawn(only("a"), structure=None)] == [None]


def test_right_to_left_strings_follow_in_reading_order() -> None:
    fonts = FontSet()
    (segment,) = drawn(only("اتصل (110) فوراً MDMA", RTL), fonts)
    strings = [without_marks(text) for text in read(segment.operators, fonts)]
    shown = [text for text in strings if text.strip()]
    assert [s.strip() for s in shown] == ["لصتا", "(", "110", ")", "ًاروف", "MDMA"]


def test_plain_words_stay_one_string() -> None:
    fonts = FontSet()
    (segment,) = drawn(only("مركز الصحة", RTL), fonts)
    first = read(segment.operators, fonts)[0]
    assert without_marks(first) == "مركز الصحة"[::-1]


def test_a_bracket_stands_between_marks() -> None:
    fonts = FontSet()
    (segment,) = drawn(only("(مركز)", RTL), fonts)
    strings = read(segment.operators, fonts)
    assert strings[0].startswith("\u061c(\u200e")
    assert strings[2] == "\u061c)\u200e"


def test_sort_keys_fall_in_a_right_to_left_line() -> None:
    (segment,) = drawn(only("هاتف \u2066+86 20 8315\u2069", RTL))
    keys = [float(x) for x in re.findall(r"1 0 0 1 ([\d.]+)", segment.operators)][:-1]
    assert len(keys) > 5
    assert keys == sorted(keys, reverse=True)


def test_sort_keys_rise_in_a_phrase() -> None:
    (segment,) = drawn(only("See مركز الصحة العام now"))
    keys = [float(x) for x in re.findall(r"1 0 0 1 ([\d.]+)", segment.operators)]
    assert len(keys) > 5
    assert keys == sorted(keys)


def test_a_line_without_ink_draws_nothing() -> None:
    line = replace(only("a"), runs=())
    assert drawn(line) == []
    assert drawn(replace(line, direction=RTL.direction)) == []


def test_the_same_line_is_the_same_bytes() -> None:
    line = only("الاحتجاز من 10 أيام إلى 15 يوماً (MDMA).", RTL)
    assert drawn(line) == drawn(line)


def test_a_jump_after_an_invisible_mark_is_written_in_two_parts() -> None:
    fonts = FontSet()
    operators = drawn(only("هاتف 110", RTL), fonts)[0].operators
    number = next(line for line in operators.splitlines() if line.count("<") > 4)
    assert re.search(r"<\w{4}>0\.1 \S+<", number)


def test_what_outweighs_the_letters_of_a_line_is_limited() -> None:
    few, many = weights(3, RLM), weights(10_000, RLM)
    assert "".join(few).count(RLM) == 5
    assert len(set(many)) == len(many) == 30
