"""A program that is asked again answers as one asked for the first time."""

import numpy as np
import pytest

from cookout.science.pairing.clock import Clock
from cookout.science.pairing.meetings import limits_of, meetings_of
from cookout.science.pairing.parity import odd_sums
from cookout.science.pairing.program import Numbers, Prices, Program
from cookout.science.pairing.standing import Standing
from cookout.science.pairing.tests.test_month_plan import random_question


def program_of(seed: int) -> Program:
    meetings = meetings_of(*random_question(24, seed))
    return Program.of(meetings, limits_of(meetings))


def asked(standing: Standing, program: Program, lower: Numbers, upper: Numbers) -> Prices:
    price, share = standing.ask(lower, upper, Clock(20))
    is_open = np.flatnonzero(upper > lower)
    return program.only(is_open, np.flatnonzero(lower)).proved(price, share[is_open])


def free(program: Program) -> tuple[Numbers, Numbers]:
    return np.zeros(program.gain.size), np.ones(program.gain.size)


def nearly_the_same(one: Prices, other: Prices) -> bool:
    return abs(one.bound - other.bound) <= 1


@pytest.mark.parametrize("seed", range(300, 306))
def test_asked_under_other_bounds_it_proves_what_a_new_program_proves(seed: int) -> None:
    program, draw = program_of(seed), np.random.default_rng(seed)
    standing = Standing(program)
    assert nearly_the_same(asked(standing, program, *free(program)), program.prices(Clock(20)))
    for _ in range(4):
        upper = (draw.random(program.gain.size) < 0.7).astype(np.float64)
        places = np.flatnonzero(upper)
        fresh = program.only(places, places[:0]).prices(Clock(20))
        assert nearly_the_same(asked(standing, program, 0 * upper, upper), fresh)


@pytest.mark.parametrize("seed", range(300, 306))
def test_it_goes_on_with_some_columns_and_with_rows_that_come_and_go(seed: int) -> None:
    program = program_of(seed)
    standing = Standing(program)
    prices = asked(standing, program, *free(program))
    cuts = odd_sums(program, prices.share, 30)
    if cuts is not None:
        program = program.cut(cuts)
        standing.cut(cuts)
        assert nearly_the_same(asked(standing, program, *free(program)), program.prices(Clock(20)))
    kept = np.flatnonzero(np.random.default_rng(seed).random(program.gain.size) < 0.8)
    program = program.only(kept, kept[:0])
    standing.only(kept)
    assert nearly_the_same(asked(standing, program, *free(program)), program.prices(Clock(20)))
    idle = np.zeros(program.most.size, np.bool_)
    idle[idle.size - program.cuts :: 2] = program.cuts > 0
    program = program.without(idle)
    standing.without(idle)
    assert nearly_the_same(asked(standing, program, *free(program)), program.prices(Clock(20)))


def test_a_question_without_an_answer_proves_no_less_than_a_plan_gains() -> None:
    """No pair can be taken twice: what it proposes then is still a bound."""
    program = program_of(301)
    standing = Standing(program)
    lower, upper = free(program)
    twice = np.flatnonzero(program.pair == np.bincount(program.pair).argmax())[:2]
    lower[twice] = 1
    price, share = standing.ask(lower, upper, Clock(20))
    assert price.size == program.most.size
    assert share.size == program.gain.size
    assert program.proved(price, share).bound >= program.prices(Clock(20)).bound - 1
