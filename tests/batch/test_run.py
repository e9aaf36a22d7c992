"""Runs over a table: what is written, resumed, refused and left whole."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from leaflets.cli import main
from leaflets.pdf.stencil import Stencil

ROOT = Path(__file__).parents[2]
HEAD = "serial,venue_name,address,contact,phone"


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    for folder in ("campaigns", "locales", "templates"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    table(tmp_path, 6)
    return tmp_path


def table(workspace: Path, count: int, *more: str) -> None:
    rows = [f"YX-{n},Hotel {n},{n} Road,Desk,110" for n in range(count)]
    text = "\n".join([HEAD, *rows, *more])
    (workspace / "campaigns/yuexiu/records.csv").write_text(text, encoding="utf-8")


def merge(workspace: Path, *options: str) -> int:
    language = ("--language", "en", "--edition", "web")
    return main(["-C", str(workspace), "merge", "yuexiu", *language, "--jobs", "1", *options])


def files(workspace: Path) -> dict[str, bytes]:
    out = workspace / "out"
    return {
        str(path.relative_to(out)): path.read_bytes() for path in out.rglob("*") if path.is_file()
    }


def times(workspace: Path) -> dict[str, int]:
    return {path.name: path.stat().st_mtime_ns for path in (workspace / "out").rglob("*.pdf")}


def test_every_record_has_its_file_and_its_line(workspace: Path) -> None:
    assert merge(workspace) == 0
    found = files(workspace)
    lines = found.pop("yuexiu/manifest.jsonl").decode().splitlines()
    entries = [json.loads(line) for line in lines[1:]]
    assert [f"yuexiu/{one['file']}" for one in entries] == sorted(found)
    assert [one["record"] for one in entries] == [f"YX-{n}" for n in range(6)]
    assert all(content.startswith(b"%PDF-1.7") for content in found.values())


def test_two_workers_make_what_one_makes(workspace: Path) -> None:
    assert merge(workspace) == 0
    one = files(workspace)
    shutil.rmtree(workspace / "out")
    assert merge(workspace, "--jobs", "2") == 0
    assert files(workspace) == one


def test_resume_keeps_what_is_whole_and_makes_the_rest(workspace: Path) -> None:
    assert merge(workspace) == 0
    whole, before = files(workspace), times(workspace)
    manifest = workspace / "out/yuexiu/manifest.jsonl"
    manifest.write_bytes(manifest.read_bytes()[:-40])  # killed while it wrote the last line
    (workspace / "out/yuexiu/web/venue-notice/YX-4.en.pdf").write_bytes(b"%PDF-half")
    assert merge(workspace, "--resume") == 0
    assert files(workspace) == whole
    after = times(workspace)
    assert [name for name in sorted(after) if after[name] != before[name]] == [
        "YX-4.en.pdf",
        "YX-5.en.pdf",
    ]


def test_resume_makes_everything_anew_when_something_changed(workspace: Path) -> None:
    assert merge(workspace) == 0
    before = times(workspace)
    table(workspace, 6, "YX-9,New,Road,Desk,110")
    assert merge(workspace, "--resume") == 0
    assert all(times(workspace)[name] != at for name, at in before.items())


def test_a_run_refuses_a_bad_row_before_it_writes(
    workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table(workspace, 2, "YX-1,Twice,Road,Desk,110")
    assert merge(workspace) == 1
    assert "records.csv:4:1: `serial` is “YX-1” as in row 3" in capsys.readouterr().err
    assert not (workspace / "out").exists()


def test_a_campaign_may_skip_bad_rows(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = workspace / "campaigns/yuexiu/campaign.yaml"
    path.write_text(path.read_text().replace("on_error: refuse", "on_error: skip"))
    table(workspace, 1, f"YX-7,{'long ' * 60},Road,Desk,110", "YX-8,Good,Road,Desk,110")
    assert merge(workspace) == 1
    assert "records.csv:3:2: the text is too long" in capsys.readouterr().err
    assert sorted(times(workspace)) == ["YX-0.en.pdf", "YX-8.en.pdf"]


def test_an_unwritable_folder_is_told(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (workspace / "out").write_text("a file")
    assert merge(workspace) == 1
    assert "out" in capsys.readouterr().err


def test_a_second_run_into_the_folder_is_refused(workspace: Path) -> None:
    import fcntl  # noqa: PLC0415 - not on Windows

    folder = workspace / "out/yuexiu"
    folder.mkdir(parents=True)
    with (folder / "manifest.jsonl").open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        assert merge(workspace) == 1
    assert times(workspace) == {}


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGINT])
def test_a_stopped_run_is_finished_by_resume(workspace: Path, number: signal.Signals) -> None:
    table(workspace, 400)
    command = [sys.executable, "-m", "leaflets", "-C", str(workspace), "merge", "yuexiu"]
    command += ["--language", "en", "--edition", "web", "--jobs", "2"]
    manifest = workspace / "out/yuexiu/manifest.jsonl"
    with subprocess.Popen(command, stderr=subprocess.DEVNULL, start_new_session=True) as run:
        while not manifest.exists() or len(manifest.read_bytes()) < 5000:
            time.sleep(0.01)
        begun = time.monotonic()
        os.kill(run.pid, number)
        run.wait()
    assert time.monotonic() - begun < 1
    assert merge(workspace, "--resume") == 0
    finished = files(workspace)
    shutil.rmtree(workspace / "out")
    assert merge(workspace) == 0
    assert files(workspace) == finished


def test_progress_for_programs_is_lines_of_json(
    workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert merge(workspace, "--format", "json") == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert lines[-1] == {"event": "end", "records": 6, "kept": 0, "files": 6, "refused": 0}
    assert lines[-2].keys() == {"event", "done", "total", "rate", "seconds_left"}
    assert (lines[-2]["done"], lines[-2]["total"], lines[-2]["seconds_left"]) == (6, 6, 0)


def test_approved_refuses_what_nobody_approved(
    workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert merge(workspace, "--approved") == 1
    assert "`en` is not approved" in capsys.readouterr().err
    assert not (workspace / "out").exists()
    approve = ["catalog", "approve", "en", "--reviewer", "A. Reader"]
    assert main(["-C", str(workspace), *approve]) == 0
    assert merge(workspace, "--approved") == 0
    catalog = workspace / "locales/en/LC_MESSAGES/leaflets.po"
    with catalog.open("a") as file:
        file.write('\nmsgid "More"\nmsgstr "Mehr"\n')
    assert merge(workspace, "--approved") == 1
    assert "the source texts have changed" in capsys.readouterr().err


def test_the_first_stamped_files_are_judged(
    workspace: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    sound = Stencil.stamp
    monkeypatch.setattr(
        Stencil,
        "stamp",
        lambda *given: sound(*given).replace(b"/DisplayDocTitle", b"/DisplayNoTitle"),
    )
    assert merge(workspace) == 1
    assert "web/venue-notice.en.pdf" in capsys.readouterr().err
    assert times(workspace) == {}
