"""Who cannot be seated, fairly: a largest matching, completed by empty chairs for those who must sit out.

Pairs that may meet need not seat everybody: the number may be odd, or somebody may have nobody left. An *empty chair*
is one more place at the table that only some members may be paired with. With the right chairs the question “a largest
matching, those with the fewest turns at sitting out first” becomes “a perfect matching”, which can be counted and
shuffled (`counting`, `shuffling`).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from cookout.science.errors import ScienceError
from cookout.science.pairing.instance import Ints

Neighbours = list[list[int]]
NOBODY = -1

MOST_TOGETHER = 1000
"""Members who hang together; among more, each pair would be far too unlikely to tell the study anything."""


@dataclass(frozen=True, slots=True)
class Table:
    """Members who hang together, and the empty chairs of those who sit out; all places can be paired off.

    Places are 0 … size - 1: first the members in ascending order, then the chairs, each with the turns of its members.
    """

    members: Ints
    neighbours: tuple[tuple[int, ...], ...]
    """Of each place, ascending."""
    turns: tuple[int, ...]
    """Of each chair: how often those who may take it sat out before; chairs of equal turns are interchangeable."""
    partner: tuple[int, ...]
    """One perfect matching of the places: the proof that there is one."""

    @property
    def size(self) -> int:
        """Members and chairs; even."""
        return len(self.neighbours)

    @property
    def pairs(self) -> int:
        """How many pairs of members every matching has."""
        return self.size // 2 - len(self.turns)


def tables(members: int, first: Ints, second: Ints, sat_out: Ints) -> list[Table]:
    """Which members hang together by pairs that may meet, and who of them may sit out?

    Every perfect matching of a table is a matching of the most pairs; among these the number of those who sit out and
    never did so before is the largest, then of those who did once, and so on. Where two members of the same number of
    turns could sit out, both remain possible. Cost: O(n³) steps at worst, 0.1 s for 200 members.
    Raises ScienceError for more than `MOST_TOGETHER` members who hang together.

    Why greedy is right: sets of members that some largest matching leaves out are the bases of a matroid (the dual of
    the matching matroid; Edmonds & Fulkerson 1965), and a matroid's best basis takes the best element that still fits.

    >>> [table] = tables(3, np.array([0, 1]), np.array([1, 2]), np.zeros(3, dtype=np.int64))
    >>> table.turns, table.pairs, table.neighbours[3]
    ((0,), 1, (0, 1, 2))
    """
    around: Neighbours = [[] for _ in range(members)]
    for one, other in zip(first.tolist(), second.tolist(), strict=True):
        around[one].append(other)
        around[other].append(one)
    groups = _together(around)
    if max(map(len, groups), default=0) > MOST_TOGETHER:
        raise ScienceError(f"A hat holds at most {MOST_TOGETHER} members who may meet. Draw each chapter by itself.")
    return [_table(together, around, sat_out) for together in groups]


def _together(around: Neighbours) -> list[list[int]]:
    """Connected members, each group ascending; a member without pairs is alone."""
    seen = [False] * len(around)
    groups = []
    for start in range(len(around)):
        if seen[start]:
            continue
        seen[start] = True
        group = [start]
        for one in group:
            for other in around[one]:
                if not seen[other]:
                    seen[other] = True
                    group.append(other)
        groups.append(sorted(group))
    return groups


def _table(together: list[int], around: Neighbours, sat_out: Ints) -> Table:
    place = {member: at for at, member in enumerate(together)}
    near: Neighbours = [sorted(place[other] for other in around[member]) for member in together]
    partner = [NOBODY] * len(together)
    _greedy(near, partner)
    for root in range(len(together)):
        if partner[root] == NOBODY:
            augment(near, partner, root)
    turns = _chairs(near, partner, [int(sat_out[member]) for member in together])
    return Table(
        np.array(together, dtype=np.int64), tuple(tuple(sorted(each)) for each in near), tuple(turns), tuple(partner)
    )


def _greedy(near: Neighbours, partner: list[int]) -> None:
    """Members with few neighbours first, so that little is left to search for."""
    for one in sorted(range(len(near)), key=lambda at: len(near[at])):
        if partner[one] == NOBODY:
            free = [other for other in near[one] if partner[other] == NOBODY]
            if free:
                other = min(free, key=lambda at: len(near[at]))
                partner[one], partner[other] = other, one


def _chairs(near: Neighbours, partner: list[int], sat_out: Sequence[int]) -> list[int]:
    """Set chairs for the fewest turns first, as many as fit, until everybody is seated; both lists grow by them."""
    turns: list[int] = []
    missing = partner.count(NOBODY)
    for level in sorted(set(sat_out)):
        allowed = [at for at, so_often in enumerate(sat_out) if so_often == level]
        while len(turns) < missing:
            chair = len(near)
            near.append(allowed.copy())
            partner.append(NOBODY)
            for at in allowed:
                near[at].append(chair)
            if not augment(near, partner, chair):
                near.pop()
                partner.pop()
                for at in allowed:
                    near[at].pop()
                break
            turns.append(level)
    return turns


def augment(near: Sequence[Sequence[int]], partner: list[int], root: int) -> bool:
    """Seat a free place by an alternating path, without unseating anybody; False where there is no such path.

    Source: Edmonds 1965 (blossoms are shrunk by giving their places one base).
    """
    search = _Search(near, partner)
    end = search.from_(root)
    while end != NOBODY:
        before = search.parent[end]
        after = partner[before]
        partner[end], partner[before] = before, end
        end = after
    return partner[root] != NOBODY


class _Search:
    """One search for an alternating path: a forest of one tree."""

    def __init__(self, near: Sequence[Sequence[int]], partner: list[int]) -> None:
        self.near, self.partner = near, partner
        self.parent = [NOBODY] * len(near)
        self.base = list(range(len(near)))
        self.outer = [False] * len(near)
        self.queue: list[int] = []

    def from_(self, root: int) -> int:
        """A free place that the root reaches, or NOBODY."""
        self.outer[root] = True
        self.queue.append(root)
        for one in self.queue:
            for other in self.near[one]:
                if self.base[one] == self.base[other] or self.partner[one] == other:
                    continue
                if self._is_outer(other, root):
                    self._shrink(one, other)
                elif self.parent[other] == NOBODY:
                    self.parent[other] = one
                    if self.partner[other] == NOBODY:
                        return other
                    self._grow(self.partner[other])
        return NOBODY

    def _is_outer(self, place: int, root: int) -> bool:
        mate = self.partner[place]
        return place == root or (mate != NOBODY and self.parent[mate] != NOBODY)

    def _grow(self, place: int) -> None:
        self.outer[place] = True
        self.queue.append(place)

    def _shrink(self, one: int, other: int) -> None:
        """An edge between two outer places closes an odd circle: all of it becomes outer, with one base."""
        top = self._common(one, other)
        inside: set[int] = set()
        self._mark(one, top, other, inside)
        self._mark(other, top, one, inside)
        for place, base in enumerate(self.base):
            if base in inside:
                self.base[place] = top
                if not self.outer[place]:
                    self._grow(place)

    def _common(self, one: int, other: int) -> int:
        above = set()
        while True:
            one = self.base[one]
            above.add(one)
            if self.partner[one] == NOBODY:
                break
            one = self.parent[self.partner[one]]
        while self.base[other] not in above:
            other = self.parent[self.partner[self.base[other]]]
        return self.base[other]

    def _mark(self, place: int, top: int, child: int, inside: set[int]) -> None:
        while self.base[place] != top:
            mate = self.partner[place]
            inside.update((self.base[place], self.base[mate]))
            self.parent[place] = child
            child = mate
            place = self.parent[mate]
