"""What is asked of a speed evening, and what is answered: who sits where in which turn."""

from dataclasses import dataclass

import numpy as np

from cookout.science.errors import ScienceError
from cookout.science.pairing.instance import Flags, Ints

OUT, GONE = -1, -2
"""Instead of a table: sits this turn out; is not there (any more)."""

MOST_GAIN = 2**24
MOST_MEMBERS, MOST_TURNS = 400, 60
"""Beyond it nobody sits down for an evening, and the search would take minutes."""


@dataclass(frozen=True, slots=True)
class Evening:
    """Members at so many tables with so many seats, for so many turns."""

    members: int
    tables: int
    seats: int
    turns: int
    apart: Flags
    """Members × members, both ways: never at one table."""
    gain: Ints
    """Members × members, both ways: what it gains that the two meet, from 0."""

    def __post_init__(self) -> None:
        """Raise ScienceError with a sentence where it is no evening."""
        _sizes(self)
        both = (self.members, self.members)
        if self.apart.shape != both or self.gain.shape != both:
            raise ScienceError("The evening needs for each two members whether they are kept apart and what they gain.")
        if bool((self.apart != self.apart.T).any()) or bool((self.gain != self.gain.T).any()):
            raise ScienceError("What holds for two members holds both ways.")
        if self.gain.min() < 0 or self.gain.max() > MOST_GAIN:
            raise ScienceError("What a meeting gains at an evening is a whole number from 0 to 2^24.")

    @property
    def filled(self) -> int:
        """At how many tables people sit: all, unless somebody would sit alone."""
        return min(self.tables, self.members // 2)

    @property
    def sizes(self) -> Ints:
        """How many sit at each table, as evenly as can be, the larger tables first."""
        seated = self.members - self.out
        return np.sort(seated // self.filled + (np.arange(self.filled) < seated % self.filled))[::-1]

    @property
    def out(self) -> int:
        """How many sit a turn out because of the tables: none, unless there are too few seats or one is odd."""
        return max(self.members - self.filled * self.seats, 0)


def _sizes(evening: Evening) -> None:
    if evening.members < 2:
        raise ScienceError("An evening needs two people or more.")
    if evening.members > MOST_MEMBERS or evening.turns > MOST_TURNS:
        raise ScienceError(f"An evening is for {MOST_MEMBERS} people and {MOST_TURNS} turns at most.")
    if evening.tables < 1 or evening.turns < 1:
        raise ScienceError("An evening needs one table and one turn or more.")
    if evening.seats < 2:
        raise ScienceError("A table needs two seats or more.")
    if evening.seats > evening.members:
        raise ScienceError(f"A table has {evening.seats} seats, but there are {evening.members} people.")


@dataclass(frozen=True, slots=True)
class Seating:
    """Turns × members: the table of each (from 0), `OUT` or `GONE`; and what is known of it."""

    place: Ints
    value: int
    """Sum of the gains of those who meet, each two counted once."""
    upper_bound: int
    """What no seating that fills the tables like this gains more than."""
    repeats: int
    """Meetings of two who met before this evening."""
    fewest_repeats: int
    """What no seating of this evening is below, proved by counting."""
    steps: int = 0

    @property
    def optimal(self) -> bool:
        """Proved: as few repeats as can be, and no other such seating gains more."""
        return self.value == self.upper_bound and self.repeats == self.fewest_repeats


def met(place: Ints) -> Ints:
    """Members × members: how often each two sit together.

    >>> met(np.array([[0, 0, 1, 1], [0, 1, 0, 1]])).tolist()
    [[0, 1, 1, 0], [1, 0, 0, 1], [1, 0, 0, 1], [0, 1, 1, 0]]
    """
    times = np.zeros((place.shape[1], place.shape[1]), np.int64)
    for turn in place:
        times += (turn[:, None] == turn) & (turn >= 0)
    np.fill_diagonal(times, 0)
    return times
