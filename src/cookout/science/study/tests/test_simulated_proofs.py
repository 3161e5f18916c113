"""What the study must find in regions whose truth is known, and what it must not say there; by `make proof`.

Each part runs alone in at most two minutes on one core. Seeds are fixed; the ends are those that chance leaves.
"""

from collections.abc import Sequence

import numpy as np
import pytest
from scipy import stats

from cookout.science.study.described import averages, bands, correlations
from cookout.science.study.engines.counted import counts_of, facts_of
from cookout.science.study.paired import dyads, power
from cookout.science.study.paired.draw import lot
from cookout.science.study.results import Estimate
from cookout.science.study.simulate import simulate
from cookout.science.study.whole import study
from cookout.science.study.within import poisson
from cookout.science.study.words.said import causal_sentence

pytestmark = pytest.mark.proof

REDRAWS = 199
"""So few are enough for a test at 5%: its size is 10 in 200, exactly."""


def values(found: Sequence[Estimate]) -> np.ndarray:
    assert all(one.is_known for one in found)
    return np.array([one.value for one in found])


@pytest.mark.parametrize("outcome", ["received", "given"])
def test_at_no_effect_members_show_2_7_times_and_months_1_4(outcome: str) -> None:
    counts = [counts_of(simulate(20, seed=seed)[0], outcome) for seed in range(300)]
    assert 2.4 <= values([averages.members_ratio(one) for one in counts]).mean() <= 2.9
    assert 1.3 <= values([bands.months_ratio(one) for one in counts]).mean() <= 1.45
    assert all(bands.months_ratio(one).excludes_no_effect for one in counts)


def test_at_no_effect_nothing_is_said_to_lead_to_referrals() -> None:
    """The claim stands there, with its graph; that 1-2-1s are the cause is refused, and so is the same member's."""
    said = {"cause": 0, "same member": 0, "claim": 0}
    runs = 200
    for seed in range(runs):
        grid, pairs = simulate(6, seed=seed)
        counts = {outcome: counts_of(grid, outcome) for outcome in grid.outcomes}
        found = study(counts, grid, pairs, facts=facts_of(grid), redraws=REDRAWS, seed=seed)
        said["claim"] += found.get("months.received").excludes_no_effect
        said["cause"] += causal_sentence(found) is not None
        said["same member"] += found.get("same_member.received").excludes_no_effect
    assert said["claim"] >= 0.9 * runs, said
    assert said["cause"] <= 0.05 * runs, said
    assert said["same member"] <= 0.05 * runs, said


def test_over_a_thousand_regions_without_effect_the_draw_rejects_as_often_as_it_says() -> None:
    """3.4 to 6.6%: where 95 of 100 such counts fall if the size is 5%, and a little on either side."""
    p = [lot(simulate(8, seed=seed)[1], redraws=REDRAWS, seed=seed)["lot.intent"].p for seed in range(1000)]
    share = np.mean(np.array(p) <= 0.05)
    assert 0.034 <= share <= 0.066, f"rejected in {share:.1%} of 1,000 regions"
    assert stats.kstest(p, "uniform").pvalue > 0.001


@pytest.mark.parametrize(("months", "least"), [(14, 0.94), (12, 0.89)])
def test_with_twenty_chapters_and_half_as_many_again_the_draw_finds_it(months: int, least: float) -> None:
    """At least 94 in 100 times with a year of draws, which is 14 months of records.

    A draw is compared once its month and the two after are known, so the draws of the last two months do not count
    yet: 12 months of records hold ten draws, and find it in about 92 of 100 regions; docs/study.md tells both.
    """
    found = [lot(simulate(20, 24, months, 0.5, seed)[1], redraws=REDRAWS, seed=seed) for seed in range(500)]
    share = np.mean([one["lot.intent"].p <= 0.05 for one in found])
    assert share >= least, f"found in {share:.1%} of 500 regions with {months} months of records"
    planned = power.power(20, months, 0.5, power.conditions(*simulate(60, theta=0.5, seed=1)))
    assert planned == pytest.approx(share, abs=0.04), f"planned {planned:.1%}, found {share:.1%}"
    assert values([one["lot.relative"] for one in found]).mean() == pytest.approx(1.4, abs=0.06)
    truth = values([one["lot.effect"] for one in found]).mean()
    held = np.mean([one["lot.effect"].low <= truth <= one["lot.effect"].high for one in found])
    assert 0.93 <= held <= 0.97, f"{held:.1%} of the intervals hold the truth"


def test_ten_chapters_see_a_middling_effect_more_often_than_not() -> None:
    found = [lot(simulate(10, theta=0.5, seed=seed)[1], redraws=REDRAWS, seed=seed) for seed in range(200)]
    share = np.mean([one["lot.intent"].p <= 0.05 for one in found])
    assert share == pytest.approx(0.68, abs=0.1)


@pytest.mark.parametrize(
    ("theta", "pair", "pooled", "same_member"),
    [(0.0, 0.91, 1.12, 0.995), (0.5, 1.37, 1.15, 1.010), (1.0, 1.83, 1.17, 1.019)],
)
def test_each_way_to_ask_sees_what_the_science_says_it_sees(
    theta: float, pair: float, pooled: float, same_member: float
) -> None:
    """SCIENCE 2.2: pooled is wrong, the same member blind, the pair right but for feedback, which pulls it down."""
    regions = [simulate(20, theta=theta, seed=seed) for seed in range(15)]
    assert values([dyads.pair_effect(pairs) for _grid, pairs in regions]).mean() == pytest.approx(pair, abs=0.06)
    grids = [grid for grid, _pairs in regions]
    assert values([poisson.pooled(grid, "received") for grid in grids]).mean() == pytest.approx(pooled, abs=0.015)
    assert values([poisson.same_member(grid, "received") for grid in grids]).mean() == pytest.approx(
        same_member, abs=0.012
    )


def test_intervals_hold_the_truth_of_these_members_and_with_forty_chapters_that_of_others() -> None:
    """By member they speak of these very chapters; by chapter, from 40 on, of chapters like them."""
    asked = (bands.months_ratio, correlations.pearson, correlations.spearman, correlations.slope)
    truth = [ask(counts_of(simulate(1500, seed=10**6)[0], "received")).value for ask in asked]
    held = np.zeros(len(asked))
    for seed in range(200):
        counts = counts_of(simulate(40, seed=seed)[0], "received")
        held += [
            one.low <= value <= one.high for ask, value in zip(asked, truth, strict=True) for one in (ask(counts),)
        ]
    assert (held >= 0.9 * 200).all()
