"""In which group what two members did counts: where both belonged on that day."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from zoneinfo import ZoneInfo

from cookout.insight.models.acts import Belonging

Home = tuple[int, dt.date, dt.date]
"""A group, the first day in it, and the first day after it."""


class Shared:
    """Who belonged where and when, asked for two at a time: thousands of times for one page, so in plain tuples."""

    def __init__(self, everybody: Iterable[Belonging], zones: Mapping[int, str]) -> None:
        self.homes: dict[int, list[Home]] = defaultdict(list)
        for one in everybody:
            self.homes[one.user] += [(one.group, joined, left or dt.date.max) for joined, left in one.spans]
        self.only = {user: homes[0] for user, homes in self.homes.items() if len(homes) == 1}
        """Who had one home in this time: nearly everybody, and quickly answered."""
        self.clocks = {group: ZoneInfo(zone) for group, zone in zones.items()}

    def group(self, one: int, other: int, day: dt.date) -> int | None:
        """The group of the two on that day; of several, the one they shared first."""
        mine, theirs = self.only.get(one), self.only.get(other)
        if mine is not None and theirs is not None:
            are_there = mine[0] == theirs[0] and mine[1] <= day < mine[2] and theirs[1] <= day < theirs[2]
            return mine[0] if are_there else None
        found = [
            (max(joined, since), group)
            for group, joined, left in self.homes.get(one, ())
            if joined <= day < left
            for same, since, until in self.homes.get(other, ())
            if same == group and since <= day < until
        ]
        return min(found)[1] if found else None

    def home(self, one: int, day: dt.date) -> int | None:
        """The group of one of them on that day; of several, the one she joined first."""
        if (only := self.only.get(one)) is not None:
            return only[0] if only[1] <= day < only[2] else None
        found = [(joined, group) for group, joined, left in self.homes.get(one, ()) if joined <= day < left]
        return min(found)[1] if found else None

    def of_moment(self, one: int, other: int, at: dt.datetime) -> tuple[int, dt.date] | None:
        """The group of the two at a moment, and its day there: a group's day is that of its own clock."""
        for clock in self._clocks_of(one):
            day = at.astimezone(clock).date()
            group = self.group(one, other, day)
            if group is not None and self.clocks[group] is clock:
                return group, day
        return None

    def day_at_home(self, one: int, at: dt.datetime) -> dt.date | None:
        """The day that it was for her at a moment, by the clock of her group."""
        for clock in self._clocks_of(one):
            day = at.astimezone(clock).date()
            group = self.home(one, day)
            if group is not None and self.clocks[group] is clock:
                return day
        return None

    def _clocks_of(self, one: int) -> Iterable[ZoneInfo]:
        """Each once; the same zone is the same object."""
        if (only := self.only.get(one)) is not None:
            return (self.clocks[only[0]],)
        mine = self.homes.get(one, ())
        return dict.fromkeys(self.clocks[group] for group, _joined, _left in mine)
