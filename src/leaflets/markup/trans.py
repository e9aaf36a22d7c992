"""The ``trans`` tag: one code for what is extracted and for what is looked up.

``{% trans "context" name=value, count=n %}One {{ name }}{% pluralize count %}{{ count }}
{{ name }}{% endtrans %}``: context, values and plural are optional, ``pluralize`` alone takes the
first value. White space is always trimmed. The msgid has ``{name}`` for ``{{ name }}``; percent
signs and other braces are characters like the rest. Jinja2's own extension writes ``%(name)s`` and
needs ``%%`` for a percent sign, which translators get wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol, cast

from jinja2 import nodes
from jinja2.ext import Extension
from jinja2.parser import Parser
from markupsafe import Markup

from leaflets.diagnostics import Location

_BLANKS = re.compile("[ \t\r\n]+")


@dataclass(frozen=True, slots=True)
class Wanted:
    """A message as a template asks for it: ``plural`` empty without one, ``count`` the name of the
    value that chooses the form, ``location`` the tag's place, ``verbatim`` that the msgid is plain
    text and no markup."""

    context: str | None
    singular: str
    plural: str
    count: str
    location: Location
    verbatim: bool = False


class Translates(Protocol):
    """What finds the text of a message while a template is rendered."""

    def text(self, wanted: Wanted, values: Mapping[str, object]) -> Markup: ...

    def campaign_text(self, msgid: object, location: Location) -> Markup: ...


class Trans(Extension):
    """Parses ``trans``; rendering asks ``environment.translator``."""

    tags = {"trans"}  # noqa: RUF012 - the name and type that Jinja2 reads

    def parse(self, parser: Parser) -> nodes.Node:
        """Return an output of the message that the tag asks for."""
        line = next(parser.stream).lineno
        context = parser.stream.next_if("string")
        values = _parse_values(parser)
        singular, used = _parse_body(parser)
        plural, count = "", ""
        if parser.stream.current.test("name:pluralize"):
            count = _parse_pluralize(parser, values)
            plural, more = _parse_body(parser)
            used |= more
            if parser.stream.current.test("name:pluralize"):
                parser.fail("a message has one `pluralize` only")
        next(parser.stream)
        _refuse_empty(parser, line, singular, plural if count else singular)
        for name in sorted(used - set(values)):
            values[name] = nodes.Name(name, "load")
        parts = (context.value if context else None, singular, plural, count)
        return self._output(parts, Location(parser.filename or "", line), values)

    def _output(
        self,
        parts: tuple[str | None, str, str, str],
        location: Location,
        values: Mapping[str, nodes.Expr],
    ) -> nodes.Node:
        known = [nodes.Const(part) for part in (*parts, location.path, location.line)]
        pairs = [nodes.Pair(nodes.Const(name), value) for name, value in values.items()]
        call = self.call_method("message", [nodes.Dict(pairs), *known])
        return nodes.Output([call]).set_lineno(location.line)

    def message(self, values: Mapping[str, object], *known: object) -> Markup:
        """Return the text of a message; called by the compiled template."""
        translator = cast(Translates, self.environment.translator)  # type: ignore[attr-defined]
        return translator.text(_wanted(known), values)


def messages(template: nodes.Template) -> Iterator[Wanted]:
    """Yield the messages that ``template`` asks for, in its order."""
    for call in _calls(template):
        yield _wanted([cast(nodes.Const, argument).value for argument in call.args[1:]])


def counted(template: nodes.Template) -> Iterator[tuple[Wanted, str]]:
    """Yield the messages with a plural, and the name that shows the number that chooses the form.

    That number is often shown through a filter, under a name of its own; the name is empty where
    none shows it.
    """
    for call in _calls(template):
        wanted = _wanted([cast(nodes.Const, argument).value for argument in call.args[1:]])
        if not wanted.count:
            continue
        pairs = cast(nodes.Dict, call.args[0]).items
        values = {str(cast(nodes.Const, pair.key).value): _unfiltered(pair.value) for pair in pairs}
        names = [name for name, value in values.items() if value == values[wanted.count]]
        text = wanted.singular + wanted.plural
        yield wanted, next((name for name in names if f"{{{name}}}" in text), "")


def _unfiltered(value: nodes.Expr) -> nodes.Expr:
    while isinstance(value, nodes.Filter) and isinstance(value.node, nodes.Expr):
        value = value.node
    return value


def _calls(template: nodes.Template) -> Iterator[nodes.Call]:
    for call in template.find_all(nodes.Call):
        target = call.node
        if isinstance(target, nodes.ExtensionAttribute) and target.identifier == Trans.identifier:
            yield call


def _wanted(known: object) -> Wanted:
    context, singular, plural, count, path, line = cast(
        tuple[str | None, str, str, str, str, int], known
    )
    return Wanted(context, singular, plural, count, Location(path, line))


def _parse_values(parser: Parser) -> dict[str, nodes.Expr]:
    """Read ``name=value, name`` up to the end of the tag."""
    values: dict[str, nodes.Expr] = {}
    while parser.stream.current.type != "block_end":
        if parser.stream.skip_if("name:trimmed"):  # Jinja2's word for what is always done here
            continue
        if values:
            parser.stream.expect("comma")
        token = parser.stream.expect("name")
        if token.value in values:
            parser.fail(f"`{token.value}` is given twice", token.lineno)
        if parser.stream.skip_if("assign"):
            values[token.value] = parser.parse_expression()
        else:
            values[token.value] = nodes.Name(token.value, "load")
    parser.stream.expect("block_end")
    return values


def _parse_pluralize(parser: Parser, values: Mapping[str, nodes.Expr]) -> str:
    """Read ``pluralize name`` and return the name of the value that chooses the form."""
    line = next(parser.stream).lineno
    named = parser.stream.next_if("name")
    parser.stream.expect("block_end")
    name = named.value if named else next(iter(values), "")
    if name not in values:
        parser.fail(f"`pluralize` needs a number: `{{% trans {name or 'count'}=... %}}`", line)
    return str(name)


def _parse_body(parser: Parser) -> tuple[str, set[str]]:
    """Read text and ``{{ name }}`` up to the next tag; return the msgid and the names."""
    text: list[str] = []
    used: set[str] = set()
    while True:
        token = next(parser.stream)
        if token.type == "data":
            text.append(token.value)
        elif token.type == "variable_begin":
            name = _parse_variable(parser)
            used.add(name)
            text.append(f"{{{name}}}")
        elif token.type == "block_begin":
            if not parser.stream.current.test_any("name:endtrans", "name:pluralize"):
                parser.fail(f"`{parser.stream.current.value}` cannot stand inside a message")
            return _BLANKS.sub(" ", "".join(text)).strip(" "), used
        else:
            parser.fail("`trans` lacks its `endtrans`", token.lineno)


def _parse_variable(parser: Parser) -> str:
    name = parser.stream.next_if("name")
    if name is None or parser.stream.current.type != "variable_end":
        parser.fail(
            "a message holds names only: write `{{ name }}` and `{% trans name=... %}`",
            parser.stream.current.lineno,
        )
    next(parser.stream)
    return str(name.value)


def _refuse_empty(parser: Parser, line: int, *texts: str) -> None:
    if not all(texts):
        parser.fail("the message is empty", line)
