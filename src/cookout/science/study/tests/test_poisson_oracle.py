"""The fit against pyfixest, and against statsmodels with a column for every member and month."""

import warnings
from typing import Any

import numpy as np
import pandas as pd
import pyfixest
import pytest
import statsmodels.api as sm

from cookout.science.study.grid import Grid, of_rows
from cookout.science.study.within.poisson import Fit, fit, overdispersion

CLOSE = 1e-8


def generated(seed: int, *, members: int = 120, months: int = 12, there: float = 0.8, chapters: int = 48) -> Any:
    """Rows of a panel with gaps, keen and busy members, many zeros and a real effect."""
    chance = np.random.default_rng(seed)
    keen, season = chance.normal(0, 0.7, members), chance.normal(0, 0.3, months)
    x = chance.poisson(np.exp(0.4 + 0.5 * keen)[:, None] * np.exp(0.2 * season))
    y = chance.poisson(np.exp(-0.8 + keen[:, None] + season + 0.12 * x))
    member, month = np.nonzero(chance.random((members, months)) < there)
    rows = {"m": member, "t": month, "x": x[member, month], "y": y[member, month]}
    rows |= {"chapter": member % chapters, "attendance": chance.integers(0, 5, len(member))}
    return pd.DataFrame(rows)


def gridded(rows: Any) -> Grid:
    """The same rows as a grid."""
    layers = {"one_to_ones": rows.x, "received": rows.y, "attendance": rows.attendance}
    return of_rows(
        rows.m.to_numpy(), rows.t.to_numpy() + 24_000,
        {name: values.to_numpy() for name, values in layers.items()}, chapter=rows.chapter.to_numpy(),
    )  # fmt: skip


def reference(rows: Any, formula: str, cluster: str) -> Any:
    """Pyfixest, at the narrowest tolerance it comes to."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return pyfixest.fepois(formula, rows, vcov={"CRV1": cluster}, fixef_tol=1e-13, iwls_tol=1e-15, iwls_maxiter=60)


def agree(found: Any, known: Any, names: dict[str, str]) -> None:
    """Coefficients, standard errors, intervals' basis and the rows they rest on are the same."""
    assert found.silence == ""
    assert found.rows == known._N
    for theirs, ours in names.items():
        assert found.coefficients[ours] == pytest.approx(known.coef()[theirs], rel=CLOSE, abs=CLOSE)
        assert found.errors[ours] == pytest.approx(known.se()[theirs] * _righted(found, known), rel=CLOSE)


def _righted(found: Fit, known: Any) -> float:
    """Pyfixest 0.60 holds its effects in the order of a set, which differs from one run to the next.

    In half of the runs it therefore takes the months for nested in members too, and leaves them out of its
    small-sample factor (N - 1) / (N - K - T); that one number is put right here. Chapters as clusters are not touched.
    """
    meant, nested = len(found.coefficients) + found.months, len(found.coefficients) + 1
    assert known._df_k in (meant, nested)
    return float(np.sqrt((found.rows - known._df_k) / (found.rows - meant)))


PANELS = [
    *[(seed, {}) for seed in range(6)],
    *[(seed, {"there": 0.25}) for seed in range(10, 16)],  # many members with a single month
    *[(seed, {"members": 45, "months": 30, "there": 0.6}) for seed in range(20, 24)],
    *[(seed, {"members": 300, "months": 3}) for seed in range(30, 34)],
    *[(seed, {"members": 60, "months": 6, "there": 0.5, "chapters": 12}) for seed in range(40, 44)],
]


@pytest.mark.parametrize(("seed", "shape"), PANELS)
@pytest.mark.parametrize("cluster", ["member", "chapter"])
def test_member_and_month_effects_agree_with_pyfixest(seed: int, shape: dict[str, Any], cluster: str) -> None:
    rows = generated(seed, **shape)
    known = reference(rows, "y ~ x | m + t", {"member": "m", "chapter": "chapter"}[cluster])
    agree(fit(gridded(rows), "received", cluster=cluster), known, {"x": "dose"})


@pytest.mark.parametrize(("seed", "shape"), PANELS[::5])
def test_month_effects_alone_agree_with_pyfixest(seed: int, shape: dict[str, Any]) -> None:
    rows = generated(seed, **shape)
    found = fit(gridded(rows), "received", cluster="member", member_effects=False)
    agree(found, reference(rows, "y ~ x | t", "m"), {"x": "dose"})


@pytest.mark.parametrize("seed", range(50, 54))
def test_steps_agree_with_pyfixest(seed: int) -> None:
    rows = generated(seed, members=200)
    rows = rows.assign(s1=rows.x == 1, s2=rows.x == 2, s3=rows.x == 3, s4=rows.x >= 4).astype({"s1": int, "s4": int})
    rows = rows.astype({"s2": int, "s3": int})
    found = fit(gridded(rows), "received", terms=("1", "2", "3", "4+"), cluster="member")
    agree(found, reference(rows, "y ~ s1 + s2 + s3 + s4 | m + t", "m"), {"s1": "1", "s2": "2", "s3": "3", "s4": "4+"})


@pytest.mark.parametrize("seed", range(60, 64))
def test_the_month_after_and_attendance_agree_with_pyfixest(seed: int) -> None:
    rows = generated(seed, members=150)
    later = rows[["m", "t", "x"]].assign(t=rows.t - 1).rename(columns={"x": "later"})
    both = rows.merge(later, on=["m", "t"], how="left").dropna().reset_index(drop=True)
    found = fit(gridded(rows), "received", terms=("dose", "lead"), cluster="member")
    agree(found, reference(both, "y ~ x + later | m + t", "m"), {"x": "dose", "later": "lead"})
    found = fit(gridded(rows), "received", terms=("dose", "attendance"), cluster="chapter")
    agree(found, reference(rows, "y ~ x + attendance | m + t", "chapter"), {"x": "dose", "attendance": "attendance"})


@pytest.mark.parametrize("seed", range(70, 74))
def test_months_in_which_nothing_happened_are_left_out_as_pyfixest_does(seed: int) -> None:
    rows = generated(seed, members=80, months=8)
    rows.loc[rows.t.isin([2, 5]), "y"] = 0
    rows.loc[rows.m % 4 == 0, "y"] = 0
    found = fit(gridded(rows), "received", cluster="member")
    agree(found, reference(rows, "y ~ x | m + t", "m"), {"x": "dose"})
    assert found.months == 6
    assert found.dropped["all_zero"] > 0


@pytest.mark.parametrize("seed", range(80, 84))
def test_a_step_at_which_nothing_ever_happened_is_set_apart_and_the_others_agree_with_pyfixest(seed: int) -> None:
    rows = generated(seed, members=200)
    rows.loc[rows.x == 3, "y"] = 0
    found = fit(gridded(rows), "received", terms=("1", "2", "3", "4+"), cluster="member")
    left = rows[rows.x != 3].assign(s1=lambda all: (all.x == 1) * 1, s2=lambda all: (all.x == 2) * 1)
    left = left.assign(s4=(left.x >= 4) * 1).reset_index(drop=True)
    agree(found, reference(left, "y ~ s1 + s2 + s4 | m + t", "m"), {"s1": "1", "s2": "2", "s4": "4+"})
    assert found.silent == {"3": "no_variation"}
    assert found.dropped["separated"] > 0


@pytest.mark.parametrize("seed", range(90, 93))
def test_coefficient_variance_and_overdispersion_agree_with_a_column_for_every_member_and_month(seed: int) -> None:
    rows = generated(seed, members=40, months=8)
    grid = gridded(rows)
    found = fit(grid, "received", cluster="member")
    left = rows.groupby("m").filter(lambda one: one.y.sum() > 0 and len(one) > 1)
    columns = pd.get_dummies(left[["m", "t"]].astype(str), drop_first=True).assign(x=left.x, one=1).astype(float)
    known = sm.GLM(left.y, columns, family=sm.families.Poisson()).fit(tol=1e-14, maxiter=200)
    assert found.coefficients["dose"] == pytest.approx(known.params["x"], abs=CLOSE)
    assert overdispersion(grid, "received").value == pytest.approx(known.pearson_chi2 / known.df_resid, rel=CLOSE)
    assert found.phi == pytest.approx(known.pearson_chi2 / known.df_resid, rel=CLOSE)
    clustered = sm.GLM(left.y, columns, family=sm.families.Poisson()).fit(
        tol=1e-14, maxiter=200, cov_type="cluster",
        cov_kwds={"groups": left.m.to_numpy(), "use_correction": False},
    )  # fmt: skip
    ours = found.errors["dose"] / np.sqrt(
        found.groups / (found.groups - 1) * (found.rows - 1) / (found.rows - 1 - found.months)
    )
    assert ours == pytest.approx(clustered.bse["x"], rel=CLOSE)
