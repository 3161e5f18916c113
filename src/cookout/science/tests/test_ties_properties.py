"""What must always hold of the order, the lots and the pictures."""

import math
from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cookout.science import ScienceError, draw_slots, fading, loses_less, losing_touch, next_best, picture
from cookout.science.course import course
from cookout.science.ties import DUE_STEP

ratios = st.floats(0, 20, allow_nan=False)


@given(st.floats(0, 5000), st.floats(1, 1000), st.floats(0.1, 100))
def test_a_tie_only_fades_while_nobody_stirs(gap: float, rhythm: float, more: float) -> None:
    assert 0 < float(fading(gap + more, rhythm)) < float(fading(gap, rhythm)) <= 100


def test_too_little_is_known_is_said_and_not_drawn() -> None:
    assert picture(None, 30.0, 30).ring is None
    assert picture(12, None, None).word == "not yet known"
    assert picture(12, None, 30).basis == "wished"


@given(st.lists(st.tuples(st.integers(0, 2), ratios, ratios, st.integers(0, 3), st.integers(1, 50)), min_size=2))
def test_the_order_is_by_circle_then_dueness_except_for_the_one_met_last(
    rows: list[tuple[int, float, float, int, int]],
) -> None:
    circle, due, lost, owed, last = (list(column) for column in zip(*rows, strict=True))
    ids = list(range(len(rows)))
    order = next_best(circle=circle, due=due, lost=lost, owed=owed, last=last, ids=ids)
    assert sorted(order.tolist()) == ids
    newest = [i for i in ids if last[i] == max(last)]
    if len(newest) < len(ids):
        rest = [i for i in order.tolist() if i not in newest]
        keys = [(due[i] < 1, circle[i], -math.floor(due[i] / DUE_STEP + 1e-9), -lost[i], -owed[i]) for i in rest]
        assert keys == sorted(keys)


def test_the_person_met_last_is_never_on_top() -> None:
    zero = [0, 0, 0]
    order = next_best(circle=zero, due=[9, 5, 1], lost=zero, owed=zero, last=[30, 20, 10], ids=[1, 2, 3])
    assert order.tolist() == [1, 0, 2]


def test_ties_are_broken_alike_for_one_seed_and_otherwise_for_another() -> None:
    same = [0] * 30
    orders = [
        next_best(circle=same, due=same, lost=same, owed=same, last=same, ids=range(30), seed=s).tolist()
        for s in (1, 1, 2)
    ]
    assert orders[0] == orders[1] != orders[2]


@given(st.lists(st.integers(), unique=True, max_size=30), st.integers(0, 12), st.floats(0, 1), st.integers(0, 10**9))
def test_slots_are_filled_once_each_with_a_chance(order: list[int], slots: int, share: float, seed: int) -> None:
    placed = draw_slots(order, slots=slots, share=share, seed=seed)
    assert len(placed) == min(slots, len(order))
    assert len({slot.index for slot in placed}) == len(placed)
    assert {slot.index for slot in placed} <= set(order)
    assert all(0 < slot.probability <= 1 for slot in placed)
    assert placed == draw_slots(order, slots=slots, share=share, seed=seed)


def test_a_share_that_is_none_is_refused() -> None:
    with pytest.raises(ScienceError):
        draw_slots([1, 2], slots=1, share=1.5, seed=1)


@pytest.mark.proof
def test_the_logged_chance_is_the_chance() -> None:
    """Of the second slot given the first: simulated often enough, the frequencies are the probabilities."""
    order, share, runs = [10, 11, 12, 13], 0.3, 60_000
    second: Counter[tuple[int, int]] = Counter()
    first: Counter[int] = Counter()
    told: dict[tuple[int, int], float] = {}
    for seed in range(runs):
        one, two = draw_slots(order, slots=2, share=share, seed=seed)
        first[one.index] += 1
        second[one.index, two.index] += 1
        told[one.index, two.index] = two.probability
    assert abs(first[10] / runs - (0.7 + 0.3 / 4)) < 0.01
    for (one_index, two_index), times in second.items():
        frequency = times / first[one_index]
        assert abs(frequency - told[one_index, two_index]) < 4 * np.sqrt(0.25 / first[one_index])


@given(st.lists(st.tuples(st.floats(0, 4000), st.floats(1, 400)), max_size=30), st.integers(0, 10))
def test_only_those_quieter_than_twice_their_rhythm_are_being_lost(rows: list[tuple[float, float]], most: int) -> None:
    gaps, rhythms = [r[0] for r in rows], [r[1] for r in rows]
    found = losing_touch(gaps, rhythms, most=most).tolist()
    assert len(found) == min(most, sum(g > 2 * r for g, r in rows))
    assert all(gaps[i] > 2 * rhythms[i] for i in found)


@given(
    st.lists(st.tuples(st.floats(0, 4000), st.floats(1, 400)), min_size=1, max_size=40),
    st.integers(1, 5),
    st.integers(0, 39),
)
def test_who_reads_the_quickest_rhythms_first_may_stop_where_it_says_so(
    rows: list[tuple[float, float]], most: int, read: int
) -> None:
    rows.sort(key=lambda row: row[1])
    gaps, rhythms = [r[0] for r in rows], [r[1] for r in rows]
    whole = losing_touch(gaps, rhythms, most=most).tolist()
    part = losing_touch(gaps[: read + 1], rhythms[: read + 1], most=most).tolist()
    slowest = rhythms[: read + 1][-1]
    if len(part) == most and loses_less(slowest, than_gap=gaps[part[-1]], than_rhythm=rhythms[part[-1]]):
        assert part == whole


def test_a_close_friend_gone_quiet_comes_before_an_old_acquaintance() -> None:
    assert losing_touch([60, 1100], [7, 365], most=2).tolist() == [0, 1]
    assert losing_touch([8, float("nan")], [7, float("nan")], most=2).tolist() == []


@given(st.lists(st.integers(0, 400), max_size=40), st.integers(200, 400))
def test_the_course_stays_within_the_frame_and_jumps_on_contact(days: list[int], today: int) -> None:
    drawn = course(days, today=today, start=100, end=500, wished=30)
    past = sorted({day for day in days if day <= today})
    if not past:
        assert drawn is None
        return
    assert drawn is not None
    assert all(100 <= day <= today and 0 < value <= 100 for day, value in drawn.line)
    assert drawn.contacts == tuple(day for day in past if day >= 100)
    assert all(a.low <= a.middle <= a.high for a in drawn.ahead)
    assert [a.middle for a in drawn.ahead] == sorted((a.middle for a in drawn.ahead), reverse=True)
    assert (drawn.basis == "own") == (len(past) >= 4)


def test_a_course_without_any_rhythm_is_not_drawn() -> None:
    assert course([10, 20], today=30, start=0, end=60) is None
    with pytest.raises(ScienceError):
        course([10], today=30, start=40, end=60, wished=10)
