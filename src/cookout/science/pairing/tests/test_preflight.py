"""What stands in the way is named, about whom, and never whose wish it is."""

from dataclasses import fields

import numpy as np
import pytest
from hypothesis import given, settings

from cookout.science.errors import ScienceError
from cookout.science.pairing.instance import Candidates, Rules
from cookout.science.pairing.month_plan import plan_weeks
from cookout.science.pairing.preflight import Obstacle, Way, preflight
from cookout.science.pairing.tests.test_month_plan import candidates_of, questions


def rules_of(members: int, weeks: int = 1) -> Rules:
    return Rules(weeks, np.ones(members, int), np.ones((members, weeks), bool))


def test_nothing_stands_in_the_way_of_two() -> None:
    assert preflight(candidates_of(2, {(0, 1): 1}), rules_of(2)) == ()


def test_nobody_and_one_alone_are_said() -> None:
    assert preflight(candidates_of(0, {}), rules_of(0)) == (Obstacle(Way.NOBODY),)
    assert preflight(candidates_of(1, {}), rules_of(1)) == (Obstacle(Way.ALONE, (0,)),)


def test_everybody_refusing_everybody_is_said_of_all_and_of_each() -> None:
    assert preflight(candidates_of(3, {}), rules_of(3)) == (
        Obstacle(Way.NO_PAIRS),
        Obstacle(Way.NO_CANDIDATE, (0, 1, 2)),
    )


def test_nobody_available_is_said() -> None:
    rules = Rules(1, np.ones(2, int), np.zeros((2, 1), bool))
    assert preflight(candidates_of(2, {(0, 1): 1}), rules) == (
        Obstacle(Way.NOBODY_AVAILABLE),
        Obstacle(Way.NEVER_AVAILABLE, (0, 1)),
        Obstacle(Way.EMPTY_WEEK, (), 0),
    )


def test_each_member_is_named_once_with_the_first_cause() -> None:
    pairs = candidates_of(7, {(0, 1): 1, (2, 3): 1, (0, 4): 1, (0, 5): 1})
    available = np.ones((7, 2), bool)
    available[2], available[3] = [True, False], [False, True]
    available[4] = False
    rules = Rules(2, np.array([1, 1, 1, 1, 1, 0, 1]), available)
    assert preflight(pairs, rules) == (
        Obstacle(Way.NO_CAPACITY, (5,)),
        Obstacle(Way.NEVER_AVAILABLE, (4,)),
        Obstacle(Way.NO_CANDIDATE, (6,)),
        Obstacle(Way.NEVER_TOGETHER, (2, 3)),
    )


def test_a_pair_that_is_never_there_together_is_said_of_all() -> None:
    available = np.array([[True, False], [False, True]])
    codes = [one.code for one in preflight(candidates_of(2, {(0, 1): 1}), Rules(2, np.ones(2, int), available))]
    assert codes == [Way.NO_COMMON_WEEK, Way.NEVER_TOGETHER, Way.EMPTY_WEEK, Way.EMPTY_WEEK]


def test_a_pair_that_shares_weeks_but_no_slot_is_said_of_all_and_of_each() -> None:
    available = np.zeros((3, 2, 2), bool)
    available[0, :, 0] = available[1, :, 1] = available[2, :, 1] = True
    obstacles = preflight(candidates_of(3, {(0, 1): 1, (0, 2): 1}), Rules(2, np.ones(3, int), available))
    assert obstacles == (Obstacle(Way.NO_COMMON_SLOT), Obstacle(Way.OTHER_SLOTS, (0, 1, 2)))


def test_an_odd_number_leaves_one_out_in_that_week() -> None:
    assert preflight(candidates_of(3, {(0, 1): 1, (1, 2): 1}), rules_of(3)) == (Obstacle(Way.SITS_OUT, (0, 1, 2), 0),)


def test_an_obstacle_has_no_place_for_whose_wish_it_is() -> None:
    assert {one.name for one in fields(Obstacle)} == {"code", "members", "week"}


def test_a_single_refusal_among_many_is_not_told() -> None:
    pairs = {(a, b): 1 for b in range(4) for a in range(b) if (a, b) != (1, 2)}
    assert preflight(candidates_of(4, pairs), rules_of(4)) == ()


@settings(max_examples=60, deadline=None)
@given(questions())
def test_whoever_cannot_meet_is_named_and_nobody_named_meets(question: tuple[Candidates, Rules]) -> None:
    candidates, rules = question
    never = {Way.NOBODY, Way.ALONE, Way.NO_CAPACITY, Way.NEVER_AVAILABLE, Way.NO_CANDIDATE, Way.NEVER_TOGETHER}
    never |= {Way.OTHER_SLOTS}
    obstacles = preflight(candidates, rules)
    named = [member for one in obstacles if one.code in never for member in one.members]
    assert len(named) == len(set(named))
    for place in range(candidates.gain.size):
        alone = Candidates(
            candidates.members, *(of[[place]] for of in (candidates.first, candidates.second, candidates.gain))
        )
        if plan_weeks(alone, rules).value:
            assert not {int(candidates.first[place]), int(candidates.second[place])} & set(named)
    can_meet = set(range(candidates.members)) - set(named)
    everybody_meets = set()
    for place in range(candidates.gain.size):
        a, b = int(candidates.first[place]), int(candidates.second[place])
        if rules.capacity[a] and rules.capacity[b] and (rules.available[a] & rules.available[b]).any():
            everybody_meets |= {a, b}
    assert can_meet == everybody_meets


def test_rules_of_other_members_are_refused() -> None:
    with pytest.raises(ScienceError, match="one capacity for each"):
        preflight(candidates_of(3, {}), rules_of(2))


def test_what_stands_in_the_way_is_told_of_more_than_a_plan_looks_at() -> None:
    first, second = (ends.astype(np.int64) for ends in np.triu_indices(1000, 1))
    everybody = Candidates(1000, first, second, np.ones(first.size, np.int64))
    assert preflight(everybody, Rules(5, np.full(1000, 5), np.ones((1000, 5), bool))) == ()
