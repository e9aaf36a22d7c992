"""Runs on a real Dask scheduler with two worker processes."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

import pytest

from leaflets.batch import program


class District(Protocol):
    root: Path

    def hotels(self, count: int) -> None: ...
    def command(self, *options: str) -> list[str]: ...
    def merge(self, *options: str) -> int: ...
    def files(self, out: str = "out") -> dict[str, bytes]: ...


@dataclass
class Cluster:
    folder: Path
    stack: ExitStack
    workers: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def start(self, *arguments: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "dask", *arguments, "--no-dashboard"]
        log = self.stack.enter_context((self.folder / "log").open("ab"))
        run = subprocess.Popen(command, stdout=log, stderr=log, cwd=self.folder)
        self.stack.callback(run.wait)
        self.stack.callback(run.kill)
        return run

    @property
    def address(self) -> str:
        place = self.folder / "scheduler.json"
        until = time.monotonic() + 30
        while not place.exists() or not place.read_bytes():
            assert time.monotonic() < until, (self.folder / "log").read_text()
            time.sleep(0.05)
        return str(json.loads(place.read_text())["address"])

    def add_worker(self) -> None:
        options = ("--no-nanny", "--nthreads", "1", "--local-directory", str(self.folder))
        self.workers.append(self.start("worker", self.address, *options))


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    with ExitStack() as stack:
        found = Cluster(tmp_path_factory.mktemp("dask"), stack)
        place = str(found.folder / "scheduler.json")
        found.start("scheduler", "--host", "127.0.0.1", "--port", "0", "--scheduler-file", place)
        found.add_worker()
        found.add_worker()
        yield found


def there(cluster: Cluster, *options: str) -> tuple[str, ...]:
    return ("--executor", "dask", "--scheduler", cluster.address, *options)


def test_a_cluster_makes_what_one_process_makes(district: District, cluster: Cluster) -> None:
    assert district.merge("--jobs", "1", "--out", str(district.root / "alone")) == 0
    command = district.command(*there(cluster))
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    assert district.files() == district.files("alone")
    shared = (district.root / "shared").as_uri()
    subprocess.run(
        district.command(*there(cluster, "--out", shared)), check=True, stdout=subprocess.DEVNULL
    )
    assert district.files("shared") == district.files("alone")
    assert not list(cluster.folder.rglob("leaflets-*"))


def test_a_worker_is_lost_and_another_joins(district: District, cluster: Cluster) -> None:
    district.hotels(1500)
    assert district.merge("--jobs", "1", "--out", str(district.root / "alone")) == 0
    manifest = district.root / "out/yuexiu/manifest.jsonl"
    with subprocess.Popen(district.command(*there(cluster)), stdout=subprocess.DEVNULL) as run:
        until = time.monotonic() + 30
        while not manifest.exists() or len(manifest.read_bytes()) < 10_000:
            assert run.poll() is None
            assert time.monotonic() < until
            time.sleep(0.01)
        cluster.workers.pop(0).kill()
        still_running = run.poll() is None
        cluster.add_worker()
        assert run.wait(60) == 0
    assert still_running
    assert district.files() == district.files("alone")


def test_faults_name_files_as_they_are_called_here(district: District, cluster: Cluster) -> None:
    template = district.root / "templates/venue-notice/notice.xml.j2"
    words = '{% if record.serial == "YX-7" %}<p class="unknown">{{ record.phone }}</p>{% endif %}'
    text = template.read_text(encoding="utf-8")
    template.write_text(text.replace("</panel>", f"{words}</panel>", 1), encoding="utf-8")
    district.hotels(9)
    command = district.command(*there(cluster))
    run = subprocess.run(command, check=False, capture_output=True, text=True)
    assert str(template) in run.stderr
    assert "/leaflets-" not in run.stderr


def test_no_scheduler_is_told(
    district: District, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("leaflets.batch.cluster._ANSWER", 0.5)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    assert district.merge("--executor", "dask", "--scheduler", f"tcp://127.0.0.1:{port}") == 1
    assert f"tcp://127.0.0.1:{port}: no Dask scheduler answers" in capsys.readouterr().err
    assert district.merge("--executor", "dask", "--scheduler", "somewhere") == 2
    assert "'somewhere' is no address" in capsys.readouterr().err
    assert district.merge("--executor", "dask") == 2
    assert "belong together" in capsys.readouterr().err
    assert district.files() == {}


def test_the_missing_extra_is_told(
    district: District, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(sys.modules, "leaflets.batch.cluster", raising=False)
    monkeypatch.setitem(sys.modules, "distributed", None)
    assert district.merge("--executor", "dask", "--scheduler", "tcp://127.0.0.1:9") == 2
    assert "pip install 'leaflets[dask]'" in capsys.readouterr().err


def test_a_worker_of_another_version_is_told(
    district: District,
    cluster: Cluster,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    known = {**program.environment(), "reportlab": "9.9"}
    monkeypatch.setattr(program, "environment", lambda: known)
    assert district.merge(*there(cluster)) == 1
    assert "would make other bytes than this machine: it has reportlab " in capsys.readouterr().err
    assert district.files() == {}
