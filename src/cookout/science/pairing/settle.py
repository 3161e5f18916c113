"""From an assignment to prices that cover every pair, and to pairs that cost just what they gain.

A member gives p and takes q, with p_i + q_j >= gain_ij; her price, in halves of a gain, is p + q. Under an assignment
of the highest gain every assigned pair can be tight: q is then the longest way in the graph in which who is assigned to
j hands her q on, less what she gains and more what another pair would (Bellman and Ford's rounds, each only from those
whose q has changed). Where the assignment is not quite the best, such a way runs in a circle: one in it is let go.
"""

import numpy as np

from cookout.science.pairing.instance import Ints
from cookout.science.pairing.neighbours import Neighbours
from cookout.science.pairing.nest import Edge

LOOK_FOR_CIRCLES = 8
"""After so many rounds the ways are looked through for circles."""

ROUNDS = 400
"""After so many rounds whoever still changes is let go."""


class Settling:
    """An assignment whose prices are being found."""

    def __init__(self, near: Neighbours, to: Ints, taken: Ints) -> None:
        """Begin with q as given; everybody hands on."""
        self.near = near
        self.to = to.copy()
        """To whom each member is assigned: herself is nobody, -1 is not settled."""
        self.taken = taken.copy()
        self.gain = _gained(near, to)
        self.owner = np.full(to.size, -1, dtype=np.int64)
        assigned = np.flatnonzero(to >= 0)
        self.owner[to[assigned]] = assigned
        self.raised_by = np.full(to.size, -1, dtype=np.int64)

    def run(self) -> tuple[Ints, list[Edge]]:
        """Prices, and pairs that are tight under them."""
        rows = np.flatnonzero(self.to >= 0)
        done = 0
        while rows.size:
            raised = self._hand_on(rows)
            done += 1
            if done > ROUNDS:
                self._let_go(self.owner[raised])
            elif done % LOOK_FOR_CIRCLES == 0:
                self._let_go(self.owner[np.array(self._circles(raised.tolist()), dtype=np.int64)])
            owners = self.owner[raised]
            rows = owners[owners >= 0]
        price = self._given() + self.taken
        return price, self._tight(price)

    def _hand_on(self, rows: Ints) -> Ints:
        """One round from these members: whose q was raised."""
        given = self.gain[rows] - self.taken[self.to[rows]]
        tails, others, twice = self.near.around(rows)
        gains = twice // 2
        offers = np.concatenate([gains - np.repeat(given, self.near.start[rows + 1] - self.near.start[rows]), -given])
        others, tails = np.concatenate([others, rows]), np.concatenate([tails, rows])
        higher = offers > self.taken[others]
        offers, others, tails = offers[higher], others[higher], tails[higher]
        np.maximum.at(self.taken, others, offers)
        best = offers == self.taken[others]
        self.raised_by[others[best]] = tails[best]
        return np.unique(others)

    def _circles(self, raised: list[int]) -> list[int]:
        """One member of each circle of ways through those raised."""
        found: list[int] = []
        walk: dict[int, int] = {}
        for number, member in enumerate(raised):
            while member >= 0 and member not in walk:
                walk[member] = number
                by = int(self.raised_by[member])
                member = int(self.to[by]) if by >= 0 else -1
            if member >= 0 and walk[member] == number:
                found.append(member)
        return found

    def _let_go(self, owners: Ints) -> None:
        """These are not assigned any more, and hand nothing on."""
        owners = owners[owners >= 0]
        self.owner[self.to[owners]] = -1
        self.to[owners] = -1

    def _given(self) -> Ints:
        """p: what assigned members give, and what those let go must give at least."""
        given = self.gain - self.taken[self.to]
        free = np.flatnonzero(self.to < 0)
        tails, others, twice = self.near.around(free)
        given[free] = -self.taken[free]
        np.maximum.at(given, tails, twice // 2 - self.taken[others])
        return np.asarray(given, dtype=np.int64)

    def _tight(self, price: Ints) -> list[Edge]:
        """Pairs that cost just what they gain: first along the circles of the assignment, then what is left."""
        one = np.array(self._walks(), dtype=np.int64)
        other = self.to[one]
        tight = (price[one] + price[other] == 2 * self.gain[one]) & (self.gain[one] > 0)  # no candidates gain nothing
        pairs = pair_up([], one[tight], other[tight], price.size)
        tails = np.repeat(np.arange(price.size), np.diff(self.near.start))
        left = np.flatnonzero((price[tails] + price[self.near.other] == self.near.twice) & (tails < self.near.other))
        return pair_up(pairs, tails[left], self.near.other[left], price.size)

    def _walks(self) -> list[int]:
        """All who are assigned, each followed by whom she is assigned to: every second pair of a circle can meet."""
        found: list[int] = []
        to, seen = self.to.tolist(), [False] * self.to.size
        for begin in range(len(to)):
            member = begin
            while not seen[member] and to[member] >= 0:
                seen[member] = True
                found.append(member)
                member = to[member]
        return found


def pair_up(pairs: list[Edge], ones: Ints, others: Ints, members: int) -> list[Edge]:
    """The pairs, and in turn each of the others whose two are still free."""
    free = np.ones(members, dtype=np.bool_)
    for pair in pairs:
        free[list(pair)] = False
    open_still = free[ones] & free[others]
    found = list(pairs)
    for one, other in zip(ones[open_still].tolist(), others[open_still].tolist(), strict=True):
        if free[one] and free[other]:
            free[one] = free[other] = False
            found.append((one, other))
    return found


def _gained(near: Neighbours, to: Ints) -> Ints:
    """What each member gains with whom she is assigned to; nothing with herself."""
    tail = np.repeat(np.arange(to.size), np.diff(near.start))
    gained = np.zeros(to.size, dtype=np.int64)
    chosen = near.other == to[tail]
    gained[tail[chosen]] = near.twice[chosen] // 2
    return gained
