"""What would settle it: against the simulated table of SCIENCE 2.2, against throwing dice, and what must hold."""

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from scipy import stats

from cookout.science.errors import ScienceError
from cookout.science.study.engines.counted import facts_of
from cookout.science.study.paired.power import (
    LONGEST,
    Conditions,
    chapters_needed,
    conditions,
    months_needed,
    power,
    settle,
)
from cookout.science.study.simulate import simulate

LIFTS = st.floats(0.1, 3)
CHAPTERS = st.integers(1, 200)

SIMULATED = {
    0.25: {5: 0.25, 10: 0.23, 20: 0.42, 40: 0.70, 80: 0.93},
    0.5: {5: 0.55, 10: 0.68, 20: 0.98, 40: 1.0, 80: 1.0},
    1.0: {5: 0.90, 10: 0.98, 20: 1.0, 40: 1.0},
}
"""SCIENCE 2.2: share of 60 simulated years in which the draw's test found the effect, by lift and chapters."""


@pytest.fixture(scope="module")
def seen() -> dict[float, Conditions]:
    """What large simulated regions show of themselves."""
    return {lift: conditions(*simulate(60, theta=lift, seed=2)) for lift in SIMULATED}


@pytest.mark.parametrize(("lift", "chapters"), [(lift, one) for lift, row in SIMULATED.items() for one in row])
def test_the_formula_meets_the_simulated_table_within_its_noise(
    lift: float, chapters: int, seen: dict[float, Conditions]
) -> None:
    found, table = power(chapters, 12, lift, seen[lift]), SIMULATED[lift][chapters]
    noise = (found * (1 - found) / 60) ** 0.5
    assert abs(found - table) <= 2.6 * noise + 0.02


def test_the_sentence_of_the_science_holds() -> None:
    """With ten chapters a big effect is seen, with twenty a middling one (SCIENCE 2.6)."""
    assert power(10, 12, 1.0) > 0.9
    assert power(10, 12, 0.5) < 0.8
    assert power(20, 12, 0.5) > 0.9
    assert power(1, 12, 0.5) < 0.2


def test_the_formula_is_the_power_of_a_difference_of_means_when_dice_are_thrown() -> None:
    """Pairs that hardly meet by themselves, and all when suggested; referrals without heaps."""
    at = Conditions(members=10, referrals=0.2, ordinary=0.0, suggested=1.0, phi=1.0, keen=1.0)
    rng, lift, n = np.random.default_rng(3), 0.4, 4 * 10 * 5
    uptake = 1 / 9
    base = 0.2 / (1 + lift * (1 - (1 - uptake) ** 3))
    mean = 3 * base * (1 + lift * (1 - (1 - uptake) ** 2))
    chosen = rng.poisson(3 * base * lift * (1 - uptake) ** 2 + 3 * 0.2, (40_000, n)).mean(1)
    assert mean > 3 * base
    found = np.mean(np.abs(chosen - 0.6) > stats.norm.ppf(0.975) * (0.6 / n) ** 0.5)
    assert power(4, 12, lift, at) == pytest.approx(found, abs=0.01)


@given(CHAPTERS, st.integers(3, 60), LIFTS)
def test_more_chapters_months_or_effect_never_make_it_harder(chapters: int, months: int, lift: float) -> None:
    one = power(chapters, months, lift)
    assert 0.05 <= one <= 1
    assert power(chapters + 1, months, lift) >= one - 1e-12
    assert power(chapters, months + 1, lift) >= one - 1e-12
    assert power(chapters, months, lift * 1.01) >= one - 1e-12


@given(st.integers(4, 60), LIFTS, st.sampled_from([0.5, 0.8, 0.95]))
@example(4, 0.24281334979746108, 0.5)  # found by chance on another machine: the other tail makes one fewer enough
def test_so_many_chapters_are_needed_and_no_fewer(months: int, lift: float, wanted: float) -> None:
    needed = chapters_needed(months, lift, wanted)
    assert needed is not None
    assert power(needed, months, lift) >= wanted - 1e-9
    assert needed == 1 or power(needed - 1, months, lift) < wanted


@given(CHAPTERS, LIFTS, st.sampled_from([0.5, 0.8, 0.95]))
def test_so_many_months_are_needed_and_no_fewer(chapters: int, lift: float, wanted: float) -> None:
    needed = months_needed(chapters, lift, wanted)
    assert needed is not None
    assert power(chapters, needed, lift) >= wanted - 1e-9
    assert needed == 3 or power(chapters, needed - 1, lift) < wanted


def test_without_an_effect_or_a_whole_window_nothing_is_found_but_by_chance() -> None:
    assert power(50, 12, 0.0) == pytest.approx(0.05)
    assert power(50, 2, 0.5) == 0.05
    assert chapters_needed(lift=0.0) is None
    assert months_needed(20, lift=0.0) is None
    assert chapters_needed(2) is None


@pytest.mark.parametrize(
    "at", [Conditions(members=1), Conditions(referrals=0), Conditions(suggested=1.2), Conditions(phi=0)]
)
def test_what_makes_no_sense_is_said(at: Conditions) -> None:
    with pytest.raises(ScienceError, match="Power needs"):
        power(20, 12, 0.5, at)


def test_conditions_are_read_off_the_table() -> None:
    grid, pairs = simulate(30, 10, 12, theta=0.0, seed=4)
    of_members, of_pairs = conditions(grid), conditions(grid, pairs)
    both_ways = pairs.referrals.sum() / (pairs.met.size / 2)
    assert of_members.members == of_pairs.members == pytest.approx(10)
    assert of_members.referrals == pytest.approx(both_ways)
    assert of_pairs.referrals == pytest.approx(both_ways, rel=1e-9)
    assert of_members.ordinary == pytest.approx(pairs.met.mean())
    assert of_pairs.ordinary == pytest.approx(pairs.met[~pairs.suggested].mean())
    assert of_pairs.suggested == pytest.approx(pairs.met[pairs.suggested].mean())
    assert 1 < of_pairs.phi < 1.4


def test_pairs_without_a_hat_leave_its_uptake_as_assumed() -> None:
    grid, pairs = simulate(5, 10, 12, seed=4, suggestions=False)
    assert conditions(grid, pairs).suggested == Conditions().suggested


def test_one_chapter_alone_cannot_settle_it_and_says_how_many_could() -> None:
    grid, pairs = simulate(1, theta=0.5, seed=1)
    chapters, months = settle(grid, pairs, facts=facts_of(grid))
    assert (months.value, months.silence) == (None, "too_few_clusters")
    assert months.more["months"] > 60
    assert 8 <= chapters.value <= 30
    assert "One chapter alone cannot settle it" in str(chapters.plain)
    assert f"{chapters.value} chapters that draw together" in str(chapters.plain)
    assert "5%" in str(chapters.exact)


def test_a_region_is_told_after_how_many_months() -> None:
    grid, pairs = simulate(14, theta=0.5, seed=1)
    chapters, months = settle(grid, pairs, facts=facts_of(grid))
    assert str(months.plain) == str(chapters.plain)
    assert (months.n, months.of, months.unit) == (14, "chapters", "months")
    assert 8 <= months.value <= 20
    assert months.more["months_100"] < months.value < months.more["months_25"]
    assert chapters.more["chapters_100"] < chapters.value < chapters.more["chapters_25"]


def test_a_plan_for_longer_than_three_years_is_none() -> None:
    grid, pairs = simulate(2, seed=1)
    _chapters, months = settle(grid, pairs, facts=facts_of(grid))
    assert months.silence == "too_few_clusters"
    assert months.more["months"] > LONGEST
    assert "2 chapters cannot settle it" in str(months.plain)


def test_where_nothing_is_passed_there_is_nothing_to_plan_for() -> None:
    grid, pairs = simulate(3, 8, 6, seed=1)
    grid.outcomes["given"][:] = 0
    pairs.referrals[:] = 0
    assert {one.silence for one in settle(grid, pairs, facts=facts_of(grid))} == {"all_zero"}


def test_who_has_drawn_long_enough_is_not_told_to_begin() -> None:
    grid, pairs = simulate(30, seed=1)
    chapters, months = settle(grid, pairs, facts=facts_of(grid))
    assert months.value <= 12
    assert "have drawn long enough" in str(chapters.plain)
    assert "can settle it if all let the hat draw" in str(settle(grid, facts=facts_of(grid))[0].plain)
