"""The question whose answer must be no: in plain loops, against pyfixest, and where the truth is known."""

from collections import defaultdict
from dataclasses import replace

import numpy as np
import pandas as pd
import pyfixest as pf
import pytest

from cookout.science.study.paired.control import others_met, unmet
from cookout.science.study.paired.windows import in_order
from cookout.science.study.pairs import PairMonths
from cookout.science.study.simulate import simulate
from cookout.science.study.tests.pair_tables import FIRST, only, some_pairs


def frame(pairs):
    """Rows of pairs that did not meet in the window, with how many others the giver met in it, by dictionaries."""
    rows = list(zip(pairs.giver, pairs.receiver, pairs.month, pairs.met, pairs.referrals, strict=True))
    met = {(i, j, t): m for i, j, t, m, _y in rows}
    partners = defaultdict(set)
    for (i, j, t), times in met.items():
        for ahead in range(3 if times else 0):
            partners[i, t + ahead].add(j)
    told = []
    for i, j, t, _m, y in rows:
        window = [met.get((i, j, t - back)) for back in range(3)]
        if None not in window and not any(window):
            told.append((f"{i}-{j}", t, len(partners[i, t]), y))
    return pd.DataFrame(told, columns=["pair", "month", "x", "y"])


def test_each_other_partner_of_the_window_counts_once():
    pairs = some_pairs(3)
    rows = in_order(pairs)
    count = dict(zip(zip(rows.giver, rows.month + pairs.month.min(), strict=True), others_met(rows), strict=True))
    for (i, t), told in count.items():
        lately = (pairs.giver == i) & (pairs.month <= t) & (pairs.month > t - 3) & (pairs.met > 0)
        assert told == len(set(pairs.receiver[lately]))


@pytest.mark.parametrize("seed", range(3))
def test_the_coefficient_is_that_of_pyfixest(seed):
    pairs = some_pairs(seed, members=9, months=10, missing=0.05, chapters=2)
    closely = pf.MapDemeaner(fixef_tol=1e-12)
    theirs = pf.fepois("y ~ x | pair + month", frame(pairs), demeaner=closely, iwls_tol=1e-12)
    assert unmet(pairs).more["coefficient"] == pytest.approx(theirs.coef()["x"], abs=1e-8)


def test_in_a_region_where_1_2_1s_work_through_their_pair_alone_it_finds_nothing():
    found = [unmet(simulate(10, months=12, theta=1.0, seed=seed)[1]) for seed in range(8)]
    assert sum(one.excludes_no_effect for one in found) <= 1
    assert abs(np.mean([one.more["coefficient"] for one in found])) < 0.02


def test_a_busy_season_that_moves_everything_is_found_out():
    pairs, rng = simulate(10, months=12, seed=2)[1], np.random.default_rng(2)
    busy = rng.random((240, 12)) < 0.5
    mine = busy[pairs.giver, pairs.month - pairs.month.min()]
    both = mine | busy[pairs.receiver, pairs.month - pairs.month.min()]
    quiet = replace(pairs, met=np.where(both, pairs.met, 0), referrals=rng.poisson(np.where(mine, 0.3, 0.02)))
    told = unmet(quiet)
    assert told.excludes_no_effect
    assert told.value > 1


def test_who_did_meet_is_no_part_of_it():
    pairs = some_pairs(5, missing=0.0, chapters=3)
    rows = only(pairs, np.lexsort((pairs.month, pairs.receiver, pairs.giver)))
    met = np.lib.stride_tricks.sliding_window_view(np.concatenate([[0, 0], rows.met]), 3).any(axis=1)
    inside = met & (rows.month >= rows.month.min() + 2)
    more = replace(rows, referrals=np.where(inside, rows.referrals + 3, rows.referrals))
    assert unmet(more).more == pytest.approx(unmet(rows).more)


def test_it_names_itself_and_says_nothing_where_nobody_met_anybody():
    pairs = some_pairs(6, chapters=3)
    told = unmet(pairs)
    assert (told.key, told.unit, told.clusters, told.of) == ("control.unmet", "times", "dyad", "pair-months")
    assert unmet(replace(pairs, met=0 * pairs.met)).silence == "constant"
    nobody = np.zeros(0, dtype=np.int64)
    assert unmet(PairMonths(nobody, nobody, nobody, nobody, nobody, nobody)).silence == "no_pairs"
    alone = only(pairs, pairs.month < FIRST + 2)
    assert unmet(alone).silence == "no_pairs"
