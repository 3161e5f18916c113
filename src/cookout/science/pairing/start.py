"""Where the search for the best pairs begins: prices that cover every pair, and pairs that cost just what they gain.

Any such beginning leads to the same optimum; a near one saves nearly all the work. The best is the optimum of the
assignment problem on two copies of the members, which is the matching problem without its odd groups: where gains
differ, only a few members are then left over. Source: M. Ball, U. Derigs, Networks 13 (1983), the fractional start.

Where nearly everybody may meet everybody, few pairs matter: the problem is solved for each member's likeliest, and
pairs that its prices do not cover are added until there are none ("core and pricing").
"""

from itertools import count

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment

from cookout.science.pairing.auction import Auction
from cookout.science.pairing.instance import Candidates, Flags, Ints
from cookout.science.pairing.neighbours import Neighbours
from cookout.science.pairing.nest import Edge
from cookout.science.pairing.settle import Settling, pair_up

MANY = 30
"""With more pairs a member than this, the likeliest are looked at first."""

LIKELIEST = 5
"""So many of each member's pairs by each of two measures are likely enough to begin with."""

TABLE = 500
"""Up to so many members are assigned by a table of all with all;"""

LARGE_TABLE = 3000
"""up to so many where bidding fails, or has been tried this often."""

ATTEMPTS = 16

MOST_ATTEMPTS = 30
"""After so many the prices found are raised where they do not cover a pair; the search does the rest."""

ADDED = 3
"""So many pairs a member are added at most in one go."""


def nothing_yet(candidates: Candidates) -> tuple[Ints, list[Edge]]:
    """Every member costs the highest gain she is offered (in halves: twice a half), and nobody is paired."""
    price = np.zeros(candidates.members, dtype=np.int64)
    np.maximum.at(price, candidates.first, candidates.gain)
    np.maximum.at(price, candidates.second, candidates.gain)
    return price, []


def from_assignment(candidates: Candidates, near: Neighbours) -> tuple[Ints, list[Edge]]:
    """The optimum without odd groups: its prices, and pairs that are tight under them.

    Where sums are too high for the solver's floating-point numbers and its answer is no optimum, fewer are paired.
    """
    inside, best = _likeliest(candidates, near), None
    taken = np.zeros(candidates.members, dtype=np.int64)
    for attempt in count():
        core = candidates if inside.all() else _part(candidates, inside)
        core_near = near if core is candidates else Neighbours.of(core)
        to, taken = (best, taken) if best is not None else assign(core, core_near, taken)
        if best is None and _bidding_fails(to, attempt):
            best, taken = table(candidates), np.zeros_like(taken)
            inside[best[candidates.first] == candidates.second] = inside[
                best[candidates.second] == candidates.first
            ] = True
            continue
        settling = Settling(core_near, to, taken)
        price, pairs = settling.run()
        taken = settling.taken if best is not None else taken
        short = 2 * candidates.gain - price[candidates.first] - price[candidates.second]
        missed = np.flatnonzero(short > 0)
        if not missed.size:
            break
        if attempt >= MOST_ATTEMPTS:
            return _lifted(candidates, price, short, pairs)
        inside[missed[np.argsort(-short[missed], kind="stable")[: ADDED * candidates.members]]] = True
    tight = np.flatnonzero(short == 0)
    return price, pair_up(pairs, candidates.first[tight], candidates.second[tight], candidates.members)


def _lifted(candidates: Candidates, price: Ints, short: Ints, pairs: list[Edge]) -> tuple[Ints, list[Edge]]:
    """Prices that cover every pair, and those of the pairs that still cost just what they gain."""
    raised = price.copy()
    np.maximum.at(raised, candidates.first, price[candidates.first] + short)
    return raised, [pair for pair in pairs if (raised[list(pair)] == price[list(pair)]).all()]


def _bidding_fails(to: Ints, attempt: int) -> bool:
    """Many want the same few and outbid one another by next to nothing: a table, if it is not too large, is quicker."""
    left = int(np.count_nonzero(to < 0))
    return to.size <= LARGE_TABLE and (left > to.size // 16 or attempt >= ATTEMPTS)


def _likeliest(candidates: Candidates, near: Neighbours) -> Flags:
    """Which pairs to begin with: all, or those near the highest gain of their members, or far above their means."""
    inside = np.full(candidates.gain.size, candidates.gain.size <= MANY * candidates.members)
    if not inside.all():
        total = np.bincount(candidates.first, candidates.gain, candidates.members)
        total += np.bincount(candidates.second, candidates.gain, candidates.members)
        mean = total / np.maximum(np.diff(near.start), 1)
        inside[_nearest(near, nothing_yet(candidates)[0])] = True
        inside[_nearest(near, 2 * mean)] = True
    return inside


def _nearest(near: Neighbours, price: Ints | NDArray[np.float64]) -> Ints:
    """The few pairs of each member that such prices cover least, by their places.

    Among equals each member's begin elsewhere, so that not everybody has the same few others.
    """
    found: list[Ints] = []
    for member, (start, end) in enumerate(zip(near.start[:-1].tolist(), near.start[1:].tolist(), strict=True)):
        places = np.roll(np.arange(start, end), -member)
        spare = price[near.other[places]] - near.twice[places]
        if spare.size > LIKELIEST:
            places = places[np.argpartition(spare, LIKELIEST)[:LIKELIEST]]
        found.append(near.pair[places])
    return np.concatenate(found)


def _part(candidates: Candidates, inside: Flags) -> Candidates:
    """Only these pairs."""
    return Candidates(candidates.members, candidates.first[inside], candidates.second[inside], candidates.gain[inside])


def assign(candidates: Candidates, near: Neighbours, taken: Ints) -> tuple[Ints, Ints]:
    """To whom each member is assigned (herself: nobody; -1: not settled) near the highest gain, and what each takes.

    `taken` is a guess of the latter, by which the answer may come sooner. Bidding is quicker for many.
    """
    if candidates.members <= TABLE:
        return table(candidates), np.zeros(candidates.members, dtype=np.int64)
    return Auction.of(near, taken).run()


def table(candidates: Candidates) -> Ints:
    """To whom each member is assigned by a table of all with all: exact as long as sums are below 2^53."""
    gains = np.zeros((candidates.members, candidates.members), dtype=np.float64)
    gains[candidates.first, candidates.second] = gains[candidates.second, candidates.first] = candidates.gain
    return np.asarray(linear_sum_assignment(gains, maximize=True)[1], dtype=np.int64)
