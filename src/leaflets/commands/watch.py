"""``leaflets watch``: keep leaflets up to date while somebody writes."""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NoReturn

from leaflets.commands.command import Status, add_command, number
from leaflets.commands.selection import add_selection, selected
from leaflets.workspace import Workspace, open_workspace

if TYPE_CHECKING:
    from leaflets.watch.events import Event, Problem, Rest, Saved, Shown
    from leaflets.watch.files import Files
    from leaflets.watch.session import Session

_WATCH = """\
Build leaflets, then keep them up to date: whatever is saved in campaigns/, locales/ or templates/
is built at once, and what is wrong with it is said, with the page that shows it.

Only the web edition is built unless others are named. A leaflet with an error keeps its file of the
last good build and is tried again after each save. Ctrl-C stops."""

_EXAMPLES = """\
examples:
  leaflets watch --language ar              what a translator of Arabic wants
  leaflets watch --language sw --draft      a new language: English stands for what is missing,
                                            with DRAFT across the pages
  leaflets watch --template know-the-law    what the author of a template wants
  leaflets watch --format json              one line of JSON for each event, for programs"""

_PAUSE = 0.1
"""Seconds between two looks at the files."""
_SETTLE = 0.03
"""Seconds until the next look when one has found a change: an editor may still be writing."""

_MOST = 20
"""Problems that are told one by one after a save; more are counted."""
_FEW = 3
"""Leaflets that are named beside a problem; more are counted."""


def add(commands: Any) -> None:
    """Add the command to the command line."""
    watch = add_command(commands, "watch", "build again what is saved", _WATCH, _EXAMPLES)
    watch.set_defaults(command=_watch)
    add_selection(watch)
    watch.add_argument(
        "--draft",
        action="store_true",
        help="show languages that are not finished, with DRAFT across the pages",
    )
    watch.add_argument(
        "--format",
        choices=("text", "json"),
        default="text",
        help="for people, or one line of JSON for each event (default: text)",
    )


def _watch(options: argparse.Namespace) -> int:
    from leaflets.edition import Edition
    from leaflets.watch.files import Files
    from leaflets.watch.session import Session, Wish

    workspace = open_workspace(options.workspace)
    request = selected(options, workspace)
    editions = [edition for edition in Edition if edition in request.editions]  # web first
    wish = Wish(replace(request, editions=tuple(editions) or (Edition.WEB,)), options.draft)
    files = Files([workspace.campaigns, workspace.locales, workspace.templates])
    session = Session(workspace, wish, time.perf_counter)
    tell = _json_lines if options.format == "json" else _Text(workspace)
    try:
        _follow(files, session, tell)
    except KeyboardInterrupt:
        return Status.WELL


def _follow(files: Files, session: Session, tell: Callable[[Event], None]) -> NoReturn:
    """Tell of everything that happens; ends by an exception."""
    for event in session.start():
        tell(event)
    while True:
        paths = files.changed()
        if paths:
            events = session.saved(paths)
        elif session.pending:
            events = session.build_next()
        else:
            time.sleep(_SETTLE if files.moving else _PAUSE)
            continue
        for event in events:
            tell(event)


class _Text:
    """Prints events as lines for people."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._told = self._kept_back = 0
        self._watching = False

    def __call__(self, event: Event) -> None:
        """Print an event."""
        from leaflets.watch.events import Built, Problem, Refused, Saved

        if isinstance(event, Saved):
            print("", *map(str, event.paths), _reached(event), sep="\n", flush=True)
        elif isinstance(event, Built):
            pages = f"  {_pages(event.pages)}" if event.pages else ""
            print(f"{event.file.path}{pages}  {event.file.seconds:.2f} s", flush=True)
        elif isinstance(event, Refused):
            errors = number(event.errors, "error") if event.errors else "left out"
            print(f"{event.job.template} {event.job.locale}: not built, {errors}", flush=True)
        elif isinstance(event, Problem):
            self._problem(event)
        else:
            self._rest(event)

    def _problem(self, problem: Problem) -> None:
        self._told += 1
        if self._told > _MOST:
            self._kept_back += 1
            return
        shown = [f"{_pages(one.pages)} of {one.template} {one.locale}" for one in problem.shown]
        more = [number(len(shown) - _FEW, "more leaflet")] if len(shown) > _FEW else []
        print(problem.diagnostic)
        if shown:
            print(f"shown: {', '.join([*shown[:_FEW], *more])}")

    def _rest(self, rest: Rest) -> None:
        if self._kept_back:
            print(f"and {number(self._kept_back, 'more problem')}; see: leaflets catalog check")
        figures = (rest.files, "file"), (rest.errors, "error"), (rest.warnings, "warning")
        words = ", ".join(number(*figure) for figure in figures)
        watching = "" if self._watching else "; watching, Ctrl-C stops"
        print(f"{words}, {rest.seconds:.2f} s{watching}", flush=True)
        self._told = self._kept_back = 0
        self._watching = True


def _reached(saved: Saved) -> str:
    if saved.messages == 0 and not saved.leaflets:
        return "no message changed"
    leaflets = number(saved.leaflets, "leaflet")
    if not saved.messages:
        return leaflets
    return f"{number(saved.messages, 'message')} changed, {leaflets}"


def _pages(pages: tuple[int, ...]) -> str:
    return f"page{'s' if len(pages) > 1 else ''} {', '.join(map(str, pages))}"


def _json_lines(event: Event) -> None:
    """Print an event as a line of JSON."""
    print(json.dumps(_fields(event), ensure_ascii=False), flush=True)


def _fields(event: Event) -> dict[str, object]:
    from leaflets import console
    from leaflets.watch.events import Built, Problem, Refused, Saved

    if isinstance(event, Saved):
        paths = [path.as_posix() for path in event.paths]
        figures = {"messages": event.messages, "leaflets": event.leaflets}
        return {"event": "saved", "paths": paths, **figures}
    if isinstance(event, Built):
        return {"event": "built", **console.file_fields(event.file), "shown": event.pages}
    if isinstance(event, Refused):
        job = event.job
        names = {"campaign": job.name, "template": job.template, "locale": job.locale}
        return {"event": "refused", **names, "errors": event.errors}
    if isinstance(event, Problem):
        fields = console.diagnostic_fields(event.diagnostic)
        shown = [_shown_fields(one) for one in event.shown]
        return {"event": "problem", "id": event.id, **fields, "shown": shown}
    figures = {"files": event.files, "errors": event.errors, "warnings": event.warnings}
    return {"event": "rest", **figures, "seconds": round(event.seconds, 3)}


def _shown_fields(shown: Shown) -> dict[str, object]:
    return {"template": shown.template, "locale": shown.locale, "pages": shown.pages}
