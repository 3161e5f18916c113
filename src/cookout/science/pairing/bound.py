"""What nobody could exceed: prices of members and of odd groups that prove it, summed in whole numbers.

A price a member, and a price an odd group, such that every candidate pair's two members and the groups holding both
cost at least its gain: then no matching gains more than all prices together, a group of s members counted
floor(s / 2) times, because so many of its pairs can meet at once. Prices are in halves of a gain: whole numbers.

Source: J. Edmonds, Maximum matching and a polyhedron with 0,1-vertices, J. Res. NBS 69B (1965); the optimum has prices
that meet it exactly (W. Cunningham, A. Marsh, Math. Programming Study 8, 1978).
"""

from dataclasses import dataclass, field

import numpy as np

from cookout.science.errors import ScienceError
from cookout.science.pairing.instance import Candidates, Ints


def _nothing() -> Ints:
    """No numbers."""
    return np.zeros(0, dtype=np.int64)


@dataclass(frozen=True, slots=True)
class Prices:
    """In halves of a gain: one a member, and one for each group, of members and of groups before it."""

    member: Ints
    within: Ints = field(default_factory=_nothing)
    """For each member, and then each group, the number of the group it belongs to, or -1; empty without groups."""
    group: Ints = field(default_factory=_nothing)


def bound_of(candidates: Candidates, prices: Prices) -> int:
    """No matching of `candidates` gains more than this, whatever the prices are.

    Prices that do not cover a pair are raised for its first member, so that a wrong price makes the bound worse and
    never untrue. Units: as the gains. Raises ScienceError where the prices are of other members.

    >>> triangle = Candidates(3, np.array([0, 0, 1]), np.array([1, 2, 2]), np.array([10, 10, 10]))
    >>> bound_of(triangle, Prices(np.array([10, 10, 10])))
    15
    >>> bound_of(triangle, Prices(np.array([0, 0, 0]), np.array([0, 0, 0, -1]), np.array([20])))
    10
    """
    if prices.member.shape != (candidates.members,):
        raise ScienceError("Prices are one a member and one a group.")
    member = np.maximum(prices.member.astype(np.int64), 0)
    short = 2 * candidates.gain - member[candidates.first] - member[candidates.second]
    together = 0
    if prices.group.size:
        _check(candidates.members, prices)
        together, covered = _groups(candidates, prices)
        short -= covered
    np.maximum.at(member, candidates.first, member[candidates.first] + short)
    total: int = together + sum(member.tolist())
    return total // 2


def _check(members: int, prices: Prices) -> None:
    """Every group is of what comes before it, so that two share members only where one is within the other."""
    within, groups = prices.within, prices.group.size
    known = within.shape == (members + groups,) and bool(np.all((within >= -1) & (within < groups)))
    if not known or bool(np.any((within[members:] >= 0) & (within[members:] <= np.arange(groups)))):
        raise ScienceError("A group of members has to be of members, and of groups before it.")


def _groups(candidates: Candidates, prices: Prices) -> tuple[int, Ints]:
    """What all groups cost together, and for each pair what those that hold both its members do."""
    size = _sizes(candidates.members, prices)
    place, between = _order(candidates.members, prices, size)
    total: int = sum(max(cost, 0) * (many // 2) for cost, many in zip(prices.group.tolist(), size, strict=True))
    covered = np.zeros(candidates.gain.size, dtype=np.int64)
    grouped = prices.within[: candidates.members] >= 0
    both = np.flatnonzero(grouped[candidates.first] & grouped[candidates.second])
    one, other = place[candidates.first[both]], place[candidates.second[both]]
    covered[both] = _least(between, np.minimum(one, other) + 1, np.maximum(one, other) + 1)
    return total, covered


def _sizes(members: int, prices: Prices) -> list[int]:
    """How many members each group has, with those of the groups within it."""
    inside = prices.within[:members]
    size: list[int] = np.bincount(inside[inside >= 0], minlength=prices.group.size).tolist()
    for group, outer in enumerate(prices.within[members:].tolist()):
        if outer >= 0:
            size[outer] += size[group]
    return size


def _order(members: int, prices: Prices, size: list[int]) -> tuple[Ints, Ints]:
    """Each member's place in an order in which every group is one stretch; and what lies between neighbours in it.

    `between[k]` is what the groups cost together that hold both the member at k - 1 and the one at k.
    """
    begin, free, deep = [0] * len(size), [0] * len(size), [0] * len(size)
    place, between, outside = [0] * members, [0] * members, 0
    long, price = [1] * members + size, np.maximum(prices.group, 0).tolist()
    within = prices.within.tolist()
    for node in range(members + len(size) - 1, -1, -1):
        group, there, above = within[node], outside, 0
        if group < 0:
            outside += long[node]
        else:
            there, above = free[group], deep[group]
            free[group] += long[node]
            if long[node] and there > begin[group]:
                between[there] = above
        if node < members:
            place[node] = there
        else:
            begin[node - members] = free[node - members] = there
            deep[node - members] = above + price[node - members]
    return np.array(place, dtype=np.int64), np.array(between, dtype=np.int64)


def _least(row: Ints, begin: Ints, end: Ints) -> Ints:
    """For each stretch of the row its least number, by two stretches of the same power of two that overlap."""
    found = np.zeros(begin.size, dtype=np.int64)
    power = np.frexp(end - begin)[1] - 1
    for level in range(int(power.max(initial=-1)) + 1):
        here, long = np.flatnonzero(power == level), 1 << level
        found[here] = np.minimum(row[begin[here]], row[end[here] - long])
        row = np.minimum(row[:-long], row[long:])
    return found
