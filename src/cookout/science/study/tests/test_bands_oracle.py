"""Means and ratios against regressions by others: statsmodels and pandas on the same rows."""

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm
from scipy import stats

from cookout.science.study.described.averages import members_ratio
from cookout.science.study.described.bands import HIGH, LOW, average, bands, months_ratio
from cookout.science.study.tests.made import banded, counted, uneven

SEEDS = range(6)


def poisson(y: pd.Series, dummies: pd.DataFrame, groups: pd.Series) -> tuple[np.ndarray, np.ndarray]:
    """Log means and their clustered covariance, with the factor G/(G-1)."""
    fit = sm.GLM(y, dummies, family=sm.families.Poisson()).fit(
        tol=1e-14, cov_type="cluster", cov_kwds={"groups": groups.to_numpy(), "use_correction": False}
    )
    many = groups.nunique()
    return np.asarray(fit.params), np.asarray(fit.cov_params()) * many / (many - 1)


def by_band(table: pd.DataFrame) -> pd.DataFrame:
    return pd.get_dummies(banded(table), dtype=float).reindex(columns=range(4), fill_value=0.0)


@pytest.mark.parametrize("seed", SEEDS)
def test_means_of_bands_are_those_of_a_poisson_regression_clustered_by_member(seed: int) -> None:
    table = uneven(seed)
    logs, covariance = poisson(table.y, by_band(table), table.member)
    for place, one in enumerate(bands(counted(table))):
        here = banded(table) == place
        assert one.clusters == "member"
        assert one.groups == table.member.nunique()
        assert (one.value, one.n) == (pytest.approx(table.y[here].mean(), rel=1e-12), here.sum())
        assert one.more["se"] / one.value == pytest.approx(covariance[place, place] ** 0.5, rel=1e-9)
        behind = here.sum() ** 2 / (table.member[here].value_counts() ** 2).sum()
        reach = stats.t.ppf(0.975, behind - 1) * covariance[place, place] ** 0.5
        assert (one.low, one.high) == pytest.approx(tuple(np.exp(logs[place] + np.array([-reach, reach]))), rel=1e-8)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_ratio_of_months_allows_for_members_who_are_in_both_bands(seed: int) -> None:
    table = uneven(seed)
    logs, covariance = poisson(table.y, by_band(table), table.member)
    one = months_ratio(counted(table))
    contrast = np.zeros(4)
    contrast[[HIGH, LOW]] = 1, -1
    error = (contrast @ covariance @ contrast) ** 0.5
    assert one.value == pytest.approx(np.exp(logs[HIGH] - logs[LOW]), rel=1e-9)
    assert one.more["se"] == pytest.approx(error, rel=1e-9)
    assert np.log(one.high / one.value) == pytest.approx(one.more["quantile"] * error, rel=1e-9)
    assert one.p == pytest.approx(2 * stats.t.sf(abs(logs[HIGH] - logs[LOW]) / error, one.more["effective"] - 1))


def test_from_forty_chapters_on_they_are_the_clusters() -> None:
    table = uneven(3, members=240, months=8, chapters=40)
    _logs, covariance = poisson(table.y, by_band(table), table.chapter)
    found = bands(counted(table))
    assert {(one.clusters, one.groups) for one in found} == {("chapter", 40)}
    for place, one in enumerate(found):
        assert one.more["se"] / one.value == pytest.approx(covariance[place, place] ** 0.5, rel=1e-9)
    table.chapter %= 39
    assert {one.clusters for one in bands(counted(table))} == {"member"}


@pytest.mark.parametrize("seed", SEEDS)
def test_the_mean_over_all_is_that_of_a_regression_on_nothing(seed: int) -> None:
    table = uneven(seed)
    _logs, covariance = poisson(table.y, pd.DataFrame({"one": np.ones(len(table))}), table.member)
    one = average(counted(table))
    assert one.value == pytest.approx(table.y.mean(), rel=1e-12)
    assert one.more["se"] / one.value == pytest.approx(covariance[0, 0] ** 0.5, rel=1e-9)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_members_graph_is_that_of_yearly_averages_made_with_pandas(seed: int) -> None:
    table = uneven(seed, members=60, months=30)
    table["year"] = (table.month.max() - table.month) // 12
    years = table.groupby(["member", "year"]).agg(n=("x", "size"), x=("x", "mean"), y=("y", "mean")).reset_index()
    years = years[years.n >= 6]
    kind = np.select([years.x <= 1, years.x >= 3], [0, 2], 1)
    dummies = pd.DataFrame({name: (kind == name).astype(float) for name in range(3)}, index=years.index)
    logs, covariance = poisson(years.y, dummies, years.member)
    one = members_ratio(counted(table))
    assert (one.n, one.of) == ((kind != 1).sum(), "member-years")
    assert one.value == pytest.approx(years.y[kind == 2].mean() / years.y[kind == 0].mean(), rel=1e-12)
    error = (covariance[2, 2] + covariance[0, 0] - 2 * covariance[0, 2]) ** 0.5
    assert one.more["se"] == pytest.approx(error, rel=1e-8)
