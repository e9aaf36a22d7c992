"""Settings: every fault has its place and its remedy, and no text makes loading raise."""

from __future__ import annotations

import string
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from pathlib import Path
from typing import Annotated, Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from leaflets.diagnostics import Diagnostic
from leaflets.settings import (
    MSGID,
    Length,
    Made,
    Month,
    Msgid,
    Origin,
    Partial,
    load,
    parse,
    read,
)
from leaflets.settings.reader import MAX_BYTES, MAX_DEPTH
from leaflets.settings.words import FULL_WIDTH
from leaflets.units import MM


class Colour(Enum):
    RED = "red"
    GREEN = "green"


@dataclass(frozen=True, slots=True)
class Look:
    size: float = 1.0
    colour: Colour = Colour.RED
    wide: bool = False


@dataclass(frozen=True, slots=True)
class Person:
    phone: str
    born: date | None = None


def _even(number: int) -> int:
    if number % 2:
        raise ValueError(f"{number} is odd; double it")
    return number


@dataclass(frozen=True, slots=True)
class Everything:
    version: str = "0"
    languages: tuple[str, ...] = ()
    pair: tuple[int, float] = (0, 0.0)
    colours: tuple[Colour, ...] = ()
    count: int = 0
    ratio: float = 0.0
    wide: bool = False
    day: date | None = None
    month: Month | None = None
    length: Length = 0.0
    width: Length | Colour = 0.0
    title: Msgid = "x"
    either: int | str = 0
    even: Annotated[int, Made(int, _even)] = 0
    people: Mapping[str, Person] = field(default_factory=dict)
    files: Mapping[int, str] = field(default_factory=dict)
    look: Annotated[dict[str, Any], Partial(Look, {"size": Length})] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Strict:
    name: str
    person: Person


def parsed(text: str | bytes, shape: type = Everything) -> tuple[Any, list[Diagnostic]]:
    report: list[Diagnostic] = []
    raw = text.encode() if isinstance(text, str) else text
    loaded = parse(raw, shape, report, Origin("f.yaml"))
    assert (loaded is None) == bool(report), "a value or faults, never both and never neither"
    return (loaded.value if loaded else None), report


def faults(text: str | bytes, shape: type = Everything) -> list[tuple[str, str, str]]:
    return [(str(d.location), d.message, d.hint) for d in parsed(text, shape)[1]]


GOOD = {
    'version: "1.0"': ("version", "1.0"),
    "version: !!str 1.0": ("version", "1.0"),
    "languages: [en, zh_Hans_CN]": ("languages", ("en", "zh_Hans_CN")),
    "languages:\n- en\n- 'no'": ("languages", ("en", "no")),
    "pair: [1, 2]": ("pair", (1, 2.0)),
    "colours: [red, green]": ("colours", (Colour.RED, Colour.GREEN)),
    "count: -72": ("count", -72),
    "ratio: 3": ("ratio", 3.0),
    "ratio: 0.25": ("ratio", 0.25),
    "wide: yes": ("wide", True),
    "wide: false": ("wide", False),
    "day: 2026-11-23": ("day", date(2026, 11, 23)),
    'day: "2026-11-23"': ("day", date(2026, 11, 23)),
    "day:": ("day", None),
    "month: 2026-11": ("month", date(2026, 11, 1)),
    "length: 3mm": ("length", 3 * MM),
    "length: 12pt": ("length", 12.0),
    "length: 12.5pt": ("length", 12.5),
    "width: green": ("width", Colour.GREEN),
    "width: 2pt": ("width", 2.0),
    "either: 84": ("either", 84),
    "either: Art. 84": ("either", "Art. 84"),
    "even: 4": ("even", 4),
    'people: {a: {phone: "110"}}': ("people", {"a": Person("110")}),
    "files: {0: a, 400: b}": ("files", {0: "a", 400: "b"}),
    "look: {size: 1mm, wide: on}": ("look", {"size": MM, "wide": True}),
    "\ufeffcount: 1": ("count", 1),
    "count: 1\r\nwide: yes\r\n": ("wide", True),
}


@pytest.mark.parametrize("text", GOOD)
def test_values_are_what_the_hints_say(text: str) -> None:
    value, report = parsed(text)
    name, wanted = GOOD[text]
    assert not report
    assert getattr(value, name) == wanted
    assert type(getattr(value, name)) is type(wanted)


BAD: dict[str, tuple[str, str, str]] = {
    "langauges: [en]": (
        "1:1",
        "unknown key `langauges`",
        "did you mean `languages`?",
    ),
    "look:\n  Size: 1\n  hue: 1": ("2:3", "unknown key `look.Size`", "did you mean `size`?"),
    "people:\n  a:\n    zzzz: 1\n    phone: x": (
        "3:5",
        "unknown key `people.a.zzzz`",
        "choose from: born, phone",
    ),
    "version: 1.0": (
        "1:10",
        "`version` must be text, not a number with a decimal point",
        'write it in quotes: "1.0"',
    ),
    "version: 2026-11-23": (
        "1:10",
        "`version` must be text, not a date",
        'write it in quotes: "2026-11-23"',
    ),
    "version:": (
        "1:9",
        "`version` must be text, not nothing",
        "write a value after the colon; text that begins with # goes in quotes",
    ),
    "version: ~": ("1:10", "`version` must be text, not nothing", 'write it in quotes: "~"'),
    "version: [a]": (
        "1:10",
        "`version` must be text, not a list",
        "write a single value, without brackets or dashes",
    ),
    "version:\n  a: b": (
        "2:3",
        "`version` must be text, not a group of keys",
        "write a single value after the colon, on the same line",
    ),
    "languages: [en, no]": (
        "1:17",
        "entry 2 of `languages` must be text, not yes or no",
        'write it in quotes: "no"',
    ),
    "languages: en": (
        "1:12",
        "`languages` must be a list, not text",
        "put it in brackets: [en]",
    ),
    "languages: {a: b}": (
        "1:12",
        "`languages` must be a list, not a group of keys",
        "begin each entry with a dash and a space",
    ),
    "pair: [1]": ("1:7", "`pair` must be a list of 2, not of 1", ""),
    "colours: [red, gren]": (
        "1:16",
        "entry 2 of `colours` must be one of red, green, not `gren`",
        "did you mean `green`?",
    ),
    "count: 010": (
        "1:8",
        "`count` must be a whole number, and `010` is no plain one",
        "write it without zeros in front: 10",
    ),
    "count: 1:30": (
        "1:8",
        "`count` must be a whole number, and `1:30` is no plain one",
        "write digits alone, such as 72",
    ),
    "count: 0x1F": (
        "1:8",
        "`count` must be a whole number, and `0x1F` is no plain one",
        "write digits alone, such as 72",
    ),
    'count: "3"': (
        "1:8",
        "`count` must be a whole number, not text",
        "write it without quotes: 3",
    ),
    "count: 1.5": (
        "1:8",
        "`count` must be a whole number, not a number with a decimal point",
        "write a whole number, without a decimal point, such as 72",
    ),
    'count: "1,000"': ("1:8", "`count` must be a whole number, not text", "write 1000"),
    "count: ５０": ("1:8", "`count` must be a whole number, not text", "write 50"),
    "count: 157g": (
        "1:8",
        "`count` must be a whole number, not text",
        "write 157, without the unit",
    ),
    "count: 157 gsm": (
        "1:8",
        "`count` must be a whole number, not text",
        "write 157, without the unit",
    ),
    "count: yes": (
        "1:8",
        "`count` must be a whole number, not yes or no",
        "write digits alone, such as 72",
    ),
    "count: 1_000": (
        "1:8",
        "`count` must be a whole number, and `1_000` is no plain one",
        "write 1000",
    ),
    "people: {a: {phone: x, 000}}": (
        "1:24",
        "unknown key `people.a.000`",
        "write numbers without commas: 1000",
    ),
    "look：{colour: red}": ("1:1", "unknown key `look：{colour`", FULL_WIDTH),
    "people:\n  b：{phone: x}": (
        "2:13",
        "`people.b：{phone` must be a group of keys, not text",
        FULL_WIDTH,
    ),
    "count: 1\nwide：no\ntitle: x": (
        "3:1",
        "this is not YAML: while scanning a simple key could not find expected ':'",
        FULL_WIDTH,
    ),
    "ratio: .nan": (
        "1:8",
        "`ratio` must be a number, and `.nan` is no plain one",
        "write digits alone, such as 72",
    ),
    'wide: "yes"': ("1:7", "`wide` must be yes or no, not text", "write yes or no, without quotes"),
    "day: 2026-02-30": (
        "1:6",
        "`day` must be a date, and `2026-02-30` is none",
        "the calendar has no such day",
    ),
    "day: 23/11/2026": (
        "1:6",
        "`day` must be a date, and `23/11/2026` is none",
        "write year-month-day, such as 2026-11-23",
    ),
    "day: 2026": ("1:6", "`day` must be a date such as 2026-11-23, not a number", ""),
    "month: 2026-13": (
        "1:8",
        "`month`: `2026-13` is not a month",
        "write year-month, such as 2026-11",
    ),
    "month: 2026-11-23": (
        "1:8",
        "`month` must be a month such as 2026-11, not a date",
        "write year and month alone, such as 2026-11",
    ),
    "length: 3cm": (
        "1:9",
        "`length`: '3cm' is not a length",
        "write a number with mm or pt, such as 3mm",
    ),
    f"length: {'9' * 400}mm": (
        "1:9",
        "`length`: this is longer than 14400 pt",
        "write a length that fits a sheet",
    ),
    "length: ٣mm": (
        "1:9",
        "`length`: `٣mm` is not a length",
        "write it with the digits 0 to 9",
    ),
    f"count: {'9' * 5000}": (
        "1:8",
        f"`count` is too large: `{'9' * 60}…`",
        "write a number that can be meant",
    ),
    'version: "\\0"': (
        "1:10",
        "`version` holds the character U+0000, which has no sign",
        "take the backslash code for it out",
    ),
    "length: [1]": (
        "1:9",
        "`length` must be a length such as 3mm or 12pt, not a list",
        "write a single value, without brackets or dashes",
    ),
    "width: rde": (
        "1:8",
        "`width` must be a length such as 3mm or 12pt or one of red, green, not `rde`",
        "did you mean `red`?",
    ),
    'title: " "': ("1:8", "`title`: the text is empty", "write the text in the source language"),
    "either: 0110": (
        "1:9",
        "`either` must be a whole number, and `0110` is no plain one",
        "write it without zeros in front: 110",
    ),
    "even: 3": ("1:7", "`even`: 3 is odd", "double it"),
    "people:\n  a:\n    phone: 0110": (
        "3:12",
        "`people.a.phone` must be text, not a number",
        'write it in quotes: "0110"',
    ),
    "people: {a: {born: 2026-11-23}}": (
        "1:13",
        "`people.a.phone` is missing",
        "add `phone:` with text",
    ),
    "people: {no: {phone: x}}": (
        "1:10",
        "`people.no` must be text, not yes or no",
        'write it in quotes: "no"',
    ),
    "people: [a]": (
        "1:9",
        "`people` must be a group of keys, not a list",
        "write `key: value` in each line, without dashes",
    ),
    "people: x": (
        "1:9",
        "`people` must be a group of keys, not text",
        "write its keys below it, one a line, each indented by two spaces",
    ),
    "files: {regular: a}": (
        "1:9",
        "`files.regular` must be a whole number, not text",
        "write digits alone, such as 72",
    ),
    "look: {colour: blue}": (
        "1:16",
        "`look.colour` must be one of red, green, not `blue`",
        "choose from: green, red",
    ),
    "count: 1\nwide: no\ncount: 2": (
        "3:1",
        "the key `count` is given twice, first in line 1",
        "keep one of the two",
    ),
    "version: &a x": (
        "1:10",
        "`&a` is an anchor, and settings have none",
        "write the value out in full; put text that begins with & in quotes",
    ),
    "version: *a": (
        "1:10",
        "`*a` is an alias, and settings have none",
        "write the value out in full; put text that begins with * in quotes",
    ),
    "languages: !!python/object/apply:os.system [en]": (
        "1:12",
        "the tag `!!python/object/apply:os.system` is not allowed",
        "write the value without it; put text that begins with ! in quotes",
    ),
    "wide: !!bool foo": (
        "1:7",
        "the tag `!!bool` is not allowed",
        "write the value without it; put text that begins with ! in quotes",
    ),
    "? [a]\n: 1": (
        "1:3",
        "a key must be a word, not a list or a group",
        "write a word before the colon; put text with { or [ in quotes",
    ),
    "count: 1\n---\ncount: 2": (
        "2:1",
        "a second document begins here",
        "take out the line --- or what follows it",
    ),
    "- a": (
        "1:1",
        "the file must be a group of keys, not a list",
        "write `key: value` in each line, without dashes",
    ),
    "": ("1:1", "the file is empty", "write the settings into it"),
    "# only a note\n": ("1:1", "the file is empty", "write the settings into it"),
    "count: \x07": (
        "1:8",
        "the character U+0007 cannot stand in a settings file",
        "delete it; it may be invisible",
    ),
}


@pytest.mark.parametrize("text", BAD)
def test_faults_have_place_and_remedy(text: str) -> None:
    place, message, hint = BAD[text]
    assert faults(text)[0] == (f"f.yaml:{place}", message, hint)


SYNTAX = {
    "people:\n\ta: 1": ("2:1", "indent with spaces, not with tabs"),
    'version: "a': ("1:12", "a quotation mark is not closed"),
    'version: "\\ud800"': ("1:13", "write \\\\ for a backslash, or use single quotes"),
    "version: a: b": (
        "1:11",
        "put text that holds a colon and a space in quotes, and check the indent",
    ),
    "languages: [a\ncount: 1": (
        "2:6",
        "check that every [ has its ] and every { its }, with commas between",
    ),
    "look:\n  size: 1\n wide: no": ("3:2", "indent keys of one group by the same number of spaces"),
    "version: @a": ("1:10", "put text that begins with this character in quotes"),
}


@pytest.mark.parametrize("text", SYNTAX)
def test_text_that_is_no_yaml_is_said_where_it_breaks(text: str) -> None:
    place, hint = SYNTAX[text]
    [(where, message, said)] = faults(text)
    assert (where, said) == (f"f.yaml:{place}", hint)
    assert message.startswith("this is not YAML: ")


def test_all_faults_of_a_file_are_gathered() -> None:
    text = "version: 1.0\nlangauges: []\nlanguages: [no, 12, en]\nlook: {size: big, wide: 3}\n"
    assert [where for where, _, _ in faults(text)] == [
        "f.yaml:1:10",
        "f.yaml:2:1",
        "f.yaml:3:13",
        "f.yaml:3:17",
        "f.yaml:4:14",
        "f.yaml:4:25",
    ]


def test_missing_keys_are_named_together() -> None:
    assert faults("person: {}", Strict) == [
        ("f.yaml:1:9", "`person.phone` is missing", "add `phone:` with text"),
        ("f.yaml:1:1", "`name` is missing", "add `name:` with text"),
    ]


def test_key_given_from_outside_may_not_stand_in_the_file() -> None:
    report: list[Diagnostic] = []
    origin = Origin("f", {"name": "outside"})
    loaded = parse(b"person: {phone: x}", Strict, report, origin)
    assert loaded is not None
    assert loaded.value == Strict("outside", Person("x"))
    assert parse(b"name: y\nperson: {phone: x}", Strict, report, origin) is None
    assert [d.message for d in report] == ["unknown key `name`"]


def test_depth_is_limited() -> None:
    deepest = "[" * MAX_DEPTH + "]" * MAX_DEPTH
    assert "too deep" not in str(faults(f"languages: {deepest[1:-1]}"))
    assert faults("[" * 100_000)[0][1] == "groups and lists stand too deep in one another"


def test_encoding_other_than_utf8_is_a_fault() -> None:
    [(where, message, hint)] = faults("count: 1\nversion: é".encode("latin-1"))
    assert (where, message) == ("f.yaml:2", "the text is not UTF-8")
    assert hint == "save the file with the encoding UTF-8"
    assert faults("version: é".encode("utf-16"))[0][1] == "the text is not UTF-8"


@pytest.mark.parametrize("loader", ["compiled", "pure"])
def test_places_are_the_same_without_the_compiled_parser(
    loader: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if loader == "pure":
        monkeypatch.delattr(yaml, "CSafeLoader", raising=False)
    for text, (place, message, hint) in BAD.items():
        assert faults(text)[0] == (f"f.yaml:{place}", message, hint)


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    big = tmp_path / "big.yaml"
    big.write_bytes(b"#" * (MAX_BYTES + 1))
    wanted = {
        tmp_path / "none.yaml": "there is no such file",
        tmp_path: "this is a folder, not a file",
        big: "the file is too big",
        tmp_path / "a\0b": "the file cannot be read: embedded null byte",
    }
    for path, message in wanted.items():
        report: list[Diagnostic] = []
        assert load(path, Everything, report, "shown.yaml") is None
        assert [(str(d.location), d.message) for d in report] == [("shown.yaml", message)]


def test_file_as_big_as_allowed_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(b"count: 1\n".ljust(MAX_BYTES, b"#"))
    report: list[Diagnostic] = []
    assert load(path, Everything, report) == Everything(count=1)
    assert not report


def test_path_names_the_file_unless_told_otherwise(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("count: x\n", encoding="utf-8")
    report: list[Diagnostic] = []
    load(path, Everything, report)
    assert str(report[0].location) == f"{path}:1:8"


def test_place_of_a_value_is_found_again(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("languages:\n  - en\n  - fr\npeople:\n  a: {phone: x}\n", encoding="utf-8")
    loaded = read(path, Everything, [], Origin("f"))
    assert loaded is not None
    assert str(loaded.location("languages", 1)) == "f:3:5"
    assert str(loaded.location("people", "a", "phone")) == "f:5:14"
    assert str(loaded.location("people", "a", "born")) == "f:5:6"
    assert (
        str(loaded.fault(("languages", 1), " is odd"))
        == "error: f:3:5: entry 2 of `languages` is odd"
    )


def test_texts_for_the_catalogs_are_marked() -> None:
    loaded = parse(b"count: 1\ntitle: Hello\n", Everything, [], Origin("f"))
    assert loaded is not None
    marks = [(m.path, m.line, m.source) for m in loaded.marks if m.kind is MSGID]
    assert marks == [(("title",), 2, "Hello")]


def test_type_that_is_not_known_is_a_broken_promise() -> None:
    @dataclass(frozen=True, slots=True)
    class Odd:
        value: bytes

    with pytest.raises(TypeError, match="bytes"):
        parse(b"value: x", Odd, [], Origin("f"))


KEYS = [*Everything.__dataclass_fields__, "size", "colour", "phone", "born", "a"]
LEAVES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.dates(),
    st.sampled_from(["en", "no", "3mm", "red", "0110", "2026-11", "<<", "=", "!x", "*a", "&a"]),
    st.text(),
)
TREES = st.recursive(
    LEAVES,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(KEYS) | st.text(max_size=5), inner, max_size=6)
    ),
    max_leaves=20,
)
SIGNS = st.text(alphabet=string.printable + "\ud7ff\x00é中\u2028\x85\ufeff", max_size=60)
PIECES = st.lists(
    st.sampled_from([*"[]{}:-?,&*!|>%@`'\"#\n\t ", *KEYS, ": ", "- ", "\n  ", "!!int ", "1", "..."])
)


@given(st.one_of(SIGNS, PIECES.map("".join), st.text()))
def test_no_text_makes_loading_raise(text: str) -> None:
    parsed(text.encode("utf-8", "surrogatepass"))


@given(st.binary(max_size=80))
def test_no_bytes_make_loading_raise(raw: bytes) -> None:
    parsed(raw)


@given(TREES)
def test_no_structure_makes_loading_raise(tree: object) -> None:
    parsed(yaml.safe_dump(tree, allow_unicode=True, sort_keys=False))


@given(st.dictionaries(st.sampled_from(list(Everything.__dataclass_fields__)), TREES))
def test_no_values_of_known_keys_make_loading_raise(tree: dict[str, object]) -> None:
    value, _ = parsed(yaml.safe_dump(tree, sort_keys=False))
    if value is not None:
        assert isinstance(value, Everything)
