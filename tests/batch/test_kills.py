"""Never half done: runs that are killed, run out of room or lose their folder.

``pytest tests/batch/test_kills.py --kills 200`` kills as often.
"""

from __future__ import annotations

import json
import os
import random
import resource
import shutil
import signal
import stat
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

import pytest

from leaflets.output import PREFIX

HOTELS = 400


class District(Protocol):
    root: Path

    def hotels(self, count: int) -> None: ...
    def arguments(self, *options: str) -> list[str]: ...
    def command(self, *options: str) -> list[str]: ...
    def merge(self, *options: str) -> int: ...
    def files(self, out: str = "out") -> dict[str, bytes]: ...


def kept(district: District) -> dict[str, tuple[int, int]]:
    """The files that the manifest names, with what changes when they are made again."""
    folder = district.root / "out/yuexiu"
    if not (folder / "manifest.jsonl").exists():
        return {}
    lines = (folder / "manifest.jsonl").read_bytes().splitlines(keepends=True)
    names = [json.loads(line)["file"] for line in lines[1:] if line.endswith(b"\n")]
    # The lines of a record may have been cut between two files; here each has one.
    found = {name: (folder / name).stat() for name in names}
    return {name: (one.st_ino, one.st_mtime_ns) for name, one in found.items()}


def finished_files(district: District) -> dict[str, bytes]:
    """All files but the temporary ones, which a worker leaves that is ended while it writes."""
    return {name: one for name, one in district.files().items() if PREFIX not in name}


def test_kills_at_any_moment(district: District, pytestconfig: pytest.Config) -> None:
    chance = random.Random(7)
    district.hotels(HOTELS)
    begun = time.monotonic()
    subprocess.run(district.command("--jobs", "2"), check=True, stdout=subprocess.DEVNULL)
    longest = (time.monotonic() - begun) * 1.2
    whole = district.files()
    shutil.rmtree(district.root / "out")
    killed = finished = 0
    while killed < pytestconfig.getoption("kills"):
        before = kept(district)
        jobs = chance.choice(["1", "2"])
        with subprocess.Popen(district.command("--jobs", jobs, "--resume"), stdout=-3) as run:
            try:
                run.wait(chance.uniform(0.1, longest))
            except subprocess.TimeoutExpired:
                run.kill()
                killed += 1
        after = kept(district)
        assert {name: after[name] for name in before} == before
        if run.returncode == 0:
            finished += 1
            assert district.files() == whole
            shutil.rmtree(district.root / "out")
            continue
        left = finished_files(district)
        left.pop("yuexiu/manifest.jsonl", b"")
        assert {name: whole[name] for name in left} == left
    before = kept(district)
    assert district.merge("--jobs", "1", "--resume") == 0
    after = kept(district)
    assert {name: after[name] for name in before} == before
    assert district.files() == whole
    print(f"{killed} kills, {finished} runs finished before theirs")


@pytest.fixture
def small_disk(district: District) -> Iterator[Path]:
    """A folder in which there is room for about sixty leaflets."""
    out = district.root / "out"
    out.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=2500k", "tmpfs", str(out)]
    if os.geteuid() or subprocess.run(mount, check=False, stderr=subprocess.DEVNULL).returncode:
        pytest.skip("no tmpfs can be mounted here")
    yield out
    subprocess.run(["umount", str(out)], check=True)


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_disk_that_fills(district: District, small_disk: Path, jobs: str) -> None:
    district.hotels(120)
    run = subprocess.run(
        district.command("--jobs", jobs), check=False, capture_output=True, text=True
    )
    assert run.returncode == 1
    assert "No space left on device" in run.stderr
    assert "Traceback" not in run.stderr
    left = finished_files(district)
    manifest = left.pop("yuexiu/manifest.jsonl").splitlines()
    assert 10 < len(manifest) < 120
    subprocess.run(["mount", "-o", "remount,size=64m", str(small_disk)], check=True)
    assert district.merge("--jobs", "1", "--resume") == 0
    finished = district.files()
    assert {name: finished[name] for name in left} == left
    assert district.merge("--jobs", "1", "--out", str(district.root / "other")) == 0
    assert district.files("other") == finished


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_limit_on_the_size_of_files(district: District, jobs: str) -> None:
    """As a quota: also the manifest cannot grow; nothing half appears."""
    district.hotels(150)
    most = 35_000

    def limited() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))

    run = subprocess.run(
        district.command("--jobs", jobs),
        check=False,
        capture_output=True,
        text=True,
        preexec_fn=limited,
    )
    assert run.returncode == 1
    assert "File too large" in run.stderr
    assert district.merge("--jobs", "1", "--resume") == 0
    finished = district.files()
    assert district.merge("--jobs", "1", "--out", str(district.root / "other")) == 0
    assert district.files("other") == finished


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_folder_that_vanishes(district: District, jobs: str) -> None:
    district.hotels(1000)
    manifest = district.root / "out/yuexiu/manifest.jsonl"
    command = district.command("--jobs", jobs)
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as run:
        while not manifest.exists() or len(manifest.read_bytes()) < 2000:
            assert run.poll() is None
            time.sleep(0.01)
        shutil.rmtree(district.root / "out", ignore_errors=True)
        assert run.stderr is not None
        said = run.stderr.read()
    assert run.returncode == 1
    assert "out/yuexiu" in said
    assert "Traceback" not in said
    shutil.rmtree(district.root / "out", ignore_errors=True)


def test_a_folder_that_may_not_be_written(
    district: District, capsys: pytest.CaptureFixture[str]
) -> None:
    out = district.root / "out"
    out.mkdir()
    out.chmod(stat.S_IRUSR | stat.S_IXUSR)
    read_only = [
        "mount",
        "-t",
        "tmpfs",
        "-o",
        "ro",
        "tmpfs",
        str(out),
    ]  # for whom no mode is enough
    if os.geteuid() == 0 and subprocess.run(read_only, check=False).returncode:
        pytest.skip("root may write everywhere")
    try:
        assert district.merge("--jobs", "1") == 1
    finally:
        if os.geteuid() == 0:
            subprocess.run(["umount", str(out)], check=True)
        out.chmod(stat.S_IRWXU)
    said = capsys.readouterr().err
    assert f"{out}/yuexiu: Permission denied" in said or f"{out}/yuexiu: Read-only" in said


def test_a_folder_in_the_place_of_a_file(
    district: District, capsys: pytest.CaptureFixture[str]
) -> None:
    blocked = district.root / "out/yuexiu/web/venue-notice/YX-7.en.pdf"
    blocked.mkdir(parents=True)
    assert district.merge("--jobs", "1") == 1
    assert "YX-7.en.pdf: Is a directory" in capsys.readouterr().err
    blocked.rmdir()
    assert district.merge("--jobs", "1", "--resume") == 0
    assert len(district.files()) == 41


@pytest.mark.parametrize("jobs", ["1", "2"])
@pytest.mark.parametrize("rendered", [False, True])
def test_an_interrupt_ends_a_run_at_once(district: District, jobs: str, rendered: bool) -> None:
    """Whole leaflets, laid out for each record, are the slow ones."""
    template = district.root / "templates/venue-notice/notice.xml.j2"
    if rendered:
        words = '{% if record.serial == "none" %}<p>{{ record.phone }}</p>{% endif %}</panel>'
        text = template.read_text(encoding="utf-8")
        template.write_text(text.replace("</panel>", words, 1), encoding="utf-8")
    district.hotels(2000)
    out = district.root / "out/yuexiu/web/venue-notice"
    with subprocess.Popen(
        district.command("--jobs", jobs), stderr=subprocess.PIPE, start_new_session=True, text=True
    ) as run:
        while len(list(out.glob("*.pdf"))) < 5:
            assert run.poll() is None
            time.sleep(0.01)
        os.killpg(run.pid, signal.SIGINT)  # as a terminal does
        run.wait(10)
        assert run.stderr is not None
        assert run.stderr.read() == "leaflets: stopped\n"
    assert run.returncode == 130


def children(process: int) -> list[int]:
    return [
        int(one) for one in Path(f"/proc/{process}/task/{process}/children").read_text().split()
    ]


def test_a_worker_that_is_killed_is_told(district: District) -> None:
    district.hotels(2000)
    out = district.root / "out/yuexiu/web/venue-notice"
    command = district.command("--jobs", "2")
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as run:
        while len(list(out.glob("*.pdf"))) < 5:
            assert run.poll() is None
            time.sleep(0.01)
        workers = [one for server in children(run.pid) for one in children(server)]
        os.kill(workers[0], signal.SIGKILL)
        assert run.stderr is not None
        said = run.stderr.read()
    assert run.returncode == 1
    assert "a worker process was killed" in said
    assert "--resume" in said
