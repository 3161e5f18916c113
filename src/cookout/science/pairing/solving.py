"""The best plan of a roster's pairs, of one week or of several; of plans that gain the same the fairest."""

from dataclasses import replace
from datetime import date

import numpy as np

from cookout.science.errors import ScienceError
from cookout.science.pairing.fairness import fair, needs
from cookout.science.pairing.giving_way import give_way
from cookout.science.pairing.hat_of_plan import HatOfPlan, hat_of_plan
from cookout.science.pairing.instance import Candidates, Ints, Plan, Rules
from cookout.science.pairing.month_plan import plan_weeks
from cookout.science.pairing.one_round import one_round
from cookout.science.pairing.reading.history import History
from cookout.science.pairing.verify import verify_plan
from cookout.science.pairing.worth import months_between

QUARTER = 3
"""Fairness looks back so many months."""

FAIR = 500
"""Up to so many members the fairest of the best plans is looked for."""

MOST_TOGETHER = 500_000
"""So many meetings, pairs × weeks, are planned over several weeks; one week has no such limit."""


def turns(history: History | None, members: int, first: date) -> Ints:
    """How many 1-2-1s fewer than the busiest member each had in the quarter before the plan."""
    had = np.zeros(members, np.int64)
    for one, other, day in history.held if history else ():
        if day < first and months_between(day, first) < QUARTER:
            had[[one, other]] += 1
    return np.asarray(had.max(initial=0) - had)


def solved(
    candidates: Candidates, rules: Rules, behind: Ints, *, hat: int, seed: int, seconds: float
) -> tuple[Plan, HatOfPlan | None]:
    """The plan, verified, and what the hat drew of it; `behind` says whose turn it is where plans gain the same."""
    _few_enough(candidates, rules)
    if not hat:
        plan = _fairest(candidates, rules, behind, seed, seconds)
        verify_plan(candidates, rules, plan)
        return plan, None
    drawn = hat_of_plan(candidates, rules, hat, seed=seed, sat_out=behind)
    plan = drawn.whole(_fairest(drawn.rest, drawn.rules, behind, seed, seconds))
    verify_plan(candidates, rules, plan)
    return plan, drawn


def _few_enough(candidates: Candidates, rules: Rules) -> None:
    meetings = candidates.gain.size * rules.weeks
    if rules.weeks > 1 and meetings > MOST_TOGETHER:
        raise ScienceError(
            f"{candidates.gain.size:,} pairs in {rules.weeks} weeks are more than can be planned together "
            f"({MOST_TOGETHER:,} pairs times weeks). Say --weeks 1 and plan week by week, or list fewer pairs with "
            "--gains FILE --only-listed, or make a roster of each chapter."
        )


def _fairest(candidates: Candidates, rules: Rules, behind: Ints, seed: int, seconds: float) -> Plan:
    """Of plans that gain the most, one that serves those who met least; the sum of gains comes first, always.

    In one week it is the fairest. Over several, whoever meets gives way to somebody who has met less, where that
    gains the same: a second search with needs in its gains could take far longer than the first.
    """
    if candidates.members > FAIR or not candidates.gain.size:
        return _best(candidates, rules, seed, seconds)
    need = needs(behind, -behind)
    if rules.weeks > 1:
        return give_way(candidates, rules, _best(candidates, rules, seed, seconds), need)
    scaled = fair(candidates, need, candidates.members // 2)
    plan = _best(scaled.candidates, rules, seed, seconds)
    value = int(candidates.gain[plan.chosen].sum())
    return replace(plan, value=value, upper_bound=scaled.gain(plan.upper_bound))


def _best(candidates: Candidates, rules: Rules, seed: int, seconds: float) -> Plan:
    if rules.weeks > 1:
        return plan_weeks(candidates, rules, seed=seed, seconds=seconds)
    shared = rules.shared(candidates.first, candidates.second)[:, 0]
    place = np.flatnonzero(shared.any(axis=1))
    able = Candidates(candidates.members, candidates.first[place], candidates.second[place], candidates.gain[place])
    found = one_round(able)
    chosen = place[found.chosen]
    slot = shared[chosen].argmax(axis=1).astype(np.int64)
    return Plan(chosen, np.zeros(chosen.size, np.int64), slot, found.value, found.upper_bound, found.engine)
