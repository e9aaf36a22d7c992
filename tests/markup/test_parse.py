"""From rendered markup to nodes, and what is said about markup that means nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leaflets.diagnostics import Diagnostic, Location
from leaflets.document.nodes import (
    Block,
    Box,
    Code,
    Document,
    Element,
    Image,
    Message,
    Panel,
    Span,
    Text,
)
from leaflets.markup.marks import Source, mark
from leaflets.markup.parse import parse

PAGE = '<leaflet><title>T</title><panel frame="f">\n{}</panel></leaflet>'


def document(xml: str, source: Source | None = None) -> Document:
    report: list[Diagnostic] = []
    found = parse(xml, source or Source("page"), report)
    assert found is not None, report
    return found


def block(xml: str, source: Source | None = None) -> Block:
    (found,) = document(PAGE.replace("{}", xml), source).panels[0].box.children
    return found


def faults(xml: str) -> list[str]:
    report: list[Diagnostic] = []
    assert parse(xml, Source("page"), report) is None
    return [str(one) for one in report]


def test_a_whole_document() -> None:
    xml = """\
<leaflet>
  <title> A
    title </title>
  <panel frame="front" class="dark wide" lang="zh-Hans">
    <section class="a b"><h1>Head</h1><img icon="phone"/></section>
    <table><tr><th scope="col">h</th><th>r</th><td><p>d</p></td></tr></table>
  </panel>
  <panel frame="back"/>
</leaflet>"""

    def element(name: str, line: int, *classes: str) -> Element:
        return Element(name, classes, Location("page", line))

    section = Box(
        element("section", 5, "a", "b"),
        (Text(element("h1", 5), (Span("Head"),)), Image(element("img", 5), "phone")),
    )
    row = Box(
        element("tr", 6),
        (
            Text(element("th", 6), (Span("h"),), scope="col"),
            Text(element("th", 6), (Span("r"),), scope="row"),
            Box(element("td", 6), (Text(element("p", 6), (Span("d"),)),)),
        ),
    )
    table = Box(element("table", 6), (row,))
    assert document(xml) == Document(
        "A title",
        (
            Panel("front", Box(element("panel", 4, "dark", "wide"), (section, table)), "zh-Hans"),
            Panel("back", Box(element("panel", 8), ())),
        ),
    )


SPANS = {
    "<p> a \n b\t</p>": (Span("a b"),),
    "<p>a <strong> b </strong> c</p>": (Span("a "), Span("b ", strong=True), Span("c")),
    "<p>a<br/> b <br /><em> c</em></p>": (Span("a\nb\n"), Span("c", em=True)),
    "<p>a <br/></p>": (Span("a"),),
    "<p> <em> </em> a</p>": (Span("a"),),
    "<p>a\u00a0\u202f b</p>": (Span("a\u00a0\u202f b"),),
    "<p>a&#10;b</p>": (Span("a b"),),
    "<p></p>": (),
    "<p>中\n<em>文</em>\nA\nB</p>": (Span("中"), Span("文", em=True), Span(" A B")),
    "<p>中 文</p>": (Span("中 文"),),
    "<p>。\n\u2068中\u2069\n中</p>": (Span("。\u2068中\u2069中"),),
    "<p><br/> a<br/> <br/>b</p>": (Span("\na\n\nb"),),
    '<p>a<span lang="fr">b<strong>c</strong></span></p>': (
        Span("a"),
        Span("b", tag="fr"),
        Span("c", tag="fr", strong=True),
    ),
    '<p><a href="tel:\u2068110\u2069">\u2068110\u2069</a></p>': (
        Span("\u2068110\u2069", link="tel:110"),
    ),
    "<div>a<em>b</em></div>": (Span("a"), Span("b", em=True)),
    "<number>110</number>": (Span("110"),),
}


@pytest.mark.parametrize("xml", SPANS)
def test_white_space_and_styles(xml: str) -> None:
    found = block(xml)
    assert isinstance(found, Text)
    assert found.spans == SPANS[xml]


def test_an_element_of_blocks_or_of_nothing_is_a_box() -> None:
    assert isinstance(block("<div><p>a</p></div>"), Box)
    assert block("<div/>") == Box(Element("div", (), Location("page", 2)), ())


def test_a_slot_is_a_text_with_the_name_of_a_value() -> None:
    found = block('<slot name="phone" class="a">110</slot>')
    element = Element("slot", ("a",), Location("page", 2))
    assert found == Text(element, (Span("110"),), slot="phone")
    assert block('<slot name="phone"/>') == Text(
        Element("slot", (), Location("page", 2)), (), slot="phone"
    )


def test_a_code_without_content_is_left_out() -> None:
    found = block('<div><qr content="" alt=""/><qr content=" u " alt="a"/></div>')
    code = Code(Element("qr", (), Location("page", 2)), "u", "a")
    assert found == Box(Element("div", (), Location("page", 2)), (code,))


def test_messages_and_origins_are_taken_out_of_the_text() -> None:
    one, two = Message("a", Location("po", 1)), Message("b", Location("po", 2))
    xml = f'<p _at="part.j2:7">{mark(1)}x<em>{mark(0)}y</em>{mark(1)}z{mark(9)}</p>'
    found = block(xml, Source("page", (one, two)))
    assert found == Text(
        Element("p", (), Location("part.j2", 7)),
        (Span("x"), Span("y", em=True), Span("z")),
        (two, one),
    )


FAULTS = {
    "<pp>x</pp>": ("there is no element `pp`", "did you mean `p`?"),
    '<p clas="a">x</p>': ("`p` has no attribute `clas`", "did you mean `class`?"),
    '<p style="x">x</p>': ("`p` has no attribute `style`", "there is: class"),
    "<div>x<p>y</p></div>": (
        "words stand beside blocks in `div`: “x”",
        "put the words into `p`",
    ),
    "<div><p>y</p><em>z</em></div>": (
        "words stand beside blocks in `div`: “em”",
        "put the words into `p`",
    ),
    "x": ("words stand in `panel`: “x”", "put it into `p`"),
    "<ul>x</ul>": ("words stand in `ul`: “x”", "put it into an element of its own"),
    "<ul><p>x</p></ul>": ("`p` cannot stand in `ul`", "`ul` holds li"),
    "<li>x</li>": ("`li` cannot stand in `panel`", "it stands in ul or ol"),
    "<p><div/></p>": ("`div` cannot stand in `p`", "`p` holds words; close it first, or use `div`"),
    "<p><em><p/></em></p>": (
        "`p` cannot stand in `em`",
        "`em` holds words; close it first, or use `div`",
    ),
    "<div><panel frame='x'/></div>": ("`panel` cannot stand in `div`", "it stands in leaflet"),
    '<img alt="x"/>': ("`img` needs either `icon` or `src`", "write one of the two"),
    '<img icon="x" src="x.png"/>': (
        "`img` needs either `icon` or `src`",
        "write one of the two",
    ),
    '<img icon="../x"/>': (
        "`icon` of `img` cannot be “../x”",
        "write the name of an icon of the theme",
    ),
    '<img icon="x">y</img>': ("`img` holds something", "write `<img ... />`"),
    '<p><a href="http://x">y</a></p>': (
        "`href` of `a` cannot be “http://x”",
        "a link starts with https:, tel: or mailto:",
    ),
    '<p><span lang="x y">y</span></p>': (
        "`lang` of `span` cannot be “x y”",
        "write a BCP 47 tag such as `zh-Hans`",
    ),
    '<table><tr><th scope="x">y</th></tr></table>': (
        "`scope` of `th` cannot be “x”",
        "write `row` or `col`",
    ),
    "<p>a & b</p>": (
        "the markup is not well formed: not well-formed (invalid token) in `p`",
        "write a bare `&` as `&amp;` and a bare `<` as `&lt;`; "
        "an attribute holds text, no elements",
    ),
    "<p><em>a</p>": (
        "the markup is not well formed: mismatched tag in `em`",
        "close each element that is opened, the inner one first",
    ),
    "<p>&nbsp;</p>": (
        "the markup is not well formed: undefined entity in `p`",
        "write the character itself; XML knows &amp; &lt; &gt; &quot; &apos; only",
    ),
    "<p class='a' class='b'/>": (
        "the markup is not well formed: duplicate attribute in `panel`",
        "give each attribute once",
    ),
    "<div>" * 70 + "</div>" * 70: (
        "elements stand more than 64 deep in each other",
        "take it out",
    ),
}


@pytest.mark.parametrize("xml", FAULTS)
def test_each_fault_has_its_line_and_remedy(xml: str) -> None:
    message, hint = FAULTS[xml]
    place = "page:1" if xml == "x" else "page:2"
    assert faults(PAGE.replace("{}", xml)) == [f"error: {place}: {message}\nhint: {hint}"]


def test_faults_are_gathered() -> None:
    found = faults("<leaflet>\n<panel/>\n<panle/>\n</leaflet>")
    assert [line.split("\n")[0] for line in found] == [
        "error: page:1: the leaflet has 0 of `title`",
        "error: page:2: `panel` lacks the attribute `frame`",
        "error: page:3: there is no element `panle`",
    ]


def test_the_root_and_document_types() -> None:
    assert faults("<html/>") == ["error: page:1: the root is `html`\nhint: the root is `leaflet`"]
    assert "no element found" in faults("")[0]
    bomb = '<!DOCTYPE a [<!ENTITY b "c"><!ENTITY d "&b;&b;">]><leaflet>&d;</leaflet>'
    assert faults(bomb) == ["error: page:1: the markup declares a document type\nhint: take it out"]


def test_a_fault_of_form_is_placed_at_the_nearest_origin() -> None:
    xml = '<leaflet _at="page:3"><title _at="a &amp; b.j2:5">x & y</title></leaflet>'
    assert faults(xml)[0].startswith("error: a & b.j2:5: the markup is not well formed")


@given(st.text())
def test_no_text_crashes_the_parser(text: str) -> None:
    report: list[Diagnostic] = []
    for xml in (text, PAGE.replace("{}", text), PAGE.replace("{}", f"<p>{text}</p>")):
        if parse(xml, Source("page"), report) is None:
            assert report


def test_a_panel_that_comes_again_is_the_very_same_object() -> None:
    """By that the layout knows it; a panel with another word, place or message is another one."""
    word, other = Message("one", Location("a.po", 1)), Message("one", Location("a.po", 2))

    def panels(xml: str, *messages: Message) -> tuple[Panel, ...]:
        report: list[Diagnostic] = []
        document = parse(xml, Source("page", messages), report)
        assert document is not None, report
        return document.panels

    markup = (
        '<leaflet><title>t</title><panel frame="a"><p>\ufdd00\ufdd1one</p></panel>'
        '<panel frame="b"><img icon="x" alt="\ufdd00\ufdd1one"/></panel></leaflet>'
    )
    first, second = panels(markup, word)
    again = panels(markup.replace(">t<", ">other<"), word)
    assert again[0] is first
    assert again[1] is second
    moved = panels(markup, other)
    assert [panel.box.children[0].messages for panel in moved] == [(other,), (other,)]  # type: ignore[union-attr]
    (changed, same) = panels(markup.replace("one</p>", "two</p>"), word)
    assert changed.box.children[0].plain == "two"  # type: ignore[union-attr]
    assert same is second
