"""Published examples: what textbooks work out, worked out here."""

import pandas as pd
import pytest

from cookout.science.study.counts import Counts
from cookout.science.study.described.bands import bands, months_ratio
from cookout.science.study.described.correlations import line, pearson, slope
from cookout.science.study.described.ranks import ranked
from cookout.science.study.tests.made import counted


def table(rows: list[tuple[int, int, int, int]]) -> Counts:
    """Rows of member, month, 1-2-1s, referrals."""
    return counted(pd.DataFrame(rows, columns=["member", "month", "x", "y"]).assign(chapter=0))


def test_anscombes_first_set_has_his_correlation_and_his_line() -> None:
    """Anscombe, The American Statistician 1973: y = 3.00 + 0.500x, r = 0.816; here in hundredths, each month twice."""
    xs = [10, 8, 13, 9, 11, 14, 6, 4, 12, 7, 5]
    ys = [804, 695, 758, 881, 833, 996, 724, 426, 1084, 482, 568]
    counts = table([(i, t, x, y) for i, (x, y) in enumerate(zip(xs, ys, strict=True)) for t in (0, 1)])
    found = line(counts)
    assert found is not None
    assert (found.intercept, found.slope) == (pytest.approx(300.0, abs=0.05), pytest.approx(50.0, abs=0.05))
    assert pearson(counts).value == pytest.approx(0.81642, abs=1e-5)
    assert slope(counts).groups == 11


def test_spearmans_example_of_wits_and_hours_of_television() -> None:
    """The example of many textbooks: ten people, ρ = -29/165."""
    wits = [106, 100, 86, 101, 99, 103, 97, 113, 112, 110]
    hours = [7, 27, 2, 50, 28, 29, 20, 12, 6, 17]
    found = ranked({pair: 1 for pair in zip(wits, hours, strict=True)})
    assert found is not None
    assert found.value == pytest.approx(-29 / 165, rel=1e-12)


def test_a_clustered_mean_worked_by_hand() -> None:
    """Five members of four months with 3 1-2-1s each bring 0, 4, 4, 8 and 4 referrals: mean 1, residuals ±4.

    Variance 5/4 · (16 + 0 + 0 + 16 + 0)/20² = 0.1; relative error √0.1; t with 4 degrees of freedom 2.776.
    """
    sums = [0, 4, 4, 8, 4]
    one = bands(table([(i, t, 3, total // 4) for i, total in enumerate(sums) for t in range(4)]))[2]
    assert (one.value, one.n, one.groups) == (1.0, 20, 5)
    assert one.more["se"] == pytest.approx(0.1**0.5, rel=1e-12)
    assert one.low == pytest.approx(2.71828182846 ** (-2.7764451052 * 0.1**0.5), rel=1e-9)


def test_a_ratio_of_months_worked_by_hand() -> None:
    """Six members, each with four months of either kind: 2 a month with 3 1-2-1s, 1 a month without, but for two.

    The first has 3 and 1, the second 1 and 1: Y2 = 48, Y0 = 24, so the ratio is 2; both are 4 off in their sum of 8,
    each 4/48. Variance 6/5 · 2 · (1/12)².
    """
    rows = [(i, t, 3, 2 + (i == 0) - (i == 1)) for i in range(6) for t in range(4)]
    rows += [(i, t + 4, 0, 1) for i in range(6) for t in range(4)]
    one = months_ratio(table(rows))
    assert one.value == pytest.approx(2.0)
    assert one.more["se"] == pytest.approx((6 / 5 * 2 / 144) ** 0.5, rel=1e-12)
