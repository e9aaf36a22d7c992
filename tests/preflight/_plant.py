"""A good press file, and ways to plant a fault in it."""

from __future__ import annotations

import io
from collections.abc import Callable
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pikepdf

from leaflets import cli
from leaflets.preflight.finding import Limits, Profile
from leaflets.preflight.judge import judge

ROOT = Path(__file__).parents[2]
Plant = Callable[[pikepdf.Pdf], None]


@cache
def good(edition: str = "press") -> bytes:
    """Return the sheet of the workspace in English."""
    asked = ["--template", "know-the-law", "--language", "en", "--edition", edition]
    with TemporaryDirectory() as out:
        assert cli.main(["-C", str(ROOT), "build", *asked, "--out", out]) == 0
        (path,) = Path(out).rglob("*.pdf")
        return path.read_bytes()


def planted(plant: Plant, data: bytes | None = None, **saving: Any) -> bytes:
    """Return the good file after ``plant`` has changed it."""
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(data or good())) as pdf:
        plant(pdf)
        pdf.save(target, **{"deterministic_id": True} | saving)
    return target.getvalue()


def rules(data: bytes, profile: Profile | None = None, limits: Limits | None = None) -> set[str]:
    """Return the names of the rules that ``data`` breaks."""
    return {one.rule for one in judge(data, profile, limits or Limits()).findings}


def paint(operators: str, **resources: pikepdf.Object) -> Plant:
    """Return a plant that paints over page 1, in a state of its own.

    ``resources`` are such as ``ExtGState=pikepdf.Dictionary(X=...)`` and added to the page's.
    """

    def plant(pdf: pikepdf.Pdf) -> None:
        page = pdf.pages[0]
        known = page.obj.Resources
        for category, entries in resources.items():
            if f"/{category}" not in known:
                known[f"/{category}"] = pikepdf.Dictionary()
            for name in list(entries.keys()):
                known[f"/{category}"][name] = entries[name]
        first = next(iter(known.Font.keys()))
        text = operators.replace("/F0", first)
        page.contents_add(pdf.make_stream(f"q {text} Q".encode()), prepend=False)

    return plant


def state(**entries: Any) -> Plant:
    """Return a plant that sets a graphics state of these entries."""
    wanted = pikepdf.Dictionary({f"/{key}": value for key, value in entries.items()})
    return paint("/Planted gs", ExtGState=pikepdf.Dictionary(Planted=wanted))


def spot(name: str) -> pikepdf.Array:
    """Return a Separation colour space."""
    tint = pikepdf.Dictionary(FunctionType=2, Domain=[0, 1], C0=[0, 0, 0, 0], C1=[0, 1, 0, 0], N=1)
    return pikepdf.Array(
        [pikepdf.Name.Separation, pikepdf.Name(f"/{name}"), pikepdf.Name.DeviceCMYK, tint]
    )
