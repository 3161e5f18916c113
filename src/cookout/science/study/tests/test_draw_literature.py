"""The hat: formulas as they are printed, and regions whose truth is known (SCIENCE 2.2 and 2.5)."""

import time
from dataclasses import fields, replace

import numpy as np
import pytest

from cookout.science.study.paired.draw import lot
from cookout.science.study.paired.inversion import as_extreme, not_ruled_out
from cookout.science.study.paired.lots import lots
from cookout.science.study.paired.redraws import contrast
from cookout.science.study.simulate import simulate
from cookout.science.study.tests.pair_tables import with_hat


def test_p_counts_the_draw_itself_among_its_redraws():
    """(1 + #{|T*| >= |T|}) / (R + 1): never 0."""
    assert as_extreme(9.0, np.zeros(1999)) == 1 / 2000
    assert as_extreme(0.0, np.zeros(1999)) == 1.0


def test_hajek_is_the_difference_of_weighted_means():
    """SCIENCE 2.5: sum(ZY/pi)/sum(Z/pi) - sum((1-Z)Y/(1-pi))/sum((1-Z)/(1-pi)), here with two sizes of chapters."""
    small, large = with_hat(1, members=5, months=3), with_hat(2, members=8, months=3)
    apart = replace(large, giver=large.giver + 50, receiver=large.receiver + 50, chapter=large.chapter + 50)
    pairs = replace(
        small,
        **{one.name: np.concatenate([getattr(small, one.name), getattr(apart, one.name)]) for one in fields(small)},
    )
    found = lots(pairs)
    z, y, pi = (values[found.whole] for values in (found.suggested, found.passed, found.probability))
    drawn, others = z / pi, (1 - z) / (1 - pi)
    told = contrast(found, found.passed).of(found.suggested)[0]
    assert told == pytest.approx((drawn * y).sum() / drawn.sum() - (others * y).sum() / others.sum())
    assert set(np.round(1 / pi)) == {5, 7}


def test_a_meeting_brings_what_a_suggestion_brings_over_the_share_that_follow_it():
    told = lot(simulate(4, 10, 8, theta=1.0, seed=2)[1], redraws=399)
    intent, effect, relative = told["lot.intent"], told["lot.effect"], told["lot.relative"]
    assert effect.value == pytest.approx(intent.value / effect.more["uptake_difference"], rel=0.05)
    assert relative.value == pytest.approx(1 + effect.value / effect.more["ordinary"])
    assert intent.value == pytest.approx(intent.more["unadjusted"], abs=(intent.high - intent.low) / 4)
    assert intent.p == effect.p == relative.p


def test_without_noise_the_interval_is_where_two_lines_cross():
    """One redraw in forty counts: what is not ruled out at 5 % is any b that two redraws do not beat."""
    ys, ds = np.zeros(39), np.zeros(39)
    ys[:2] = 1.0, -1.0
    low, high = not_ruled_out(3.0, 1.0, ys, ds)
    assert (low, high) == pytest.approx((2.0, 4.0))


def test_uptake_is_that_of_the_region():
    """SCIENCE 2.2: 42 % of suggestions, 7 % by themselves."""
    uptake = lot(simulate(20, 24, 6, seed=4)[1], redraws=39)["lot.uptake"]
    assert uptake.value == pytest.approx(0.42, abs=0.04)
    assert uptake.more["ordinary"] == pytest.approx(0.07, abs=0.01)
    assert uptake.low < uptake.value < uptake.high


def test_what_a_meeting_does_is_found_and_what_it_does_not_is_not():
    """SCIENCE 2.2: against ordinary pairs, some of which meet, +50 % shows as about +40 %, none as none."""
    found = {
        theta: [lot(simulate(20, 24, 15, theta=theta, seed=seed)[1], redraws=99)["lot.relative"] for seed in range(5)]
        for theta in (0.0, 0.5)
    }
    assert np.mean([one.value for one in found[0.0]]) == pytest.approx(1.0, abs=0.12)
    assert np.mean([one.value for one in found[0.5]]) == pytest.approx(1.38, abs=0.12)
    assert sum(one.excludes_no_effect for one in found[0.5]) >= 4


@pytest.mark.proof
def test_where_nothing_is_done_the_test_rejects_and_the_interval_misses_as_often_as_they_say():
    found = [lot(simulate(4, 9, 8, theta=0.0, seed=seed)[1], redraws=199, seed=seed) for seed in range(400)]
    told = [one["lot.intent"] for one in found]
    assert 0.02 < np.mean([one.p <= 0.05 for one in told]) < 0.085
    spoken = [one["lot.effect"] for one in found if one["lot.effect"].is_known]
    assert len(spoken) > 350
    assert 0.9 < np.mean([one.low <= 0 <= one.high for one in spoken]) < 0.985


@pytest.mark.proof
def test_a_year_of_twenty_chapters_is_redrawn_499_times_in_a_third_of_a_second():
    pairs = simulate(20, 24, 15, theta=0.5, seed=1)[1]
    took = []
    for _ in range(5):
        begin = time.process_time()
        lot(pairs, redraws=499)
        took.append(time.process_time() - begin)
    assert min(took) < 0.3
