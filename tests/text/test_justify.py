"""Total fit on bare stops: words of known width with glue between them, no fonts."""

from __future__ import annotations

from itertools import pairwise, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leaflets.text.justify import break_justified
from leaflets.text.linebreak import Stop

STRETCH, SHRINK = 0.5, 1 / 3


def stops_of(words: list[float], hyphens: frozenset[int] = frozenset()) -> list[Stop]:
    """Return the stops of words one space apart; after those in ``hyphens`` stands none, but a
    hyphen half as wide if the line ends there."""
    found, pen, spaces = [Stop(0, 0.0, 0.0)], 0.0, 0
    for index, width in enumerate(words, start=1):
        end = pen + width
        last = index == len(words)
        joined = index in hyphens
        hyphen = 0.5 if joined else 0.0
        after = spaces + (0 if joined or last else 1)
        pen = end + (0.0 if joined or last else 1.0)
        found.append(
            Stop(
                index,
                end + hyphen,
                pen,
                0.3 if joined else 0.0,
                hyphen=hyphen,
                stretch=(spaces * STRETCH, after * STRETCH),
                shrink=(spaces * SHRINK, after * SHRINK),
            )
        )
        spaces = after
    return found


def ratios(stops: list[Stop], ends: tuple[int, ...], measure: float) -> list[float]:
    """Return by how much the glue of each line but the last is stretched."""
    found = []
    for start, end in zip([0, *ends[:-1]], ends, strict=True):
        spare = measure - (stops[end].end - stops[start].next)
        gives = stops[end].stretch if spare > 0 else stops[end].shrink
        taken = stops[start].stretch if spare > 0 else stops[start].shrink
        total = gives[0] - taken[1]
        found.append(spare / total if total else 0.0 if abs(spare) < 1e-9 else 99.0)
    return found[:-1]


def test_a_line_may_be_narrowed_to_hold_a_word_more() -> None:
    stops = stops_of([4, 4, 4, 9, 4])
    assert break_justified(stops, 13.5)[0] == 3  # 14 wide, two spaces give 0.67


def test_it_looks_ahead_where_first_fit_would_not() -> None:
    words = [3.0, 3.0, 3.0, 2.0, 9.0, 3.0, 3.0, 3.0, 3.0]
    stops, measure = stops_of(words), 14.0
    chosen = break_justified(stops, measure)

    def worst(ends: tuple[int, ...]) -> float:
        return max(map(abs, ratios(stops, ends, measure)))

    greedy, start = [], 0
    for end in range(1, len(stops)):
        if stops[end].end - stops[start].next > measure:
            greedy.append(end - 1)
            start = end - 1
    assert worst(chosen) <= worst((*greedy, len(stops) - 1))


def test_two_hyphens_in_a_row_are_avoided() -> None:
    words = [4.0, 4.0, 1.5, 2.5, 4.0, 4.0, 1.5, 2.5, 4.0, 4.0, 4.0, 4.0]
    hyphens = frozenset({3, 7})
    stops = stops_of(words, hyphens)
    ends = break_justified(stops, 12.0)
    assert not any(a in hyphens and b in hyphens for a, b in pairwise(ends))


def test_the_last_line_is_no_lonely_word() -> None:
    stops = stops_of([1.0] * 21)  # ten words fill a line best
    ends = break_justified(stops, 20)
    assert stops[-1].end - stops[ends[-2]].next > 0.22 * 20


@pytest.mark.parametrize("looseness", [-1, 0, 1])
def test_looseness_asks_for_lines(looseness: int) -> None:
    stops = stops_of([3.0] * 44)
    plain = break_justified(stops, 31.5)
    assert len(plain) == 6
    assert len(break_justified(stops, 31.5, looseness)) == 6 + (looseness > 0)


def test_a_forced_break_ends_a_line_that_is_not_filled() -> None:
    plain = stops_of([2, 2, 2, 2])
    forced = [Stop(s.index, s.end, s.next, 0.0, i == 2) for i, s in enumerate(plain)]
    assert break_justified(forced, 50) == (2, 4)


def test_a_piece_wider_than_the_measure_stands_alone() -> None:
    assert break_justified(stops_of([3, 40, 3]), 10) == (1, 2, 3)


@given(st.lists(st.floats(0.5, 9), min_size=2, max_size=9), st.floats(9, 20))
def test_no_setting_has_a_line_that_could_not_be_narrowed(
    words: list[float], measure: float
) -> None:
    stops = stops_of(words)
    ends = break_justified(stops, measure)
    assert ends[-1] == len(words)
    for start, end in zip([0, *ends[:-1]], ends, strict=True):
        width = stops[end].end - stops[start].next
        shrink = stops[end].shrink[0] - stops[start].shrink[1]
        assert width - shrink <= measure + 1e-3


def cost(stops: list[Stop], ends: tuple[int, ...], measure: float) -> float:
    """Return the badness of a setting without its last line, as the paper has it."""
    return sum((10 + min(1e4, 100 * abs(r) ** 3)) ** 2 for r in ratios(stops, ends, measure))


@given(st.lists(st.sampled_from([2.0, 3.0, 4.0]), min_size=9, max_size=9))
def test_no_sound_setting_is_much_better(words: list[float]) -> None:
    stops, measure = stops_of(words), 13.0
    best = cost(stops, break_justified(stops, measure), measure)
    for choice in product((False, True), repeat=len(words) - 1):
        ends = (*(i for i, broken in enumerate(choice, start=1) if broken), len(words))
        fits = all(-1 <= ratio <= 1 for ratio in ratios(stops, ends, measure))
        last = stops[-1].end - stops[ends[-2] if len(ends) > 1 else 0].next
        if fits and 0.22 * measure <= last <= measure:
            # Fitness classes may cost up to 10,000 a line.
            assert best <= cost(stops, ends, measure) + 1e4 * len(ends)
