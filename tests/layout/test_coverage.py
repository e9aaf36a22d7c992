"""What lies inside an outline: corners, curves, holes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leaflets.geometry import Path, Rect, arch, rectangle
from leaflets.layout.coverage import area

ARCH = arch(Rect(10, 20, 40, 60))
"""Its round top has its middle at (30, 40) and a radius of 20."""


@pytest.mark.parametrize(
    ("point", "inside"),
    [
        ((30, 21), True),  # under the crown
        ((12, 22), False),  # within the box, outside the round corner
        ((48, 22), False),
        ((12, 79), True),  # the flat foot
        ((48, 79), True),
        ((9, 60), False),
        ((30, 81), False),
    ],
)
def test_an_arch_has_a_round_top_and_a_flat_foot(point: tuple[float, float], inside: bool) -> None:
    assert area(ARCH).covers(point) is inside


@given(st.floats(10, 50), st.floats(20, 40))
def test_the_round_top_is_a_half_circle(x: float, y: float) -> None:
    distance = ((x - 30) ** 2 + (y - 40) ** 2) ** 0.5
    if abs(distance - 20) > 0.15:
        assert area(ARCH).covers((x, y)) is (distance < 20)


def test_an_outline_wound_the_other_way_is_a_hole() -> None:
    outer, inner = rectangle(Rect(0, 0, 30, 30)), rectangle(Rect(10, 10, 10, 10))
    ring = Path((*outer.segments, *inner.mirrored(30).segments))
    assert area(ring).covers((5, 5))
    assert not area(ring).covers((15, 15))
    assert area(Path((*outer.segments, *inner.segments))).covers((15, 15))


def test_a_part_that_nobody_closed_is_filled_all_the_same() -> None:
    whole = rectangle(Rect(0, 0, 30, 30))
    assert area(Path(whole.segments[:-1])).covers((15, 15))
