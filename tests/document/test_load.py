"""Themes and templates: what the files mean in points, and what is said of each slip."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from leaflets.diagnostics import Diagnostic
from leaflets.document.colour import Colour
from leaflets.document.format import Frame, Template
from leaflets.document.load import TEMPLATE_FILE, load_template, load_theme
from leaflets.document.shapes import STYLE_KINDS
from leaflets.document.style import Align, Edges, Flow, Rule, Shape, Style, Width
from leaflets.document.theme import RoleSize, Theme
from leaflets.geometry import Rect
from leaflets.units import MM

STYLE_PROPERTIES = tuple(one.name for one in fields(Style))

THEME = """\
colours:
  ink: {cmyk: [0, 0, 0, 100], rgb: "#000000"}
  white: {cmyk: [0, 0, 0, 0], rgb: "#ffffff"}
  river: {cmyk: [95, 50, 45, 45], rgb: "#004553"}
  die: {cmyk: [0, 100, 0, 0], rgb: "#FF00ff", spot: CutContour}
families:
  plex: {0: "fonts:Plex[wght].ttf"}
  plex-arabic: {400: "fonts:PlexArabic.ttf", 700: "fonts:PlexArabic-Bold.ttf"}
scripts:
  Latn: plex
  Arab: {family: plex-arabic, factor: 1.1}
  Grek: plex
roles:
  body:
    size: [12, 12.5]
    leading: 16
    scripts:
      Hans: {size: 12, leading: 20}
      Arab: {weight: 500}
  phone: {size: 30pt, leading: 28, weight: 700, tracking: -0.01, family: plex}
styles:
  p: {role: body, colour: river, before: 3mm, align: end}
  p.lead: {padding: [1pt, 2pt, 3pt, 4pt], width: fit, fill: river, shape: arch, rule_above: ~}
  .quiet: {padding: [1mm, 2mm], width: 20mm, marker: shield, gutter: -1pt}
  td: {padding: 3pt, flow: row, rule_below: {width: 1.2pt, colour: river}, stretch: yes}
icons: {folder: icons, mirrored: [airplane-tilt]}
"""

TEMPLATE = """\
title: Know the law
markup: sheet.xml.j2
width: 210mm
height: 297mm
bleed: 3mm
safe: 5mm
baseline: 4pt
pages:
  - name: front
    frames:
      - {name: band, x: 0mm, y: 0mm, width: 210mm, height: 59mm, fill: river, columns: 12,
         gutter: 6mm, stretch: 8pt, padding: [10mm, 15mm]}
      - {name: main, x: 0mm, y: 59mm, width: 210mm, height: 238mm}
  - name: back
    frames: []
styles:
  p: {role: phone}
"""


def theme_of(text: str, folder: Path) -> tuple[Theme | None, list[str]]:
    path = folder / "arcade.yaml"
    path.write_text(text, encoding="utf-8")
    report: list[Diagnostic] = []
    theme = load_theme(path, report)
    assert (theme is None) == bool(report)
    return theme, [str(d).removeprefix(f"error: {path}:") for d in report]


def template_of(
    text: str, folder: Path, theme: Theme | None = None
) -> tuple[Template | None, list[str]]:
    path = folder / TEMPLATE_FILE
    path.write_text(text, encoding="utf-8")
    (folder / "sheet.xml.j2").write_text("<leaflet/>", encoding="utf-8")
    report: list[Diagnostic] = []
    template = load_template(folder, report, theme)
    assert (template is None) == bool(report)
    return template, [str(d).removeprefix(f"error: {path}:") for d in report]


@pytest.fixture
def theme(tmp_path: Path) -> Theme:
    theme, report = theme_of(THEME, tmp_path)
    assert not report
    assert theme is not None
    return theme


def test_theme_is_named_by_its_file(theme: Theme) -> None:
    assert theme.name == "arcade"
    assert (theme.icons, theme.mirrored) == ("icons", frozenset({"airplane-tilt"}))


def test_colours_go_from_percent_and_hexadecimal_to_fractions(theme: Theme) -> None:
    wanted = Colour("river", (0.95, 0.5, 0.45, 0.45), (0, 0x45 / 255, 0x53 / 255))
    assert theme.colours["river"] == wanted
    assert theme.colours["die"] == Colour("die", (0, 1, 0, 0), (1, 0, 1), "CutContour")
    assert theme.colours["ink"].is_black


def test_scripts_keep_their_order_which_is_that_of_fallback(theme: Theme) -> None:
    assert list(theme.scripts.items()) == [
        ("Latn", ("plex", 1.0)),
        ("Arab", ("plex-arabic", 1.1)),
        ("Grek", ("plex", 1.0)),
    ]
    assert theme.families["plex-arabic"] == {
        400: "fonts:PlexArabic.ttf",
        700: "fonts:PlexArabic-Bold.ttf",
    }


def test_script_of_a_role_inherits_what_it_does_not_say(theme: Theme) -> None:
    body = theme.roles["body"]
    assert body.size_for("Latn") == RoleSize(12, 12.5, 16, 400)
    assert body.size_for("Hans") == RoleSize(12, 12, 20, 400)
    assert body.size_for("Arab") == RoleSize(12, 12.5, 16, 500)
    phone = theme.roles["phone"]
    assert phone.size_for("Hans") == RoleSize(30, 30, 28, 700)
    assert (phone.family, phone.tracking) == ("plex", -0.01)


def test_rules_hold_only_what_they_say_in_style_values(theme: Theme) -> None:
    assert theme.rules == {
        "p": {"role": "body", "colour": "river", "before": 3 * MM, "align": Align.END},
        "p.lead": {
            "padding": Edges(1, 2, 3, 4),
            "width": Width.FIT,
            "fill": "river",
            "shape": Shape.ARCH,
            "rule_above": None,
        },
        ".quiet": {
            "padding": Edges(MM, 2 * MM, MM, 2 * MM),
            "width": 20 * MM,
            "marker": "shield",
            "gutter": -1,
        },
        "td": {
            "padding": Edges(3, 3, 3, 3),
            "flow": Flow.ROW,
            "rule_below": Rule(1.2, "river"),
            "stretch": True,
        },
    }
    for rule in theme.rules.values():
        Style(**rule)


def test_a_role_asks_for_the_contrast_of_body_text_unless_it_says_less(tmp_path: Path) -> None:
    theme, _ = theme_of(THEME.replace("tracking: -0.01,", "contrast: 4.5,"), tmp_path)
    assert theme is not None
    assert (theme.roles["body"].contrast, theme.roles["phone"].contrast) == (7, 4.5)


def test_a_theme_may_say_only_what_differs_from_another(tmp_path: Path) -> None:
    (tmp_path / "base.yaml").write_text(THEME, encoding="utf-8")
    base, _ = theme_of(THEME, tmp_path)
    text = 'extends: base\ncolours:\n  river: {rgb: "#0000ff"}\nstyles:\n  p: {align: center}\n'
    theme, report = theme_of(text, tmp_path)
    assert not report
    assert base is not None
    assert theme is not None
    assert theme.colours["river"] == Colour("river", base.colours["river"].cmyk, (0, 0, 1))
    assert theme.rules["p"] == {**base.rules["p"], "align": Align.CENTER}
    assert theme.roles == base.roles


def test_every_property_with_a_kind_of_its_own_is_a_property() -> None:
    assert set(STYLE_KINDS) <= set(STYLE_PROPERTIES)


_WRITTEN: dict[Any, Any] = {Edges(): 0, Style().gutter: "-1pt"}


@pytest.mark.parametrize("name", STYLE_PROPERTIES)
def test_every_default_can_be_written_in_a_file(name: str, tmp_path: Path) -> None:
    default: Any = next(f.default for f in fields(Style) if f.name == name)
    written = _WRITTEN.get(default, getattr(default, "value", default))
    tree = {**yaml.safe_load(THEME), "styles": {"p": {name: written}}}
    theme, report = theme_of(yaml.safe_dump(tree, sort_keys=False), tmp_path)
    assert not report
    assert theme is not None
    assert theme.rules["p"] == {name: default}


THEME_SLIPS = {
    ("[95, 50, 45, 45]", "[195, 50, 45, 45]"): (
        "4:17: `colours.river.cmyk`: ink goes from 0 to 100",
        "write percent",
    ),
    ("[95, 50, 45, 45]", "[95, 50, 45]"): (
        "4:17: `colours.river.cmyk` must be a list of 4, not of 3",
        "",
    ),
    ('"#004553"', "004553"): (
        "4:40: `colours.river.rgb` must be text, not a number",
        'write it in quotes: "004553"',
    ),
    ('"#004553"', "petrol"): (
        "4:40: `colours.river.rgb`: `petrol` is no screen colour",
        'write it in quotes, such as "#004553"',
    ),
    ("  white:", "  snow:"): (
        "2:3: `colours` lacks `white`, which styles take where they name none",
        "add a colour `white`",
    ),
    ("  body:\n", "  text:\n"): (
        "14:3: `roles` lacks `body`, which styles take where they name none",
        "add a role `body`",
    ),
    ("  Latn: plex", "  Latn: plexx"): (
        "10:9: `scripts.Latn` names the family `plexx`, which the theme has not",
        "did you mean `plex`?",
    ),
    ("{family: plex-arabic,", "{family: plex-arab,"): (
        "11:18: `scripts.Arab.family` names the family `plex-arab`, which the theme has not",
        "did you mean `plex-arabic`?",
    ),
    ("  Latn: plex", "  latin: plex"): (
        "10:3: `scripts.latin`: `latin` is no script",
        "write four letters, such as Latn, Arab or Hans",
    ),
    ("-0.01, family: plex}", "-0.01, family: serif}"): (
        "20:74: `roles.phone.family` names the family `serif`, which the theme has not",
        "choose from: plex, plex-arabic",
    ),
    ('{0: "fonts:Plex[wght].ttf"}', "{}"): (
        "7:9: `families.plex` has no file",
        "write a weight and a file, such as 400: fonts/Face.ttf",
    ),
    ("[12, 12.5]", "[12.5, 12]"): (
        "15:11: `roles.body.size`: the sizes are out of order",
        "write the least first: [11, 11.5]",
    ),
    ("leading: 16", "leading: 16\n    contrast: 5"): (
        "17:15: `roles.body.contrast` is too little for text that is read line by line",
        "write 7 or more, or leave it out",
    ),
    ("tracking: -0.01,", "contrast: 4,"): (
        "20:59: `roles.phone.contrast`: a contrast of 4 cannot be asked for",
        "write 4.5 to 21",
    ),
    ("leading: 16", "leading: 0"): (
        "16:14: `roles.body.leading`: this is not more than nothing",
        "write more than 0",
    ),
    ("weight: 500", "weight: 1500"): (
        "19:22: `roles.body.scripts.Arab.weight`: 1500 is no weight",
        "write 1 to 1000, 400 for regular, 700 for bold",
    ),
    ("  p: {role", "  p q: {role"): (
        "22:3: `styles.p q`: `p q` is no selector",
        "write an element, .class or element.class",
    ),
    ("colour: river, before", "color: river, before"): (
        "22:19: unknown key `styles.p.color`",
        "did you mean `colour`?",
    ),
    ("colour: river, before", "colour: rivet, before"): (
        "22:27: `styles.p.colour` names the colour `rivet`, which the theme has not",
        "did you mean `river`?",
    ),
    ("{role: body", "{role: bodi"): (
        "22:13: `styles.p.role` names the role `bodi`, which the theme has not",
        "did you mean `body`?",
    ),
    ("fill: river", "fill: rivers"): (
        "23:61: `styles.p.lead.fill` names the colour `rivers`, which the theme has not",
        "did you mean `river`?",
    ),
    ("1.2pt, colour: river", "1.2pt, colour: revir"): (
        "25:68: `styles.td.rule_below.colour` names the colour `revir`, which the theme has not",
        "did you mean `river`?",
    ),
    ("align: end", "align: left"): (
        "22:54: `styles.p.align` must be one of start, center, end, justify, not `left`",
        "choose from: center, end, justify, start",
    ),
    ("width: fit", "width: fil"): (
        "23:50: `styles.p.lead.width` must be a length such as 3mm or 12pt or one of fill, fit, "
        "not `fil`",
        "did you mean `fill`?",
    ),
    ("[1pt, 2pt, 3pt, 4pt]", "[1pt, 2pt, 3pt]"): (
        "23:21: `styles.p.lead.padding`: padding takes one length, two or four",
        "write [top and bottom, start and end] or [top, end, bottom, start]",
    ),
    ("padding: 3pt,", "padding: -3pt,"): (
        "25:17: `styles.td.padding`: padding cannot be negative",
        "write 0mm or more",
    ),
    ("padding: 3pt,", "padding: 3cm,"): (
        "25:17: `styles.td.padding`: '3cm' is not a length",
        "write a number with mm or pt, such as 3mm",
    ),
    ("{folder: icons,", "{folder: ../icons,"): (
        "26:17: `icons.folder`: `../icons` is not inside the folder",
        "write a name or a path below it",
    ),
}


@pytest.mark.parametrize("slip", THEME_SLIPS)
def test_slip_in_a_theme_is_named_with_its_remedy(slip: tuple[str, str], tmp_path: Path) -> None:
    assert THEME.count(slip[0]) >= 1
    _, report = theme_of(THEME.replace(slip[0], slip[1], 1), tmp_path)
    message, hint = THEME_SLIPS[slip]
    assert report[0] == f"{message}\nhint: {hint}".removesuffix("\nhint: ")


def test_unknown_names_of_a_theme_are_reported_together(tmp_path: Path) -> None:
    text = THEME.replace("{role: body, colour: river", "{role: bodi, colour: rivet")
    _, report = theme_of(text, tmp_path)
    assert [line.split(": ")[0] for line in report] == ["22:13", "22:27"]


def test_template_in_points(theme: Theme, tmp_path: Path) -> None:
    template, _ = template_of(TEMPLATE, tmp_path, theme)
    assert template is not None
    assert (template.name, template.title) == (tmp_path.name, "Know the law")
    assert (template.markup, template.rules) == ("sheet.xml.j2", {"p": {"role": "phone"}})
    paper = template.format
    assert (paper.width, paper.height) == (210 * MM, 297 * MM)
    assert (paper.bleed, paper.safe, paper.baseline) == (3 * MM, 5 * MM, 4)
    assert [(page.name, len(page.frames)) for page in paper.pages] == [("front", 2), ("back", 0)]
    band, main = paper.pages[0].frames
    edges = Edges(10 * MM, 15 * MM, 10 * MM, 15 * MM)
    rect = Rect(0, 0, 210 * MM, 59 * MM)
    assert band == Frame("band", rect, edges, "river", 12, 6 * MM, 8)
    assert main == Frame("main", Rect(0, 59 * MM, 210 * MM, 238 * MM))


TEMPLATE_SLIPS = {
    ("height: 238mm", "height: 239mm"): (
        "13:61: `pages.1.frames.2.height` reaches 1.00 mm beyond the page",
        "59 + 239 mm must not be more than the page's 297 mm",
    ),
    ("x: 0mm, y: 59mm", "x: 1mm, y: 59mm"): (
        "13:46: `pages.1.frames.2.width` reaches 1.00 mm beyond the page",
        "1 + 210 mm must not be more than the page's 210 mm",
    ),
    ("x: 0mm, y: 59mm", "x: -1mm, y: 59mm"): (
        "13:25: `pages.1.frames.2.x`: this is less than nothing",
        "write 0mm or more",
    ),
    ("[10mm, 15mm]", "[30mm, 15mm]"): (
        "12:46: `pages.1.frames.1.padding` leaves nothing of the frame's height",
        "make the padding smaller",
    ),
    ("name: main", "name: band"): (
        "13:16: `pages.1.frames.2.name` says `band` again",
        "give each frame a name that no other frame of the template has",
    ),
    ("name: back", "name: front"): (
        "14:11: `pages.2.name` says `front` again",
        "give each page its own name",
    ),
    ("fill: river", "fill: rivver"): (
        "11:72: `pages.1.frames.1.fill` names the colour `rivver`, which the theme has not",
        "did you mean `river`?",
    ),
    ("role: phone", "role: fone"): (
        "17:13: `styles.p.role` names the role `fone`, which the theme has not",
        "did you mean `phone`?",
    ),
    ("columns: 12", "columns: 0"): (
        "11:88: `pages.1.frames.1.columns`: 0 is too little",
        "write 1 or more",
    ),
    ("width: 210mm", "width: 210"): (
        "3:8: `width`: 210 has no unit",
        "write 210mm or 210pt",
    ),
    ("safe: 5mm", "safe: 105mm"): (
        "6:7: `safe` leaves no room on the page",
        "make it smaller",
    ),
    ("width: 210mm\n", ""): (
        "1:1: `width` is missing",
        "add `width:` with a length such as 3mm or 12pt",
    ),
    ("baseline:", "base-line:"): (
        "7:1: unknown key `base-line`",
        "did you mean `baseline`?",
    ),
    ("markup: sheet", "markup: ../sheet"): (
        "2:9: `markup`: `../sheet.xml.j2` is not inside the folder",
        "write a name or a path below it",
    ),
}


@pytest.mark.parametrize("slip", TEMPLATE_SLIPS)
def test_slip_in_a_template_is_named_with_its_remedy(
    slip: tuple[str, str], theme: Theme, tmp_path: Path
) -> None:
    assert slip[0] in TEMPLATE
    _, report = template_of(TEMPLATE.replace(slip[0], slip[1], 1), tmp_path, theme)
    message, hint = TEMPLATE_SLIPS[slip]
    assert report[0] == f"{message}\nhint: {hint}"


def test_markup_that_is_not_there_is_a_fault(tmp_path: Path) -> None:
    _, [said] = template_of(TEMPLATE.replace("sheet.xml", "sheets.xml"), tmp_path)
    assert said.startswith("2:9: `markup`: there is no file `sheets.xml.j2`\nhint: put it into ")


def test_template_without_pages_is_a_fault(tmp_path: Path) -> None:
    start = TEMPLATE.index("pages:")
    _, report = template_of(TEMPLATE[:start] + "pages: []\n", tmp_path)
    assert report == ["8:8: `pages` is an empty list\nhint: a leaflet has at least one page"]


def test_names_are_not_checked_without_a_theme(tmp_path: Path) -> None:
    template, report = template_of(TEMPLATE.replace("river", "rivver"), tmp_path)
    assert template is not None
    assert not report


NODES = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.sampled_from(["3mm", "x"])),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(["size", "name", "frames", "p", "body", "cmyk"]), inner)
    ),
    max_leaves=8,
)


@given(
    theme=st.dictionaries(st.sampled_from(list(yaml.safe_load(THEME))), NODES),
    template=st.dictionaries(st.sampled_from(list(yaml.safe_load(TEMPLATE))), NODES),
)
def test_no_values_make_loading_raise(
    tmp_path_factory: pytest.TempPathFactory, theme: dict[str, Any], template: dict[str, Any]
) -> None:
    folder = tmp_path_factory.mktemp("look")
    built, _ = theme_of(yaml.safe_dump({**yaml.safe_load(THEME), **theme}), folder)
    template_of(yaml.safe_dump({**yaml.safe_load(TEMPLATE), **template}), folder, built)
