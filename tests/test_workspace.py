"""Names lead to folders of the workspace and nowhere else; the starter fills an empty folder."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from leaflets import workspace as module
from leaflets.workspace import FOLDERS, UsageError, Workspace, choose, create, open_workspace


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    root = tmp_path / "district"
    for name in ("yuexiu", "tianhe"):
        (root / "campaigns" / name).mkdir(parents=True)
        (root / "campaigns" / name / "campaign.yaml").touch()
    for name in ("_parts", "know-the-law"):
        (root / "templates" / name).mkdir(parents=True)
        (root / "templates" / name / "template.yaml").touch()
    (root / "locales" / "zh_Hans_CN" / "LC_MESSAGES").mkdir(parents=True)
    return Workspace(root)


def test_names_are_the_folders_that_hold_something(workspace: Workspace) -> None:
    (workspace.campaigns / "notes").mkdir()
    (workspace.locales / "leaflets.pot").touch()
    assert workspace.campaign_names() == ("tianhe", "yuexiu")
    assert workspace.template_names() == ("know-the-law",)
    assert workspace.locale_names() == ("zh_Hans_CN",)


def test_a_missing_folder_has_no_names(tmp_path: Path) -> None:
    assert Workspace(tmp_path).template_names() == ()


def test_a_folder_that_leads_out_of_the_workspace_has_no_name(
    workspace: Workspace, tmp_path: Path
) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "campaign.yaml").touch()
    (workspace.campaigns / "elsewhere").symlink_to(elsewhere, target_is_directory=True)
    assert "elsewhere" not in workspace.campaign_names()


def test_a_folder_without_campaigns_is_no_workspace(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=re.escape("leaflets init DIR")):
        open_workspace(tmp_path)


def test_choose_spells_names_as_the_workspace_does() -> None:
    known = ("ar", "zh_Hans_CN")
    assert choose("language", ["zh-hans-cn", "ar", "AR"], known) == ("zh_Hans_CN", "ar")
    assert choose("language", [], known) == ()


@pytest.mark.parametrize(
    ("name", "advice"),
    [
        ("yuexi", "did you mean 'yuexiu'?"),
        ("../yuexiu", "did you mean 'yuexiu'?"),
        ("paris", "there is: tianhe, yuexiu"),
    ],
)
def test_an_unknown_name_is_answered_with_the_nearest(name: str, advice: str) -> None:
    with pytest.raises(UsageError, match=re.escape(f"unknown campaign {name!r}; {advice}")):
        choose("campaign", [name], ["yuexiu", "tianhe"])


def test_an_unknown_name_where_there_is_none() -> None:
    with pytest.raises(UsageError, match="this workspace has no template at all"):
        choose("template", ["a"], [])


def test_create_fills_a_new_and_an_empty_folder(tmp_path: Path) -> None:
    for folder in (tmp_path / "new" / "deep", tmp_path / "empty"):
        if folder.name == "empty":
            folder.mkdir()
        create(folder)
        assert sorted(path.name for path in folder.iterdir()) == sorted(FOLDERS)
        assert open_workspace(folder).campaign_names() == ("yuexiu",)
        assert "ar" in Workspace(folder).locale_names()


def test_create_refuses_a_folder_with_something_in_it(tmp_path: Path) -> None:
    note = tmp_path / "note"
    note.touch()
    with pytest.raises(UsageError, match="is not empty"):
        create(tmp_path)
    with pytest.raises(UsageError, match="is a file"):
        create(note)
    assert list(tmp_path.iterdir()) == [note]


def test_a_failed_creation_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(source: str, target: str) -> None:
        raise OSError("no room")

    monkeypatch.setattr(module.shutil, "copyfile", fail)
    with pytest.raises(OSError, match="no room"):
        create(tmp_path)
    assert list(tmp_path.iterdir()) == []
