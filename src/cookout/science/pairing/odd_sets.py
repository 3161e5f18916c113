"""Odd sets: an odd number of places for meetings cannot all be filled among the people who hold them."""

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.sparse import csgraph

from cookout.science.pairing.instance import Flags, Ints
from cookout.science.pairing.meetings import Limits, Meetings

Numbers = NDArray[np.float64]

OddSet = tuple[Flags, int]
"""Pairs (or columns) and how many of them meet at most."""

MOST_GROWN = 1000
LARGEST = 15
"""Crowded sets are grown up to this size, in groups of up to so many: a square of numbers a group."""

CLEAR = 1e-6
"""A linear program's numbers within this of each other count as equal; a wrong guess costs tightness, never truth."""


def broken_by(meetings: Meetings, share: Numbers) -> Limits | None:
    """Odd-set limits that these shares of the columns break, or None.

    For people S with b places for meetings and pairs F that lead out of S: the pairs inside S and those of F are at
    most floor((b + |F|) / 2) meetings, as each pair meets once at most (Edmonds 1965; Schrijver 2003, ch. 31-33).
    It holds for the whole plan, where b are the capacities, and for each span of weeks. Looked for where shares
    are no whole numbers: each connected part of these is an S, and F are the pairs that meet for more than a half.
    """
    every = np.ones(share.size, np.bool_)
    found = _in_columns(meetings, every, [*_broken(meetings, _shares(meetings, share, every), meetings.capacity)])
    for span, width in enumerate(meetings.width.tolist()):
        columns = meetings.span == span
        shares = _shares(meetings, share, columns)
        odd = [*_broken(meetings, shares, np.minimum(meetings.capacity, width)), *_crowded(meetings, shares, width)]
        found += _in_columns(meetings, columns, odd)
    if not found:
        return None
    rows = sparse.csr_array(np.array([columns for columns, _ in found])).astype(np.int64)
    return Limits(rows, np.array([most for _, most in found], np.int64))


def crowded(meetings: Meetings, columns: Ints, share: Numbers) -> Limits | None:
    """Limits on people of whom one sits out in every week, broken by these shares of these columns; or None."""
    found: list[OddSet] = []
    for span, width in enumerate(meetings.width.tolist()):
        inside = meetings.span[columns] == span
        taken = np.bincount(
            meetings.pair[columns[inside]], weights=share[inside], minlength=meetings.candidates.gain.size
        )
        if width > 1:
            found += [
                (pairs[meetings.pair[columns]] & inside, most)
                for pairs, most in _crowded(meetings, taken.astype(np.float64), width)
            ]
    if not found:
        return None
    rows = sparse.csr_array(np.array([columns for columns, _ in found])).astype(np.int64)
    return Limits(rows, np.array([most for _, most in found], np.int64))


def _shares(meetings: Meetings, share: Numbers, columns: Flags) -> Numbers:
    """How much of each pair these columns take."""
    taken = np.bincount(meetings.pair, weights=share * columns, minlength=meetings.candidates.gain.size)
    return taken.astype(np.float64)


def _in_columns(meetings: Meetings, columns: Flags, odd: list[OddSet]) -> list[OddSet]:
    return [(pairs[meetings.pair] & columns, most) for pairs, most in odd]


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


def _broken(meetings: Meetings, shares: Numbers, places: Ints) -> list[OddSet]:
    first, second = meetings.candidates.first, meetings.candidates.second
    torn = (shares > CLEAR) & (shares < 1 - CLEAR)
    members = meetings.candidates.members
    links = sparse.coo_array((np.ones(int(torn.sum())), (first[torn], second[torn])), shape=(members, members))
    _, part = csgraph.connected_components(links, directed=False)
    broken = []
    for one in np.unique(part[first[torn]]):
        inside = part == one
        pairs, most = _odd_set(inside[first].astype(np.int64) + inside[second], shares, int(places[inside].sum()))
        if shares[pairs].sum() > most + CLEAR:
            broken.append((pairs, most))
    return broken


def _odd_set(ends_inside: Ints, shares: Numbers, places: int) -> tuple[Flags, int]:
    """The pairs of the limit for these people, and how many of them may meet: F is chosen to make the sum odd."""
    pairs, leading_out = ends_inside == 2, np.flatnonzero(ends_inside == 1)
    out = leading_out[shares[leading_out] > 0.5]
    if (places + out.size) % 2 == 0 and leading_out.size:
        nearest = leading_out[np.argmin(np.abs(shares[leading_out] - 0.5))]
        out = np.setxor1d(out, [nearest])
    pairs[out] = True
    return pairs, (places + out.size) // 2
