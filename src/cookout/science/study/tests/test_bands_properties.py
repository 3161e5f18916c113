"""What holds of means and ratios of any table, and when they are silent."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from cookout.science.study.counts import Counts
from cookout.science.study.described.averages import members_ratio
from cookout.science.study.described.bands import average, bands, months_ratio
from cookout.science.study.described.clusters import FEWEST_MEMBERS, FEWEST_MONTHS
from cookout.science.study.results import Estimate
from cookout.science.study.tests.made import banded, counted, uneven

SOME = settings(max_examples=40, deadline=None)


def described(counts: Counts) -> list[Estimate]:
    return [*bands(counts), average(counts), months_ratio(counts), members_ratio(counts)]


def few(rows: list[tuple[int, int, int, int]]) -> Counts:
    """Rows of member, month, 1-2-1s, referrals."""
    table = pd.DataFrame(rows, columns=["member", "month", "x", "y"]).assign(chapter=0)
    return counted(table)


@SOME
@given(st.integers(0, 10**6), st.integers(1, 40), st.integers(1, 14), st.floats(0.01, 4))
def test_no_interval_reaches_below_nothing_or_misses_its_value(
    seed: int, members: int, months: int, rate: float
) -> None:  # fmt: skip
    table = uneven(seed, members, months + 9, rate=rate)
    for one in described(counted(table)):
        assert one.is_known or one.silence
        if one.is_known:
            assert 0 <= one.low <= one.value <= one.high < np.inf
            assert one.low < one.high


@SOME
@given(st.integers(0, 10**6))
def test_the_order_of_rows_and_the_names_of_members_are_nothing(seed: int) -> None:
    table = uneven(seed)
    rng = np.random.default_rng(seed)
    other = table.sample(frac=1, random_state=seed % 1000)
    other["member"] = rng.permutation(table.member.max() + 1)[other.member]
    assert described(counted(table)) == described(counted(other))


def test_each_member_taken_twice_moves_no_mean_and_narrows_by_the_root_of_two() -> None:
    table = uneven(5, members=200)
    twice = pd.concat([table, table.assign(member=table.member + 200)])
    for one, two in zip(described(counted(table)), described(counted(twice)), strict=True):
        assert one.value == pytest.approx(two.value)
        assert one.more["se"] / two.more["se"] == pytest.approx(2**0.5, rel=5e-3)


def test_each_month_taken_twice_makes_nothing_surer() -> None:
    """That is what clustering is for: the same months again are no news."""
    table = uneven(6)
    again = pd.concat([table, table.assign(month=table.month + 24)])
    one, two = average(counted(table)), average(counted(again))
    assert (one.value, one.low, one.high) == pytest.approx((two.value, two.low, two.high))


def test_a_band_speaks_from_five_members_and_twenty_months_on() -> None:
    def table(members: int, months: int) -> Counts:
        return few([(i, t, 3, (i + t) % 3) for i in range(members) for t in range(months)])

    assert bands(table(FEWEST_MEMBERS, FEWEST_MONTHS // FEWEST_MEMBERS))[2].is_known
    assert bands(table(FEWEST_MEMBERS - 1, 24))[2].silence == "too_few"
    assert bands(table(FEWEST_MEMBERS, FEWEST_MONTHS // FEWEST_MEMBERS - 1))[2].silence == "too_few"


def test_one_member_who_fills_a_band_does_not_speak_for_it() -> None:
    months = [(0, t, 3, 2) for t in range(60)] + [(i, 0, 3, 1) for i in range(1, 9)]
    assert bands(few(months))[2].silence == "too_few"


def test_a_band_without_a_referral_ends_at_the_exact_bound() -> None:
    rows = [(i, t, 0, 0) for i in range(10) for t in range(4)]
    rows += [(i, t + 4, 3, int(i == t)) for i in range(10) for t in range(10)]
    zero = bands(few(rows))[0]
    assert (zero.value, zero.low) == (0.0, 0.0)
    assert zero.high == pytest.approx(stats.chi2.ppf(0.975, 2) / 2 / 40)
    assert zero.more["phi"] == 1.0
    assert months_ratio(few(rows)).silence == "all_zero"


def test_months_without_a_referral_say_less_where_referrals_come_in_heaps() -> None:
    rows = [(i, t, 0, 0) for i in range(10) for t in range(4)]
    rows += [(i, t + 4, 3, 12 * (i < 2)) for i in range(10) for t in range(10)]
    zero = bands(few(rows))[0]
    assert zero.more["phi"] > 50
    assert zero.high == pytest.approx(zero.more["phi"] * stats.chi2.ppf(0.975, 2) / 2 / 40)


def test_a_table_without_a_referral_says_so_everywhere() -> None:
    rows = [(i, t, t % 6, 0) for i in range(12) for t in range(24)]
    assert {one.silence for one in described(few(rows))} == {"all_zero", "too_few"}
    assert bands(few(rows))[0].silence == "all_zero"


def test_one_member_alone_is_told_nothing() -> None:
    rows = [(0, t, t % 6, 1) for t in range(48)]
    assert {one.silence for one in described(few(rows))} == {"too_few"}


def test_months_go_to_the_band_of_their_edges() -> None:
    table = uneven(8, members=60)
    found = bands(counted(table))
    assert [one.key for one in found] == [f"band.received.{name}" for name in ("0-1", "2", "3-4", "5+")]
    assert [one.n for one in found] == [int((banded(table) == place).sum()) for place in range(4)]
    assert sum(one.n for one in found) == len(table)


def test_where_everybody_always_has_the_same_no_interval_is_made_up() -> None:
    rows = [(i, t, t % 6, 1) for i in range(12) for t in range(24)]
    assert {one.silence for one in described(few(rows))} == {"constant", "too_few"}
