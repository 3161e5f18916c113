"""Reputation against slow sums, the library's own Beta distribution, and what a hostile network might try."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import beta as beta_distribution

from cookout.science import ScienceError
from cookout.science.past import past_sums
from cookout.science.reputation import (
    HABIT_WEIGHT,
    PRIOR_WEIGHT,
    USUAL,
    USUAL_WEIGHT,
    base_rate,
    base_rates_before,
    corrected,
    effects,
    foretold,
    habits,
    signs,
    standings,
)

ratings = st.lists(
    st.tuples(st.integers(0, 3), st.integers(0, 3), st.sampled_from([0.0, 0.25, 0.5, 1.0]), st.integers(0, 40)),
    max_size=25,
)


def columns(rows):
    return tuple(list(column) for column in zip(*rows, strict=True)) if rows else ([], [], [], [])


@given(ratings, st.sampled_from([0.5, 7.0, 548.0, math.inf]))
def test_sums_of_the_past_are_those_of_a_loop(rows, half_life):
    of, _by, good, day = columns(rows)
    slow = [
        sum(g * 2 ** (-(now - d) / half_life) for o, g, d in zip(of, good, day, strict=True) if o == mine and d < now)
        for mine, now in zip(of, day, strict=True)
    ]
    assert past_sums(of, day, good, half_life=half_life) == pytest.approx(slow)


@given(ratings)
def test_the_networks_base_rate_forward_is_that_of_what_came_before(rows):
    of, _by, good, day = columns(rows)
    slow = [
        base_rate(
            [o for o, d in zip(of, day, strict=True) if d < now],
            [g for g, d in zip(good, day, strict=True) if d < now],
        )
        for now in day
    ]
    assert base_rates_before(of, good, day) == pytest.approx(slow)


@given(ratings)
def test_a_habit_is_what_the_rater_said_before_of_others(rows):
    of, by, good, day = columns(rows)
    for i, habit in enumerate(habits(by, of, good, day, base=0.7)):
        before = [g for b, o, g, d in zip(by, of, good, day, strict=True) if b == by[i] and o != of[i] and d < day[i]]
        assert habit == pytest.approx((sum(before) + HABIT_WEIGHT * 0.7) / (len(before) + HABIT_WEIGHT))


@given(ratings, st.booleans())
def test_what_is_foretold_of_a_rating_is_the_standing_of_that_day_and_knows_nothing_of_later_ones(rows, by_habit):
    of, by, good, day = columns(rows)
    told = foretold(of, by, good, day, half_life=20, by_habit=by_habit)
    for i in range(len(of)):
        before = [j for j in range(len(of)) if day[j] < day[i]]
        said = (
            corrected(np.array(good)[before], told.habit[before], base=told.base[before])
            if by_habit
            else np.array(good)[before]
        )
        then = standings(
            np.array(of)[before], np.array(by)[before], said, np.array(day)[before],
            n=4, today=day[i], base=told.base[i], half_life=20,
        )  # fmt: skip
        assert told.mean[i] == pytest.approx(then.mean[of[i]])
        assert told.evidence[i] == pytest.approx(then.good[of[i]] + then.bad[of[i]])


def test_a_standing_is_the_beta_distribution_of_the_library():
    s = standings([0] * 5, [1, 2, 3, 4, 5], [1, 1, 1, 0, 1], [0] * 5, n=1, today=0, base=0.6)
    held = beta_distribution(4 + 2 * 0.6, 1 + 2 * 0.4)
    assert s.mean[0] == pytest.approx(held.mean())
    assert (s.low[0], s.high[0]) == pytest.approx(held.interval(0.8))
    assert s.uncertainty[0] == pytest.approx(2 / 7)
    assert s.known[0]


def test_everything_fades_towards_the_base_rate_and_is_then_not_known():
    rows = ([0] * 4, [1, 2, 3, 4], [0, 0, 0, 0], [0] * 4)
    means = [standings(*rows, n=1, today=day, base=0.8).mean[0] for day in (0, 548, 5480, 54800)]
    assert means == sorted(means)
    assert means[-1] == pytest.approx(0.8)
    assert standings(*rows, n=1, today=0).known[0]
    assert not standings(*rows, n=1, today=548).known[0]


def test_one_rater_is_one_view_however_often_he_says_it():
    s = standings([0] * 1000 + [1] * 4, [7] * 1000 + [7, 8, 7, 7], [0.0] * 1000 + [0.0] * 4, [0] * 1004, n=3, today=0)
    assert s.raters.tolist() == [1, 2, 0]
    assert s.known.tolist() == [False, True, False]
    assert s.mean[2] == USUAL
    assert s.uncertainty[2] == 1


def test_a_thousand_ratings_of_one_person_do_not_become_what_is_usual():
    others = [1.0] * 20
    alone = base_rate(list(range(1, 21)), others)
    flooded = base_rate([0] * 1000 + list(range(1, 21)), [0.0] * 1000 + others)
    assert 0.85 < flooded < alone
    assert base_rate([], []) == USUAL


def test_ratings_that_contradict_each_other_meet_in_the_middle_and_say_so():
    s = standings([0] * 6 + [1] * 6, list(range(12)), [1, 0] * 3 + [1] * 6, [0] * 12, n=2, today=0, base=0.5)
    assert s.mean[0] == 0.5
    assert s.high[0] - s.low[0] > s.high[1] - s.low[1]


def test_a_harsh_raters_middling_word_is_praise_and_a_rating_of_a_later_day_says_nothing():
    assert corrected([0.5], [0.2], base=0.7).tolist() == [1.0]
    assert signs([3, -2, 0]).tolist() == [1.0, 0.0, 0.5]
    s = standings([0, 0], [1, 2], [0, 0], [11, 11], n=1, today=10)
    assert (s.mean[0], s.raters[0]) == (USUAL, 0)


def test_losses_weigh_more_only_when_asked():
    rows = ([0, 0], [1, 2], [1, 0], [0, 0])
    even, dear = (standings(*rows, n=1, today=0, base=0.5, loss=loss).mean[0] for loss in (1.0, 2.5))
    assert even == 0.5
    assert dear == pytest.approx(2 / (2 + 3.5))


@given(ratings)
def test_the_effect_of_a_rating_is_the_difference_without_it(rows):
    of, by, good, day = (np.array(column) for column in columns(rows))
    of, by, day = of.astype(int), by.astype(int), day.astype(float)
    kept = dict(today=30, base=0.8, half_life=20)
    whole = standings(of, by, good, day, n=4, **kept).mean
    for i, effect in enumerate(effects(of, by, good, day, **kept)):
        rest = np.arange(len(of)) != i
        without = standings(of[rest], by[rest], good[rest], day[rest], n=4, **kept).mean
        assert effect == pytest.approx(whole[of[i]] - without[of[i]])


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (dict(good=[1.5]), "`good` must be a flat row of numbers from 0 to 1"),
        (dict(good=[math.nan]), "`good`"),
        (dict(ratee=[-1]), "`ratee` must be a flat row of whole numbers"),
        (dict(ratee=[0.5]), "`ratee`"),
        (dict(ratee=[4]), "holds 4, and there are 1"),
        (dict(rater=[1, 2]), "equally long"),
        (dict(day=[math.inf]), "`day`"),
        (dict(base=1.0), "base rate"),
        (dict(half_life=0), "half-life"),
        (dict(loss=-1), "Losses"),
        (dict(weight=[-1]), "`weight`"),
    ],
)
def test_what_makes_no_sense_is_refused_in_a_sentence(wrong, said):
    asked = dict(ratee=[0], rater=[0], good=[1.0], day=[0], n=1, today=1) | wrong
    with pytest.raises(ScienceError, match=said):
        standings(**asked)


def test_nobody_is_an_answer():
    s = standings([], [], [], [], n=2, today=5)
    assert s.mean.tolist() == [USUAL, USUAL]
    assert standings([], [], [], [], n=0, today=5).mean.tolist() == []
    assert effects([], [], [], [], today=5).tolist() == []
    assert foretold([], [], [], []).expected.tolist() == []
    assert (PRIOR_WEIGHT, USUAL_WEIGHT) == (2, 10)
