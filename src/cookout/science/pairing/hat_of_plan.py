"""The hat in a month plan: so many of everybody's pairs are drawn first, the rest is optimised around them.

The hat does not look at gains, and the plan does not touch what the hat gave. What is left to plan is an ordinary
question of candidates and rules: the drawn pairs are gone, their weeks are taken, capacities are lower by one a draw.
"""

from dataclasses import dataclass, replace

import numpy as np

from cookout.science.errors import ScienceError
from cookout.science.pairing.hat import Draw, draw
from cookout.science.pairing.instance import Candidates, Flags, Ints, Plan, Rules


@dataclass(frozen=True, slots=True)
class HatOfPlan:
    """What was drawn, and what is left to plan."""

    candidates: Candidates
    draws: tuple[Draw, ...]
    """In order. Each one's probabilities are given the draws before it, because a pair is drawn once and weeks fill."""
    chosen: Ints
    """Places of the drawn pairs in the candidates, draw by draw."""
    week: Ints
    slot: Ints
    """Of each week the first slot in which both can."""
    rest: Candidates
    places: Ints
    """For each pair of the rest its place in the candidates."""
    rules: Rules
    """What the draws leave of capacities and weeks."""

    def whole(self, plan: Plan) -> Plan:
        """The drawn pairs and the plan of the rest as one plan; the bound holds for plans that keep what was drawn."""
        value = int(self.candidates.gain[self.chosen].sum())
        chosen = np.concatenate([self.chosen, self.places[plan.chosen]])
        order = chosen.argsort(kind="stable")
        return replace(
            plan,
            chosen=chosen[order],
            week=np.concatenate([self.week, plan.week])[order],
            slot=np.concatenate([self.slot, plan.slot])[order],
            value=plan.value + value,
            upper_bound=plan.upper_bound + value,
        )


def hat_of_plan(
    candidates: Candidates,
    rules: Rules,
    many: int,
    *,
    seed: int,
    sat_out: Ints | None = None,
    redraws: int = 10_000,
) -> HatOfPlan:
    """Draw up to `many` partners for everybody, and say in which weeks they meet and what is left to plan.

    In each draw a pair may come out that is a candidate, was not drawn before, and has a week left in which both share
    a slot; whoever sat out of an earlier draw does not sit out again while others can. A drawn pair meets in the week
    in which most members are available, of those that suit both: so the other weeks stay whole for the plan. Draws
    stop where no pair is left. The first draw has the seed itself, the others seeds that follow from it.
    Raises ScienceError for less than no draws, and where the hat does.

    >>> everybody = Candidates(3, np.array([0, 0, 1]), np.array([1, 2, 2]), np.array([5, 4, 3]))
    >>> found = hat_of_plan(everybody, Rules(2, np.array([2, 2, 2]), np.ones((3, 2), bool)), 1, seed=3)
    >>> found.draws[0].pairs.tolist(), found.week.tolist(), found.rules.capacity.tolist(), found.places.tolist()
    ([[0, 1]], [0], [1, 1, 2], [1, 2])
    """
    if many < 0:
        raise ScienceError("Nobody can be given fewer than no partners from the hat.")
    turns = np.zeros(candidates.members, np.int64) if sat_out is None else np.asarray(sat_out, np.int64).copy()
    liked = np.argsort(-rules.by_slot.any(axis=2).sum(axis=0), kind="stable")
    left, draws, chosen, weeks = rules, [], np.zeros(0, np.int64), np.zeros(0, np.int64)
    for number in range(many):
        open_ = np.setdiff1d(_open(candidates, left), chosen)
        if not open_.size:
            break
        asked = np.stack([candidates.first[open_], candidates.second[open_]], axis=1)
        found = draw(candidates.members, asked, seed=_seed(seed, number), redraws=redraws, sat_out=turns.copy())
        place = _places(candidates, found.pairs)
        week = _weeks(candidates, left, place, liked)
        left = _without(candidates, left, place, week)
        turns[np.intersect1d(found.sits_out, asked)] += 1
        draws.append(found)
        chosen, weeks = np.append(chosen, place), np.append(weeks, week)
    places = np.setdiff1d(np.arange(candidates.first.size), chosen)
    rest = Candidates(
        candidates.members, candidates.first[places], candidates.second[places], candidates.gain[places]
    )  # fmt: skip
    shared = rules.shared(candidates.first[chosen], candidates.second[chosen])[np.arange(chosen.size), weeks]
    slots = shared.argmax(axis=1).astype(np.int64)
    return HatOfPlan(candidates, tuple(draws), chosen, weeks, slots, rest, places, left)


def _seed(seed: int, number: int) -> int:
    """63 bits, because a database keeps no more in a whole number with a sign."""
    return int(np.random.SeedSequence((seed, number)).generate_state(1, np.uint64)[0] >> 1) if number else seed


def _free(candidates: Candidates, rules: Rules, place: Ints) -> Flags:
    """Pairs × weeks: whether both could meet, in a slot they share."""
    return np.asarray(rules.shared(candidates.first[place], candidates.second[place]).any(axis=2))


def _open(candidates: Candidates, rules: Rules) -> Ints:
    everything = np.arange(candidates.first.size)
    return np.flatnonzero(_free(candidates, rules, everything).any(axis=1))


def _places(candidates: Candidates, pairs: Ints) -> Ints:
    code = candidates.first * candidates.members + candidates.second
    order = code.argsort()
    return order[np.searchsorted(code[order], pairs[:, 0] * candidates.members + pairs[:, 1])]


def _weeks(candidates: Candidates, rules: Rules, place: Ints, liked: Ints) -> Ints:
    """The most liked week that suits both; nobody is in two pairs of one draw, so no two of these are in the way."""
    return np.asarray(liked[_free(candidates, rules, place)[:, liked].argmax(axis=1)])


def _without(candidates: Candidates, rules: Rules, place: Ints, week: Ints) -> Rules:
    available, capacity = rules.available.copy(), rules.capacity.copy()
    for end in (candidates.first[place], candidates.second[place]):
        available[end, week] = False
        capacity[end] -= 1
    return Rules(rules.weeks, capacity, available)
