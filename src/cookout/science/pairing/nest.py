"""Odd groups in one another ("blossoms"): who belongs to which, which member of each is free to meet outside it."""

from array import array

Edge = tuple[int, int]


class Nest:
    """Members 0 … n-1 and groups from n on. A group is an odd ring of parts, each joined to the next by an edge.

    All parts of a ring but its first are matched with a neighbour in it, so that only its `base` can meet outside.

    A group takes over the list of the members of its largest part and adds the others' behind; so groups a thousand
    deep cost no more to make, or to take apart, than their small parts.
    """

    def __init__(self, members: int) -> None:
        """Begin with no pairs and no groups."""
        self.members = members
        self.mate: list[int] = [-1] * members
        self.base: list[int] = list(range(members))
        self.parts: dict[int, list[int]] = {}
        self.edges: dict[int, list[Edge]] = {}
        """`edges[g][k]` leads from a member of part k to one of the part after it."""
        self.within: dict[int, int] = {}
        """The group of which a part is part; the outermost are not in it."""
        self.label = array("q", range(members))
        """For each member the label of the outermost part it belongs to; equal labels, same part."""
        self._labelled: list[int] = list(range(members))
        """For each label its part."""
        self._label_of: list[int] = list(range(members))
        """For each outermost part its label."""
        self._held: list[list[int]] = [[member] for member in range(members)]
        """For each label all members of its part."""
        self._added: dict[int, list[tuple[int, int]]] = {}
        """For each group its parts, the largest first, and where in the list the members of each begin."""
        self._unused: list[int] = []
        self._spare: list[int] = []

    def top(self, member: int) -> int:
        """The outermost group a member belongs to, or herself."""
        return self._labelled[self.label[member]]

    def leaves(self, part: int) -> list[int]:
        """All members of an outermost part. Not yours to change."""
        return self._held[self._label_of[part]]

    def join(self, parts: list[int], edges: list[Edge]) -> int:
        """Make one group of a ring of outermost parts; the first keeps its base."""
        if self._unused:
            group = self._unused.pop()
        else:
            group = len(self.base)
            self.base.append(-1)
            self._label_of.append(-1)
        self.parts[group], self.edges[group] = parts, edges
        self.base[group] = self.base[parts[0]]
        largest = max(parts, key=lambda part: len(self.leaves(part)))
        label = self._label_of[largest]
        held = self._held[label]
        self._added[group] = [(largest, 0)]
        for part in parts:
            self.within[part] = group
            if part != largest:
                self._added[group].append((part, len(held)))
                self._take_over(part, label)
        self._labelled[label], self._label_of[group] = group, label
        return group

    def _take_over(self, part: int, label: int) -> None:
        """Its members have this label now, and its own is spare."""
        old = self._label_of[part]
        for member in self._held[old]:
            self.label[member] = label
        self._held[label].extend(self._held[old])
        self._held[old] = []
        self._spare.append(old)

    def split(self, group: int) -> list[int]:
        """Take an outermost group apart: its parts are outermost now."""
        parts = self.parts.pop(group)
        del self.edges[group]
        for part in parts:
            del self.within[part]
        held = self.leaves(group)
        (largest, _), *others = self._added.pop(group)
        for part, begin in reversed(others):
            label = self._spare.pop()
            self._held[label] = held[begin:]
            del held[begin:]
            for member in self._held[label]:
                self.label[member] = label
            self._labelled[label], self._label_of[part] = part, label
        label = self._label_of[group]
        self._labelled[label], self._label_of[largest] = largest, label
        self._unused.append(group)
        return parts

    def chain(self, part: int, member: int) -> list[int]:
        """The member, the group in which she is a part, … up to `part`."""
        found = [member]
        while found[-1] != part:
            found.append(self.within[found[-1]])
        return found

    def way_to_base(self, group: int, place: int) -> list[tuple[int, Edge]]:
        """From a place in the ring to its first part by an even number of steps: each next place and the edge to it.

        Of the two ways round an odd ring one is even, and its second, fourth … edges are free to be matched.
        """
        edges = self.edges[group]
        if place % 2:
            return [((step + 1) % len(edges), edges[step]) for step in range(place, len(edges))]
        return [(step, (edges[step][1], edges[step][0])) for step in range(place - 1, -1, -1)]

    def rebase(self, part: int, member: int) -> None:
        """Match a part inside anew so that `member` is the one free to meet outside it."""
        waiting = [(part, member)]
        while waiting:
            whole, member = waiting.pop()
            chain = self.chain(whole, member)
            for inner, group in zip(chain[:-1], chain[1:], strict=True):
                waiting.extend(self._turn_ring(group, self.parts[group].index(inner)))
                self.base[group] = member

    def _turn_ring(self, group: int, place: int) -> list[tuple[int, int]]:
        """Make this place of the ring its first; what parts, matched anew with one another, must be rebased to."""
        parts, edges = self.parts[group], self.edges[group]
        found = []
        way = self.way_to_base(group, place)
        for (left, _), (right, (one, other)) in zip(way[::2], way[1::2], strict=True):
            found += [(parts[left], one), (parts[right], other)]
            self.match(one, other)
        self.parts[group] = parts[place:] + parts[:place]
        self.edges[group] = edges[place:] + edges[:place]
        return found

    def match(self, one: int, other: int) -> None:
        """The two meet."""
        self.mate[one], self.mate[other] = other, one

    def is_free(self, part: int) -> bool:
        """Nobody of an outermost part meets outside it."""
        return self.mate[self.base[part]] < 0

    def groups(self) -> list[int]:
        """All of them, those within others before these."""
        waiting = [group for group in self.parts if group not in self.within]
        found = []
        while waiting:
            group = waiting.pop()
            found.append(group)
            waiting += [part for part in self.parts[group] if part >= self.members]
        return found[::-1]
