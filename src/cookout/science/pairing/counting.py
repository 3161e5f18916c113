"""How many perfect matchings has a table, and which is the r-th? Exact, in whole numbers.

Seat the first place that is not seated yet with each partner it may have; what is left depends only on *who* is left,
so equal rests are counted once. Chairs of equal turns are interchangeable: only the first free one is tried, so that
each matching of members is counted once.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from cookout.science.pairing.seating import Table

MOST_STEPS = 60_000
"""So many ways on are looked at before the count is given up: a tenth of a second. Enough for 14 members all of whom
may meet, and for long thin tables of many more."""


@dataclass(frozen=True, slots=True)
class Step:
    """From a rest: the place that is seated next, with whom, and the rest after it."""

    place: int
    other: int
    rest: int


@dataclass(frozen=True, slots=True)
class Counted:
    """All perfect matchings of a table, as a net of rests; rests are sets of places, one bit each."""

    whole: int
    steps: dict[int, tuple[Step, ...]]
    """In the order in which rests are met: from the whole table down."""
    ways: dict[int, int]
    """How many perfect matchings each rest has."""

    @property
    def total(self) -> int:
        """How many matchings there are; each is drawn with probability 1 / total."""
        return self.ways[self.whole]

    def matching(self, number: int) -> list[tuple[int, int]]:
        """The matching with that number, 0 … total - 1, as pairs of places. Cost: size of the table times partners."""
        rest, found = self.whole, []
        while rest:
            for step in self.steps[rest]:
                if number < self.ways[step.rest]:
                    break
                number -= self.ways[step.rest]
            found.append((step.place, step.other))
            rest = step.rest
        return found

    def containing(self) -> dict[tuple[int, int], int]:
        """For each pair of places how many of the matchings it is in: ways to its rest × ways on from there."""
        reached = dict.fromkeys(self.steps, 0) | {self.whole: 1, 0: 0}
        found: dict[tuple[int, int], int] = {}
        for rest, steps in self.steps.items():
            for step in steps:
                reached[step.rest] += reached[rest]
                pair = (step.place, step.other)
                found[pair] = found.get(pair, 0) + reached[rest] * self.ways[step.rest]
        return found


def counted(table: Table, most: int = MOST_STEPS) -> Counted | None:
    """Count the perfect matchings of a table; None where that takes more than `most` steps.

    Rests are met level by level (each step seats two places), so the net needs no recursion. Cost: 2 µs a step.

    >>> import numpy as np
    >>> from cookout.science.pairing.seating import tables
    >>> one, other = np.triu_indices(6, 1)
    >>> [table] = tables(6, one, other, np.zeros(6, dtype=np.int64))
    >>> found = counted(table)
    >>> found.total, found.containing()[0, 1], found.matching(0)
    (15, 3, [(0, 1), (2, 3), (4, 5)])
    """
    order = _order(table)
    near = _near(table, order)
    single = [sum(1 << alike[0] for alike in each if len(alike) == 1) for each in near]
    several = [[sum(1 << to for to in alike) for alike in each if len(alike) > 1] for each in near]
    whole = (1 << table.size) - 1
    steps: dict[int, tuple[Step, ...]] = {}
    level, seen = [whole], 0
    while level != [0] and level:
        seen += sum(1 + _many(rest, single, several) for rest in level)  # known before they are gone
        if seen > most:
            return None
        after: dict[int, None] = {}
        for rest in level:
            steps[rest] = tuple(_steps(rest, near, order))
            after.update((step.rest, None) for step in steps[rest])
        level = list(after)
    ways = {0: 1}
    for rest in reversed(steps):
        ways[rest] = sum(ways[step.rest] for step in steps[rest])
    return Counted(whole, steps, ways)


def _many(rest: int, single: list[int], several: list[list[int]]) -> int:
    """How many ways lead on from a rest, without going them."""
    at = (rest & -rest).bit_length() - 1
    return (rest & single[at]).bit_count() + sum(rest & mask > 0 for mask in several[at])


def _steps(rest: int, near: list[list[list[int]]], order: list[int]) -> Iterator[Step]:
    at = (rest & -rest).bit_length() - 1
    left = rest & (rest - 1)
    for alike in near[at]:
        for to in alike:
            if left >> to & 1:
                yield Step(order[at], order[to], left & ~(1 << to))
                break


def _near(table: Table, order: list[int]) -> list[list[list[int]]]:
    """Of each bit the bits it may be paired with; interchangeable chairs in one list, of which the first free is taken.

    A chair comes last in the order, so its own list is never asked for.
    """
    bit = {place: at for at, place in enumerate(order)}
    members = table.members.size
    found = []
    for place in order:
        chairs: dict[int, list[int]] = {}
        alone = []
        for other in table.neighbours[place]:
            if other < members:
                alone.append([bit[other]])
            else:
                chairs.setdefault(table.turns[other - members], []).append(bit[other])
        found.append([*alone, *(sorted(alike) for alike in chairs.values())])
    return found


def _order(table: Table) -> list[int]:
    """Members who hang together follow each other, so that few rests differ; chairs last."""
    members = table.members.size
    near = [[other for other in each if other < members] for each in table.neighbours[:members]]
    start = min(range(members), key=lambda at: len(near[at]))
    order, seen = [start], {start}
    for one in order:
        fresh = sorted((other for other in near[one] if other not in seen), key=lambda at: len(near[at]))
        order += fresh
        seen.update(fresh)
    return [*order, *range(members, table.size)]
