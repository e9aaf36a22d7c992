"""Messages at run time: looked up, checked, filled in, and traced into the document."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from leaflets.catalogs.load import load_catalog
from leaflets.diagnostics import Location
from leaflets.document.nodes import Message, Span
from leaflets.markup.translate import campaign_words

if TYPE_CHECKING:
    from conftest import Press

FSI, PDI = "\u2068", "\u2069"
CALL = "{% trans phone=number %}Call {{ phone }}{% endtrans %}"
DAYS = "{% trans n=number %}One day{% pluralize n %}{{ n }} days{% endtrans %}"


def entry(msgid: str, msgstr: str, before: str = "") -> str:
    quoted = msgstr.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'{before}msgid "{msgid}"\nmsgstr "{quoted}"\n'


def test_a_message_is_found_by_context_and_trimmed_msgid(press: Press) -> None:
    po = entry("Know the law", "Droit") + "\n" + entry("Know the law", "Loi", 'msgctxt "cover"\n')
    assert press.text("{% trans %} Know\n   the law {% endtrans %}", po).plain == "Droit"
    assert press.text('{% trans "cover" %}Know the law{% endtrans %}', po).plain == "Loi"


def test_values_are_escaped_cleaned_and_isolated(press: Press) -> None:
    po = entry("Call {phone}", "Appelez {phone} vite")
    value = "<b>1\ufdd00\ufdd1\u202e&\u2069\0{x}{{ 7 }}"
    text = press.text(CALL, po, number=value).plain
    assert text == f"Appelez {FSI}<b>10&{{x}}{{{{ 7 }}}}{PDI} vite"


def test_inline_elements_of_a_msgstr_become_spans(press: Press) -> None:
    linked = """{% trans phone=number %}<a href='tel:{{ phone }}'>Call</a>{% endtrans %}"""
    msgid = "<a href='tel:{phone}'>Call</a>"
    po = entry(msgid, 'A <strong>b <em>c</em></strong><br/><a href="tel:{phone}">d</a>.')
    assert press.text(linked, po, number="+86 20 1").spans == (
        Span("A "),
        Span("b ", strong=True),
        Span("c", strong=True, em=True),
        Span("\n"),
        Span("d", link="tel:+86201"),
        Span("."),
    )


def test_a_text_knows_every_message_it_is_made_of(press: Press) -> None:
    po = entry("one", "un") + "\n" + entry("two", "deux")
    inline = "{% trans %}one{% endtrans %}, <em>{% trans %}two{% endtrans %}</em>"
    text = press.text(inline, po)
    path = str(press.root / "locales/fr/LC_MESSAGES/law.po")
    assert text.plain == "un, deux"
    assert text.messages == (
        Message("one", Location(path, 1)),
        Message("two", Location(path, 4)),
    )


@pytest.mark.parametrize("number", [0, 1, 2, 3, 10, 11, 99, 100, 3000])
def test_arabic_prints_the_form_of_each_number(press: Press, number: int) -> None:
    press.locale = "ar"
    forms = ["zero", "one", "two", "few {n}", "many {n}", "other {n}"]
    po = 'msgid "One day"\nmsgid_plural "{n} days"\n'
    po += "".join(f'msgstr[{i}] "{form}"\n' for i, form in enumerate(forms))
    wanted = {0: 0, 1: 1, 2: 2, 3: 3, 10: 3, 11: 4, 99: 4, 100: 5, 3000: 5}[number]
    text = press.text(DAYS, po, number=number).plain
    assert text == forms[wanted].replace("{n}", f"{FSI}{number}{PDI}")


def test_a_form_of_several_numbers_needs_the_figure(press: Press) -> None:
    po = 'msgid "One day"\nmsgid_plural "{n} days"\n'
    po += 'msgstr[0] "un jour"\nmsgstr[1] "{n} de jours"\nmsgstr[2] "{n} jours"\n'
    assert press.fault(f"<p>{DAYS}</p>", po, number=1) == (
        "error: law.po:1: msgstr[0] lacks placeholder `{n}`\n"
        "hint: copy `{n}` from the msgid; its position may change"
    )


@pytest.mark.parametrize("number", ["3", 1.5, True, -1, None])
def test_only_a_whole_number_chooses_a_plural(press: Press, number: object) -> None:
    press.locale = "en"
    assert press.fault(f"<p>{DAYS}</p>", number=number).startswith(
        "error: law/page.xml.j2:2: `n` chooses a plural and must be a whole number"
    )


FAULTS = {
    "Appelez": (
        "msgstr lacks placeholder `{phone}`",
        "copy `{phone}` from the msgid; its position may change",
    ),
    "Appelez {phone} {tel}": (
        "msgstr has the unknown placeholder `{tel}`",
        "the msgid has: `{phone}`",
    ),
    "{phone!r} Appelez": (
        "msgstr lacks placeholder `{phone}`",
        "copy `{phone}` from the msgid; its position may change",
    ),
    "{phone} <script>x</script>": (
        "msgstr holds the element `script`",
        "a msgstr may hold strong, em, br and a; `<` is `&lt;`",
    ),
    "{phone} <stong>x</stong>": ("msgstr holds the element `stong`", "did you mean `strong`?"),
    '{phone} <em class="x">x</em>': (
        "msgstr has the attribute `class` on `em`",
        "delete the attribute",
    ),
    '<a href="javascript:x">{phone}</a>': (
        "msgstr links to `javascript:x`",
        "a link starts with https:, tel: or mailto:, or is the msgid's placeholder",
    ),
    '<a href="https://evil.example">{phone}</a>': (
        "msgstr links to “https://evil.example”, and its msgid does not",
        "delete the link",
    ),
    "<a>{phone}</a>": ("msgstr has an `a` without href", "copy the href from the msgid"),
    "{phone} <strong>x": (
        "msgstr is not well formed: mismatched tag",
        "close each element that is opened, the inner one first; write `<` as `&lt;`",
    ),
    "{phone}</msgstr><msgstr>": (
        "msgstr is not well formed: junk after document element",
        "close each element that is opened, the inner one first; write `<` as `&lt;`",
    ),
    "{phone} A & B": ("msgstr holds a bare `&`", "write it as `&amp;`"),
    "{phone} a < b": ("msgstr holds a bare `<`", "write it as `&lt;`"),
    "{phone}&nbsp;!": (
        "msgstr holds `&nbsp;`, which is unknown",
        "write the character itself instead of `&nbsp;`, and a bare `&` as `&amp;`",
    ),
    "{phone} <!-- x -->": ("msgstr holds a comment", "delete it"),
    "{phone} <![CDATA[x]]>": ("msgstr holds a CDATA section", "delete it"),
    "{phone} <?php ?>": ("msgstr holds `<?`", "delete it"),
    "{phone} \0": (
        "msgstr holds the control character U+0000",
        "delete it; it is invisible, so retype the words around it",
    ),
    "{phone} \ufdd00\ufdd1": (
        "msgstr holds the control character U+FDD0",
        "delete it; it is invisible, so retype the words around it",
    ),
    "{phone} &#xFDD0;0&#xFDD1;": (
        "msgstr holds the control character U+FDD0",
        "delete it; it is invisible, so retype the words around it",
    ),
}


@pytest.mark.parametrize("msgstr", FAULTS)
def test_a_msgstr_that_cannot_be_used_is_said_at_its_line(press: Press, msgstr: str) -> None:
    message, hint = FAULTS[msgstr]
    fault = press.fault(f"<p>{CALL}</p>", "\n\n" + entry("Call {phone}", msgstr), number="1")
    assert fault == f"error: law.po:3: {message}\nhint: {hint}"


@pytest.mark.parametrize(
    "msgstr",
    [
        "{phone} {{ 7*7 }}",
        "{phone} {% include 'x' %}",
        "{phone} {0.__class__}",
        "{phone} 100%",
        "{phone} %s %(x)d",
        "{phone} {{{",
        "{phone} {}} {1}",
        "{phone} \\n \\",
    ],
)
def test_signs_that_other_formats_know_are_characters(press: Press, msgstr: str) -> None:
    text = press.text(CALL, entry("Call {phone}", msgstr), number="1").plain
    assert text == msgstr.replace("{phone}", f"{FSI}1{PDI}")


def test_percent_signs_and_braces_of_a_template_stay(press: Press) -> None:
    press.locale = "en"
    inline = "{% trans n=number %}100% of %s {0} { {{ n }} }%}{% endtrans %}"
    assert press.text(inline, number="9").plain == f"100% of %s {{0}} {{ {FSI}9{PDI} }}%}}"


MISSING = {
    "": (
        "law.po: there is no translation of “Know the law” in the context `cover`",
        "update the catalog and translate it; law/page.xml.j2:3 uses it",
    ),
    'msgctxt "cover"\nmsgid "Know the law"\nmsgstr ""\n': (
        "law.po:2: “Know the law” is not translated",
        "write each msgstr; law/page.xml.j2:3 uses it",
    ),
    '#, fuzzy\nmsgctxt "cover"\nmsgid "Know the law"\nmsgstr "Loi"\n': (
        "law.po:3: the translation of “Know the law” is fuzzy",
        "check it against the msgid, then delete the word `fuzzy`; law/page.xml.j2:3 uses it",
    ),
    'msgctxt "cover"\nmsgid "Know the law"\nmsgid_plural "x"\n'
    'msgstr[0] "a"\nmsgstr[1] "b"\nmsgstr[2] "c"\n': (
        "law.po:2: the plural of “Know the law” is not that of the template",
        "update the catalog; law/page.xml.j2:3 uses it",
    ),
}


@pytest.mark.parametrize("po", MISSING)
def test_a_message_without_a_sound_translation_is_refused(press: Press, po: str) -> None:
    message, hint = MISSING[po]
    fault = press.fault('<p>\n{% trans "cover" %}Know the law{% endtrans %}</p>', po)
    assert fault == f"error: {message}\nhint: {hint}"


def test_every_missing_message_is_reported_once(press: Press) -> None:
    one = "<p>{% trans %}one{% endtrans %}</p>"
    assert press.blocks(f"{one}{one}<p>{{% trans %}}two{{% endtrans %}}</p>") is None
    assert [line.splitlines()[0] for line in press.report] == [
        "error: law.po: there is no translation of “one”",
        "error: law.po: there is no translation of “two”",
    ]


@pytest.mark.parametrize("po", ["", 'msgid "Know <em>it</em>"\nmsgstr ""\n'])
def test_the_source_language_may_say_the_msgid(press: Press, po: str) -> None:
    press.locale = "en"
    text = press.text("{% trans %}Know <em>it</em>{% endtrans %}", po)
    assert text.spans == (Span("Know "), Span("it", em=True))
    place = Location(str(press.root / "templates/law/page.xml.j2"), 2)
    assert text.messages == (Message("Know <em>it</em>", place),)


def test_the_source_language_counts_too(press: Press) -> None:
    press.locale = "en"
    assert press.text(DAYS, number=1).plain == "One day"
    assert press.text(DAYS, number=0).plain == f"{FSI}0{PDI} days"
    assert press.text(DAYS, number=12_000).plain == f"{FSI}12,000{PDI} days"


def test_campaign_texts_are_translated_in_their_context(press: Press) -> None:
    po = entry("Health & Safety", "Santé &amp; <em>sécurité</em>", 'msgctxt "campaign"\n')
    text = press.text("{{ name | translated }}", po, name="Health & Safety")
    assert text.plain == "Santé & sécurité"
    assert [message.msgid for message in text.messages] == ["Health & Safety"]


def test_a_campaign_text_of_the_source_language_is_plain_text(press: Press) -> None:
    press.locale = "en"
    text = press.text("{{ name | translated }}", name="<b>Health</b> & {it}")
    assert text.plain == "<b>Health</b> & {it}"
    assert [message.msgid for message in text.messages] == ["<b>Health</b> & {it}"]


def test_an_untranslated_campaign_text_is_refused(press: Press) -> None:
    assert press.fault("<p>{{ name | translated }}</p>", name="Office") == (
        "error: law.po: there is no translation of “Office” in the context `campaign`\n"
        "hint: update the catalog and translate it; law/page.xml.j2 uses it"
    )


def test_a_link_that_a_value_fills_in_must_be_safe(press: Press) -> None:
    press.locale = "en"
    inline = '{% trans url=url %}<a href="{{ url }}">More</a>{% endtrans %}'
    assert press.text(inline, url="https://x.cn/?a=1&b").spans == (
        Span("More", link="https://x.cn/?a=1&b"),
    )
    press.blocks(f"<p>{inline}</p>", url="javascript:alert(1)")
    assert press.report[0] == (
        "error: law/page.xml.j2:2: the value links to “javascript:alert(1)”\n"
        "hint: a link starts with https:, tel:, mailto:"
    )


def test_markup_from_a_macro_stands_in_a_message(press: Press) -> None:
    press.locale = "en"
    macro = '{% macro zh(t) %}<span lang="zh-Hans">{{ t }}</span>{% endmacro %}'
    inline = macro + '{% trans t=zh("法") %}Law {{ t }}{% endtrans %}'
    assert press.text(inline).spans == (
        Span(f"Law {FSI}"),
        Span(f"{FSI}法{PDI}", tag="zh-Hans"),
        Span(PDI),
    )


def test_an_alternative_text_is_translated_without_a_trace(press: Press) -> None:
    po = entry("Phone", "Téléphone")
    document = press.blocks('<img icon="phone" alt="{% trans %}Phone{% endtrans %}"/>', po)
    assert document is not None
    assert document.panels[0].box.children[0].alt == "Téléphone"  # type: ignore[union-attr]


def test_elements_in_an_attribute_are_a_fault_of_the_template(press: Press) -> None:
    po = entry("Phone", "<em>Téléphone</em>")
    fault = press.fault('\n<img icon="phone" alt="{% trans %}Phone{% endtrans %}"/>', po)
    assert fault.startswith("error: law/page.xml.j2:3: the markup is not well formed")


def test_a_link_goes_where_the_msgid_goes(press: Press) -> None:
    original = "<a href='https://law.example'>Law</a>"
    blocks = f"<p>{{% trans %}}{original}{{% endtrans %}}</p>"
    good = entry(original, '<a href="https://law.example">Loi</a>')
    assert press.blocks(blocks, good) is not None
    evil = entry(original, '<a href="https://evil.example">Loi</a>')
    assert press.fault(blocks, evil) == (
        "error: law.po:1: msgstr links to “https://evil.example”, and its msgid does not\n"
        "hint: the msgid links to: https://law.example"
    )


def test_a_text_of_the_campaign_has_no_link(press: Press) -> None:
    name = "<a href='https://evil.example'>Bureau</a>"
    po = entry(name, '<a href="https://evil.example">Bureau</a>', 'msgctxt "campaign"\n')
    assert "its msgid does not" in press.fault("<p>{{ name | translated }}</p>", po, name=name)


@pytest.mark.parametrize("msgstr", [" ", "\u00a0", "<strong></strong>", "<br/>", "\u200b\u2066"])
def test_a_msgstr_without_a_visible_sign_is_no_translation(press: Press, msgstr: str) -> None:
    fault = press.fault("<p>{% trans %}Law{% endtrans %}</p>", entry("Law", msgstr))
    assert fault.startswith("error: law.po:1: “Law” is not translated")
    press.locale = "en"
    assert press.text("{% trans %}Law{% endtrans %}", entry("Law", msgstr)).plain == "Law"


LITERAL = "A & B <b>C</b> {x} 100% &amp; {{ 1 }}"


def test_a_text_of_the_campaign_is_printed_as_it_stands(press: Press) -> None:
    press.locale = "en"
    assert press.text("{{ name | translated }}", name=LITERAL).plain == LITERAL


def test_the_words_of_a_campaign_text_are_plain(press: Press) -> None:
    po = entry("Bureau", "Un <strong>bureau</strong><br/>A &amp; B", 'msgctxt "campaign"\n')
    po += "\n" + entry(LITERAL, " ", 'msgctxt "campaign"\n')
    po += "\n" + entry("broken", "<strong>", 'msgctxt "campaign"\n')
    press.write("locales/fr/LC_MESSAGES/law.po", po)
    catalog = load_catalog(press.root / "locales", "fr", [])
    assert catalog is not None
    assert campaign_words(catalog, "Bureau") == "Un bureau A & B"
    assert campaign_words(catalog, LITERAL) == LITERAL
    assert campaign_words(catalog, "broken") == "broken"
    assert campaign_words(catalog, "A & B") == "A & B"
