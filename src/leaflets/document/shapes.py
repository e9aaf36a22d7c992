"""The shapes of theme and template files: what YAML may say, as ``settings`` builds it.

These types end in ``load``; the rest of the program sees only ``Theme`` and ``Template``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any

from leaflets.document.style import Edges, Rule, Style, Width
from leaflets.document.theme import BODY_CONTRAST, LEAST_CONTRAST
from leaflets.kinds import Inside
from leaflets.settings import Length, Made, Partial, Size

_LEAST_WEIGHT, _MOST_WEIGHT = 1, 1000  # OpenType 1.9, OS/2 usWeightClass
MOST_CONTRAST = 21.0
"""Black on white (WCAG 2.2)."""


def _percents(values: tuple[float, ...]) -> tuple[float, ...]:
    if any(not 0 <= value <= 100 for value in values):
        raise ValueError("ink goes from 0 to 100; write percent")
    return values


def _rgb(text: str) -> tuple[float, float, float]:
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", text):
        raise ValueError(f'`{text}` is no screen colour; write it in quotes, such as "#004553"')
    red, green, blue = (int(text[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue


def _range(value: float | tuple[float, float]) -> tuple[float, float]:
    least, most = value if isinstance(value, tuple) else (value, value)
    if not 0 < least <= most:
        raise ValueError("the sizes are out of order; write the least first: [11, 11.5]")
    return least, most


def _edges(value: float | tuple[float, ...]) -> Edges:
    lengths = value if isinstance(value, tuple) else (value,)
    if any(length < 0 for length in lengths):
        raise ValueError("padding cannot be negative; write 0mm or more")
    if len(lengths) == 1:
        return Edges(*lengths * 4)
    if len(lengths) == 2:
        return Edges(*lengths * 2)
    if len(lengths) == 4:
        return Edges(*lengths)
    raise ValueError(
        "padding takes one length, two or four; "
        "write [top and bottom, start and end] or [top, end, bottom, start]"
    )


def _selector(text: str) -> str:
    if not re.fullmatch(r"[a-z][a-z0-9]*(\.[a-z][a-z0-9_-]*)?|\.[a-z][a-z0-9_-]*", text):
        raise ValueError(f"`{text}` is no selector; write an element, .class or element.class")
    return text


def _script(text: str) -> str:
    if not re.fullmatch(r"[A-Z][a-z]{3}", text):
        raise ValueError(f"`{text}` is no script; write four letters, such as Latn, Arab or Hans")
    return text


def _weight(weight: int) -> int:
    if not _LEAST_WEIGHT <= weight <= _MOST_WEIGHT:
        raise ValueError(f"{weight} is no weight; write 1 to 1000, 400 for regular, 700 for bold")
    return weight


def _marker(text: str) -> str:
    if not re.fullmatch(r"[a-z][a-z0-9_-]*", text):
        raise ValueError(
            f"`{text}` is no marker; write none, bullet or the class of a `marker` rule"
        )
    return text


def _at_least(least: int) -> Callable[[int], int]:
    def check(value: int) -> int:
        if value < least:
            raise ValueError(f"{value} is too little; write {least} or more")
        return value

    return check


def _contrast(ratio: float) -> float:
    if not LEAST_CONTRAST <= ratio <= MOST_CONTRAST:
        span = f"{LEAST_CONTRAST:g} to {MOST_CONTRAST:g}"
        raise ValueError(f"a contrast of {ratio:g} cannot be asked for; write {span}")
    return ratio


def _natural(value: float) -> float:
    if value < 0:
        raise ValueError("this is less than nothing; write 0mm or more")
    return value


def _positive(value: float) -> float:
    if value <= 0:
        raise ValueError("this is not more than nothing; write more than 0")
    return value


Percents = Made(tuple[float, float, float, float], _percents)
Positive = Annotated[float, Made(Length, _positive)]
Natural = Annotated[float, Made(Length, _natural)]
Count = Annotated[int, Made(int, _at_least(0))]
Columns = Annotated[int, Made(int, _at_least(1))]
Contrast = Annotated[float, Made(float, _contrast)]
Factor = Annotated[float, Made(float, _positive)]
Selector = Annotated[str, Made(str, _selector)]
Script = Annotated[str, Made(str, _script)]
Weight = Annotated[int, Made(int, _weight)]
Padding = Annotated[Edges, Made(Length | tuple[Length, ...], _edges)]
Leading = Annotated[float, Made(Size, _positive)]
Range = Annotated[tuple[float, float], Made(Size | tuple[Size, Size], _range)]


@dataclass(frozen=True, slots=True)
class RuleShape:
    """A line: width and colour."""

    width: Positive
    colour: str


Line = Annotated[Rule, Made(RuleShape, lambda shape: Rule(shape.width, shape.colour))] | None

STYLE_KINDS: Mapping[str, Any] = {
    "weight": Count,
    "strong_weight": Weight,
    "lines": Count,
    "before": Length,
    "padding": Padding,
    "columns": Count,
    "gutter": Length,
    "gap": Length,
    "span": Count,
    "skip": Count,
    "width": Length | Width,
    "height": Natural,
    "radius": Natural,
    "rule_above": Line,
    "rule_below": Line,
    "rule_between": Line,
    "outline": Line,
    "icon_size": Factor,
    "marker": Annotated[str, Made(str, _marker)],
}
"""Properties of ``Style`` of which a file says more, or says otherwise, than the field's type."""

Rules = Mapping[Selector, Annotated[dict[str, Any], Partial(Style, STYLE_KINDS)]]


@dataclass(frozen=True, slots=True)
class ColourShape:
    """One colour: percent of ink, ``"#rrggbb"``, and the name of a spot ink."""

    cmyk: Annotated[tuple[float, float, float, float], Percents]
    rgb: Annotated[tuple[float, float, float], Made(str, _rgb)]
    spot: str = ""


@dataclass(frozen=True, slots=True)
class ScriptShape:
    """A script's family, and by how much its letters are larger than the role says."""

    family: str
    factor: Factor = 1.0


@dataclass(frozen=True, slots=True)
class SizeShape:
    """What a role changes for one script; None inherits."""

    size: Range | None = None
    leading: Leading | None = None
    weight: Weight | None = None


@dataclass(frozen=True, slots=True)
class RoleShape:
    """A type role: ``tracking`` in em, ``contrast`` the least ratio to the ground."""

    size: Range
    leading: Leading
    weight: Weight = 400
    tracking: float = 0.0
    family: str | None = None
    contrast: Contrast = BODY_CONTRAST
    scripts: Mapping[Script, SizeShape] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class IconsShape:
    """The icon set."""

    folder: Inside
    mirrored: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RestyledShape:
    """What a theme changes for a black-plate change."""

    styles: Rules = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ThemeShape:
    """A theme file; the order of ``scripts`` is the order in which faces are tried."""

    colours: Mapping[str, ColourShape]
    families: Mapping[str, Mapping[Count, str]]
    scripts: Mapping[Script, str | ScriptShape]
    roles: Mapping[str, RoleShape]
    styles: Rules
    icons: IconsShape
    black_plate_change: RestyledShape = field(default_factory=RestyledShape)


@dataclass(frozen=True, slots=True)
class FrameShape:
    """A frame, measured from the page's top and start edges."""

    name: str
    x: Natural
    y: Natural
    width: Positive
    height: Positive
    padding: Padding = field(default_factory=Edges)
    fill: str = ""
    columns: Columns = 1
    gutter: Natural = 0.0
    stretch: Natural = 0.0


@dataclass(frozen=True, slots=True)
class PageShape:
    """A page, its frames, and where it is folded."""

    name: str
    frames: tuple[FrameShape, ...]
    folds: tuple[Positive, ...] = ()


@dataclass(frozen=True, slots=True)
class ArrangementShape:
    """What a template changes for a black-plate change; without ``pages`` they stay as they are."""

    pages: tuple[PageShape, ...] = ()
    styles: Rules = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FormatShape:
    """A template file."""

    title: str
    markup: Inside
    width: Positive
    height: Positive
    bleed: Natural
    safe: Natural
    baseline: Natural
    pages: tuple[PageShape, ...]
    places: Columns = 1
    styles: Rules = field(default_factory=dict)
    black_plate_change: ArrangementShape | None = None
