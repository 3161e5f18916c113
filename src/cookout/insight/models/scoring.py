"""What a scorecard says of a group: how many members lie in which band, never who; and my own lines."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cookout.core.models import User
from cookout.groups.models import Group
from cookout.insight.models.sheet import Known, Line, sheet
from cookout.insight.rules import FEWEST_COUNTED
from cookout.science.scorecard import Rules, Scored, score, spread

A_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Member:
    """What is scored of one: her counts, and in how many weeks they came about."""

    counts: Mapping[str, float | None]
    weeks: float
    is_me: bool


@dataclass(frozen=True, slots=True)
class Scoring:
    """One group's members under rules, in the weeks up to yesterday."""

    group: Group
    rules: Rules
    start: dt.date
    end: dt.date
    members: Sequence[Member]

    @classmethod
    def of(cls, group: Group, rules: Rules, viewer: User, *, today: dt.date, weeks: int = 0) -> "Scoring":
        """Counted now, in the weeks of the rules unless others are said; nothing is kept."""
        end = today - A_DAY
        start = end - dt.timedelta(weeks=weeks or rules.weeks) + A_DAY
        told = sheet([group], start, end, today=today)
        lines = [line for line in told.lines.get(group.pk, ()) if line.membership.user_id is not None]
        return cls(group, rules, start, end, [_member(line, viewer, start, end) for line in lines])

    def under(self, rules: Rules) -> "Scoring":
        """The same counts under other rules."""
        return Scoring(self.group, rules, self.start, self.end, self.members)

    @property
    def shows_all(self) -> bool:
        """Whether the bands of all are shown: the group shows counts, and they are enough not to tell of one."""
        return self.group.shares_counts and len(self.members) >= FEWEST_COUNTED

    @property
    def scored(self) -> list[Scored]:
        """Each member's points."""
        return [score(self.rules, one.counts, weeks=one.weeks) for one in self.members]

    @property
    def spread(self) -> dict[str, int]:
        """How many in each band."""
        return spread(self.rules, self.scored) if self.shows_all else {}

    @property
    def mine(self) -> Scored | None:
        """My own, where I belong to the group."""
        return next((score(self.rules, one.counts, weeks=one.weeks) for one in self.members if one.is_me), None)


@dataclass(frozen=True, slots=True)
class Moved:
    """What other rules would change: how many more points, fewer, as many."""

    more: int
    fewer: int
    same: int


def moved(before: Scoring, after: Scoring) -> Moved:
    """Each member under both rules, by the points that are sure."""
    pairs = list(zip(before.scored, after.scored, strict=True))
    more = sum(new.low > old.low for old, new in pairs)
    fewer = sum(new.low < old.low for old, new in pairs)
    return Moved(more, fewer, len(pairs) - more - fewer)


def counts_of(known: Known) -> dict[str, float | None]:
    """The counts that rules may look at."""
    told: dict[str, Any] = known.as_data()
    both = None if known.given is None else known.given + (known.received or 0)
    return {**told, "referrals": both, "there": known.there, "expected": known.expected}


def _member(line: Line, viewer: User, start: dt.date, end: dt.date) -> Member:
    """Who came later is measured in her own weeks."""
    seat = line.membership
    last = min(end, seat.left_on - A_DAY) if seat.left_on else end
    days = (last - max(start, seat.joined_on)).days + 1
    return Member(counts_of(line.known), max(days, 1) / 7, line.is_of(viewer))
