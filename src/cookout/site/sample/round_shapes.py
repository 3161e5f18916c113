"""What the sample tells of rounds: the months that lie behind a chapter, each with what its hat drew."""

import datetime as dt
from dataclasses import dataclass

from cookout.science.pairing.hat import Draw

WEEKS = 4


@dataclass(frozen=True, slots=True)
class Reply:
    """What one of a pair said."""

    name: str
    says: str
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class Paired:
    """Two members by name, the week, what it was to gain and why, and what became of it."""

    one: str
    other: str
    week: int
    gain: int
    reasons: tuple[tuple[str, int], ...]
    is_drawn: bool = True
    replies: tuple[Reply, ...] = ()
    one_to_one: str = ""
    """The key of the 1-2-1 that it became."""
    ending: str = ""
    ended_at: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class PastRound:
    """One that is over: each member had one suggestion, from the hat."""

    chapter: str
    starts_on: dt.date
    announced_at: dt.datetime
    members: tuple[str, ...]
    draw: Draw
    pairs: tuple[Paired, ...]
    months_apart: int = 3

    @property
    def ends_on(self) -> dt.date:
        """Its last day."""
        return self.starts_on + dt.timedelta(days=7 * WEEKS - 1)
