"""Pairs compared with themselves: what is known on paper, and what SCIENCE 2.2 and 2.3 promise of them."""

import numpy as np
import pytest

from cookout.science.study.paired.dyads import pair_effect, within
from cookout.science.study.paired.windows import Rows
from cookout.science.study.pairs import PairMonths
from cookout.science.study.simulate import simulate
from cookout.science.study.tests.pair_tables import FIRST


def test_two_months_and_two_kinds_of_pairs_give_the_ratio_of_ratios():
    """With one month before and one after, the model is saturated: b is the log of (after/before) / (after/before)."""
    met = np.array([[0, 0, 0, 1]] * 3 + [[0, 0, 0, 0]] * 3)
    passed = np.array([[0, 0, 2, 5], [0, 0, 1, 4], [0, 0, 3, 3], [0, 0, 4, 3], [0, 0, 2, 2], [0, 0, 1, 3]])
    pairs = PairMonths(
        giver=np.repeat(np.array([0, 1, 2, 3, 4, 5]), 4),
        receiver=np.repeat(np.array([1, 2, 3, 4, 5, 0]), 4),
        month=np.tile(FIRST + np.arange(4), 6),
        met=met.ravel(),
        referrals=passed.ravel(),
        chapter=np.zeros(24, dtype=np.int64),
    )
    assert np.exp(pair_effect(pairs).more["coefficient"]) == pytest.approx((12 / 6) / (8 / 7))


def test_where_an_effect_is_there_it_is_found_and_where_it_is_not_feedback_biases_it_downwards_only():
    """SCIENCE 2.2: at no effect -9 %, at +100 % +83 %."""
    none = np.mean([pair_effect(simulate(10, theta=0.0, months=15, seed=seed)[1]).value for seed in range(6)])
    double = np.mean([pair_effect(simulate(10, theta=1.0, months=15, seed=seed)[1]).value for seed in range(6)])
    assert 0.85 < none < 1.0
    assert 1.7 < double < 1.95


@pytest.mark.proof
def test_intervals_hold_what_they_promise_better_than_those_that_forget_shared_people():
    """SCIENCE 2.3: where person and regressor hang together over people, coverage near 0.87, ordinarily 0.48."""
    covered, ordinarily = [], []
    for seed in range(200):
        rows, x = _season_of_people(seed)
        fit = within(rows, x)
        covered.append(abs(fit.coefficient) < 1.96 * max(fit.variance, 0) ** 0.5)
        ordinarily.append(abs(fit.coefficient) < 1.96 * fit.information**-0.5)
    assert np.mean(covered) > 0.85
    assert np.mean(ordinarily) < np.mean(covered) - 0.2


def _season_of_people(seed):
    """40 people, 4 months, no effect: each has ups and downs of passing, and others of what is asked about."""
    rng = np.random.default_rng(seed)
    people, months = 40, 4
    one, other = np.triu_indices(people, 1)
    mood, habit = rng.normal(0, 0.5, (people, months)), rng.normal(0, 1, (people, months))
    x = (habit[one] + habit[other]).ravel() / 2
    y = rng.poisson(np.exp(mood[one] + mood[other])).ravel()
    rows = Rows(
        np.repeat(one, months), np.repeat(other, months), np.repeat(np.arange(one.size), months),
        np.tile(np.arange(months), one.size), np.zeros(y.size, dtype=np.int64), y,
    )  # fmt: skip
    return rows, x
