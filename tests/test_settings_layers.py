"""A settings file that builds on another: what is merged, and in which file a fault stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from leaflets.diagnostics import Diagnostic
from leaflets.settings import Loaded, read_layers

BASE = """\
title: plain
sizes: [1, 2]
inner:
  one: {depth: 1, width: 10}
  two: {depth: 2, width: 20}
"""


@dataclass(frozen=True)
class Size:
    depth: int
    width: int


@dataclass(frozen=True)
class Shape:
    title: str
    sizes: tuple[int, ...]
    inner: Mapping[str, Size]


def read(folder: Path, **files: str) -> tuple[Loaded[Shape] | None, list[Diagnostic]]:
    """Return the file ``top``, written with the others into ``folder``."""
    for name, text in files.items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    report: list[Diagnostic] = []
    return read_layers(folder / "top.yaml", Shape, report), report


def test_groups_are_merged_and_all_else_is_replaced(tmp_path: Path) -> None:
    top = "extends: base\nsizes: [3]\ninner:\n  three: {depth: 3, width: 30}\n  one: {depth: 9}\n"
    loaded, report = read(tmp_path, base=BASE, top=top)
    assert not report
    assert loaded is not None
    inner = {"one": Size(9, 10), "two": Size(2, 20), "three": Size(3, 30)}
    assert loaded.value == Shape("plain", (3,), inner)
    assert list(loaded.value.inner) == ["one", "two", "three"]


def test_layers_may_be_many(tmp_path: Path) -> None:
    middle = "extends: base\ntitle: middle\nsizes: [5]\n"
    loaded, _ = read(tmp_path, base=BASE, middle=middle, top="extends: middle\ntitle: top\n")
    assert loaded is not None
    assert (loaded.value.title, loaded.value.sizes) == ("top", (5,))


def test_a_file_without_extends_is_read_as_it_is(tmp_path: Path) -> None:
    loaded, report = read(tmp_path, top=BASE)
    assert not report
    assert loaded is not None
    assert loaded.value.title == "plain"


@pytest.mark.parametrize(
    ("base", "top", "place"),
    [
        (BASE.replace("depth: 2", "depth: two"), "extends: base\n", "base.yaml:5:16"),
        (BASE, "extends: base\ninner:\n  two: {depth: two}\n", "top.yaml:3:16"),
        (BASE.replace("depth: 2, ", "dept: 2, "), "extends: base\n", "base.yaml:5:9"),
        (BASE, "extends: base\ninner:\n  new: {depth: 1}\n", "top.yaml:3:8"),
        (BASE, "extends: base\nfoo: 1\n", "top.yaml:2:1"),
        ("title: [\n", "extends: base\n", "base.yaml:2:1"),
    ],
)
def test_a_fault_stands_in_the_file_that_says_it(
    base: str, top: str, place: str, tmp_path: Path
) -> None:
    loaded, report = read(tmp_path, base=base, top=top)
    assert loaded is None
    assert str(report[0].location) == str(tmp_path / place)


def test_a_place_is_looked_up_in_the_file_that_says_it(tmp_path: Path) -> None:
    loaded, _ = read(tmp_path, base=BASE, top="extends: base\ninner:\n  two: {depth: 7}\n")
    assert loaded is not None
    places = [loaded.location("inner", "two", key) for key in ("depth", "width")]
    assert [Path(place.path).name for place in places] == ["top.yaml", "base.yaml"]
    assert [place.line for place in places] == [3, 5]


@pytest.mark.parametrize(
    ("top", "message", "hint"),
    [
        ("extends: bace\n", "must name a file of", "did you mean `base`?"),
        ("extends: ../base\n", "must name a file of", ""),
        ("extends: [base]\n", "must name a file of", ""),
        ("extends: top\n", "leads back to `top`", "take `extends` out of one of them"),
        ("extends: round\n", "leads back to `top`", "take `extends` out of one of them"),
    ],
)
def test_what_cannot_be_built_on_is_told(top: str, message: str, hint: str, tmp_path: Path) -> None:
    loaded, (fault,) = read(tmp_path, base=BASE, round="extends: top\n", top=top)
    assert loaded is None
    assert message in fault.message
    assert hint in fault.hint
    assert Path(fault.location.path).name == ("round.yaml" if "round" in top else "top.yaml")


def test_a_file_may_build_on_one_of_another_folder(tmp_path: Path) -> None:
    shelf = tmp_path / "shelf"
    shelf.mkdir()
    (shelf / "base.yaml").write_text(BASE, encoding="utf-8")
    (tmp_path / "top.yaml").write_text("extends: base\ntitle: other\n", encoding="utf-8")
    report: list[Diagnostic] = []
    loaded = read_layers(tmp_path / "top.yaml", Shape, report, shelf)
    assert not report
    assert loaded is not None
    assert (loaded.value.title, loaded.value.sizes) == ("other", (1, 2))
