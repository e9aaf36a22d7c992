"""What was saved is seen once it is at rest, however it was saved."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from leaflets.watch.files import Files


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    inner = tmp_path / "locales" / "ar"
    inner.mkdir(parents=True)
    (inner / "a.po").write_text("one")
    (inner / "b.po").write_text("two")
    return tmp_path


def saved(files: Files) -> list[str]:
    """Look twice, as a watch does, and return the names of what has changed."""
    assert files.changed() == ()
    return [path.name for path in files.changed()]


def test_nothing_changed(folder: Path) -> None:
    files = Files([folder])
    assert saved(files) == []


def test_a_file_that_is_written_in_place(folder: Path) -> None:
    files = Files([folder])
    (folder / "locales/ar/a.po").write_text("three")
    assert saved(files) == ["a.po"]
    assert not files.moving
    assert saved(files) == []


def test_a_file_of_the_same_size_and_time_that_was_renamed_over_the_old_one(folder: Path) -> None:
    files = Files([folder])
    old, new = folder / "locales/ar/a.po", folder / "locales/ar/.a.po.swp"
    new.write_text("ONE")
    seen = old.stat()
    os.utime(new, ns=(seen.st_atime_ns, seen.st_mtime_ns))
    new.replace(old)
    assert saved(files) == ["a.po"]


def test_new_and_deleted_files(folder: Path) -> None:
    files = Files([folder])
    (folder / "locales/ar/b.po").unlink()
    (folder / "locales/fr").mkdir()
    (folder / "locales/fr/c.po").write_text("three")
    assert saved(files) == ["b.po", "c.po"]


def test_a_file_that_is_still_being_written_is_waited_for(folder: Path) -> None:
    files = Files([folder])
    path = folder / "locales/ar/a.po"
    for length in range(4, 7):
        path.write_text("x" * length)
        assert files.changed() == ()
        assert files.moving
    assert [one.name for one in files.changed()] == ["a.po"]


def test_what_was_changed_and_changed_back_is_no_change_of_the_rest(folder: Path) -> None:
    files = Files([folder])
    path = folder / "locales/ar/a.po"
    before = path.stat()
    path.write_text("ONE")
    assert files.changed() == ()
    path.write_text("one")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert saved(files) == []


def test_editors_own_files_and_folders_that_are_missing_count_for_nothing(folder: Path) -> None:
    files = Files([folder, folder / "templates"])
    for name in (".a.po.swp", "a.po~", "#a.po#", "a.po.bak", "a.mo", "a.tmp"):
        (folder / "locales/ar" / name).write_text("x")
    (folder / "locales/.git").mkdir()
    (folder / "locales/.git/index").write_text("x")
    (folder / "locales/ar/gone").symlink_to("nowhere")
    (folder / "locales/ar/loop").symlink_to(folder)
    assert saved(files) == []


def test_what_a_linked_folder_holds_counts(folder: Path) -> None:
    files = Files([folder / "locales"])
    (folder / "elsewhere").mkdir()
    (folder / "locales/fr").symlink_to(folder / "elsewhere")
    (folder / "elsewhere/c.po").write_text("three")
    assert saved(files) == ["c.po"]


def test_a_link_to_itself_is_passed_over(folder: Path) -> None:
    (folder / "locales/ar/round").symlink_to("round")
    (folder / "locales/ar/.#a.po").symlink_to("somebody@host.1")
    files = Files([folder])
    (folder / "locales/ar/a.po").write_text("three")
    assert saved(files) == ["a.po"]
