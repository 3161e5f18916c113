"""Month plans where something is missing, too much, or late: a sentence or an honest plan, never half of one."""

import itertools
import subprocess
import sys

import numpy as np
import pytest

from cookout.science.errors import ScienceError
from cookout.science.pairing import clock
from cookout.science.pairing.clock import Clock
from cookout.science.pairing.instance import Candidates, Rules
from cookout.science.pairing.meetings import limits_of, meetings_of
from cookout.science.pairing.month_plan import plan_weeks
from cookout.science.pairing.opening import opening_prices
from cookout.science.pairing.parity import odd_sums
from cookout.science.pairing.preflight import Way, preflight
from cookout.science.pairing.program import Program
from cookout.science.pairing.tests.made_pairs import uniform
from cookout.science.pairing.tests.test_month_plan import (
    best_by_branching,
    candidates_of,
    everybody,
    random_question,
)
from cookout.science.pairing.verify import verify_plan


@pytest.mark.parametrize("members", [1, 2, 3, 5])
def test_few_and_odd_numbers_are_planned_as_far_as_they_go(members: int) -> None:
    question = everybody(members, np.full(members * (members - 1) // 2, 3), weeks=3)
    plan = plan_weeks(*question)
    verify_plan(*question, plan)
    assert plan.optimal
    assert plan.chosen.size == {1: 0, 2: 1, 3: 3, 5: 6}[members]


@pytest.mark.parametrize(
    ("pairs", "capacity", "there", "way"),
    [
        ({}, 2, True, Way.NO_PAIRS),
        ({(0, 1): 4, (1, 2): 4}, 0, True, Way.NO_CAPACITY),
        ({(0, 1): 4, (1, 2): 4}, 2, False, Way.NOBODY_AVAILABLE),
    ],
)
def test_where_nobody_can_meet_the_plan_is_empty_and_says_why(
    pairs: dict[tuple[int, int], int], capacity: int, there: bool, way: Way
) -> None:
    question = candidates_of(3, pairs), Rules(2, np.full(3, capacity), np.full((3, 2, 3), there))
    plan = plan_weeks(*question)
    verify_plan(*question, plan)
    assert plan.optimal
    assert not plan.chosen.size
    assert way in {one.code for one in preflight(*question)}


def test_gains_beyond_the_range_are_refused_with_a_sentence() -> None:
    with pytest.raises(ScienceError, match="from 1 to 2"):
        candidates_of(2, {(0, 1): 2**40 + 1})


def test_more_than_can_be_planned_at_once_is_refused_with_a_sentence() -> None:
    first, second = np.triu_indices(800, 1)
    candidates = Candidates(800, first.astype(np.int64), second.astype(np.int64), np.ones(first.size, np.int64))
    with pytest.raises(ScienceError, match="Give each member fewer candidates"):
        plan_weeks(candidates, Rules(8, np.full(800, 4), np.ones((800, 8), bool)))


def test_opening_prices_prove_a_bound_without_a_linear_program() -> None:
    for seed in range(8):
        question = random_question(16, 60 + seed)
        meetings = meetings_of(*question)
        found = opening_prices(meetings, Program.of(meetings, limits_of(meetings)))
        assert best_by_branching(*question) <= found.bound
        assert not found.loss.size or found.loss.min() >= 0


def test_odd_sums_cut_off_no_plan() -> None:
    cut = 0
    for seed in range(12):
        question = random_question(18, 80 + seed)
        meetings = meetings_of(*question)
        program = Program.of(meetings, limits_of(meetings))
        prices = program.prices(Clock(20))
        more = odd_sums(program, prices.share, 30)
        if more is None:
            continue
        cut += 1
        assert (more.rows @ prices.share > more.most).all()
        plan = plan_weeks(*question, seed=seed)
        held = np.zeros(meetings.pair.size, np.int64)
        keys = meetings.pair * meetings.width.size + meetings.span
        held[np.searchsorted(keys, plan.chosen * meetings.width.size + meetings.span_of[plan.week])] = 1
        assert (more.rows @ held <= more.most).all()
    assert cut


def test_a_busy_machine_makes_the_same_plan(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ended by the work that is counted, before it is proved: with time that stands still and with time that runs."""
    candidates, draw = uniform(50, 902), np.random.default_rng(902)
    question = candidates, Rules(4, np.full(50, 4), draw.random((50, 4, 3)) < 0.5)
    monkeypatch.setattr(clock, "monotonic", lambda: 0.0)
    plan = plan_weeks(*question, seed=3, seconds=0.6)
    verify_plan(*question, plan)
    assert not plan.optimal
    runs = itertools.count()
    monkeypatch.setattr(clock, "monotonic", lambda: 1e-5 * next(runs))
    again = plan_weeks(*question, seed=3, seconds=0.6)
    assert (plan.value, plan.upper_bound) == (again.value, again.upper_bound)
    assert (plan.chosen.tolist(), plan.week.tolist()) == (again.chosen.tolist(), again.week.tolist())


def test_a_machine_that_is_far_too_slow_ends_with_a_plan_and_a_bound_that_holds(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    question, days = random_question(20, 11, highest=4), itertools.count()
    monkeypatch.setattr(clock, "monotonic", lambda: 86_400.0 * next(days))
    plan = plan_weeks(*question)
    verify_plan(*question, plan)
    assert plan.value <= best_by_branching(*question) <= plan.upper_bound


def test_planning_loads_no_solver_of_its_own() -> None:
    """Every command and page loads this: it has to stay light."""
    code = "import sys, cookout.science.pairing.month_plan; print('ortools' in sys.modules, 'pandas' in sys.modules)"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert told.stdout.split() == ["False", "False"]
