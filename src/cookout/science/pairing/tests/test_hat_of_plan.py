"""The hat in a month plan: what is drawn keeps every rule, and what is left to plan is exactly the rest."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cookout.science.errors import ScienceError
from cookout.science.pairing.hat import again, draw
from cookout.science.pairing.hat_of_plan import hat_of_plan
from cookout.science.pairing.instance import Candidates, Ints, Plan, Rules
from cookout.science.pairing.tests.hat_made import some
from cookout.science.pairing.verify import verify_plan


def asked(pairs: Ints, members: int) -> Candidates:
    return Candidates(members, pairs[:, 0], pairs[:, 1], 1 + (pairs[:, 0] * 7 + pairs[:, 1] * 3) % 11)


@st.composite
def months(draw: st.DrawFn) -> tuple[Candidates, Rules]:
    """Up to eight members, three weeks of one slot or two, any capacities and absences."""
    members, weeks, slots = draw(st.integers(1, 8)), draw(st.integers(1, 3)), draw(st.sampled_from([(), (1,), (2,)]))
    shape = (members, weeks, *slots)
    pairs = some(members, draw(st.sampled_from([0.3, 0.7, 2.0])), draw(st.integers(0, 99)))
    capacity = draw(st.lists(st.integers(0, 3), min_size=members, max_size=members))
    there = draw(st.lists(st.booleans(), min_size=math.prod(shape), max_size=math.prod(shape)))
    available = np.array(there, dtype=bool).reshape(shape)
    return asked(pairs, members), Rules(weeks, np.array(capacity, dtype=np.int64), available)


def greedy(candidates: Candidates, rules: Rules) -> Plan:
    """Any plan that keeps the rules: first come, first served."""
    capacity, available, chosen, weeks, slots = rules.capacity.copy(), rules.by_slot.copy(), [], [], []
    for place, (one, other) in enumerate(zip(candidates.first, candidates.second, strict=True)):
        both = np.argwhere(available[one] & available[other])
        if both.size and capacity[[one, other]].min() > 0:
            week, slot = both[0].tolist()
            available[[one, other], week] = False
            capacity[[one, other]] -= 1
            chosen.append(place)
            weeks.append(week)
            slots.append(slot)
    value = int(candidates.gain[chosen].sum())
    return Plan(
        np.array(chosen, dtype=np.int64),
        np.array(weeks, dtype=np.int64),
        np.array(slots, dtype=np.int64),
        value,
        value,
        "by hand",
    )


@given(months(), st.integers(0, 3))
def test_what_is_drawn_and_a_plan_of_the_rest_are_a_plan(month: tuple[Candidates, Rules], many: int) -> None:
    candidates, rules = month
    found = hat_of_plan(candidates, rules, many, seed=5, redraws=1000)
    whole = found.whole(greedy(found.rest, found.rules))
    verify_plan(candidates, rules, whole)
    assert set(found.chosen.tolist()) <= set(whole.chosen.tolist())
    drawn = np.bincount(
        np.concatenate([candidates.first[found.chosen], candidates.second[found.chosen]]), minlength=candidates.members
    )
    assert drawn.max(initial=0) <= many
    assert (rules.capacity - found.rules.capacity == drawn).all()
    taken = rules.by_slot.any(axis=2).sum(axis=1) - found.rules.by_slot.any(axis=2).sum(axis=1)
    assert (taken == drawn).all()


@given(months())
def test_the_first_draw_knows_every_pair_that_could_meet(month: tuple[Candidates, Rules]) -> None:
    candidates, rules = month
    found = hat_of_plan(candidates, rules, 1, seed=5)
    could = [
        (int(one), int(other))
        for one, other in zip(candidates.first, candidates.second, strict=True)
        if rules.capacity[one] and rules.capacity[other] and (rules.by_slot[one] & rules.by_slot[other]).any()
    ]
    told = [each for one in found.draws for each in zip(one.first.tolist(), one.second.tolist(), strict=True)]
    assert told == could
    if could:
        [only] = found.draws
        alone = draw(candidates.members, np.array(could), seed=5)
        assert (only.pairs == alone.pairs).all()
        assert (only.probability == alone.probability).all()


def test_unless_asked_nothing_is_drawn() -> None:
    candidates, rules = asked(some(6, 2, 0), 6), Rules(2, np.full(6, 2), np.ones((6, 2), dtype=bool))
    found = hat_of_plan(candidates, rules, 0, seed=1)
    assert found.draws == ()
    assert found.chosen.size == 0
    assert found.places.tolist() == list(range(15))
    assert (found.rules.capacity == rules.capacity).all()


def test_fewer_than_none_are_refused() -> None:
    rules = Rules(1, np.zeros(0, dtype=np.int64), np.ones((0, 1), dtype=bool))
    with pytest.raises(ScienceError, match="fewer than no"):
        hat_of_plan(asked(some(0, 2, 0), 0), rules, -1, seed=1)


def test_whoever_sits_out_of_the_first_draw_is_in_the_second() -> None:
    candidates, rules = asked(some(7, 2, 0), 7), Rules(4, np.full(7, 4), np.ones((7, 4), dtype=bool))
    for seed in range(10):
        found = hat_of_plan(candidates, rules, 3, seed=seed)
        out = [one.sits_out.tolist() for one in found.draws]
        assert len({who for one in out for who in one}) == 3
        assert len(set(found.chosen.tolist())) == 9


def test_a_draw_meets_in_the_fullest_week_and_the_next_in_the_next() -> None:
    available = np.ones((6, 3), dtype=bool)
    available[0, 0] = available[1, 0] = available[2, 2] = False
    candidates, rules = asked(some(6, 2, 0), 6), Rules(3, np.full(6, 3), available)
    found = hat_of_plan(candidates, rules, 1, seed=2)
    assert set(found.week.tolist()) == {1}
    assert len(found.draws[0].pairs) == 3


def test_draws_of_one_month_have_seeds_of_their_own_and_can_be_drawn_again() -> None:
    candidates, rules = asked(some(8, 2, 0), 8), Rules(4, np.full(8, 4), np.ones((8, 4), dtype=bool))
    found = hat_of_plan(candidates, rules, 2, seed=9)
    one, two = found.draws
    assert one.seed == 9
    assert 0 <= two.seed < 2**63
    assert two.seed != 9
    drawn_first = {tuple(pair) for pair in one.pairs.tolist()}
    assert not drawn_first & set(zip(two.first.tolist(), two.second.tolist(), strict=True))
    assert again(two, 5, seed=1).shape == (5, 4, 2)


def test_members_who_can_never_meet_are_in_no_draw() -> None:
    available = np.ones((5, 2), dtype=bool)
    available[4] = False
    rules = Rules(2, np.array([2, 2, 2, 0, 2]), available)
    found = hat_of_plan(asked(some(5, 2, 0), 5), rules, 1, seed=1)
    assert set(found.draws[0].first.tolist()) | set(found.draws[0].second.tolist()) == {0, 1, 2}


def test_a_draw_keeps_the_turns_from_before_it_so_that_it_can_be_drawn_again() -> None:
    rules = Rules(2, np.full(5, 2), np.ones((5, 2), dtype=bool))
    one, two = hat_of_plan(asked(some(5, 1, 0), 5), rules, 2, seed=4).draws
    assert one.turns.tolist() == [0, 0, 0, 0, 0]
    assert two.turns[one.sits_out].tolist() == [1]
