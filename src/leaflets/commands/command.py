"""What commands share: exit statuses, the shape of their help, whether somebody watches."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable
from enum import IntEnum
from typing import Any


class Status(IntEnum):
    """Exit statuses; 70 is EX_SOFTWARE of sysexits.h, those above 128 are a shell's for signals."""

    WELL = 0
    FAULTS = 1
    USAGE = 2
    INTERNAL = 70
    INTERRUPTED = 130
    UNREAD = 141
    TERMINATED = 143


def add_command(
    commands: Any, name: str, summary: str, description: str, examples: str
) -> argparse.ArgumentParser:
    """Return the parser of a new command ``name``; examples may be empty."""
    parser: argparse.ArgumentParser = commands.add_parser(
        name,
        help=summary,
        description=description,
        epilog=examples,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    return parser


def watched() -> bool:
    """Tell whether a person follows the run on a terminal."""
    return sys.stderr.isatty() and os.environ.get("TERM") != "dumb"


def number(count: int, noun: str) -> str:
    """Return ``count`` with its noun, which stands for one thing."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def reporting(command: Callable[[argparse.Namespace], int]) -> Callable[..., int]:
    """Return ``command`` so that faults of content are printed and give their status."""

    def run(options: argparse.Namespace) -> int:
        from leaflets.diagnostics import Faults

        try:
            return command(options)
        except Faults as faults:
            print(faults, file=sys.stderr)
            return Status.FAULTS

    return run
