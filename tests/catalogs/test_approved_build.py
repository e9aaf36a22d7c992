"""``leaflets build --approved``."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from leaflets.cli import main

ROOT = Path(__file__).parents[2]


def test_a_build_refuses_what_changed_since_its_approval(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("campaigns", "locales", "templates"):
        shutil.copytree(ROOT / name, tmp_path / name)
    start = ["-C", str(tmp_path)]
    build = [*start, "build", "--approved", "--language", "fr", "--template", "know-the-law"]
    build += ["--edition", "web"]
    assert main(build) == 1
    assert "`fr` is not approved" in capsys.readouterr().err
    assert main([*start, "catalog", "approve", "fr", "--reviewer", "A. Reader"]) == 0
    assert main(build) == 0
    path = tmp_path / "locales/fr/LC_MESSAGES/leaflets.po"
    path.write_text(path.read_text("utf-8").replace('"Ambulance"', '"Samu"'), "utf-8")
    capsys.readouterr()
    assert main(build) == 1
    assert "A. Reader approved it on" in capsys.readouterr().err
