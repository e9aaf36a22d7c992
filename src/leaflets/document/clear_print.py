"""The least type sizes of clear print: a theme's roles in, warnings about those below them out.

Body text has 11 pt in Latin and Chinese type and 12 pt in Arabic, whose letters are lower; anything
else, down to the references, has 9 and 10 pt; the roles of large print, whose names begin with
``large-``, have 16 pt (RNIB and UK Association for Accessible Formats). A warning, because a theme
may have a reason.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from leaflets.diagnostics import Diagnostic
from leaflets.document.shapes import ThemeShape
from leaflets.document.style import Style
from leaflets.document.theme import Role
from leaflets.settings import KeyPath, Loaded

_BODY = {"": 11.0, "Arab": 12.0}
_OTHER = {"": 9.0, "Arab": 10.0}
_LARGE = {"": 16.0, "Arab": 16.0}
_LARGE_PREFIX = "large-"


def small_sizes(loaded: Loaded[ThemeShape], roles: Mapping[str, Role]) -> Iterator[Diagnostic]:
    """Yield a warning for each least size that is too small to be read with ease."""
    theme = loaded.value
    for name, role in roles.items():
        floors = _BODY if name == Style().role else _OTHER
        floors = _LARGE if name.startswith(_LARGE_PREFIX) else floors
        own = set(role.sizes) | ({"Arab"} & set(theme.scripts))
        for script in sorted(own):
            floor, least = floors.get(script, floors[""]), role.size_for(script).least
            if least < floor:
                yield loaded.warning(*_words((name, script), least, floor, theme))


def _words(
    where: tuple[str, str], least: float, floor: float, theme: ThemeShape
) -> tuple[KeyPath, str, str]:
    """Return place, message and hint of a size below the floor."""
    name, script = where
    own = theme.roles[name].scripts.get(script)
    keys: KeyPath = ("roles", name, "size")
    if own is not None and own.size is not None:
        keys = ("roles", name, "scripts", script, "size")
    letters = f" in {script}" if script else ""
    kind = "large" if name.startswith(_LARGE_PREFIX) else "clear"
    message = f" goes down to {least:g} pt{letters}, too small for {kind} print"
    return keys, message, f"write {floor:g} or more"
