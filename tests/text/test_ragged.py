"""Line breaking on bare stops: words of known width, no fonts."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from leaflets.text.linebreak import Stop
from leaflets.text.ragged import break_ragged


def stops_of(widths: list[float], space: float = 1.0, forced: int = -1) -> list[Stop]:
    """Return the stops of words of the given widths, one space apart."""
    found, pen = [Stop(0, 0.0, 0.0)], 0.0
    for index, width in enumerate(widths, start=1):
        end = pen + width
        last = index == len(widths)
        found.append(Stop(index, end, end if last else end + space, forced=index == forced))
        pen = end + space
    return found


def widths_of(stops: list[Stop], ends: tuple[int, ...]) -> list[float]:
    starts = [0, *ends[:-1]]
    return [stops[end].end - stops[start].next for start, end in zip(starts, ends, strict=True)]


def test_takes_one_line_when_all_fits() -> None:
    assert break_ragged(stops_of([3, 3, 3]), 11, False) == (3,)


def test_breaks_where_the_measure_ends() -> None:
    assert break_ragged(stops_of([5, 5, 5]), 11, False) == (2, 3)


def test_balance_evens_the_lines_of_a_heading() -> None:
    stops = stops_of([4, 4, 4, 4])
    assert break_ragged(stops, 16, True) == (2, 4)


def test_no_short_word_is_left_alone_on_the_last_line() -> None:
    stops = stops_of([5, 5, 5, 5, 2])
    assert widths_of(stops, break_ragged(stops, 23, False)) != [23, 2]


def test_a_forced_break_is_kept() -> None:
    assert break_ragged(stops_of([2, 2, 2], forced=1), 50, False) == (1, 3)


def test_a_penalty_moves_the_break_elsewhere() -> None:
    plain = stops_of([4, 4, 4, 4])
    chosen = break_ragged(plain, 14, False)[0]
    bad = [Stop(s.index, s.end, s.next, 0.9 if i == chosen else 0.0) for i, s in enumerate(plain)]
    assert break_ragged(bad, 14, False)[0] != chosen


def test_a_piece_wider_than_the_measure_stands_alone() -> None:
    stops = stops_of([3, 40, 3])
    assert widths_of(stops, break_ragged(stops, 10, False)) == [3, 40, 3]


@given(st.lists(st.floats(0.5, 30), min_size=1, max_size=40), st.floats(5, 60), st.booleans())
def test_no_line_is_wider_than_the_measure_unless_unbreakable(
    widths: list[float], measure: float, balance: bool
) -> None:
    stops = stops_of(widths)
    ends = break_ragged(stops, measure, balance)
    assert ends[-1] == len(widths)
    starts = [0, *ends[:-1]]
    for start, end in zip(starts, ends, strict=True):
        assert end > start
        assert stops[end].end - stops[start].next <= measure + 0.02 or end == start + 1


@given(st.lists(st.floats(0.5, 30), min_size=1, max_size=40), st.floats(31, 60))
def test_no_setting_takes_more_lines_than_the_greedy_one(
    widths: list[float], measure: float
) -> None:
    greedy, pen = 1, 0.0
    for width in widths:
        pen = width if pen == 0 else pen + 1 + width
        if pen > measure:
            greedy, pen = greedy + 1, width
    assert len(break_ragged(stops_of(widths), measure, False)) <= greedy
