"""Rates of small counts: against SciPy, against the textbook, and what must hold of any."""

import math

import pytest
import statsmodels.api as sm
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from cookout.science.errors import ScienceError
from cookout.science.study.described.rates import rate, rate_ratio

COUNTS = st.integers(0, 5000)
MONTHS = st.floats(0.5, 5000)


@given(COUNTS, MONTHS, st.sampled_from([0.8, 0.9, 0.95, 0.99]))
def test_a_rate_has_the_interval_of_chi_square(k: int, months: float, level: float) -> None:
    tail = (1 - level) / 2
    found = rate(k, months, level=level)
    low = stats.chi2.ppf(tail, 2 * k) / 2 / months if k else 0.0
    assert found.low == pytest.approx(low, rel=1e-12)
    assert found.high == pytest.approx(stats.chi2.ppf(1 - tail, 2 * k + 2) / 2 / months, rel=1e-12)


@pytest.mark.parametrize("k", [1, 2, 7, 40])
def test_at_its_ends_so_few_and_so_many_have_exactly_the_chance_of_a_tail(k: int) -> None:
    found = rate(k, 10)
    assert stats.poisson.sf(k - 1, 10 * found.low) == pytest.approx(0.025, rel=1e-10)
    assert stats.poisson.cdf(k, 10 * found.high) == pytest.approx(0.025, rel=1e-10)


@pytest.mark.parametrize(
    ("k", "low", "high"), [(0, 0.0, 3.69), (1, 0.0253, 5.57), (3, 0.619, 8.77), (10, 4.80, 18.4), (30, 20.24, 42.83)]
)
def test_garwoods_table_is_met(k: int, low: float, high: float) -> None:
    found = rate(k, 1)
    assert (found.low, found.high) == (pytest.approx(low, rel=2e-3), pytest.approx(high, rel=2e-3))


@given(st.integers(1, 3000), MONTHS, st.integers(1, 3000), MONTHS, st.floats(1, 9))
def test_a_ratio_turned_round_has_its_interval_turned_round(a: int, s: float, b: int, t: float, phi: float) -> None:
    one, other = rate_ratio(a, s, b, t, phi=phi), rate_ratio(b, t, a, s, phi=phi)
    assert one.value == pytest.approx(1 / other.value)
    assert (one.low, one.high) == (pytest.approx(1 / other.high), pytest.approx(1 / other.low))
    assert math.log(one.high / one.value) == pytest.approx(stats.norm.ppf(0.975) * math.sqrt(phi * (1 / a + 1 / b)))


def test_a_ratio_is_that_of_a_poisson_regression_with_the_same_overdispersion() -> None:
    phi, counts, first, months = 1.7, [20, 21, 9, 8], [1, 1, 0, 0], [10, 10, 15, 16]
    fit = sm.GLM(counts, sm.add_constant(first), family=sm.families.Poisson(), exposure=months).fit(scale=phi)
    found = rate_ratio(41, 20, 17, 31, phi=phi)
    low, high = fit.conf_int()[1]
    assert (found.value, found.low, found.high) == pytest.approx(
        (math.exp(fit.params[1]), math.exp(low), math.exp(high)), rel=1e-6
    )


def test_counts_that_vary_less_than_poisson_are_not_taken_for_surer() -> None:
    assert rate_ratio(30, 20, 10, 20, phi=0.2) == rate_ratio(30, 20, 10, 20)


@pytest.mark.parametrize(("k", "months"), [(-1, 3), (1, 0), (1, -2), (float("nan"), 2)])
def test_no_rate_of_less_than_nothing_or_of_no_time(k: float, months: float) -> None:
    with pytest.raises(ScienceError, match="rate"):
        rate(k, months)


@pytest.mark.parametrize("a", [(0, 1, 1, 1), (1, 1, 0, 1), (1, 0, 1, 1)])
def test_nothing_is_so_many_times_nothing(a: tuple[int, int, int, int]) -> None:
    with pytest.raises(ScienceError, match="compared"):
        rate_ratio(*a)
