"""Files are written whole or not at all."""

from __future__ import annotations

import errno
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from leaflets import output

OLD, NEW = b"the old file", b"the new file" * 1000


def temporaries(folder: Path) -> list[Path]:
    return list(folder.glob(f"{output.PREFIX}*"))


@pytest.fixture
def out(tmp_path: Path) -> Path:
    folder = tmp_path / "out"
    (folder / "c" / "web").mkdir(parents=True)
    (folder / "c" / "web" / "a.pdf").write_bytes(OLD)
    return folder


def test_write_makes_folders_and_replaces_the_file(tmp_path: Path, out: Path) -> None:
    assert output.write(out, "c/web/a.pdf", NEW).read_bytes() == NEW
    assert output.write(tmp_path / "other", "c/web/a.pdf", NEW).read_bytes() == NEW
    assert temporaries(out / "c" / "web") == []


def test_a_written_file_may_be_read_by_whom_the_umask_lets(out: Path) -> None:
    before = os.umask(0o027)
    try:
        mode = output.write(out, "c/web/a.pdf", NEW).stat().st_mode
    finally:
        os.umask(before)
    assert stat.S_IMODE(mode) == 0o640


@pytest.mark.parametrize("step", ["fdopen", "fsync", "replace"])
def test_a_failure_at_any_step_leaves_the_old_file_and_nothing_else(
    out: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(Path if step == "replace" else os, step, fail)
    with pytest.raises(OSError, match="No space left"):
        output.write(out, "c/web/a.pdf", NEW)
    monkeypatch.undo()
    assert (out / "c" / "web" / "a.pdf").read_bytes() == OLD
    assert temporaries(out / "c" / "web") == []


def test_an_interrupt_leaves_the_old_file_and_nothing_else(
    out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(_: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        output.write(out, "c/web/a.pdf", NEW)
    assert (out / "c" / "web" / "a.pdf").read_bytes() == OLD
    assert temporaries(out / "c" / "web") == []


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX limits")
def test_a_full_disk_leaves_the_old_file(out: Path) -> None:
    program = f"""
import resource, signal
from pathlib import Path
from leaflets import output
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))
target = Path({str(out)!r})
try:
    output.write(target, "c/web/a.pdf", b"x" * 1000)
except OSError as error:
    print(output.fault(error, target / "c/web/a.pdf"))
"""
    done = subprocess.run(
        [sys.executable, "-c", program], check=True, stdout=subprocess.PIPE, text=True
    )
    assert "a.pdf: cannot be written: File too large" in done.stdout
    assert "hint: free some space" in done.stdout
    assert (out / "c" / "web" / "a.pdf").read_bytes() == OLD
    assert temporaries(out / "c" / "web") == []


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")
def test_a_killed_run_leaves_the_old_file_and_the_next_run_cleans_up(out: Path) -> None:
    folder = out / "c" / "web"
    program = f"""
import os, signal
from pathlib import Path
from leaflets import output
os.fsync = lambda _: os.kill(os.getpid(), signal.SIGKILL)
output.write(Path({str(out)!r}), "c/web/a.pdf", b"half")
"""
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == -9
    assert (folder / "a.pdf").read_bytes() == OLD
    assert len(temporaries(folder)) == 1
    output.sweep(folder)
    assert temporaries(folder) == []
    assert (folder / "a.pdf").read_bytes() == OLD


def test_a_sweep_spares_the_file_that_another_run_is_writing(
    out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = out / "c" / "web"
    swept: list[int] = []

    def sweep_meanwhile(_: int) -> None:
        output.sweep(folder)
        swept.append(len(temporaries(folder)))

    monkeypatch.setattr(os, "fsync", sweep_meanwhile)
    output.write(out, "c/web/a.pdf", NEW)
    assert swept == [1]
    assert (folder / "a.pdf").read_bytes() == NEW


def test_a_file_swept_before_it_was_locked_is_made_again(
    out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = out / "c" / "web"
    lock, sweeps = output._lock, [output.sweep]

    def sweep_first(descriptor: int) -> None:
        if sweeps:
            sweeps.pop()(folder)
        lock(descriptor)

    monkeypatch.setattr(output, "_lock", sweep_first)
    assert output.write(out, "c/web/a.pdf", NEW).read_bytes() == NEW
    assert sweeps == []


def test_a_sweep_touches_no_other_file_and_needs_no_folder(out: Path) -> None:
    folder = out / "c" / "web"
    (folder / ".hidden").write_bytes(b"")
    output.sweep(folder)
    output.sweep(out / "nowhere")
    assert {path.name for path in folder.iterdir()} == {".hidden", "a.pdf"}


def test_a_sweep_does_not_follow_links(out: Path, tmp_path: Path) -> None:
    precious = tmp_path / "precious"
    precious.write_bytes(OLD)
    link = out / "c" / "web" / f"{output.PREFIX}0{output.SUFFIX}"
    link.symlink_to(precious)
    output.sweep(link.parent)
    assert precious.read_bytes() == OLD


def test_a_link_cannot_lead_a_file_out_of_the_root(out: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (out / "c" / "press").symlink_to(elsewhere, target_is_directory=True)
    with pytest.raises(PermissionError, match="leads out of"):
        output.write(out, "c/press/a.pdf", NEW)
    with pytest.raises(PermissionError, match="leads out of"):
        output.write(out, "../elsewhere/a.pdf", NEW)
    assert list(elsewhere.iterdir()) == []


def test_the_root_itself_may_be_a_link(out: Path, tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to(out, target_is_directory=True)
    output.write(link, "c/web/a.pdf", NEW)
    assert (out / "c" / "web" / "a.pdf").read_bytes() == NEW


def test_a_link_in_the_file_s_place_is_replaced_and_its_target_spared(
    out: Path, tmp_path: Path
) -> None:
    precious = tmp_path / "precious"
    precious.write_bytes(OLD)
    link = out / "c" / "web" / "b.pdf"
    link.symlink_to(precious)
    output.write(out, "c/web/b.pdf", NEW)
    assert precious.read_bytes() == OLD
    assert not link.is_symlink()


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("c/web/a.pdf/b.pdf", "a folder is needed there"),
        ("c/web", "a folder stands where the file belongs"),
    ],
)
def test_a_wrong_kind_of_thing_in_the_way_is_explained(out: Path, name: str, hint: str) -> None:
    with pytest.raises(OSError) as caught:  # noqa: PT011 - which one depends on the system
        output.write(out, name, NEW)
    diagnostic = output.fault(caught.value, out / name)
    assert hint in diagnostic.hint
    assert diagnostic.location.path.startswith(str(out / "c" / "web"))
    assert temporaries(out / "c") == []


def test_a_folder_that_may_not_be_written_is_explained() -> None:
    error = PermissionError(errno.EACCES, os.strerror(errno.EACCES), "out/c/web")
    diagnostic = output.fault(error, Path("out/c/web/a.pdf"))
    assert str(diagnostic) == (
        "error: out/c/web/a.pdf: cannot be written: Permission denied (out/c/web)\n"
        "hint: make the folder writable, or choose another one with --out"
    )


def test_a_file_that_is_filled_bit_by_bit_appears_at_the_end(out: Path) -> None:
    with output.writing(out, "c/web/a.pdf") as file:
        file.write(NEW[:2])
        assert (out / "c" / "web" / "a.pdf").read_bytes() == OLD
        file.write(NEW[2:])
    assert (out / "c" / "web" / "a.pdf").read_bytes() == NEW


def test_a_block_that_raises_leaves_the_old_file_and_nothing_else(out: Path) -> None:
    def fill() -> None:
        with output.writing(out, "c/web/a.pdf") as file:
            file.write(NEW)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fill()
    assert (out / "c" / "web" / "a.pdf").read_bytes() == OLD
    assert temporaries(out / "c" / "web") == []
