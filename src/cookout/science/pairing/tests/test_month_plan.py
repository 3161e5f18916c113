"""Month plans against every possible plan, against another solver, and against their own rules."""

import math
from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import optimize, sparse

from cookout.science.errors import ScienceError
from cookout.science.pairing.instance import MOST_GAIN, Candidates, Plan, Rules
from cookout.science.pairing.month_plan import plan_weeks
from cookout.science.pairing.verify import verify_plan


def candidates_of(members: int, pairs: dict[tuple[int, int], int]) -> Candidates:
    first, second = (np.array([pair[end] for pair in pairs], np.int64) for end in (0, 1))
    return Candidates(members, first, second, np.array(list(pairs.values()), np.int64))


@st.composite
def questions(draw: st.DrawFn, most_gain: int = 20) -> tuple[Candidates, Rules]:
    """Up to six members and three weeks, plain or of one to three slots; any capacities, absences and refusals."""
    members, weeks, slots = (
        draw(st.integers(0, 6)),
        draw(st.integers(1, 3)),
        draw(st.sampled_from([(), (1,), (2,), (3,)])),
    )
    shape = (members, weeks, *slots)
    possible = [(a, b) for b in range(members) for a in range(b)]
    gains = draw(st.lists(st.integers(0, most_gain), min_size=len(possible), max_size=len(possible)))
    pairs = {pair: gain for pair, gain in zip(possible, gains, strict=True) if gain}
    capacity = draw(st.lists(st.integers(0, 4), min_size=members, max_size=members))
    there = draw(st.lists(st.booleans() | st.just(True), min_size=math.prod(shape), max_size=math.prod(shape)))
    rules = Rules(weeks, np.array(capacity, np.int64), np.array(there, bool).reshape(shape))
    return candidates_of(members, pairs), rules


def best_by_hand(candidates: Candidates, rules: Rules) -> int:
    """Week after week, every set of pairs: the most that any plan gains."""
    pairs = list(zip(candidates.first.tolist(), candidates.second.tolist(), candidates.gain.tolist(), strict=True))

    @cache
    def best(week: int, left: tuple[int, ...], met: frozenset[int], busy: frozenset[int], place: int) -> int:
        if week == rules.weeks:
            return 0
        if place == len(pairs):
            return best(week + 1, left, met, frozenset(), 0)
        a, b, gain = pairs[place]
        without = best(week, left, met, busy, place + 1)
        there = np.any(rules.available[a, week] & rules.available[b, week])
        if place in met or {a, b} & busy or not there or not left[a] or not left[b]:
            return without
        less = tuple(count - (member in (a, b)) for member, count in enumerate(left))
        return max(without, gain + best(week, less, met | {place}, busy | {a, b}, place + 1))

    return best(0, tuple(rules.capacity.tolist()), frozenset(), frozenset(), 0)


@settings(max_examples=150, deadline=None)
@given(questions())
def test_a_plan_of_six_members_gains_what_the_best_of_all_plans_gains(question: tuple[Candidates, Rules]) -> None:
    plan = plan_weeks(*question)
    verify_plan(*question, plan)
    assert plan.value == plan.upper_bound == best_by_hand(*question)


@settings(max_examples=40, deadline=None)
@given(questions(most_gain=2))
def test_equal_gains_leave_no_better_plan_either(question: tuple[Candidates, Rules]) -> None:
    plan = plan_weeks(*question)
    verify_plan(*question, plan)
    assert plan.value == plan.upper_bound == best_by_hand(*question)


def random_question(members: int, seed: int, weeks: int = 4, highest: int = 1000) -> tuple[Candidates, Rules]:
    draw = np.random.default_rng(seed)
    first, second = np.triu_indices(members, 1)
    listed = draw.random(first.size) < draw.uniform(0.3, 1)
    gain = draw.integers(1, highest + 1, int(listed.sum()))
    candidates = Candidates(members, first[listed].astype(np.int64), second[listed].astype(np.int64), gain)
    shape = (members, weeks, 3)[: draw.integers(2, 4)]
    available = draw.random(shape) < draw.choice([0.6, 0.9, 1.0]) / (2 if len(shape) > 2 else 1)
    return candidates, Rules(weeks, draw.integers(0, weeks + 1, members), available)


def best_by_branching(candidates: Candidates, rules: Rules) -> int:
    """The same question written down plainly for HiGHS: a variable for each pair and week."""
    pairs, weeks = candidates.gain.size, rules.weeks
    if not pairs:
        return 0
    column = np.arange(pairs * weeks)
    pair, week = column // weeks, column % weeks
    ends = [candidates.first[pair], candidates.second[pair]]
    rows = [pair, *(candidates.members + end * weeks + week + pairs for end in ends), *(pairs + end for end in ends)]
    high = pairs + candidates.members * (1 + weeks)
    matrix = sparse.csr_array(
        (np.ones(5 * column.size), (np.concatenate(rows), np.tile(column, 5))), shape=(high, column.size)
    )
    most = np.concatenate([np.ones(pairs), rules.capacity, np.ones(candidates.members * weeks)])
    there = rules.available[ends[0], week] & rules.available[ends[1], week]
    there = there.any(axis=1) if there.ndim > 1 else there
    answer = optimize.milp(
        -candidates.gain[pair].astype(float),
        constraints=optimize.LinearConstraint(matrix, ub=most),
        bounds=optimize.Bounds(0, there.astype(float)),
        integrality=np.ones(column.size),
        options={"mip_rel_gap": 0, "time_limit": 30},
    )
    assert answer.status == 0
    return round(-answer.fun)


def agrees_with_the_other_solver(members: int, seed: int, highest: int) -> None:
    question = random_question(members, seed, highest=highest)
    plan = plan_weeks(*question)
    verify_plan(*question, plan)
    assert plan.value == plan.upper_bound == best_by_branching(*question)


@pytest.mark.parametrize("seed", range(12))
def test_another_exact_solver_finds_the_same_sum(seed: int) -> None:
    agrees_with_the_other_solver(4 + seed, seed, highest=1000 if seed % 2 else 4)


@pytest.mark.proof
@pytest.mark.parametrize("seed", range(280))
def test_another_exact_solver_finds_the_same_sum_for_any_twenty(seed: int) -> None:
    agrees_with_the_other_solver(2 + seed % 19, 1000 + seed, highest=(3, 1000, 100_000)[seed % 3])


@pytest.mark.proof
@pytest.mark.parametrize("seed", range(20))
def test_another_exact_solver_finds_the_same_sum_for_forty(seed: int) -> None:
    agrees_with_the_other_solver(40, 5000 + seed, highest=(3, 1000)[seed % 2])


def everybody(members: int, gain: np.ndarray, weeks: int = 4) -> tuple[Candidates, Rules]:
    first, second = np.triu_indices(members, 1)
    candidates = Candidates(members, first.astype(np.int64), second.astype(np.int64), gain)
    return candidates, Rules(weeks, np.full(members, weeks), np.ones((members, weeks), bool))


@pytest.mark.parametrize("members", [24, 25, 50])
def test_a_chapter_whose_pairs_are_all_alike_meets_as_often_as_it_can(members: int) -> None:
    question = everybody(members, np.full(members * (members - 1) // 2, 7))
    plan = plan_weeks(*question)
    verify_plan(*question, plan)
    assert plan.value == plan.upper_bound == 7 * 4 * (members // 2)


def test_a_chapter_of_fifty_is_planned_with_proof() -> None:
    question = everybody(50, np.random.default_rng(5).integers(1, 30_000, 1225))
    plan = plan_weeks(*question)
    verify_plan(*question, plan)
    assert plan.optimal


def test_five_who_gain_most_among_themselves_cannot_all_meet_in_four_weeks() -> None:
    gain = {(a, b): 100 if b < 5 else 1 for b in range(8) for a in range(b)}
    candidates = candidates_of(8, gain)
    rules = Rules(4, np.full(8, 4), np.ones((8, 4), bool))
    plan = plan_weeks(candidates, rules)
    verify_plan(candidates, rules, plan)
    assert sum(int(candidates.gain[pair]) == 100 for pair in plan.chosen) == 8
    assert plan.value == plan.upper_bound == best_by_branching(candidates, rules)


def same(one: Plan, other: Plan) -> bool:
    return bool(np.array_equal(one.chosen, other.chosen) and np.array_equal(one.week, other.week)) and (
        (one.value, one.upper_bound, one.engine) == (other.value, other.upper_bound, other.engine)
    )


@pytest.mark.parametrize("highest", [2, 1000])
def test_the_same_seed_gives_the_same_plan(highest: int) -> None:
    question = random_question(18, 3, highest=highest)
    assert same(plan_weeks(*question, seed=7), plan_weeks(*question, seed=7))


def test_other_seeds_gain_the_same() -> None:
    question = random_question(18, 3, highest=2)
    assert {plan_weeks(*question, seed=seed).value for seed in (0, 1, -1, 2**40)} == {plan_weeks(*question).value}


def test_the_highest_gains_stay_exact() -> None:
    gain = MOST_GAIN - np.arange(15, dtype=np.int64)
    question = everybody(6, gain, weeks=2)
    plan = plan_weeks(*question)
    verify_plan(*question, plan)
    assert plan.value == plan.upper_bound == best_by_hand(*question)


def test_little_time_still_gives_a_plan_and_a_bound_that_holds() -> None:
    question = random_question(20, 11, highest=4)
    plan = plan_weeks(*question, seconds=1e-6)
    verify_plan(*question, plan)
    assert plan.value <= best_by_branching(*question) <= plan.upper_bound


@pytest.mark.parametrize("kind", ["lines", "crowd", "weeks apart"])
def test_a_larger_group_comes_near_its_bound(kind: str) -> None:
    draw = np.random.default_rng(8)
    members = 240
    first, second = (draw.integers(0, members, 3600) for _ in range(2))
    if kind == "crowd":
        second = (first + draw.integers(1, 20, 3600)) % members
    pairs = np.unique(np.sort(np.stack([first, second]), axis=0)[:, first != second], axis=1)
    candidates = Candidates(members, pairs[0], pairs[1], draw.integers(1, 1000, pairs.shape[1]))
    available = draw.random((members, 4)) < (0.7 if kind == "weeks apart" else 1)
    rules = Rules(4, np.full(members, 4), available)
    plan = plan_weeks(candidates, rules, seconds=0.2)
    verify_plan(candidates, rules, plan)
    assert plan.value > (0.98 if kind == "weeks apart" else 0.997) * plan.upper_bound


def test_nobody_and_nothing_give_an_empty_plan() -> None:
    for members in (0, 1, 2):
        rules = Rules(2, np.full(members, 2), np.ones((members, 2), bool))
        plan = plan_weeks(candidates_of(members, {}), rules)
        assert plan.optimal
        assert plan.value == 0
        assert not plan.chosen.size


@pytest.mark.parametrize(
    ("rules", "sentence"),
    [
        (Rules(0, np.array([1, 1]), np.ones((2, 0), bool)), "one week or more"),
        (Rules(1, np.array([1]), np.ones((2, 1), bool)), "one capacity for each"),
        (Rules(2, np.array([1, 1]), np.ones((2, 1), bool)), "each member and week"),
        (Rules(1, np.array([1, -1]), np.ones((2, 1), bool)), "fewer than no times"),
        (Rules(1, np.array([1.5, 1]), np.ones((2, 1), bool)), "whole numbers"),
        (Rules(1, np.array([1, 1]), np.ones((2, 1))), "yes or no"),  # type: ignore[arg-type]  # bad on purpose
    ],
)
def test_rules_that_do_not_fit_are_refused_with_a_sentence(rules: Rules, sentence: str) -> None:
    with pytest.raises(ScienceError, match=sentence):
        plan_weeks(candidates_of(2, {(0, 1): 3}), rules)
