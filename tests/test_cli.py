"""What a user types is understood or answered; what goes wrong is said without a traceback."""

from __future__ import annotations

import errno
import io
import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from leaflets import rooms
from leaflets.campaign import Press
from leaflets.cli import Status, main
from leaflets.console import ProgressLine
from leaflets.diagnostics import Diagnostic, Location, Severity
from leaflets.edition import Edition
from leaflets.plan import Job

OLD = b"of the last good build"
DOUBT = Diagnostic(Location("locales/ar/x.po", 9), "“شك”", severity=Severity.WARNING)
HEAVY = {
    "babel",
    "fontTools",
    "icu4py",
    "importlib.metadata",
    "jinja2",
    "leaflets.pipeline",
    "reportlab",
    "uharfbuzz",
    "yaml",
}
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals and pipes")


class Rooms:
    """Stages that draw nothing; ``event`` happens while a leaflet is laid out."""

    event: Callable[[list[Diagnostic]], None] = staticmethod(lambda report: None)

    def __init__(self, workspace: object) -> None:
        pass

    def campaign(self, name: str, report: list[Diagnostic]) -> Any:
        return SimpleNamespace(
            templates=("sheet",),
            languages=("ar",),
            editions=(Edition.WEB, Edition.PRESS),
            press=Press(),
        )

    def leaflet(self, job: Job, report: list[Diagnostic]) -> Any:
        type(self).event(report)
        return SimpleNamespace(pages=("front", "back"), fit=0.5)

    def pdf(self, job: Job, edition: Edition, leaflet: Any, report: list[Diagnostic]) -> bytes:
        return b"%PDF"


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder: a workspace with one leaflet and the file of an earlier build."""
    for folder, sign in (
        ("campaigns/yuexiu", "campaign.yaml"),
        ("templates/sheet", "template.yaml"),
        ("locales/ar", "LC_MESSAGES"),
        ("out/yuexiu/web", "sheet.ar.pdf"),
    ):
        (tmp_path / folder).mkdir(parents=True)
        (tmp_path / folder / sign).write_bytes(OLD)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(rooms, "Rooms", Rooms)
    monkeypatch.setattr(Rooms, "event", staticmethod(lambda report: None))
    return tmp_path


def happens(monkeypatch: pytest.MonkeyPatch, event: Callable[[list[Diagnostic]], None]) -> None:
    monkeypatch.setattr(Rooms, "event", staticmethod(event))


def raising(error: BaseException) -> Callable[[list[Diagnostic]], None]:
    def event(report: list[Diagnostic]) -> None:
        raise error

    return event


def run(*arguments: str, **options: Any) -> subprocess.CompletedProcess[bytes]:
    """Run the real program; ``options`` go to subprocess."""
    options = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE} | options
    return subprocess.run([sys.executable, "-m", "leaflets", *arguments], check=False, **options)


def test_help_teaches_and_loads_nothing_heavy() -> None:
    program = f"""
import sys
from leaflets.cli import main
main(["--help"])
print(*{HEAVY!r} & set(sys.modules), end="", file=sys.stderr)
"""
    done = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True)
    assert done.stderr == b""
    assert b"leaflets init my-district" in done.stdout


def test_help_of_build_has_the_whole_example(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["build", "--help"]) == Status.WELL
    said = capsys.readouterr().out
    assert "--language ar --template know-the-law --edition press --out DIR" in said


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == Status.WELL
    assert re.fullmatch(r"leaflets \d+\.\d+\.\d+\n", capsys.readouterr().out)


@pytest.mark.parametrize(
    ("arguments", "answer"),
    [
        ([], "required: COMMAND"),
        (["bild"], "invalid choice: 'bild'"),
        (["build", "--lang", "ar"], "unrecognized arguments: --lang"),
        (["build", "yuexi"], "unknown campaign 'yuexi'; did you mean 'yuexiu'?"),
        (["build", "../yuexiu"], "unknown campaign '../yuexiu'; did you mean 'yuexiu'?"),
        (["build", "--language", "fr"], "unknown language 'fr'; there is: ar"),
        (["build", "--template", "shet"], "unknown template 'shet'; did you mean 'sheet'?"),
        (["build", "--edition", "pres"], "unknown edition 'pres'; did you mean 'press'?"),
        (["build", "--format", "xml"], "invalid choice: 'xml'"),
        (["-C", "out", "build"], "out is no workspace"),
        (["init", "."], ". is not empty"),
    ],
)
def test_wrong_usage_is_answered(
    workspace: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], answer: str
) -> None:
    assert main(arguments) == Status.USAGE
    said = capsys.readouterr()
    assert answer in said.err
    assert said.out == ""
    assert not (workspace / "out" / "yuexiu" / "press").exists()


def test_build_prints_a_table_and_nothing_else(
    workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["build"]) == Status.WELL
    said = capsys.readouterr()
    head, web, press, totals = said.out.splitlines()
    assert head.split() == ["file", "pages", "size", "type", "seconds", "warnings"]
    name = str(Path("out/yuexiu/web/sheet.ar.pdf"))
    assert web.split()[:5] == [name, "2", "0.1", "kB", "50%"]
    assert press.startswith(str(Path("out/yuexiu/press/sheet.ar.pdf")))
    assert len(head) == len(web)
    assert totals.startswith("2 files, 0 errors, 0 warnings, ")
    assert said.err == ""
    assert (workspace / "out" / "yuexiu" / "web" / "sheet.ar.pdf").read_bytes() == b"%PDF"


def test_out_is_seen_from_the_current_folder(workspace: Path, tmp_path: Path) -> None:
    (workspace / "elsewhere").mkdir()
    os.chdir(workspace / "elsewhere")
    assert main(["-C", "..", "build", "--edition", "press", "--out", "there"]) == Status.WELL
    assert (workspace / "elsewhere/there/yuexiu/press/sheet.ar.pdf").is_file()
    assert (workspace / "out" / "yuexiu" / "web" / "sheet.ar.pdf").read_bytes() == OLD


def test_faults_go_to_stderr_and_change_the_status(
    workspace: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    fault = Diagnostic(Location("templates/sheet/sheet.xml.j2", 3, 7), "broken", "mend it")
    happens(monkeypatch, lambda report: report.append(fault))
    assert main(["build"]) == Status.FAULTS
    said = capsys.readouterr()
    assert said.err == "error: templates/sheet/sheet.xml.j2:3:7: broken\nhint: mend it\n"
    assert said.out.startswith("0 files, 1 error, 0 warnings, ")
    assert (workspace / "out" / "yuexiu" / "web" / "sheet.ar.pdf").read_bytes() == OLD


def test_a_warning_alone_is_status_0(
    workspace: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    happens(monkeypatch, lambda report: report.append(DOUBT))
    assert main(["build"]) == Status.WELL
    assert capsys.readouterr().err.startswith("warning: locales/ar/x.po:9: ")


def test_json_is_one_document_on_stdout(
    workspace: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    happens(monkeypatch, lambda report: report.append(DOUBT))
    assert main(["build", "--format", "json", "--edition", "web"]) == Status.WELL
    said = capsys.readouterr()
    content = json.loads(said.out)
    assert said.err == ""
    (file,) = content["files"]
    assert file.pop("seconds") >= 0
    assert file == {
        "path": "out/yuexiu/web/sheet.ar.pdf",
        "campaign": "yuexiu",
        "template": "sheet",
        "locale": "ar",
        "edition": "web",
        "pages": 2,
        "size": 4,
        "warnings": 1,
        "fit": 0.5,
    }
    assert content["diagnostics"] == [
        {
            "severity": "warning",
            "path": "locales/ar/x.po",
            "line": 9,
            "column": 0,
            "message": "“شك”",
            "hint": "",
        }
    ]
    assert content["totals"].pop("seconds") >= 0
    assert content["totals"] == {"files": 1, "pages": 2, "size": 4, "errors": 0, "warnings": 1}


def test_init_makes_a_workspace(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "my district"
    assert main(["init", str(folder)]) == Status.WELL
    assert (folder / "campaigns" / "yuexiu" / "campaign.yaml").is_file()
    assert "leaflets -C" in capsys.readouterr().out


def test_an_internal_error_is_one_line_and_a_report(
    workspace: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(workspace))
    monkeypatch.delenv("LEAFLETS_DEBUG", raising=False)
    happens(monkeypatch, raising(RuntimeError("of two\nlines")))
    assert main(["build"]) == Status.INTERNAL
    said = capsys.readouterr().err
    assert said.startswith("internal error: RuntimeError: of two lines; the report is in ")
    assert said.count("\n") == 1
    report = Path(said.rpartition(" in ")[2].strip()).read_text(encoding="utf-8")
    assert "Traceback" in report


def test_an_internal_error_where_no_report_can_be_saved(
    workspace: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(workspace / "nowhere"))
    monkeypatch.delenv("LEAFLETS_DEBUG", raising=False)
    happens(monkeypatch, raising(RuntimeError("x")))
    assert main(["build"]) == Status.INTERNAL
    assert "LEAFLETS_DEBUG=1" in capsys.readouterr().err


def test_a_traceback_is_shown_to_whoever_asks(
    workspace: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LEAFLETS_DEBUG", "1")
    happens(monkeypatch, raising(RuntimeError("x")))
    assert main(["build"]) == Status.INTERNAL
    assert "Traceback" in capsys.readouterr().err


def test_what_the_system_refuses_is_said(
    workspace: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    refused = PermissionError(errno.EACCES, os.strerror(errno.EACCES), "templates")
    happens(monkeypatch, raising(refused))
    monkeypatch.setattr("leaflets.cli._let_go_of_stdout", lambda: None)
    assert main(["build"]) == Status.FAULTS
    assert capsys.readouterr().err == "leaflets: error: templates: Permission denied\n"


def test_an_interrupt_is_status_130(
    workspace: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    happens(monkeypatch, raising(KeyboardInterrupt()))
    assert main(["build"]) == Status.INTERRUPTED
    assert capsys.readouterr().err == "leaflets: stopped\n"


@POSIX
def test_sigterm_unwinds_and_restores_the_handler(
    workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = signal.getsignal(signal.SIGTERM)
    happens(monkeypatch, lambda report: os.kill(os.getpid(), signal.SIGTERM))
    assert main(["build"]) == Status.TERMINATED
    assert signal.getsignal(signal.SIGTERM) is before
    assert (workspace / "out" / "yuexiu" / "web" / "sheet.ar.pdf").read_bytes() == OLD


@POSIX
@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_a_reader_that_goes_away_is_no_reason_to_complain(workspace: Path, unbuffered: str) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    environment = os.environ | {"PYTHONUNBUFFERED": unbuffered}
    done = run("init", "there", stdout=writing, env=environment)
    os.close(writing)
    assert done.stderr == b""
    assert done.returncode == Status.UNREAD


@pytest.mark.needs("/dev/full")
def test_an_output_that_is_full_is_said() -> None:
    with Path("/dev/full").open("wb") as full:
        done = run("--help", stdout=full)
    assert done.stderr == b"leaflets: error: No space left on device\n"
    assert done.returncode == Status.FAULTS


def test_output_is_utf8_whatever_the_locale(workspace: Path) -> None:
    plain = {"LC_ALL": "C", "PYTHONIOENCODING": "ascii"}
    done = run("build", "越秀", env=os.environ | plain)
    assert done.returncode == Status.USAGE
    assert "unknown campaign '越秀'" in done.stderr.decode("utf-8")


def test_progress_rewrites_one_line_and_leaves_it_empty() -> None:
    stream = io.StringIO()
    line = ProgressLine(stream, shown=True)
    line(0, 12, Job("yuexiu", SimpleNamespace(), "know-the-law", "zh_Hans_CN", ()))
    line(1, 12, Job("yuexiu", SimpleNamespace(), "know-the-law", "ar", ()))
    line.clear()
    first, second, cleared = stream.getvalue().split("\r")[1:4]
    assert first == "[1/12] yuexiu: know-the-law, zh_Hans_CN"
    assert second.rstrip() == "[2/12] yuexiu: know-the-law, ar"
    assert len(first) == len(second)
    assert cleared.strip() == ""
    assert "\n" not in stream.getvalue()


def test_progress_is_silent_where_nobody_watches() -> None:
    stream = io.StringIO()
    line = ProgressLine(stream, shown=False)
    line(0, 1, Job("yuexiu", SimpleNamespace(), "know-the-law", "ar", ()))
    line.clear()
    assert stream.getvalue() == ""


def test_progress_never_wraps_a_narrow_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "20")
    stream = io.StringIO()
    line = ProgressLine(stream, shown=True)
    line(0, 1, Job("yuexiu", SimpleNamespace(), "know-the-law", "ar", ()))
    assert stream.getvalue() == "\r[1/1] yuexiu: know-"
