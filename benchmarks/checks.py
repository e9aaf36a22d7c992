"""Our checks of catalogs beside those of other tools, on the seeded corpora of the tests.

    python benchmarks/checks.py [--pofilter FILE] [--weblate PYTHON]

Prints a table: of the seeded defects, how many entries each tool says anything about (whatever it
says), and of the sound entries the same; ``real`` are catalogs of this system's programs, a file a
language. Tools that are not there are left out: ``msgfmt`` of gettext, ``i18nspector``,
``pofilter`` of the Translate Toolkit, Weblate's checks (``--weblate`` names the Python of an
environment that has it). Placeholders are flagged for the others as xgettext would flag them.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

from leaflets.catalogs.checks.check import Surroundings
from leaflets.catalogs.checks.glossary import read_glossary
from leaflets.catalogs.checks.run import File, check_file
from leaflets.catalogs.coverage import covered
from leaflets.catalogs.plurals import from_cldr
from leaflets.catalogs.po import PoEntry, read_po
from leaflets.catalogs.write import write_po
from leaflets.language import language

ROOT = Path(__file__).parents[1]
CORPUS = ROOT / "tests/catalogs/corpus"
SEEDED, SOUND = ("seeded", "second"), ("clean", "tricky")
_HEADER = """\
Project-Id-Version: leaflets 1
Report-Msgid-Bugs-To: translators@leaflets.invalid
POT-Creation-Date: 2026-01-01 00:00+0000
PO-Revision-Date: 2026-01-01 00:00+0000
Last-Translator: A Translator <translator@leaflets.invalid>
Language-Team: Translators <translators@leaflets.invalid>
"""
_SYSTEM_LOCALES = {"ar": "ar", "fr": "fr", "zh_Hans_CN": "zh_CN"}
_MOST, _MOST_OF_ONE = 4000, 100
"""Entries of real catalogs for each language, and of each catalog."""

Tool = Callable[[Path], set[str]]
"""Takes a PO file and returns the msgctxts of the entries that it says anything about."""


def main() -> None:
    options = _options()
    tools = dict(_tools(options))
    with tempfile.TemporaryDirectory() as folder:
        files = {kind: _files(kind, Path(folder)) for kind in (*SEEDED, *SOUND)}
        files["real"] = list(_real(Path(folder)))
        told = {name: {p: tool(p) for k in files for p in files[k]} for name, tool in tools.items()}
        others = [name for name in tools if not name.startswith("leaflets")]
        told["the others together"] = {
            path: set().union(*(told[name][path] for name in others))
            for paths in files.values()
            for path in paths
        }
        totals = {kind: sum(len(_contexts(path)) for path in files[kind]) for kind in files}
        print(f"{'':<34}" + "".join(f"{kind:>12}" for kind in files))
        print(f"{'entries':<34}" + "".join(f"{totals[kind]:>12}" for kind in files))
        for name, found in told.items():
            counts = [sum(len(found[path]) for path in files[kind]) for kind in files]
            print(f"{name:<34}" + "".join(f"{count:>12}" for count in counts))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pofilter", default="pofilter", help="the program of Translate Toolkit")
    parser.add_argument("--weblate", help="the Python of an environment with Weblate")
    return parser.parse_args()


def _tools(options: argparse.Namespace) -> Iterable[tuple[str, Tool]]:
    yield "leaflets catalog check", _ours
    yield "leaflets, from outside a workspace", _outside
    if shutil.which("msgfmt"):
        yield "msgfmt -c", _msgfmt
    if shutil.which("i18nspector"):
        yield "i18nspector", _i18nspector
    if shutil.which(options.pofilter):
        yield "pofilter", lambda path: _pofilter(path, options.pofilter)
    if options.weblate:
        yield "Weblate", lambda path: _weblate(path, options.weblate)


def _files(kind: str, folder: Path) -> list[Path]:
    """Return the corpus of a kind with whole headers and flags, a file a language."""
    found = []
    for path in sorted(CORPUS.glob(f"{kind}.*.po")):
        entries = []
        for number, entry in enumerate(_entries(path)):
            if entry.is_header:
                text = _HEADER + entry.strings[None]
                entries.append(replace(entry, strings={None: text}))
            else:
                context = entry.context or f"sound {number}"
                entries.append(replace(entry, context=context, flags=tuple(_flags(entry))))
        copy = folder / path.name
        copy.write_text(write_po(entries), "utf-8")
        found.append(copy)
    return found


def _real(folder: Path) -> Iterable[Path]:
    """Yield catalogs of this system's programs, a file a language, numbered as msgctxts."""
    for locale, name in _SYSTEM_LOCALES.items() if shutil.which("msgunfmt") else ():
        entries: list[PoEntry] = []
        for path in sorted(Path(f"/usr/share/locale/{name}/LC_MESSAGES").glob("*.mo")):
            done = subprocess.run(["msgunfmt", path], capture_output=True, check=False)
            text = done.stdout.decode("utf-8", "replace")
            found = [] if "\ufffd" in text else read_po(text, str(path), [])
            sound = [one for one in found if one.plural is None and not one.is_header]
            entries += sound[:_MOST_OF_ONE]
        head = next(iter(_entries(folder / f"seeded.{locale}.po")))
        numbered = [
            replace(entry, context=f"n {number}", flags=tuple(_flags(entry)))
            for number, entry in enumerate(entries[:_MOST])
        ]
        copy = folder / f"real.{locale}.po"
        copy.write_text(write_po([head, *numbered]), "utf-8")
        yield copy


def _flags(entry: PoEntry) -> Iterable[str]:
    text = entry.msgid + (entry.plural or "")
    if "{" in text:
        yield "python-brace-format"
    if "%(" in text or "%s" in text or "%d" in text:
        yield "python-format"


def _entries(path: Path) -> list[PoEntry]:
    return list(read_po(path.read_text("utf-8"), str(path), []))


def _contexts(path: Path) -> list[str]:
    return [entry.context or "" for entry in _entries(path) if not entry.is_header]


def _locale(path: Path) -> str:
    return path.name.split(".")[1]


def _ours(path: Path) -> set[str]:
    if path.name.startswith("real"):  # a stranger's file: its terms and faces are not ours
        return _outside(path)
    locale = _locale(path)
    points = covered(ROOT / "templates/_themes/arcade.yaml", ROOT, [])
    words = (ROOT / "locales/glossary.csv").read_text("utf-8")
    terms = () if locale == "en" else read_glossary(words, locale)
    return _checked(path, Surroundings(language(locale), points, terms), house=True)


def _outside(path: Path) -> set[str]:
    return _checked(path, Surroundings(language(_locale(path))), house=False)


def _checked(path: Path, around: Surroundings, *, house: bool) -> set[str]:
    """Return what our checks find; each entry is a file of its own, as habits go by the file."""
    plurals = from_cldr(around.language.locale)
    if path.name.startswith("real"):
        found = check_file(File("x.po", _entries(path), plurals, around, house))
        return {one.entry.context or "" for one in found}
    return {
        entry.context or ""
        for entry in _entries(path)
        if not entry.is_header and check_file(File("x.po", [entry], plurals, around, house))
    }


def _singly(path: Path, command: list[str]) -> dict[str, subprocess.CompletedProcess[str]]:
    """Run a program on each entry alone; the header alone goes by the name of ``""``.

    Real catalogs are too long for that.
    """
    header, *entries = _entries(path)
    entries = [] if path.name.startswith("real") else entries
    found = {}
    for entry in (None, *entries):
        alone = path.with_name("alone.po")
        alone.write_text(write_po([header, *([entry] if entry else [])]), "utf-8")
        run = [*command, str(alone)]
        done = subprocess.run(run, capture_output=True, text=True, errors="replace", check=False)
        found[(entry.context or "") if entry else ""] = done
    return found


def _msgfmt(path: Path) -> set[str]:
    done = _singly(path, ["msgfmt", "-c", "-o", "/dev/null"])
    return {context for context, one in done.items() if one.returncode}


def _i18nspector(path: Path) -> set[str]:
    done = _singly(path, ["i18nspector", "-l", _locale(path).replace("_Hans", "")])
    usual = set(done.pop("").stdout.splitlines())
    return {context for context, one in done.items() if set(one.stdout.splitlines()) - usual}


def _pofilter(path: Path, program: str) -> set[str]:
    out = path.with_name("filtered.po")
    out.unlink(missing_ok=True)
    tongue = _locale(path).replace("_Hans", "")
    run = [program, "--progress=none", f"--language={tongue}", str(path), str(out)]
    subprocess.run(run, capture_output=True, check=False)
    return set(_contexts(out)) - {""} if out.exists() else set()


def _weblate(path: Path, python: str) -> set[str]:
    script = Path(__file__).with_name("weblate_checks.py")
    run = [python, str(script), str(path)]
    done = subprocess.run(run, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(done.stderr[-2000:])
    return set(json.loads(done.stdout)[str(path)])


main()
