"""A template in, the messages that translators get out, as Babel asks an extraction method to.

The same parser reads the template as when it is rendered, so what is extracted is what is looked
up. A template with a fault raises ``Faults``: an extraction that yields fewer messages instead
would make every translation of the template obsolete.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import IO

from jinja2 import Environment, nodes
from jinja2.exceptions import TemplateSyntaxError

from leaflets.catalogs.catalog import CAMPAIGN_CONTEXT
from leaflets.diagnostics import Faults, Location
from leaflets.markup.environment import decode, reading_environment
from leaflets.markup.failure import failure
from leaflets.markup.trans import Wanted, counted, messages

Found = tuple[int, str, str | tuple[str, ...], list[str]]
"""Line, gettext function, its text arguments, comments for translators."""

_BLANKS = re.compile(r"\s+")


def extract_template(
    fileobj: IO[bytes],
    keywords: Collection[str],
    comment_tags: Collection[str],
    options: Mapping[str, str],
) -> Iterator[Found]:
    """Yield the messages of a template in its order; Faults when it cannot be read."""
    path = str(getattr(fileobj, "name", "template"))
    sandbox = reading_environment()
    try:
        text = decode(fileobj.read(), path)
        template = sandbox.parse(text, path, path)
        comments = _comments(sandbox, text, comment_tags)
    except (TemplateSyntaxError, RecursionError) as error:
        raise Faults([failure(error, path, sandbox, ())]) from error
    tags = sorted(messages(template), key=_line)
    found = [*zip(tags, comments, strict=True), *((one, []) for one in _literals(template))]
    for wanted, remarks in sorted(found, key=lambda pair: _line(pair[0])):
        function, texts = _call(wanted)
        if function in keywords:
            yield _line(wanted), function, texts, remarks


def count_names(templates: Path) -> dict[tuple[str | None, str], str]:
    """Return the placeholder that shows what chooses the plural form, of each message with plurals.

    Templates that cannot be read are passed over.
    """
    found: dict[tuple[str | None, str], str] = {}
    for path in sorted(templates.rglob("[!.]*.j2")):
        sandbox = reading_environment()
        try:
            template = sandbox.parse(decode(path.read_bytes(), str(path)), str(path), str(path))
        except (TemplateSyntaxError, RecursionError):
            continue
        found |= {(one.context, one.singular): name for one, name in counted(template)}
    return found


def _line(wanted: Wanted) -> int:
    return wanted.location.line


def _literals(template: nodes.Template) -> Iterator[Wanted]:
    """Yield texts that a template itself gives to the filter ``translated``."""
    for found in template.find_all(nodes.Filter):
        if found.name == "translated" and isinstance(found.node, nodes.Const):
            place = Location("", found.lineno)
            yield Wanted(CAMPAIGN_CONTEXT, str(found.node.value), "", "", place)


def _call(wanted: Wanted) -> tuple[str, str | tuple[str, ...]]:
    """Return the gettext function that asks for the message, and its texts."""
    plural = (wanted.plural,) if wanted.plural else ()
    name = "ngettext" if plural else "gettext"
    if wanted.context is not None:
        name = "npgettext" if plural else "pgettext"
        return name, (wanted.context, wanted.singular, *plural)
    return name, (wanted.singular, *plural) if plural else wanted.singular


def _comments(sandbox: Environment, text: str, tags: Collection[str]) -> list[list[str]]:
    """Return the comments for translators of each ``trans``: those after the ``trans`` before."""
    found: list[list[str]] = []
    pending: list[str] = []
    before = ""
    for _, kind, value in sandbox.lex(text):
        words = _BLANKS.sub(" ", value).strip()
        if kind == "comment" and words.startswith(tuple(tags)):
            pending.append(words)
        elif before == "block_begin" and value == "trans":
            found.append(pending)
            pending = []
        before = before if kind == "whitespace" else kind
    return found
