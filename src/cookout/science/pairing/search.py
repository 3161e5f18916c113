"""The matching of the highest gain and the prices that prove it, by growing trees of alternating pairs.

Edmonds' primal-dual method ("blossom"), from any feasible prices and any pairs that are tight under them: from every
member who is free at a price above zero a tree of tight pairs grows, all at once; members' prices move at equal speed
along the trees until two of them meet, or a price in one is zero. Then these trees are done, and the others grow on.
Odd rings of tight pairs become groups. Prices are in halves of a gain, and in all trees of the same parity, so that
every step is a whole number and the answer exact for all gains.

Source: J. Edmonds, J. Res. NBS 69B (1965); Z. Galil, Efficient algorithms for finding maximum matching in graphs, ACM
Computing Surveys 18 (1986); many trees with one clock: W. Cook, A. Rohe, INFORMS J. on Computing 11 (1999).
"""

import heapq

import numpy as np

from cookout.science.pairing.bound import Prices
from cookout.science.pairing.instance import Flags, Ints
from cookout.science.pairing.neighbours import Neighbours
from cookout.science.pairing.nest import Edge, Nest

MEET, AGAIN, SPLIT, STOP = range(4)

NEVER = 2**62

EACH = 1000
"""What one event costs of the effort, beside one for every pair looked at: about as long."""

FIRST = 12
"""So many meetings of a member are noted at once; where all gains are alike, most would wait in vain."""


class Search:
    """Pairs and prices on their way to the optimum."""

    def __init__(self, near: Neighbours, price: Ints, pairs: list[Edge]) -> None:
        """Begin with prices that cover every pair, and with pairs that cost exactly what they gain."""
        self.near = near
        self.price = price.copy()
        """As of `clock` 0 for members of the trees: a price now is price - clock * pull."""
        self.pull = np.zeros(price.size, dtype=np.int64)
        """1 where the price falls (outer), -1 where it rises (inner), 0 outside the trees."""
        self.nest = Nest(price.size)
        self.worth: dict[int, int] = {}
        """Prices of groups, in the same way: now worth + 2 * clock * pull."""
        self.came: dict[int, Edge] = {}
        """For outermost parts of a tree: the edge from the part before it; of the root there is none."""
        self.tree: dict[int, int] = {}
        """For outermost parts of a tree: which tree."""
        self.trees: dict[int, set[int]] = {}
        self.clock = 0
        self.effort = 0
        """How much was looked at; the same question always takes the same effort."""
        self._sight = 0
        """Up to when events are foreseen; most trees meet soon, and what is foreseen for later waits in vain."""
        self._step_of_sight = 1 + int(price.max(initial=0)) // 64
        self._soon = np.full(price.size, NEVER, dtype=np.int64)
        """When each member outside the trees will be reached, as far as is foreseen,"""
        self._by = np.full(price.size, -1, dtype=np.int64)
        """and by whom."""
        self._events: list[tuple[int, int, int, int, int]] = []
        """When, what, a member (or group) and another; and twice the gain of both, or the price by which it holds."""
        for one, other in pairs:
            self.nest.match(one, other)

    def run(self, most: int = NEVER) -> bool:
        """Until everybody is paired or costs nothing; or until so much effort: then there may be better pairs.

        The prices cover every pair in either case. Whether it came to its end.
        """
        self._plant()
        while self.trees and self.effort <= most:
            self._step()
        done = not self.trees
        self._fell(list(self.trees), look_back=False)
        return done

    def prices(self) -> Prices:
        """What proves the pairs the best: members' prices and groups'."""
        nest, groups = self.nest, self.nest.groups()
        number = {group: place for place, group in enumerate(groups)}
        within = np.full(nest.members + len(groups), -1, dtype=np.int64)
        for part, group in nest.within.items():
            within[part if part < nest.members else nest.members + number[part]] = number[group]
        worth = np.array([self.worth[group] for group in groups], dtype=np.int64)
        return Prices(self.price.copy(), within if groups else within[:0], worth)

    def _plant(self) -> None:
        """A tree at every member who is free at a price above zero; odd prices are made even, which covers no less."""
        free = np.flatnonzero((np.array(self.nest.mate, dtype=np.int64) < 0) & (self.price > 0))
        self.price[free] += self.price[free] % 2
        self._sight = self._step_of_sight
        self.pull[free] = 1
        for member in free.tolist():
            self.tree[member], self.trees[member] = member, {member}
        self._look_from(free)

    # events

    def _step(self) -> None:
        """The next event."""
        if self._events[0][0] > self._sight:
            self._look_further()
            return
        self.effort += EACH
        when, kind, one, other, twice = heapq.heappop(self._events)
        if kind == MEET:
            self._meet_at(when, one, other, twice)
        elif self._holds(when, kind, one, twice):
            self.clock = when
            if kind == STOP:
                self._stop(one)
            elif kind == SPLIT:
                self._split(one)
            else:
                self._look(np.array([one]), when - 1)

    def _holds(self, when: int, kind: int, one: int, price: int) -> bool:
        """Whether an event still is one: the trees may have changed since it was foreseen."""
        if kind == SPLIT:
            return one in self.came and self._is_inner(one) and self.worth[one] == 2 * when
        return bool(self.pull[one] == 1 and self.price[one] == price)

    def _meet_at(self, when: int, one: int, other: int, twice: int) -> None:
        """Two are to meet, if the pair is tight."""
        if self._is_tight(when, one, other, twice):
            self.clock = when
            self._meet(one, other)
        elif self.pull[other] == 0 and self._soon[other] == when and self._by[other] == one:
            # Who would have reached her has left the trees; others who will were not noted, as they come later.
            self.clock = when
            self._look_back(np.array([other]))

    def _is_tight(self, when: int, one: int, other: int, twice: int) -> bool:
        """Whether two of whom one is outer, and the other outer or outside the trees, cost just what they gain."""
        pull, pulled = int(self.pull[one]), int(self.pull[other])
        if pull != 1 or pulled < 0 or self.nest.label[one] == self.nest.label[other]:
            return False
        return bool(self.price[one] + self.price[other] - when * (pull + pulled) == twice)

    def _is_inner(self, part: int) -> bool:
        """Whether a part of a tree is one whose members' prices rise."""
        return bool(self.pull[self.nest.base[part]] == -1)

    # foreseeing

    def _look_further(self) -> None:
        """See events further ahead, from every outer member."""
        seen = self._sight
        self._sight += self._step_of_sight
        self._step_of_sight *= 2
        self._look(np.flatnonzero(self.pull == 1), seen)

    def _look(self, members: Ints, seen: int = -1) -> None:
        """Foresee the events of outer members' pairs that come after `seen`, as far as is in sight."""
        tails, others, twice = self.near.around(members)
        self.effort += others.size
        pull = self.pull[others]
        when = self.price[others] + self.price[tails] - self.clock * (pull + 1) - twice
        when = (when >> pull.clip(0)) + self.clock
        wanted = (when <= self._sight) & (when > seen) & (pull >= 0)
        # Of all who could reach a member outside the trees only the first will: the others need not wait in the heap.
        wanted &= (pull == 1) | (when < self._soon[others])
        wanted &= self.nest.label[others] != self.nest.label[tails]
        places = np.flatnonzero(wanted)
        if places.size > FIRST:
            places = self._first(places, tails[places], when[places])
        tails, others, twice, when = tails[places], others[places], twice[places], when[places]
        outer = pull[places] == 1
        np.minimum.at(self._soon, others, when)
        first = when == self._soon[others]
        self._by[others[first]] = tails[first]
        self._note(when, tails, others, twice, outer | (first & (self._by[others] == tails)))

    def _first(self, places: Ints, tails: Ints, when: Ints) -> Ints:
        """The first meetings of each member; where there are more, she looks again at the time of the last of these."""
        order = np.lexsort((when, tails))
        places, tails, when = places[order], tails[order], when[order]
        begins = np.flatnonzero(np.append(True, tails[1:] != tails[:-1]))
        rank = np.arange(tails.size) - np.repeat(begins, np.diff(np.append(begins, tails.size)))
        more = np.flatnonzero(rank == FIRST)
        for moment, member in zip(when[more - 1].tolist(), tails[more].tolist(), strict=True):
            heapq.heappush(self._events, (moment, AGAIN, member, -1, int(self.price[member])))
        return places[rank < FIRST]

    def _note(self, when: Ints, ones: Ints, others: Ints, twice: Ints, which: Flags) -> None:
        """Put these meetings among the events."""
        columns = (column[which].tolist() for column in (when, ones, others, twice))
        for moment, one, other, both in zip(*columns, strict=True):
            heapq.heappush(self._events, (moment, MEET, one, other, both))

    def _look_back(self, members: Ints) -> None:
        """Foresee which outer member will first reach each of those who have left the trees."""
        self._soon[members] = NEVER
        tails, others, twice = self.near.around(members)
        self.effort += others.size
        outer = self.pull[others] == 1
        tails, others, twice = tails[outer], others[outer], twice[outer]
        when = self.price[others] + self.price[tails] - twice  # both as of clock 0, and one of them moves
        np.minimum.at(self._soon, tails, when)
        first = when == self._soon[tails]
        self._by[tails[first]] = others[first]
        self._note(when, others, tails, twice, first & (self._by[tails] == others) & (when <= self._sight))
        self._soon[members[self._soon[members] > self._sight]] = NEVER

    # changing the trees

    def _pull(self, part: int, pull: int) -> Ints:
        """From now on the prices of a part's members move this way; a group's own the other way, twice as fast."""
        leaves = np.array(self.nest.leaves(part), dtype=np.int64)
        was = int(self.pull[leaves[0]])
        self.price[leaves] += self.clock * (pull - was)
        self.pull[leaves] = pull
        self._turn_worth(part, pull - was)
        return leaves

    def _turn_worth(self, part: int, change: int) -> None:
        """A group's price moves otherwise from now on."""
        if part >= self.nest.members:
            self.worth[part] -= 2 * self.clock * change

    def _look_from(self, members: Ints) -> None:
        """Foresee the events of members who have become outer, and when they cost nothing."""
        self._look(members)
        for member, zero in zip(members.tolist(), self.price[members].tolist(), strict=True):
            heapq.heappush(self._events, (zero, STOP, member, -1, zero))

    def _make_outer(self, part: int, came: Edge, tree: int) -> None:
        """Its members' prices fall: what they can reach is foreseen, and when the first is zero."""
        self._enter(part, came, tree)
        self._look_from(self._pull(part, 1))

    def _make_inner(self, part: int, came: Edge, tree: int) -> None:
        """Its members' prices rise, and a group's own falls to zero at last."""
        self._enter(part, came, tree)
        self._pull(part, -1)
        if part >= self.nest.members:
            heapq.heappush(self._events, (self.worth[part] // 2, SPLIT, part, -1, 0))

    def _enter(self, part: int, came: Edge, tree: int) -> None:
        """It is part of the tree now."""
        self.came[part], self.tree[part] = came, tree
        self.trees[tree].add(part)

    def _leave(self, part: int) -> None:
        """It is not part of its tree any more."""
        self.trees[self.tree.pop(part)].discard(part)
        self.came.pop(part, None)

    def _fell(self, trees: list[int], look_back: bool = True) -> None:
        """These trees are done: their members' prices stay, and other trees may reach them."""
        left = [np.zeros(0, dtype=np.int64)]
        for tree in trees:
            for part in self.trees.pop(tree):
                left.append(self._pull(part, 0))
                del self.tree[part]
                self.came.pop(part, None)
        if look_back:
            self._look_back(np.concatenate(left))

    def _meet(self, one: int, other: int) -> None:
        """A tight pair: of one tree, and a ring closes; of two trees, and both are done; or out of the tree."""
        part, tree = self.nest.top(other), self.tree[self.nest.top(one)]
        if self.pull[other] == 0:
            self._reach(one, other, part, tree)
        elif self.tree[part] == tree:
            self._shrink(one, other)
        else:
            self._turn(one)
            self._turn(other)
            self.nest.match(one, other)
            self._fell([tree, self.tree[part]])

    def _reach(self, one: int, other: int, part: int, tree: int) -> None:
        """A tight pair leads out of the tree: to a free member, and the tree is done; or to a pair, and it grows."""
        if self.nest.is_free(part):
            self._turn(one)
            self.nest.rebase(part, other)
            self.nest.match(one, other)
            self._fell([tree])
            self._look_back(np.array(self.nest.leaves(part)))
            return
        base = self.nest.base[part]
        mate = self.nest.mate[base]
        self._make_inner(part, (one, other), tree)
        self._make_outer(self.nest.top(mate), (base, mate), tree)

    def _stop(self, member: int) -> None:
        """An outer member costs nothing: she may stay free, and her tree is done."""
        tree = self.tree[self.nest.top(member)]
        self._turn(member)
        self.nest.mate[member] = -1
        self._fell([tree])

    def _turn(self, member: int) -> None:
        """Change pairs along the way from an outer member to the root: now she is the free one."""
        nest = self.nest
        while True:
            outer = nest.top(member)
            nest.rebase(outer, member)
            if outer not in self.came:
                return
            inner = nest.top(self.came[outer][0])
            before, entry = self.came[inner]
            nest.rebase(inner, entry)
            nest.match(before, entry)
            member = before

    def _shrink(self, one: int, other: int) -> None:
        """A tight pair of two outer parts of a tree closes an odd ring: it becomes a group, all of it outer."""
        parts, edges = self._ring(one, other)
        tree, came = self.tree[parts[0]], self.came.get(parts[0])
        new = [np.zeros(0, dtype=np.int64)]
        for part in parts:
            if self._is_inner(part):
                new.append(self._pull(part, 1))
            self._turn_worth(part, -1)  # within the group its own price stays
            self._leave(part)
        group = self.nest.join(parts, edges)
        self.worth[group] = 0
        self._turn_worth(group, 1)
        self.tree[group] = tree
        self.trees[tree].add(group)
        if came is not None:
            self.came[group] = came
        self._look_from(np.concatenate(new))

    def _ring(self, one: int, other: int) -> tuple[list[int], list[Edge]]:
        """The parts from where the ways of the two meet, down to `one`, over to `other`, and up again."""
        up, down = self._way_up(one), self._way_up(other)
        seen = {part: place for place, part in enumerate(up)}
        far = next(place for place, part in enumerate(down) if part in seen)
        left, right = up[: seen[down[far]]], down[:far]
        edges = [self.came[part] for part in reversed(left)]
        edges.append((one, other))
        edges += [(self.came[part][1], self.came[part][0]) for part in right]
        return [down[far], *reversed(left), *right], edges

    def _way_up(self, member: int) -> list[int]:
        """The parts from a member's own to the root."""
        way = [self.nest.top(member)]
        while way[-1] in self.came:
            way.append(self.nest.top(self.came[way[-1]][0]))
        return way

    def _split(self, group: int) -> None:
        """An inner group costs nothing any more: its parts on the even way stay in the tree, the others leave it."""
        entry, tree = self.came[group], self.tree[group]
        self._leave(group)
        place = self.nest.parts[group].index(self.nest.chain(group, entry[1])[-2])
        way = self.nest.way_to_base(group, place)
        left = self._pull(group, 0)
        parts = self.nest.split(group)
        del self.worth[group]
        self._make_inner(parts[place], entry, tree)
        for step, (there, edge) in enumerate(way):
            (self._make_outer if step % 2 == 0 else self._make_inner)(parts[there], edge, tree)
        self._look_back(left[self.pull[left] == 0])
