"""A theme: the look of every leaflet (colours, faces, type roles, style rules, icons).

Loaded by ``load`` from ``templates/_themes/<name>.yaml``; this module only says what it is and
computes a node's style from it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from leaflets.diagnostics import Location
from leaflets.document.colour import Colour
from leaflets.document.nodes import Element
from leaflets.document.style import INHERITED, Style

BODY_CONTRAST = 7.0
"""The least contrast of text to be read line by line (WCAG 2.2, 1.4.6)."""

LEAST_CONTRAST = 4.5
"""The least contrast of any text (WCAG 2.2, 1.4.3); a role of short lines may ask for no more."""


@dataclass(frozen=True, slots=True)
class RoleSize:
    """A type role in one script: sizes and leading in points.

    The size lies between ``least`` and ``most``; copyfitting picks one point on that way for all
    roles together.
    """

    least: float
    most: float
    leading: float
    weight: int

    def size(self, fit: float) -> float:
        """Return the size at ``fit``: 0 is the least, 1 the most."""
        return self.least + (self.most - self.least) * fit


@dataclass(frozen=True, slots=True)
class Role:
    """A type role: ``sizes`` by ISO 15924 script, ``""`` for all others.

    ``family`` goes before the script's own family (phone figures are Latin in every language);
    ``tracking`` is in em; ``contrast`` the least ratio of its text to what is below it.
    """

    sizes: Mapping[str, RoleSize]
    family: str | None = None
    tracking: float = 0.0
    contrast: float = BODY_CONTRAST

    def size_for(self, script: str) -> RoleSize:
        return self.sizes.get(script) or self.sizes[""]


@dataclass(frozen=True, slots=True)
class Theme:
    """Everything about the look. ``families`` maps a family name to its files by weight (0 for a
    variable file), ``scripts`` a script to family name and size factor, ``icons`` is the folder of
    the SVG set, ``mirrored`` the icons that turn round in right-to-left pages, ``places`` where
    the file of a family and weight is named, ``black_plate`` rules for a black-plate change."""

    name: str
    colours: Mapping[str, Colour]
    families: Mapping[str, Mapping[int, str]]
    scripts: Mapping[str, tuple[str, float]]
    roles: Mapping[str, Role]
    rules: Mapping[str, Mapping[str, Any]]
    icons: str
    mirrored: frozenset[str]
    places: Mapping[tuple[str, int], Location] = field(default_factory=dict)
    black_plate: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    def root(self) -> Style:
        """Return the style that panels inherit from."""
        return replace(Style(), **self.rules.get("leaflet", {}))

    def style(self, element: Element, parent: Style) -> Style:
        """Return the computed style of ``element`` inside a box of style ``parent``."""
        values: dict[str, Any] = {name: getattr(parent, name) for name in INHERITED}
        values.update(self.rules.get(element.name, {}))
        for kind in element.classes:
            values.update(self.rules.get(f".{kind}", {}))
        for kind in element.classes:
            values.update(self.rules.get(f"{element.name}.{kind}", {}))
        return Style(**values)
