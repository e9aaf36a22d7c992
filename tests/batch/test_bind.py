"""All records in one file: the same pages and words as single files, and whole or not at all."""

from __future__ import annotations

import io
import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import pikepdf
import pytest

from leaflets.cli import main
from leaflets.pdf import volume
from leaflets.preflight.finding import Limits, Profile
from leaflets.preflight.judge import judge

ROOT = Path(__file__).parents[2]
CAMPAIGN = "campaigns/yuexiu/campaign.yaml"
HEAD = "serial,venue_name,venue_name.ar,address,contact,phone"
TABLE = f"""\
{HEAD}
YX-2,Hotel Ærø,فندق المثال,1 Road,Desk,020-1
A/1,Example School with a name that takes two lines of the slot,مدرسة,2 Road,,020-2
YX-1,示例小区 Residence,مجمع المثال السكني,广州市越秀区示例路3号,Office,020 3
"""


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    for folder in ("campaigns", "locales", "templates"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    write(tmp_path, "campaigns/yuexiu/records.csv", TABLE)
    return tmp_path


def write(workspace: Path, name: str, text: str) -> None:
    (workspace / name).write_text(text, encoding="utf-8")


def change(workspace: Path, name: str, old: str, new: str) -> None:
    text = (workspace / name).read_text(encoding="utf-8")
    assert old in text
    write(workspace, name, text.replace(old, new))


def merge(workspace: Path, *options: str, languages: tuple[str, ...] = ("en", "ar")) -> int:
    chosen = [part for one in languages for part in ("--language", one)]
    return main(["-C", str(workspace), "merge", "yuexiu", *chosen, "--jobs", "1", *options])


def bound(workspace: Path) -> dict[str, Path]:
    """Return the files with all records, by edition and language."""
    found = (workspace / "out/yuexiu").glob("*/venue-notice.*.all.pdf")
    return {f"{path.parent.name} {path.name.split('.')[1]}": path for path in sorted(found)}


def contents(workspace: Path) -> dict[str, bytes]:
    return {name: path.read_bytes() for name, path in bound(workspace).items()}


def singles(workspace: Path, name: str) -> list[Path]:
    edition, language = name.split()
    lines = (workspace / "out/yuexiu/manifest.jsonl").read_text().splitlines()[1:]
    entries = [json.loads(line) for line in lines]
    return [
        workspace / "out/yuexiu" / one["file"]
        for one in entries
        if (one["edition"], one["language"]) == (edition, language)
    ]


def text(path: Path) -> str:
    command = ["pdftotext", "-layout", str(path), "-"]
    return subprocess.run(command, capture_output=True, check=True).stdout.decode()


def pictures(path: Path, folder: Path) -> list[bytes]:
    folder.mkdir()
    command = ["pdftoppm", "-r", "50", str(path), str(folder / "page")]
    subprocess.run(command, check=True)
    return [one.read_bytes() for one in sorted(folder.iterdir())]


def assert_equal_to_singles(workspace: Path) -> None:
    for name, path in bound(workspace).items():
        alone = singles(workspace, name)
        assert text(path) == "".join(map(text, alone))
        shown = pictures(path, workspace / f"all {name}")
        expected = [
            page
            for number, one in enumerate(alone)
            for page in pictures(one, workspace / f"{number} {name}")
        ]
        assert shown == expected


@pytest.mark.needs("pdftoppm", "pdftotext")
def test_pages_and_words_are_those_of_the_single_files(workspace: Path) -> None:
    assert merge(workspace) == 0
    assert merge(workspace, "--one-file") == 0
    assert list(bound(workspace)) == ["press ar", "press en", "web ar", "web en"]
    assert_equal_to_singles(workspace)


@pytest.mark.needs("pdftoppm", "pdftotext")
def test_a_template_that_reads_the_record_is_bound_as_well(workspace: Path) -> None:
    notice = "templates/venue-notice/notice.xml.j2"
    stay = '<h1 class="second">'
    change(workspace, notice, stay, f"{stay}{{% if record.contact %}}+ {{% endif %}}")
    assert merge(workspace, languages=("en",)) == 0
    assert merge(workspace, "--one-file", languages=("en",)) == 0
    assert_equal_to_singles(workspace)


@pytest.mark.needs("pdftoppm", "pdftotext")
@pytest.mark.parametrize("wish", ["marks: yes", "standard: x1a"])
def test_what_the_shop_wishes_holds_for_one_file(workspace: Path, wish: str) -> None:
    change(workspace, CAMPAIGN, {"m": "marks: no", "s": "standard: x4"}[wish[0]], wish)
    press = ("--edition", "press")
    assert merge(workspace, *press, languages=("en",)) == 0
    assert merge(workspace, "--one-file", *press, languages=("en",)) == 0
    assert_equal_to_singles(workspace)
    (content,) = contents(workspace).values()
    assert judge(content, Profile.PRESS, Limits()).findings == ()
    assert (b"/ObjStm" in content) == (wish == "marks: yes")  # PDF/X-1a has no object streams


@pytest.mark.needs("pdftoppm", "pdftotext")
def test_fonts_that_are_full_are_followed_by_others(
    workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert merge(workspace, languages=("ar",)) == 0
    monkeypatch.setattr(volume, "_CODES", 10)
    assert merge(workspace, "--one-file", languages=("ar",)) == 0
    assert_equal_to_singles(workspace)


@pytest.mark.needs("qpdf")
def test_each_file_is_sound_and_passes_preflight(workspace: Path) -> None:
    assert merge(workspace, "--one-file") == 0
    for name, path in bound(workspace).items():
        profile = Profile.WEB if name.startswith("web") else Profile.PRESS
        assert judge(path.read_bytes(), profile, Limits()).findings == ()
        subprocess.run(["qpdf", "--check", str(path)], check=True, capture_output=True)


def test_bookmarks_name_the_records_in_the_order_of_the_table(workspace: Path) -> None:
    assert merge(workspace, "--one-file", languages=("en",)) == 0
    with pikepdf.open(bound(workspace)["press en"]) as pdf, pdf.open_outline() as outline:
        titles = [one.title for one in outline.root]
        pages = [pikepdf.Page(one.destination[0]).index for one in outline.root]
        assert len(pdf.pages) == 6
    assert titles[0] == "YX-2 Hotel Ærø"
    assert [title.split()[0] for title in titles] == ["YX-2", "A/1", "YX-1"]
    assert pages == [0, 2, 4]


def test_a_record_takes_a_few_kilobytes_and_no_font_of_its_own(workspace: Path) -> None:
    sizes, faces = {}, {}
    for count in (10, 60):
        rows = [f"K{n},Venue {n},مثال {n},{n} Road,Desk,{n}" for n in range(count)]
        write(workspace, "campaigns/yuexiu/records.csv", "\n".join([HEAD, *rows]))
        assert merge(workspace, "--one-file") == 0
        for name, path in bound(workspace).items():
            sizes[name, count] = path.stat().st_size
            with pikepdf.open(path) as pdf:
                fonts = {str(font.BaseFont)[8:] for font in pdf.pages[-1].Resources.Font.values()}
                faces[name, count] = len(fonts)
    for name in bound(workspace):
        assert (sizes[name, 60] - sizes[name, 10]) / 50 < (4500 if "web" in name else 2500)
        assert faces[name, 60] == faces[name, 10]


def test_static_parts_stand_once(workspace: Path) -> None:
    assert merge(workspace, "--one-file", languages=("en",)) == 0
    with pikepdf.open(bound(workspace)["press en"]) as pdf:
        fronts = [dict(page.Resources.XObject.items()) for page in pdf.pages]
        assert fronts[0]["/A0"].objgen == fronts[4]["/A0"].objgen
        assert fronts[0]["/A0"].Subtype == pikepdf.Name.Form
    with pikepdf.open(bound(workspace)["web en"]) as pdf:
        first, other = (pdf.pages[n].Contents for n in (0, 4))
        assert [one.objgen == two.objgen for one, two in zip(first, other, strict=True)] == [
            True,
            False,
            True,
        ]


def test_the_same_table_makes_the_same_bytes(workspace: Path) -> None:
    assert merge(workspace, "--one-file") == 0
    once = contents(workspace)
    shutil.rmtree(workspace / "out")
    assert merge(workspace, "--one-file") == 0
    assert contents(workspace) == once


def test_single_files_and_one_file_are_different_documents(workspace: Path) -> None:
    assert merge(workspace, languages=("en",)) == 0
    assert merge(workspace, "--one-file", languages=("en",)) == 0
    ids = []
    for path in (bound(workspace)["press en"], *singles(workspace, "press en")):
        with pikepdf.open(path) as pdf:
            ids.append(bytes(pdf.trailer.ID[0]))
    assert ids[0] not in ids[1:]


def test_a_record_with_a_fault_refuses_the_file_and_leaves_the_old_one(workspace: Path) -> None:
    assert merge(workspace, "--one-file") == 0
    before = contents(workspace)
    long = "word " * 200
    write(workspace, "campaigns/yuexiu/records.csv", f"{TABLE}YX-9,{long},,9 Road,Desk,1\n")
    assert merge(workspace, "--one-file") == 1
    assert contents(workspace) == before
    assert not list((workspace / "out").rglob(".leaflets-*"))


def test_skip_leaves_a_record_out_of_every_language(workspace: Path) -> None:
    change(workspace, CAMPAIGN, "on_error: refuse", "on_error: skip")
    bad = f"YX-9,Hotel,{'كلمة ' * 200},9 Road,Desk,1\n"  # only Arabic is too long
    write(workspace, "campaigns/yuexiu/records.csv", TABLE + bad)
    assert merge(workspace, "--one-file") == 1
    said = json.loads((workspace / "out/yuexiu/one-file.json").read_text())
    assert {(one["records"], one["pages"], one["each"]) for one in said["files"]} == {(3, 6, 2)}


def test_resume_keeps_whole_files_and_makes_changed_ones_anew(
    workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert merge(workspace, "--one-file") == 0
    before = contents(workspace)
    path = bound(workspace)["web en"]
    stamp = path.stat().st_mtime_ns
    capsys.readouterr()
    assert merge(workspace, "--one-file", "--resume") == 0
    assert path.stat().st_mtime_ns == stamp
    assert "3 records (3 kept)" in capsys.readouterr().out
    path.write_bytes(b"%PDF-half")
    assert merge(workspace, "--one-file", "--resume") == 0
    assert contents(workspace) == before
    change(workspace, "campaigns/yuexiu/records.csv", "Desk", "Bell")
    assert merge(workspace, "--one-file", "--resume") == 0
    assert contents(workspace) != before


def test_a_full_disk_leaves_what_stood_there(
    workspace: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert merge(workspace, "--one-file") == 0
    before = contents(workspace)
    change(workspace, "campaigns/yuexiu/records.csv", "Desk", "Bell")

    def full(_: int) -> None:
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr(os, "fsync", full)
    assert merge(workspace, "--one-file") == 1
    monkeypatch.undo()
    assert "No space left" in capsys.readouterr().err
    assert contents(workspace) == before
    assert not list((workspace / "out").rglob(".leaflets-*"))


def test_a_table_without_records_makes_no_file(
    workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(workspace, "campaigns/yuexiu/records.csv", f"{HEAD}\n")
    assert merge(workspace, "--one-file") == 1
    assert "no record" in capsys.readouterr().err
    assert bound(workspace) == {}


def test_each_record_is_a_part_of_the_tagged_document(workspace: Path) -> None:
    assert merge(workspace, "--one-file", languages=("ar",)) == 0
    content = bound(workspace)["web ar"].read_bytes()
    with pikepdf.open(io.BytesIO(content)) as pdf:
        document = pdf.Root.StructTreeRoot.K
        assert [str(part.S) for part in document.K] == ["/Part"] * 3
        keys = [int(page.StructParents) for page in pdf.pages]
        assert len(set(keys)) == 6
        assert pdf.Root.StructTreeRoot.ParentTreeNextKey > max(keys)
    assert not re.search(rb"/Type */Page\b.*/StructParents 0.*/StructParents 0", content)
