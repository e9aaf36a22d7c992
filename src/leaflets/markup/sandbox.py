"""What a template may do: read values, and little of that.

Jinja2's immutable sandbox keeps templates from Python's internals; this one also bounds what a
template can cost, counted in steps and characters, so that a slip of the pen ends in a message and
not in a machine without memory. Templates are trusted to be well meant: time is not measured.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import Any

from jinja2 import StrictUndefined, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.exceptions import SecurityError
from jinja2.runtime import Context, markup_join
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from leaflets.campaign import Contact, Fact
from leaflets.markup.names import did_you_mean
from leaflets.markup.trans import Translates
from leaflets.markup.values import printable

MOST_STEPS = 100_000
"""Calls and loop turns of a ``range`` in one leaflet."""

MOST_TEXT = 2_000_000
"""Characters that one leaflet may print, all outputs together."""

_KINDS = {Fact: "fact", Contact: "contact"}
_OPAQUE = (str, bytes, list, tuple, dict, set, frozenset, datetime.date, int, float, Decimal)
_BIG = 10**12
_TEXT_METHODS = ("startswith", "endswith", "upper", "lower", "strip", "split")
_METHODS = frozenset((*_TEXT_METHODS, "items", "keys", "values", "get"))


class Missing(StrictUndefined):
    """A name that does not exist, with the nearest one that does."""

    @property
    def _undefined_message(self) -> str:
        kind = _kind(self._undefined_obj)
        message = super()._undefined_message
        if kind:
            message = f"campaign.yaml has no {kind} `{self._undefined_name}`"
        known = _names(self._undefined_obj)
        near = did_you_mean(str(self._undefined_name), known)
        return f"{message}\n{near}" if near else message


class _BoundedCode(CodeGenerator):
    """Compiles ``a ~ b`` into a call that the sandbox counts, and prints constants like values."""

    def _output_child_to_const(
        self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo
    ) -> str:
        if isinstance(node, nodes.TemplateData):
            return super()._output_child_to_const(node, frame, finalize)
        raise nodes.Impossible

    def visit_Concat(self, node: nodes.Concat, frame: Frame) -> None:  # noqa: N802
        self.write("environment.concatenate((")
        for part in node.nodes:
            self.visit(part, frame)
            self.write(", ")
        self.write("))")


class Sandbox(ImmutableSandboxedEnvironment):
    """An environment for one rendering; it counts."""

    intercepted_binops = frozenset(("+", "*", "**", "%"))
    code_generator_class = _BoundedCode

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.translator: Translates | None = None
        self.steps = 0
        self.text = 0

    def call(
        __self,  # noqa: N805
        __context: Context,
        __callable: Callable[..., object],
        *args: object,
        **kwargs: object,
    ) -> object:
        """Call what a template calls, and count it."""
        __self.spend(1)
        return super().call(__context, __callable, *args, **kwargs)

    def call_binop(self, context: Context, operator: str, left: object, right: object) -> object:
        """Reckon with numbers only, and small ones."""
        small = _is_small(left) and _is_small(right)
        if operator == "**" or not small:
            raise SecurityError(f"`{operator}` is for small numbers; `~` joins texts")
        return super().call_binop(context, operator, left, right)

    def is_safe_attribute(self, obj: object, attr: str, value: object) -> bool:
        """Allow reading, and of the methods of plain values only the small ones."""
        if callable(value) and isinstance(obj, _OPAQUE) and attr not in _METHODS:
            return False
        return super().is_safe_attribute(obj, attr, value)

    def wrap_str_format(self, value: object) -> None:
        """Leave ``str.format`` to ``is_safe_attribute``: even in a sandbox it can pad endlessly."""

    def concatenate(self, parts: Iterable[object]) -> str:
        """Join ``parts``; the result counts as printed text."""
        joined = markup_join(parts)
        self._print(len(joined))
        return joined

    def output(self, value: object) -> Markup:
        """Return what ``{{ value }}`` prints."""
        shown = printable(value)
        self._print(len(shown))
        return shown

    def range(self, *arguments: int) -> range:
        """Return a range whose length is counted."""
        numbers = range(*arguments)
        self.spend(len(numbers))
        return numbers

    def spend(self, steps: int) -> None:
        """Count ``steps``; SecurityError when there are too many."""
        self.steps += steps
        if self.steps > MOST_STEPS:
            raise SecurityError(f"the template takes more than {MOST_STEPS:,} steps")

    def _print(self, length: int) -> None:
        self.text += length
        if self.text > MOST_TEXT:
            raise SecurityError(f"the template prints more than {MOST_TEXT:,} characters")


def _is_small(value: object) -> bool:
    return isinstance(value, int | float | Decimal) and -_BIG < value < _BIG


def _kind(obj: object) -> str:
    """Say what a mapping of the campaign holds; empty for anything else."""
    first = next(iter(obj.values()), None) if isinstance(obj, Mapping) else None
    return next((name for kind, name in _KINDS.items() if isinstance(first, kind)), "")


def _names(obj: object) -> list[str]:
    if isinstance(obj, Mapping):
        return [str(key) for key in obj]
    return [name for name in dir(obj) if not name.startswith("_")]
