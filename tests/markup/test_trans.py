"""The ``trans`` tag: what is written in a template, extracted, and looked up."""

from __future__ import annotations

from io import BytesIO

import pytest
from babel.messages.extract import DEFAULT_KEYWORDS

from leaflets.diagnostics import Diagnostic, Faults, Location
from leaflets.markup.extract import extract_template


def extracted(text: str | bytes) -> list[tuple[int, str, object, list[str]]]:
    file = BytesIO(text.encode() if isinstance(text, str) else text)
    return list(extract_template(file, DEFAULT_KEYWORDS.keys(), ("Translators:",), {}))


MESSAGES = {
    "{% trans %} a\n\t b {% endtrans %}": (1, "gettext", "a b"),
    "{% trans trimmed %}a{% endtrans %}": (1, "gettext", "a"),
    "\n{%- trans 'c' -%} a {%- endtrans %}": (2, "pgettext", ("c", "a")),
    "{% trans n=1 %}a{% pluralize %}{{ n }} b{% endtrans %}": (1, "ngettext", ("a", "{n} b")),
    "{% trans 'c' x=1, n=2 %}{{ x }}{% pluralize n %}b{% endtrans %}": (
        1,
        "npgettext",
        ("c", "{x}", "b"),
    ),
    "{% trans %}100% of %s {0} {{ x }} &amp; {}{% endtrans %}": (
        1,
        "gettext",
        "100% of %s {0} {x} &amp; {}",
    ),
    "{% trans %}a\u00a0b\u202fc{% endtrans %}": (1, "gettext", "a\u00a0b\u202fc"),
    "{% trans %}<strong>a</strong>{% endtrans %}": (1, "gettext", "<strong>a</strong>"),
    '<img alt="{% trans %}a{% endtrans %}"/>': (1, "gettext", "a"),
    "{% macro m() %}{% if x %}\n{% trans %}a{% endtrans %}{% endif %}{% endmacro %}": (
        2,
        "gettext",
        "a",
    ),
    "{{ 'Police' | translated }}": (1, "pgettext", ("campaign", "Police")),
}


@pytest.mark.parametrize("text", MESSAGES)
def test_messages_of_a_template(text: str) -> None:
    assert extracted(text) == [(*MESSAGES[text], [])]


def test_a_comment_goes_with_the_next_message_only() -> None:
    text = """\
{# a remark #}
{# Translators: one
   line. #}
<p>{% trans %}a{% endtrans %}</p>
<p>{% trans %}b{% endtrans %}</p> {# Translators: late. #}
{% trans %}c{% endtrans %}
"""
    comments = [found[3] for found in extracted(text)]
    assert comments == [["Translators: one line."], [], ["Translators: late."]]


FAULTS = {
    "{% trans %}a": (1, "`trans` lacks its `endtrans`"),
    "\n{% trans %}{% endtrans %}": (2, "the message is empty"),
    "{% trans n=1 %}a{% pluralize n %} {% endtrans %}": (1, "the message is empty"),
    "{% trans %}{{ a.b }}{% endtrans %}": (
        1,
        "a message holds names only: write `{{ name }}` and `{% trans name=... %}`",
    ),
    "{% trans %}{{ a|upper }}{% endtrans %}": (
        1,
        "a message holds names only: write `{{ name }}` and `{% trans name=... %}`",
    ),
    "{% trans %}\n{% if x %}{% endtrans %}": (2, "`if` cannot stand inside a message"),
    "{% trans %}a{% pluralize %}b{% endtrans %}": (
        1,
        "`pluralize` needs a number: `{% trans count=... %}`",
    ),
    "{% trans a=1 %}a{% pluralize n %}b{% endtrans %}": (
        1,
        "`pluralize` needs a number: `{% trans n=... %}`",
    ),
    "{% trans n=1 %}a{% pluralize %}b{% pluralize %}c{% endtrans %}": (
        1,
        "a message has one `pluralize` only",
    ),
    "{% trans a=1, a=2 %}a{% endtrans %}": (1, "`a` is given twice"),
    b"a\n\xff": (2, "this is not UTF-8"),
    "a\n\n\ufdd0": (3, "the template holds the control character U+FDD0"),
}


@pytest.mark.parametrize("text", FAULTS)
def test_a_fault_stops_the_extraction_at_its_line(text: str | bytes) -> None:
    with pytest.raises(Faults) as raised:
        extracted(text)
    (fault,) = raised.value.diagnostics
    line, message = FAULTS[text]
    assert (fault.location, fault.message) == (Location("template", line), message)
    assert isinstance(fault, Diagnostic)
    assert fault.hint
