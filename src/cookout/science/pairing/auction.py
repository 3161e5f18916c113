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

FINER = 10
"""By so much each step is finer than the one before."""

FINEST = 20_000
"""The last step is this part of the highest gain (or one unit)."""

ROUNDS = 400
"""Bids in one step are ended after so many rounds: a few who go on outbidding one another are left unassigned;"""

ENOUGH = 150
"""and as soon as no more than one in so many members is: the search is quicker with them."""

LOWEST = -(2**62)
"""Below all that anybody is worth."""


@dataclass(slots=True)
class Auction:
    """Offers of every member to others and to herself, and the state of the bids."""

    start: Ints
    other: Ints
    gain: Ints
    """Times `unit * digits`, plus the pair's place in its row, counted from the end: the highest tells whose it is."""
    to: Ints
    owner: Ints
    taken: Ints
    """Times `unit * digits`."""
    unit: int
    """Few distinct gains are told apart by steps finer than one."""
    digits: int
    """A power of two above the length of every row."""

    @classmethod
    def of(cls, near: Neighbours, taken: Ints) -> "Auction":
        """Nobody is assigned; everybody takes what she took in an auction before, or nothing."""
        members = near.start.size - 1
        start = near.start + np.arange(members + 1)
        place = start[1:] - 1  # of herself: behind all others
        alone = np.zeros(near.other.size + members, dtype=np.bool_)
        alone[place] = True
        other, gain = np.empty(alone.size, dtype=np.int64), np.zeros(alone.size, dtype=np.int64)
        other[place], other[~alone] = np.arange(members), near.other
        unit = 1 + FINEST // (1 + int(near.twice.max(initial=0)) // 2)
        digits = 1 << int(np.diff(start).max(initial=0)).bit_length()
        gain[~alone] = near.twice // 2 * (unit * digits)
        gain += np.repeat(start[1:], np.diff(start)) - np.arange(1, alone.size + 1)
        nobody = np.full(members, -1, dtype=np.int64)
        return cls(start, other, gain, nobody, nobody.copy(), taken * (unit * digits), unit, digits)

    def run(self) -> tuple[Ints, Ints]:
        """Bid with finer and finer steps: to whom each is assigned at last, and what each takes."""
        most = int(self.gain.max(initial=0)) // self.digits
        step = most // (AGAIN if self.taken.any() else COARSEST)
        while True:
            step = max(step // FINER, 1)
            self._bid_until_settled(step)
            if step <= max(most // FINEST, 1):
                return self.to, self.taken // (self.unit * self.digits)

    def _bid_until_settled(self, step: int) -> None:
        """All begin anew, with what each takes already; whoever is unassigned bids, until hardly anybody is."""
        self.to.fill(-1)
        self.owner.fill(-1)
        for _ in range(ROUNDS):
            bidders = np.flatnonzero(self.to < 0)
            if bidders.size <= self.to.size // ENOUGH:
                return
            wanted, best, second = self._wishes(bidders)
            bid = self.taken[wanted] + (best - second + step) * self.digits
            order = np.argsort(bid, kind="stable")
            last = self.owner.copy()
            last[wanted[order]] = order  # of several who want the same, the highest bid
            highest = last[wanted] == np.arange(wanted.size)
            winner, of, price = bidders[highest], wanted[highest], bid[highest]
            outbid = self.owner[of]
            self.to[outbid[outbid >= 0]] = -1
            self.to[winner], self.owner[of], self.taken[of] = of, winner, price

    def _wishes(self, rows: Ints) -> tuple[Ints, Ints, Ints]:
        """Whom each of these wants, what that is worth to her, and what the next is worth."""
        count = self.start[rows + 1] - self.start[rows]
        ends = np.cumsum(count)
        begin = ends - count
        places = np.arange(count.sum()) + np.repeat(self.start[rows] - begin, count)
        other = self.other[places]
        worth = self.gain[places] - self.taken[other]
        best = np.maximum.reduceat(worth, begin)
        first = ends - 1 - best % self.digits
        worth[first] = LOWEST
        best //= self.digits
        second = np.maximum.reduceat(worth, begin) // self.digits
        return other[first], best, np.where(count > 1, second, best)  # with nobody but herself, none bids against her
