"""Very many candidates: which of them a plan is sought among, and what no plan among all of them exceeds.

A region of sixty chapters has two million pairs, of which a plan takes a few thousand. Prices of members' time, from
the linear program of b-matchings on few pairs, call in the pairs that are worth more than the prices of the two, until
hardly any is (column generation). What is worth most beside its prices is kept. The bound counts every pair that is
worth more than its prices, kept or not, so it holds for plans among all of them (weak duality).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import optimize, sparse

from cookout.science.errors import ScienceError
from cookout.science.pairing.instance import Candidates, Flags, Ints, Rules

GRAIN = 16
"""Prices are counted in 16ths of a gain: whole numbers, so that sums are exact."""

BEGIN, CALLED, CALLS = 6, 4, 12
"""So many pairs of each member by gain, and as many by lot, begin; so many are called in at a time, so many times."""


@dataclass(frozen=True, slots=True)
class Thinned:
    """The places of the pairs that are kept, ascending, and what no plan among all pairs gains more than."""

    kept: Ints
    upper_bound: int


def thinned(candidates: Candidates, rules: Rules, many: int, *, seed: int) -> Thinned:
    """Which pairs should a plan be sought among, about `many` for each member; and what bounds all plans?

    Counted in the bound are capacities and weeks of each member and that a pair meets once; slots and common weeks are
    not, so it may lie above what they allow. In units of gain. The same seed keeps the same pairs.

    >>> star = Candidates(4, np.array([0, 0, 0, 1]), np.array([1, 2, 3, 2]), np.array([9, 8, 7, 1]))
    >>> thinned(star, Rules(1, np.ones(4, int), np.ones((4, 1), bool)), 1, seed=0).upper_bound
    9
    """
    if many < 1:
        raise ScienceError("At least one candidate a member is kept.")
    most = np.minimum(rules.capacity, rules.by_week.sum(axis=1))
    by_lot = np.random.Generator(np.random.PCG64(seed)).permutation(candidates.first.size)
    everything = np.arange(candidates.first.size)
    inside = _best(candidates, everything, candidates.gain, by_lot, BEGIN)
    inside |= _best(candidates, everything, np.zeros_like(candidates.gain), by_lot, BEGIN)
    bound, over = None, candidates.gain * GRAIN
    for _ in range(CALLS):
        price = _prices(candidates, most, np.flatnonzero(inside))
        above = GRAIN * candidates.gain - price[candidates.first] - price[candidates.second]
        found = int((int(most @ price) + int(np.maximum(above, 0).sum())) // GRAIN)
        if bound is None or found < bound:
            bound, over = found, above
        missing = np.flatnonzero((above > 0) & ~inside)
        if not missing.size:
            break
        inside |= _best(candidates, missing, above, by_lot, CALLED)
    kept = _best(candidates, everything, over, by_lot, many)
    return Thinned(np.flatnonzero(kept), bound or 0)


def _best(candidates: Candidates, places: Ints, worth: Ints, by_lot: Ints, many: int) -> Flags:
    """The pairs among these places that are of the `many` worth most to one of the two; of equal ones those by lot."""
    order = places[np.lexsort((by_lot[places], -worth[places]))]
    small: NDArray[np.unsignedinteger] = np.concatenate([candidates.first[order], candidates.second[order]]).astype(
        np.uint16 if candidates.members <= 2**16 else np.uint32
    )
    rank = np.arange(order.size)
    both = np.stack([rank, rank + order.size], axis=1).reshape(-1)  # best pairs first, each with its two ends
    by_member = both[np.argsort(small[both], kind="stable")]
    start = np.searchsorted(small[by_member], np.arange(candidates.members).astype(small.dtype))
    within = np.arange(by_member.size) - start[small[by_member]]
    kept = np.zeros(candidates.first.size, np.bool_)
    kept[order[by_member[within < many] % order.size]] = True
    return kept


def _prices(candidates: Candidates, most: Ints, kept: Ints) -> Ints:
    """A price for each member, a whole number of GRAINths from 0: those of the linear program on the pairs kept."""
    if not kept.size:
        return np.zeros(candidates.members, np.int64)
    column = np.arange(kept.size)
    ends = np.concatenate([candidates.first[kept], candidates.second[kept]])
    rows = sparse.csr_array(
        (np.ones(2 * kept.size), (ends, np.concatenate([column, column]))), shape=(candidates.members, kept.size)
    )
    gain = candidates.gain[kept].astype(np.float64)
    found = optimize.linprog(-gain, A_ub=rows, b_ub=most, bounds=(0, 1), method="highs")  # type: ignore[call-overload]  # scipy's stubs know no sparse rows
    if found.x is None:  # No answer is still a bound with prices of nothing: every pair at its full gain.
        return np.zeros(candidates.members, np.int64)
    price: Ints = np.maximum(np.rint(-GRAIN * found.ineqlin.marginals), 0).astype(np.int64)
    return price
