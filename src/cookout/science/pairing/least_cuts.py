"""Least cuts: the sets of nodes that are linked least to the others, among them the best odd one."""

from collections import deque

Links = list[dict[int, float]]
"""For each node the nodes it is linked to, and how strongly; both ways."""


def least_cuts(links: Links) -> list[set[int]]:
    """One set of nodes for every branch of a tree of least cuts: never with node 0, n - 1 sets for n nodes.

    Between any two nodes the least cut is one of these (Gomory & Hu 1961, as by Gusfield 1990); and of all sets with
    an odd number of odd nodes, the one that is linked least to the others is among them (Padberg & Rao 1982).

    >>> least_cuts([{1: 0.1}, {0: 0.1, 2: 0.9}, {1: 0.9}])
    [{1, 2}, {2}]
    """
    parent = [0] * len(links)
    for node in range(1, len(links)):
        side = _side(links, node, parent[node])
        above = parent[node]
        for other in range(len(links)):
            if other != node and other in side and parent[other] == above:
                parent[other] = node
        if parent[above] in side:
            parent[node], parent[above] = parent[above], node
    return _below(parent)


def _below(parent: list[int]) -> list[set[int]]:
    """For each node but the root itself and all whose way to the root leads over it."""
    below = [{node} for node in range(len(parent))]
    for node in range(len(parent)):
        above = node
        while above != 0:
            above = parent[above]
            below[above].add(node)
    return below[1:]


def _side(links: Links, start: int, end: int) -> set[int]:
    """The nodes on the start's side of a least cut between the two: flow is sent while there is a way."""
    left = [dict(one) for one in links]
    while True:
        came = _ways(left, start, end)
        if end not in came:
            return set(came)
        way = [end]
        while way[-1] != start:
            way.append(came[way[-1]])
        steps = [(to, back) for to, back in zip(way[1:], way, strict=False)]
        sent = min(left[one][other] for one, other in steps)
        for one, other in steps:
            left[one][other] -= sent
            left[other][one] += sent


def _ways(left: Links, start: int, end: int) -> dict[int, int]:
    """The nodes that can be reached, and from where; it stops where it comes to the end."""
    came, queue = {start: start}, deque([start])
    while queue:
        node = queue.popleft()
        for other, room in left[node].items():
            if room > SMALLEST and other not in came:
                came[other] = node
                if other == end:
                    return came
                queue.append(other)
    return came


SMALLEST = 1e-9
"""Less than this is no link."""
