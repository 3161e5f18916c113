"""Fair over the quarter: of plans that gain the same, the one that serves those who came off badly.

The rule. A member's *need* grows with how often she sat out in the quarter, then with how little she gained in it. Of
all plans of the highest sum of gains, one is taken in which the needs of those who meet, each meeting counted, add up
to the most. The sum of gains comes first whatever the needs are: each gain is multiplied by more than all needs of a
plan can add up to, and the needs are added to that. So nothing but the sum of gains is maximised, and the bound,
divided by the same number, is a bound of it.
"""

from dataclasses import dataclass

import numpy as np

from cookout.science.errors import ScienceError
from cookout.science.pairing.instance import MOST_GAIN, Candidates, Ints

MOST_TURNS = 3
"""Who sat out oftener than this in a quarter counts as so often."""

SHARES = 4
"""By what they gained members fall into so many equal parts, the poorest with the highest need."""


@dataclass(frozen=True, slots=True)
class Fair:
    """The same pairs with gains in which needs break ties."""

    candidates: Candidates
    scale: int
    """One unit of gain is so much here; 1 where no need differs, or where scaled gains would be beyond the range."""

    def gain(self, value: int) -> int:
        """What a sum of these gains (or a bound of it) is worth in the gains asked for."""
        return value // self.scale


def needs(sat_out: Ints, gained: Ints) -> Ints:
    """How much each member's turn it is, 0 … 15, from her quarter: times she sat out, and the sum of her gains.

    need = 4 × min(times, 3) + 3 − (how many quarters of the members gained less than she). Equal histories, equal
    needs; a group without history has none that differ.

    >>> needs(np.array([0, 0, 2, 0]), np.array([50, 10, 10, 90])).tolist()
    [1, 3, 11, 0]
    """
    if sat_out.shape != gained.shape or sat_out.ndim != 1:
        raise ScienceError("Needs are told by how often each member sat out and what she gained.")
    less = np.searchsorted(np.sort(gained), gained, side="left")
    share = less * SHARES // max(gained.size, 1)
    return np.asarray(SHARES * np.minimum(sat_out, MOST_TURNS) + SHARES - 1 - share, dtype=np.int64)


def fair(candidates: Candidates, need: Ints, most_pairs: int) -> Fair:
    """Gains in which ties are broken by needs, for plans of at most `most_pairs` pairs.

    gain' = gain × scale + need of both, scale = 1 + most_pairs × (largest need of a pair). A plan of higher gain is
    ahead by one scale at least, which its needs cannot make up for. Needs count from the lowest of the group on.

    >>> pairs = Candidates(3, np.array([0, 0]), np.array([1, 2]), np.array([5, 5]))
    >>> found = fair(pairs, np.array([0, 0, 2]), 1)
    >>> found.candidates.gain.tolist(), found.scale, found.gain(17)
    ([15, 17], 3, 5)
    """
    if need.shape != (candidates.members,) or most_pairs < 0:
        raise ScienceError("There is one need for each member, and a plan has no fewer than no pairs.")
    above = need - need.min() if need.size else need
    both = above[candidates.first] + above[candidates.second]
    scale = 1 + most_pairs * int(both.max(initial=0))
    if scale == 1 or int(candidates.gain.max()) * scale + int(both.max()) > MOST_GAIN:
        return Fair(candidates, 1)
    gain = candidates.gain * scale + both
    return Fair(Candidates(candidates.members, candidates.first, candidates.second, gain), scale)
