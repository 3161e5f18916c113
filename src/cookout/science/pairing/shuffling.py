"""Random perfect matchings of a table that is too large to count: thousands of shuffles side by side.

Each shuffle begins with a random order of all places cut into twos, and forgets which pairs may not meet: such a pair
only weighs 1/`fine`. Then pairs meet pairs, each of them every other in the manner of a tournament, and two pairs
{a,b},{c,d} become {a,b},{c,d} or {a,c},{b,d} or {a,d},{c,b}, each with its weight's share. That leaves the law
P(M) ∝ fine^-(pairs of M that may not meet) as it is (heat bath; Diaconis & Holmes 1998 for matchings without rules), so
that the shuffles that end without such a pair are uniform among the matchings, as far as the shuffling was long enough.
Whoever did end with one is shuffled anew; where hardly any does, the pair is taken apart and its two are seated by
alternating paths instead: then the matching is as large as can be, and not uniform.

Only whole numbers and PCG64's raw words are used: NumPy keeps these the same for ever, its other streams it does not.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from cookout.science.pairing.instance import Ints
from cookout.science.pairing.seating import NOBODY, Table, augment

Places = NDArray[np.intp]
Words = np.random.PCG64

FINENESS = (8, 64, 512)
"""Weights that are tried: the smaller mixes faster, the larger wastes fewer shuffles."""

ENOUGH, HARDLY = 0.1, 0.05
"""The smallest fineness with this share of usable shuffles is taken; where even the best has less than the other, paths
complete the matchings."""

MEETINGS, FEWEST, MOST = 16, 24, 240
"""Every pair meets others MEETINGS / density² times, but at least and at most so often: density² is how likely two
pairs may swap their members. Measured against counts of 14 to 20 members with density 0.45 (the tests marked as
proof): 100,000 shuffles cannot be told from the law."""

PILOT = 250
"""Shuffles by which the fineness is chosen."""

SEATS = 50_000
"""Places of all the shuffles that are made side by side: as many as a processor keeps near."""


@dataclass(frozen=True, slots=True)
class Shuffler:
    """How a table is shuffled; the same for every seed."""

    table: Table
    bad: NDArray[np.uint8]
    """Size × size, flat: 1 where two places may not be paired."""
    fine: int
    sweeps: int
    completed: bool
    """Whether alternating paths have to help, so that the law is known by redraws only."""

    def matchings(self, times: int, words: Words) -> Iterator[Places]:
        """Random matchings, blocks of partner by place, until there are `times`."""
        block = max(1, SEATS // self.table.size)
        while times > 0:
            one, two, wrong = shuffled(self.table.size, self.bad, self.fine, block, words, self.sweeps)
            partner = _partner(one, two)
            if self.completed:
                _complete(self.table, partner, self.bad)
            else:
                partner = partner[wrong == 0]
            yield partner[:times]
            times -= len(partner)


def shuffler(table: Table) -> Shuffler:
    """The fineness that suits a table, found with shuffles that depend on nothing but the table."""
    bad = np.ones((table.size, table.size), dtype=np.uint8)
    for place, near in enumerate(table.neighbours):
        bad[place, list(near)] = 0
    flat = bad.ravel()
    density = (flat == 0).sum() / (table.size * max(table.size - 1, 1))
    sweeps = int(np.clip(np.ceil(MEETINGS / density**2), FEWEST, MOST))
    share: dict[int, float] = {}
    for fine in FINENESS:
        _, _, wrong = shuffled(table.size, flat, fine, PILOT, Words(0), sweeps)
        share[fine] = float(np.mean(wrong == 0))
        if share[fine] >= ENOUGH:
            return Shuffler(table, flat, fine, sweeps, completed=False)
    best = max(share, key=share.__getitem__)
    return Shuffler(table, flat, best, sweeps, completed=share[best] < HARDLY)


def shuffled(
    size: int, bad: NDArray[np.uint8], fine: int, chains: int, words: Words, sweeps: int
) -> tuple[Places, Places, Ints]:
    """Shuffles side by side: the two places of each pair (pairs × shuffles), and how many pairs of each may not meet.

    `size` is even. Cost: 8 ns a place, shuffle and sweep.
    """
    order = _orders(size, chains, words)
    one, two = order[0::2].copy(), order[1::2].copy()
    pairs = size // 2
    if pairs > 1:
        for sweep in range(sweeps):
            left, right = tournament(pairs, sweep)
            _sweep(one, two, left, right, bad, size, fine, words)
    wrong = bad[one * size + two].sum(axis=0, dtype=np.int64)
    return one, two, wrong


def _orders(size: int, chains: int, words: Words) -> Places:
    """Random orders of the places, one a column. Two equal words of 64 bits happen once in 10^14 orders of 500."""
    keys = words.random_raw(size * chains).reshape(chains, size)
    return np.ascontiguousarray(keys.argsort(axis=1, kind="stable").T.astype(np.intp))


def tournament(pairs: int, turn: int) -> tuple[Ints, Ints]:
    """Who meets whom in a turn of a tournament: after `pairs` turns each has met every other (circle method).

    >>> tournament(4, 1)
    (array([1, 2]), array([3, 0]))
    """
    seats = pairs + pairs % 2
    ring = (np.arange(seats - 1) + turn) % (seats - 1)
    line = np.append(ring, seats - 1)
    left, right = line[: seats // 2], line[seats // 2 :][::-1]
    there = (left < pairs) & (right < pairs)
    return left[there], right[there]


def _sweep(
    one: Places, two: Places, left: Ints, right: Ints, bad: NDArray[np.uint8], size: int, fine: int, words: Words
) -> None:
    """Each pair on the left meets one on the right; in place."""
    a, b, c, d = one[left], two[left], one[right], two[right]
    weigh = np.array([fine * fine, fine, 1], dtype=np.uint64)
    row, last = a * size, d * size
    stay = weigh.take(bad.take(row + b) + bad.take(last + c))
    cross = weigh.take(bad.take(row + c) + bad.take(last + b))
    turn = weigh.take(bad.take(row + d) + bad.take(b * size + c))
    # 32 random bits times a sum below 2^20 fit; the chance of each way is exact to 2^-32.
    word = words.random_raw(a.size).reshape(a.shape) >> np.uint64(32)
    at = (word * (stay + cross + turn)) >> np.uint64(32)
    crossed = (at >= stay) & (at < stay + cross)
    turned = at >= stay + cross
    two[left] = np.where(crossed, c, np.where(turned, d, b))
    one[right] = np.where(crossed, b, c)
    two[right] = np.where(turned, b, d)


def _partner(one: Places, two: Places) -> Places:
    """Shuffles × places: with whom each is paired."""
    pairs, chains = one.shape
    found = np.empty((chains, 2 * pairs), dtype=np.intp)
    row = np.arange(chains)[:, None]
    found[row, one.T] = two.T
    found[row, two.T] = one.T
    return found


def _complete(table: Table, partner: Places, bad: NDArray[np.uint8]) -> None:
    """Take pairs that may not meet apart, and seat their members by alternating paths; in place."""
    size = table.size
    wrong = bad[np.arange(size) * size + partner] > 0
    partner[wrong] = NOBODY
    for row in np.flatnonzero(wrong.any(axis=1)).tolist():
        seats = partner[row].tolist()
        for place in np.flatnonzero(wrong[row]).tolist():
            if seats[place] == NOBODY:
                augment(table.neighbours, seats, place)
        partner[row] = seats
