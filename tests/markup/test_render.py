"""Templates that go wrong, and what a template may and may not do."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from leaflets.catalogs.load import load_catalog
from leaflets.document.nodes import Box, Code, Span, Text
from leaflets.markup.fragment import INLINE, FragmentError, parse_fragment
from leaflets.markup.render import render

if TYPE_CHECKING:
    from conftest import Press

FSI, PDI = "\u2068", "\u2069"


@dataclass(frozen=True, slots=True)
class Issuer:
    name: str
    phone: str


@pytest.fixture
def english(press: Press) -> Press:
    press.locale = "en"
    return press


FAULTS = {
    "{{ nmae }}": (
        "'nmae' is undefined",
        "the template may use: issuer, language, nil, rows, text",
    ),
    "{{ issuer.phne }}": ("has no attribute 'phne'", "did you mean `phone`?"),
    "{% if issuer.nothing %}x{% endif %}": ("has no attribute 'nothing'", "the template may use"),
    "{{ 1 / 0 }}": ("division by zero", "guard the division with `{% if %}`"),
    "{{ nil }}": ("nothing cannot be printed", "check the value"),
    "{{ none }}": ("nothing cannot be printed", "check the value"),
    "{{ rows }}": ("a list cannot be printed", "check the value"),
    "{{ true }}": ("a bool cannot be printed", "check the value"),
    "{{ text | number }}": ("a number is wanted, not 'abc'", "check the value"),
    "{{ text | month }}": ("`month` takes a date, not 'abc'", "check the value"),
    "{{ text | safe }}": ("No filter named 'safe'.", "there is: abs"),
    "{{ text | titel }}": ("No filter named 'titel'.", "did you mean `title`?"),
    "{{ text.__class__ }}": ("access to attribute '__class__' of 'str' object is unsafe.", "a tem"),
    "{{ text.ljust(9999999) }}": ("access to attribute 'ljust' of 'str' object is unsafe.", "a te"),
    "{{ '{:>999999999}'.format(1) }}": ("access to attribute 'format' of 'str'", "a template"),
    "{{ [1] | batch(999999999) | list }}": ("No filter named 'batch'.", ""),
    "{{ rows.append(1) }}": ("access to attribute 'append' of 'list' object is unsafe.", "a temp"),
    "{{ 'a' * 1000000000 }}": ("`*` is for small numbers; `~` joins texts", "a template may only"),
    "{{ 9 ** 99999999 }}": ("`**` is for small numbers; `~` joins texts", "a template may only"),
    "{{ '%999999999d' % 1 }}": ("`%` is for small numbers; `~` joins texts", "a template may only"),
    "{% for i in range(99999999) %}{% endfor %}": (
        "the template takes more than 100,000 steps",
        "",
    ),
    "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}": (
        "maximum recursion depth exceeded",
        "a par",
    ),
    "{% include 'page.xml.j2' %}": ("maximum recursion depth exceeded", "a part includes itself"),
    "{% include '../../secret.xml.j2' %}": ("there is no template `../../secret.xml.j2`", ""),
    "{% include 'fotter.xml.j2' %}": (
        "there is no template `fotter.xml.j2`",
        "did you mean `footer.xml.j2`?",
    ),
    "{% if %}": ("Expected an expression, got 'end of statement block'", "mend the template there"),
    "{{ lipsum() }}": ("'lipsum' is undefined", ""),
}


@pytest.mark.parametrize("inline", FAULTS)
def test_whatever_a_template_does_is_a_diagnostic_at_its_line(english: Press, inline: str) -> None:
    english.parts["footer.xml.j2"] = "<p>x</p>"
    english.write("secret.xml.j2", "secret")
    values = {"issuer": Issuer("a", "b"), "rows": [1], "nil": None, "text": "abc"}
    fault = english.fault(f"<div>\n{inline}</div>", "", **values)
    message, hint = FAULTS[inline]
    first, second = fault.split("\nhint: ")
    assert first.startswith("error: law/page.xml.j2:3: ")
    assert message in first
    assert second.startswith(hint)
    assert second


def test_a_text_that_doubles_itself_is_stopped(english: Press) -> None:
    double = "{% set x = 'abcdefgh' %}" + "{% set x = x ~ x %}" * 40
    assert "prints more than 2,000,000 characters" in english.fault(f"<p>{double}{{{{ x }}}}</p>")
    block = "{% set x %}abcdefgh{% endset %}" + "{% set x %}{{ x }}{{ x }}{% endset %}" * 40
    assert "prints more than 2,000,000 characters" in english.fault(f"<p>{block}{{{{ x }}}}</p>")


def test_a_fault_in_a_part_is_placed_there(english: Press) -> None:
    english.parts["part.xml.j2"] = "{% macro m() %}\n{{ nobody }}{% endmacro %}"
    blocks = '{% import "_parts/part.xml.j2" as part %}{{ part.m() }}'
    assert english.fault(blocks).startswith("error: _parts/part.xml.j2:2: 'nobody' is undefined")
    english.parts["part.xml.j2"] = "\n\n{% endif %}"
    assert english.fault(blocks).startswith("error: _parts/part.xml.j2:3: ")


def test_a_part_is_found_with_and_without_its_folder(english: Press) -> None:
    english.parts["part.xml.j2"] = "\n<p>part</p>"
    document = english.blocks('{% include "part.xml.j2" %}{% include "_parts/part.xml.j2" %}')
    assert document is not None
    blocks = document.panels[0].box.children
    assert [b.element.location.line for b in blocks] == [2, 2]
    assert {b.element.location.path for b in blocks} == {
        str(english.root / "templates/_parts/part.xml.j2")
    }


def test_a_link_out_of_the_folders_is_not_followed(english: Press) -> None:
    english.write("secret.xml.j2", "secret")
    english.write("templates/law/x", "")
    (english.root / "templates/law/out.xml.j2").symlink_to(english.root / "secret.xml.j2")
    assert "there is no template `out.xml.j2`" in english.fault('{% include "out.xml.j2" %}')


def test_a_template_that_is_not_there(english: Press) -> None:
    english.blocks("<p>x</p>")
    (english.root / "templates/law/page.xml.j2").unlink()
    catalog = load_catalog(english.root / "locales", "en", [])
    assert catalog is not None
    report: list[object] = []
    folder = english.root / "templates" / "law"
    assert render(folder, "page.xml.j2", catalog, {}, report) is None  # type: ignore[arg-type]
    assert "there is no template `page.xml.j2`" in str(report[0])


def test_values_are_text_wherever_they_stand(english: Press) -> None:
    value = '"><script>&\0\ufdd07\ufdd1'
    document = english.blocks(
        '<section class="{{ v }}"><p>{{ v }}</p><qr content="{{ v }}" alt="{{ v }}"/></section>',
        v=value,
    )
    assert document is not None, english.report
    (section,) = document.panels[0].box.children
    assert isinstance(section, Box)
    text, code = section.children
    assert isinstance(text, Text)
    assert isinstance(code, Code)
    assert text.plain == f'{FSI}"><script>&7{PDI}'
    assert text.messages == ()
    assert code.content == '"><script>&7'


def test_numbers_dates_and_language_are_at_hand(press: Press) -> None:
    day = datetime.date(2026, 11, 1)
    inline = "{{ 3000 | number }} {{ d | month }} {{ language.tag }} {{ 3000 | statutory }}"
    shown = {
        "fr": ["3\u202f000", "novembre 2026", "fr", "3\u202f000"],
        "zh_Hans_CN": ["3,000", "2026年11月", "zh-Hans-CN", "三千"],
        "ar": ["3000", "نوفمبر 2026", "ar", "3000"],
    }
    for press.locale, texts in shown.items():
        expected = " ".join(f"{FSI}{text}{PDI}" for text in texts)
        assert press.text(inline, d=day).plain == expected


@pytest.mark.parametrize(
    ("locale", "first", "second", "together"),
    [
        ("fr", "Un.", "Deux.", "Un. Deux."),
        ("zh_Hans_CN", "一。", "二。", "一。二。"),
        ("zh_Hans_CN", "一 A", "B 二", "一 A B 二"),
        ("ko_KR", "하나", "둘", "하나 둘"),
    ],
)
@pytest.mark.parametrize("gap", ["\n", " ", "\n{% if true %}\n{% endif %}"])
def test_messages_beside_each_other_keep_their_distance(
    press: Press, locale: str, first: str, second: str, together: str, gap: str
) -> None:
    press.locale = locale
    po = f'msgid "one"\nmsgstr "{first}"\n\nmsgid "two"\nmsgstr "{second}"\n'
    inline = gap.join(f"{{% trans %}}{word}{{% endtrans %}}" for word in ("one", "two"))
    assert press.text(inline, po).plain == together


def test_a_space_that_a_translator_types_stays(press: Press) -> None:
    press.locale = "zh_Hans_CN"
    po = 'msgid "names"\nmsgstr "甲 乙"\n'
    assert press.text("{% trans %}names{% endtrans %}", po).plain == "甲 乙"


def test_an_empty_value_leaves_nothing_behind(english: Press) -> None:
    assert english.text("{{ v }}", v="").spans == ()


def test_the_same_input_gives_the_same_document(english: Press) -> None:
    assert english.blocks("<p>{{ v }}</p>", v="a") == english.blocks("<p>{{ v }}</p>", v="a")


def test_elements_are_placed_at_their_template_lines(english: Press) -> None:
    document = english.blocks(
        "{# a\n comment #}\n{% if true %}\n  <p>a</p>\n{% endif %}\n{%- set x = 1 %}\n"
        "<p>{% trans %}two\nlines{% endtrans %}</p>\n<p\n class='x'>b</p>"
    )
    assert document is not None
    assert [b.element.location.line for b in document.panels[0].box.children] == [5, 8, 10]


signs = st.sampled_from(
    (
        *("<", ">", "&", "{", "}", "{phone}", "strong", "em", "br", "a", "/", " ", '"', "'", "0"),
        *("href=", "%s", "script", "<strong>", "</strong>", "<br/>", '<a href="{phone}">', "</a>"),
        *("]]>", "<![CDATA[", "<!--", "-->", "<!DOCTYPE x [<!ENTITY a 'b'>]>", "&a;", "&#0;"),
        *("&#xFDD0;", "{{ 7*7 }}", "{%", "{0.__class__}", "{phone!r}", "</msgstr>", "\0"),
        *("\ufdd0", "\ufdd1", "\ufffe", "\u202e", "\ud800"),
    )
)
msgstrs = st.lists(signs | st.text(max_size=5), max_size=12).map("".join)


@settings(max_examples=500)
@given(msgstrs)
def test_no_msgstr_can_bring_in_another_element(msgstr: str) -> None:
    try:
        pieces = parse_fragment(msgstr)
    except FragmentError:
        return
    assert {piece.name for piece in pieces} <= {"", *INLINE}
    assert "".join(p.text for p in pieces).isprintable() or "\ufdd0" not in msgstr


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(msgstrs.filter(lambda text: "\r" not in text), st.text(max_size=8))
def test_no_msgstr_or_value_breaks_the_document(press: Press, msgstr: str, value: str) -> None:
    quoted = msgstr.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    if quoted.encode("utf-8", "replace").decode() != quoted:
        return  # no UTF-8 file can hold a surrogate
    press.report = []
    document = press.render(
        '<leaflet><title>T</title><panel frame="f">'
        "<p>{% trans phone=v %}Call {{ phone }}{% endtrans %}</p></panel></leaflet>",
        f'msgid "Call {{phone}}"\nmsgstr "{quoted}"\n',
        {"v": value},
    )
    if document is None:
        assert press.report
        return
    (block,) = document.panels[0].box.children
    assert isinstance(block, Text)
    assert all(isinstance(span, Span) for span in block.spans)
    assert not {"\ufdd0", "\ufdd1", "\ufdd2", "\0"} & set(block.plain)
    assert len(block.messages) == 1
    assert "{phone}" not in msgstr or value.strip() == "" or FSI in block.plain or "<a" in msgstr
