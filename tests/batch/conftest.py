"""A small workspace to merge in, and what stands in a place afterwards."""

from __future__ import annotations

import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from leaflets.cli import main

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class District:
    """A workspace with a table of ``hotels``, merged in English for the screen."""

    root: Path

    def hotels(self, count: int) -> None:
        rows = [f"YX-{n},Hotel {n},{n} Road,Desk,110" for n in range(count)]
        text = "\n".join(["serial,venue_name,address,contact,phone", *rows])
        (self.root / "campaigns/yuexiu/records.csv").write_text(text, encoding="utf-8")

    def arguments(self, *options: str) -> list[str]:
        wanted = ("--language", "en", "--edition", "web")
        return ["-C", str(self.root), "merge", "yuexiu", *wanted, *options]

    def command(self, *options: str) -> list[str]:
        return [sys.executable, "-m", "leaflets", *self.arguments(*options)]

    def merge(self, *options: str) -> int:
        return main(self.arguments(*options))

    def files(self, out: str = "out") -> dict[str, bytes]:
        found = self.root / out
        return {
            str(path.relative_to(found)): path.read_bytes()
            for path in found.rglob("*")
            if path.is_file()
        }


@pytest.fixture
def district(tmp_path: Path) -> District:
    for folder in ("campaigns", "locales", "templates"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    one = District(tmp_path)
    one.hotels(40)
    return one
