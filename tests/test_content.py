"""The reader-facing texts: complete, equal in facts, plain in words, right in punctuation.

Reads the catalogs of every language, the template catalog and the glossary; needs nothing of the
package. A rule is a function that returns what it objects to; every rule is also shown a text with
the fault it is made for, so that none of them can pass by being blind.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from gettext import c2py
from pathlib import Path

import pytest
from babel import Locale
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

LOCALES = Path(__file__).resolve().parents[1] / "locales"
DOMAIN = "leaflets"
LANGUAGES = ("zh_Hans_CN", "en", "fr", "ar")
CLDR_CATEGORIES = ("zero", "one", "two", "few", "many", "other")

PLACEHOLDER = re.compile(r"\{\w*\}")
TAG = re.compile(r"</?\w+[^>]*>")
ANYWHERE = "*"


@dataclass(frozen=True, slots=True)
class Entry:
    """A message: ``sources`` are msgid and msgid_plural, ``forms`` the msgstrs in their order."""

    context: str | None
    sources: tuple[str, ...]
    forms: tuple[str, ...]
    fuzzy: bool = False

    @property
    def key(self) -> tuple[str | None, tuple[str, ...]]:
        return self.context, self.sources


def _tuple(text: str | Iterable[str] | None) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text or ())


def _catalog(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, domain=DOMAIN, abort_invalid=True)


def _translated(locale: str) -> Catalog:
    return _catalog(LOCALES / locale / "LC_MESSAGES" / f"{DOMAIN}.po")


def _entries(catalog: Catalog) -> list[Entry]:
    return [
        Entry(message.context, _tuple(message.id), _tuple(message.string), message.fuzzy)
        for message in catalog
        if message.id
    ]


def _bare(text: str) -> str:
    return PLACEHOLDER.sub("", TAG.sub("", text))


# Rules: each returns the objections to one msgstr.

Rule = Callable[[Entry, str], list[str]]


def _difference(pattern: re.Pattern[str], entry: Entry, text: str) -> list[str]:
    found = Counter(pattern.findall(text))
    # The msgids of a plural agree with each other, so the last one speaks for both.
    wanted = Counter(pattern.findall(entry.sources[-1]))
    return sorted(((found - wanted) + (wanted - found)).elements())


def other_placeholders(entry: Entry, text: str) -> list[str]:
    return _difference(PLACEHOLDER, entry, text)


def other_tags(entry: Entry, text: str) -> list[str]:
    return _difference(TAG, entry, text)


def typed_digits(_: Entry, text: str) -> list[str]:
    """Phone numbers, days and amounts are facts of the campaign: none is typed in a catalog."""
    return re.findall(r"\d+", _bare(text))


def typed_numerals(_: Entry, text: str) -> list[str]:
    """A number written out hides a fact from every later check."""
    chinese = r"[〇零一二三四五六七八九十百千万两]+[日天元年条克]"
    words = (
        r"\b(?:ten|fifteen|hundred|thousand|quinze|cents?|mille)\b|عشرة|ألفي|آلاف|خمسمئة|خمسمائة"
    )
    return re.findall(f"{chinese}|{words}", _bare(text).lower())


FORBIDDEN = re.compile(
    # Words that keep people from treatment, and the usual mistranslation of methamphetamine.
    r"\baddicts?\b|\bjunkies?\b|\bscourge\b|methylaniline|méthylaniline"
    r"|\bdroguée?s?\b|\btoxicomanes?\b|مدمن|瘾君子|吸毒鬼"
    # Claims nobody has confirmed: rewards by amount, access to naloxone, the status of CBD.
    r"|\breward of\b|récompense de|مكافأة قدرها|奖金|naloxon|纳洛酮|النالوكسون|\bcbd\b"
)


def forbidden_words(_: Entry, text: str) -> list[str]:
    return FORBIDDEN.findall(_bare(text).lower())


def controls(_: Entry, text: str) -> list[str]:
    """Direction comes from the typesetter; typed controls cannot be seen and get lost."""
    found = re.findall(r"[\x00-\x1f\x7f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f]", text)
    return [f"U+{ord(sign):04X}" for sign in found]


def straight_quotes(_: Entry, text: str) -> list[str]:
    return re.findall(r"['\"]", _bare(text))


def latin_marks_in_arabic(_: Entry, text: str) -> list[str]:
    return re.findall(r"[,;?]", _bare(text))


def letters_not_arabic(_: Entry, text: str) -> list[str]:
    """Persian letters and presentation forms look right and cannot be searched."""
    return re.findall(r"[پچژکگی\ufb50-\ufdff\ufe70-\ufefc]", text)


def half_width_in_chinese(_: Entry, text: str) -> list[str]:
    return re.findall(r"[,;?!:.()]|\s", _bare(text))


def french_spaces(_: Entry, text: str) -> list[str]:
    """U+202F before ; ! ?, U+00A0 before a colon and inside « »."""
    wrong = r"(?<!\u202f)[;!?]|(?<!\u00a0):|«(?!\u00a0)|(?<!\u00a0)»"
    return re.findall(wrong, text)


RULES: dict[str, tuple[Rule, ...]] = {
    ANYWHERE: (
        other_placeholders,
        other_tags,
        typed_digits,
        typed_numerals,
        forbidden_words,
        controls,
        straight_quotes,
    ),
    "zh_Hans_CN": (half_width_in_chinese,),
    "fr": (french_spaces,),
    "ar": (latin_marks_in_arabic, letters_not_arabic),
}
CASES = [(locale, rule) for locale in LANGUAGES for rule in RULES[ANYWHERE] + RULES.get(locale, ())]


@pytest.mark.parametrize(("locale", "rule"), CASES)
def test_every_text_keeps_the_rule(locale: str, rule: Rule) -> None:
    faults = {
        form: objections
        for entry in _entries(_translated(locale))
        for form in entry.forms
        if (objections := rule(entry, form))
    }
    assert faults == {}


@pytest.mark.parametrize(
    ("rule", "source", "text"),
    [
        (other_placeholders, "Call {phone} now", "Appelez le {telephone}"),
        (other_placeholders, "{least} to {most} days", "{most} jours"),
        (other_placeholders, "Call {phone}", "Appelez le {phone} ou le {phone}"),
        (other_tags, "<strong>No</strong>.", "<em>Non</em>."),
        (other_tags, "<strong>No</strong>.", "Non."),
        (typed_digits, "Call {phone} now", "立即拨打110"),
        (typed_digits, "Call {phone} now", "اتصل بالرقم ١٢٠"),
        (typed_numerals, "A fine.", "处二千元以下罚款"),
        (typed_numerals, "A fine.", "Cinq cents yuans"),
        (forbidden_words, "A person", "An Addict"),
        (forbidden_words, "A person", "les drogués"),
        (forbidden_words, "A person", "une toxicomane"),
        (forbidden_words, "A person", "المدمنون"),
        (forbidden_words, "A person", "瘾君子"),
        (forbidden_words, "methamphetamine", "methylaniline (ice)"),
        (controls, "Know the law", "\u200fاعرف القانون"),
        (controls, "Call {phone}", "اتصل \u2068{phone}\u2069"),
        (straight_quotes, "I don’t", "I don't"),
        (straight_quotes, "“No”", '"Non"'),
        (latin_marks_in_arabic, "No, thank you", "لا, شكراً"),
        (latin_marks_in_arabic, "What?", "ماذا?"),
        (letters_not_arabic, "What", "چه"),
        (half_width_in_chinese, "No, thank you", "不用了,谢谢"),
        (half_width_in_chinese, "QR code: {url}", "二维码:{url}"),
        (half_width_in_chinese, "Art. {article}", "第 {article} 条"),
        (french_spaces, "Need help?", "Besoin d’aide ?"),
        (french_spaces, "QR code: {url}", "Code QR : {url}"),
        (french_spaces, "“No”", "« Non »"),
    ],
)
def test_the_rule_sees_its_fault(rule: Rule, source: str, text: str) -> None:
    assert rule(Entry(None, (source,), (text,)), text)


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        (forbidden_words, "dependence, addiction"),
        (forbidden_words, "الإدمان"),
        (typed_numerals, "在中国不一定合法，两个号码要记住"),
        (french_spaces, "«\u00a0Non\u00a0», ou oui\u00a0: lequel\u202f?"),
    ],
)
def test_the_rule_lets_good_text_pass(rule: Rule, text: str) -> None:
    assert rule(Entry(None, (text,), (text,)), text) == []


# Whole catalogs.


def unfinished(catalog: Catalog) -> list[Entry]:
    """Return the entries that are fuzzy, empty, or short of a plural form."""

    def bad(entry: Entry) -> bool:
        wanted = catalog.num_plurals if len(entry.sources) > 1 else 1
        return (
            entry.fuzzy
            or len(entry.forms) != wanted
            or not all(map(str.strip, entry.forms))
            or any(form != form.strip() for form in entry.forms)
        )

    return [entry for entry in _entries(catalog) if bad(entry)]


@pytest.mark.parametrize("locale", LANGUAGES)
def test_every_catalog_is_finished(locale: str) -> None:
    assert unfinished(_translated(locale)) == []


@pytest.mark.parametrize(
    ("string", "flags"),
    [("", ()), (" ", ()), ("Non ", ()), ("Non", ("fuzzy",)), (("jour", ""), ()), (("jour",), ())],
)
def test_an_unfinished_entry_is_seen(string: str | tuple[str, ...], flags: tuple[str, ...]) -> None:
    catalog = Catalog(locale="en")
    source = "No" if isinstance(string, str) else ("day", "days")
    catalog.add(source, string, flags=flags)
    assert len(unfinished(catalog)) == 1


@pytest.mark.parametrize("locale", LANGUAGES)
def test_every_catalog_has_the_messages_of_the_template_catalog(locale: str) -> None:
    wanted = Counter(entry.key for entry in _entries(_catalog(LOCALES / f"{DOMAIN}.pot")))
    found = Counter(entry.key for entry in _entries(_translated(locale)))
    assert wanted
    assert found == wanted


def test_english_says_what_the_templates_say() -> None:
    assert [e.sources for e in _entries(_translated("en")) if e.forms != e.sources] == []


@pytest.mark.parametrize("locale", LANGUAGES)
def test_plural_rule_is_that_of_cldr(locale: str) -> None:
    header = dict(_translated(locale).mime_headers)["Plural-Forms"]
    count, rule = re.fullmatch(r"nplurals=(\d); plural=(.+?);?", header).groups()  # type: ignore[union-attr]
    form = Locale.parse(locale).plural_form
    categories = [name for name in CLDR_CATEGORIES if name in {*form.tags, "other"}]
    assert int(count) == len(categories)
    for number in (*range(203), 1000, 1003, 1_000_000, 2_000_000, 1_000_011):
        assert categories[c2py(rule)(number)] == form(number), number


@pytest.mark.parametrize("locale", LANGUAGES)
def test_header_names_the_language_and_no_moving_date(locale: str) -> None:
    headers = dict(_translated(locale).mime_headers)
    assert headers["Language"] == locale
    assert headers["Content-Type"].lower().endswith("charset=utf-8")
    assert headers["PO-Revision-Date"] == "2026-11-23 00:00+0000"


# Meaning.


def _forms(locale: str, part: str) -> list[str]:
    """Return every msgstr whose msgid holds ``part``; at least one."""
    entries = [e for e in _entries(_translated(locale)) if part in e.sources[-1]]
    assert entries, part
    return [form for entry in entries for form in entry.forms]


@pytest.mark.parametrize(
    ("locale", "part", "term"),
    [
        # Administrative detention is neither 拘役 nor imprisonment (glossary rows 53, 55, 58).
        ("zh_Hans_CN", "detention", "拘留"),
        ("fr", "detention", "détention administrative"),
        ("ar", "detention", "الاحتجاز الإداري"),
        ("fr", "Less serious cases", "détention administrative"),
        ("ar", "Less serious cases", "الاحتجاز الإداري"),
        # 依法 and “within a time limit” are part of what the law says (rows 37, 61).
        ("zh_Hans_CN", "is punished by law</strong>", "依法"),
        ("fr", "is punished by law</strong>", "par la loi"),
        ("ar", "is punished by law</strong>", "القانون"),
        ("zh_Hans_CN", "ordered to leave", "限期出境或者驱逐出境"),
        ("fr", "ordered to leave", "dans un délai fixé"),
        ("ar", "ordered to leave", "في غضون فترة زمنية محددة"),
        ("zh_Hans_CN", "not punished", "主动到公安机关登记"),
        ("zh_Hans_CN", "kept confidential", "依法保密"),
    ],
)
def test_legal_term_stands(locale: str, part: str, term: str) -> None:
    assert [form for form in _forms(locale, part) if term not in form] == []


@pytest.mark.parametrize("locale", LANGUAGES)
def test_no_administrative_penalty_is_called_prison_or_criminal_fine(locale: str) -> None:
    prison = re.compile(
        r"拘役|徒刑|监狱|坐牢|罚金|prison|jail|imprison|emprisonnement|garde à vue|amende pénale"
        r"|السجن|الحبس|غرامة جنائية"
    )
    forms = _forms(locale, "detention") + _forms(locale, "Less serious cases")
    assert [form for form in forms if prison.search(form.lower())] == []


@pytest.mark.parametrize(
    ("part", "nouns"),
    [
        (
            "days’ administrative detention</strong>",
            {3: "{most} أيام", 4: "{most} يوماً", 5: "{most} يوم<"},
        ),
        (
            "Less serious cases",
            {
                0: "{most} يوم،",
                1: "يوماً واحداً",
                2: "يومين",
                3: "{most} أيام",
                4: "{most} يوماً",
                5: "{most} يوم،",
            },
        ),
        (
            "may not enter China",
            {
                0: "{number} سنة.",
                1: "سنة واحدة",
                2: "سنتين",
                3: "{number} سنوات",
                4: "{number} سنة.",
                5: "{number} سنة.",
            },
        ),
    ],
)
def test_arabic_counted_noun_agrees(part: str, nouns: dict[int, str]) -> None:
    forms = _forms("ar", part)
    assert len(forms) == 6
    assert {index: noun for index, noun in nouns.items() if noun not in forms[index]} == {}


@pytest.mark.parametrize(("locale", "marks"), [("zh_Hans_CN", "“”"), ("fr", "«»"), ("ar", "«»")])
def test_speech_stands_in_the_quotation_marks_of_the_language(locale: str, marks: str) -> None:
    speech = [e.forms[0] for e in _entries(_translated(locale)) if e.context == "speech"]
    assert len(speech) == 4
    assert [line for line in speech if line[0] + line[-1] != marks] == []


# The glossary.


def test_glossary_has_every_row_in_every_language() -> None:
    with (LOCALES / "glossary.csv").open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        rows = list(reader)
    assert reader.fieldnames == ["number", *LANGUAGES, "status"]
    assert [int(row["number"]) for row in rows] == list(range(1, 106))
    assert [row["number"] for row in rows if not all(map(str.strip, row.values()))] == []
    assert {row["status"][0] for row in rows} == {"A", "B", "C"}
