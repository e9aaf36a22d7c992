"""The know-the-law sheet is laid out as it was: traces of its lines, kept in this folder.

``pytest tests/golden --refresh-golden`` writes them anew; ``git diff`` then shows what moved.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from leaflets.layout.trace import Detail, trace
from leaflets.plan import Request, plan
from leaflets.rooms import Rooms
from leaflets.workspace import Workspace

HERE = Path(__file__).parent
TEMPLATE = "know-the-law"
LOCALES = ("zh_Hans_CN", "en", "fr", "ar")


@pytest.mark.parametrize("locale", LOCALES)
def test_the_sheet_is_laid_out_as_before(locale: str, pytestconfig: pytest.Config) -> None:
    workspace = Workspace(HERE.parents[1])
    rooms = Rooms(workspace)
    request = Request(workspace.out, ("yuexiu",), templates=(TEMPLATE,), languages=(locale,))
    (job,) = plan(workspace, request, rooms.campaign, [])
    leaflet = rooms.leaflet(job, [])
    assert leaflet is not None
    golden = HERE / f"{TEMPLATE}.{locale}.trace.txt"
    found = trace(leaflet, Detail.LINES)
    if pytestconfig.getoption("refresh_golden"):
        golden.write_text(found, "utf-8")
    assert found == golden.read_text("utf-8"), "see the docstring of tests/golden/test_golden.py"
