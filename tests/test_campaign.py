"""A campaign: what an officer may write, and what is said of each slip."""

from __future__ import annotations

import io
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
import yaml
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from hypothesis import given
from hypothesis import strategies as st

from leaflets.campaign import (
    FILE,
    Campaign,
    Contact,
    Fact,
    PrintProfile,
    extract_campaign,
    load_campaign,
)
from leaflets.diagnostics import Diagnostic, Faults, Severity
from leaflets.edition import Edition, Standard
from leaflets.units import mm

YUEXIU = Path(__file__).parents[1] / "campaigns" / "yuexiu"

GOOD = """\
languages: [en, zh_Hans_CN]
templates: [know-the-law]
editions: [web]
version: "1.0"
issued: 2026-11-23
law_as_of: 2026-11
issuer:
  name: The Office
  district: The District
contacts:
  police: {number: "110", checked: 2026-11-01}
more_information:
  url: https://example.org/law?q=1#top
  label: Read the law
facts:
  days:
    value: 10
    source: Art. 84
    checked: 2026-11-01
"""


def loaded(text: str, folder: Path) -> tuple[object, list[str]]:
    (folder / FILE).write_text(text, encoding="utf-8")
    report: list[Diagnostic] = []
    campaign = load_campaign(folder, report)
    assert (campaign is None) == any(d.severity is Severity.ERROR for d in report)
    return campaign, [str(d).replace(f"{folder}/", "") for d in report]


def test_yuexiu_says_what_is_to_be_printed() -> None:
    report: list[Diagnostic] = []
    campaign = load_campaign(YUEXIU, report)
    assert not report
    assert campaign is not None
    assert campaign.name == "yuexiu"
    assert campaign.theme == "arcade"
    assert campaign.languages == ("zh_Hans_CN", "en", "fr", "ar")
    assert campaign.editions == (Edition.WEB, Edition.PRESS)
    assert (campaign.issued, campaign.law_as_of) == (date(2026, 11, 23), date(2026, 11, 1))
    numbers = {name: contact.number for name, contact in campaign.contacts.items()}
    assert numbers == {
        "police": "110",
        "ambulance": "120",
        "city_hotline": "12345",
        "immigration": "12367",
    }
    assert campaign.contacts["police"] == Contact("110")
    assert campaign.press.marks is False


def test_yuexiu_holds_the_facts_in_force_since_january_2026() -> None:
    campaign = load_campaign(YUEXIU, [])
    assert campaign is not None
    printed = {name: fact.value for name, fact in campaign.facts.items()}
    wanted = {
        "use_days_least": 10,
        "use_days_most": 15,
        "use_fine_most": 3000,
        "minor_days_most": 5,
        "minor_fine_most": 1000,
        "reentry_ban_years": 10,
        "article_use": 84,
        "article_possession": 348,
        "article_trafficking": 347,
        "article_purity": 357,
        "article_premises_admin": 85,
        "article_premises_crime": 354,
        "article_luring_admin": 85,
        "article_luring_crime": 353,
        "article_foreigners": 10,
        "article_reentry": 81,
        "article_treatment": 62,
    }
    assert printed | wanted == printed


def test_optional_keys_have_defaults(tmp_path: Path) -> None:
    campaign, report = loaded(GOOD, tmp_path)
    assert not report
    assert getattr(campaign, "name", "") == tmp_path.name
    assert getattr(campaign, "theme", "") == "arcade"
    assert getattr(campaign, "facts", {}) == {"days": Fact(10, "Art. 84", date(2026, 11, 1))}


SLIPS = {
    ("[en, zh_Hans_CN]", "[en, zz_ZZ]"): (
        "1:17: entry 2 of `languages`: `zz_ZZ` is no language that CLDR knows",
        "write it such as en or zh_Hans_CN",
    ),
    ("[en, zh_Hans_CN]", "[en, zh-Hans-CN]"): (
        "1:17: entry 2 of `languages`: `zh-Hans-CN` is no language that CLDR knows",
        "write it with _, such as zh_Hans_CN",
    ),
    ("[en, zh_Hans_CN]", "[EN]"): (
        "1:13: entry 1 of `languages`: `EN` is not how the language is written",
        "write small and large letters as in en, fr_CA or zh_Hans_CN",
    ),
    ("[en, zh_Hans_CN]", "[en, no]"): (
        "1:17: entry 2 of `languages` must be text, not yes or no",
        'write it in quotes: "no"',
    ),
    ("[en, zh_Hans_CN]", "[en, fr, en]"): (
        "1:21: entry 3 of `languages` says `en` again",
        "name each only once",
    ),
    ("[en, zh_Hans_CN]", "[]"): (
        "1:12: `languages` is an empty list",
        "nothing would be built; name at least one",
    ),
    ("[know-the-law]", "[../secret]"): (
        "2:13: entry 1 of `templates`: `../secret` cannot name a folder",
        "use letters, digits, - and _, without / or dots",
    ),
    ("[web]", "[web, pres]"): (
        "3:17: entry 2 of `editions` must be one of web, press, outlined, not `pres`",
        "did you mean `press`?",
    ),
    ("[web]", "[web, web]"): (
        "3:17: entry 2 of `editions` says `web` again",
        "name each only once",
    ),
    ('"1.0"', "1.0"): (
        "4:10: `version` must be text, not a number with a decimal point",
        'write it in quotes: "1.0"',
    ),
    ("issued: 2026", "issued: 0226"): (
        "5:9: `issued`: the year 0226 cannot be meant",
        "write it such as 2026",
    ),
    ("law_as_of: 2026-11", "law_as_of: 2026-11-23"): (
        "6:12: `law_as_of` must be a month such as 2026-11, not a date",
        "write year and month alone, such as 2026-11",
    ),
    ("  name: The Office\n", ""): (
        "8:3: `issuer.name` is missing",
        "add `name:` with text",
    ),
    ("The District", "The District\n  emblem: seal.svg"): (
        "10:11: `issuer.emblem`: there is no file `seal.svg`",
        "",
    ),
    ("The District", "The District\n  emblem: ../seal.svg"): (
        "10:11: `issuer.emblem`: `../seal.svg` is not inside the folder",
        "write a name or a path below it",
    ),
    ('"110"', "0110"): (
        "11:20: `contacts.police.number` must be text, not a number",
        'write it in quotes: "0110"',
    ),
    ('"110"', '"110 or 120"'): (
        "11:20: `contacts.police.number`: `110 or 120` is no telephone number",
        "use digits, +, - and spaces only",
    ),
    ("  police", "  Police Station"): (
        "11:3: `contacts.Police Station`: `Police Station` cannot be a name here",
        "use small letters, digits and _",
    ),
    ("https://example", "http://example"): (
        "13:8: `more_information.url`: `http://example.org/law?q=1#top` is not a safe web address",
        "it must begin with https:// and hold no spaces",
    ),
    ("value: 10", "value: 010"): (
        "17:12: `facts.days.value` must be a whole number, and `010` is no plain one",
        "write it without zeros in front: 10",
    ),
    ("source: Art. 84", "sources: Art. 84"): (
        "18:5: unknown key `facts.days.sources`",
        "did you mean `source`?",
    ),
}


@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_is_named_with_its_remedy(slip: tuple[str, str], tmp_path: Path) -> None:
    assert slip[0] in GOOD
    _, report = loaded(GOOD.replace(slip[0], slip[1], 1), tmp_path)
    message, hint = SLIPS[slip]
    said, _, remedy = report[0].partition("\nhint: ")
    assert said == f"error: {FILE}:{message}"
    assert remedy == hint or (not hint and remedy)


WARNINGS = {
    ("law_as_of: 2026-11", "law_as_of: 2026-12"): "6:12: `law_as_of` lies after",
    ("2026-11-01}", "2027-01-01}"): "11:36: `contacts.police.checked` lies after",
    ("checked: 2026-11-01\n", "checked: 2027-01-01\n"): "19:14: `facts.days.checked` lies after",
}


@pytest.mark.parametrize("slip", WARNINGS)
def test_dates_after_the_issue_are_warnings(slip: tuple[str, str], tmp_path: Path) -> None:
    campaign, report = loaded(GOOD.replace(slip[0], slip[1], 1), tmp_path)
    assert campaign is not None
    [said] = report
    assert said.startswith(f"warning: {FILE}:{WARNINGS[slip]} `issued` (2026-11-23)\nhint: ")


@pytest.mark.parametrize("part", ["more_information", "press", "theme"])
def test_part_that_may_be_left_out(part: str, tmp_path: Path) -> None:
    tree = {key: value for key, value in yaml.safe_load(GOOD).items() if key != part}
    tree["law_as_of"] = "2026-11"
    campaign, report = loaded(yaml.safe_dump(tree), tmp_path)
    assert campaign is not None
    assert not report


SHOP = "\npress:\n  profile: {file: shop.icc, condition: PSO Uncoated v3}\n"


def test_a_print_shop_brings_its_profile(tmp_path: Path) -> None:
    _, said = loaded(GOOD + SHOP, tmp_path)
    assert "there is no file `shop.icc`" in said[0]
    (tmp_path / "shop.icc").write_bytes(b"no profile")
    _, said = loaded(GOOD + SHOP, tmp_path)
    assert "is no ICC profile of a CMYK printing condition" in said[0]
    (tmp_path / "shop.icc").write_bytes(bytes(12) + b"prtrCMYK" + bytes(16) + b"acsp")
    campaign, said = loaded(GOOD + SHOP, tmp_path)
    assert said == []
    assert isinstance(campaign, Campaign)
    assert campaign.press.profile == PrintProfile("shop.icc", "PSO Uncoated v3")


@pytest.mark.parametrize("limit", [99, 401, 0])
def test_an_ink_limit_must_be_possible(tmp_path: Path, limit: int) -> None:
    _, said = loaded(f"{GOOD}\npress: {{ink_limit: {limit}}}\n", tmp_path)
    assert "`press.ink_limit` must lie between 100 and 400" in said[0]


def test_a_print_shop_has_a_least_type_size_and_a_bleed(tmp_path: Path) -> None:
    press = "press: {least_type_size: 5.5, bleed: 4mm}"
    campaign, said = loaded(f"{GOOD}\n{press}\n", tmp_path)
    assert said == []
    assert campaign is not None
    assert campaign.press.least_type_size == 5.5
    assert campaign.press.bleed == pytest.approx(mm(4))


@pytest.mark.parametrize(
    ("wish", "fault"),
    [
        ("least_type_size: 30", "`press.least_type_size` must lie between 0 and 24 pt"),
        ("bleed: 30mm", "`press.bleed` must lie between 0 and 20 mm"),
    ],
)
def test_type_size_and_bleed_must_be_possible(tmp_path: Path, wish: str, fault: str) -> None:
    _, said = loaded(f"{GOOD}\npress: {{{wish}}}\n", tmp_path)
    assert fault in said[0]


def test_an_older_shop_asks_for_x1a(tmp_path: Path) -> None:
    campaign, _ = loaded(f"{GOOD}\npress: {{standard: x1a}}\n", tmp_path)
    assert isinstance(campaign, Campaign)
    assert campaign.press.standard is Standard.X1A


def test_emblem_that_is_there_is_taken(tmp_path: Path) -> None:
    (tmp_path / "seal.svg").write_text("<svg/>", encoding="utf-8")
    campaign, report = loaded(
        GOOD.replace("The District", "The District\n  emblem: seal.svg"), tmp_path
    )
    assert campaign is not None
    assert not report


def test_folder_without_a_file_is_a_fault(tmp_path: Path) -> None:
    report: list[Diagnostic] = []
    assert load_campaign(tmp_path, report) is None
    assert report[0].message == "there is no such file"


def test_texts_go_to_the_catalogs_with_line_and_key() -> None:
    found = list(extract(extract_campaign, io.BytesIO(GOOD.encode()), DEFAULT_KEYWORDS))
    assert [(line, text, context) for line, text, _, context in found] == [
        (8, "The Office", "campaign"),
        (9, "The District", "campaign"),
        (14, "Read the law", "campaign"),
    ]
    assert [comments for _, _, comments, _ in found] == [
        ["campaign.yaml: issuer.name"],
        ["campaign.yaml: issuer.district"],
        ["campaign.yaml: more_information.label"],
    ]


def test_extraction_stops_at_a_fault_instead_of_losing_texts() -> None:
    broken = io.BytesIO(GOOD.replace("  name: The Office\n", "").encode())
    with pytest.raises(Faults, match=r"issuer\.name"):
        list(extract_campaign(broken, {}, (), {}))


def test_importing_brings_neither_yaml_nor_babel_along() -> None:
    script = "import sys, leaflets.campaign; print({'yaml', 'babel'} & set(sys.modules))"
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "set()"


LEAVES = st.one_of(st.none(), st.booleans(), st.integers(), st.dates(), st.text(max_size=8))


@given(
    st.dictionaries(
        st.sampled_from(list(yaml.safe_load(GOOD))),
        st.recursive(
            LEAVES,
            lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
            max_leaves=6,
        ),
    )
)
def test_no_value_makes_loading_raise(
    tmp_path_factory: pytest.TempPathFactory, changes: dict[str, object]
) -> None:
    tree = {**yaml.safe_load(GOOD), **changes}
    loaded(yaml.safe_dump(tree), tmp_path_factory.mktemp("campaign"))
