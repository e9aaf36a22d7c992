"""Which program makes the bytes: versions that another machine must share to make the same ones.

Output: version by name. ``versions`` has those of the packages; ``environment`` also what differs
between machines that have installed the same packages.
"""

from __future__ import annotations

import platform
import re
import zlib
from collections.abc import Mapping
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, requires, version
from importlib.resources import files
from pathlib import Path

_NAME = re.compile(r"[A-Za-z0-9._-]+")
_STARTER = "starter"
"""What the wheel carries for new workspaces is no part of the program."""


def versions() -> dict[str, str]:
    """Return the version of this package and of each that it cannot do without."""
    needed = [one for one in requires("leaflets") or () if "extra ==" not in one]
    names = ["leaflets", *(found[0] for one in needed if (found := _NAME.match(one)))]
    return {name: _version(name) for name in sorted(names)}


def environment() -> dict[str, str]:
    """Return everything that decides about the bytes on this machine."""
    python = ".".join(platform.python_version_tuple()[:2])
    return {"Python": python, "zlib": zlib.ZLIB_RUNTIME_VERSION, **versions(), "source": _source()}


def differences(here: Mapping[str, str], there: Mapping[str, str]) -> list[str]:
    """Return what differs between two environments, in words."""
    return [
        f"{name} {there.get(name, 'missing')} instead of {here.get(name, 'none')}"
        for name in sorted({*here, *there})
        if here.get(name) != there.get(name)
    ]


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "missing"


def _source() -> str:
    """Return the first digits of a digest of the package's own modules."""
    root = Path(str(files("leaflets")))
    said = sha256()
    for path in sorted(root.rglob("*.py")):
        name = path.relative_to(root)
        if name.parts[0] != _STARTER:
            said.update(repr(name.as_posix()).encode() + path.read_bytes())
    return said.hexdigest()[:12]
