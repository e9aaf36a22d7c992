"""A save makes anew what it reaches and nothing else, and says what is wrong and where it shows."""

from __future__ import annotations

import random
import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from leaflets.catalogs.coverage import covered_by_all
from leaflets.catalogs.review import review_texts
from leaflets.edition import Edition
from leaflets.pipeline import Watch, build
from leaflets.plan import Request
from leaflets.rooms import Rooms
from leaflets.watch.events import Built, Event, Problem, Refused, Rest, Saved
from leaflets.watch.files import Files
from leaflets.watch.session import Session, Wish
from leaflets.workspace import UsageError, Workspace, create

TEMPLATES = ("parcels-poster", "parcels-a5", "numbers-card")
POSTER, A5, CARD = TEMPLATES
QUESTION = "هل تعرف ما بداخلها؟"
"""Shown by the poster and the first page of the A5 sheet."""

MSGID = 'msgid "<strong>A fine of {least} to {most} yuan</strong>."'


class Seat:
    """Somebody who saves files and reads what is said."""

    def __init__(self, root: Path, **wish: object) -> None:
        self.workspace = Workspace(root)
        options: dict[str, object] = {"languages": ("ar",), "templates": TEMPLATES, **wish}
        draft = bool(options.pop("draft", False))
        options = {"editions": (Edition.WEB,), **options}
        request = Request(self.workspace.out, **options)  # type: ignore[arg-type]
        folders = [root / name for name in ("campaigns", "locales", "templates")]
        self.files = Files(folders)
        self.request = request
        self.session = Session(self.workspace, Wish(request, draft), lambda: 0.0)
        self.said = [*self.session.start(), *self._rest()]

    def save(self, name: str, old: str, new: str, count: int = -1) -> list[Event]:
        """Replace ``old`` in a file, and return what is said until all is up to date."""
        path = self.workspace.root / name
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new, count), "utf-8")
        return self.look()

    def look(self) -> list[Event]:
        assert self.files.changed() == ()
        paths = self.files.changed()
        assert paths
        self.said = [*self.session.saved(paths), *self._rest()]
        return self.said

    def _rest(self) -> Iterator[Event]:
        while self.session.pending:
            yield from self.session.build_next()

    @property
    def built(self) -> set[str]:
        """What was built, as template.locale."""
        files = (one.file for one in self.said if isinstance(one, Built))
        return {f"{file.job.template}.{file.job.locale}" for file in files}

    @property
    def refused(self) -> set[str]:
        return {f"{o.job.template}.{o.job.locale}" for o in self.said if isinstance(o, Refused)}

    @property
    def problems(self) -> list[Problem]:
        return [one for one in self.said if isinstance(one, Problem)]

    @property
    def rest(self) -> Rest:
        last = self.said[-1]
        assert isinstance(last, Rest)
        return last

    def bytes(self) -> dict[str, bytes]:
        out = self.workspace.out
        return {
            str(path.relative_to(out)): path.read_bytes() for path in sorted(out.rglob("*.pdf"))
        }

    def fresh(self) -> dict[str, bytes]:
        """Return what a build makes of the files as they are now."""
        out = self.workspace.root / "fresh"
        watch = Watch(lambda: 0.0, lambda *_: None)
        build(self.workspace, replace(self.request, out=out), Rooms(self.workspace), watch)
        return {
            str(path.relative_to(out)): path.read_bytes() for path in sorted(out.rglob("*.pdf"))
        }


@pytest.fixture
def root(tmp_path: Path) -> Path:
    create(tmp_path / "workspace")
    return tmp_path / "workspace"


AR = "locales/ar/LC_MESSAGES/leaflets.po"
FR = "locales/fr/LC_MESSAGES/leaflets.po"


def test_the_start_builds_everything(root: Path) -> None:
    seat = Seat(root)
    assert seat.built == {f"{name}.ar" for name in TEMPLATES}
    assert seat.rest == Rest(3, 0, 0, 0.0)
    assert seat.bytes() == seat.fresh()


def test_a_message_makes_the_leaflets_that_show_it_and_tells_their_pages(root: Path) -> None:
    seat = Seat(root)
    before = seat.bytes()
    first, *_ = seat.save(AR, QUESTION, "هل تعرف ما في داخلها؟")
    assert first == Saved((root / AR,), 1, 2)
    pages = {one.file.job.template: one.pages for one in seat.said if isinstance(one, Built)}
    assert pages == {POSTER: (1,), A5: (1,)}
    assert seat.rest.files == 2
    changed = {name for name, content in seat.bytes().items() if content != before[name]}
    assert changed == {f"yuexiu/web/{POSTER}.ar.pdf", f"yuexiu/web/{A5}.ar.pdf"}


def test_comments_and_places_make_nothing(root: Path) -> None:
    seat = Seat(root)
    assert seat.save(AR, "# Basis:", "# One more line.\n# Basis:") == [
        Saved((root / AR,), 0, 0),
        Rest(0, 0, 0, 0.0),
    ]


def test_the_issuer_counts_because_it_stands_in_the_document_information(root: Path) -> None:
    seat = Seat(root)
    seat.save(AR, "مكتب لجنة", "لجنة مكتب")
    assert seat.built == {f"{name}.ar" for name in TEMPLATES}


def test_a_half_written_file_is_a_fault_and_the_next_save_mends_it(root: Path) -> None:
    seat = Seat(root)
    before, whole = seat.bytes(), (root / AR).read_bytes()
    cut = whole.index("الطرود".encode()) + 4
    (root / AR).write_bytes(whole[:cut])
    seat.look()
    assert seat.refused == {f"{name}.ar" for name in TEMPLATES}
    assert {one.diagnostic.location.line for one in seat.problems} == {
        whole.count(b"\n", 0, cut) + 1
    }
    assert seat.bytes() == before
    (root / AR).write_bytes(whole)
    seat.look()
    assert seat.built == {f"{name}.ar" for name in TEMPLATES}
    assert seat.rest == Rest(3, 0, 0, 0.0)
    assert seat.bytes() == before


def test_a_catalog_that_stays_broken_is_said_again(root: Path) -> None:
    seat = Seat(root)
    seat.save(AR, f'msgstr "{QUESTION}"', f'msgstr "{QUESTION}')
    [first] = seat.problems
    seat.save(AR, "# Basis:", "# Bases:")
    assert [one.identity for one in seat.problems] == [first.identity]


def test_a_fault_is_said_once_with_the_pages_that_show_the_message(root: Path) -> None:
    """The check of the texts and two builds all find it."""
    seat = Seat(root, templates=("hotels-a5", "hotels-sheet", CARD))
    seat.save(AR, "<strong>غرامة من {least} إلى {most} يوان</strong>.", "غرامة من {least} يوان.")
    lacks = [one for one in seat.problems if "lacks placeholder" in one.diagnostic.message]
    [problem] = lacks
    assert problem.id == "brace"
    line = (root / AR).read_text("utf-8").split("\n").index(MSGID) + 1
    assert str(problem.diagnostic).startswith(
        f"error: {root / AR}:{line}: msgstr lacks placeholder"
    )
    shown = {(one.template, one.pages) for one in problem.shown}
    assert shown == {("hotels-a5", (2,)), ("hotels-sheet", (1,))}
    assert seat.refused == {"hotels-a5.ar", "hotels-sheet.ar"}
    assert seat.rest.files == 0


def test_a_leaflet_with_an_error_is_tried_again_at_every_save(root: Path) -> None:
    seat = Seat(root)
    seat.save(AR, QUESTION, f"{QUESTION} {{phone}}")
    seat.save("templates/numbers-card/template.yaml", "\n", "\n\n", 1)
    assert seat.refused == {f"{POSTER}.ar", f"{A5}.ar"}
    assert seat.built == {f"{CARD}.ar"}
    assert not seat.problems, "it was said before, and the save is not about it"
    assert seat.rest.errors == 1


def test_a_fault_that_a_save_does_not_mend_is_said_again(root: Path) -> None:
    seat = Seat(root)
    seat.save(AR, QUESTION, f"{QUESTION} {{phone}}")
    seat.save(AR, f"{QUESTION} {{phone}}", f"{{phone}} {QUESTION}")
    assert ["unknown placeholder" in one.diagnostic.message for one in seat.problems] == [True]


def test_a_warning_of_the_check_is_said_and_the_leaflet_built(root: Path) -> None:
    seat = Seat(root)
    seat.save(AR, QUESTION, QUESTION.replace("؟", "?"))
    assert [one.id for one in seat.problems] == ["arabic-mark"]
    assert seat.built == {f"{POSTER}.ar", f"{A5}.ar"}
    assert (seat.rest.errors, seat.rest.warnings) == (0, 1)


def test_texts_are_checked_again_when_the_glossary_changes(root: Path) -> None:
    seat = Seat(root)
    assert seat.rest.warnings == 0
    glossary = root / "locales/glossary.csv"
    glossary.write_text(glossary.read_text("utf-8") + "99,行李,luggage,bagages,كلمة,A\n", "utf-8")
    seat.look()
    assert {one.id for one in seat.problems} == {"glossary"}
    assert not seat.built
    assert seat.rest.warnings == len(seat.problems)


def test_a_check_that_an_entry_is_let_off_counts_no_more(root: Path) -> None:
    seat = Seat(root)
    seat.save(AR, QUESTION, QUESTION.replace("؟", "?"))
    assert seat.rest.warnings == 1
    seat.save(
        AR,
        "# Basis: advice, fact sheet 1.8.\n#. Translators: the question",
        "# leaflets: ignore arabic-mark\n#. Translators: the question",
    )
    assert not seat.problems
    assert seat.rest.warnings == 0


def test_what_is_counted_after_any_saves_is_what_the_check_finds(root: Path) -> None:
    seat = Seat(root, templates=(CARD,))
    for old, new in (
        ("؟", "?"),
        ("،", ","),
        ("# Basis", "# The basis"),
        ("110", "111"),
        ("?", "؟"),
    ):
        path = root / AR
        header, texts = path.read_text("utf-8").split("\n\n", 1)
        path.write_text(f"{header}\n\n{texts.replace(old, new)}", "utf-8")
        seat.look()
    everything = review_texts(
        root / "locales", "ar", covered_by_all(root / "templates/_themes", root)
    )
    counted = seat.rest.errors + seat.rest.warnings
    assert counted == len({one.diagnostic.message for one in everything}) > 3


def test_a_text_that_is_too_long_is_an_error_of_the_build(root: Path) -> None:
    seat = Seat(root, templates=(CARD, A5))
    seat.save(AR, QUESTION, " ".join([QUESTION] * 60))
    assert any("mm too long" in one.diagnostic.message for one in seat.problems)
    assert seat.refused == {f"{A5}.ar"}


def test_another_plural_rule_makes_every_leaflet_of_the_language(root: Path) -> None:
    seat = Seat(root)
    seat.save(AR, "n%100>=11 && n%100<=99 ? 4 : 5", "n%100>=11 && n%100<=98 ? 4 : 5")
    assert seat.built == {f"{name}.ar" for name in TEMPLATES}


def test_another_language_is_left_alone(root: Path) -> None:
    seat = Seat(root, languages=("ar", "en"))
    seat.save(AR, QUESTION, "هل تعرف ما في داخلها؟")
    assert seat.built == {f"{POSTER}.ar", f"{A5}.ar"}


def test_a_leaflet_in_several_languages_is_made_for_each_of_them(root: Path) -> None:
    seat = Seat(root, templates=("desk-sheet",), languages=("ar", "zh_Hans_CN"))
    seat.save(FR, "Vous découvrez une infraction", "Vous apprenez une infraction")
    assert seat.built == {"desk-sheet.ar", "desk-sheet.zh_Hans_CN"}


def test_a_common_type_size_ties_languages_together(root: Path) -> None:
    campaign = root / "campaigns/yuexiu/campaign.yaml"
    campaign.write_text("same_size: yes\n" + campaign.read_text("utf-8"), "utf-8")
    seat = Seat(root, languages=("ar", "en"), templates=(POSTER, CARD))
    seat.save(AR, QUESTION, "هل تعرف ما في داخلها؟")
    assert seat.built == {f"{POSTER}.ar", f"{POSTER}.en"}
    seat.save(FR, french(root), "Quoi ?", 1)
    assert seat.built == {f"{POSTER}.ar", f"{POSTER}.en"}
    assert seat.bytes() == seat.fresh()


def test_shared_plates_tie_languages_together(root: Path) -> None:
    campaign = root / "campaigns/yuexiu/campaign.yaml"
    text = campaign.read_text("utf-8")
    campaign.write_text(
        text.replace("\npress:\n", "\npress:\n  black_plate_change: yes\n"), "utf-8"
    )
    editions = (Edition.WEB, Edition.PRESS)
    seat = Seat(root, languages=("ar", "fr"), templates=("refuse-a5", CARD), editions=editions)
    assert any("coloured plates" in one.diagnostic.message for one in seat.problems)
    seat.save(AR, "كيف ترفض", "كيف تقول لا")
    assert {"refuse-a5.ar", "refuse-a5.fr"} <= seat.built
    assert seat.bytes() == seat.fresh()


def french(root: Path) -> str:
    """Return the French of the question."""
    text = (root / FR).read_text("utf-8")
    found = re.search(r'msgid "Do you know what is inside\?"\nmsgstr "(.+)"', text)
    assert found is not None
    return found[1]


def test_a_template_makes_its_own_leaflets_and_a_part_those_that_name_it(root: Path) -> None:
    seat = Seat(root)
    seat.save(f"templates/{CARD}/template.yaml", "\n", "\n\n", 1)
    assert seat.built == {f"{CARD}.ar"}
    seat.save("templates/_parts/arches.xml.j2", "\n", "\n\n", 1)
    assert seat.built == {f"{POSTER}.ar", f"{A5}.ar"}


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("templates/_parts/advice.xml.j2", "Carry", "Take along"),
        ("templates/_themes/icons/package.svg", "M223.68,66.15", "M200,66.15"),
        (
            "templates/_themes/arcade.yaml",
            "poster-title: {size: [64, 80]",
            "poster-title: {size: 60",
        ),
        (
            "templates/_formats/a3-poster.yaml",
            "poster-title, lines: 0, before: 12pt",
            "poster-title",
        ),
        (
            "templates/parcels-poster/template.yaml",
            "div.details: {span: 5}",
            "div.details: {span: 4}",
        ),
    ],
)
def test_what_is_remembered_of_a_file_is_forgotten_when_it_changes(
    root: Path, name: str, old: str, new: str
) -> None:
    seat = Seat(root, languages=("en",), templates=(POSTER,))
    before = seat.bytes()
    seat.save(name, old, new)
    assert seat.built == {f"{POSTER}.en"}
    assert seat.bytes() != before


def test_files_that_are_not_utf_8_are_told_and_the_watch_goes_on(root: Path) -> None:
    seat = Seat(root)
    for name, lines in (("templates/_parts/arches.xml.j2", 2), ("locales/glossary.csv", 0)):
        path = root / name
        whole = path.read_bytes()
        path.write_bytes(whole + b"\xff\n")
        seat.look()
        assert {one.diagnostic.location.path for one in seat.problems} == {str(path)}
        assert "not UTF-8" in seat.problems[0].diagnostic.message
        assert len(seat.refused) == lines
        path.write_bytes(whole)
        seat.look()
        assert seat.rest.errors == 0


def test_a_theme_makes_everything(root: Path) -> None:
    seat = Seat(root)
    before = seat.bytes()
    seat.save("templates/_themes/arcade.yaml", 'rgb: "#004553"', 'rgb: "#003344"')
    assert seat.built == {f"{name}.ar" for name in TEMPLATES}
    assert all(content != before[name] for name, content in seat.bytes().items())
    assert seat.bytes() == seat.fresh()


def test_a_campaign_makes_its_leaflets_when_its_values_change(root: Path) -> None:
    seat = Seat(root)
    campaign = "campaigns/yuexiu/campaign.yaml"
    seat.save(campaign, 'version: "1.0"', 'version: "1.1"')
    assert seat.built == {f"{name}.ar" for name in TEMPLATES}
    seat.save("campaigns/yuexiu/records.csv", "\n", "\n\n", 1)
    assert seat.built == set()


def test_a_broken_campaign_keeps_its_leaflets(root: Path) -> None:
    seat = Seat(root)
    campaign = "campaigns/yuexiu/campaign.yaml"
    seat.save(campaign, "theme: arcade", "theme: arcard")
    assert ["arcard" in one.diagnostic.message for one in seat.problems] == [True]
    assert not seat.built | seat.refused
    seat.save(AR, QUESTION, "هل تعرف ما في داخلها؟")
    assert seat.built == {f"{POSTER}.ar", f"{A5}.ar"}
    seat.save(campaign, "theme: arcard", "theme: arcade")
    assert seat.rest.errors == 0


def test_what_is_not_there_any_more_is_said(root: Path) -> None:
    seat = Seat(root)
    (root / "templates/numbers-card").rename(root / "card")
    seat.look()
    assert any("unknown template 'numbers-card'" in o.diagnostic.message for o in seat.problems)
    (root / "card").rename(root / "templates/numbers-card")
    seat.look()
    assert f"{CARD}.ar" in seat.built
    assert seat.rest.errors == 0


def test_what_was_never_there_is_a_wrong_request(root: Path) -> None:
    with pytest.raises(UsageError, match="unknown template 'posters'"):
        Seat(root, templates=("posters",))


def test_a_draft_shows_a_language_that_is_not_finished(root: Path) -> None:
    translated, empty = 'msgid "Carry"\nmsgstr "الحمل"', 'msgid "Carry"\nmsgstr ""'
    text = (root / AR).read_text("utf-8")
    (root / AR).write_text(text.replace(translated, empty), "utf-8")
    assert Seat(root).refused == {f"{POSTER}.ar", f"{A5}.ar"}
    seat = Seat(root, draft=True)
    assert seat.built == {f"{name}.ar" for name in TEMPLATES}
    assert (seat.rest.errors, seat.rest.warnings) == (0, 1)
    seat.save(AR, empty, translated)
    assert seat.built == {f"{POSTER}.ar", f"{A5}.ar"}
    assert seat.rest.warnings == 0


def test_a_save_goes_before_what_was_still_to_be_made(root: Path) -> None:
    workspace = Workspace(root)
    request = Request(workspace.out, templates=TEMPLATES, editions=(Edition.WEB,))
    session = Session(workspace, Wish(request), lambda: 0.0)
    assert list(session.start()) == []
    list(session.build_next())
    (root / AR).write_text((root / AR).read_text("utf-8").replace(QUESTION, "؟"), "utf-8")
    list(session.saved((root / AR,)))
    events = list(session.build_next())
    assert [one.file.job.locale for one in events if isinstance(one, Built)] == ["ar"]


def test_after_any_saves_the_files_are_those_of_a_fresh_build(root: Path) -> None:
    """What is noted while leaflets are made is enough to know what a message reaches."""
    seat = Seat(root, templates=(A5, "desk-sheet", "know-the-law-facing"), languages=("ar", "fr"))
    chance = random.Random(26)
    for _ in range(8):
        path = root / chance.choice((AR, FR))
        text = path.read_text("utf-8")
        entries = list(re.finditer(r'\nmsgstr "([^"{<\\]{4,40})"', text))
        entry = chance.choice(entries)
        words = entry[1].split(" ")
        text = text[: entry.start(1)] + " ".join(reversed(words)) + text[entry.end(1) :]
        path.write_text(text + "# saved\n", "utf-8")
        seat.look()
    fresh = seat.fresh()
    assert len(fresh) >= 4
    assert fresh.items() <= seat.bytes().items()


def test_a_catalog_that_is_a_folder_for_a_moment_ends_nothing(root: Path) -> None:
    seat = Seat(root)
    (root / AR).rename(root / "away")
    (root / AR).mkdir()
    seat.look()
    [problem] = seat.problems
    assert problem.diagnostic.message == "there is no catalog for `ar`"
    assert seat.refused == {f"{name}.ar" for name in TEMPLATES}
    (root / AR).rmdir()
    (root / "away").rename(root / AR)
    seat.look()
    assert seat.built == {f"{name}.ar" for name in TEMPLATES}
    assert seat.rest.errors == 0


@pytest.mark.parametrize("stage", ["plan", "review_texts"])
def test_what_the_system_refuses_is_told_and_made_good_after_the_next_save(
    root: Path, monkeypatch: pytest.MonkeyPatch, stage: str
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(5, "Input/output error", "a file")

    seat = Seat(root)
    module = "session" if stage == "plan" else "reviewer"
    with monkeypatch.context() as patch:
        patch.setattr(f"leaflets.watch.{module}.{stage}", refuse)
        said = seat.save(AR, QUESTION, "هل تعرف ما في داخلها؟")
    problems = [one.diagnostic for one in said if isinstance(one, Problem)]
    assert [str(one).partition("\n")[0] for one in problems] == [
        "error: a file: cannot be read: Input/output error"
    ]
    assert seat.rest.errors == 1
    seat.save(AR, "# Basis:", "# One more line.\n# Basis:")
    assert seat.built == {f"{name}.ar" for name in TEMPLATES}
    assert seat.rest == Rest(3, 0, 0, 0.0)
    assert seat.bytes() == seat.fresh()


def test_files_that_somebody_removed_come_back_after_the_next_save(root: Path) -> None:
    seat = Seat(root)
    before = seat.bytes()
    shutil.rmtree(root / "out")
    first, *_ = seat.save(AR, "# Basis:", "# One more line.\n# Basis:")
    assert first == Saved((root / AR,), 0, 3)
    assert seat.bytes() == before


def test_a_language_that_goes_away_is_one_error(root: Path) -> None:
    seat = Seat(root)
    (root / "locales/ar").rename(root / "away")
    seat.look()
    assert [one.diagnostic.message for one in seat.problems] == ["there is no catalog for `ar`"]
    (root / "away").rename(root / "locales/ar")
    seat.look()
    assert seat.rest == Rest(3, 0, 0, 0.0)
