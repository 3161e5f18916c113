"""Repaired plans against every possible plan: most kept first, then most gained."""

from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cookout.science.errors import ScienceError
from cookout.science.pairing.instance import Candidates, Plan, Rules
from cookout.science.pairing.month_plan import plan_weeks
from cookout.science.pairing.repair import repair
from cookout.science.pairing.tests.test_month_plan import candidates_of, everybody, questions
from cookout.science.pairing.verify import verify_plan


def held(plan: Plan) -> dict[int, int]:
    return dict(zip(plan.chosen.tolist(), plan.week.tolist(), strict=True))


def best_by_hand(candidates: Candidates, rules: Rules, plan: Plan, declined: set[int]) -> tuple[int, int, int]:
    """Pair after pair in every week or none: the most kept, of such plans the most in their slots, then the gains."""
    pairs = list(zip(candidates.first.tolist(), candidates.second.tolist(), candidates.gain.tolist(), strict=True))
    old, slots = held(plan), dict(zip(plan.chosen.tolist(), plan.slot.tolist(), strict=True))

    @cache
    def best(place: int, left: tuple[int, ...], busy: frozenset[tuple[int, int]]) -> tuple[int, int, int]:
        if place == len(pairs):
            return 0, 0, 0
        a, b, gain = pairs[place]
        answers = [best(place + 1, left, busy)]
        if place not in declined and left[a] and left[b]:
            less = tuple(count - (member in (a, b)) for member, count in enumerate(left))
            for week in range(rules.weeks):
                seats = {(a, week), (b, week)}
                shared = np.atleast_1d(rules.available[a, week] & rules.available[b, week])
                if shared.any() and not seats & busy:
                    kept, same, gained = best(place + 1, less, busy | seats)
                    stays = old.get(place) == week
                    answers.append((kept + stays, same + int(stays and shared[slots[place]]), gained + gain))
        return max(answers)

    return best(0, tuple(rules.capacity.tolist()), frozenset())


@st.composite
def disturbed(draw: st.DrawFn) -> tuple[Candidates, Rules, Plan, set[int], Rules]:
    """A question of five at most, its plan, pairs that decline, and rules that became narrower."""
    candidates, rules = draw(questions().filter(lambda question: question[0].members <= 5))
    plan = plan_weeks(candidates, rules)
    declined = draw(st.sets(st.sampled_from(plan.chosen.tolist()), max_size=2)) if plan.chosen.size else set()
    gone = draw(st.lists(st.integers(0, 5), min_size=rules.available.size, max_size=rules.available.size))
    fewer = draw(st.lists(st.integers(0, 1), min_size=candidates.members, max_size=candidates.members))
    available = rules.available & (np.array(gone, np.int64).reshape(rules.available.shape) > 0)
    return (
        candidates,
        rules,
        plan,
        declined,
        Rules(rules.weeks, np.maximum(rules.capacity - np.array(fewer, np.int64), 0), available),
    )


@settings(max_examples=120, deadline=None)
@given(disturbed())
def test_a_repair_keeps_the_most_and_then_gains_the_most(case: tuple[Candidates, Rules, Plan, set[int], Rules]) -> None:
    candidates, _, plan, declined, rules = case
    mended = repair(candidates, rules, plan, declined)
    verify_plan(candidates, rules, mended)
    assert not declined & set(mended.chosen.tolist())
    old, new = held(plan), held(mended)
    kept = sum(old.get(pair) == week for pair, week in new.items())
    slots = [dict(zip(one.chosen.tolist(), one.slot.tolist(), strict=True)) for one in (plan, mended)]
    same = sum(old.get(pair) == week and slots[0][pair] == slots[1][pair] for pair, week in new.items())
    assert (kept, same, mended.value) == best_by_hand(candidates, rules, plan, declined)
    assert mended.optimal
    assert mended.notes == (f"kept={kept}", f"keepable={kept}")


def test_after_one_decline_of_fifty_everybody_else_keeps_her_week() -> None:
    candidates, rules = everybody(50, np.random.default_rng(2).integers(1, 1000, 1225))
    plan = plan_weeks(candidates, rules)
    declined = int(plan.chosen[10])
    mended = repair(candidates, rules, plan, [declined])
    verify_plan(candidates, rules, mended)
    lost = {pair: week for pair, week in held(plan).items() if pair != declined}
    assert lost.items() <= held(mended).items()
    assert mended.optimal


def test_nothing_changes_in_a_best_plan_that_nobody_declines() -> None:
    candidates, rules = everybody(9, np.arange(1, 37), weeks=3)
    plan = plan_weeks(candidates, rules)
    again = repair(candidates, rules, plan)
    assert held(again) == held(plan)
    assert again.value == again.upper_bound == plan.value


def test_two_who_lost_their_pairs_meet_each_other() -> None:
    candidates = candidates_of(4, {(0, 1): 9, (2, 3): 9, (0, 2): 1, (1, 3): 5})
    rules = Rules(1, np.ones(4, int), np.ones((4, 1), bool))
    plan = plan_weeks(candidates, rules)
    assert repair(candidates, rules, plan, plan.chosen.tolist()).value == 6


def test_the_same_seed_repairs_alike() -> None:
    candidates, rules = everybody(12, np.random.default_rng(4).integers(1, 4, 66))
    plan = plan_weeks(candidates, rules)
    fewer = Rules(4, np.full(12, 2), rules.available)
    one, other = (repair(candidates, fewer, plan, plan.chosen[:2].tolist(), seed=3) for _ in range(2))
    assert held(one) == held(other)


@pytest.mark.parametrize(
    ("chosen", "week", "declined", "sentence"),
    [
        ([0], [0], [7], "not among the candidates"),
        ([0], [0], [-1], "not among the candidates"),
        ([9], [0], [], "not among the candidates"),
        ([0], [5], [], "one of those of the rules"),
        ([0], [], [], "for each of its pairs"),
        ([0, 0], [0, 1], [], "a pair meets twice"),
        ([0, 1], [0, 0], [], "twice in a week"),
    ],
)
def test_a_plan_that_is_none_is_refused_with_a_sentence(
    chosen: list[int], week: list[int], declined: list[int], sentence: str
) -> None:
    candidates = candidates_of(3, {(0, 1): 2, (0, 2): 3})
    rules = Rules(2, np.full(3, 2), np.ones((3, 2), bool))
    broken = Plan(np.array(chosen, np.int64), np.array(week, np.int64), np.zeros(len(week), np.int64), 0, 0, "by hand")
    with pytest.raises(ScienceError, match=sentence):
        repair(candidates, rules, broken, declined)
