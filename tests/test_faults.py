"""What users write wrong is said at its place with a remedy, all of it in one run."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest

from leaflets import cli
from leaflets.diagnostics import Diagnostic, Location
from leaflets.workspace import FOLDERS

ROOT = Path(__file__).parents[1]
CAMPAIGN = "campaigns/yuexiu/campaign.yaml"
CARD = "templates/numbers-card/card.xml.j2"
PHONE = "templates/_themes/icons/phone-call.svg"
FRENCH = "locales/fr/LC_MESSAGES/leaflets.po"

Build = Callable[..., list[str]]


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder: a copy of the starter whose campaign builds one card for the web."""
    for name in FOLDERS:
        shutil.copytree(ROOT / name, tmp_path / name)
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("LEAFLETS_DEBUG", raising=False)
    change(CAMPAIGN, r"^templates: .*", "templates: [numbers-card]")
    change(CAMPAIGN, r"^languages: .*", "languages: [en]")
    change(CAMPAIGN, r"^editions: .*", "editions: [web]")
    return tmp_path


@pytest.fixture
def build(workspace: Path, capsys: pytest.CaptureFixture[str]) -> Build:
    """Build and return what was said, one entry a diagnostic."""

    def run(*arguments: str, status: int = cli.Status.FAULTS) -> list[str]:
        assert cli.main(["build", *arguments]) == status, capsys.readouterr().err
        said = capsys.readouterr().err
        return re.split(r"\n(?=error: |warning: )", said.strip()) if said else []

    return run


def change(name: str, pattern: str, text: str) -> int:
    """Put ``text`` in the place of the one match of ``pattern``; return the line it stands in."""
    path = Path(name)
    content = path.read_text("utf-8")
    (match,) = re.finditer(pattern, content, re.MULTILINE)
    path.write_text(content[: match.start()] + text + content[match.end() :], "utf-8")
    return content.count("\n", 0, match.start()) + 1


def test_the_copy_builds_without_a_word(build: Build) -> None:
    assert build(status=cli.Status.WELL) == []


@pytest.mark.parametrize(
    ("svg", "message"),
    [
        ("garbage", ":1:1: this is no SVG: syntax error"),
        ("<svg>&nbsp;</svg>", ":1:6: this is no SVG: undefined entity"),
        ('<?xml version="1.0" encoding="x-none"?><svg/>', "no SVG|encoding is unknown"),
        ("<svg {0}><script/></svg>", "the icon holds `script`, which is not drawn"),
        ("<svg {0}/>", "the icon has no filled path"),
        ('<svg {0}><path d="M1 1"/></svg>', "the icon has no filled path"),
        ('<svg {0}><path fill="none" d="M0 0H9V9Z"/></svg>', "the icon has no filled path"),
        ('<svg {0}><path d="M0 0 H x"/></svg>', "a `d` in it is no path of SVG"),
        ('<svg {0}><path d="M0 0H1e999V9Z"/></svg>', "the icon has no filled path"),
        ('<svg {0}><g transform="scale(2)"/></svg>', "`g` has a transform, which is not drawn"),
        ('<svg><path d="M0 0H9V9Z"/></svg>', "the view box “” is no square at 0 0"),
        ('<svg viewBox="0 0 0 0"/>', "the view box “0 0 0 0” is no square"),
        ('<svg viewBox="0 0 9 8"/>', "the view box “0 0 9 8” is no square"),
        ('<svg viewBox="0 0 . ."/>', "the view box “0 0 . .” is no square"),
    ],
)
def test_a_broken_icon_is_a_fault_of_its_file(build: Build, svg: str, message: str) -> None:
    shape = 'xmlns="http://www.w3.org/2000/svg" viewBox="0 0 256 256"'
    Path(PHONE).write_text(svg.replace("{0}", shape), "utf-8")
    (fault,) = build()
    assert re.match(f"error: {re.escape(PHONE)}.*({message})", fault), fault
    assert "\nhint: save the icon as plain SVG" in fault


def test_an_unknown_icon_is_a_fault_of_the_element(build: Build) -> None:
    line = change(CARD, 'icon="phone-call"', 'icon="fone-call"')
    (fault,) = build()
    assert fault == (
        f"error: {CARD}:{line}: the icon set has no `fone-call`\nhint: did you mean `phone-call`?"
    )


def test_an_unknown_class_is_a_warning(build: Build) -> None:
    line = change(CARD, 'class="call" icon="phone-call"', 'class="cal" icon="phone-call"')
    (said,) = build(status=cli.Status.WELL)
    assert said == (
        f"warning: {CARD}:{line}: no rule in the theme or template.yaml knows the class `cal`\n"
        "hint: did you mean `call`?"
    )


def test_a_fact_that_is_gone_is_named(build: Build) -> None:
    change(CAMPAIGN, r"^  article_treatment:", "  article_treatmant:")
    template = "templates/help-door-hanger/hanger.xml.j2"
    (line,) = [
        number
        for number, text in enumerate(Path(template).read_text("utf-8").splitlines(), start=1)
        if "article_treatment" in text
    ]
    (fault,) = build("--template", "help-door-hanger")
    assert fault == (
        f"error: {template}:{line}: campaign.yaml has no fact `article_treatment`\n"
        "hint: did you mean `article_treatmant`?"
    )


def test_a_contact_that_is_gone_is_named(build: Build) -> None:
    change(CAMPAIGN, r"^  police:", "  polise:")
    (fault,) = build()
    assert fault.startswith(f"error: {CARD}:3: campaign.yaml has no contact `police`\nhint: did")


def test_an_element_without_end_is_blamed_at_its_start(build: Build) -> None:
    change(CARD, r"</leaflet>\n", "")
    (fault,) = build()
    assert fault == (
        f"error: {CARD}:5: `leaflet` is not closed\nhint: write `</leaflet>` where it ends"
    )


def test_a_fault_holds_no_invisible_sign(build: Build) -> None:
    change(
        CARD, r'<p class="use">\{\{ police_use\(\) \}\}</p>', "{{ phone_police }} {{ police() }}"
    )
    (fault,) = build()
    assert "words stand in `panel`: “110" in fault
    assert not re.search("[\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef]", fault)


def test_what_cannot_be_seen_is_kept_out_of_messages() -> None:
    spoilt = "a\ufdd012\ufdd1b\u2068c\u2069\x1b[2J\ufdd3\U0001ffff\nd"
    fault = Diagnostic(Location("x"), spoilt, spoilt)
    assert (fault.message, fault.hint) == ("abc[2J\nd", "abc[2J\nd")


@pytest.mark.parametrize(
    ("pattern", "text", "column", "message", "hint"),
    [
        ("^theme: arcade", "theme: arcad", 8, "theme `arcad`", "did you mean `arcade`?"),
        (
            "^templates: .*",
            "templates: [numbers-card, number-card]",
            27,
            "template `number-card`",
            "did you mean `numbers-card`?",
        ),
        (
            "^languages: .*",
            "languages: [en, de]",
            17,
            "catalog for `de`",
            "make one with: leaflets catalog add de",
        ),
        (
            "^languages: .*",
            "languages: [en, zh_Hans]",
            17,
            "catalog for `zh_Hans`",
            "did you mean `zh_Hans_CN`?",
        ),
    ],
)
def test_an_unknown_name_is_a_fault_of_its_value(
    build: Build, pattern: str, text: str, column: int, message: str, hint: str
) -> None:
    line = change(CAMPAIGN, pattern, text)
    (fault,) = build()
    where = f"{CAMPAIGN}:{line}:{column}"
    assert fault == f"error: {where}: the workspace has no {message}\nhint: {hint}"
    built = Path("out/yuexiu/web/numbers-card.en.pdf").exists()
    assert built == ("theme" not in message)


def test_all_faults_are_said_in_one_run(build: Build) -> None:
    wanted = {
        change(CAMPAIGN, "^theme: arcade", "theme: arcad"): "no theme `arcad`",
        change(CAMPAIGN, "^templates: .*", "templates: [numbers-card, card]"): "no template `card`",
        change(CAMPAIGN, "^languages: .*", "languages: [en, fr, de]"): "no catalog for `de`",
        change(CAMPAIGN, "^version: .*", "version: 1.0"): "`version` must be text",
        change(CAMPAIGN, "^issued: .*", "isued: 2026-11-23"): "unknown key `isued`",
    }
    faults = [f"{CAMPAIGN}:{line}:.*{message}" for line, message in wanted.items()]
    faults.append(f"{CAMPAIGN}:.*`issued` is missing")
    Path(FRENCH).write_text(Path(FRENCH).read_text("utf-8") + "\nbroken\n", "utf-8")
    faults.append(f"{FRENCH}:")
    line = change("templates/numbers-card/template.yaml", "^bleed: .*", "bleed: wide")
    faults.append(f"templates/numbers-card/template.yaml:{line}:.*`bleed`")
    said = build()
    for fault in faults:
        assert any(re.match(f"error: {fault}", one) for one in said), (fault, said)
    assert len(said) == len(faults)


def test_a_faulty_theme_is_said_beside_a_faulty_campaign(build: Build) -> None:
    change(CAMPAIGN, "^version: .*", "version: 1.0")
    line = change("templates/_themes/arcade.yaml", "^  folder: icons", "  folder: 7")
    said = build()
    assert len(said) == 2
    assert any(f"templates/_themes/arcade.yaml:{line}:" in one for one in said)


def test_faults_of_words_are_said_beside_those_of_the_theme(build: Build) -> None:
    change("templates/_themes/arcade.yaml", "^  folder: icons", "  folder: 7")
    change(CARD, "</leaflet>\n", "")
    assert len(build()) == 2


def test_an_out_that_is_a_file_is_said_once(build: Build) -> None:
    Path("out").write_text("")
    (fault,) = build(
        "--edition", "web", "--edition", "press", "--language", "fr", "--language", "en"
    )
    assert fault.startswith("error: out: this is a file\nhint: a folder is needed there")
    Path("out").unlink()
    Path("out/yuexiu").mkdir(parents=True)
    Path("out/yuexiu/web").write_text("")
    (fault,) = build()
    assert fault.startswith("error: out/yuexiu/web: this is a file\n")


@pytest.mark.parametrize(
    ("file", "message"),
    [
        ("fonts/none.ttf", "font file `fonts/none.ttf` does not exist"),
        ("../../none.ttf", "font file `../../none.ttf` does not exist"),
        ("fontpkg_none:x.ttf", "font package `fontpkg_none` is not installed"),
        ("campaigns/yuexiu/campaign.yaml", "font file `campaigns/yuexiu/campaign.yaml` is not a"),
        ("empty.ttf", "font file `empty.ttf` is not a font"),
    ],
)
def test_a_font_that_cannot_be_used_is_a_fault_of_its_line(
    build: Build, workspace: Path, file: str, message: str
) -> None:
    Path("empty.ttf").touch()
    line = change(
        "templates/_themes/arcade.yaml", '^    0: "fontpkg_ibm_plex_sans:.*', f"    0: {file}"
    )
    (fault,) = build()
    assert fault.startswith(f"error: templates/_themes/arcade.yaml:{line}:8: {message}")
    assert str(workspace) not in fault


def test_a_length_needs_its_unit(build: Build) -> None:
    line = change("templates/numbers-card/template.yaml", "^bleed: .*", "bleed: 3")
    (fault,) = build()
    where = f"templates/numbers-card/template.yaml:{line}:8"
    assert fault == f"error: {where}: `bleed`: 3 has no unit\nhint: write 3mm or 3pt"
    change("templates/numbers-card/template.yaml", "^bleed: .*", "bleed: 0")
    assert build(status=cli.Status.WELL) == []


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("<p class='use'>Call <strong>now</strong></p>", "Call now"),
        ("<p class='use'>禁毒</p>", "禁毒"),
        ('<img class="call" icon="pill" alt="A pill"/>', "A pill"),
        ("{% set x %}Bare{% endset %}<p class='use'>{{ x }}</p>", "Bare"),
    ],
)
def test_words_outside_of_trans_are_a_warning(build: Build, words: str, shown: str) -> None:
    use = r'<p class="use">\{\{ police_use\(\) \}\}</p>'
    line = change(CARD, use, f"{{# two\nlines #}}{words}") + 1
    (said,) = build(status=cli.Status.WELL)
    assert said.startswith(f"warning: {CARD}:{line}: “{shown}” stands outside `{{% trans %}}`\n")


@pytest.mark.parametrize(
    "words",
    [
        '<p class="use">110 / 120: <span lang="zh-Hans">《刑法》</span></p>',
        "<p class='use'>{% trans -%}\nNumbers to keep\n{%- endtrans %} &amp; {{ police() }}</p>",
        '<p class="use"><a href="https://a.example">https://a.example/law</a></p><!-- words -->',
    ],
)
def test_numbers_titles_and_messages_are_no_bare_words(build: Build, words: str) -> None:
    change(CARD, r'<p class="use">\{\{ police_use\(\) \}\}</p>', words)
    assert build(status=cli.Status.WELL) == []


def test_a_folder_that_is_no_campaign_is_mentioned(build: Build) -> None:
    for name, file in (("liwan", "campaign.yml"), ("tianhe", "x"), ("my town", "campaign.yaml")):
        Path("campaigns", name).mkdir()
        Path("campaigns", name, file).touch()
    Path("campaigns/_old").mkdir()
    assert build("yuexiu", status=cli.Status.WELL) == []
    said = build(status=cli.Status.WELL)
    assert [re.sub(r"no campaign: .*", "", one).partition("\n") for one in said] == [
        ("warning: campaigns/liwan: ", "\n", "hint: rename its campaign.yml to campaign.yaml"),
        ("warning: campaigns/my town: ", "\n", "hint: name it with letters, digits, - and . alone"),
        ("warning: campaigns/tianhe: ", "\n", "hint: put one into it, or move the folder away"),
    ]


FIELDS = ("name", "district", "label")


def test_signs_of_markup_in_the_campaign_are_printed_as_they_stand(build: Build) -> None:
    for field in FIELDS:
        change(CAMPAIGN, f"^  {field}: .*", f"  {field}: '&<b>{{x}} {field}'")
    assert build("--template", "know-the-law", "--trace", status=cli.Status.WELL) == []
    laid_out = Path("out/yuexiu/trace/know-the-law.en.trace.txt").read_text("utf-8")
    for field in FIELDS:
        assert f"&<b>{{x}} {field}" in " ".join(laid_out.split()), field
    with pikepdf.open("out/yuexiu/web/know-the-law.en.pdf") as pdf:
        assert str(pdf.docinfo["/Author"]) == "&<b>{x} name"
