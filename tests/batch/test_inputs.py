"""What makes merged files stale: what leaflets are made from, and nothing beside it."""

from __future__ import annotations

import base64
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

import pytest

from leaflets.batch.inputs import digest, input_files
from leaflets.batch.records import Table
from leaflets.batch.work import Plan
from leaflets.campaign import Encoding, load_campaign
from leaflets.edition import Edition
from leaflets.workspace import Workspace


class District(Protocol):
    """A workspace with hotels to merge."""

    root: Path

    def hotels(self, count: int) -> None: ...
    def merge(self, *options: str) -> int: ...


PICTURE = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg=="
)
NOTICE = "templates/venue-notice/notice.xml.j2"


def now(root: Path) -> str:
    workspace = Workspace(root)
    folder = workspace.campaigns / "yuexiu"
    campaign = load_campaign(folder, [])
    assert campaign is not None
    editions = (Edition.WEB,)
    plan = Plan(workspace, "yuexiu", ("venue-notice",), ("en",), editions, workspace.out)
    table = Table(folder / "records.csv", Encoding.UTF_8, "serial", "records.csv")
    assert table.path not in list(input_files(plan, campaign, table))
    return digest(plan, table, campaign)


def edit(path: str, old: str, new: str) -> Callable[[Path], None]:
    def change(root: Path) -> None:
        text = (root / path).read_text(encoding="utf-8")
        assert old in text
        (root / path).write_text(text.replace(old, new, 1), encoding="utf-8")

    return change


def write(path: str, content: bytes = b"words") -> Callable[[Path], None]:
    def change(root: Path) -> None:
        (root / path).write_bytes(content)

    return change


CAMPAIGN = "campaigns/yuexiu/campaign.yaml"


@pytest.mark.parametrize(
    "change",
    [
        edit(CAMPAIGN, "weight: 157", "weight: 170"),
        edit(CAMPAIGN, "# The look", "# How it looks"),
        edit(CAMPAIGN, "templates: [know-the-law, ", "templates: ["),
        edit("templates/desk-sheet/template.yaml", "{flow: row", "{flow:  row"),
        edit("templates/desk-sheet/desk.xml.j2", "<leaflet>", "<leaflet><!-- -->"),
        write("campaigns/yuexiu/~$records.xlsx"),
        write("campaigns/yuexiu/notes.txt"),
        write("campaigns/yuexiu/other.xlsx"),
        write("campaigns/yuexiu/.DS_Store"),
        write("templates/venue-notice/~$notes.docx"),
        write("locales/en/approved.yaml"),
    ],
)
def test_what_changes_no_byte_keeps_files_fresh(
    district: District, change: Callable[[Path], None]
) -> None:
    before = now(district.root)
    change(district.root)
    assert now(district.root) == before


@pytest.mark.parametrize(
    "change",
    [
        edit(CAMPAIGN, 'version: "1.0"', 'version: "1.1"'),
        edit(CAMPAIGN, 'number: "110"', 'number: "119"'),
        edit(CAMPAIGN, "\n  on_error: refuse", "\n  on_error: skip"),
        edit(CAMPAIGN, "languages: [zh_Hans_CN, en,", "languages: [en, zh_Hans_CN,"),
        edit("campaigns/yuexiu/records.csv", "Hotel 1", "Inn 1"),
        edit(NOTICE, "</leaflet>", "</leaflet>\n"),
        edit("templates/_parts/footer.xml.j2", "{%", " {%"),
        edit("templates/_themes/arcade.yaml", "\n", "\n# a note\n"),
        edit("templates/_formats/a5.yaml", "\n", "\n# a note\n"),
        edit("locales/ar/LC_MESSAGES/leaflets.po", "\n", "\n# a note\n"),
        write("templates/_parts/new.xml.j2"),
        write("campaigns/yuexiu/logo.png", PICTURE),
        write("campaigns/yuexiu/logo", PICTURE),
    ],
)
def test_what_leaflets_are_made_from_makes_them_stale(
    district: District, change: Callable[[Path], None]
) -> None:
    before = now(district.root)
    change(district.root)
    assert now(district.root) != before


def test_files_that_the_campaign_names_count(district: District) -> None:
    edit(CAMPAIGN, "\n  emblem:", "\n  emblem: emblem.data")(district.root)
    write("campaigns/yuexiu/emblem.data", b"one")(district.root)
    before = now(district.root)
    write("campaigns/yuexiu/emblem.data", b"two")(district.root)
    assert now(district.root) != before


def test_a_template_that_reads_the_order_depends_on_it(district: District) -> None:
    edit(NOTICE, "</leaflet>", "{# #}{{ campaign.order.paper }}</leaflet>")(district.root)
    before = now(district.root)
    edit(CAMPAIGN, "weight: 157", "weight: 170")(district.root)
    assert now(district.root) != before


def test_resume_keeps_everything_after_a_change_of_the_order(
    district: District, capsys: pytest.CaptureFixture[str]
) -> None:
    district.hotels(3)
    assert district.merge("--jobs", "1") == 0
    edit(CAMPAIGN, "weight: 157", "weight: 170")(district.root)
    assert district.merge("--jobs", "1", "--resume") == 0
    assert "3 records (3 kept)" in capsys.readouterr().out
