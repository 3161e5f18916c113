"""Thinned candidates: the bound is of all pairs, and what is kept is enough for a plan that is near it."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cookout.science.errors import ScienceError
from cookout.science.pairing.instance import Candidates, Rules
from cookout.science.pairing.month_plan import plan_weeks
from cookout.science.pairing.thinning import thinned


def asked(members: int, seed: int, *, top: int = 100, share: float = 1.0) -> Candidates:
    random = np.random.default_rng(seed)
    first, second = np.triu_indices(members, 1)
    there = random.random(first.size) < share
    first, second = first[there], second[there]
    return Candidates(members, first, second, random.integers(1, top + 1, first.size))


def rules(members: int, weeks: int = 2) -> Rules:
    return Rules(weeks, np.full(members, weeks), np.ones((members, weeks), np.bool_))


def some(candidates: Candidates, kept: np.ndarray) -> Candidates:  # type: ignore[type-arg]  # of whole numbers
    return Candidates(candidates.members, candidates.first[kept], candidates.second[kept], candidates.gain[kept])


@given(st.integers(2, 12), st.integers(0, 999), st.sampled_from([0.3, 1.0]), st.integers(1, 4))
def test_no_plan_among_all_pairs_is_above_the_bound(members: int, seed: int, share: float, many: int) -> None:
    candidates = asked(members, seed, share=share)
    best = plan_weeks(candidates, rules(members), seconds=1)
    found = thinned(candidates, rules(members), many, seed=seed)
    assert best.value <= found.upper_bound
    assert (np.diff(found.kept) > 0).all()


@pytest.mark.parametrize("top", [3, 1000])
def test_a_plan_among_what_is_kept_is_near_the_bound_of_all(top: int) -> None:
    candidates = asked(120, 5, top=top)
    found = thinned(candidates, rules(120, 3), 10, seed=1)
    plan = plan_weeks(some(candidates, found.kept), rules(120, 3), seconds=1)
    assert found.kept.size < 1200
    assert plan.value >= 0.99 * found.upper_bound


def test_the_same_seed_keeps_the_same_pairs_and_another_one_others() -> None:
    candidates = asked(60, 2, top=2)
    one, again, other = (thinned(candidates, rules(60), 5, seed=seed).kept.tolist() for seed in (1, 1, 2))
    assert one == again != other


def test_whoever_cannot_meet_raises_no_bound() -> None:
    pairs = Candidates(3, np.array([0, 0]), np.array([1, 2]), np.array([7, 9]))
    can = np.array([[True], [True], [False]])
    assert thinned(pairs, Rules(1, np.ones(3, int), can), 2, seed=0).upper_bound == 7


def test_no_pairs_have_a_bound_of_nothing_and_none_kept_is_refused() -> None:
    none = np.zeros(0, np.int64)
    found = thinned(Candidates(4, none, none, none), rules(4), 3, seed=0)
    assert (found.kept.size, found.upper_bound) == (0, 0)
    with pytest.raises(ScienceError, match="At least one candidate"):
        thinned(asked(3, 1), rules(3), 0, seed=0)
