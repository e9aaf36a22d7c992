"""What is said of roles whose least size is too small to read."""

from __future__ import annotations

from pathlib import Path

import pytest

from leaflets.diagnostics import Diagnostic, Severity
from leaflets.document.load import load_theme

from .test_load import THEME


def said(tmp_path: Path, old: str, new: str) -> list[str]:
    assert THEME.count(old) == 1
    path = tmp_path / "arcade.yaml"
    path.write_text(THEME.replace(old, new), encoding="utf-8")
    report: list[Diagnostic] = []
    assert load_theme(path, report) is not None
    assert all(one.severity is Severity.WARNING for one in report)
    return [str(one).removeprefix(f"warning: {path}:") for one in report]


BODY, HANS, PHONE = "size: [12, 12.5]", "Hans: {size: 12,", "{size: 30pt,"


def test_the_sizes_of_clear_print_are_enough(tmp_path: Path) -> None:
    assert said(tmp_path, PHONE, "{size: 10,") == []
    assert said(tmp_path, HANS, "Hans: {size: 11,") == []


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        (BODY, "size: [10.5, 12.5]", ["`roles.body.size` goes down to 10.5 pt, ", "write 11 or"]),
        (HANS, "Hans: {size: 10,", ["`roles.body.scripts.Hans.size` goes", "pt in Hans,"]),
        (PHONE, "{size: 8.5,", ["`roles.phone.size` goes down to 8.5 pt, ", "write 9 or more"]),
    ],
)
def test_a_size_below_is_a_warning(tmp_path: Path, old: str, new: str, words: list[str]) -> None:
    report = said(tmp_path, old, new)
    assert all(word in report[0] for word in words)


def test_arabic_takes_a_point_more_even_where_the_role_has_no_size_for_it(tmp_path: Path) -> None:
    (warning,) = said(tmp_path, BODY, "size: [11, 12.5]")
    assert "`roles.body.size` goes down to 11 pt in Arab, too small for clear print" in warning
    assert warning.endswith("hint: write 12 or more")


def test_large_print_asks_for_16_points(tmp_path: Path) -> None:
    report = said(tmp_path, "  phone: {size: 30pt", "  large-phone: {size: 15pt")
    assert len(report) == 2  # for Arabic too
    assert all("too small for large print\nhint: write 16 or more" in one for one in report)
