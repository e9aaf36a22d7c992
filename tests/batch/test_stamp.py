"""A stamped file equals a full render: the same pixels, the same text, the same conformance."""

from __future__ import annotations

import io
import subprocess
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import page as validator
import pikepdf
import pymupdf
import pypdf
import pypdfium2
import pytest

from leaflets.batch.records import Record
from leaflets.batch.stamp import Stamper
from leaflets.diagnostics import Diagnostic, Location
from leaflets.edition import Edition
from leaflets.markup.slots import Value
from leaflets.plan import Job
from leaflets.rooms import Rooms
from leaflets.workspace import Workspace

ROOT = Path(__file__).parents[2]
LANGUAGES = ["zh_Hans_CN", "en", "fr", "ar"]
ROWS = {
    "plain": ("Garden Hotel", "5 Renmin North Road", "Wang", "+86 20 8000 0001"),
    "han": ("流花宾馆", "广州市越秀区人民北路5号（流花湖公园旁）", "王小明", "020-8000 0001"),
    "arabic": ("فندق الحديقة (5)", "5 شارع رنمين الشمالي، حي ليوهوا", "وانغ", "+86 20 8000 0001"),
    "long": ("Hôtel du Jardin de l’Étang " * 2, "5, rue Renmin Nord, " * 4, "", "1"),
}


def record(name: str, serial: str = "YX-1") -> Record:
    names = ("venue_name", "address", "contact", "phone", "serial")
    texts = zip(names, (*ROWS[name], serial), strict=True)
    cells = {key: Value(text, Location("r.csv", 2, at)) for at, (key, text) in enumerate(texts, 1)}
    return Record(serial, serial, 2, cells)


@pytest.fixture(scope="module")
def rooms() -> Rooms:
    return Rooms(Workspace(ROOT))


def stamper(rooms: Rooms, locale: str, *, whole: bool) -> Stamper:
    report: list[Diagnostic] = []
    campaign = rooms.campaign("yuexiu", report)
    assert campaign is not None
    job = Job("yuexiu", campaign, "venue-notice", locale, (Edition.WEB, Edition.PRESS))
    return Stamper(rooms, job, whole=whole)


def make(one: Stamper, row: Record) -> dict[Edition, bytes]:
    report: list[Diagnostic] = []
    files = one.make(row, report)
    assert report == []
    return files


def pixels(data: bytes) -> Iterator[bytes]:
    with pypdfium2.PdfDocument(data) as document:
        for page in document:
            yield bytes(page.render(scale=1.5).buffer)
    with pymupdf.open(stream=data) as document:
        for page in document:
            yield page.get_pixmap(dpi=100).samples


def texts(data: bytes) -> Iterator[str]:
    with pypdfium2.PdfDocument(data) as document:
        yield "\f".join(page.get_textpage().get_text_range() for page in document)
    with pymupdf.open(stream=data) as document:
        yield "\f".join(page.get_text() for page in document)
    yield "\f".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages)
    poppler = subprocess.run(["pdftotext", "-", "-"], input=data, capture_output=True, check=True)
    yield poppler.stdout.decode()


@pytest.mark.needs("pdftotext")
@pytest.mark.parametrize("row", ROWS)
@pytest.mark.parametrize("locale", LANGUAGES)
def test_a_stamped_file_looks_and_reads_like_a_full_render(
    rooms: Rooms, locale: str, row: str
) -> None:
    stamped = make(stamper(rooms, locale, whole=False), record(row))
    full = make(stamper(rooms, locale, whole=True), record(row))
    for edition in (Edition.WEB, Edition.PRESS):
        assert list(pixels(stamped[edition])) == list(pixels(full[edition]))
        assert list(texts(stamped[edition])) == list(texts(full[edition]))


@pytest.mark.parametrize("locale", LANGUAGES)
def test_a_stamped_file_conforms_and_is_tagged_like_a_full_render(
    rooms: Rooms, locale: str
) -> None:
    stamped = make(stamper(rooms, locale, whole=False), record("long"))[Edition.WEB]
    full = make(stamper(rooms, locale, whole=True), record("long"))[Edition.WEB]
    for profile in ("ua1", "2a"):
        report = validator.validate_pdf_bytes(stamped, profile=profile)
        assert [(fault.rule_id, fault.message) for fault in report.failures] == []
    assert roles(stamped) == roles(full)


def roles(data: bytes) -> list[tuple[str, int]]:
    """Return the structure elements in reading order with how many kids each has."""
    found: list[tuple[str, int]] = []

    def visit(element: pikepdf.Object) -> None:
        kids = element.get("/K", [])
        kids = list(kids) if isinstance(kids, pikepdf.Array) else [kids]
        found.append((str(element.get("/S")), len(kids)))
        for kid in kids:
            if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                visit(kid)

    with pikepdf.open(io.BytesIO(data)) as pdf:
        visit(pdf.Root.StructTreeRoot)
    return found


@pytest.mark.parametrize("locale", ["zh_Hans_CN", "ar"])
def test_a_file_depends_on_no_other_record(rooms: Rooms, locale: str) -> None:
    one = stamper(rooms, locale, whole=False)
    alone = make(one, record("han"))
    for row in ROWS:
        make(one, record(row, "YX-2"))
    assert make(one, record("han")) == alone
    assert make(stamper(Rooms(Workspace(ROOT)), locale, whole=False), record("han")) == alone


def test_no_other_record_shows_in_the_fonts(rooms: Rooms) -> None:
    one = stamper(rooms, "en", whole=False)
    make(one, record("han"))
    with pikepdf.open(io.BytesIO(make(one, record("plain"))[Edition.WEB])) as pdf:
        fonts = pdf.pages[0].Resources.Font
        cmaps = [fonts[key].ToUnicode.read_bytes().decode() for key in fonts if key[1] == "G"]
    assert cmaps
    assert all("<6D41>" not in cmap for cmap in cmaps)  # 流


def test_each_file_has_an_identifier_of_its_own(rooms: Rooms) -> None:
    one = stamper(rooms, "en", whole=False)
    found = set()
    for serial in ("YX-1", "YX-2"):
        with pikepdf.open(io.BytesIO(make(one, record("plain", serial))[Edition.WEB])) as pdf:
            document, instance = (bytes(part) for part in pdf.trailer.ID)
            found |= {document, instance}
    assert len(found) == 3


def test_a_value_too_long_is_told_at_its_cell_on_both_roads(rooms: Rooms) -> None:
    for whole in (False, True):
        report: list[Diagnostic] = []
        assert stamper(rooms, "fr", whole=whole).make(record("plain", "9" * 90), report) == {}
        assert [str(one.location) for one in report] == ["r.csv:2:5"]


def test_a_form_is_judged_once_for_the_screen_and_each_file_for_the_press(
    rooms: Rooms, monkeypatch: pytest.MonkeyPatch
) -> None:
    judged: list[Edition] = []
    own = Rooms.judge

    def noting(self: Rooms, job: Job, edition: Edition, *rest: Any) -> None:
        judged.append(edition)
        own(self, job, edition, *rest)

    monkeypatch.setattr(Rooms, "judge", noting)
    full = stamper(rooms, "en", whole=True)
    for number in range(3):
        make(full, record("plain", f"YX-{number}"))
    assert (judged.count(Edition.WEB), judged.count(Edition.PRESS)) == (1, 3)
    make(full, record("arabic"))  # other faces
    make(full, record("long"))  # no contact: another structure
    assert (judged.count(Edition.WEB), judged.count(Edition.PRESS)) == (3, 5)


def test_what_is_wrong_with_a_form_is_said_of_each_record(
    rooms: Rooms, monkeypatch: pytest.MonkeyPatch
) -> None:
    fault = Diagnostic(Location("page 1"), "wrong", "mend it")
    monkeypatch.setattr(
        Rooms, "judge", lambda self, job, edition, drawn, report: report.append(fault)
    )
    full = stamper(rooms, "en", whole=True)
    for number in range(2):
        report: list[Diagnostic] = []
        assert full.make(record("plain", f"YX-{number}"), report) == {}
        assert set(report) == {fault}


@pytest.mark.parametrize("whole", [False, True])
def test_the_digest_of_a_file_is_that_of_all_its_bytes(rooms: Rooms, *, whole: bool) -> None:
    one = stamper(rooms, "en", whole=whole)
    for name in ("plain", "long", "plain"):  # "long" shows nothing in a slot: another stencil
        for edition, content in make(one, record(name)).items():
            assert one.digest(edition, content) == sha256(content).hexdigest()
    assert one.digest(Edition.WEB, b"") == sha256(b"").hexdigest()
