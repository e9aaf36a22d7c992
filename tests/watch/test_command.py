"""The command follows real files in a process of its own, and ends quietly."""

from __future__ import annotations

import json
import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from leaflets.cli import Status, main
from leaflets.diagnostics import Diagnostic, Location
from leaflets.watch.events import Problem
from leaflets.watch.ledger import Ledger
from leaflets.workspace import create

AR = "locales/ar/LC_MESSAGES/leaflets.po"
QUESTION = "هل تعرف ما بداخلها؟"
PATIENCE = 60
"""Seconds that a result is waited for before a test fails; it comes in tenths of one."""

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")


class Watching:
    """A running watch; ``until_rest`` returns its events up to the next rest."""

    def __init__(self, root: Path, *arguments: str) -> None:
        command = [sys.executable, "-m", "leaflets", "watch", *arguments]
        pipes: dict[str, Any] = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
        self.process = subprocess.Popen(command, cwd=root, text=True, encoding="utf-8", **pipes)
        self._lines: queue.Queue[str] = queue.Queue()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def until(self, sign: str) -> list[str]:
        """Return the lines up to one that holds ``sign``."""
        lines = [self._lines.get(timeout=PATIENCE)]
        while sign not in lines[-1]:
            lines.append(self._lines.get(timeout=PATIENCE))
        return lines

    def until_rest(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.until('"event": "rest"')]

    def end(self, number: int) -> tuple[int, str]:
        """Send a signal and return the exit status and what stands on stderr."""
        self.process.send_signal(number)
        status = self.process.wait(timeout=PATIENCE)
        self._reader.join(timeout=PATIENCE)
        assert self.process.stderr is not None
        return status, self.process.stderr.read()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self._lines.put(line)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    create(tmp_path / "workspace")
    return tmp_path / "workspace"


@pytest.fixture
def started(root: Path, request: pytest.FixtureRequest) -> Iterator[Watching]:
    watching = Watching(root, "--language", "ar", "--template", "parcels-poster", *request.param)
    yield watching
    watching.process.kill()
    watching.process.wait()
    for pipe in (watching.process.stdout, watching.process.stderr):
        assert pipe is not None
        pipe.close()


def line_of(text: str) -> int:
    """Return the line of the question's msgid."""
    return text[: text.index('msgid "Do you know what is inside?"')].count("\n") + 1


def renamed(path: Path, text: str) -> None:
    """Save as most editors do: write beside the file, then rename."""
    beside = path.with_name(f".{path.name}.new")
    beside.write_text(text, "utf-8")
    beside.replace(path)


@pytest.mark.parametrize("started", [("--format", "json")], indirect=True)
def test_a_saved_catalog_becomes_a_new_file_and_ctrl_c_ends_well(
    started: Watching, root: Path
) -> None:
    assert [one["event"] for one in started.until_rest()] == ["built", "rest"]
    pdf, catalog = root / "out/yuexiu/web/parcels-poster.ar.pdf", root / AR
    before, text = pdf.read_bytes(), catalog.read_text("utf-8")

    renamed(catalog, text.replace(QUESTION, "هل تعرف ما في داخلها؟"))
    saved, built, rest = started.until_rest()
    assert (saved["event"], saved["messages"], saved["leaflets"]) == ("saved", 1, 1)
    assert saved["paths"] == [AR]
    assert (built["path"], built["shown"]) == ("out/yuexiu/web/parcels-poster.ar.pdf", [1])
    assert (rest["files"], rest["errors"]) == (1, 0)
    assert pdf.read_bytes() != before

    catalog.write_text(text.replace(QUESTION, f"{QUESTION} {{phone}}"), "utf-8")
    events = started.until_rest()
    assert [one["event"] for one in events] == ["saved", "problem", "refused", "rest"]
    assert (events[1]["path"], events[1]["line"]) == (AR, line_of(text))
    assert events[1]["shown"] == [{"template": "parcels-poster", "locale": "ar", "pages": [1]}]

    catalog.write_text(text, "utf-8")
    assert [one["event"] for one in started.until_rest()] == ["saved", "built", "rest"]
    assert pdf.read_bytes() == before
    assert started.end(signal.SIGINT) == (0, "")


@pytest.mark.parametrize("started", [()], indirect=True)
def test_people_read_calm_lines_and_sigterm_ends_quietly(started: Watching, root: Path) -> None:
    built, rest = started.until("watching")
    assert built.startswith("out/yuexiu/web/parcels-poster.ar.pdf  0.")
    assert rest.startswith("1 file, 0 errors, 0 warnings, ")
    catalog = root / AR
    text = catalog.read_text("utf-8").replace(QUESTION, QUESTION.replace("؟", "?"))
    catalog.write_text(text, "utf-8")
    lines = [line.rstrip("\n") for line in started.until("1 file, 0 errors, 1 warning")]
    assert lines[:3] == ["", AR, "1 message changed, 1 leaflet"]
    assert lines[3].startswith(f"warning: {AR}:{line_of(text)}: msgstr ")
    assert lines[4].startswith("hint: ")
    assert lines[5] == "shown: page 1 of parcels-poster ar"
    assert lines[6].startswith("out/yuexiu/web/parcels-poster.ar.pdf  page 1  0.")
    assert started.end(signal.SIGTERM) == (Status.TERMINATED, "")
    assert not list(root.rglob(".leaflets-*"))


def test_a_wrong_name_is_told_at_once(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["-C", str(root), "watch", "--language", "tlh"]) == Status.USAGE
    assert "unknown language 'tlh'" in capsys.readouterr().err


def test_help_explains(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["watch", "--help"]) == 0
    assert "--draft" in capsys.readouterr().out


def test_a_flood_is_counted(
    root: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A language that is hardly begun says a few of its gaps, and how many there are."""
    path = root / AR
    text = path.read_text("utf-8")
    path.write_text(text.replace("\n#: ", "\n#, fuzzy\n#: "), "utf-8")

    def stop(seconds: float) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("time.sleep", stop)
    arguments = ["watch", "--language", "ar", "--template", "know-the-law-a5"]
    assert main(["-C", str(root), *arguments]) == Status.WELL
    lines = capsys.readouterr().out.splitlines()
    assert sum(line.startswith("error: ") for line in lines) == 20
    [refused] = [line for line in lines if line.startswith("know-the-law-a5 ar: not built, ")]
    errors = int(refused.split()[-2])
    assert f"and {errors - 20} more problems; see: leaflets catalog check" in lines
    assert lines[-1].startswith(f"0 files, {errors} errors, ")


def test_what_was_mended_and_broken_again_is_said_again() -> None:
    ledger = Ledger()
    problem = Problem(Diagnostic(Location("x.po", 9), "broken"))
    assert ledger.put("x", [problem, problem]) == [problem]
    assert ledger.rest() == (1, 0)
    assert ledger.put("x", [problem]) == []
    assert ledger.put("x", []) == []
    assert ledger.rest() == (0, 0)
    assert ledger.put("x", [problem]) == [problem]


def test_a_problem_that_a_line_above_moves_is_not_said_again() -> None:
    ledger = Ledger()
    ledger.put("x", [Problem(Diagnostic(Location("x.po", 9), "broken"))])
    ledger.rest()
    ledger.touch([Location("x.po", 3)])
    moved = Problem(Diagnostic(Location("x.po", 10), "broken [blank]"), "blank")
    assert ledger.put("x", [moved]) == []
    ledger.touch([Location("x.po", 10)])
    assert ledger.put("x", [moved]) == [moved]
