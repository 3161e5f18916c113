"""Correlations, ranks and the line against SciPy, statsmodels and slow ways of our own."""

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm
from scipy import stats

from cookout.science.study.described.correlations import line, members_pearson, pearson, slope, spearman
from cookout.science.study.described.ranks import ranked
from cookout.science.study.tests.made import counted, uneven

SEEDS = range(6)


def ols(table: pd.DataFrame, groups: pd.Series) -> tuple[np.ndarray, np.ndarray]:
    """Level and slope, and their clustered covariance with the factor G/(G-1)."""
    fit = sm.OLS(table.y.astype(float), sm.add_constant(table.x.astype(float))).fit(
        cov_type="cluster", cov_kwds={"groups": groups.to_numpy(), "use_correction": False}
    )
    many = groups.nunique()
    return np.asarray(fit.params), np.asarray(fit.cov_params()) * many / (many - 1)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_line_is_that_of_least_squares_clustered_by_member(seed: int) -> None:
    table = uneven(seed)
    params, covariance = ols(table, table.member)
    found = line(counted(table))
    assert found is not None
    assert (found.intercept, found.slope) == pytest.approx(tuple(params), rel=1e-11)
    assert np.array(found.covariance) == pytest.approx(covariance, rel=1e-9)
    reach = stats.t.ppf(0.975, table.member.nunique() - 1)
    for x in (0.0, 2.5, 7.0):
        at = np.array([1, x])
        half = reach * (at @ covariance @ at) ** 0.5
        assert found.at(x) == pytest.approx((at @ params, at @ params - half, at @ params + half), rel=1e-9)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_slope_has_its_interval_and_p_from_student(seed: int) -> None:
    table = uneven(seed)
    params, covariance = ols(table, table.member)
    one, error, many = slope(counted(table)), covariance[1, 1] ** 0.5, table.member.nunique()
    assert (one.low, one.high) == pytest.approx(stats.t.interval(0.95, many - 1, params[1], error), rel=1e-9)
    assert one.p == pytest.approx(2 * stats.t.sf(abs(params[1]) / error, many - 1), rel=1e-9)


def test_from_forty_chapters_on_they_are_the_clusters_of_the_line() -> None:
    table = uneven(3, members=240, months=8, chapters=40)
    _params, covariance = ols(table, table.chapter)
    one = slope(counted(table))
    assert (one.clusters, one.groups, one.more["se"]) == ("chapter", 40, pytest.approx(covariance[1, 1] ** 0.5))


def one_by_one(x: np.ndarray, y: np.ndarray, member: np.ndarray) -> float:
    """Error of Pearson's r: each row's pull on it, summed by member in a loop, squared."""
    zx, zy = stats.zscore(x), stats.zscore(y)
    r = stats.pearsonr(x, y)[0]
    pulls: dict[int, float] = {}
    for a, b, who in zip(zx, zy, member, strict=True):
        pulls[who] = pulls.get(who, 0.0) + (a * b - r / 2 * (a * a + b * b)) / len(x)
    return float((sum(pull**2 for pull in pulls.values()) * len(pulls) / (len(pulls) - 1)) ** 0.5)


@pytest.mark.parametrize("seed", SEEDS)
def test_pearsons_interval_counts_what_hangs_together_by_member(seed: int) -> None:
    table = uneven(seed)
    one = pearson(counted(table))
    r = stats.pearsonr(table.x, table.y)[0]
    error = one_by_one(table.x.to_numpy(float), table.y.to_numpy(float), table.member.to_numpy())
    assert (one.value, one.more["se"]) == (pytest.approx(r, rel=1e-12), pytest.approx(error, rel=1e-9))
    half = stats.t.ppf(0.975, table.member.nunique() - 1) * error / (1 - r * r)
    assert (one.low, one.high) == pytest.approx((np.tanh(np.arctanh(r) - half), np.tanh(np.arctanh(r) + half)))


@pytest.mark.parametrize("seed", range(3))
def test_pearsons_error_is_that_of_leaving_out_member_by_member(seed: int) -> None:
    table = uneven(seed, members=120)
    left = [
        stats.pearsonr(rest.x, rest.y)[0]
        for who in table.member.unique()
        for rest in (table[table.member != who],)
    ]  # fmt: skip
    jackknife = ((len(left) - 1) / len(left) * ((np.array(left) - np.mean(left)) ** 2).sum()) ** 0.5
    assert pearson(counted(table)).more["se"] == pytest.approx(jackknife, rel=0.05)


@pytest.mark.parametrize("seed", SEEDS)
def test_yearly_averages_correlate_as_pandas_has_them(seed: int) -> None:
    table = uneven(seed, members=60, months=30)
    table["year"] = (table.month.max() - table.month) // 12
    years = table.groupby(["member", "year"]).agg(n=("x", "size"), x=("x", "mean"), y=("y", "mean")).reset_index()
    years = years[years.n >= 6]
    one = members_pearson(counted(table))
    assert (one.n, one.value) == (len(years), pytest.approx(stats.pearsonr(years.x, years.y)[0], rel=1e-11))
    error = one_by_one(years.x.to_numpy(), years.y.to_numpy(), years.member.to_numpy())
    assert one.more["se"] == pytest.approx(error, rel=1e-9)


@pytest.mark.parametrize("seed", SEEDS)
def test_spearmans_value_is_scipys_with_ties(seed: int) -> None:
    table = uneven(seed)
    assert spearman(counted(table)).value == pytest.approx(stats.spearmanr(table.x, table.y)[0], rel=1e-12)


def weighted(joint: dict[tuple[int, int], float]) -> float:
    """Spearman's correlation of weighted cells, by comparing all with all."""
    cells = list(joint.items())
    n = sum(weight for _cell, weight in cells)

    def middle(axis: int, value: int) -> float:
        return sum(w * ((cell[axis] < value) + (cell[axis] == value) / 2) for cell, w in cells) / n

    ranks = np.array([(middle(0, x), middle(1, y)) for (x, y), _w in cells])
    spread = np.cov(ranks.T, aweights=[w for _cell, w in cells], bias=True)
    return float(spread[0, 1] / (spread[0, 0] * spread[1, 1]) ** 0.5)


@pytest.mark.parametrize("seed", range(3))
def test_spearmans_error_is_that_of_moving_each_cell_a_little(seed: int) -> None:
    """The infinitesimal jackknife: how far the number goes when a cell weighs a little more."""
    joint = dict(counted(uneven(seed, members=12, rate=0.4)).joint)
    n, step = sum(joint.values()), 1e-5
    pulls = {
        cell: (weighted({**joint, cell: w + n * step}) - weighted({**joint, cell: w - n * step})) / (2 * step)
        for cell, w in joint.items()
    }
    found = ranked(joint)
    assert found is not None
    assert found.value == pytest.approx(weighted(joint), rel=1e-12)
    assert found.variance == pytest.approx(sum(w * pulls[cell] ** 2 for cell, w in joint.items()) / n**2, rel=1e-6)


def test_spearmans_error_allows_for_members_about_as_a_bootstrap_over_them_does() -> None:
    for seed in range(4):
        table = uneven(seed, members=80)
        rows = [part[["x", "y"]].to_numpy() for _who, part in table.groupby("member")]
        rng = np.random.default_rng(seed)
        redrawn = [
            stats.spearmanr(np.concatenate([rows[i] for i in rng.integers(0, len(rows), len(rows))]))[0]
            for _ in range(400)
        ]
        one = spearman(counted(table))
        assert one.more["design_effect"] >= 1
        assert one.more["se"] == pytest.approx(np.std(redrawn), rel=0.2)


def test_a_design_effect_is_what_clustering_adds_to_pearson() -> None:
    table = uneven(2, members=80)
    alone = counted(table.assign(member=range(len(table)), month=0))
    effect = (pearson(counted(table)).more["se"] / pearson(alone).more["se"]) ** 2
    assert spearman(counted(table)).more["design_effect"] == pytest.approx(effect, rel=0.02)
