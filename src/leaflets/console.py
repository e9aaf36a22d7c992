"""What a person or a program sees of a run: a progress line, a closing table, a JSON document.

Input: the pipeline's outcome; output: text. Knows nothing of arguments and builds nothing.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from typing import TextIO

from leaflets.diagnostics import Diagnostic, Severity
from leaflets.pipeline import BuiltFile, Outcome, PlateChange
from leaflets.plan import Job

_HEADINGS = ("file", "pages", "size", "type", "seconds", "warnings")
_KB = 1000
_MB = 1000 * _KB


class ProgressLine:
    """One line that is rewritten while leaflets are built; silent where no person is watching."""

    def __init__(self, stream: TextIO, *, shown: bool) -> None:
        self._stream = stream
        self._shown = shown
        self._width = 0

    def __call__(self, done: int, total: int, job: Job) -> None:
        """Show that the leaflet after ``done`` of ``total`` is being built."""
        self._show(f"[{done + 1}/{total}] {job.name}: {job.template}, {job.locale}")

    def clear(self) -> None:
        """Leave the line empty for what comes next."""
        if self._width:
            self._show("")
            self._write("\r")

    def _show(self, text: str) -> None:
        if self._shown:
            text = text[: max(shutil.get_terminal_size().columns - 1, 0)]
            self._write("\r" + text.ljust(self._width))
            self._width = len(text)

    def _write(self, text: str) -> None:
        self._stream.write(text)
        self._stream.flush()


def table(outcome: Outcome) -> str:
    """Return the closing table and a line of totals."""
    rows = [_HEADINGS, *(_row(file) for file in outcome.files)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = [_line(row, widths) for row in rows] if outcome.files else []
    changes = [_plates(change) for change in outcome.plate_changes]
    return "\n".join([*lines, *changes, _totals(outcome)])


def show_diagnostics(outcome: Outcome, stream: TextIO) -> None:
    """Print every diagnostic, with its hint on a line of its own."""
    for diagnostic in outcome.diagnostics:
        print(diagnostic, file=stream)
    stream.flush()


def document(outcome: Outcome) -> str:
    """Return the outcome as one JSON document; see the README for its fields."""
    content = {
        "files": [file_fields(file) for file in outcome.files],
        "plates": [_plate_change(change) for change in outcome.plate_changes],
        "diagnostics": [diagnostic_fields(diagnostic) for diagnostic in outcome.diagnostics],
        "totals": {
            "files": len(outcome.files),
            "pages": sum(file.pages for file in outcome.files),
            "size": sum(file.size for file in outcome.files),
            "seconds": round(outcome.seconds, 3),
            "errors": _count(outcome, Severity.ERROR),
            "warnings": _count(outcome, Severity.WARNING),
        },
    }
    return json.dumps(content, ensure_ascii=False, indent=2)


def file_fields(file: BuiltFile) -> dict[str, object]:
    """Return what JSON says of a file."""
    return {
        "path": file.path.as_posix(),
        "campaign": file.job.name,
        "template": file.job.template,
        "locale": file.job.locale,
        "edition": file.edition.value,
        "pages": file.pages,
        "size": file.size,
        "seconds": round(file.seconds, 3),
        "warnings": file.warnings,
        "fit": round(file.fit, 3),
    }


def diagnostic_fields(diagnostic: Diagnostic) -> dict[str, object]:
    """Return what JSON says of a diagnostic."""
    return {
        "severity": diagnostic.severity.value,
        "path": diagnostic.location.path,
        "line": diagnostic.location.line,
        "column": diagnostic.location.column,
        "message": diagnostic.message,
        "hint": diagnostic.hint,
    }


def _plate_change(change: PlateChange) -> dict[str, object]:
    return {
        "campaign": change.campaign,
        "template": change.template,
        "shared": list(change.shared),
        "languages": list(change.languages),
        "plates": change.plates,
        "otherwise": change.otherwise,
    }


def _plates(change: PlateChange) -> str:
    shared, languages = ", ".join(change.shared), len(change.languages)
    return (
        f"{change.campaign}, {change.template}: {change.plates} plates a side instead of "
        f"{change.otherwise} ({shared} once, Black for each of {languages} languages)"
    )


def _row(file: BuiltFile) -> tuple[str, ...]:
    seconds = f"{file.seconds:.2f}"
    figures = (str(file.pages), _size(file.size), f"{file.fit:.0%}", seconds, str(file.warnings))
    return str(file.path), *figures


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    name, *figures = row
    cells = [figure.rjust(width) for figure, width in zip(figures, widths[1:], strict=True)]
    return "  ".join([name.ljust(widths[0]), *cells])


def _totals(outcome: Outcome) -> str:
    parts = [
        _number(len(outcome.files), "file"),
        _number(_count(outcome, Severity.ERROR), "error"),
        _number(_count(outcome, Severity.WARNING), "warning"),
    ]
    return f"{', '.join(parts)}, {outcome.seconds:.1f} s"


def _count(outcome: Outcome, severity: Severity) -> int:
    return sum(diagnostic.severity is severity for diagnostic in outcome.diagnostics)


def _number(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def _size(count: int) -> str:
    return f"{count / _MB:.1f} MB" if count >= _MB else f"{max(count / _KB, 0.1):.1f} kB"
