"""Shares, waits and turns, against slow obvious oracles and what must always hold."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cookout.science import ScienceError, Wait, median_wait, share, turns, within
from cookout.science.record import FEWEST, Z

HOURS = st.integers(0, 200).map(float)
WAITS = st.lists(
    st.tuples(st.none() | HOURS, HOURS).map(lambda two: Wait(two[0], max(two[1], two[0] or 0))), max_size=30
)


@given(st.integers(1, 200).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_wilsons_sides_are_where_the_score_test_stops_to_refuse(kn: tuple[int, int]) -> None:
    """The oracle: at both sides (k/n - p)² = z² p(1-p)/n, which is how Wilson found them."""
    k, n = kn
    found = share(k, n)
    for side in {found.low, found.high} - {0.0, 1.0}:
        assert math.isclose((k / n - side) ** 2, Z**2 * side * (1 - side) / n, rel_tol=1e-6, abs_tol=1e-12)
    assert 0 <= found.low <= k / n <= found.high <= 1


@pytest.mark.parametrize(("k", "n", "low", "high"), [(0, 20, 0.0, 0.1611), (7, 10, 0.3968, 0.8922), (5, 5, 0.5655, 1)])
def test_wilson_as_published(k: int, n: int, low: float, high: float) -> None:
    """Brown, Cai & DasGupta's formula worked by hand; 0 of 20 ends at z²/(n + z²)."""
    found = share(k, n)
    assert (round(found.low, 4), round(found.high, 4)) == (low, high)


@given(st.integers(1, 100).flatmap(lambda n: st.tuples(st.integers(0, n), st.integers(1, n), st.just(n))))
def test_fewer_independent_cases_never_make_it_surer(kmn: tuple[int, int, int]) -> None:
    k, m, n = kmn
    wide, narrow = share(k, n, independent=m), share(k, n)
    assert wide.low <= narrow.low + 1e-12
    assert wide.high >= narrow.high - 1e-12


@given(st.integers(1, 60), st.integers(1, 20))
def test_one_more_good_case_never_reads_worse(n: int, independent: int) -> None:
    m = min(n, independent)
    sides = [share(k, n, independent=m).low for k in range(n + 1)]
    assert sides == sorted(sides)


def test_nothing_of_nothing_is_anything_and_too_few_are_not_known() -> None:
    assert (share(0, 0).low, share(0, 0).high, share(0, 0).value) == (0.0, 1.0, None)
    assert [share(n, n).is_known for n in (FEWEST - 1, FEWEST)] == [False, True]
    assert share(FEWEST, FEWEST).low > 0.5


@pytest.mark.parametrize(("k", "n", "independent"), [(3, 2, None), (-1, 2, None), (1, 2, 0), (1, 2, 3)])
def test_what_is_no_share_is_refused(k: int, n: int, independent: int | None) -> None:
    with pytest.raises(ScienceError):
        share(k, n, independent=independent)


@given(WAITS, HOURS)
def test_within_counts_every_case_that_was_watched_long_enough(waits: list[Wait], limit: float) -> None:
    old = [wait for wait in waits if wait.watched >= limit]
    found = within(waits, limit)
    assert found.n == len(old)
    assert found.k == len([wait for wait in old if wait.took is not None and wait.took <= limit])


@given(st.lists(HOURS, min_size=1, max_size=40, unique=True))
def test_without_open_cases_the_interval_is_that_of_the_order_statistics(took: list[float]) -> None:
    """The oracle: the r-th from below and from above, r the largest with P(Bin(n, ½) <= r - 1) <= 2.5%."""
    found, ordered, n = median_wait([Wait(hours, 1000) for hours in took]), sorted(took), len(took)
    chances = [sum(math.comb(n, heads) for heads in range(r)) / 2**n for r in range(n + 1)]
    r = max(place for place, chance in enumerate(chances) if chance <= 0.025)
    assert found.value == ordered[(n - 1) // 2]
    assert (found.low, found.high) == ((ordered[r - 1], ordered[n - r]) if r else (ordered[0], None))


@given(WAITS)
def test_the_median_lies_within_its_interval(waits: list[Wait]) -> None:
    found = median_wait(waits)
    if found.value is not None:
        assert found.low is not None
        assert found.low <= found.value <= (math.inf if found.high is None else found.high)


@given(WAITS, HOURS)
def test_one_more_who_still_waits_never_makes_it_quicker(waits: list[Wait], watched: float) -> None:
    """It may only take away what was seen of later times, never bring the median forward."""
    longest = max([wait.watched for wait in waits], default=0) + watched
    before, after = median_wait(waits), median_wait([*waits, Wait(None, longest)])
    assert (after.value or math.inf) >= (before.value or (math.inf if before.value is None else 0))


@pytest.mark.parametrize("wait", [Wait(-1, 2), Wait(3, 2), Wait(None, -1), Wait(None, math.nan), Wait(math.nan, 2)])
def test_what_cannot_have_been_seen_is_refused(wait: Wait) -> None:
    for ask in (median_wait, lambda waits: within(waits, 1)):
        with pytest.raises(ScienceError):
            ask([wait])


def _day_by_day(told: list[int], ended: int | None, every: int, now: int) -> tuple[int, int]:
    """The oracle: go through the days and keep one open promise in hand."""
    kept = due = 0
    heard, limit = 0, every if ended is None or ended > every else ended + every
    open_promise, missed = True, False
    for day in range(1, now + 1):
        if day in told and open_promise:
            due, kept = due + 1, kept + (day <= limit)
            heard, missed = day, False
            open_promise = ended is None or ended > heard
            limit = heard + every if ended is None or ended > heard + every else (ended or 0) + every
        missed = missed or (open_promise and day > limit)
    return kept, due + (open_promise and missed)


@given(st.sets(st.integers(1, 60)), st.none() | st.integers(1, 60), st.integers(1, 14), st.integers(0, 80))
def test_turns_are_as_one_counts_them_day_by_day(told: set[int], ended: int | None, every: int, more: int) -> None:
    days, now = sorted(told), max([0, *told, ended or 0]) + more
    found = turns(days, since=0, ended=ended, every=every, now=now)
    assert (found.kept, found.due) == _day_by_day(days, ended, every, now)


def test_a_second_word_on_the_same_day_is_no_other_promise_kept() -> None:
    assert turns([2, 2.2, 2.4], since=0, ended=None, every=7, now=3).due == 1


def test_a_silence_counts_once_and_does_not_vanish_while_it_lasts() -> None:
    for now in (8, 80, 800):
        assert turns([], since=0, ended=None, every=7, now=now).due == 1
    late = turns([30], since=0, ended=None, every=7, now=31)
    assert (late.kept, late.due) == (0, 1)


@pytest.mark.parametrize(("told", "every"), [([3, 2], 7), ([5], 7), ([1], 0), ([1], math.nan)])
def test_turns_out_of_order_are_refused(told: list[float], every: float) -> None:
    with pytest.raises(ScienceError):
        turns(told, since=0, ended=None, every=every, now=4)
