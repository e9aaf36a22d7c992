"""The proof of a language: complete, sound as a file, and there when a catalog is not."""

from __future__ import annotations

import io
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from pypdf import PdfReader

from leaflets.cli import main
from leaflets.preflight.finding import Limits, Profile
from leaflets.preflight.judge import judge
from leaflets.proof.entries import State, listing
from leaflets.proof.survey import survey
from leaflets.proof.write import proof
from leaflets.workspace import Workspace

ROOT = Path(__file__).parents[2]
Break = Callable[[str], str]


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """Return a copy of the workspace with two leaflets, which is what takes time."""
    return copied(tmp_path)


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """Return such a copy that no test changes."""
    return copied(tmp_path_factory.mktemp("sound"))


@pytest.fixture(scope="module")
def french(sound: Workspace) -> bytes:
    """Return the proof of a language without a fault."""
    return written(sound, "fr")


def copied(root: Path) -> Workspace:
    for name in ("campaigns", "locales", "templates"):
        shutil.copytree(ROOT / name, root / name)
    campaign = root / "campaigns/yuexiu/campaign.yaml"
    text = campaign.read_text("utf-8")
    few = re.sub(r"\ntemplates: .*", "\ntemplates: [know-the-law, help-a5]", text)
    campaign.write_text(re.sub(r"(?ms)^order:.*?(?=^\w|\Z)", "", few), "utf-8")
    return Workspace(root)


def text_of(content: bytes) -> str:
    pages = PdfReader(io.BytesIO(content)).pages
    return "\n".join(page.extract_text() for page in pages)


def catalog(workspace: Workspace, locale: str) -> Path:
    return workspace.locales / locale / "LC_MESSAGES/leaflets.po"


def edit(workspace: Workspace, locale: str, *changes: tuple[str, str]) -> None:
    path = catalog(workspace, locale)
    text = path.read_text("utf-8")
    for before, after in changes:
        assert text.count(before) >= 1
        text = text.replace(before, after, 1)
    path.write_text(text, "utf-8")


def written(workspace: Workspace, locale: str) -> bytes:
    report: list[object] = []
    made = proof(workspace, locale, report)  # type: ignore[arg-type]
    assert report == []
    assert made is not None
    return made.content


def test_every_message_has_one_number_and_most_have_a_box() -> None:
    workspace = Workspace(ROOT)
    found = survey(workspace, "fr", [])
    assert found is not None
    listed = listing(workspace, found)
    assert [item.number for item in listed.items] == list(range(1, len(listed.items) + 1))
    assert {item.state for item in listed.items} == {State.TRANSLATED}
    hidden = [item.entry.msgid for item in listed.items if not item.places]
    assert len(hidden) <= 3
    assert next(item for item in listed.items if item.places).places[0][0] == 0


@pytest.mark.parametrize("locale", ["zh_Hans_CN", "ar"])
def test_a_proof_is_tagged_and_kept_like_the_web_edition(locale: str) -> None:
    content = written(Workspace(ROOT), locale)
    verdict = judge(content, Profile.WEB, Limits())
    assert [str(one) for one in verdict.findings] == []


def test_the_same_bytes_wherever_the_workspace_is(workspace: Workspace, french: bytes) -> None:
    assert written(workspace, "fr") == french


def test_a_broken_catalog_has_a_proof_that_says_so(workspace: Workspace) -> None:
    edit(
        workspace,
        "fr",
        ('msgstr "Police"', 'msgstr "Police \u2067☠"'),
        ('msgstr "Connaître la loi"', 'msgstr "<strong>Connaître la loi"'),
    )
    path = catalog(workspace, "fr")
    path.write_text(path.read_text("utf-8") + '\nmsgid "open\nmsgstr "x"\n', "utf-8")
    content = written(workspace, "fr")
    said = text_of(content)
    assert "the string is not closed" in said
    assert "[U+2067]" in said
    assert "[U+2620]" in said
    assert "not well formed" in said
    assert judge(content, Profile.WEB, Limits()).findings == ()


def test_a_text_that_is_too_long_is_shown_where_it_runs_over(workspace: Workspace) -> None:
    long = "La drogue détruit la vie de ceux qui la prennent. " * 40
    edit(workspace, "fr", ('msgstr "Ce qui est légal ailleurs', f'msgstr "{long}'))
    said = re.sub(r"\s+", " ", text_of(written(workspace, "fr")))
    assert "mm too long" in said
    assert "; it fits" not in said  # no leaflet that shows it holds it
    assert said.count("La drogue détruit la vie") > 40


def test_before_and_after_of_a_source_that_changed(workspace: Workspace) -> None:
    old = 'msgid "Police"'
    edit(workspace, "fr", (old, f'#, fuzzy\n#| msgid "The coppers"\n{old}'))
    said = text_of(written(workspace, "fr"))
    assert "Source before" in said
    assert "The coppers" in said
    assert "fuzzy" in said


def test_what_changed_since_the_approval_is_shown(
    workspace: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["-C", str(workspace.root), "catalog", "approve", "fr", "--reviewer", "N. Ame"]
    assert main(arguments) == 0
    assert "approved as it stands" in text_of(written(workspace, "fr"))
    edit(workspace, "fr", ('msgstr "Police"', 'msgstr "Gendarmerie"'))
    said = text_of(written(workspace, "fr"))
    assert "changed since approval" in said
    assert "Translation as approved" in said
    assert "translations have changed" in said


def test_plural_forms_are_shown_with_numbers(french: bytes) -> None:
    said = re.sub(r"\s+", " ", text_of(french))
    assert "msgstr[0] one for 0–1" in said
    assert "pendant 2 ans" in said or "2 ans" in said


def test_the_page_to_sign_has_the_digests_of_the_stamp(workspace: Workspace, french: bytes) -> None:
    said = text_of(french).replace("\n", "")
    assert main(["-C", str(workspace.root), "catalog", "approve", "fr", "--reviewer", "N"]) == 0
    stamp = (workspace.locales / "fr/approved.yaml").read_text("utf-8")
    digests = re.findall(r'"([0-9a-f]{64})"', stamp)
    assert len(digests) == 2
    assert all(digest in said for digest in digests)


def test_the_command_writes_each_language(
    workspace: Workspace, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "elsewhere"
    arguments = ["-C", str(workspace.root), "catalog", "proof", "en", "--out", str(out)]
    assert main(arguments) == 0
    assert (out / "proof/en.pdf").read_bytes().startswith(b"%PDF-1.7")
    assert str(out / "proof/en.pdf") in capsys.readouterr().out
    assert main(["-C", str(workspace.root), "catalog", "proof", "xx"]) == 2


def test_what_is_wrong_in_a_proof_is_told_beside_it(
    workspace: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    catalog(workspace, "fr").unlink()
    assert main(["-C", str(workspace.root), "catalog", "proof", "fr"]) == 0
    said = capsys.readouterr()
    assert str(workspace.out / "proof/fr.pdf") in said.out
    assert "errors in it: 1, warnings: 0" in said.err
    assert "could not be laid out: know-the-law, help-a5" in said.err
    words = re.sub(r"\s+", " ", text_of((workspace.out / "proof/fr.pdf").read_bytes()))
    assert "put its file back, or make an empty one with: leaflets catalog add fr" in words
    assert "leaflets catalog update" not in words


def test_a_language_without_translations_or_a_campaign_has_a_proof(
    workspace: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["-C", str(workspace.root), "catalog", "add", "ru"]) == 0
    assert main(["-C", str(workspace.root), "catalog", "proof", "ru"]) == 0
    assert "errors in it: 0, warnings: 1" in capsys.readouterr().err
    content = (workspace.out / "proof/ru.pdf").read_bytes()
    assert "not translated" in text_of(content)
    assert judge(content, Profile.WEB, Limits()).findings == ()


def test_a_campaign_that_cannot_be_read_is_said(
    workspace: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    (workspace.campaigns / "yuexiu/campaign.yaml").write_text("theme: [", "utf-8")
    assert main(["-C", str(workspace.root), "catalog", "proof", "fr"]) == 1
    assert "campaign.yaml" in capsys.readouterr().err
