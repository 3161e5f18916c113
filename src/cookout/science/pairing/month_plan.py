"""Which pairs meet in which week, so that the sum of their gains is highest: with what nobody could exceed."""

from dataclasses import replace

import numpy as np

from cookout.science.pairing.clock import EXCHANGE, Clock
from cookout.science.pairing.filling import TRIES, Weeks, favoured, filled
from cookout.science.pairing.instance import Candidates, Ints, Plan, Rules
from cookout.science.pairing.joint import Joint
from cookout.science.pairing.meetings import Meetings, checked, limits_of, meetings_of, refuse_too_many
from cookout.science.pairing.prices import prices_of
from cookout.science.pairing.program import Program

SECONDS = 20.0


def plan_weeks(candidates: Candidates, rules: Rules, *, seed: int = 0, seconds: float = SECONDS) -> Plan:
    """Who meets whom in which week, so that the gains add up to the most?

    Each member meets at most her capacity and once a week at most, only in weeks in which both share a slot
    (the first of these is taken), and each pair once at most. Nothing but the sum of gains is maximised. Small groups:
    proved optimal (`optimal`), larger ones near it, with the bound that proves how near. `seconds` is about how long
    it may take (more only for the first bound of a large group), in work that is counted: the same seed gives the same
    plan unless the machine takes three times as long, or the group is very large (above 15,000 pairs times weeks).
    Raises ScienceError where the rules do not fit.

    Method: prices from the linear program prove a bound and rule out every meeting that no better plan can
    contain (reduced-cost fixing); a plan is coloured into the weeks by Kempe chains; what the bound leaves open
    is closed by cuts and branches, each of whose bounds is proved in whole numbers too.

    >>> pairs = Candidates(3, np.array([0, 0, 1]), np.array([1, 2, 2]), np.array([5, 4, 3]))
    >>> two_weeks = Rules(2, np.array([2, 2, 2]), np.ones((3, 2), bool))
    >>> plan = plan_weeks(pairs, two_weeks)
    >>> plan.value, plan.optimal
    (9, True)
    """
    checked(candidates, rules)
    refuse_too_many(candidates, rules)
    plan = best_plan(meetings_of(candidates, rules), seed, Clock(seconds))
    return replace(plan, slot=first_shared(candidates, rules, plan))


def first_shared(candidates: Candidates, rules: Rules, plan: Plan) -> Ints:
    """For each meeting the first slot of its week in which both can."""
    shared = rules.shared(candidates.first[plan.chosen], candidates.second[plan.chosen])
    slot: Ints = shared[np.arange(plan.week.size), plan.week].argmax(axis=1).astype(np.int64)
    return slot


def best_plan(meetings: Meetings, seed: int, clock: Clock) -> Plan:
    """The plan of highest gain among these meetings, and its bound."""
    program = Program.of(meetings, limits_of(meetings))
    prices, program = prices_of(meetings, program, clock)
    weeks = filled(meetings, prices, favoured(meetings, prices), prices.bound, seed)
    clock.worked(EXCHANGE * TRIES * meetings.candidates.members)
    plan = _plan(meetings, weeks, prices.bound, "prices and exchanges")
    if plan.optimal or clock.left < 0:
        return plan
    found = Joint(meetings, program, prices, weeks, clock)
    found.search(seed)
    return _plan(meetings, found.weeks, found.bound, "prices, cuts and branches")


def _plan(meetings: Meetings, weeks: Weeks, bound: int, engine: str) -> Plan:
    chosen, week = weeks
    return Plan(chosen, week, np.zeros_like(week), int(meetings.candidates.gain[chosen].sum()), bound, engine)
