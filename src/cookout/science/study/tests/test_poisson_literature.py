"""What is known on paper: closed forms, published designs, and truths that were put in."""

import doctest

import numpy as np
import pytest
from scipy.special import expit, logit

from cookout.science.study.grid import Grid, of_rows
from cookout.science.study.within import fitting
from cookout.science.study.within.poisson import estimates, fit, pooled, same_member


def table(x: np.ndarray, y: np.ndarray) -> Grid:
    """A full table: members by months."""
    member, month = np.indices(x.shape)
    return of_rows(member.ravel(), month.ravel(), {"one_to_ones": x.ravel(), "received": y.ravel()})


def test_the_example_of_the_docstring_is_true() -> None:
    result = doctest.testmod(fitting)
    assert result.attempted > 0
    assert result.failed == 0


def test_two_months_and_two_groups_give_the_ratio_of_ratios() -> None:
    """Wooldridge, Econometrics Journal 2023: Poisson differences in differences is the ratio of ratios of means."""
    chance = np.random.default_rng(1)
    met = np.zeros((60, 2), dtype=np.int64)
    met[:25, 1] = 1
    y = chance.poisson(4, (60, 2)) + met * 2
    (a, b), (c, d) = y[:25].sum(axis=0), y[25:].sum(axis=0)
    found = fit(table(met, y), "received")
    assert np.exp(found.coefficients["dose"]) == pytest.approx((b / a) / (d / c), rel=1e-12)


def test_two_months_are_a_logistic_regression_of_the_later_share() -> None:
    """Hausman, Hall & Griliches, Econometrica 1984: given the total of two months, the later one is binomial."""
    chance = np.random.default_rng(2)
    x = chance.poisson(2, (400, 2))
    y = chance.poisson(np.exp(0.2 * x + [0, 0.3]) * chance.gamma(2, 1, (400, 1)))
    found = fit(table(x, y), "received").coefficients["dose"]
    more, total = x[:, 1] - x[:, 0], y.sum(axis=1)
    place = np.zeros(2)
    design = np.stack([np.ones(400), more], axis=1)
    for _round in range(50):
        share = expit(design @ place)
        bent = (design * (total * share * (1 - share))[:, None]).T @ design
        place = place + np.linalg.solve(bent, design.T @ (y[:, 1] - total * share))
    assert found == pytest.approx(place[1], rel=1e-10)
    assert logit(expit(place[0])) == pytest.approx(0.3, abs=0.15)


def test_what_the_keen_do_more_of_is_no_effect_within_the_same_member() -> None:
    """SCIENCE 2.2: with no effect at all, members who are keen on both make the months look as if there were one."""
    chance = np.random.default_rng(3)
    keen = chance.normal(0, 0.6, (2_000, 1))
    x = chance.poisson(np.exp(0.6 + keen) * np.ones((1, 12)))
    grid = table(x, chance.poisson(np.exp(-0.5 + keen) * np.ones((1, 12))))
    assert pooled(grid, "received").low > 1.05
    same = same_member(grid, "received")
    assert same.low < 1 < same.high
    assert same.value == pytest.approx(1, abs=0.02)


def test_every_estimate_has_its_documented_name_and_both_ends() -> None:
    chance = np.random.default_rng(4)
    x = chance.poisson(2, (300, 12))
    grid = table(x, chance.poisson(np.exp(-0.5 + 0.2 * x)))
    found = {one.key: one for one in estimates(grid, "received")}
    names = ["same_member", "overdispersion", "pooled", "steps", "lead", "controlled"]
    assert sorted({key.split(".")[0] for key in found}) == sorted(names)
    assert [key for key in found if key.startswith("steps")] == [
        f"steps.received.{step}" for step in ("1", "2", "3", "4+")
    ]
    assert found["controlled.received"].silence == "not_asked"
    for name in ("same_member.received", "pooled.received", "steps.received.3", "lead.received"):
        one = found[name]
        assert one.low < one.value < one.high
        assert one.value == pytest.approx(np.exp(one.more["coefficient"]))
        assert one.groups == 300
    assert found["same_member.received"].low < np.exp(0.2) < found["same_member.received"].high
    assert found["lead.received"].p > 0.01


@pytest.mark.proof
def test_nineteen_of_twenty_intervals_hold_the_truth_though_the_counts_are_no_poisson() -> None:
    chance, held, times = np.random.default_rng(5), 0, 400
    for _time in range(times):
        keen = chance.normal(0, 0.5, (120, 1))
        x = chance.poisson(np.exp(0.5 + 0.5 * keen) * np.ones((1, 12)))
        rough = chance.gamma(1, 1, (120, 12))
        one = same_member(table(x, chance.poisson(rough * np.exp(-0.5 + keen + 0.1 * x))), "received")
        held += one.low < np.exp(0.1) < one.high
    assert 0.915 <= held / times <= 0.98
