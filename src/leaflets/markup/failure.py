"""An exception that a template caused in, a diagnostic at the template's line out."""

from __future__ import annotations

from collections.abc import Iterable

from jinja2.exceptions import (
    SecurityError,
    TemplateNotFound,
    TemplateSyntaxError,
    UndefinedError,
)

from leaflets.diagnostics import Diagnostic, Location
from leaflets.markup.environment import Templates
from leaflets.markup.names import instead_of

_HINTS: tuple[tuple[type[Exception], str], ...] = (
    (SecurityError, "a template may only read values; prepare the value in the campaign"),
    (ZeroDivisionError, "guard the division with `{% if %}`"),
    (RecursionError, "a part includes itself, or a macro calls itself, without end"),
    (MemoryError, "the template makes too much text"),
)
_SYNTAX_HINT = (
    "mend the template there; every `{% if %}`, `{% for %}` and `{% trans %}` needs its end"
)
_OTHER_HINT = (
    "check the value that the template uses there; `{% if %}` guards one that may be missing"
)


def failure(error: Exception, path: str, sandbox: Templates, names: Iterable[str]) -> Diagnostic:
    """Return what ``error`` means to the template's author; ``names`` are the values on offer."""
    place = _place(error, path, sandbox)
    message, _, near = str(error).partition("\n")
    if isinstance(error, TemplateSyntaxError):
        message = error.message or "the template cannot be read"
        return Diagnostic(place, message, _syntax_hint(message, sandbox))
    if isinstance(error, TemplateNotFound):
        there = sandbox.list_templates()
        hint = instead_of(str(error.name), there)
        return Diagnostic(place, f"there is no template `{error.name}`", hint)
    if isinstance(error, UndefinedError):
        hint = near or f"the template may use: {', '.join(sorted(names)) or 'no values at all'}"
        return Diagnostic(place, message, hint)
    hint = next((hint for kind, hint in _HINTS if isinstance(error, kind)), _OTHER_HINT)
    return Diagnostic(place, message or type(error).__name__, hint)


def _place(error: Exception, path: str, sandbox: Templates) -> Location:
    """Return the template's line: Jinja2 writes it into the frames of the traceback."""
    if isinstance(error, TemplateSyntaxError):
        return Location(error.filename or path, error.lineno)
    known = {path, *sandbox.read}
    place = Location(path)
    trace = error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename in known:
            place = Location(trace.tb_frame.f_code.co_filename, trace.tb_lineno)
        trace = trace.tb_next
    return place


def _syntax_hint(message: str, sandbox: Templates) -> str:
    words = message.split("'")
    if message.startswith("No filter named") and len(words) > 1:
        return instead_of(words[1], sandbox.filters)
    return _SYNTAX_HINT
