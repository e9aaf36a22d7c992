"""What templates and themes keep for a black-plate change: loaded, checked and put together."""

from __future__ import annotations

from pathlib import Path

import pytest

from leaflets.document.black_plate import for_black_plate_change, merged

from .test_load import TEMPLATE, THEME, template_of, theme_of

RESTYLED = f"""{THEME}
black_plate_change:
  styles:
    p: {{colour: ink}}
    td: {{fill: white}}
"""
ARRANGED = f"""{TEMPLATE}
black_plate_change:
  pages:
    - name: front
      frames:
        - {{name: main, x: 0mm, y: 0mm, width: 210mm, height: 297mm, fill: river}}
  styles:
    td: {{fill: river}}
"""


def test_template_and_theme_are_put_together(tmp_path: Path) -> None:
    theme, _ = theme_of(RESTYLED, tmp_path)
    template, _ = template_of(ARRANGED, tmp_path, theme)
    assert theme is not None
    assert template is not None
    arranged = for_black_plate_change(template, theme)
    assert [frame.name for page in arranged.format.pages for frame in page.frames] == ["main"]
    assert arranged.rules == {"p": {"role": "phone", "colour": "ink"}, "td": {"fill": "river"}}
    assert arranged.format.baseline == template.format.baseline / 2


def test_an_arrangement_may_keep_the_pages(tmp_path: Path) -> None:
    theme, _ = theme_of(RESTYLED, tmp_path)
    template, _ = template_of(f"{TEMPLATE}black_plate_change: {{}}\n", tmp_path, theme)
    assert theme is not None
    assert template is not None
    arranged = for_black_plate_change(template, theme)
    assert arranged.format.pages == template.format.pages
    assert arranged.rules["td"] == {"fill": "white"}


def test_a_template_without_an_arrangement_stays_as_it_is(tmp_path: Path) -> None:
    theme, _ = theme_of(RESTYLED, tmp_path)
    template, _ = template_of(TEMPLATE, tmp_path, theme)
    assert theme is not None
    assert template is not None
    assert for_black_plate_change(template, theme) is template


def test_rules_are_merged_property_by_property() -> None:
    base = {"p": {"colour": "river", "before": 4.0}, "td": {"span": 2}}
    more = {"p": {"colour": "ink"}, "h1": {"lines": 1}}
    assert merged(base, more) == {
        "p": {"colour": "ink", "before": 4.0},
        "td": {"span": 2},
        "h1": {"lines": 1},
    }


@pytest.mark.parametrize(
    ("slip", "message"),
    [
        (
            ("height: 297mm, fill: river", "height: 297mm, fill: rivver"),
            "`black_plate_change.pages.1.frames.1.fill` names the colour `rivver`",
        ),
        (
            ("td: {fill: river}", "td: {fill: rivver}"),
            "`black_plate_change.styles.td.fill` names the colour `rivver`",
        ),
        (
            ("height: 297mm, fill", "height: 298mm, fill"),
            "`black_plate_change.pages.1.frames.1.height` reaches 1.00 mm beyond the page",
        ),
    ],
)
def test_a_slip_in_an_arrangement_is_named(
    tmp_path: Path, slip: tuple[str, str], message: str
) -> None:
    theme, _ = theme_of(THEME, tmp_path)
    assert ARRANGED.count(slip[0]) == 1
    _, report = template_of(ARRANGED.replace(*slip), tmp_path, theme)
    assert message in report[0]


def test_a_slip_in_a_theme_is_named(tmp_path: Path) -> None:
    _, report = theme_of(RESTYLED.replace("{colour: ink}", "{colour: inc}"), tmp_path)
    assert "`black_plate_change.styles.p.colour` names the colour `inc`" in report[0]
