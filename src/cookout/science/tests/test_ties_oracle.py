"""The vectorised answers against the obvious loop, for any touches."""

import math
import statistics
from collections import defaultdict

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cookout.science import ScienceError, histories, own_rhythm, rhythms, warmth, warmth_lost
from cookout.science.ties import INTERVALS_NEEDED

TODAY = 738_000
touches = st.lists(st.tuples(st.integers(0, 4), st.integers(TODAY - 400, TODAY + 10)), max_size=60)


def by_hand(rows: list[tuple[int, int]]) -> dict[int, list[int]]:
    """Distinct days of each tie, none after today."""
    days: dict[int, set[int]] = defaultdict(set)
    for tie, day in rows:
        if day <= TODAY:
            days[tie].add(day)
    return {tie: sorted(found) for tie, found in days.items()}


@given(touches)
def test_every_figure_is_what_a_loop_would_say(rows: list[tuple[int, int]]) -> None:
    tie, day = [r[0] for r in rows], [r[1] for r in rows]
    answer = histories(tie, day, n=5, today=TODAY)
    for one in range(5):
        days = by_hand(rows).get(one, [])
        assert answer.days[one] == len(days)
        assert math.isclose(answer.warmth[one], sum(1 / (1 + TODAY - d) for d in days))
        assert (math.isnan(answer.last[one]) and not days) or answer.last[one] == days[-1]
        assert (math.isnan(answer.gap[one]) and not days) or answer.gap[one] == TODAY - days[-1]
        intervals = [b - a for a, b in zip(days, days[1:], strict=False)]
        if len(intervals) >= INTERVALS_NEEDED:
            assert answer.rhythm[one] == statistics.median(intervals)
        else:
            assert math.isnan(answer.rhythm[one])


@given(touches)
def test_the_single_answers_agree_with_the_whole(rows: list[tuple[int, int]]) -> None:
    tie, day = [r[0] for r in rows], [r[1] for r in rows]
    whole = histories(tie, day, n=5, today=TODAY)
    np.testing.assert_allclose(warmth(tie, day, n=5, today=TODAY), whole.warmth)
    np.testing.assert_array_equal(rhythms(tie, day, n=5, today=TODAY), whole.rhythm)
    for one in range(5):
        mine = own_rhythm(by_hand(rows).get(one, []))
        assert (mine is None and math.isnan(whole.rhythm[one])) or mine == whole.rhythm[one]


@given(touches)
def test_warmth_lost_is_warmth_on_the_last_day_less_warmth_today(rows: list[tuple[int, int]]) -> None:
    tie, day = [r[0] for r in rows], [r[1] for r in rows]
    lost = warmth_lost(tie, day, n=5, today=TODAY)
    for one in range(5):
        days = by_hand(rows).get(one, [])
        then = sum(1 / (1 + days[-1] - d) for d in days) if days else 0
        now = sum(1 / (1 + TODAY - d) for d in days)
        assert math.isclose(lost[one], then - now, abs_tol=1e-12)


@given(touches, st.randoms())
def test_order_and_repeats_of_touches_do_not_matter(rows: list[tuple[int, int]], chance: object) -> None:
    mixed = rows + rows
    chance.shuffle(mixed)  # type: ignore[attr-defined]  # hypothesis hands a random.Random
    one = histories([r[0] for r in rows], [r[1] for r in rows], n=5, today=TODAY)
    other = histories([r[0] for r in mixed], [r[1] for r in mixed], n=5, today=TODAY)
    np.testing.assert_allclose(one.warmth, other.warmth)
    np.testing.assert_array_equal(one.rhythm, other.rhythm)


def test_nothing_at_all_is_an_answer() -> None:
    answer = histories([], [], n=3, today=TODAY)
    assert answer.days.tolist() == [0, 0, 0]
    assert answer.warmth.tolist() == [0, 0, 0]


@pytest.mark.parametrize(("tie", "day"), [([0, 1], [TODAY]), ([5], [TODAY]), ([-1], [TODAY]), ([[0]], [[TODAY]])])
def test_input_that_makes_no_sense_is_refused(tie: list[int], day: list[int]) -> None:
    with pytest.raises(ScienceError):
        histories(tie, day, n=5, today=TODAY)


@given(touches)
@settings(max_examples=25)  # two million rows each
def test_wide_numbers_are_answered_as_narrow_ones(rows: list[tuple[int, int]]) -> None:
    """A tie with a touch in antiquity forces the packing into 64 bits; the others must not notice."""
    tie, day = [r[0] for r in rows], [r[1] for r in rows]
    narrow = histories(tie, day, n=5, today=TODAY)
    wide = histories([*tie, 2_000_000], [*day, 1], n=2_000_001, today=TODAY)
    np.testing.assert_allclose(wide.warmth[:5], narrow.warmth)
    np.testing.assert_array_equal(wide.rhythm[:5], narrow.rhythm)
    np.testing.assert_array_equal(wide.last[:5], narrow.last)
    assert wide.gap[-1] == TODAY - 1


@pytest.mark.parametrize("n", [0, 1, 3])
def test_where_all_touches_lie_ahead_nothing_is_known(n: int) -> None:
    answer = histories([0] * min(n, 1), [TODAY + 1] * min(n, 1), n=n, today=TODAY)
    assert answer.days.tolist() == [0] * n
    assert np.isnan(answer.gap).all()
    assert np.isnan(answer.rhythm).all()
