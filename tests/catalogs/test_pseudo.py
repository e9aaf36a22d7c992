"""A pseudo-language is longer, marked and harmless: what programs read stays as it is."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pypdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leaflets.catalogs.plurals import from_cldr
from leaflets.catalogs.po import PoEntry, read_po
from leaflets.catalogs.pseudo import Pseudo, pseudo_catalog, pseudo_text
from leaflets.cli import Status, main
from leaflets.workspace import Workspace, create

ACCENTED, MIRRORED = Pseudo.ACCENTED, Pseudo.MIRRORED
KEPT = (
    "{name}",
    "{n}",
    "%(phone)s",
    "%d",
    "%1$s",
    "100%",
    "<strong>",
    "</strong>",
    '<a href="https://example.org/page">',
    "</a>",
    "<br/>",
    "&amp;",
    "&#8217;",
    "https://flk.npc.gov.cn/law?a=b",
    "flk.npc.gov.cn",
    "mailto:a@example.org",
    "someone@example.org",
    "12345",
    "《刑法》",
)
WORDS = st.sampled_from(
    ("Call", "the", "police", "Why", "HIV", "Fly", "drugs", "É", "Øre", "–", ".")
)
CAMPAIGN = "campaigns/yuexiu/campaign.yaml"
BOTH = pytest.mark.parametrize("pseudo", list(Pseudo))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    create(tmp_path / "workspace")
    return tmp_path / "workspace"


def entries(root: Path, pseudo: Pseudo) -> list[PoEntry]:
    return [e for e in read_po(pseudo_catalog(root, pseudo, 40), "x.po", []) if not e.is_header]


def test_examples() -> None:
    said = pseudo_text("Call <b>110</b> at {time}, 100% free: www.example.org", ACCENTED, 40)
    assert said == "[Çááĺĺ <b>110</b> ááţ {time}, 100% fřêêêê: www.example.org]"
    said = pseudo_text("Need help, {name}?", MIRRORED, 0)
    assert said == "[نَييد هِيلب، {name}؟]"


@given(st.lists(st.one_of(WORDS, st.sampled_from(KEPT)), min_size=1))
def test_what_programs_read_is_kept_in_its_order(words: list[str]) -> None:
    text = " ".join(words)
    kept = [word for word in words if word in KEPT]
    for pseudo in Pseudo:
        rest = pseudo_text(text, pseudo, 40)
        for word in kept:
            _, found, rest = rest.partition(word)
            assert found


@given(st.text("acdeghijklnorstuwyz AEIOT,.–é《法》7\n", min_size=1), st.integers(0, 300))
def test_texts_grow_by_what_was_asked_for(text: str, growth: int) -> None:
    letters = len(re.findall("[A-Za-z]", text))
    said = pseudo_text(text, ACCENTED, growth)
    assert len(said) - 2 - len(text) == round(letters * growth / 100)
    assert not re.search("[A-Za-z]", said), "each of these letters has an accent"


@given(st.text("abcdefghijklmnopqrstuvwxyzABC ,?.–《法》7", min_size=1))
def test_the_mirrored_language_has_no_latin_letter(text: str) -> None:
    assert not re.search("[A-Za-z]", pseudo_text(text, MIRRORED, 40))


@BOTH
@pytest.mark.parametrize("text", ["\nTwo lines\nof it\n", " blank at both ends ", "\n", "110"])
def test_edges_stay_outside_of_the_brackets(pseudo: Pseudo, text: str) -> None:
    said = pseudo_text(text, pseudo, 40)
    before, after = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    assert said.startswith(f"{before}[")
    assert said.endswith(f"]{after}") or not text.strip()


@BOTH
def test_every_message_and_plural_form_is_there(root: Path, pseudo: Pseudo) -> None:
    plurals = from_cldr(pseudo.value)
    found = entries(root, pseudo)
    assert len(found) > 100
    for entry in found:
        forms = [None] if entry.plural is None else list(range(plurals.count))
        assert sorted(entry.strings, key=str) == sorted(forms, key=str)
        assert not entry.fuzzy
    [days] = [e for e in found if e.msgid.startswith("A deported foreigner")]
    assert days.plural is not None
    for number in (0, 1, 2, 3, 11, 100):
        source = days.msgid if number == 1 else days.plural
        assert days.strings[plurals.form(number)] == pseudo_text(source, pseudo, 40)


@BOTH
def test_texts_of_the_campaign_become_markup(root: Path, pseudo: Pseudo) -> None:
    path = root / CAMPAIGN
    path.write_text(
        path.read_text("utf-8").replace("name: Office of", "name: A & B < C of"), "utf-8"
    )
    issuer = next(iter(entries(root, pseudo))).strings[None]
    assert "&amp;" in issuer
    assert "&lt;" in issuer


@BOTH
@pytest.mark.needs("msgfmt")
def test_gettext_takes_it(root: Path, pseudo: Pseudo, tmp_path: Path) -> None:
    first = pseudo_catalog(root, pseudo, 40)
    assert first == pseudo_catalog(root, pseudo, 40)
    path = tmp_path / "x.po"
    path.write_text(first, "utf-8")
    done = subprocess.run(
        ["msgfmt", "-c", "-o", "-", str(path)], capture_output=True, check=False, text=False
    )
    assert (done.returncode, done.stderr) == (0, b"")


def test_no_other_command_knows_it(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["-C", str(root), "catalog", "pseudo"]) == Status.WELL
    written = root / "out/pseudo/locales/en_DG/LC_MESSAGES/leaflets.po"
    assert str(written) in capsys.readouterr().out
    assert written.is_file()
    assert Workspace(root).locale_names() == ("ar", "en", "fr", "zh_Hans_CN")
    assert main(["-C", str(root), "build", "--language", "en_DG"]) == Status.USAGE


def test_one_command_builds_every_leaflet_in_both(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    templates = ["--template", "parcels-a5", "--template", "desk-sheet"]
    arguments = ["-C", str(root), "catalog", "pseudo", "--build", "--growth", "100", *templates]
    assert main(arguments) == Status.WELL
    said = capsys.readouterr()
    assert "parcels-a5, frame front-body: the text is" in said.err
    assert "error:" not in said.err
    assert "no face has" not in said.err
    names = {path.name for path in (root / "out/pseudo/yuexiu/web").iterdir()}
    assert names == {
        f"{name}.{pseudo.value}.pdf" for name in ("parcels-a5", "desk-sheet") for pseudo in Pseudo
    }
    assert not (root / "out/yuexiu").exists()
    text = page(root, ACCENTED)
    assert len(re.findall(r"\[", text)) > 5
    bare = re.sub(r"\[[^\]]*\]", "", text)
    assert set(re.findall("[A-Za-z]{2,}", bare)) <= {"English"}, "what no translator can reach"
    assert re.search("[\u0621-\u064a]{3}", page(root, MIRRORED))


def page(root: Path, pseudo: Pseudo) -> str:
    """Return the words of the first page."""
    path = root / f"out/pseudo/yuexiu/web/parcels-a5.{pseudo.value}.pdf"
    return pypdf.PdfReader(path).pages[0].extract_text()


@pytest.mark.parametrize("wish", [["--template", "nope"], ["nope"]])
def test_an_unknown_name_is_refused_before_anything_is_written(
    root: Path, wish: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["-C", str(root), "catalog", "pseudo", *wish]) == Status.USAGE
    assert "'nope'" in capsys.readouterr().err
    assert not (root / "out").exists()


@pytest.mark.parametrize("growth", ["-1", "301"])
def test_a_growth_out_of_range_is_refused(growth: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["catalog", "pseudo", "--growth", growth]) == Status.USAGE
    assert "--growth lies between 0 and 300" in capsys.readouterr().err


def test_a_faulty_template_is_told(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (root / "templates/know-the-law/sheet.xml.j2").write_text("{% trans %}", "utf-8")
    assert main(["-C", str(root), "catalog", "pseudo"]) == Status.FAULTS
    assert "templates/know-the-law/sheet.xml.j2:1" in capsys.readouterr().err
    assert not (root / "out").exists()
