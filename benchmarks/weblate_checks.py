"""Weblate's checks on PO files, for ``checks.py``; runs in an environment that has Weblate.

Prints JSON: for each file the msgctxts of the entries that some check fails. No database is asked,
so checks that compare strings of a project are left out. Modules that Weblate loads for pictures
and subtitles alone may be missing.
"""

from __future__ import annotations

import importlib
import json
import os
import sys
import types
from pathlib import Path

_UNUSED = (
    *("gi", "gi.repository", "cairo", "tesserocr", "borg", "aeidon"),
    *("aeidon.encodings", "aeidon.util", "aeidon.files", "aeidon.documents"),
)


class _Kind(type):
    """A class that has every attribute: itself."""

    def __getattr__(cls, name: str) -> type:
        if name.startswith("__"):
            raise AttributeError(name)
        return cls


class _Anything(metaclass=_Kind):
    """What is taken from an absent module; nothing that matters here is asked of it."""

    def __init__(self, *arguments: object) -> None:
        """Take whatever is given."""


class _Absent(types.ModuleType):
    """Stands in for a module that is not installed."""

    __path__: list[str] = []  # noqa: RUF012 - what marks a package

    def __getattr__(self, name: str) -> object:
        if name.startswith("__"):
            raise AttributeError(name)
        return _Anything


def main() -> None:
    for name in _UNUSED:
        try:
            importlib.import_module(name)
        except ImportError:
            sys.modules[name] = _Absent(name)
    os.environ["DJANGO_SETTINGS_MODULE"] = "weblate.settings_example"
    importlib.import_module("django").setup()
    checks = importlib.import_module("weblate.checks.models").CHECKS
    unit = importlib.import_module("weblate.checks.tests.test_checks").MockUnit
    factory = importlib.import_module("translate.storage.factory")
    failed = {}
    for argument in sys.argv[1:]:
        code = Path(argument).name.split(".")[1]
        failed[argument] = [
            entry.getcontext()
            for entry in factory.getobject(argument).units
            if not entry.isheader() and _fails(entry, code, checks, unit)
        ]
    print(json.dumps(failed))


def _fails(entry: object, code: str, checks: object, unit: object) -> bool:
    sources, targets = _strings(entry.source), _strings(entry.target)  # type: ignore[attr-defined]
    text = "".join(sources)
    flags = ["python-brace-format"] if "{" in text else []
    flags += ["python-format"] if "%(" in text or "%s" in text or "%d" in text else []
    shown = unit(code=code, source=sources, target=targets, flags=",".join(flags))  # type: ignore[operator]
    return any(_one_fails(check, sources, targets, shown) for check in checks.values())  # type: ignore[attr-defined]


def _strings(text: object) -> list[str]:
    """Return the forms of a text; one without plurals is a plain string."""
    return [str(one) for one in getattr(text, "strings", [text])]


def _one_fails(check: object, sources: list[str], targets: list[str], unit: object) -> bool:
    if not check.target or getattr(check, "propagates", None):  # type: ignore[attr-defined]
        return False
    try:
        return bool(check.check_target(sources, targets, unit))  # type: ignore[attr-defined]
    except Exception:
        return False  # it asks the database


main()
