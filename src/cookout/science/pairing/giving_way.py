"""A plan made fairer at no cost: who meets gives way to somebody whose turn it is more, where that gains the same."""

from dataclasses import replace

import numpy as np

from cookout.science.pairing.instance import Candidates, Flags, Ints, Plan, Rules


def give_way(candidates: Candidates, rules: Rules, plan: Plan, need: Ints) -> Plan:
    """The plan after as many such exchanges as there are; value and bound stay.

    In a meeting of two, one is replaced by a member of higher need who is free in that week, can meet then, has
    capacity left, and gains as much with the other. Each exchange adds to the needs that are served, so they end.

    >>> three = Candidates(3, np.array([0, 0, 1]), np.array([1, 2, 2]), np.array([5, 5, 5]))
    >>> week = Rules(1, np.array([1, 1, 1]), np.ones((3, 1), bool))
    >>> zero = np.array([0])
    >>> give_way(three, week, Plan(zero, zero, zero, 5, 5, "by hand"), np.array([0, 0, 3])).chosen.tolist()
    [2]
    """
    if not plan.chosen.size or np.ptp(need) == 0:
        return plan
    table = _Table(candidates, rules, plan, need)
    while any([table.exchanged(at) for at in range(plan.chosen.size)]):
        pass
    order = np.lexsort((table.week, table.chosen))
    return replace(plan, chosen=table.chosen[order], week=table.week[order], slot=table.slot[order])


class _Table:
    """Who meets when, while it changes."""

    def __init__(self, candidates: Candidates, rules: Rules, plan: Plan, need: Ints) -> None:
        members = candidates.members
        self.need, self.can = need, rules.by_slot
        self.chosen, self.week, self.slot = plan.chosen.copy(), plan.week, plan.slot.copy()
        self.ends = np.stack([candidates.first[plan.chosen], candidates.second[plan.chosen]], axis=1)
        self.place = np.full((members, members), -1, dtype=np.int64)
        self.place[candidates.first, candidates.second] = np.arange(candidates.gain.size)
        self.place = np.maximum(self.place, self.place.T)
        self.gain = candidates.gain
        self.left = rules.capacity - np.bincount(self.ends.reshape(-1), minlength=members)
        self.busy: Flags = np.zeros((members, rules.weeks), dtype=bool)
        self.busy[self.ends, self.week[:, None]] = True

    def exchanged(self, at: int) -> bool:
        """Whether one of the two of this meeting gave way."""
        return self._replaced(at, 0) or self._replaced(at, 1)

    def _replaced(self, at: int, end: int) -> bool:
        gone, stays, week = int(self.ends[at, end]), int(self.ends[at, 1 - end]), int(self.week[at])
        place = self.place[stays]
        both = self.can[:, week] & self.can[stays, week]
        able = (self.left > 0) & ~self.busy[:, week] & np.any(both, axis=1) & (self.need > self.need[gone])
        able &= (place >= 0) & (self.gain[place] == self.gain[self.chosen[at]]) & ~np.isin(place, self.chosen)
        if not able.any():
            return False
        new = int(np.where(able, self.need, -1).argmax())
        self.ends[at, end], self.chosen[at] = new, place[new]
        self.slot[at] = int(both[new].argmax())
        self.left[[gone, new]] += [1, -1]
        self.busy[gone, week], self.busy[new, week] = False, True
        return True
