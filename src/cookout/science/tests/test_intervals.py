"""The intervals of many are those that the library searches for one by one."""

import numpy as np
import pytest
from scipy import stats

from cookout.science.intervals import MANY, TAIL, rates_within, shares_within
from cookout.science.referrers import FIT

WIDE = np.exp(np.random.default_rng(9).uniform(np.log(0.05), np.log(5_000), (2, 4_000)))


def test_shares_of_many_are_exact_to_three_digits_wherever_they_lie() -> None:
    low, high = shares_within(*WIDE)
    held = stats.beta(*WIDE)
    assert np.abs(low - held.ppf(TAIL)).max() < 1e-4
    assert np.abs(high - held.ppf(1 - TAIL)).max() < 1e-4


def test_rates_of_many_are_exact_to_three_digits_of_their_size() -> None:
    low, high = rates_within(WIDE[0])
    held = stats.gamma(WIDE[0])
    assert low == pytest.approx(held.ppf(TAIL), rel=2e-4)
    assert high == pytest.approx(held.ppf(1 - TAIL), rel=2e-4)


@pytest.mark.parametrize("many", [1, MANY - 1, MANY])
def test_however_many_are_asked_the_answer_is_the_same(many: int) -> None:
    low, high = shares_within(np.full(many, FIT[0]), FIT[1])
    assert (low[-1], high[-1]) == (pytest.approx(0.1775, abs=1e-4), pytest.approx(0.9535, abs=1e-4))
    assert rates_within(np.full(many, 1.0))[0][-1] == pytest.approx(-np.log(1 - TAIL), abs=1e-4)


def test_nobody_is_an_answer() -> None:
    assert [bound.size for bound in (*rates_within([]), *shares_within([], []))] == [0, 0, 0, 0]
