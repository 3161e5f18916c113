"""In which group what two members did counts: where both belonged on that day."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from zoneinfo import ZoneInfo

from cookout.insight import rules
from cookout.insight.models.acts import Belonging


class Shared:
    """Who belonged where and when, asked for two at a time."""

    def __init__(self, everybody: Iterable[Belonging], zones: Mapping[int, str]) -> None:
        self.homes: dict[int, dict[int, Belonging]] = defaultdict(dict)
        for one in everybody:
            self.homes[one.user][one.group] = one
        self.clocks = {group: ZoneInfo(zone) for group, zone in zones.items()}

    def group(self, one: int, other: int, day: dt.date) -> int | None:
        """The group of the two on that day; of several, the one they shared first."""
        found = []
        theirs = self.homes.get(other, {})
        for group, belonging in self.homes.get(one, {}).items():
            if group in theirs:
                since = rules.covers(belonging.spans, day), rules.covers(theirs[group].spans, day)
                if since[0] is not None and since[1] is not None:
                    found.append((max(since[0], since[1]), group))
        return min(found)[1] if found else None

    def home(self, one: int, day: dt.date) -> int | None:
        """The group of one of them on that day; of several, the one she joined first."""
        theirs = self.homes.get(one, {})
        spans = ((rules.covers(belonging.spans, day), group) for group, belonging in theirs.items())
        found = [(since, group) for since, group in spans if since is not None]
        return min(found)[1] if found else None

    def of_moment(self, one: int, other: int, at: dt.datetime) -> tuple[int, dt.date] | None:
        """The group of the two at a moment, and its day there: a group's day is that of its own clock."""
        for zone in dict.fromkeys(self.clocks[group] for group in self.homes.get(one, {})):
            day = at.astimezone(zone).date()
            group = self.group(one, other, day)
            if group is not None and self.clocks[group] == zone:
                return group, day
        return None

    def day_at_home(self, one: int, at: dt.datetime) -> dt.date | None:
        """The day that it was for her at a moment, by the clock of her group."""
        for zone in dict.fromkeys(self.clocks[group] for group in self.homes.get(one, {})):
            day = at.astimezone(zone).date()
            group = self.home(one, day)
            if group is not None and self.clocks[group] == zone:
                return day
        return None
