"""Each way to a proof alone: branches without cuts, columns called in by their prices, the interior-point method."""

import numpy as np
import pytest

from cookout.science.pairing import joint, prices, program
from cookout.science.pairing.clock import Clock
from cookout.science.pairing.filling import Weeks
from cookout.science.pairing.joint import Joint
from cookout.science.pairing.meetings import Meetings, limits_of, meetings_of
from cookout.science.pairing.month_plan import plan_weeks
from cookout.science.pairing.prices import prices_of
from cookout.science.pairing.program import Program
from cookout.science.pairing.tests.test_month_plan import best_by_branching, random_question
from cookout.science.pairing.verify import verify_plan

NO_PLAN: Weeks = (np.zeros(0, np.int64), np.zeros(0, np.int64))


def joined(meetings: Meetings, clock: Clock) -> Joint:
    """The search with no plan to begin with."""
    found, cut = prices_of(meetings, Program.of(meetings, limits_of(meetings)), clock)
    return Joint(meetings, cut, found, NO_PLAN, clock)


@pytest.mark.parametrize("seed", range(700, 708))
def test_branches_alone_find_the_best_plan_and_prove_it(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(joint, "ROUNDS", 0)
    monkeypatch.setattr(joint, "ROUNDS_IN_BRANCH", 0)
    question = random_question(12, seed, highest=(3, 1000)[seed % 2])
    found = joined(meetings_of(*question), Clock(20))
    found.search(seed)
    assert found.value == found.bound == best_by_branching(*question)


@pytest.mark.parametrize("work", [0.0, 0.005, 0.02, 0.05])
def test_branches_that_are_ended_leave_a_bound_that_holds(work: float, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(joint, "ROUNDS", 0)
    monkeypatch.setattr(joint, "ROUNDS_IN_BRANCH", 0)
    question = random_question(20, 11, highest=4)
    found = joined(meetings_of(*question), Clock(work))
    found.search(1)
    assert found.value <= best_by_branching(*question) <= found.bound


@pytest.mark.parametrize("seed", range(720, 726))
def test_columns_that_prices_call_in_give_the_same_plan_as_all_at_once(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    question = random_question(16, seed)
    best = plan_weeks(*question)
    monkeypatch.setattr(prices, "ALL_AT_ONCE", 30)
    few = plan_weeks(*question)
    verify_plan(*question, few)
    assert few.value == few.upper_bound == best.value == best_by_branching(*question)


@pytest.mark.parametrize("seed", range(740, 746))
def test_the_interior_point_method_proves_as_much(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    question = random_question(16, seed)
    meetings = meetings_of(*question)
    asked = Program.of(meetings, limits_of(meetings))
    simplex = asked.prices(Clock(20)).bound
    monkeypatch.setattr(program, "LARGE", 10)
    assert abs(asked.prices(Clock(20)).bound - simplex) <= 1
    plan = plan_weeks(*question)
    assert plan.value == plan.upper_bound == best_by_branching(*question)
