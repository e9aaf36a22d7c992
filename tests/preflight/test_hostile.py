"""A file that means harm gets a finding: no traceback, and neither much time nor much memory."""

from __future__ import annotations

import resource
import time

import pikepdf
import pytest

from leaflets.preflight.finding import Limits, Profile
from leaflets.preflight.judge import judge_any
from leaflets.preflight.unpack import MEMORY, lzw_length

from ._hostile import BOMB, FILES, lzw_bomb
from ._plant import good, planted

SECONDS = 40
"""Processor time for all profiles together, on a slow machine."""
GROWTH = 2 * 2**20
"""Kilobytes by which one file may make the process grow."""


@pytest.mark.parametrize("name", FILES)
def test_harm_is_a_finding(name: str, capfd: pytest.CaptureFixture[str]) -> None:
    start, before = time.process_time(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for profile in (None, Profile.X1A, Profile.GWG, Profile.WEB):
        verdict = judge_any(FILES[name], profile, Limits())
        assert verdict.failed
        assert not any("0x" in one.message for one in verdict.findings)
    assert capfd.readouterr() == ("", "")
    assert time.process_time() - start < SECONDS
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < GROWTH


@pytest.mark.parametrize("share", [0.0, 0.001, 0.1, 0.5, 0.9, 0.999])
def test_a_cut_file_is_a_finding(share: float) -> None:
    data = good()
    assert judge_any(data[: int(len(data) * share)], Profile.PRESS, Limits()).failed


@pytest.mark.parametrize("strength", [2, 3, 4, 6])
def test_a_locked_file_is_a_finding(strength: int) -> None:
    weak = {"aes": False, "metadata": False} if strength < 4 else {}
    lock = pikepdf.Encryption(owner="a", user="", R=strength, **weak)
    data = planted(lambda pdf: None, encryption=lock, deterministic_id=False)
    rules = {one.rule for one in judge_any(data, Profile.PRESS, Limits()).findings}
    assert "x4/encrypted" in rules


def test_lzw_is_counted_as_it_unpacks() -> None:
    pdf = pikepdf.new()
    small = pikepdf.Stream(pdf, lzw_bomb(2), Filter=pikepdf.Name.LZWDecode)
    assert lzw_length(lzw_bomb(2), 1, MEMORY) == len(small.read_bytes())
    assert lzw_length(BOMB, 1, MEMORY) == MEMORY
