"""Loads themes and templates from YAML into the document room's types.

Input: ``templates/_themes/<name>.yaml`` and ``templates/<name>/template.yaml``; output: a ``Theme``
or a ``Template`` in points, or diagnostics for every fault. The shapes of the two files are the
dataclasses of ``shapes``. Font files and icons are named here and opened elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from leaflets.diagnostics import Diagnostic, has_errors
from leaflets.document.clear_print import small_sizes
from leaflets.document.colour import Colour
from leaflets.document.format import Arrangement, Format, Frame, PageFormat, Template
from leaflets.document.shapes import (
    ArrangementShape,
    ColourShape,
    FormatShape,
    FrameShape,
    PageShape,
    RoleShape,
    ScriptShape,
    SizeShape,
    ThemeShape,
)
from leaflets.document.style import Rule, Style
from leaflets.document.theme import BODY_CONTRAST, Role, RoleSize, Theme
from leaflets.geometry import Rect
from leaflets.settings import KeyPath, Loaded, alike, read_layers
from leaflets.units import to_mm

TEMPLATE_FILE = "template.yaml"
FORMATS = "_formats"
"""The folder, beside the templates, of formats that several of them build on."""

TOLERANCE = 0.005
"""Millimetres by which a frame may overlap the paper's edge: what sums of millimetres lose."""

_COLOURS = ("colour", "fill", "icon_colour")
_BLACK_PLATE = "black_plate_change"


def load_theme(path: Path, report: list[Diagnostic]) -> Theme | None:
    """Return the theme of the file, None when ``report`` received an error."""
    loaded = read_layers(path, ThemeShape, report)
    if loaded is None:
        return None
    places = {
        (family, weight): loaded.location("families", family, weight)
        for family, files in loaded.value.families.items()
        for weight in files
    }
    theme = replace(_theme(path.stem, loaded.value), places=places)
    names = _Names(tuple(theme.colours), tuple(theme.roles))
    found = [*_families(loaded), *names.defaults(loaded)]
    found += names.used(loaded, ("styles",), theme.rules)
    found += names.used(loaded, (_BLACK_PLATE, "styles"), theme.black_plate)
    found += small_sizes(loaded, theme.roles)
    report.extend(found)
    return None if has_errors(found) else theme


def load_template(
    folder: Path, report: list[Diagnostic], theme: Theme | None = None
) -> Template | None:
    """Return the template of the folder, None when ``report`` received an error.

    With a ``theme``, the colours and roles that the template names must be the theme's.
    """
    loaded = read_layers(folder / TEMPLATE_FILE, FormatShape, report, folder.parent / FORMATS)
    if loaded is None:
        return None
    found = [*_paper(loaded), *_frames(loaded), *_markup(loaded, folder)]
    if theme is not None:
        names = _Names(tuple(theme.colours), tuple(theme.roles))
        found += [*names.fills(loaded), *names.used(loaded, ("styles",), loaded.value.styles)]
        other = loaded.value.black_plate_change
        found += names.used(loaded, (_BLACK_PLATE, "styles"), other.styles) if other else ()
    report.extend(found)
    return None if has_errors(found) else _template(folder.name, loaded.value)


def _theme(name: str, shape: ThemeShape) -> Theme:
    return Theme(
        name=name,
        colours={key: _colour(key, one) for key, one in shape.colours.items()},
        families=shape.families,
        scripts={key: _script(one) for key, one in shape.scripts.items()},
        roles={key: _role(one) for key, one in shape.roles.items()},
        rules=shape.styles,
        icons=shape.icons.folder,
        mirrored=frozenset(shape.icons.mirrored),
        black_plate=shape.black_plate_change.styles,
    )


def _colour(name: str, shape: ColourShape) -> Colour:
    cyan, magenta, yellow, black = (percent / 100 for percent in shape.cmyk)
    return Colour(name, (cyan, magenta, yellow, black), shape.rgb, shape.spot)


def _script(shape: str | ScriptShape) -> tuple[str, float]:
    return (shape, 1.0) if isinstance(shape, str) else (shape.family, shape.factor)


def _role(shape: RoleShape) -> Role:
    default = RoleSize(*shape.size, shape.leading, shape.weight)
    sizes = {"": default}
    sizes |= {script: _inherited(one, default) for script, one in shape.scripts.items()}
    return Role(sizes, shape.family, shape.tracking, shape.contrast)


def _inherited(shape: SizeShape, default: RoleSize) -> RoleSize:
    """Return a script's size, with the role's own values where it is silent."""
    least, most = shape.size or (default.least, default.most)
    leading = default.leading if shape.leading is None else shape.leading
    weight = default.weight if shape.weight is None else shape.weight
    return RoleSize(least, most, leading, weight)


def _template(name: str, shape: FormatShape) -> Template:
    pages = tuple(map(_page, shape.pages))
    paper = Format(shape.width, shape.height, shape.bleed, shape.safe, shape.baseline, pages)
    other = shape.black_plate_change
    arranged = _arrangement(other) if other else None
    return Template(name, shape.title, shape.markup, paper, shape.styles, shape.places, arranged)


def _arrangement(shape: ArrangementShape) -> Arrangement:
    return Arrangement(tuple(map(_page, shape.pages)), shape.styles)


def _page(shape: PageShape) -> PageFormat:
    return PageFormat(shape.name, tuple(map(_frame, shape.frames)), shape.folds)


def _frame(shape: FrameShape) -> Frame:
    rect = Rect(shape.x, shape.y, shape.width, shape.height)
    grid = (shape.columns, shape.gutter, shape.stretch)
    return Frame(shape.name, rect, shape.padding, shape.fill, *grid)


def _families(loaded: Loaded[ThemeShape]) -> Iterator[Diagnostic]:
    """Yield the places that name a family which the theme has not, and families without files."""
    theme = loaded.value
    used: dict[KeyPath, str | None] = {
        ("roles", key): one.family for key, one in theme.roles.items()
    }
    for key, one in theme.scripts.items():
        used[("scripts", key)] = one if isinstance(one, str) else one.family
    for keys, family in used.items():
        if family is not None and family not in theme.families:
            place = (*keys, "family")
            if keys[0] == "scripts" and isinstance(theme.scripts[str(keys[1])], str):
                place = keys
            message = f" names the family `{family}`, which the theme has not"
            yield loaded.fault(place, message, alike(family, theme.families))
    for family, files in theme.families.items():
        if not files:
            hint = "write a weight and a file, such as 400: fonts/Face.ttf"
            yield loaded.fault(("families", family), " has no file", hint)


@dataclass(frozen=True, slots=True)
class _Names:
    """The names that styles may use."""

    colours: tuple[str, ...]
    roles: tuple[str, ...]

    def defaults(self, loaded: Loaded[ThemeShape]) -> Iterator[Diagnostic]:
        """Yield the names that a style without any property needs and the theme lacks."""
        style = Style()
        for name in (style.colour, style.icon_colour):
            if name not in self.colours:
                message = f" lacks `{name}`, which styles take where they name none"
                yield loaded.fault(("colours",), message, f"add a colour `{name}`")
        if style.role not in self.roles:
            message = f" lacks `{style.role}`, which styles take where they name none"
            yield loaded.fault(("roles",), message, f"add a role `{style.role}`")
        elif loaded.value.roles[style.role].contrast < BODY_CONTRAST:
            message = " is too little for text that is read line by line"
            hint = f"write {BODY_CONTRAST:g} or more, or leave it out"
            yield loaded.fault(("roles", style.role, "contrast"), message, hint)

    def used(
        self, loaded: Loaded[Any], place: KeyPath, rules: Mapping[str, Mapping[str, Any]]
    ) -> Iterator[Diagnostic]:
        """Yield the colours and roles that the style rules at ``place`` name and that are not
        there."""
        for selector, rule in rules.items():
            for key, value in rule.items():
                keys: KeyPath = (*place, selector, key)
                if isinstance(value, Rule):
                    keys, value = (*keys, "colour"), value.colour
                elif key not in _COLOURS and key != "role":
                    continue
                known = self.roles if key == "role" else ("", *self.colours)
                if value not in known:
                    yield self._unknown(loaded, keys, value)

    def fills(self, loaded: Loaded[FormatShape]) -> Iterator[Diagnostic]:
        """Yield the colours that frames name and that are not there."""
        for place, pages in _papers(loaded.value):
            for keys, frame in _numbered(place, pages):
                if frame.fill and frame.fill not in self.colours:
                    yield self._unknown(loaded, (*keys, "fill"), frame.fill)

    def _unknown(self, loaded: Loaded[Any], keys: KeyPath, name: str) -> Diagnostic:
        kind, names = ("role", self.roles) if keys[-1] == "role" else ("colour", self.colours)
        message = f" names the {kind} `{name}`, which the theme has not"
        return loaded.fault(keys, message, alike(name, names))


def _papers(shape: FormatShape) -> Iterator[tuple[KeyPath, tuple[PageShape, ...]]]:
    """Yield the template's own pages, and those for a black-plate change, with their place."""
    yield ("pages",), shape.pages
    if shape.black_plate_change:
        yield (_BLACK_PLATE, "pages"), shape.black_plate_change.pages


def _numbered(place: KeyPath, pages: tuple[PageShape, ...]) -> Iterator[tuple[KeyPath, FrameShape]]:
    for number, page in enumerate(pages):
        for position, frame in enumerate(page.frames):
            yield (*place, number, "frames", position), frame


def _paper(loaded: Loaded[FormatShape]) -> Iterator[Diagnostic]:
    shape = loaded.value
    if not shape.pages:
        yield loaded.fault(("pages",), " is an empty list", "a leaflet has at least one page")
    if 2 * shape.safe >= min(shape.width, shape.height):
        yield loaded.fault(("safe",), " leaves no room on the page", "make it smaller")
    for place, pages in _papers(shape):
        names: set[str] = set()
        for number, page in enumerate(pages):
            if page.name in names:
                keys = (*place, number, "name")
                hint = "give each page its own name"
                yield loaded.fault(keys, f" says `{page.name}` again", hint)
            names.add(page.name)


def _frames(loaded: Loaded[FormatShape]) -> Iterator[Diagnostic]:
    for place, pages in _papers(loaded.value):
        names: set[str] = set()
        for keys, frame in _numbered(place, pages):
            if frame.name in names:
                hint = "give each frame a name that no other frame of the template has"
                yield loaded.fault((*keys, "name"), f" says `{frame.name}` again", hint)
            names.add(frame.name)
            yield from _overhang(loaded, keys, frame)


def _overhang(
    loaded: Loaded[FormatShape], keys: KeyPath, frame: FrameShape
) -> Iterator[Diagnostic]:
    """Yield what lies beyond the trim, and padding that leaves nothing of the frame."""
    paper, edges = loaded.value, frame.padding
    sides = (
        ("width", frame.x, frame.width, paper.width, edges.start + edges.end),
        ("height", frame.y, frame.height, paper.height, edges.top + edges.bottom),
    )
    for side, at, length, room, padding in sides:
        over = to_mm(at + length - room)
        if over > TOLERANCE:
            sums = f"{to_mm(at):.5g} + {to_mm(length):.5g} mm"
            hint = f"{sums} must not be more than the page's {to_mm(room):.5g} mm"
            yield loaded.fault((*keys, side), f" reaches {over:.2f} mm beyond the page", hint)
        if padding >= length:
            message = f" leaves nothing of the frame's {side}"
            yield loaded.fault((*keys, "padding"), message, "make the padding smaller")


def _markup(loaded: Loaded[FormatShape], folder: Path) -> Iterator[Diagnostic]:
    name = loaded.value.markup
    if not (folder / name).is_file():
        hint = f"put it into {folder}, or correct the name"
        yield loaded.fault(("markup",), f": there is no file `{name}`", hint)
