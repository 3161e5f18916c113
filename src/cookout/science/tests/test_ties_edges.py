"""Ties at the edges of sense: nothing known, nonsense given, several people met on one day, lists that run out."""

import math
from collections import Counter
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cookout.science import (
    ScienceError,
    days_until_due,
    draw_slots,
    due,
    fading,
    gap,
    histories,
    next_best,
    overdue,
    picture,
    warmth,
    warmth_lost,
)

NAN = float("nan")
TODAY = 738_000


def order_of(*, due: Sequence[float], last: Sequence[float], **other: Sequence[float]) -> list[int]:
    zero = [0] * len(due)
    columns = {"circle": zero, "lost": zero, "owed": zero, "ids": range(len(due))} | other
    return next_best(due=due, last=last, **columns).tolist()  # type: ignore[arg-type]  # the dict mixes columns


def test_of_several_people_met_on_the_last_day_none_is_on_top() -> None:
    assert order_of(due=[9, 8, 1], last=[30, 30, 10]) == [2, 0, 1]


def test_where_all_were_met_on_the_last_day_or_never_the_order_stands() -> None:
    assert order_of(due=[1, 2, 3], last=[30, 30, 30]) == [2, 1, 0]
    assert order_of(due=[1, 2, 3], last=[NAN, NAN, NAN]) == [2, 1, 0]
    assert order_of(due=[4], last=[30]) == [0]
    assert order_of(due=[], last=[]) == []


def test_somebody_never_met_may_stand_on_top() -> None:
    assert order_of(due=[5, 1], last=[NAN, 30]) == [0, 1]


def test_who_is_due_comes_before_who_is_not_and_the_unknown_last() -> None:
    assert order_of(due=[0.5, NAN, 2.0, 1.0], circle=[0, 0, 1, 2], last=[1, 1, 1, 2]) == [2, 3, 0, 1]


def test_warmth_lost_decides_between_people_about_equally_due_and_then_what_is_owed() -> None:
    assert order_of(due=[1.08, 1.02, 1.01], lost=[0.1, 0.9, 0.1], owed=[1, 0, 2], last=[1, 2, 3]) == [1, 2, 0]


def test_columns_of_different_length_are_refused() -> None:
    with pytest.raises(ScienceError):
        order_of(due=[1, 2], last=[1])


def test_an_unknown_gap_or_rhythm_is_never_drawn_as_quiet() -> None:
    assert picture(10, NAN, 30).basis == "wished"
    for unknown in (picture(NAN, 30.0, 30), picture(10, NAN, None), picture(10, 0.0, 0), picture(10, None, NAN)):
        assert (unknown.ring, unknown.word, unknown.basis) == (None, "not yet known", "")


def test_a_gap_below_zero_counts_as_none() -> None:
    assert picture(-40, 20.0, None).ring == 100
    assert fading([-1, -60, -1000], 20).tolist() == [100, 100, 100]


@pytest.mark.parametrize("ask", [fading, due, overdue, days_until_due])
@pytest.mark.parametrize("days", [0, -1])
def test_an_interval_that_is_not_positive_is_refused(ask: object, days: int) -> None:
    with pytest.raises(ScienceError):
        ask([10, 20], [30, days])  # type: ignore[operator]  # one of the four functions


@given(st.floats(0, 4000), st.floats(1, 400))
def test_due_and_the_days_until_due_say_the_same(quiet: float, wished: float) -> None:
    assert (due(quiet, wished) >= 1) == (days_until_due(quiet, wished) <= 0)
    assert overdue(quiet, wished) == (quiet > wished)


def test_the_unknown_stay_unknown() -> None:
    assert np.isnan(due([NAN, 5], [30, NAN])).all()
    assert np.isnan(days_until_due([NAN, 5], [30, NAN])).all()
    assert not overdue([NAN, 5], [30, NAN]).any()
    assert math.isnan(gap([0], [TODAY], n=2, today=TODAY)[1])


def test_gap_is_that_of_the_whole_whatever_the_order() -> None:
    tie, day = [1, 0, 1, 0, 1], [TODAY - 9, TODAY - 1, TODAY - 2, TODAY - 5, TODAY + 3]
    assert gap(tie, day, n=2, today=TODAY).tolist() == [1, 2]
    assert warmth_lost(tie, day, n=2, today=TODAY)[1] == pytest.approx(1 + 1 / 8 - 1 / 3 - 1 / 10)


def test_half_days_and_days_beyond_reach_are_refused() -> None:
    with pytest.raises(ScienceError, match="whole"):
        warmth([0], [TODAY - 0.5], n=1, today=TODAY)
    with pytest.raises(ScienceError, match="too far"):
        histories([0, 999_999], [-(2**50), TODAY], n=1_000_000, today=TODAY)


def chances(order: list[int], pool: list[int], share: float) -> dict[int, float]:
    """The policy in its plainest words: with `share` anyone of the pool alike, otherwise the first by rank."""
    answer: dict[int, float] = dict.fromkeys({*order, *pool}, 0.0)
    by_lot = 0.0 if not pool else share if order else 1.0
    for one in pool:
        answer[one] += by_lot / len(pool)
    if order:
        answer[order[0]] += 1 - by_lot
    return answer


people = st.lists(st.integers(0, 12), unique=True, max_size=8)


@given(people, people, st.integers(0, 10), st.floats(0, 1), st.integers())
def test_the_logged_chance_is_that_of_the_policy_said_plainly(
    order: list[int], pool: list[int], slots: int, share: float, seed: int
) -> None:
    left, lots = list(order), list(pool)
    placed = draw_slots(order, pool, slots=slots, share=share, seed=seed)
    assert len(placed) == min(slots, len({*order, *pool}))
    for slot in placed:
        plain = chances(left, lots, share)
        assert sum(plain.values()) == pytest.approx(1)
        assert slot.probability == pytest.approx(plain[slot.index])
        assert slot.index in (lots if slot.drawn else left[:1])
        left = [one for one in left if one != slot.index]
        lots = [one for one in lots if one != slot.index]


def test_weighing_by_the_logged_chance_makes_every_candidate_count_alike() -> None:
    """What inverse-propensity scores rest on: the mean of 1/probability where somebody stands is 1 for everybody."""
    runs, weights, seen = 20_000, Counter[int](), Counter[int]()
    for seed in range(runs):
        first = draw_slots([3, 1, 2], slots=1, share=0.4, seed=seed)[0]
        weights[first.index] += 1 / first.probability
        seen[first.index] += 1
    assert seen[3] / runs == pytest.approx(0.6 + 0.4 / 3, abs=0.02)
    assert all(weights[one] / runs == pytest.approx(1, abs=0.08) for one in (1, 2, 3))


def test_about_one_slot_in_ten_is_drawn_by_lot() -> None:
    drawn = [slot.drawn for seed in range(2000) for slot in draw_slots(range(10), slots=5, seed=seed)]
    assert sum(drawn) / len(drawn) == pytest.approx(0.1, abs=0.015)


def test_the_person_met_last_is_not_drawn_to_the_top_either() -> None:
    for seed in range(300):
        first, second = draw_slots([1, 2], [1, 2, 7], slots=2, share=0.9, seed=seed, not_first={7, 1})
        assert first.index == 2
        assert first.probability == pytest.approx(1)
        assert second.index in {1, 7}
    assert draw_slots([7], slots=1, seed=1, not_first={7})[0].index == 7


def test_one_seed_gives_one_list_for_good() -> None:
    """Written down, so that a change of the generator is noticed: logged days could not be replayed."""
    assert [slot.index for slot in draw_slots(range(6), slots=6, share=0.5, seed=2026)] == [3, 0, 1, 2, 4, 5]


def test_nobody_is_ranked_twice() -> None:
    with pytest.raises(ScienceError):
        draw_slots([1, 1], slots=2, seed=1)
