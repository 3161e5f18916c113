"""Who is assigned to whom, nearly at the highest gain: members bid for one another, and step by step more finely.

Each member wants the one who is worth most to her, gain less what that one takes already, and bids by how much she
prefers her to the next (and a little more, so that bidding ends). Staying alone is bidding for oneself, at no gain.
The answer is within `members` times the last step of the optimum; what is missing is found afterwards, exactly.

Source: D. Bertsekas, The auction algorithm, Annals of Operations Research 14 (1988), with scaling of the step.
"""

from dataclasses import dataclass

import numpy as np

from cookout.science.pairing.instance import Ints
from cookout.science.pairing.neighbours import Neighbours

COARSEST = 4
"""The first step is this part of the highest gain, made finer once."""

AGAIN = 800
"""The same where what members take is known nearly, from an auction with some pairs fewer."""

FINER = 5
"""By so much each step is finer than the one before."""

FINEST = 20_000
"""The last step is this part of the highest gain (or one unit)."""

ROUNDS = 400
"""Bids in one step are ended after so many rounds: a few who go on outbidding one another are left unassigned."""


@dataclass(slots=True)
class Auction:
    """Offers of every member to others and to herself, and the state of the bids."""

    start: Ints
    other: Ints
    gain: Ints
    to: Ints
    owner: Ints
    taken: Ints
    unit: int
    """Few distinct gains are told apart by steps finer than one."""

    @classmethod
    def of(cls, near: Neighbours, taken: Ints) -> "Auction":
        """Nobody is assigned; everybody takes what she took in an auction before, or nothing."""
        members = near.start.size - 1
        place = near.start[1:] + np.arange(members)  # of herself: behind all others
        size = near.other.size + members
        alone = np.zeros(size, dtype=np.bool_)
        alone[place] = True
        other, gain = np.empty(size, dtype=np.int64), np.zeros(size, dtype=np.int64)
        other[place], other[~alone] = np.arange(members), near.other
        unit = 1 + FINEST // (1 + int(near.twice.max(initial=0)) // 2)
        gain[~alone] = near.twice // 2 * unit
        nobody = np.full(members, -1, dtype=np.int64)
        start = near.start + np.arange(members + 1)
        return cls(start, other, gain, nobody, nobody.copy(), taken * unit, unit)

    def run(self) -> tuple[Ints, Ints]:
        """Bid with finer and finer steps: to whom each is assigned at last, and what each takes."""
        most = int(self.gain.max(initial=0))
        step = most // (AGAIN if self.taken.any() else COARSEST)
        while True:
            step = max(step // FINER, 1)
            self._bid_until_settled(step, most)
            if step <= max(most // FINEST, 1):
                return self.to, self.taken // self.unit

    def _bid_until_settled(self, step: int, most: int) -> None:
        """Whoever is unassigned, or could do better by more than the step, bids until all are assigned."""
        self._release(step, most)
        for _ in range(ROUNDS):
            bidders = np.flatnonzero(self.to < 0)
            if not bidders.size:
                return
            wanted, best, second, _ = self._wishes(bidders, most)
            bid = self.taken[wanted] + best - second + step
            order = np.lexsort((bid, wanted))
            last = np.append(wanted[order][1:] != wanted[order][:-1], True)
            winner, of, price = bidders[order][last], wanted[order][last], bid[order][last]
            outbid = self.owner[of]
            self.to[outbid[outbid >= 0]] = -1
            self.to[winner], self.owner[of], self.taken[of] = of, winner, price

    def _release(self, step: int, most: int) -> None:
        """Those who could now do better by more than the step are unassigned."""
        assigned = np.flatnonzero(self.to >= 0)
        if assigned.size:
            _, best, _, worth = self._wishes(assigned, most)
            unhappy = assigned[worth < best - step]
            self.owner[self.to[unhappy]] = -1
            self.to[unhappy] = -1

    def _wishes(self, rows: Ints, most: int) -> tuple[Ints, Ints, Ints, Ints]:
        """Whom each of these wants, what that is worth to her, what the next is worth, and what she has."""
        count = self.start[rows + 1] - self.start[rows]
        begin = np.cumsum(count) - count
        places = np.arange(count.sum()) + np.repeat(self.start[rows] - begin, count)
        other = self.other[places]
        worth = self.gain[places] - self.taken[other]
        best = np.maximum.reduceat(worth, begin)
        number = np.repeat(np.arange(rows.size), count)
        hits = np.flatnonzero(worth == best[number])
        first = hits[np.unique(number[hits], return_index=True)[1]]
        wanted = other[first]
        has = np.zeros(rows.size, dtype=np.int64)
        own = other == self.to[rows][number]
        has[number[own]] = worth[own]
        worth[first] = best - most - 1  # with nobody else to want, a bid is as high as any gain
        return wanted, best, np.maximum.reduceat(worth, begin), has
