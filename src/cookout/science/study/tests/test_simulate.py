"""The simulated region: against a slow one written as told, against SCIENCE 2.2, and what holds of any."""

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from cookout.science.errors import ScienceError
from cookout.science.study.grid import Grid
from cookout.science.study.pairs import PairMonths
from cookout.science.study.simulate import FIRST, simulate

SOME = settings(max_examples=25, deadline=None)
REGIONS = st.fixed_dictionaries(
    {
        "chapters": st.integers(1, 4), "members": st.integers(2, 9), "months": st.integers(1, 7),
        "theta": st.sampled_from([0.0, 0.5, 2.0]), "seed": st.integers(0, 10**6),
    }
)  # fmt: skip


def framed(pairs: PairMonths) -> pd.DataFrame:
    names = ("giver", "receiver", "month", "met", "referrals", "chapter", "suggested", "probability")
    return pd.DataFrame({name: getattr(pairs, name) for name in names if getattr(pairs, name) is not None})


@SOME
@given(REGIONS)
def test_the_grid_is_what_the_pairs_add_up_to(region: dict[str, float]) -> None:
    grid, pairs = simulate(**region)
    table = framed(pairs)
    shape = grid.x.shape
    assert shape == (region["chapters"] * region["members"], region["months"])
    assert len(table) == region["chapters"] * region["members"] * (region["members"] - 1) * region["months"]
    for layer, who, what in (
        (grid.x, "giver", "met"), (grid.outcomes["given"], "giver", "referrals"),
        (grid.outcomes["received"], "receiver", "referrals"),
    ):  # fmt: skip
        assert (table.groupby([who, "month"])[what].sum().to_numpy().reshape(shape) == layer).all()
    assert (grid.months == FIRST + np.arange(region["months"])).all()
    assert (grid.chapter == np.arange(shape[0]) // region["members"]).all()


@SOME
@given(REGIONS)
def test_both_ways_of_a_pair_tell_the_same_meeting_and_the_same_draw(region: dict[str, float]) -> None:
    table = framed(simulate(**region)[1])
    back = table.rename(columns={"giver": "receiver", "receiver": "giver"})
    both = table.merge(back, on=["giver", "receiver", "month"], suffixes=("", "_back"))
    assert len(both) == len(table)
    for name in ("met", "suggested", "probability", "chapter"):
        assert (both[name] == both[f"{name}_back"]).all()
    assert (table.giver // region["members"] == table.chapter).all()


@SOME
@given(REGIONS)
def test_the_hat_draws_a_matching_and_says_its_probability(region: dict[str, float]) -> None:
    members = region["members"]
    drawn = framed(simulate(**region)[1])
    partners = drawn.groupby(["giver", "month"]).suggested.sum()
    seated = partners.groupby([partners.index.get_level_values(0) // members, "month"]).sum()
    assert partners.max() <= 1
    assert (seated == members - members % 2).all()
    assert drawn.probability.unique() == pytest.approx([1 / (members - 1 + members % 2)])


@SOME
@given(REGIONS)
def test_the_same_seed_gives_the_same_region_and_another_another(region: dict[str, float]) -> None:
    one, again = simulate(**region), simulate(**region)
    assert framed(one[1]).equals(framed(again[1]))
    assert (one[0].x == again[0].x).all()
    if region["members"] > 5 and region["months"] > 2:
        assert not framed(one[1]).equals(framed(simulate(**{**region, "seed": region["seed"] + 1})[1]))


def test_each_pair_is_drawn_as_often_as_any() -> None:
    for members in (4, 5):
        table = framed(simulate(1, members, 4000, seed=2)[1]).query("giver < receiver")
        times = table.groupby(["giver", "receiver"]).suggested.sum()
        assert times.mean() == pytest.approx(4000 * (members // 2) / len(times))
        assert stats.chisquare(times).pvalue > 0.001


def test_chapters_without_a_hat_have_no_draw_and_none_has_one_without_suggestions() -> None:
    table = framed(simulate(4, 6, 5, without=1)[1])
    hats = table.chapter < 3
    assert table[hats].suggested.any()
    assert not table[~hats].suggested.any()
    assert (table[~hats].probability == 0).all()
    _grid, bare = simulate(4, 6, 5, suggestions=False)
    assert bare.suggested is None
    assert bare.probability is None


def test_attendance_goes_with_sociability_and_only_where_asked() -> None:
    grid, _pairs = simulate(20, attendance=True, seed=3)
    there = grid.extra["attendance"]
    assert there.shape == grid.x.shape
    assert 0 <= there.min() < there.max() <= 4
    assert np.corrcoef(there.mean(1), grid.x.mean(1))[0, 1] > 0.3
    assert abs(np.corrcoef(*(layer.mean(1) for layer in _unconfounded()))[0, 1]) < 0.15
    assert simulate(2, 4, 3)[0].extra == {}


def _unconfounded() -> tuple[np.ndarray, np.ndarray]:
    grid, _pairs = simulate(20, attendance=True, confounding=0.0, seed=3)
    return grid.extra["attendance"], grid.x


def slow(theta: float, months: int, seed: int) -> tuple[float, float, float, float]:
    """One chapter of 6, one pair and month after another, as SCIENCE 2.2 tells it; what a pair-month has on average."""
    rng = np.random.default_rng(seed)
    s = rng.normal(0, 0.55, 6)
    pairs = [(i, j, rng.normal(0, 0.7)) for i in range(6) for j in range(i + 1, 6)]
    met: dict[tuple[int, int, int], bool] = {}
    passed: dict[tuple[int, int, int], int] = {}
    drawn = []
    for t in range(months + 3):
        order = rng.permutation(6)
        hat = {frozenset(order[k : k + 2]) for k in (0, 2, 4)}
        temper = rng.normal(0, 0.12)
        for i, j, liking in pairs:
            odds = -3.05 + 0.8 * (s[i] + s[j]) + 0.7 * liking + 2.6 * (frozenset((i, j)) in hat)
            odds += 1.0 * (passed.get((i, j, t - 1), 0) > 0)
            met[i, j, t] = rng.random() < 1 / (1 + math.exp(-odds))
            lately = any(met.get((i, j, t - back), False) for back in range(3))
            rate = math.exp(-2.55 + 0.55 * (s[i] + s[j]) + 0.6 * liking + temper) * (1 + theta * lately)
            passed[i, j, t] = rng.poisson(rate)
            drawn.append((t, frozenset((i, j)) in hat, met[i, j, t], passed[i, j, t]))
    kept = np.array([row[1:] for row in drawn if row[0] >= 3], dtype=float)
    z, d, y = kept.T
    return d[z == 1].mean(), d[z == 0].mean(), y.mean(), (d * y).mean()


def test_a_slow_region_written_as_told_has_the_same_averages() -> None:
    theirs = np.array([slow(1.0, 9, seed) for seed in range(250)])
    ours = []
    for seed in range(250):
        table = framed(simulate(1, 6, 9, 1.0, seed)[1])
        pair = table[table.giver < table.receiver].merge(
            table.rename(columns={"giver": "receiver", "receiver": "giver"}), on=["giver", "receiver", "month"]
        )
        y = pair.referrals_x + pair.referrals_y
        ours.append(
            (
                pair.met_x[pair.suggested_x].mean(),
                pair.met_x[~pair.suggested_x].mean(),
                y.mean(),
                (pair.met_x * y).mean(),
            )
        )
    for one, other in zip(theirs.T, np.array(ours).T, strict=True):
        assert stats.ttest_ind(one, other).pvalue > 0.001


def of_members(grid: Grid) -> float:
    means, got = grid.x.mean(1), grid.outcomes["received"].mean(1)
    return float(got[means >= 3].mean() / got[means <= 1].mean())


def of_months(grid: Grid) -> float:
    x, y = grid.x, grid.outcomes["received"]
    return float(y[(x >= 3) & (x <= 4)].mean() / y[x <= 1].mean())


@pytest.mark.parametrize(
    ("theta", "members", "months"), [(0, 2.65, 1.38), (0.25, 2.9, None), (0.5, 3.1, None), (1, 3.4, None)]
)
def test_the_graphs_show_what_the_science_says_they_show(theta: float, members: float, months: float | None) -> None:
    """SCIENCE 0 and 2.2: even where a 1-2-1 does nothing, and in both graphs."""
    grids = [simulate(40, theta=theta, seed=seed)[0] for seed in range(15)]
    assert np.mean([of_members(grid) for grid in grids]) == pytest.approx(members, abs=0.12)
    assert months is None or np.mean([of_months(grid) for grid in grids]) == pytest.approx(months, abs=0.05)


def test_uptake_is_42_percent_against_7() -> None:
    _grid, pairs = simulate(200, seed=5)
    assert pairs.met[pairs.suggested].mean() == pytest.approx(0.42, abs=0.01)
    assert pairs.met.mean() == pytest.approx(0.07 + 0.35 / 23, abs=0.005)


def test_without_confounding_and_feedback_the_graphs_show_the_effect_and_nothing_else() -> None:
    plain = {"confounding": 0.0, "reverse": 0.0}
    found = [of_months(simulate(60, seed=seed, **plain)[0]) for seed in range(8)]
    assert np.mean(found) == pytest.approx(1, abs=0.03)
    assert of_months(simulate(60, theta=1.0, seed=1, **plain)[0]) > 1.03


@pytest.mark.parametrize(
    "wrong",
    [
        {"chapters": 0},
        {"members": 1},
        {"months": 0},
        {"theta": -2},
        {"theta": math.nan},
        {"without": 21},
        {"without": -1},
    ],
)
def test_no_region_is_made_of_nothing(wrong: dict[str, float]) -> None:
    with pytest.raises(ScienceError):
        simulate(**wrong)
