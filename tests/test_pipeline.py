"""A run builds what it can, says once what it cannot, and loses no file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from leaflets.campaign import Press
from leaflets.diagnostics import Diagnostic, Faults, Location, Severity
from leaflets.edition import Edition
from leaflets.pipeline import Outcome, Watch, build, in_order
from leaflets.plan import Job, Request
from leaflets.workspace import UsageError, Workspace

OLD = b"of the last good build"
BROKEN = Diagnostic(Location("templates/sheet/template.yaml", 3), "broken")
DOUBTFUL = Diagnostic(Location("locales/ar/x.po", 9), "doubtful", severity=Severity.WARNING)


def no_fault(job: Job, report: list[Diagnostic]) -> None:
    """A leaflet that is well."""


@dataclass
class Stages:
    """Rooms that say what they were asked; ``judge`` finds the faults of a leaflet."""

    judge: Callable[[Job, list[Diagnostic]], None] = no_fault
    judge_pdf: Callable[[Job, list[Diagnostic]], None] = no_fault
    asked: list[tuple[str, ...]] = field(default_factory=list)

    def campaign(self, name: str, report: list[Diagnostic]) -> Any:
        if name == "broken":
            report.append(BROKEN)
            return None
        return SimpleNamespace(
            templates=("sheet", "card"),
            languages=("ar", "en"),
            editions=(Edition.WEB, Edition.PRESS),
            press=Press(),
        )

    def leaflet(self, job: Job, report: list[Diagnostic]) -> Any:
        self.asked.append(("leaflet", job.template, job.locale))
        self.judge(job, report)
        return SimpleNamespace(pages=("front", "back"), fit=0.5)

    def pdf(self, job: Job, edition: Edition, leaflet: Any, report: list[Diagnostic]) -> bytes:
        self.asked.append(("pdf", job.template, job.locale, edition.value))
        self.judge_pdf(job, report)
        return f"{job.file_name(edition)}\n".encode()


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    for name in ("yuexiu", "tianhe"):
        (tmp_path / "campaigns" / name).mkdir(parents=True)
        (tmp_path / "campaigns" / name / "campaign.yaml").touch()
    for name in ("sheet", "card", "poster"):
        (tmp_path / "templates" / name).mkdir(parents=True)
        (tmp_path / "templates" / name / "template.yaml").touch()
    for name in ("ar", "en", "ru"):
        (tmp_path / "locales" / name / "LC_MESSAGES").mkdir(parents=True)
    return Workspace(tmp_path)


def run(workspace: Workspace, stages: Stages, **wanted: Any) -> Outcome:
    ticks = count()
    watch = Watch(lambda: float(next(ticks)), lambda done, total, job: None)
    return build(workspace, Request(workspace.out, **wanted), stages, watch)


def names(outcome: Outcome, workspace: Workspace) -> list[str]:
    return [file.path.relative_to(workspace.out).as_posix() for file in outcome.files]


def test_everything_is_built_in_the_order_the_campaign_lists_it(workspace: Workspace) -> None:
    outcome = run(workspace, Stages(), campaigns=("yuexiu",))
    assert names(outcome, workspace) == [
        "yuexiu/web/sheet.ar.pdf",
        "yuexiu/press/sheet.ar.pdf",
        "yuexiu/web/sheet.en.pdf",
        "yuexiu/press/sheet.en.pdf",
        "yuexiu/web/card.ar.pdf",
        "yuexiu/press/card.ar.pdf",
        "yuexiu/web/card.en.pdf",
        "yuexiu/press/card.en.pdf",
    ]
    assert not outcome.failed
    for file in outcome.files:
        assert file.path.read_bytes() == file.job.file_name(file.edition).encode() + b"\n"
        assert (file.pages, file.size) == (2, file.path.stat().st_size)


def test_a_trace_is_written_once_for_each_leaflet(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("leaflets.pipeline.trace", lambda leaflet: f"{leaflet.fit} “ق”\n")
    outcome = run(workspace, Stages(), campaigns=("yuexiu",), languages=("ar",), trace=True)
    assert len(outcome.files) == 4
    folder = workspace.out / "yuexiu" / "trace"
    traces = {path.name: path.read_text("utf-8") for path in folder.iterdir()}
    assert traces == {
        "card.ar.trace.txt": "0.5 “ق”\n",
        "sheet.ar.trace.txt": "0.5 “ق”\n",
    }


def test_without_a_name_every_campaign_is_built(workspace: Workspace) -> None:
    built = {file.job.name for file in run(workspace, Stages()).files}
    assert built == {"tianhe", "yuexiu"}


def test_a_leaflet_is_laid_out_once_for_all_its_editions(workspace: Workspace) -> None:
    stages = Stages()
    run(workspace, stages, campaigns=("yuexiu",), templates=("sheet",), languages=("ar",))
    assert stages.asked == [
        ("leaflet", "sheet", "ar"),
        ("pdf", "sheet", "ar", "web"),
        ("pdf", "sheet", "ar", "press"),
    ]


def test_the_seconds_of_the_files_hold_the_layout_s_once(workspace: Workspace) -> None:
    outcome = run(
        workspace, Stages(), campaigns=("yuexiu",), templates=("sheet",), languages=("ar",)
    )
    # The clock ticks once when it is read: one tick of layout, one for each edition.
    assert [file.seconds for file in outcome.files] == [1.5, 1.5]


def test_what_is_named_is_built_even_if_no_campaign_lists_it(workspace: Workspace) -> None:
    outcome = run(
        workspace,
        Stages(),
        campaigns=("yuexiu",),
        templates=("poster",),
        languages=("ru",),
        editions=(Edition.PRESS,),
    )
    assert names(outcome, workspace) == ["yuexiu/press/poster.ru.pdf"]


@pytest.mark.parametrize(
    ("wanted", "message"),
    [
        ({"campaigns": ("yuexi",)}, "unknown campaign 'yuexi'; did you mean 'yuexiu'"),
        ({"templates": ("shet",)}, "unknown template 'shet'; did you mean 'sheet'"),
        ({"languages": ("fr",)}, "unknown language 'fr'; there is: ar, en, ru"),
    ],
)
def test_an_unknown_name_is_wrong_usage(
    workspace: Workspace, wanted: dict[str, tuple[str, ...]], message: str
) -> None:
    with pytest.raises(UsageError, match=message):
        run(workspace, Stages(), **wanted)
    assert not workspace.out.exists()


def test_a_workspace_without_campaign_is_wrong_usage(tmp_path: Path) -> None:
    (tmp_path / "campaigns").mkdir()
    with pytest.raises(UsageError, match="holds no campaign"):
        run(Workspace(tmp_path), Stages())


def test_a_broken_campaign_does_not_stop_the_others(workspace: Workspace) -> None:
    (workspace.campaigns / "broken").mkdir()
    (workspace.campaigns / "broken" / "campaign.yaml").touch()
    outcome = run(workspace, Stages())
    assert outcome.diagnostics == (BROKEN,)
    assert {file.job.name for file in outcome.files} == {"tianhe", "yuexiu"}


def report_broken(job: Job, report: list[Diagnostic]) -> None:
    if job.template == "sheet":
        report.append(BROKEN)


def raise_broken(job: Job, report: list[Diagnostic]) -> None:
    if job.template == "sheet":
        raise Faults([BROKEN])


@pytest.mark.parametrize("judge", [report_broken, raise_broken])
@pytest.mark.parametrize("stage", ["judge", "judge_pdf"])
def test_a_leaflet_with_an_error_keeps_its_old_file_and_stops_no_other(
    workspace: Workspace, judge: Callable[[Job, list[Diagnostic]], None], stage: str
) -> None:
    old = workspace.out / "yuexiu" / "web" / "sheet.ar.pdf"
    old.parent.mkdir(parents=True)
    old.write_bytes(OLD)
    outcome = run(workspace, Stages(**{stage: judge}), campaigns=("yuexiu",), languages=("ar",))
    assert old.read_bytes() == OLD
    assert names(outcome, workspace) == ["yuexiu/web/card.ar.pdf", "yuexiu/press/card.ar.pdf"]
    assert outcome.diagnostics == (BROKEN,)
    assert outcome.failed


def test_a_warning_stops_nothing_and_is_counted_with_its_leaflet(workspace: Workspace) -> None:
    def doubt(job: Job, report: list[Diagnostic]) -> None:
        if job.locale == "ar":
            report += [DOUBTFUL, DOUBTFUL]

    outcome = run(workspace, Stages(judge=doubt), campaigns=("yuexiu",), templates=("sheet",))
    assert [(file.job.locale, file.warnings) for file in outcome.files] == [
        ("ar", 1),
        ("ar", 1),
        ("en", 0),
        ("en", 0),
    ]
    assert outcome.diagnostics == (DOUBTFUL,)
    assert not outcome.failed


def test_a_file_that_cannot_be_written_stops_no_other(workspace: Workspace) -> None:
    workspace.out.mkdir()
    (workspace.out / "tianhe").write_bytes(OLD)
    outcome = run(workspace, Stages(), templates=("sheet",), languages=("ar",))
    assert names(outcome, workspace) == ["yuexiu/web/sheet.ar.pdf", "yuexiu/press/sheet.ar.pdf"]
    (diagnostic,) = outcome.diagnostics
    assert diagnostic.location.path == str(workspace.out / "tianhe")
    assert outcome.failed
    assert (workspace.out / "tianhe").read_bytes() == OLD


def test_an_out_that_is_a_file_is_a_fault(workspace: Workspace) -> None:
    workspace.out.write_bytes(OLD)
    outcome = run(workspace, Stages())
    assert outcome.files == ()
    assert outcome.failed
    assert workspace.out.read_bytes() == OLD


def test_leftovers_of_a_killed_run_are_removed_even_if_nothing_can_be_built(
    workspace: Workspace,
) -> None:
    folder = workspace.out / "yuexiu" / "web"
    folder.mkdir(parents=True)
    (folder / ".leaflets-0123.part").write_bytes(b"half")
    run(workspace, Stages(judge=report_broken), templates=("sheet",))
    assert list(folder.iterdir()) == []


def test_progress_counts_leaflets(workspace: Workspace) -> None:
    seen: list[tuple[int, int, str]] = []
    watch = Watch(lambda: 0.0, lambda done, total, job: seen.append((done, total, job.locale)))
    build(
        workspace,
        Request(workspace.out, campaigns=("yuexiu",), templates=("sheet",)),
        Stages(),
        watch,
    )
    assert seen == [(0, 2, "ar"), (1, 2, "en")]


def test_diagnostics_come_once_errors_first_then_by_place() -> None:
    later = Diagnostic(Location("templates/sheet/template.yaml", 30), "broken")
    report = [DOUBTFUL, later, BROKEN, DOUBTFUL, later]
    assert in_order(report) == (BROKEN, later, DOUBTFUL)
