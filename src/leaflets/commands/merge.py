"""``leaflets merge``: one leaflet for each record of a table, language and edition."""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from leaflets.commands.command import Status, add_command, watched
from leaflets.workspace import UsageError, Workspace, choose, open_workspace

if TYPE_CHECKING:
    from leaflets.batch.records import Table
    from leaflets.batch.run import Crew, Outcome
    from leaflets.batch.work import Plan
    from leaflets.campaign import Campaign

_MERGE = """\
Make a leaflet for every row of a table, with the row's values in the slots of the template.

campaign.yaml says under `records` which table, which column names the files, and which templates.
A file goes to out/<campaign>/<edition>/<template>/<key>.<locale>.pdf, and manifest.jsonl beside
the editions tells of each file. After a run was stopped, --resume finishes it."""

_EXAMPLES = """\
examples:
  leaflets merge yuexiu
  leaflets merge yuexiu --records hotels.xlsx --jobs 4
  leaflets merge yuexiu --language fr --edition press --resume"""

_EVERY = 0.2
"""Seconds between two lines of progress."""


def add(commands: Any) -> None:
    """Add the command to the command line."""
    merge = add_command(commands, "merge", "make a leaflet for each record", _MERGE, _EXAMPLES)
    merge.set_defaults(command=_merge)
    merge.add_argument("campaign", metavar="CAMPAIGN", help="a folder in campaigns/")
    merge.add_argument("--records", type=Path, metavar="FILE", help="another table, CSV or XLSX")
    for name in ("template", "language", "edition"):
        merge.add_argument(
            f"--{name}", dest=f"{name}s", action="append", default=[], help=f"only this {name}"
        )
    merge.add_argument("--jobs", type=int, metavar="N", help="processes (default: all)")
    merge.add_argument(
        "--one-file",
        action="store_true",
        help="all records in one file for each template, language and edition, in one process",
    )
    merge.add_argument(
        "--vt",
        action="store_true",
        help="with --one-file: a press edition in PDF/VT-1, with a document part for each record",
    )
    merge.add_argument("--resume", action="store_true", help="keep what a stopped run finished")
    merge.add_argument(
        "--approved",
        action="store_true",
        help="refuse languages whose texts changed since `leaflets catalog approve`",
    )
    merge.add_argument(
        "--out", default="", metavar="DIR", help="where the files go: a folder, or s3://bucket/name"
    )
    merge.add_argument(
        "--executor",
        choices=("local", "dask"),
        default="local",
        help="who does the work: processes of this machine (default), or a Dask cluster",
    )
    merge.add_argument(
        "--scheduler", default="", metavar="ADDRESS", help="the cluster's, as tcp://192.0.2.7:8786"
    )
    merge.add_argument("--format", choices=("text", "json"), default="text")


def _merge(options: argparse.Namespace) -> int:
    from leaflets.batch.bind import Binding, bind
    from leaflets.batch.check import check_table
    from leaflets.batch.inputs import digest
    from leaflets.batch.run import Mode, run
    from leaflets.batch.work import open_bench
    from leaflets.campaign import OnError
    from leaflets.diagnostics import Faults

    _demand_sense(options)
    workspace = open_workspace(options.workspace)
    line = _Line(options.format)
    try:
        campaign, plan, table = _read(options, workspace)
        _demand_parts(options, campaign, plan)
        if options.approved:
            _demand_approval(plan)
        plan = replace(plan, inputs=digest(plan, table, campaign))
        assert campaign.records is not None
        total, checked = check_table(table, open_bench(plan), plan.locales)
        skip = campaign.records.on_error is OnError.SKIP
        if checked.faults and not skip:
            raise Faults(checked.diagnostics)
        mode, progress = Mode(options.resume, skip), partial(line, total)
        if options.one_file:
            outcome = bind(plan, table, Binding(mode, options.vt), progress)
        else:
            with _crew(options, plan, table, campaign) as crew:
                outcome = run(plan, table, crew, mode, progress)
    except Faults as faults:
        line.clear()
        for diagnostic in faults.diagnostics:
            print(diagnostic, file=sys.stderr)
        return Status.FAULTS
    finally:
        line.clear()
    outcome.faults += checked.faults
    outcome.diagnostics[:0] = checked.diagnostics
    _report(outcome, line)
    return Status.FAULTS if outcome.faults else Status.WELL


def _demand_sense(options: argparse.Namespace) -> None:
    """Raise UsageError where options do not go together."""
    if bool(options.scheduler) != (options.executor == "dask"):
        raise UsageError("--executor dask and --scheduler ADDRESS belong together")
    if options.one_file and options.executor == "dask":
        raise UsageError("--one-file is made by one process: take --executor dask away")
    if options.jobs is not None and options.jobs < 1:
        raise UsageError("--jobs must be 1 or more; leave it out to use all processors")
    if options.vt and not options.one_file:
        raise UsageError("--vt belongs to --one-file")


def _demand_parts(options: argparse.Namespace, campaign: Campaign, plan: Plan) -> None:
    """Raise UsageError where PDF/VT-1 is asked for, and there is no press edition in PDF/X-4."""
    from leaflets.edition import Edition, Standard

    if options.vt and Edition.PRESS not in plan.editions:
        raise UsageError("--vt is for the press edition: ask for it with --edition press")
    if options.vt and campaign.press.standard is not Standard.X4:
        raise UsageError("--vt makes PDF/VT-1, which is PDF/X-4; campaign.yaml asks for another")


def _read(options: argparse.Namespace, workspace: Workspace) -> tuple[Campaign, Plan, Table]:
    from leaflets.batch.place import place
    from leaflets.batch.records import Table
    from leaflets.batch.work import Plan
    from leaflets.campaign import load_campaign
    from leaflets.diagnostics import Diagnostic, Faults
    from leaflets.edition import Edition

    (name,) = choose("campaign", [options.campaign], workspace.campaign_names())
    report: list[Diagnostic] = []
    folder = workspace.campaigns / name
    campaign = load_campaign(folder, report)
    if campaign is None:
        raise Faults(report)
    if campaign.records is None:
        raise UsageError(f"{folder / 'campaign.yaml'} has no `records`; see docs/batch.md")
    records = campaign.records
    editions = choose("edition", options.editions, [one.value for one in Edition])
    plan = Plan(
        workspace,
        name,
        choose("template", options.templates or records.templates, workspace.template_names()),
        choose("language", options.languages or campaign.languages, workspace.locale_names()),
        tuple(map(Edition, editions)) or campaign.editions,
        place(options.out or str(workspace.out)),
    )
    path = options.records or folder / records.file
    return campaign, plan, Table(path, records.encoding, records.key, str(path))


@contextmanager
def _crew(
    options: argparse.Namespace, plan: Plan, table: Table, campaign: Campaign
) -> Iterator[Crew]:
    """Lend those who do the work."""
    from leaflets.batch.local import local_executor
    from leaflets.batch.run import Crew
    from leaflets.batch.work import open_bench

    if options.executor == "local":
        jobs = options.jobs or os.cpu_count() or 1
        with local_executor(jobs) as executor:
            yield Crew(executor, lambda: jobs)
        return
    try:
        from leaflets.batch.cluster import Luggage, cluster_crew
    except ImportError as error:
        message = f"--executor dask needs distributed: pip install 'leaflets[dask]' ({error})"
        raise UsageError(message) from None
    from leaflets.batch.inputs import input_files
    from leaflets.batch.parcel import pack
    from leaflets.batch.program import environment

    bench = open_bench(plan)
    first = table.first()
    if first is not None:
        bench.prepare(first)
    root = plan.workspace.root
    parcel = pack(root, input_files(plan, campaign, table))
    luggage = Luggage(parcel, bench.compiled(), environment(), str(root))
    with cluster_crew(options.scheduler, luggage) as crew:
        yield crew


def _demand_approval(plan: Plan) -> None:
    """Raise Faults unless every language stands as it was approved."""
    from leaflets.catalogs.approval import approval_faults
    from leaflets.diagnostics import Faults

    locales = plan.workspace.locales
    faults = [one for locale in plan.locales for one in approval_faults(locales, locale)]
    if faults:
        raise Faults(faults)


class _Line:
    """Progress: a bar with rate and time left on a terminal, lines of JSON, or nothing."""

    def __init__(self, form: str) -> None:
        self._json = form == "json"
        self._shown = watched() and not self._json
        self._began = self._said = time.monotonic()
        self._first = -1
        self._width = 0

    def __call__(self, total: int, done: int) -> None:
        now = time.monotonic()
        if self._first < 0:  # the records that were kept took no time
            self._first, self._began = done, now
        if now - self._said < _EVERY and done < total:
            return
        self._said = now
        rate = (done - self._first) / max(now - self._began, 1e-6)
        if self._json:
            left = round((total - done) / rate, 1) if rate else None
            figures = {"done": done, "total": total, "rate": round(rate, 1), "seconds_left": left}
            self.say({"event": "progress", **figures})
        elif self._shown:
            self._draw(done, total, rate)

    def say(self, line: dict[str, object]) -> None:
        """Print a line of JSON."""
        print(json.dumps(line, ensure_ascii=False), flush=True)

    @property
    def is_json(self) -> bool:
        return self._json

    def clear(self) -> None:
        """Leave the line empty."""
        if self._width:
            sys.stderr.write("\r" + " " * self._width + "\r")
            sys.stderr.flush()
            self._width = 0

    def _draw(self, done: int, total: int, rate: float) -> None:
        words = f" {done}/{total}"
        if rate:
            left = round((total - done) / rate)
            words += f"  {rate:.0f}/s  {left // 60}:{left % 60:02} left"
        room = shutil.get_terminal_size().columns - len(words) - 3
        full = max(room, 0) * done // max(total, 1)
        text = f"[{'#' * full}{'.' * (max(room, 0) - full)}]{words}"
        sys.stderr.write("\r" + text.ljust(self._width))
        sys.stderr.flush()
        self._width = len(text)


def _report(outcome: Outcome, line: _Line) -> None:
    for diagnostic in outcome.diagnostics:
        print(diagnostic, file=sys.stderr)
    figures = {
        "records": outcome.records,
        "kept": outcome.kept,
        "files": outcome.files,
        "refused": outcome.faults,
    }
    if line.is_json:
        line.say({"event": "end", **figures})
        return
    kept = f" ({outcome.kept} kept)" if outcome.kept else ""
    print(f"{outcome.records} records{kept}, {outcome.files} files, {outcome.faults} refused")
