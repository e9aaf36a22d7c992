"""The command line: arguments in, calls to the rooms, an exit status out.

0 all is well · 1 the content has faults, or a file could not be written · 2 the command was not
understood · 70 an error inside the program · 130 and 143 stopped by a signal · 141 nobody read the
output. No traceback is shown unless LEAFLETS_DEBUG=1. Only what ``--help`` needs is imported here.
"""

from __future__ import annotations

import argparse
import contextlib
import gc
import io
import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from leaflets.commands import build, catalog, gallery, init, merge, package, preflight, watch
from leaflets.commands.command import Status
from leaflets.workspace import UsageError

if TYPE_CHECKING:
    from types import FrameType


_DESCRIPTION = """\
Make printable leaflets in every language that has a catalog.

A workspace is a folder with
  campaigns/<name>/campaign.yaml            what to build, and for whom
  locales/<locale>/LC_MESSAGES/*.po         the words, one catalog for each language
  templates/<template>/                     the leaflets themselves
and every build goes to out/<campaign>/<edition>/<template>.<locale>.pdf."""

_EXAMPLES = """\
examples:
  leaflets init my-district                 make a new workspace that builds at once
  leaflets -C my-district build             build everything in it
  leaflets build                            the same, from inside the workspace
  leaflets build --help                     build only some of it

exit status: 0 all is well, 1 the content has faults, 2 the command was not understood."""

_NEWBORN = 200_000
"""Objects after which Python looks for cycles: a leaflet has few, and to look at the usual pace
takes an eighth of a build."""

_COMMANDS = (build, watch, init, catalog, preflight, gallery, merge, package)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit status; no exception leaves here."""
    _speak_utf8()
    gc.set_threshold(_NEWBORN)
    try:
        with _terminable():
            status = _run(arguments)
            print(end="", flush=True)
    except KeyboardInterrupt:
        status = _said("stopped", Status.INTERRUPTED)
    except _TerminatedError:
        status = Status.TERMINATED
    except BrokenPipeError:
        _let_go_of_stdout()
        status = Status.UNREAD
    except OSError as error:
        _let_go_of_stdout()
        status = _system_error(error)
    except Exception as error:
        status = _internal_error(error)
    return status


def _run(arguments: Sequence[str] | None) -> int:
    try:
        options = _parser().parse_args(arguments)
        return int(options.command(options))
    except SystemExit as end:  # argparse has said what there was to say
        return int(end.code or 0)
    except UsageError as error:
        return _said(f"error: {error}", Status.USAGE)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="leaflets",
        description=_DESCRIPTION,
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument(
        "-C",
        dest="workspace",
        metavar="DIR",
        type=Path,
        default=Path(),
        help="the workspace (default: the current folder)",
    )
    parser.add_argument("--version", action=_Version, nargs=0, help="show the version and stop")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for command in _COMMANDS:
        command.add(commands)
    return parser


class _Version(argparse.Action):
    """Look the version up only when it is asked for: importlib.metadata is slow to load."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> NoReturn:
        from importlib.metadata import version

        print(f"leaflets {version('leaflets')}")
        parser.exit()


def _debugging() -> bool:
    return os.environ.get("LEAFLETS_DEBUG") == "1"


def _said(text: str, status: Status) -> Status:
    print(f"leaflets: {text}", file=sys.stderr)
    return status


def _speak_utf8() -> None:
    """Print UTF-8 whatever the locale says; a file name that is no text is shown escaped."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


class _TerminatedError(BaseException):
    """SIGTERM or SIGHUP arrived; unwinds the stack so that temporary files are removed."""


@contextlib.contextmanager
def _terminable() -> Any:
    """Turn the signals that end a program into an exception while the command runs."""
    named = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]
    wanted = [
        number for number in named if signal.getsignal(number) is signal.SIG_DFL
    ]  # not nohup's
    try:
        before = {number: signal.signal(number, _terminate) for number in wanted}
    except ValueError:  # not in the main thread: whoever runs us there handles signals
        before = {}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _terminate(number: int, frame: FrameType | None) -> NoReturn:
    raise _TerminatedError


def _let_go_of_stdout() -> None:
    """Give stdout a place where the interpreter's last flush does no harm."""
    with contextlib.suppress(OSError, ValueError, AttributeError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)


def _system_error(error: OSError) -> Status:
    """Say what the system refused: a folder that cannot be read, a disk that is full."""
    place = f"{error.filename}: " if error.filename else ""
    return _said(f"error: {place}{error.strerror or error}", Status.FAULTS)


def _internal_error(error: Exception) -> Status:
    import tempfile
    import traceback

    if _debugging():
        traceback.print_exception(error)
        return Status.INTERNAL
    said = " ".join(f"{type(error).__name__}: {error}".split())
    try:
        with tempfile.NamedTemporaryFile(
            "w", encoding="utf-8", prefix="leaflets-", suffix=".txt", delete=False
        ) as report:
            report.writelines(traceback.format_exception(error))
        where = f"the report is in {report.name}"
    except OSError:
        where = "run it again with LEAFLETS_DEBUG=1 for a report"
    print(f"internal error: {said}; {where}", file=sys.stderr)
    return Status.INTERNAL
