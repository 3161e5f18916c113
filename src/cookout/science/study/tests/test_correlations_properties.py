"""What holds of any correlation and any line, and when they are silent."""

from itertools import pairwise

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cookout.science.study.counts import Counts
from cookout.science.study.described.correlations import line, members_pearson, pearson, slope, spearman
from cookout.science.study.described.ranks import ranked
from cookout.science.study.results import Estimate
from cookout.science.study.tests.made import counted, uneven

SOME = settings(max_examples=40, deadline=None)


def all_of(counts: Counts) -> list[Estimate]:
    return [pearson(counts), members_pearson(counts), spearman(counts), slope(counts)]


@SOME
@given(st.integers(0, 10**6), st.integers(1, 40), st.floats(0.01, 4))
def test_a_correlation_and_its_interval_stay_within_their_ends(seed: int, members: int, rate: float) -> None:
    for one in all_of(counted(uneven(seed, members, rate=rate))):
        assert one.is_known or one.silence
        if one.is_known and one.unit == "correlation":
            assert -1 < one.low < one.value < one.high < 1


@SOME
@given(st.integers(0, 10**6), st.integers(2, 9))
def test_another_scale_moves_no_correlation_and_stretches_the_line(seed: int, factor: int) -> None:
    table = uneven(seed)
    one, other = counted(table), counted(table.assign(y=table.y * factor))
    for ask in (pearson, members_pearson, spearman):
        assert ask(one).value == pytest.approx(ask(other).value)
        assert ask(one).low == pytest.approx(ask(other).low)
    assert slope(other).low == pytest.approx(factor * slope(one).low)


@given(st.dictionaries(st.tuples(st.integers(0, 9), st.integers(0, 9)), st.integers(1, 50), min_size=2))
def test_ranks_do_not_see_by_how_much_a_month_is_ahead(joint: dict[tuple[int, int], int]) -> None:
    found = ranked(joint)
    stretched = ranked({(2**x, y**3 + 1): many for (x, y), many in joint.items()})
    assert (found is None) == (stretched is None)
    if found is not None and stretched is not None:
        assert stretched.value == pytest.approx(found.value)
        assert stretched.variance == pytest.approx(found.variance, abs=1e-15)
        turned = ranked({(-x, y): many for (x, y), many in joint.items()})
        assert turned is not None
        assert turned.value == pytest.approx(-found.value)


def test_what_rises_together_always_has_no_error_left_and_no_interval_is_made_up() -> None:
    table = uneven(1)
    counts = counted(table.assign(y=3 * table.x))
    for one in (pearson(counts), spearman(counts)):
        assert (one.value, one.low, one.high) == (pytest.approx(1.0), None, None)


@pytest.mark.parametrize("fixed", ["x", "y"])
def test_what_never_varies_correlates_with_nothing(fixed: str) -> None:
    counts = counted(uneven(1).assign(**{fixed: 2}))
    assert {one.silence for one in all_of(counts)} == {"constant"}
    assert line(counts) is None


def test_one_member_alone_is_told_nothing() -> None:
    table = uneven(1).assign(member=0)
    counts = counted(table.drop_duplicates("month"))
    assert {one.silence for one in all_of(counts)} == {"too_few"}
    assert line(counts) is None


def test_the_same_months_again_make_no_correlation_surer() -> None:
    table = uneven(6)
    again = pd.concat([table, table.assign(month=table.month + 24)])
    for ask in (pearson, slope):
        assert ask(counted(again)).low == pytest.approx(ask(counted(table)).low)


def test_unrelated_ranks_have_the_error_of_unrelated_ranks() -> None:
    """Without a relation and without ties the variance is 1/(n-1) (Kendall 1948)."""
    rng = np.random.default_rng(1)
    found = ranked({(int(x), y): 1 for y, x in enumerate(rng.permutation(4000))})
    assert found is not None
    assert found.variance == pytest.approx(1 / 3999, rel=0.05)


def test_the_line_goes_through_the_middle_and_is_less_sure_the_further_away() -> None:
    table = uneven(4)
    found = line(counted(table))
    assert found is not None
    assert found.at(table.x.mean())[0] == pytest.approx(table.y.mean())
    widths = [found.at(x)[2] - found.at(x)[0] for x in (table.x.mean(), 20, 40, 80)]
    assert all(one < next_one for one, next_one in pairwise(widths))
