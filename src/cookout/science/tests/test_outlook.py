"""What goes together with a month like the planned one."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from cookout.science.errors import ScienceError
from cookout.science.outlook import FEWEST_MONTHS, outlook

MONTHS = st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)), min_size=0, max_size=30)


@given(st.integers(0, 30), MONTHS)
def test_a_range_is_in_order_or_nothing_is_said(planned: int, months: list[tuple[int, int]]) -> None:
    happened, tried = [seen for seen, _did in months], [did for _seen, did in months]
    told = outlook(planned, happened=happened, tried=tried)
    if not planned or len(months) < FEWEST_MONTHS or sum(tried) < 5:
        assert told is None
        return
    assert told is not None
    assert 0 <= told.low <= told.high
    assert (told.months, told.happened, told.tried) == (len(months), sum(happened), sum(tried))


def test_of_even_months_it_is_the_gamma_poisson_of_the_textbook() -> None:
    told = outlook(3, happened=[2] * 10, tried=[4] * 10)
    assert told is not None
    known = stats.nbinom(20.5, 40 / (40 + 3))
    assert (told.low, told.high) == (int(known.ppf(0.1)), int(known.ppf(0.9)))


@pytest.mark.parametrize(("uneven", "months"), [(1.0, 8), (1.0, 24), (2.5, 12), (2.5, 24)])
def test_four_out_of_five_months_lie_within_whatever_the_truth(uneven: float, months: int) -> None:
    """Months drawn from a truth that is known, even as Poisson's or two and a half times as uneven."""
    lot, inside, rounds = np.random.default_rng(8), 0, 400
    for _round in range(rounds):
        rate, tried = lot.gamma(4, 0.15), lot.integers(1, 8, size=months + 1)
        means = rate * tried
        draws = lot.poisson(means) if uneven == 1 else lot.negative_binomial(means / (uneven - 1), 1 / uneven)
        told = outlook(float(tried[-1]), happened=draws[:-1].tolist(), tried=tried[:-1].tolist())
        assert told is not None
        inside += told.low <= draws[-1] <= told.high
    assert inside / rounds >= 0.78  # counts are whole, so most ranges hold more than they promise


def test_a_month_in_which_nothing_was_tried_makes_the_range_wider() -> None:
    steady = outlook(4, happened=[2] * 8, tried=[4] * 8)
    loose = outlook(4, happened=[4, 0] * 4, tried=[0, 8] * 4)
    assert steady is not None
    assert loose is not None
    assert loose.high > steady.high


def test_more_than_ever_is_said() -> None:
    told = outlook(9, happened=[1] * 6, tried=[4] * 6)
    assert told is not None
    assert told.beyond


@pytest.mark.parametrize("planned", [-1, math.nan, math.inf])
def test_what_is_no_number_of_times_is_refused(planned: float) -> None:
    with pytest.raises(ScienceError, match="number"):
        outlook(planned, happened=[1], tried=[1])


def test_half_a_history_is_refused() -> None:
    with pytest.raises(ScienceError, match="both"):
        outlook(1, happened=[1, 2], tried=[1])
