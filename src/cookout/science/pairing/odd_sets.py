"""Odd sets: an odd number of places for meetings cannot all be filled among the people who hold them."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.sparse import csgraph

from cookout.science.pairing.instance import Flags, Ints
from cookout.science.pairing.least_cuts import Links, least_cuts
from cookout.science.pairing.meetings import Limits, Meetings

Numbers = NDArray[np.float64]

OddSet = tuple[Flags, int]
"""Pairs (or columns) and how many of them meet at most."""

MOST_GROWN = 1000
LARGEST = 15
"""Crowded sets are grown up to this size, in groups of up to so many: a square of numbers a group."""

MOST_LINKED = 150
"""In larger connected parts the least cuts are not looked for: that would take seconds."""

MOST_ROWS = 15
BROKEN = 0.02
"""So many limits a span are added at a time, and only such as are broken by so much."""

CLEAR = 1e-6
"""A linear program's numbers within this of each other count as equal; a wrong guess costs tightness, never truth."""


def broken_by(meetings: Meetings, columns: Ints, share: Numbers, most_rows: int = MOST_ROWS) -> Limits | None:
    """Odd-set limits that these shares of these columns break, those broken most for each span; or None.

    For people S with b places for meetings and pairs F that lead out of S: the pairs inside S and those of F are at
    most floor((b + |F|) / 2) meetings, as each pair meets once at most (Edmonds 1965; Schrijver 2003, ch. 31-33).
    It holds for the whole plan, where b are the capacities, and for each span of weeks.
    """
    found: list[OddSet] = []
    for span, width in enumerate(meetings.width.tolist()):
        inside = meetings.span[columns] == span
        shares = _shares(meetings, columns[inside], share[inside])
        odd = _broken(meetings, shares, np.minimum(meetings.capacity, width), most_rows)
        odd += _crowded(meetings, shares, width) if width > 1 or meetings.candidates.members > MOST_LINKED else []
        found += [(pairs[meetings.pair[columns]] & inside, most) for pairs, most in odd]
    odd = _broken(meetings, _shares(meetings, columns, share), meetings.capacity, most_rows)
    found += [(pairs[meetings.pair[columns]], most) for pairs, most in odd]
    return _limits(found)


def _limits(found: list[OddSet]) -> Limits | None:
    if not found:
        return None
    places = [np.flatnonzero(columns) for columns, _ in found]
    starts = np.concatenate([[0], np.cumsum([one.size for one in places])])
    column = np.concatenate(places)
    rows = sparse.csr_array((np.ones(column.size, np.int64), column, starts), (len(found), found[0][0].size))
    return Limits(rows, np.array([most for _, most in found], np.int64))


def _shares(meetings: Meetings, columns: Ints, share: Numbers) -> Numbers:
    """How much of each pair these columns take."""
    taken = np.bincount(meetings.pair[columns], weights=share, minlength=meetings.candidates.gain.size)
    return taken.astype(np.float64)


def _crowded(meetings: Meetings, shares: Numbers, width: int) -> list[OddSet]:
    """Odd sets of people of whom one sits out in every week, so that they have fewer meetings than places.

    Five people cannot all meet each other within four weeks, though each has four places. Grown from every member
    by whoever meets most with those who are in.
    """
    members = meetings.candidates.members
    if members > MOST_GROWN:
        return []
    first, second = meetings.candidates.first, meetings.candidates.second
    between = np.zeros((members, members))
    between[first, second] = between[second, first] = shares
    everybody = np.arange(members)
    inside = np.eye(members, dtype=np.bool_)
    pull, within = between.copy(), np.zeros(members)
    sets: dict[bytes, tuple[Flags, int]] = {}
    for people in range(2, min(LARGEST, members) + 1):
        new = np.where(inside, -1.0, pull).argmax(axis=1)
        within += pull[everybody, new]
        inside[everybody, new] = True
        pull += between[new]
        if people % 2:
            most = width * (people // 2)
            sets |= {inside[one].tobytes(): (inside[one].copy(), most) for one in np.flatnonzero(within > most + CLEAR)}
    return [(people[first] & people[second], most) for people, most in sets.values()]


def _broken(meetings: Meetings, shares: Numbers, places: Ints, most_rows: int) -> list[OddSet]:
    """Odd sets of people with so many places, those first that are broken most."""
    used = np.flatnonzero(shares > CLEAR)
    first, second, taken = meetings.candidates.first[used], meetings.candidates.second[used], shares[used]
    found: list[tuple[float, OddSet]] = []
    for inside in _nearly_alone(first, second, taken, places):
        chosen, most = _odd_set(inside[first].astype(np.int64) + inside[second], taken, int(places[inside].sum()))
        over = float(taken[chosen].sum()) - most
        if over > BROKEN:
            pairs: Flags = inside[meetings.candidates.first] & inside[meetings.candidates.second]
            pairs[used[chosen]] = True
            found.append((over, (pairs, most)))
    return [odd for _, odd in sorted(found, key=lambda one: -one[0])[:most_rows]]


def _nearly_alone(first: Ints, second: Ints, taken: Numbers, places: Ints) -> Iterator[Flags]:
    """Sets of people who have little to do with the others but in part, and few places to spare.

    Pairs count as links of min(share, 1 - share), places to spare as links to nobody: then each set whose limit is
    broken is linked to the rest by less than 1, and where one is, so is one of the least cuts (Letchford, Reinelt &
    Theis 2008). Each connected part of the links is a set as well.
    """
    spare = np.maximum(places - np.bincount(first, taken, places.size) - np.bincount(second, taken, places.size), 0)
    link = np.minimum(taken, 1 - taken)
    torn = np.flatnonzero(link > CLEAR)
    graph = sparse.coo_array((np.ones(torn.size), (first[torn], second[torn])), shape=(places.size, places.size))
    _, part = csgraph.connected_components(graph, directed=False)
    for one in np.unique(part[first[torn]]):
        people = np.flatnonzero(part == one)
        yield part == one
        if people.size > MOST_LINKED:
            continue
        here = torn[part[first[torn]] == one]
        ends = (1 + np.searchsorted(people, first[here]), 1 + np.searchsorted(people, second[here]))
        links: Links = [{place + 1: much for place, much in enumerate(spare[people].tolist()) if much > CLEAR}]
        links += [{0: much} if much > CLEAR else {} for much in spare[people].tolist()]
        for a, b, much in zip(ends[0].tolist(), ends[1].tolist(), link[here].tolist(), strict=True):
            links[a][b] = links[b][a] = much
        for cut in least_cuts(links):
            inside = np.zeros(places.size, np.bool_)
            inside[people[[node - 1 for node in cut]]] = True
            yield inside


def _odd_set(ends_inside: Ints, shares: Numbers, places: int) -> tuple[Flags, int]:
    """The pairs of the limit for these people, and how many of them may meet: F is chosen to make the sum odd."""
    pairs, leading_out = ends_inside == 2, np.flatnonzero(ends_inside == 1)
    out = leading_out[shares[leading_out] > 0.5]
    if (places + out.size) % 2 == 0 and leading_out.size:
        nearest = leading_out[np.argmin(np.abs(shares[leading_out] - 0.5))]
        out = np.setxor1d(out, [nearest])
    pairs[out] = True
    return pairs, (places + out.size) // 2
