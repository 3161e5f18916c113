"""What `cookout pair` answers: who meets whom in which week and why, what that is worth, and what stands in the way."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Meeting:
    """Two who meet."""

    a: str
    b: str
    week: int
    """From 1."""
    slot: str
    """Empty where weeks are not parted."""
    gain: int
    why: str
    chance: float | None
    """How likely the hat was to draw this pair; None where it did not."""


@dataclass(frozen=True, slots=True)
class Told:
    """Something that stands in the way, in words."""

    code: str
    words: str


@dataclass(frozen=True, slots=True)
class Week:
    """A week of the plan, with those who could meet in it and do not, and those who cannot."""

    number: int
    monday: date
    sits_out: tuple[str, ...]
    away: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """A plan, verified."""

    members: tuple[str, ...]
    pairs: int
    """How many pairs may meet."""
    meetings: tuple[Meeting, ...]
    weeks: tuple[Week, ...]
    value: int
    upper_bound: int
    engine: str
    seed: int
    hat: int
    months_apart: int
    obstacles: tuple[Told, ...]
    notes: tuple[str, ...]
    """How the files were read."""
    files: Mapping[str, str]

    @property
    def optimal(self) -> bool:
        """Proved: no other plan gains more."""
        return self.value == self.upper_bound

    @property
    def drawn(self) -> tuple[Meeting, ...]:
        """What came out of the hat."""
        return tuple(one for one in self.meetings if one.chance is not None)

    def times(self) -> dict[str, int]:
        """How often each member meets."""
        met = dict.fromkeys(self.members, 0)
        for one in self.meetings:
            met[one.a] += 1
            met[one.b] += 1
        return met
