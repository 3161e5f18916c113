"""Whose turn it is to sit out, where an odd number can meet in a week: it goes round over the quarter."""

from dataclasses import replace
from random import Random

import numpy as np

from cookout.rounds.models.asked import Asked
from cookout.science.pairing.hat_of_plan import HatOfPlan
from cookout.science.pairing.instance import Flags, Ints, Plan, Rules

SAT_OUT = 16
"""Added to the need of who sits out in this round: more than any need that earlier rounds leave (0 … 15)."""


def turns_of(asked: Asked, hat: HatOfPlan, seed: int) -> dict[int, int]:
    """For each week in which one must sit out: who does, by her place; the hat's pairs stay as they are.

    Whoever came off best in the quarter's rounds, and has not sat out in this one; among equals the lot. Only where
    everybody is asked as often as there are weeks: else some sit out as they wish, and nobody needs a turn.
    """
    rules, need, found = hat.rules, asked.need.astype(np.int64).copy(), dict[int, int]()
    lot = Random(seed)  # noqa: S311  (a tie among equals, drawn from the plan's own seed)
    rank = np.array(lot.sample(range(asked.candidates.members), asked.candidates.members), dtype=np.int64)
    left = rules.by_week.sum(axis=1)
    can = [_able(hat, week) for week in range(rules.weeks)]
    for week, able in enumerate(can):
        need[rules.by_week[:, week] & ~able] += SAT_OUT  # the hat has left them without anybody in that week
    for week, able in enumerate(can):
        if able.sum() % 2 and bool((rules.capacity >= left)[able].all()):
            places = np.flatnonzero(able)
            out = int(places[np.lexsort((rank[places], need[places]))[0]])
            found[week] = out
            need[out] += SAT_OUT
            left[out] -= 1
    return found


def sitting_out(rules: Rules, turns: dict[int, int]) -> Rules:
    """The same rules, with these members not there in these weeks."""
    available = rules.available.copy()
    for week, member in turns.items():
        available[member, week] = False
    return replace(rules, available=available)


def costly(hat: HatOfPlan, turns: dict[int, int], plan: Plan) -> list[int]:
    """The weeks in which not everybody else who can meets somebody: there a turn may cost others a pair."""
    met = np.bincount(plan.week, minlength=hat.rules.weeks)
    return [week for week in turns if int(_able(hat, week).sum()) // 2 > met[week]]


def _able(hat: HatOfPlan, week: int) -> Flags:
    """Who can meet somebody in this week beside what the hat gave."""
    first: Ints = hat.rest.first
    second: Ints = hat.rest.second
    open_ = hat.rules.shared(first, second)[:, week].any(axis=1)
    able = np.zeros(hat.rest.members, np.bool_)
    able[first[open_]] = able[second[open_]] = True
    return able
