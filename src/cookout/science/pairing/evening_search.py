"""Better seatings by swaps, seeded: who stands where in a seating, and who changes tables in one turn of it."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from cookout.science.errors import ScienceError
from cookout.science.pairing.evening_instance import OUT, Evening, met
from cookout.science.pairing.instance import Ints

Reals = NDArray[np.float64]
EXACT = 2**52
"""Costs are whole numbers in doubles, whose products are quick: sums below this are exact."""


@dataclass(frozen=True, slots=True)
class Weights:
    """What a meeting costs: less than nothing by its gain; a repeat more than all gains, two kept apart more still."""

    gain: Reals
    repeat: float
    apart: Reals

    @classmethod
    def of(cls, evening: Evening) -> "Weights":
        """The weights of this evening."""
        gain = np.where(evening.apart, 0, evening.gain).astype(np.float64)
        np.fill_diagonal(gain, 0)
        repeat = gain.sum() / 2 + 1
        meetings = evening.turns * evening.members * evening.seats
        if repeat * meetings * 4 * evening.members > EXACT:
            raise ScienceError("These gains are too large for so many people at one evening.")
        return cls(gain, repeat, evening.apart * (repeat * meetings))

    def without_people(self) -> "Weights":
        """Repeats alone: as long as nobody stands anywhere."""
        return Weights(np.zeros_like(self.gain), self.repeat, np.zeros_like(self.apart))

    def cost(self, place: Ints) -> float:
        """What a seating costs."""
        times = met(place)
        costs = self.apart * times + self.repeat * np.maximum(times - 1, 0) - self.gain * (times > 0)
        return float(np.triu(costs).sum())


def stand(place: Ints, weights: Weights, steps: int, rng: np.random.Generator) -> Ints:
    """The same seating with people in other places of it: best swap after best swap, none taken back at once."""
    meets = (met(place) > 0).astype(np.float64)
    worth = weights.gain - weights.apart
    many = len(meets)
    who = rng.permutation(many)
    best, best_value, value = who.copy(), -np.inf, float((meets * worth[np.ix_(who, who)]).sum() / 2)
    until = np.zeros((many, many), np.int64)  # place × person: not there again before this step
    here = np.arange(many)
    for step in range(steps):
        if value > best_value:
            best, best_value = who.copy(), value
        seen = worth[np.ix_(who, who)]
        flow = meets @ seen
        own = flow.diagonal()
        change = flow + flow.T - own[:, None] - own + 2 * meets * seen
        away = until[:, who] > step
        barred = away & away.T & (value + change <= best_value)
        change[barred] = -np.inf
        change[here, here] = -np.inf
        one, other = divmod(int(_any_best(change, rng)), many)
        if change[one, other] == -np.inf:
            continue
        value += change[one, other]
        until[one, who[one]] = until[other, who[other]] = step + int(rng.integers(many // 4 + 2, many // 2 + 4))
        who[one], who[other] = who[other], who[one]
    moved = np.empty_like(place)
    moved[:, best] = place
    return moved


def swap(place: Ints, weights: Weights, tables: int, steps: int, rng: np.random.Generator) -> tuple[Ints, int]:
    """A seating in which people changed tables within turns, at the lowest cost found, and the steps it took.

    One turn after the other, those with repeats first: the best swap of two at different tables, none taken back at
    once. Someone who sits out changes with whoever did so less often, so that it stays fair.
    """
    place = place.copy()
    turns, many = place.shape
    until = np.zeros((turns, many, tables + 1), np.int64)
    cost = best_cost = weights.cost(place)
    best, times, since = place.copy(), met(place), 0
    for step in range(steps):
        turn = _turn(place, times, weights, rng, step)
        table = np.where(place[turn] == OUT, tables, place[turn])
        change = _changes(place, times, weights, turn, table, tables)
        barred = until[turn][:, table] > step
        barred = barred & barred.T & (cost + change >= best_cost)
        change[barred] = np.inf
        one, other = divmod(int(_any_best(-change, rng)), many)
        since += 1
        if change[one, other] < np.inf:
            cost += change[one, other]
            until[turn, [one, other], table[[one, other]]] = step + int(rng.integers(4, 12))
            times -= _together(place[turn])
            place[turn, [one, other]] = place[turn, [other, one]]
            times += _together(place[turn])
        if cost < best_cost:
            best, best_cost, since = place.copy(), cost, 0
        if since > steps // 3:
            return best, step + 1
    return best, steps


def _turn(place: Ints, times: Ints, weights: Weights, rng: np.random.Generator, step: int) -> int:
    """A turn in which somebody sits with somebody again, or with one who is kept apart; else the next one."""
    wrong = (times > 1) | ((weights.apart > 0) & (times > 0))
    if not wrong.any():
        return step % len(place)
    one, other = np.nonzero(wrong)
    pick = int(rng.integers(one.size))
    together = np.flatnonzero((place[:, one[pick]] == place[:, other[pick]]) & (place[:, one[pick]] >= 0))
    return int(together[rng.integers(together.size)])


def _changes(place: Ints, times: Ints, weights: Weights, turn: int, table: Ints, tables: int) -> Reals:
    """Members × members: how the cost changes if the two change places in this turn."""
    before = times - _together(place[turn])
    cost = weights.apart + np.where(before > 0, weights.repeat, -weights.gain)
    np.fill_diagonal(cost, 0)
    beside = cost @ (table[:, None] == np.arange(tables + 1))
    beside[:, tables] = 0
    there = beside[:, table]
    own = there.diagonal()
    seated = table < tables
    change = there + there.T - own[:, None] - own - cost * (seated[:, None].astype(int) + seated)
    outs = (place == OUT).sum(axis=0)
    unfair = ~seated[:, None] & seated & (outs[:, None] <= outs)
    change[unfair | unfair.T | (table[:, None] == table)] = np.inf
    return np.asarray(change)


def _together(turn: Ints) -> Ints:
    both: Ints = ((turn[:, None] == turn) & (turn >= 0) & ~np.eye(turn.size, dtype=bool)).astype(np.int64)
    return both


def _any_best(worth: Reals, rng: np.random.Generator) -> int:
    """One of the best, by lot."""
    best = np.flatnonzero(worth == worth.max())
    return int(best[rng.integers(best.size)])
