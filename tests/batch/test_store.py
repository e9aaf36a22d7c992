"""Runs into an object store: moto's server is a real S3 endpoint."""

from __future__ import annotations

import json
import logging
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Protocol
from urllib.request import Request, urlopen

import boto3
import pytest
from fsspec.implementations.memory import MemoryFileSystem
from moto.server import ThreadedMotoServer

from leaflets.batch import lock, segments
from leaflets.batch.lock import UrlLock
from leaflets.batch.manifest import Entry
from leaflets.batch.place import Url, open_url
from leaflets.batch.segments import UrlManifest

BUCKET = "district"
OUT = f"s3://{BUCKET}/spring"


class District(Protocol):
    root: Path

    def hotels(self, count: int) -> None: ...
    def command(self, *options: str) -> list[str]: ...
    def merge(self, *options: str) -> int: ...
    def files(self, out: str = "out") -> dict[str, bytes]: ...


class Store:
    """A bucket that keeps every version of its objects."""

    def __init__(self, address: str) -> None:
        self._s3: Any = boto3.client("s3", endpoint_url=address)
        self._s3.create_bucket(Bucket=BUCKET)
        kept = {"Status": "Enabled"}
        self._s3.put_bucket_versioning(Bucket=BUCKET, VersioningConfiguration=kept)

    def files(self) -> dict[str, bytes]:
        return {
            name.removeprefix("spring/"): self._s3.get_object(Bucket=BUCKET, Key=name)[
                "Body"
            ].read()
            for name in self.names()
        }

    def names(self) -> list[str]:
        pages = self._s3.get_paginator("list_objects_v2").paginate(Bucket=BUCKET)
        return [one["Key"] for page in pages for one in page.get("Contents", ())]

    def versions(self) -> dict[str, int]:
        counts: dict[str, int] = {}
        for page in self._s3.get_paginator("list_object_versions").paginate(Bucket=BUCKET):
            for one in page.get("Versions", ()):
                counts[one["Key"]] = counts.get(one["Key"], 0) + 1
        return counts

    def put(self, name: str, content: bytes) -> None:
        self._s3.put_object(Bucket=BUCKET, Key=f"spring/{name}", Body=content)


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    server.start()
    yield "http://{}:{}".format(*server.get_host_and_port())
    server.stop()


@pytest.fixture
def store(address: str, monkeypatch: pytest.MonkeyPatch) -> Store:
    for name, value in {
        "AWS_ACCESS_KEY_ID": "testing",
        "AWS_SECRET_ACCESS_KEY": "testing",
        "AWS_DEFAULT_REGION": "us-east-1",
        "AWS_ENDPOINT_URL": address,
    }.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(lock, "_PATIENCE", 1.0)
    with urlopen(Request(f"{address}/moto-api/reset", method="POST")):
        return Store(address)


def without_tags(manifest: bytes) -> list[dict[str, str]]:
    lines = [json.loads(line) for line in manifest.splitlines()]
    return [{key: value for key, value in line.items() if key != "etag"} for line in lines]


def test_a_store_receives_what_a_folder_does(district: District, store: Store) -> None:
    assert district.merge("--jobs", "2") == 0
    assert district.merge("--jobs", "1", "--out", OUT) == 0
    here, there = district.files(), store.files()
    name = "yuexiu/manifest.jsonl"
    assert without_tags(there.pop(name)) == without_tags(here.pop(name))
    assert there == here


def test_a_killed_run_is_finished_and_nothing_whole_made_again(
    district: District, store: Store
) -> None:
    district.hotels(400)
    assert district.merge("--jobs", "1") == 0
    program = "import sys; from leaflets.batch import segments; segments._EVERY = 0.1; "
    program += "from leaflets.cli import main; sys.exit(main(sys.argv[1:]))"
    python, _, _, *rest = district.command("--jobs", "2", "--out", OUT)
    with subprocess.Popen([python, "-c", program, *rest]) as run:
        while "spring/yuexiu/manifest-000001-000003.jsonl" not in store.names():
            assert run.poll() is None
            time.sleep(0.02)
        run.send_signal(signal.SIGKILL)
    time.sleep(0.3)  # its workers end with it
    left = store.files()
    parts = sorted(name for name in left if "/manifest-" in name)
    lines = b"".join(left[name] for name in parts).splitlines()[1:]
    kept = [f"spring/yuexiu/{json.loads(line)['file']}" for line in lines]
    assert kept
    before = store.versions()
    assert district.merge("--jobs", "1", "--out", OUT, "--resume") == 0
    found = store.files()
    after = store.versions()
    assert [name for name in kept if after[name] != before[name]] == []
    here, name = district.files(), "yuexiu/manifest.jsonl"
    assert without_tags(found.pop(name)) == without_tags(here.pop(name))
    assert found == here


def test_what_changed_meanwhile_is_made_again(district: District, store: Store) -> None:
    assert district.merge("--jobs", "1", "--out", OUT) == 0
    whole = store.files()
    store.put("yuexiu/web/venue-notice/YX-7.en.pdf", b"%PDF-other")
    assert district.merge("--jobs", "1", "--out", OUT, "--resume") == 0
    assert store.files() == whole
    versions = store.versions()
    assert versions["spring/yuexiu/web/venue-notice/YX-6.en.pdf"] == 1
    assert versions["spring/yuexiu/web/venue-notice/YX-7.en.pdf"] == 3


def test_two_runs_do_not_meet(
    district: District, store: Store, capsys: pytest.CaptureFixture[str]
) -> None:
    url = Url(f"{OUT}/yuexiu")
    held = UrlLock(*open_url(url), url)
    lock._PATIENCE = 5.0  # longer than a beat; the fixture puts it back
    assert district.merge("--jobs", "1", "--out", OUT) == 1
    assert f"{url}: another run is writing there" in capsys.readouterr().err
    assert store.names() == ["spring/yuexiu/lock-000001"]
    held.release()
    assert district.merge("--jobs", "1", "--out", OUT) == 0
    assert not any("lock-" in name for name in store.names())


def test_a_run_that_was_taken_for_dead_stops(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lock, "_BEAT", 60)
    url = Url(f"{OUT}/yuexiu")
    stopped = UrlLock(*open_url(url), url)
    monkeypatch.setattr(lock, "_BEAT", 0.05)
    other = UrlLock(*open_url(url), url)
    assert store.names() == ["spring/yuexiu/lock-000002"]
    monkeypatch.setattr(stopped, "_ended", lock.threading.Event())
    stopped._live()
    with pytest.raises(BlockingIOError, match="another run"):
        stopped.demand()
    other.demand()
    other.release()
    assert store.names() == []


def test_what_is_wrong_with_a_place_is_told(
    district: District,
    store: Store,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert district.merge("--jobs", "1", "--out", "s3://nobody/spring") == 1
    assert "s3://nobody/spring/yuexiu: The specified bucket does not exist" in (
        capsys.readouterr().err
    )
    assert district.merge("--jobs", "1", "--out", "nowhere://a/b") == 2
    assert "Protocol not known: nowhere" in capsys.readouterr().err
    monkeypatch.setitem(__import__("sys").modules, "fsspec.core", None)
    assert district.merge("--jobs", "1", "--out", OUT) == 2
    assert "pip install 'leaflets[s3]'" in capsys.readouterr().err


def entry(number: int, content: bytes) -> Entry:
    digest = segments.sha256(content).hexdigest()
    return Entry(f"{number}", "en", "web", f"web/{number}.pdf", digest, "written")


def test_a_store_without_entity_tags_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lock, "_PATIENCE", 0.05)
    monkeypatch.setattr(MemoryFileSystem, "store", {})
    url = Url("memory://spring/yuexiu")
    files, path = open_url(url)
    for number in range(4):
        files.pipe_file(f"{path}/web/{number}.pdf", b"%d" % number)
    with UrlManifest(url, "inputs", 1, resume=False) as manifest:
        for number in range(4):
            manifest.add(entry(number, b"%d" % number).line("unlisted"))
    files.pipe_file(f"{path}/web/2.pdf", b"other")
    with UrlManifest(url, "inputs", 1, resume=True) as manifest:
        assert manifest.done == 2
    with UrlManifest(url, "other inputs", 1, resume=True) as manifest:
        assert manifest.done == 0
        manifest.finish()
    assert (
        files.cat_file(f"{path}/manifest.jsonl") == b'{"manifest": 1, "inputs": "other inputs"}\n'
    )
    assert not [name for name in files.ls(path, detail=False) if "lock-" in name or "-0" in name]
