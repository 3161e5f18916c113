"""What the checkers let through, and what they name."""

from dataclasses import replace

import numpy as np
import pytest

from cookout.science.errors import ScienceError
from cookout.science.pairing.instance import Candidates, Matching, Plan, Rules
from cookout.science.pairing.verify import verify_matching, verify_plan

LINE = Candidates(4, np.array([0, 1, 2, 0]), np.array([1, 2, 3, 3]), np.array([3, 5, 3, 4]))
ROUND = Matching(np.array([0, 2]), 6, 9, "by hand")
RULES = Rules(2, np.array([2, 2, 2, 2]), np.ones((4, 2), dtype=np.bool_))
PLAN = Plan(np.array([0, 2, 1]), np.array([0, 0, 1]), np.zeros(3, int), 11, 15, "by hand")


def places(*of: int) -> np.ndarray:
    """Places in a list."""
    return np.array(of, dtype=np.int64)


def test_a_round_that_holds_is_let_through() -> None:
    verify_matching(LINE, ROUND)
    verify_matching(LINE, Matching(places(), 0, 9, "by hand"))


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"chosen": places(0, 1), "value": 8}, "Member 1 is in two pairs"),
        ({"chosen": places(2, 0)}, "ascending"),
        ({"chosen": places(0, 0), "value": 6}, "chosen twice"),
        ({"chosen": places(0, 4)}, "not among the candidates"),
        ({"chosen": places(-1, 0)}, "not among the candidates"),
        ({"chosen": np.array([0.0, 2.0])}, "whole numbers"),
        ({"chosen": np.array([[0, 2]])}, "in a row"),
        ({"value": 7}, "gain 6, but the answer says 7"),
        ({"upper_bound": 5}, "more than its own bound of 5"),
    ],
)
def test_a_round_that_does_not_hold_is_named(wrong: dict[str, object], says: str) -> None:
    with pytest.raises(ScienceError, match=says):
        verify_matching(LINE, replace(ROUND, **wrong))  # type: ignore[arg-type]  # wrong on purpose


def test_a_plan_that_holds_is_let_through() -> None:
    verify_plan(LINE, RULES, PLAN)
    verify_plan(LINE, RULES, Plan(places(), places(), places(), 0, 0, "by hand"))


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"week": places(0, 0, 0)}, "Member 1 meets twice in week 0"),
        ({"week": places(0, 0, 2)}, "outside the 2"),
        ({"week": places(0, 0, -1)}, "outside the 2"),
        ({"week": places(0, 0)}, "one week"),
        ({"slot": places(0, 0)}, "one slot"),
        ({"slot": places(0, 0, 1)}, "slot outside the 1 of a week"),
        ({"slot": places(0, 0, -1)}, "slot outside the 1 of a week"),
        ({"week": np.array([0.0, 0.0, 1.0])}, "a whole number"),
        ({"chosen": places(0, 2, 0), "value": 9}, "A pair meets twice"),
        ({"chosen": places(0, 2, 9)}, "not among the candidates"),
        ({"value": 12}, "gain 11, but the answer says 12"),
        ({"upper_bound": 10}, "more than its own bound of 10"),
    ],
)
def test_a_plan_that_does_not_hold_is_named(wrong: dict[str, object], says: str) -> None:
    with pytest.raises(ScienceError, match=says):
        verify_plan(LINE, RULES, replace(PLAN, **wrong))  # type: ignore[arg-type]  # wrong on purpose


def test_a_plan_over_somebodys_capacity_is_named() -> None:
    with pytest.raises(ScienceError, match="Member 2 meets 2 times, more often than her 1"):
        verify_plan(LINE, replace(RULES, capacity=np.array([2, 2, 1, 2])), PLAN)


def test_a_plan_in_a_week_in_which_somebody_cannot_is_named() -> None:
    available = np.ones((4, 2), dtype=np.bool_)
    available[2, 1] = False
    with pytest.raises(ScienceError, match="Member 2 meets in week 1, in which she cannot"):
        verify_plan(LINE, replace(RULES, available=available), PLAN)


def test_a_plan_in_a_slot_in_which_somebody_cannot_is_named() -> None:
    rules = replace(RULES, available=np.ones((4, 2, 3), dtype=np.bool_))
    verify_plan(LINE, rules, replace(PLAN, slot=places(2, 1, 0)))
    rules.available[2, 1, :2] = False
    verify_plan(LINE, rules, replace(PLAN, slot=places(2, 1, 2)))
    with pytest.raises(ScienceError, match="Member 2 meets in week 1 in slot 0, in which she cannot"):
        verify_plan(LINE, rules, PLAN)


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"capacity": places(1, 1)}, "one capacity for each member"),
        ({"available": np.ones((4, 3), dtype=np.bool_)}, "for each member and week"),
    ],
)
def test_rules_of_other_members_or_weeks_are_named(wrong: dict[str, object], says: str) -> None:
    with pytest.raises(ScienceError, match=says):
        verify_plan(LINE, replace(RULES, **wrong), PLAN)  # type: ignore[arg-type]  # wrong on purpose
