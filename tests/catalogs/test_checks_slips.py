"""Slips that the checks once let pass, told twice, or saw where there was none."""

from __future__ import annotations

import pytest

from leaflets.catalogs.checks.check import Surroundings
from leaflets.catalogs.checks.run import File, check_file
from leaflets.catalogs.plurals import from_cldr
from leaflets.catalogs.po import PoEntry
from leaflets.diagnostics import Severity
from leaflets.language import language


def told(entry: PoEntry, locale: str, *, house: bool = True) -> list[str]:
    """Return what is said of one entry that is a file of its own."""
    around = Surroundings(language(locale))
    found = check_file(File("x.po", [entry], from_cldr(locale), around, house))
    return [one.diagnostic.message for one in found]


def single(source: str, target: str) -> PoEntry:
    return PoEntry(None, source, None, {None: target}, False, 1)


def plural(sources: tuple[str, str], *targets: str) -> PoEntry:
    return PoEntry(None, *sources, dict(enumerate(targets)), False, 1)


def test_a_placeholder_where_the_msgid_has_none_is_an_error_at_home_alone() -> None:
    entry = single("Need help?", "{x} Besoin d’aide\u202f?")
    assert told(entry, "fr") == ["msgstr has the unknown placeholder `{x}` [brace]"]
    assert told(entry, "fr", house=False) == []


@pytest.mark.parametrize("target", ["{NOM}, ici", "{nom}, ici"])
def test_at_home_capitals_are_placeholders_too(target: str) -> None:
    assert len(told(single("{NAME}, here", target), "fr")) == 2
    assert told(single("{NAME}, here", target), "fr", house=False) == []


def test_a_word_may_stand_for_the_number_where_the_singular_has_a_word() -> None:
    forms = ("{n} يوم", "يوم واحد", "يومان", "{n} أيام", "{n} يوماً", "{n} يوم")
    assert told(plural(("one day", "{n} days"), *forms), "ar") == []
    lacking = [f"msgstr[{n}] lacks placeholder `{{n}}` [brace]" for n in (1, 2)]
    assert told(plural(("{n} day", "{n} days"), *forms), "ar") == lacking
    assert told(plural(("{n} day", "{n} days"), *forms), "ar", house=False) == []


def test_a_wrong_figure_is_told_in_every_plural_form() -> None:
    sources = ("up to {fine} yuan", "up to {fine} yuan")
    arabic = told(plural(sources, *["لا تتجاوز ٥٠٠ {fine} يوان"] * 6), "ar")
    assert [one.partition(" ")[0] for one in arabic] == [f"msgstr[{n}]" for n in range(6)]
    french = told(plural(sources, *["jusqu’à 500 {fine} yuans"] * 3), "fr")
    assert len(french) == 3
    assert all("has 500" in one for one in (*arabic, *french))


def test_a_plural_form_may_say_its_own_number() -> None:
    forms = ("0 يوم", "يوم واحد", "2 يوم", "{n} أيام", "{n} يوماً", "{n} يوم")
    assert told(plural(("1 day", "{n} days"), *forms), "ar", house=False) == []


def test_an_empty_form_is_told_once_though_others_are_alike() -> None:
    sources = ("{n} day", "{n} days")
    forms = ("{n} يوم", "{n} يوم", "{n} يوم", "{n} أيام", "{n} يوماً", "")
    assert told(plural(sources, *forms), "ar") == ["msgstr[5] is empty [plural]"]
    assert told(plural(sources, "", "{n} يوم", "{n} يوم", "{n} أيام", "", "{n} يوم"), "ar") == [
        "msgstr[0], msgstr[4] are empty [plural]"
    ]


@pytest.mark.parametrize("target", ["Appelez", "\nAppelez\n", "Appelez\n\u202f"])
def test_other_line_ends_are_an_error_as_for_gettext(target: str) -> None:
    around = Surroundings(language("fr"))
    entry = single("Call\n", target)
    found = check_file(File("x.po", [entry], from_cldr("fr"), around, house=False))
    assert [
        (one.check.id, one.diagnostic.severity) for one in found if one.check.id != "blank"
    ] == [("line-end", Severity.ERROR)]


@pytest.mark.parametrize(
    ("remark", "said"),
    [
        (" leaflets: ignore blnk", ["`blnk`"]),
        (" leaflets: ignore number, blnk", ["`blnk`"]),
        (" leaflets: ignore blank the poem has two blanks", []),
        (" leaflets: ignore blank, number", []),
        (" leaflets: ignore weather", ["`weather`"]),
    ],
)
def test_an_unknown_name_of_a_check_is_told(remark: str, said: list[str]) -> None:
    entry = PoEntry(None, "Help", None, {None: "Aide"}, False, 1, (remark,))
    around = Surroundings(language("fr"))
    found = check_file(File("x.po", [entry], from_cldr("fr"), around, house=True))
    assert [one.diagnostic.message.partition(" ")[0] for one in found] == said
    assert all(one.check.id == "ignore" for one in found)
    assert all("`blank`" in one.diagnostic.hint for one in found if "blnk" in remark)


@pytest.mark.parametrize(
    ("locale", "source", "target"),
    [
        ("fr", "see `https://example.com/a.html`", "voir https://example.com/a.html"),
        ("zh_Hans_CN", "Wrong use of %-encoding", "百分号编码用法错误"),
        ("fr", "the form {...} is odd", "la forme {…} est étrange"),
        ("fr", "Use 1.9, 1.10 here", "Utilisez 1.9, 1.10 ici"),
        ("fr", "of type LONGLONG", "de type LONG LONG"),
        ("fr", "<function code %d>", "<code de fonction %d>"),
        ("fr", "<invalid condition code>", "<code de condition invalide>"),
    ],
)
def test_sound_texts_of_strangers_pass(locale: str, source: str, target: str) -> None:
    assert told(single(source, target), locale, house=False) == []


@pytest.mark.parametrize(
    ("source", "target", "check"),
    [
        ("see https://example.com/a.html", "voir https://example.com/b.html", "address"),
        ("%-10s or %-ld", "ou %-10s", "percent"),
        ("the {} and {.name}", "le {}", "brace"),
        ("1.5, 1.6 metres", "1.5, 1.6 mètre", "decimal"),
        ("of type LONG", "de type LONG LONG", "repeated"),
        ("press <code class='x'>a</code>", "appuyez sur a", "markup"),
        ("press <br /> now", "appuyez ici", "markup"),
    ],
)
def test_what_is_like_them_is_still_told(source: str, target: str, check: str) -> None:
    assert f"[{check}]" in " ".join(told(single(source, target), "fr", house=False))
