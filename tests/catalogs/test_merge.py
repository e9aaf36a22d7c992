"""Updates of a language's file: nothing is lost, and nothing changes without need."""

from __future__ import annotations

import random
import subprocess
import time
from pathlib import Path

import pytest

from leaflets.catalogs.merge import merge, same_messages
from leaflets.catalogs.po import PoEntry, Previous, read_po
from leaflets.catalogs.write import write_po


def message(msgid: str, msgstr: str = "", context: str | None = None, **more: object) -> PoEntry:
    return PoEntry(context, msgid, None, {None: msgstr}, False, 0, **more)  # type: ignore[arg-type]


def updated(old: list[PoEntry], template: list[PoEntry], locale: str = "fr") -> list[PoEntry]:
    return list(merge(old, template, locale).entries[1:])


def test_a_changed_text_keeps_its_translation_as_fuzzy_with_the_text_it_was_made_from() -> None:
    old = [message("Call the police now.", "Appelez")]
    entry, _ = updated(old, [message("Call the police.")])
    assert (entry.strings[None], entry.fuzzy) == ("Appelez", True)
    assert entry.previous == Previous(None, "Call the police now.", None)


def test_the_previous_text_survives_a_second_change() -> None:
    once = merge([message("Call the police now.", "Appelez")], [message("Call the police.")], "fr")
    entry = updated(list(once.entries), [message("Call the police!")])[0]
    assert entry.previous == Previous(None, "Call the police now.", None)
    same = updated(list(once.entries), [message("Call the police.")])[0]
    assert same.previous == Previous(None, "Call the police now.", None)


def test_similar_texts_match_within_a_context_only() -> None:
    old = [message("Call the police now.", "Appelez", "a")]
    fresh, gone = updated(old, [message("Call the police now!", context="b")])
    assert (fresh.strings[None], fresh.fuzzy) == ("", False)
    assert gone.obsolete


def test_a_text_that_returns_gets_its_translation_back() -> None:
    old = [message("Stay safe", "Restez prudents", comments=(" K1",))]
    [gone] = updated(old, [])
    assert gone.obsolete
    [back] = updated([gone], [message("Stay safe")])
    assert (back.strings[None], back.fuzzy, back.obsolete) == ("Restez prudents", False, False)
    assert back.comments == (" K1",)


def test_an_obsolete_translation_fills_an_empty_live_entry() -> None:
    old = [message("A", ""), message("A", "alpha", obsolete=True)]
    assert [(e.strings[None], e.obsolete) for e in updated(old, [message("A")])] == [
        ("alpha", False)
    ]


def test_comments_and_own_flags_stay_and_format_flags_follow_the_template() -> None:
    old = [message("Call {n}", "x", comments=(" mine",), flags=("no-wrap", "python-brace-format"))]
    [entry] = updated(old, [message("Call {n}")])
    assert (entry.comments, entry.flags) == ((" mine",), ("no-wrap",))


def test_a_text_that_gets_a_plural_has_a_form_for_each_number_of_the_language() -> None:
    old = [message("{n} day", "{n} jour")]
    wanted = PoEntry(None, "{n} day", "{n} days", {0: "", 1: ""}, False, 0)
    [entry] = updated(old, [wanted])
    assert entry.strings == dict.fromkeys(range(3), "{n} jour")
    assert entry.fuzzy
    [untranslated] = updated([], [wanted], "ar")
    assert untranslated.strings == dict.fromkeys(range(6), "")


def test_the_header_gets_the_plural_rule_of_cldr_and_keeps_what_it_says() -> None:
    old = [message("", "Language-Team: ours\n")]
    header = merge(old, [], "ar").entries[0].strings[None]
    assert header.startswith("Language-Team: ours\nLanguage: ar\n")
    assert "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1" in header


def test_line_numbers_alone_are_no_change() -> None:
    old = [message("A", "alpha", references=("t.xml.j2:1",))]
    new = [message("A", "alpha", references=("t.xml.j2:9",))]
    assert same_messages(old, new)
    assert not same_messages(old, [message("A", "alpha", references=("u.xml.j2:1",))])
    assert not same_messages(old, [message("A", "beta", references=("t.xml.j2:1",))])


WORDS = [
    f"{a}{b}" for a in ("ca", "dru", "pol", "sta", "wo", "lea") for b in ("ll", "gs", "ice", "y")
]


def sentence(chance: random.Random) -> str:
    return " ".join(chance.choice(WORDS) for _ in range(chance.randint(1, 12)))


@pytest.mark.parametrize("seed", range(20))
def test_no_translation_is_lost_in_a_life_of_random_edits(seed: int) -> None:
    chance = random.Random(seed)
    texts = list(dict.fromkeys(sentence(chance) for _ in range(30)))
    catalog = merge([], [message(text) for text in texts], "fr").entries
    done: dict[str, str] = {}
    for _ in range(12):
        edited = []
        for entry in catalog:
            if not entry.obsolete and not entry.is_header and not entry.strings[None]:
                done[entry.msgid] = f"fr: {entry.msgid}"
                entry = message(entry.msgid, done[entry.msgid])
            edited.append(entry)
        texts = [t for t in texts if chance.random() < 0.8] + [sentence(chance) for _ in range(3)]
        texts += chance.sample(sorted(done), 3)
        texts = list(dict.fromkeys(texts))
        chance.shuffle(texts)
        written = write_po(merge(edited, [message(text) for text in texts], "fr").entries)
        catalog = read_po(written, "fr.po", [])
        there = {e.msgid: e.strings[None] for e in catalog}
        assert done.items() <= there.items()
        assert [e.msgid for e in catalog if not e.obsolete][1:] == texts


def test_time_grows_with_the_entries_and_not_with_their_square() -> None:
    chance = random.Random(1)
    letters = "abcdefghijklmnopqrstuvwxyz"
    words = ["".join(chance.choices(letters, k=chance.randint(2, 8))) for _ in range(800)]
    old = [message(f"{' '.join(chance.choices(words, k=9))} {n}", "x") for n in range(10_000)]
    template = [message(entry.msgid.replace(" ", " new ", 1)) for entry in old]
    started = time.perf_counter()
    merged = merge(old, template, "fr")
    assert merged.changed == 10_000
    assert time.perf_counter() - started < 30  # 4 s alone on a machine of 2026


@pytest.mark.needs("msgfmt")
@pytest.mark.parametrize("locale", ["ar", "fr", "ja", "pl", "ru", "sl"])
def test_gettext_accepts_what_an_update_writes(tmp_path: Path, locale: str) -> None:
    wanted = PoEntry(None, "{n} day", "{n} days", {0: "", 1: ""}, False, 0)
    old = [message("Old text here", "x"), message("Gone", "y")]
    path = tmp_path / "a.po"
    path.write_text(
        write_po(merge(old, [message("Old text there"), wanted], locale).entries), "utf-8"
    )
    done = subprocess.run(
        ["msgfmt", "-c", "-o", "/dev/null", path], check=False, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
