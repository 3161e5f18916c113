"""What is asked: members, the pairs that may meet with their gains, and the hard rules; and what is answered."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from cookout.science.errors import ScienceError

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

MOST_GAIN = 2**40
"""Gains are whole numbers up to this, so that sums of a million pairs stay exact in 64 bits."""


@dataclass(frozen=True, slots=True)
class Candidates:
    """The pairs that may meet and what each meeting gains; a pair that is not listed may not meet.

    `first` and `second` are indices of members, `first < second`, no pair twice; `gain` is a whole number > 0.
    """

    members: int
    first: Ints
    second: Ints
    gain: Ints

    def __post_init__(self) -> None:
        """Raise ScienceError with a sentence where it is none of these."""
        if not (self.first.shape == self.second.shape == self.gain.shape) or self.first.ndim != 1:
            raise ScienceError("Pairs need two members and a gain each.")
        if self.first.size and (self.first.min() < 0 or self.second.max() >= self.members):
            raise ScienceError("A pair names a member that is not there.")
        if bool(np.any(self.first >= self.second)):
            raise ScienceError("A pair is of two different members, the lower number first.")
        if self.gain.size and (self.gain.min() <= 0 or self.gain.max() > MOST_GAIN):
            raise ScienceError("A gain is a whole number from 1 to 2^40.")
        if np.unique(self.first * self.members + self.second).size != self.first.size:
            raise ScienceError("A pair is listed twice.")


@dataclass(frozen=True, slots=True)
class Rules:
    """Hard rules of a plan over several weeks: at most one meeting a member and week, each pair once."""

    weeks: int
    capacity: Ints
    """For each member how often she meets at most in the whole plan."""
    available: Flags
    """Members × weeks, or members × weeks × slots of a week (such as morning, midday, evening): whether she can then.

    Two can meet in a week in which they share a slot; the plain form is one slot a week.
    """

    @property
    def by_slot(self) -> Flags:
        """Members × weeks × slots, also of the plain form."""
        return self.available if self.available.ndim == 3 else self.available[:, :, None]

    @property
    def by_week(self) -> Flags:
        """Members × weeks: whether she can meet in some slot of the week and has capacity at all."""
        able: Flags = self.by_slot.any(axis=2) & (self.capacity > 0)[:, None]
        return able

    def shared(self, first: Ints, second: Ints) -> Flags:
        """Pairs × weeks × slots: whether both can meet then and have capacity at all."""
        can = self.by_slot & (self.capacity > 0)[:, None, None]
        both: Flags = can[first] & can[second]
        return both


@dataclass(frozen=True, slots=True)
class Matching:
    """One round: which candidates meet (their places, ascending), what it gains, and what nobody could exceed."""

    chosen: Ints
    value: int
    upper_bound: int
    engine: str

    @property
    def optimal(self) -> bool:
        """Proved: no other set of pairs gains more."""
        return self.value == self.upper_bound


@dataclass(frozen=True, slots=True)
class Plan:
    """Several weeks: which candidates meet, in which week and in which slot of it (0 where weeks have one)."""

    chosen: Ints
    week: Ints
    slot: Ints
    value: int
    upper_bound: int
    engine: str
    notes: tuple[str, ...] = field(default=())

    @property
    def optimal(self) -> bool:
        """Proved: no other plan gains more."""
        return self.value == self.upper_bound
