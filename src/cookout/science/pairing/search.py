"""The matching of the highest gain and the prices that prove it, by growing trees of alternating pairs.

Edmonds' primal-dual method ("blossom"), from any feasible prices and any pairs that are tight under them: from every
member who is free at a price above zero a tree of tight pairs grows, all at once; members' prices move at equal speed
along the trees until two of them meet, or a price in one is zero. Then these trees are done, and the others grow on.
Odd rings of tight pairs become groups. Prices are in halves of a gain, and in all trees of the same parity, so that
every step is a whole number and the answer exact for all gains.

Source: J. Edmonds, J. Res. NBS 69B (1965); Z. Galil, Efficient algorithms for finding maximum matching in graphs, ACM
Computing Surveys 18 (1986); many trees with one clock: W. Cook, A. Rohe, INFORMS J. on Computing 11 (1999).
"""

import numpy as np

from cookout.science.pairing.bound import Prices
from cookout.science.pairing.foresight import MEET, SPLIT, STOP, Event, Foresight
from cookout.science.pairing.instance import Ints
from cookout.science.pairing.neighbours import Neighbours
from cookout.science.pairing.nest import Edge, Nest

WITHOUT_END = 2**62


class Search:
    """Pairs and prices on their way to the optimum."""

    def __init__(self, near: Neighbours, price: Ints, pairs: list[Edge]) -> None:
        """Begin with prices that cover every pair, and with pairs that cost exactly what they gain."""
        self.nest = Nest(price.size)
        for one, other in pairs:
            self.nest.match(one, other)
        free = np.flatnonzero((np.array(self.nest.mate, dtype=np.int64) < 0) & (price > 0))
        even = price.copy()
        even[free] += even[free] % 2  # the trees' prices have one parity; and the higher cover no less
        self.ahead = Foresight(near, even, self.nest.label)
        self.pull = self.ahead.pull
        """1 for members whose price falls (outer), -1 where it rises (inner), 0 outside the trees."""
        self.worth: dict[int, int] = {}
        """Prices of groups as of `clock` 0: now worth + 2 * clock * pull."""
        self.came: dict[int, Edge] = {}
        """For outermost parts of a tree: the edge from the part before it; of the root there is none."""
        self.tree: dict[int, int] = {}
        """For outermost parts of a tree: which tree."""
        self.trees: dict[int, set[int]] = {}
        self._roots: list[int] = free.tolist()

    def run(self, most: int = WITHOUT_END) -> bool:
        """Until everybody is paired or costs nothing; or until so much effort: then there may be better pairs.

        The prices cover every pair in either case. Whether it came to its end.
        """
        self._plant()
        while self.trees and self.ahead.effort <= most:
            self._step(self.ahead.next())
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
        return Prices(self.ahead.prices.copy(), within if groups else within[:0], worth)

    def _plant(self) -> None:
        """A tree at every member who is free at a price above zero."""
        for member in self._roots:
            self.tree[member], self.trees[member] = member, {member}
        if self._roots:
            self.ahead.turn(self._roots, 1)
            self.ahead.look(self._roots)

    # events

    def _step(self, event: Event) -> None:
        """What happens next, if it still does: the trees may have changed since it was foreseen."""
        when, kind, one, other, price = event
        ahead = self.ahead
        if kind == MEET:
            if ahead.is_tight(when, one, other, price):
                ahead.clock = when
                self._meet(one, other)
            elif ahead.is_lost(when, one, other):
                ahead.clock = when
                ahead.look_back([other])
        elif kind == SPLIT:
            if one in self.came and self._is_inner(one) and self.worth[one] == 2 * when:
                ahead.clock = when
                self._split(one)
        elif self.pull[one] == 1 and ahead.price[one] == price:
            ahead.clock = when
            if kind == STOP:
                self._stop(one)
            else:
                ahead.look_again(one)

    def _is_inner(self, part: int) -> bool:
        """Whether a part of a tree is one whose members' prices rise."""
        return self.pull[self.nest.base[part]] == -1

    # changing the trees

    def _pull(self, part: int, pull: int) -> list[int]:
        """From now on the prices of a part's members move this way; a group's own the other way, twice as fast."""
        leaves = self.nest.leaves(part)
        was = self.pull[leaves[0]]
        self.ahead.turn(leaves, pull)
        self._turn_worth(part, pull - was)
        return leaves

    def _turn_worth(self, part: int, change: int) -> None:
        """A group's price moves otherwise from now on."""
        if part >= self.nest.members:
            self.worth[part] -= 2 * self.ahead.clock * change

    def _make_outer(self, part: int, came: Edge, tree: int) -> None:
        """Its members' prices fall: what they can reach is foreseen, and when the first is zero."""
        self._enter(part, came, tree)
        self.ahead.look(self._pull(part, 1))

    def _make_inner(self, part: int, came: Edge, tree: int) -> None:
        """Its members' prices rise, and a group's own falls to zero at last."""
        self._enter(part, came, tree)
        self._pull(part, -1)
        if part >= self.nest.members:
            self.ahead.note(self.worth[part] // 2, SPLIT, part, 0)

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
        left: list[int] = []
        for tree in trees:
            for part in self.trees.pop(tree):
                left += self._pull(part, 0)
                del self.tree[part]
                self.came.pop(part, None)
        if look_back:
            self.ahead.look_back(left)

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
            self.ahead.look_back(self.nest.leaves(part))
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
        new: list[int] = []
        for part in parts:
            if self._is_inner(part):
                new += self._pull(part, 1)
            self._turn_worth(part, -1)  # within the group its own price stays
            self._leave(part)
        group = self.nest.join(parts, edges)
        self.worth[group] = 0
        self._turn_worth(group, 1)
        self.tree[group] = tree
        self.trees[tree].add(group)
        if came is not None:
            self.came[group] = came
        self.ahead.look(new)

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
        left = list(self._pull(group, 0))
        parts = self.nest.split(group)
        del self.worth[group]
        self._make_inner(parts[place], entry, tree)
        for step, (there, edge) in enumerate(way):
            (self._make_outer if step % 2 == 0 else self._make_inner)(parts[there], edge, tree)
        self.ahead.look_back([member for member in left if self.pull[member] == 0])
