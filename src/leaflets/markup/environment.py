"""Jinja2 as this project uses it: strict, sandboxed, and told where it may read.

One environment serves one rendering, because it holds the language's filters and the count of what
the template has cost. White space stays as it is written, because ``parse`` collapses it: trimming
around tags would join messages that stand on two lines. Templates see the values they are given,
``range`` and nothing else.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path, PurePosixPath
from types import CodeType

from jinja2 import BaseLoader, Environment, pass_context
from jinja2.exceptions import TemplateNotFound, TemplateSyntaxError
from jinja2.filters import FILTERS
from jinja2.runtime import Context
from markupsafe import Markup

from leaflets.diagnostics import Location
from leaflets.markup import filters
from leaflets.markup.marks import FORBIDDEN, Origins
from leaflets.markup.sandbox import Missing, Sandbox
from leaflets.markup.trans import Trans, Translates

PARTS = "_parts"
"""The folder beside the templates that holds what they share."""


class TemplateLoader(BaseLoader):
    """Reads from the template's own folder and from ``_parts`` beside it, nowhere else.

    A name that starts with ``_parts/`` is a shared part; so is any other that the folder lacks.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._found: dict[str, Path | None] = {}

    def get_source(
        self, environment: Environment, template: str
    ) -> tuple[str, str | None, Callable[[], bool] | None]:
        """Return text and path of ``template``; TemplateNotFound when it may not be read."""
        path = self.path(template)
        if path is None:
            raise TemplateNotFound(template)
        return decode(path.read_bytes(), str(path)), str(path), None

    def path(self, template: str) -> Path | None:
        """Return where ``template`` stands; None when there is none that may be read."""
        if template not in self._found:
            self._found[template] = self._path(template)
        return self._found[template]

    def _path(self, template: str) -> Path | None:
        for root, name in self._places(template):
            path = root / name
            if path.is_file() and path.resolve().is_relative_to(root.resolve()):
                return path
        return None

    def list_templates(self) -> list[str]:
        """Return every name that can be included."""
        roots = (self.folder, self.folder.parent / PARTS)
        return sorted({path.name for root in roots for path in root.glob("*.j2")})

    def _places(self, template: str) -> list[tuple[Path, str]]:
        parts = PurePosixPath(template).parts
        if not parts or "\\" in template or ".." in parts or parts[0] == "/":
            return []
        shared = self.folder.parent / PARTS
        if parts[0] == PARTS:
            return [(shared, "/".join(parts[1:]))]
        return [(self.folder, template), (shared, template)]


@lru_cache(maxsize=64)
def decode(raw: bytes, path: str) -> str:
    """Return a template's text; TemplateSyntaxError when it is no text that XML can hold."""
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise TemplateSyntaxError("this is not UTF-8", line, path, path) from None
    found = FORBIDDEN.search(text)
    if found:
        line = text.count("\n", 0, found.start()) + 1
        message = f"the template holds the control character U+{ord(found[0]):04X}"
        raise TemplateSyntaxError(message, line, path, path)
    return text


class Templates(Sandbox):
    """The sandbox with this project's tags, filters and loader; ``read`` holds sources by path."""

    def __init__(self, loader: BaseLoader | None) -> None:
        super().__init__(
            loader=loader,
            autoescape=True,
            undefined=Missing,
            keep_trailing_newline=True,
            extensions=[Trans, Origins],
        )
        self.read: dict[str, str] = {}
        self.finalize = self.output
        self.globals = {"range": self.range}
        self.filters = {name: FILTERS[name] for name in filters.PLAIN_FILTERS}
        self.filters["nowrap"] = filters.nowrap

    def compile(  # type: ignore[override]
        self, source: str, name: str | None = None, filename: str | None = None
    ) -> CodeType:
        """Return the code of a template."""
        self.read[filename or ""] = source
        return _compiled(source, name, filename)


@lru_cache(maxsize=64)
def _compiled(source: str, name: str | None, filename: str | None) -> CodeType:
    """Return the code of a template, which serves every language and rendering.

    Nothing of a language may enter it: filters that depend on one take the context, which keeps
    Jinja2 from applying them to a constant ahead of time.
    """
    templates = Templates(None)
    _add_filters(templates, _no_text, "")
    code: CodeType = Environment.compile(templates, source, name, filename)
    return code


def reading_environment() -> Templates:
    """Return an environment that can parse every template, for extraction."""
    return Templates(None)


def environment(folder: Path, translator: Translates, locale: str) -> Templates:
    """Return the environment for one rendering of a template in ``folder``."""
    loader = TemplateLoader(folder)
    made = Templates(loader)
    made.translator = translator

    def translated(context: Context, text: object) -> Markup:
        path = loader.path(context.name or "")
        return translator.campaign_text(text, Location(str(path or "")))

    _add_filters(made, translated, locale)
    return made


def _add_filters(made: Templates, translated: Callable[..., Markup], locale: str) -> None:
    made.filters["translated"] = pass_context(translated)
    for name, function in _FILTERS.items():
        made.filters[name] = _in_language(function, locale)


def _in_language(function: Callable[[object, str], str], locale: str) -> Callable[..., str]:
    @pass_context
    def filtered(context: Context, value: object) -> str:
        return function(value, locale)

    return filtered


def _no_text(context: Context, text: object) -> Markup:
    raise NotImplementedError("compiling translates nothing")


_FILTERS: dict[str, Callable[[object, str], str]] = {
    "number": filters.format_number,
    "statutory": filters.format_statutory,
    "month": filters.format_month,
}
