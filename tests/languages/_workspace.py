"""A workspace of ten sentences in eleven languages, with the fonts that docs/languages.md names."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parents[2]
CARD = Path(__file__).parent / "workspace"
WALK = ROOT / "docs" / "languages.md"
THEME = Path("templates/_themes/arcade.yaml")


def fonts() -> dict[str, dict[str, Any]]:
    """Return what the page tells people to write into the theme, by its keys."""
    (block,) = re.findall(r"^```yaml\n(.*?)^```", WALK.read_text("utf-8"), re.M | re.S)
    said: dict[str, dict[str, Any]] = yaml.safe_load(block)
    return said


def workspace(folder: Path) -> Path:
    """Return a new workspace in ``folder``: the card, and the starter's theme as it stands."""
    shutil.copytree(CARD, folder, dirs_exist_ok=True)
    (folder / THEME).parent.mkdir()
    shutil.copy(ROOT / THEME, folder / THEME)
    return folder


def add_fonts(root: Path, *scripts: str) -> None:
    """Write into the theme of ``root`` what the page says for ``scripts``, or for all of them."""
    theme, said = yaml.safe_load((root / THEME).read_text("utf-8")), fonts()
    for script in scripts or said["scripts"]:
        named = said["scripts"][script]
        family = named if isinstance(named, str) else named["family"]
        theme["scripts"][script] = named
        theme["families"][family] = said["families"][family]
    (root / THEME).write_text(yaml.safe_dump(theme, allow_unicode=True, sort_keys=False), "utf-8")
