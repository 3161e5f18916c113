"""What prices prove holds of every plan, and exchanges never lose."""

from dataclasses import replace

import numpy as np
from hypothesis import given, settings

from cookout.science.pairing.calendar import Calendar
from cookout.science.pairing.clock import Clock
from cookout.science.pairing.exchanges import exchange
from cookout.science.pairing.instance import Candidates, Plan, Rules
from cookout.science.pairing.meetings import Meetings, limits_of, meetings_of
from cookout.science.pairing.month_plan import first_shared
from cookout.science.pairing.prices import prices_of
from cookout.science.pairing.program import Prices, Program
from cookout.science.pairing.tests.test_month_plan import best_by_hand, candidates_of, questions, random_question
from cookout.science.pairing.verify import verify_plan


def priced(meetings: Meetings) -> Prices:
    return prices_of(meetings, Program.of(meetings, limits_of(meetings)), Clock(20))[0]


@settings(max_examples=80, deadline=None)
@given(questions())
def test_no_plan_exceeds_the_bound(question: tuple[Candidates, Rules]) -> None:
    meetings = meetings_of(*question)
    prices = priced(meetings)
    assert prices.bound >= best_by_hand(*question)
    assert not prices.loss.size or prices.loss.min() >= 0


@settings(max_examples=40, deadline=None)
@given(questions())
def test_a_plan_with_a_meeting_that_loses_gains_that_much_less(question: tuple[Candidates, Rules]) -> None:
    candidates, rules = question
    meetings = meetings_of(candidates, rules)
    prices = priced(meetings)
    for place in range(candidates.gain.size):
        losses = prices.loss[meetings.pair == place]
        if not losses.size:
            continue
        a, b = int(candidates.first[place]), int(candidates.second[place])
        rest = candidates_of(
            candidates.members,
            {
                (int(x), int(y)): int(gain)
                for x, y, gain in zip(candidates.first, candidates.second, candidates.gain, strict=True)
                if (x, y) != (a, b)
            },
        )
        for week in np.flatnonzero((rules.by_slot[a] & rules.by_slot[b]).any(axis=1)):
            less, there = rules.capacity.copy(), rules.available.copy()
            less[[a, b]] -= 1
            there[[a, b], week] = False
            with_it = int(candidates.gain[place]) + best_by_hand(rest, Rules(rules.weeks, less, there))
            loss = int(prices.loss[(meetings.pair == place) & (meetings.span == meetings.span_of[week])][0])
            assert prices.grain * with_it + loss < prices.grain * (prices.bound + 1)


def test_five_in_four_weeks_are_bounded_by_two_meetings_a_week() -> None:
    candidates = candidates_of(5, {(a, b): 6 for b in range(5) for a in range(b)})
    meetings = meetings_of(candidates, Rules(4, np.full(5, 4), np.ones((5, 4), bool)))
    assert priced(meetings).bound == 48


def test_half_an_hour_for_each_of_three_pairs_is_no_plan() -> None:
    """Three triangles that also know a fourth one each: the program takes halves until an odd set forbids them."""
    pairs = {(0, 1): 9, (1, 2): 9, (0, 2): 9, (3, 4): 9, (4, 5): 9, (3, 5): 9, (2, 3): 1}
    candidates = candidates_of(6, pairs)
    meetings = meetings_of(candidates, Rules(1, np.ones(6, int), np.ones((6, 1), bool)))
    assert priced(meetings).bound == 19


def test_exchanges_keep_the_rules_and_lose_nothing() -> None:
    for seed in range(6):
        candidates, rules = random_question(20, seed)
        meetings = meetings_of(candidates, rules)
        prices = priced(meetings)
        calendar = Calendar(meetings)
        calendar.put((pair, -1) for pair in range(candidates.gain.size))
        before = calendar.value
        exchange(meetings, prices, calendar, prices.bound, seed, 300)
        assert calendar.value >= before
        chosen, week = calendar.answer()
        plan = Plan(chosen, week, np.zeros_like(week), calendar.value, prices.bound, "by exchanges")
        verify_plan(candidates, rules, replace(plan, slot=first_shared(candidates, rules, plan)))
