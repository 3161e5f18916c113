"""What no seating of an evening can be better than, and whether a seating is what it says: by counting alone."""

from collections.abc import Iterator
from itertools import combinations

import numpy as np

from cookout.science.errors import ScienceError
from cookout.science.pairing.evening_instance import GONE, OUT, Evening, Seating
from cookout.science.pairing.instance import Ints


def fewest_repeats(evening: Evening, turns: int | None = None) -> int:
    """How often at least two sit together who did so before, if the tables are filled.

    The largest of three counts: all meetings less all pairs that may meet; for each member the seats beside her less
    those she may meet; and what two turns have in common at least, because a table's people find too few tables.

    >>> nobody = np.zeros((9, 9), bool)
    >>> nine = Evening(9, 3, 3, 5, nobody, np.zeros((9, 9), int))
    >>> fewest_repeats(nine), fewest_repeats(nine, 4)
    (9, 0)
    """
    turns = evening.turns if turns is None else turns
    sizes = evening.sizes
    meetings = turns * int((sizes * (sizes - 1) // 2).sum())
    may = ~evening.apart & ~np.eye(evening.members, dtype=bool)
    partners = may.sum(axis=1)
    counts = [meetings - int(partners.sum()) // 2, (turns - 1) * _in_common(evening)]
    if not evening.out:
        too_many = np.maximum(turns * (int(sizes.min()) - 1) - partners, 0)
        counts.append(-(-int(too_many.sum()) // 2))
    return max(0, *counts)


def most_turns(evening: Evening) -> int:
    """How many turns counting allows without anybody meeting twice; a seating of so many need not exist."""
    turns = 1
    while turns < evening.members and fewest_repeats(evening, turns + 1) == 0:
        turns += 1
    return turns


def _in_common(evening: Evening) -> int:
    """Pairs that sit together in each two turns: `s` people of a table find `k` tables, or sit out next time."""
    left, tables = evening.sizes.copy(), evening.filled
    for _each in range(evening.out):
        left[left.argmax()] -= 1  # whoever leaves the fullest table leaves the most pairs behind
    rest, whole = left % tables, left // tables
    return int((rest * (whole * (whole + 1) // 2) + (tables - rest) * (whole * (whole - 1) // 2)).sum())


def most_gain(evening: Evening, seats_beside: Ints, meetings: int) -> int:
    """What those who meet gain at most: each her best so many, half of it, and the best so many pairs in all.

    `seats_beside` is how many each sits beside at most in the whole evening, `meetings` how many two meet at most.
    """
    gain = np.where(evening.apart, 0, evening.gain)
    np.fill_diagonal(gain, 0)
    best = -np.sort(-gain, axis=1)
    taken = np.arange(evening.members) < seats_beside[:, None]
    pairs = -np.sort(-gain[np.triu_indices(evening.members, 1)])
    return min(int((best * taken).sum()) // 2, int(pairs[:meetings].sum()))


def verify_evening(evening: Evening, seating: Seating) -> None:
    """Raise ScienceError with a sentence where the seating breaks a rule, or is not what it says.

    Everybody has one place a turn; no table is above its seats or has one person alone; those who are kept apart sit
    apart; repeats and the sum of gains are what is said, and no better than their bounds.
    """
    _places(evening, seating.place)
    seen: set[tuple[int, int]] = set()
    repeats = value = 0
    for pair in _meetings(evening, seating):
        if evening.apart[pair]:
            raise ScienceError(f"Members {pair[0]} and {pair[1]} are kept apart, but meet.")
        repeats += pair in seen
        value += 0 if pair in seen else int(evening.gain[pair])
        seen.add(pair)
    if (repeats, value) != (seating.repeats, seating.value):
        raise ScienceError(f"{repeats} meetings repeat and the rest gains {value}: that is not what the answer says.")
    if repeats < seating.fewest_repeats or value > seating.upper_bound:
        raise ScienceError("The answer is better than its own bound.")


def _meetings(evening: Evening, seating: Seating) -> Iterator[tuple[int, int]]:
    """Each two at each table of each turn, the lower first."""
    for turn, places in enumerate(seating.place.tolist()):
        for table in range(evening.tables):
            people = [member for member, place in enumerate(places) if place == table]
            if len(people) == 1:
                raise ScienceError(f"Member {people[0]} sits alone in turn {turn}.")
            if len(people) > evening.seats:
                raise ScienceError(
                    f"{len(people)} sit at table {table} in turn {turn}, which has {evening.seats} seats."
                )
            yield from combinations(people, 2)


def _places(evening: Evening, place: Ints) -> None:
    if place.shape != (evening.turns, evening.members) or not np.issubdtype(place.dtype, np.integer):
        raise ScienceError("A seating says for each turn and member the table, a whole number.")
    if place.min() < GONE or place.max() >= evening.tables:
        raise ScienceError(f"Somebody sits at a table that is not among the {evening.tables}.")
    seated = (place != OUT) & (place != GONE)
    if not seated.any():
        raise ScienceError("Nobody sits with anybody.")
