"""One round: who meets whom so that the gains together are the highest, and prices that prove that they are."""

import numpy as np

from cookout.science.pairing.bound import Prices, bound_of
from cookout.science.pairing.instance import Candidates, Ints, Matching
from cookout.science.pairing.neighbours import Neighbours
from cookout.science.pairing.search import Search
from cookout.science.pairing.settle import pair_up
from cookout.science.pairing.start import from_assignment, nothing_yet
from cookout.science.pairing.verify import verify_matching

FEW = 12
"""So few members are searched at once; a better beginning would take longer to find."""

SEARCHED = 200_000
"""Up to so many members the search may take `LONG`, above it ends sooner: what is left to gain is very little."""

LONG, SHORT = 2_000_000_000, 300_000_000
"""Effort after which a search ends with what it has and a bound that says how far from the best that is at most.

It is counted, not timed, so that the same question has the same answer on every machine; three or four seconds each
10^8.
"""


def one_round(candidates: Candidates) -> Matching:
    """Each member in at most one pair: which of the candidates meet, that nobody could gain more.

    Units: `value` and `upper_bound` in those of the gains. The bound is not the engine's word: `bound_of` sums it anew
    from the prices, over every candidate, and `verify_matching` has counted the pairs. The two are equal unless the
    search was ended, so that no question, however hostile, is worked at for ever.

    >>> line = Candidates(4, np.array([0, 1, 2]), np.array([1, 2, 3]), np.array([3, 5, 3]))
    >>> round = one_round(line)
    >>> round.chosen.tolist(), round.value, round.upper_bound
    ([0, 2], 6, 6)
    """
    near = Neighbours.of(candidates)
    few = candidates.members <= FEW
    price, pairs = nothing_yet(candidates) if few else from_assignment(candidates, near)
    search = Search(near, price, pairs)
    done = search.run(LONG if candidates.members <= SEARCHED else SHORT)
    mate = np.array(search.nest.mate, dtype=np.int64)
    if not done:
        _fill_up(candidates, mate)
    return _answer(candidates, mate, search.prices(), "blossom" if done else "blossom, ended")


def _fill_up(candidates: Candidates, mate: Ints) -> None:
    """Of the pairs whose two are left over, the highest gains first."""
    left = np.flatnonzero((mate[candidates.first] < 0) & (mate[candidates.second] < 0))
    left = left[np.argsort(-candidates.gain[left], kind="stable")]
    for one, other in pair_up([], candidates.first[left], candidates.second[left], candidates.members):
        mate[one], mate[other] = other, one


def _answer(candidates: Candidates, mate: Ints, prices: Prices, engine: str) -> Matching:
    """The pairs as places of candidates, with their own sum and the bound of the prices."""
    chosen = np.flatnonzero(mate[candidates.first] == candidates.second)
    value = sum(candidates.gain[chosen].tolist())
    matching = Matching(chosen, value, bound_of(candidates, prices), engine)
    verify_matching(candidates, matching)
    return matching
