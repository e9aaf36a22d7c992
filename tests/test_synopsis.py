"""The README's synopsis of the command line says what the command line says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from leaflets import cli

README = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")
SYNOPSIS = README.partition("## The command")[2]


@pytest.mark.parametrize(
    "command", ["build", "watch", "merge", "package", "gallery", "preflight", "init"]
)
def test_the_synopsis_has_every_option(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main([command, "--help"]) == 0
    usage = capsys.readouterr().out.partition("\n\n")[0]
    synopsis = re.search(rf"^leaflets (\[-C DIR\] )?{command} .*(\n  .*)*", SYNOPSIS, re.M)
    assert synopsis is not None
    assert options(synopsis[0]) == options(usage)


def options(text: str) -> set[str]:
    return set(re.findall(r"--[a-z-]+", text))
