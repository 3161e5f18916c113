"""Prices on the move, and what will happen first: the clock of the search, the heap of events, and who sees them.

Prices of members lie in rows that are read two ways, by number and as a whole: what a member with few pairs foresees is
sooner looked at pair by pair, and what many do, or one with many, all at once.
"""

import heapq
from array import array
from collections.abc import Iterator

import numpy as np

from cookout.science.pairing.instance import Flags, Ints
from cookout.science.pairing.neighbours import Neighbours

MEET, AGAIN, SPLIT, STOP = range(4)

NEVER = 2**62

EACH = 1000
"""What one event costs of the effort, beside one for every pair looked at: about as long."""

FIRST = 12
"""So many meetings of a member are noted at once; where all gains are alike, most would wait in vain."""

FEW, MANY = 250, 20
"""Of members with so few pairs each these are looked at one by one, up to so many times as many in all."""

Event = tuple[int, int, int, int, int]
"""When, what, a member (or group) and another; and twice the gain of both, or the price by which it holds."""


class Foresight:
    """Members' prices, how they move, and the events that follow from it."""

    def __init__(self, near: Neighbours, price: Ints, label: "array[int]") -> None:
        """Begin with prices that rest; members with the same label belong together and do not meet."""
        self.near = near
        self.label, self._labels = label, as_whole(label)
        self.price = array("q", price.tobytes())
        """As of `clock` 0 for members of the trees: a price now is price - clock * pull."""
        self.pull = array("q", bytes(8 * price.size))
        """1 where the price falls (outer), -1 where it rises (inner), 0 outside the trees."""
        self.prices, self.pulls = as_whole(self.price), as_whole(self.pull)
        self.clock = 0
        self.effort = 0
        """How much was looked at; the same question always takes the same effort."""
        self._start: list[int] = near.start.tolist()
        self._step_of_sight = 1 + int(price.max(initial=0)) // 64
        self.sight = self._step_of_sight
        """Up to when events are foreseen; most trees meet soon, and what is foreseen for later waits in vain."""
        self.soon = array("q", [NEVER]) * price.size
        """When each member outside the trees will be reached, as far as is foreseen,"""
        self.by = array("q", [-1]) * price.size
        """and by whom."""
        self._soon, self._by = as_whole(self.soon), as_whole(self.by)
        self.events: list[Event] = []

    def next(self) -> Event:
        """What happens first."""
        while self.events[0][0] > self.sight:
            seen = self.sight
            self.sight += self._step_of_sight
            self._step_of_sight *= 2
            self._look_at_all(np.flatnonzero(self.pulls == 1), seen)
        self.effort += EACH
        return heapq.heappop(self.events)

    def note(self, when: int, kind: int, one: int, price: int) -> None:
        """Something is going to happen to a member, or a group."""
        heapq.heappush(self.events, (when, kind, one, -1, price))

    def turn(self, members: list[int], pull: int) -> None:
        """From now on the prices of these, which have moved alike, move this way."""
        price, pulls = self.price, self.pull
        change = self.clock * (pull - pulls[members[0]])
        for member in members:
            price[member] += change
            pulls[member] = pull

    def is_tight(self, when: int, one: int, other: int, twice: int) -> bool:
        """Whether two of whom one is outer, and the other outer or outside the trees, cost just what they gain."""
        pulled = self.pull[other]
        if self.pull[one] != 1 or pulled < 0 or self.label[one] == self.label[other]:
            return False
        return self.price[one] + self.price[other] - when * (1 + pulled) == twice

    def is_lost(self, when: int, one: int, other: int) -> bool:
        """Whether who would have reached her has left the trees: others who will were not noted, as they come later."""
        return self.pull[other] == 0 and self.soon[other] == when and self.by[other] == one

    # foreseeing

    def look(self, members: list[int]) -> None:
        """Foresee the events of members who have become outer, as far as is in sight, and when they cost nothing."""
        self._look(members)
        for member in members:
            zero = self.price[member]
            heapq.heappush(self.events, (zero, STOP, member, -1, zero))

    def look_again(self, member: int) -> None:
        """Foresee what comes after what of her was foreseen first."""
        self._look_at_all(np.array([member]), self.clock - 1)

    def _look(self, members: list[int]) -> None:
        """Pair by pair, or all at once."""
        if self._are_few(members):
            for member in members:
                self._look_by_pair(member)
        else:
            self._look_at_all(np.array(members, dtype=np.int64), -1)

    def _are_few(self, members: list[int]) -> bool:
        """Whether these members' pairs are sooner looked at one by one."""
        pairs = sum(self._start[member + 1] - self._start[member] for member in members)
        return pairs <= FEW * min(len(members), MANY)

    def _pairs(self, one: int) -> Iterator[tuple[int, int]]:
        """Whom a member may meet, and twice the gain."""
        here = slice(self._start[one], self._start[one + 1])
        others = self.near.other[here].tolist()
        self.effort += len(others)
        return zip(others, self.near.twice[here].tolist(), strict=True)

    def _look_by_pair(self, one: int) -> None:
        """Foresee the events of one outer member's pairs, as far as is in sight."""
        price, pull, soon, label, sight = self.price, self.pull, self.soon, self.label, self.sight
        mine, own = price[one], label[one]
        for other, twice in self._pairs(one):
            pulled = pull[other]
            if pulled < 0:
                continue
            when = (mine + price[other] - twice) >> pulled
            if when > sight:
                continue
            if pulled:
                if label[other] != own:
                    heapq.heappush(self.events, (when, MEET, one, other, twice))
            elif when < soon[other]:
                # Of all who could reach a member outside the trees only the first will: the others need not wait.
                soon[other], self.by[other] = when, one
                heapq.heappush(self.events, (when, MEET, one, other, twice))

    def _look_at_all(self, members: Ints, seen: int) -> None:
        """Foresee the events of outer members' pairs that come after `seen`, as far as is in sight."""
        tails, others, twice = self.near.around(members)
        self.effort += others.size
        pull = self.pulls[others]
        when = (self.prices[others] + self.prices[tails] - twice) >> pull.clip(0)
        wanted = (when <= self.sight) & (when > seen) & (pull >= 0)
        wanted &= (pull == 1) | (when < self._soon[others])
        wanted &= self._labels[others] != self._labels[tails]
        places = np.flatnonzero(wanted)
        if places.size > FIRST:
            places = self._first(places, tails[places], when[places])
        tails, others, twice, when = tails[places], others[places], twice[places], when[places]
        outer = pull[places] == 1
        np.minimum.at(self._soon, others, when)
        first = when == self._soon[others]
        self._by[others[first]] = tails[first]
        self._meetings(when, tails, others, twice, outer | (first & (self._by[others] == tails)))

    def _first(self, places: Ints, tails: Ints, when: Ints) -> Ints:
        """The first meetings of each member; where there are more, she looks again at the time of the last of these."""
        order = np.lexsort((when, tails))
        places, tails, when = places[order], tails[order], when[order]
        begins = np.flatnonzero(np.append(True, tails[1:] != tails[:-1]))
        rank = np.arange(tails.size) - np.repeat(begins, np.diff(np.append(begins, tails.size)))
        more = np.flatnonzero(rank == FIRST)
        for moment, member in zip(when[more - 1].tolist(), tails[more].tolist(), strict=True):
            self.note(moment, AGAIN, member, self.price[member])
        return places[rank < FIRST]

    def _meetings(self, when: Ints, ones: Ints, others: Ints, twice: Ints, which: Flags) -> None:
        """Put these meetings among the events."""
        columns = (column[which].tolist() for column in (when, ones, others, twice))
        for moment, one, other, both in zip(*columns, strict=True):
            heapq.heappush(self.events, (moment, MEET, one, other, both))

    # looking back

    def look_back(self, members: list[int]) -> None:
        """Foresee which outer member will first reach each of those who have left the trees."""
        if self._are_few(members):
            for member in members:
                self._look_back_by_pair(member)
        else:
            self._look_back_at_all(np.array(members, dtype=np.int64))

    def _look_back_by_pair(self, one: int) -> None:
        """Who will first reach her."""
        price, pull = self.price, self.pull
        gap, first, both = NEVER, -1, 0
        for other, twice in self._pairs(one):
            if pull[other] == 1 and price[other] - twice < gap:
                gap, first, both = price[other] - twice, other, twice
        when = gap + price[one]  # both as of clock 0, and one of them moves
        if when <= self.sight:
            self.soon[one], self.by[one] = when, first
            heapq.heappush(self.events, (when, MEET, first, one, both))
        else:
            self.soon[one] = NEVER

    def _look_back_at_all(self, members: Ints) -> None:
        """Who will first reach each of them."""
        self._soon[members] = NEVER
        tails, others, twice = self.near.around(members)
        self.effort += others.size
        outer = self.pulls[others] == 1
        tails, others, twice = tails[outer], others[outer], twice[outer]
        when = self.prices[others] + self.prices[tails] - twice  # both as of clock 0, and one of them moves
        np.minimum.at(self._soon, tails, when)
        first = when == self._soon[tails]
        self._by[tails[first]] = others[first]
        self._meetings(when, others, tails, twice, first & (self._by[tails] == others) & (when <= self.sight))
        self._soon[members[self._soon[members] > self.sight]] = NEVER


def as_whole(row: "array[int]") -> Ints:
    """The same numbers, all at once: whoever changes one changes both."""
    return np.asarray(row, dtype=np.int64)
