"""When the study does not speak."""

from dataclasses import replace

import numpy as np
import pytest

from cookout.science.study.grid import Grid, absent
from cookout.science.study.results import Complaint, Estimate, Words
from cookout.science.study.silence import FEWEST_MEMBERS, SCORE, counts_its_outcome, placebo_failed, withheld
from cookout.science.study.tests.answers import FACTS, estimate


def of(*estimates: Estimate) -> dict[str, Estimate]:
    return {one.key: one for one in estimates}


SAME = estimate("same_member.received", 1.2, 1.1, 1.3, more={"coefficient": 0.18})
STEP = estimate("steps.received.2", 1.3, 1.1, 1.5)
HELD = estimate("controlled.received", 1.2, 1.1, 1.3)
OTHER = estimate("same_member.given", 1.2, 1.1, 1.3)
FAILED = estimate("lead.received", 1.1, 1.05, 1.15)
PASSED = estimate("lead.received", 1.02, 0.95, 1.10)


@pytest.mark.parametrize("one", [SAME, STEP, HELD])
def test_what_compares_a_member_with_herself_falls_with_its_placebo(one: Estimate) -> None:
    found = withheld(of(one, FAILED), FACTS)[one.key]
    assert (found.value, found.low, found.high, found.p) == (None, None, None, None)
    assert found.silence == "placebo_failed"
    assert not found.more, "the coefficient must not leave by the back door"


def test_a_placebo_that_holds_lets_it_speak() -> None:
    assert withheld(of(SAME, PASSED), FACTS)[SAME.key] == SAME


def test_the_placebo_of_one_outcome_leaves_the_other_alone() -> None:
    assert withheld(of(SAME, OTHER, FAILED), FACTS)[OTHER.key] == OTHER


def test_a_placebo_below_one_fails_as_well() -> None:
    assert placebo_failed(of(estimate("lead.given", 0.8, 0.7, 0.9)), "given")


def test_too_few_members_are_silent_and_enough_are_not() -> None:
    few = replace(SAME, groups=FEWEST_MEMBERS - 1)
    assert withheld(of(few), FACTS)[SAME.key].silence == "too_few"
    assert withheld(of(replace(SAME, groups=FEWEST_MEMBERS)), FACTS)[SAME.key].is_known


def test_seven_members_are_too_few_and_eight_are_not() -> None:
    assert withheld(of(replace(SAME, groups=7)), FACTS)[SAME.key].silence == "too_few"
    assert withheld(of(replace(SAME, groups=8)), FACTS)[SAME.key].is_known


def test_where_most_months_are_missing_the_same_member_is_not_compared() -> None:
    assert withheld(of(SAME), replace(FACTS, missing=289))[SAME.key].silence == "missing_months"
    assert withheld(of(SAME), replace(FACTS, missing=287))[SAME.key].is_known


def test_a_score_that_counts_its_outcome_is_refused_as_an_explanation() -> None:
    told = withheld(of(SAME, estimate("band.received.2", 1.0, 0.9, 1.1)), FACTS, [Complaint(SCORE, Words("A score."))])
    assert {one.silence for one in told.values()} == {SCORE}


def test_what_is_silent_already_keeps_its_own_reason() -> None:
    quiet = Estimate("same_member.received", "times", silence="all_zero")
    assert withheld(of(quiet, FAILED), FACTS)[quiet.key].silence == "all_zero"


def grid(x: np.ndarray, given: np.ndarray, received: np.ndarray) -> Grid:
    layers = {"given": given.astype(np.uint8), "received": received.astype(np.uint8)}
    months = np.arange(x.shape[1], dtype=np.int32)
    return Grid(months, x.astype(np.uint8), layers, np.zeros(len(x), dtype=np.int32))


def test_points_worked_out_from_referrals_are_known_as_such() -> None:
    rng = np.random.default_rng(1)
    given, received = rng.poisson(1, (20, 12)), rng.poisson(1, (20, 12))
    assert counts_its_outcome(grid(5 * given + 2 * received, given, received))
    assert counts_its_outcome(grid(received, given, received))
    assert not counts_its_outcome(grid(rng.poisson(2, (20, 12)), given, received))


def test_a_score_is_looked_at_only_where_the_outcome_is_told() -> None:
    rng = np.random.default_rng(2)
    given, received = rng.poisson(1, (20, 12)), rng.poisson(1, (20, 12))
    score = grid(given + received, given, received)
    score.outcomes["given"][:, 0] = absent(score.outcomes["given"].dtype)
    assert counts_its_outcome(score)


def test_one_number_for_all_is_no_score() -> None:
    ones = np.ones((20, 12))
    assert not counts_its_outcome(grid(ones, ones, ones))


def test_no_rows_are_no_score() -> None:
    assert not counts_its_outcome(grid(np.zeros((0, 0)), np.zeros((0, 0)), np.zeros((0, 0))))
