"""Pairs compared with themselves against pyfixest, the reference for shared people, and plain loops."""

import importlib.util
from pathlib import Path

import numpy as np
import pandas as pd
import pyfixest as pf
import pytest
import statsmodels.api as sm

from cookout.science.study.paired.dyads import meat, pair_effect, within
from cookout.science.study.paired.windows import has_past, in_order, met_lately
from cookout.science.study.tests.pair_tables import some_pairs

REFERENCE = Path(__file__).parents[6] / "shared" / "reference" / "dyad_robust.py"


def frame(pairs):
    """The window row by row, from a dictionary: who met whom when."""
    rows = list(zip(pairs.giver, pairs.receiver, pairs.month, pairs.met, pairs.referrals, strict=True))
    met = {(i, j, t): m for i, j, t, m, _y in rows}
    told = []
    for i, j, t, _m, y in rows:
        window = [met.get((i, j, t - back)) for back in range(3)]
        if None not in window:
            told.append((i, j, f"{i}-{j}", t, int(any(window)), y))
    return pd.DataFrame(told, columns=["giver", "receiver", "pair", "month", "a", "y"])


def meat_by_hand(scores, one, other):
    rows = range(len(scores))
    return sum(np.outer(scores[r], scores[s]) for r in rows for s in rows if {one[r], other[r]} & {one[s], other[s]})


def test_the_window_is_what_a_dictionary_of_meetings_says():
    pairs = some_pairs(1)
    rows = in_order(pairs)
    known = has_past(rows)
    told = frame(pairs).sort_values(["giver", "receiver", "month"])
    assert rows.giver[known].tolist() == told.giver.tolist()
    assert (rows.month[known] + pairs.month.min()).tolist() == told.month.tolist()
    assert met_lately(rows)[known].astype(int).tolist() == told.a.tolist()


@pytest.mark.parametrize("seed", range(8))
def test_the_coefficient_is_that_of_pyfixest(seed):
    pairs = some_pairs(seed, members=6 + seed, months=6 + seed, missing=0.05 * (seed % 4), chapters=1 + seed % 3)
    closely = pf.MapDemeaner(fixef_tol=1e-12)
    theirs = pf.fepois("y ~ a | pair + month", frame(pairs), demeaner=closely, iwls_tol=1e-12)
    assert pair_effect(pairs).more["coefficient"] == pytest.approx(theirs.coef()["a"], abs=1e-8)


@pytest.mark.parametrize("seed", range(4))
def test_the_variance_is_the_sandwich_of_the_regression_with_every_dummy_written_out(seed):
    pairs = some_pairs(seed, members=6, months=7)
    table = frame(pairs)
    table = table[table.groupby("pair").y.transform("sum") > 0]
    table = table[table.groupby("month").y.transform("sum") > 0]
    dummies = pd.get_dummies(table[["pair", "month"]].astype(str), dtype=float)
    x = np.column_stack([table.a, dummies.drop(columns=dummies.columns[-1])]).astype(float)
    theirs = sm.GLM(table.y, x, family=sm.families.Poisson()).fit(tol=1e-13)
    mu = theirs.mu
    bread = np.linalg.inv((x * mu[:, None]).T @ x)
    scores = x * (table.y.to_numpy() - mu)[:, None]
    sandwich = bread @ meat_by_hand(scores, table.giver.to_numpy(), table.receiver.to_numpy()) @ bread
    rows = in_order(pairs)
    known = has_past(rows)
    ours = within(rows.of(known), met_lately(rows)[known].astype(float))
    assert ours.variance == pytest.approx(sandwich[0, 0], rel=1e-6)
    assert ours.pairs == len({frozenset(two) for two in zip(table.giver, table.receiver, strict=True)})
    told = pair_effect(pairs)
    assert told.is_known == (ours.meat > 0.25 * ours.pair_meat)
    assert not told.is_known or told.more["se"] == pytest.approx(sandwich[0, 0] ** 0.5, rel=1e-6)


@pytest.mark.parametrize("seed", range(5))
def test_the_meat_is_the_sum_over_all_rows_that_share_somebody(seed):
    rng = np.random.default_rng(seed)
    one = rng.integers(0, 6, 40)
    other = (one + rng.integers(1, 6, 40)) % 6
    scores = rng.normal(size=(40, 3))
    assert meat(scores, one, other) == pytest.approx(meat_by_hand(scores, one, other))


def test_the_meat_is_that_of_the_reference():
    if not REFERENCE.exists():
        pytest.skip("the reference for dyad-robust errors is not beside this repository")
    spec = importlib.util.spec_from_file_location("dyad_robust", REFERENCE)
    reference = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(reference)
    rng = np.random.default_rng(3)
    one = rng.integers(0, 20, 300)
    other = (one + rng.integers(1, 20, 300)) % 20
    scores = rng.normal(size=(300, 4))
    assert meat(scores, one, other) == pytest.approx(reference.meat(scores, one, other), rel=1e-12)


def test_in_pieces_the_second_derivatives_are_the_same(monkeypatch):
    rows = in_order(some_pairs(2))
    known = has_past(rows)
    x = met_lately(rows)[known].astype(float)
    whole = within(rows.of(known), x)
    monkeypatch.setattr("cookout.science.study.paired.dyads.CHUNK", 7)
    pieces = within(rows.of(known), x)
    assert pieces.coefficient == pytest.approx(whole.coefficient, abs=1e-12)
    assert pieces.information == pytest.approx(whole.information)
