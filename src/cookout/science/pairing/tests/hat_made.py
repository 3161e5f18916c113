"""Groups for the tests of the hat, and what they can be drawn to by going through every possibility."""

from functools import cache
from itertools import combinations

import numpy as np
from hypothesis import strategies as st

from cookout.science.pairing.instance import Ints

Pairs = tuple[tuple[int, int], ...]


@st.composite
def groups(draw: st.DrawFn, most: int = 7) -> tuple[int, Pairs, tuple[int, ...]]:
    """Members, the pairs that may meet, and how often each sat out."""
    members = draw(st.integers(0, most))
    all_pairs = list(combinations(range(members), 2))
    allowed = draw(st.lists(st.sampled_from(all_pairs), unique=True).map(sorted)) if all_pairs else []
    turns = draw(st.lists(st.integers(0, 2), min_size=members, max_size=members))
    return members, tuple(allowed), tuple(turns)


def some(members: int, share: float, seed: int) -> Ints:
    """Pairs that may meet, each with this probability."""
    one, other = np.triu_indices(members, 1)
    kept = (np.random.PCG64(seed).random_raw(one.size) >> np.uint64(11)) * 2.0**-53 < share
    return np.stack([one[kept], other[kept]], axis=1)


@cache
def every_matching(pairs: Pairs) -> tuple[Pairs, ...]:
    """All sets of pairs in which nobody is twice."""
    if not pairs:
        return ((),)
    (one, other), *later = pairs
    apart = tuple(pair for pair in later if one not in pair and other not in pair)
    return tuple(((one, other), *rest) for rest in every_matching(apart)) + every_matching(tuple(later))


def drawable(members: int, pairs: Pairs, turns: tuple[int, ...]) -> set[Pairs]:
    """The matchings the hat may give: of the most pairs, sitting out as often as can be whoever did so least."""
    largest = max(map(len, every_matching(pairs)))
    full = [found for found in every_matching(pairs) if len(found) == largest]

    def out(found: Pairs) -> list[int]:
        seated = {member for pair in found for member in pair}
        return sorted(turns[member] for member in range(members) if member not in seated)

    fairest = min(map(out, full))
    return {tuple(sorted(found)) for found in full if out(found) == fairest}


def array(pairs: Pairs) -> Ints:
    """As the hat takes them."""
    return np.array(pairs, dtype=np.int64).reshape(-1, 2)
