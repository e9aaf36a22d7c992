"""PO files in a folder: what is read, and what is said about a broken one."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog as BabelCatalog
from babel.messages.pofile import write_po
from hypothesis import given, settings
from hypothesis import strategies as st

from leaflets.catalogs.catalog import Catalog, placeholders
from leaflets.catalogs.load import load_catalog, readable_catalog
from leaflets.catalogs.po import read_po
from leaflets.diagnostics import Diagnostic, Location, Severity


def load(tmp_path: Path, text: str | bytes, locale: str = "en") -> tuple[Catalog | None, list[str]]:
    """Return the catalog of one PO file, and the faults with the path of the folder taken out."""
    report: list[Diagnostic] = []
    path = tmp_path / "locales" / locale / "LC_MESSAGES" / "law.po"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    catalog = load_catalog(tmp_path / "locales", locale, report)
    return catalog, [str(one).replace(f"{path.parent}/", "") for one in report]


def test_entries_keep_context_plural_fuzzy_and_line(tmp_path: Path) -> None:
    catalog, report = load(
        tmp_path,
        """\
msgid ""
msgstr "Language: en\\n"

# a remark
#: templates/law.xml.j2:3
msgctxt "cover"
msgid ""
"Know "
"the law"
msgstr "Know \\"it\\"\\n"

#, python-brace-format, fuzzy
msgctxt "time"
msgid "One day"
msgid_plural "{n} days"
msgstr[0] "A day"
msgstr[1] "{n} days"

#~ msgid "gone"
#~ msgstr "gone"
""",
    )
    assert report == []
    assert catalog is not None
    cover = catalog.find("cover", "Know the law")
    assert cover is not None
    assert cover.strings == ('Know "it"\n',)
    assert cover.location.line == 7
    assert not cover.fuzzy
    days = catalog.find("time", "One day")
    assert days is not None
    assert (days.plural, days.strings, days.fuzzy) == ("{n} days", ("A day", "{n} days"), True)
    assert catalog.find(None, "Know the law") is None
    assert catalog.find(None, "gone") is None
    assert catalog.find(None, "") is None
    assert len(catalog.entries) == 2


def test_a_byte_order_mark_and_dos_line_ends_do_no_harm(tmp_path: Path) -> None:
    catalog, report = load(tmp_path, b'\xef\xbb\xbfmsgid "a"\r\nmsgstr "b"\r\n')
    assert report == []
    assert catalog is not None
    entry = catalog.find(None, "a")
    assert entry is not None
    assert entry.strings == ("b",)


FAULTS = {
    'msgid "a\nmsgstr "b"\n': (
        "error: law.po:1: the string is not closed\n"
        'hint: close the string with `"`; write a quotation mark inside it as `\\"`'
    ),
    'msgid "a"\nmsgstr "b "quoted" b"\n': (
        "error: law.po:2: the string is not closed\n"
        'hint: close the string with `"`; write a quotation mark inside it as `\\"`'
    ),
    'msgid "a"\nmsgstr "b\\"\n': (
        "error: law.po:2: the string is not closed\n"
        'hint: close the string with `"`; write a quotation mark inside it as `\\"`'
    ),
    'msgid "a"\nmsgstr "\\xg"\n': (
        "error: law.po:2: unknown escape `\\x`\n"
        "hint: write a backslash as `\\\\`; the escapes are "
        '\\n \\t \\r \\" \\\\ \\a \\b \\f \\v \\101 \\x41'
    ),
    'msgid "a"\nmsgstr "\\xe9t\\xe9"\n': (
        "error: law.po:2: the escapes for bytes make no UTF-8\nhint: write the character itself"
    ),
    'msgid "a"\nmsgstr "b\\0c"\n': (
        "error: law.po:2: `\\0` ends the text\nhint: delete it and write what follows"
    ),
    'msgid "a"\n\nmsgid "b"\nmsgstr "b"\n': (
        'error: law.po:1: the entry has no msgstr\nhint: add the line `msgstr ""`'
    ),
    'msgctxt "a"\n\nmsgstr "b"\n': (
        "error: law.po:3: msgstr without a msgid\nhint: write the msgid above it"
    ),
    '"lost"\nmsgid "b"\nmsgstr "b"\n': (
        "error: law.po:1: a string that belongs to no msgid or msgstr\nhint: delete the line"
    ),
    'msgid "a"\nmsgstr "b"\nmsgstr "c"\n': (
        "error: law.po:3: the entry has msgstr twice\nhint: keep one of them"
    ),
    'msgid "a"\nmsgstr "b"\n<<<<<<< HEAD\n': (
        "error: law.po:3: `<<<<<<< HEAD` is no line of a PO file\n"
        'hint: a line starts with #, msgctxt, msgid, msgid_plural, msgstr or `"`'
    ),
    'msgid "a"\nmsgstr "b"\n\nmsgid "a"\nmsgstr "c"\n': (
        "error: law.po:4: the message stands at law.po:1 already\nhint: keep one of the two entries"
    ),
    'msgid "a"\nmsgid_plural "b"\nmsgstr[0] "c"\n': (
        "error: law.po:1: the entry has 1 msgstr, the language 2 forms\n"
        "hint: write msgstr[0] to msgstr[1]"
    ),
    'msgid "a"\nmsgstr[0] "c"\n': (
        "error: law.po:1: msgstr has a number, but the message has no plural\nhint: write `msgstr`"
    ),
    'msgid ""\nmsgstr "Content-Type: text/plain; charset=GBK\\n"\n': (
        "error: law.po:1: the header says charset=GBK\n"
        "hint: save the file in UTF-8 and write `charset=UTF-8`"
    ),
    b'msgid "a"\nmsgstr "\xb7\xa8"\n': (
        "error: law.po:2: this is not UTF-8\nhint: save the file in UTF-8"
    ),
    b'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=ISO-8859-1\\n"\n\nmsgid "\xe9"\n': (
        "error: law.po:3: declares ISO-8859-1; leaflets reads UTF-8\n"
        "hint: convert it: msgconv -t UTF-8 -o law.po law.po"
    ),
    'msgid ""\nmsgstr "Plural-Forms: nplurals=2; plural=os;\\n"\n': (
        "error: law.po:1: Plural-Forms is broken: its expression `os` cannot be read\n"
        "hint: write `Plural-Forms: nplurals=2; plural=(n==1 ? 0 : 1);`"
    ),
}


@pytest.mark.parametrize("text", FAULTS)
def test_each_fault_has_its_line_and_remedy(tmp_path: Path, text: str | bytes) -> None:
    catalog, report = load(tmp_path, text)
    assert catalog is None
    assert report == [FAULTS[text]]


def test_all_faults_are_gathered(tmp_path: Path) -> None:
    _, report = load(tmp_path, 'msgid "a\nmsgstr "b"\n\nmsgid "c"\nmsgstr "\\q"\n')
    assert [line.split(": ")[1] for line in report] == ["law.po:1", "law.po:5"]


def test_the_files_plural_forms_count_and_a_difference_from_cldr_is_a_warning(
    tmp_path: Path,
) -> None:
    header = (
        "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : "
        "n%100>=3 && n%100<=10 ? 3 : n%100>=0 && n%100<=2 ? 4 : 5)"
    )
    catalog, report = load(tmp_path, f'msgid ""\nmsgstr "Plural-Forms: {header};\\n"\n', "ar")
    assert catalog is not None
    assert catalog.plural_form(11) == 5
    assert report == [
        "warning: law.po:1: Plural-Forms is not that of CLDR for `ar`\n"
        "hint: write `Plural-Forms: nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : "
        "n%100>=3 && n%100<=10 ? 3 : n%100>=11 && n%100<=99 ? 4 : 5);` "
        "and put each msgstr under its new number"
    ]


def test_without_a_header_the_forms_are_those_of_cldr(tmp_path: Path) -> None:
    catalog, report = load(tmp_path, 'msgid "a"\nmsgstr "b"\n', "ar")
    assert report == []
    assert catalog is not None
    assert [catalog.plural_form(n) for n in (0, 1, 2, 3, 11, 100)] == [0, 1, 2, 3, 4, 5]


def test_several_files_are_one_catalog(tmp_path: Path) -> None:
    load(tmp_path, 'msgid "a"\nmsgstr "1"\n')
    folder = tmp_path / "locales" / "en" / "LC_MESSAGES"
    (folder / "more.po").write_text('msgid "b"\nmsgstr "2"\n', "utf-8")
    catalog = load_catalog(tmp_path / "locales", "en", [])
    assert catalog is not None
    assert set(catalog.entries) == {(None, "a"), (None, "b")}
    assert catalog.path == str(folder)
    (folder / "more.po").write_text('msgid "a"\nmsgstr "2"\n', "utf-8")
    report: list[Diagnostic] = []
    assert load_catalog(tmp_path / "locales", "en", report) is None
    assert [one.location for one in report] == [Location(str(folder / "more.po"), 1)]


def test_files_that_count_plurals_differently_are_a_fault(tmp_path: Path) -> None:
    load(tmp_path, 'msgid ""\nmsgstr "Plural-Forms: nplurals=2; plural=n!=1;\\n"\n')
    folder = tmp_path / "locales" / "en" / "LC_MESSAGES"
    other = 'msgid ""\nmsgstr "Plural-Forms: nplurals=2; plural=n==1;\\n"\n'
    (folder / "more.po").write_text(other, "utf-8")
    report: list[Diagnostic] = []
    assert load_catalog(tmp_path / "locales", "en", report) is None
    errors = [one for one in report if one.severity is Severity.ERROR]
    assert [one.message for one in errors] == [
        f"Plural-Forms differs from that of {folder / 'law.po'}"
    ]


def test_a_missing_catalog_names_those_that_exist(tmp_path: Path) -> None:
    load(tmp_path, 'msgid "a"\nmsgstr "b"\n', "ar")
    load(tmp_path, 'msgid "a"\nmsgstr "b"\n', "fr")
    report: list[Diagnostic] = []
    assert load_catalog(tmp_path / "locales", "en", report) is None
    place = Location(str(tmp_path / "locales" / "en" / "LC_MESSAGES"))
    hint = "there are catalogs for: ar, fr"
    assert report == [Diagnostic(place, "there is no catalog for `en`", hint)]


@pytest.mark.parametrize("locale", ["xx_Nope", "../en", "", "e\0"])
def test_an_unknown_locale_is_a_fault(tmp_path: Path, locale: str) -> None:
    report: list[Diagnostic] = []
    assert load_catalog(tmp_path, locale, report) is None
    shown = locale.replace("\0", "")  # no message holds a control
    assert [one.message for one in report] == [f"unknown locale `{shown}`"]


def test_placeholders_are_names_in_braces_only() -> None:
    text = "{name} {0} {a.b} {a!r} {{deep}} { x } {} {été} {"
    assert placeholders(text) == {"name", "deep", "été"}


texts = st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from('\n\t"\\'))


@settings(max_examples=200)
@given(st.dictionaries(texts.filter(lambda text: text.strip() != ""), texts, max_size=4))
def test_what_babel_writes_is_read_as_it_was(messages: dict[str, str]) -> None:
    written = BabelCatalog()
    for msgid, msgstr in messages.items():
        written.add(msgid, msgstr)
    file = BytesIO()
    write_po(file, written, omit_header=True)
    report: list[Diagnostic] = []
    entries = read_po(file.getvalue().decode(), "law.po", report)
    assert report == []
    assert {e.msgid: e.strings[None] for e in entries} == messages


@given(st.text())
def test_no_text_crashes_the_reader(text: str) -> None:
    report: list[Diagnostic] = []
    for entry in read_po(text, "law.po", report):
        assert entry.line > 0


def test_what_can_be_read_of_a_broken_catalog(tmp_path: Path) -> None:
    place = tmp_path / "fr/LC_MESSAGES"
    place.mkdir(parents=True)
    (place / "x.po").write_text('msgid "A"\nmsgstr "B"\n\nmsgid "C\nmsgstr "D"\n', "utf-8")
    report: list[Diagnostic] = []
    catalog = readable_catalog(tmp_path, "fr", report)
    assert catalog is not None
    assert [entry.strings for entry in catalog.entries.values()] == [("B",)]
    assert [one.location.line for one in report] == [4]
    assert load_catalog(tmp_path, "fr", []) is None
    assert readable_catalog(tmp_path, "de", []) is None


@pytest.mark.parametrize("name", [".#law.po", "._law.po", "folder.po"])
def test_what_editors_and_systems_put_beside_a_catalog_is_passed_over(
    tmp_path: Path, name: str
) -> None:
    load(tmp_path, 'msgid "a"\nmsgstr "b"\n')
    beside = tmp_path / "locales" / "en" / "LC_MESSAGES" / name
    if name.startswith(".#"):
        beside.symlink_to("somebody@host.1")
    elif name.startswith("."):
        beside.write_bytes(b"\0\5\x16\7\xff")
    else:
        beside.mkdir()
    catalog, report = load(tmp_path, 'msgid "a"\nmsgstr "b"\n')
    assert catalog is not None
    assert report == []


def test_every_escape_of_gettext_is_read(tmp_path: Path) -> None:
    catalog, report = load(
        tmp_path,
        r"""
msgid "a"
msgstr "\a\b\f\n\r\t\v\"\\ \x41\101 \1014 \x0041 \xc3\xa9"
""",
    )
    assert report == []
    assert catalog is not None
    entry = catalog.find(None, "a")
    assert entry is not None
    assert entry.strings == ('\a\b\f\n\r\t\v"\\ AA A4 A é',)
