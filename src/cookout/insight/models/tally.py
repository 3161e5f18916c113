"""What members did from one day to another, counted: confirmed 1-2-1s, accepted referrals, thank-yous.

At a group counts what two of its members did with each other, as in the study. At a region (`within="all"`) counts also
what members of different groups did, each at home in her own. Who has no account has no counts: missing is not zero.
"""

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, fields
from typing import Literal

from cookout.groups.models import Group
from cookout.insight.models import acts
from cookout.insight.models.acts import ERASED
from cookout.insight.models.sharing import Shared

Kind = Literal["one_to_ones", "given", "received", "thanked"]
Place = tuple[int, int]
"""A group and a user in it."""


@dataclass(frozen=True, slots=True)
class Counts:
    """What one did: `thanked` is how often a provider noted business from a referral that she gave."""

    one_to_ones: int = 0
    given: int = 0
    received: int = 0
    thanked: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(*(getattr(self, one.name) + getattr(other, one.name) for one in fields(self)))

    def as_data(self) -> dict[str, int]:
        """For programs."""
        return {one.name: getattr(self, one.name) for one in fields(self)}


NONE = Counts()


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts by group and user; who belonged and did nothing is `Counts()` and not in the mapping."""

    start: dt.date
    end: dt.date
    counts: Mapping[Place, Counts]

    def of(self, group: int, user: int) -> Counts:
        """One member's counts in one group."""
        return self.counts.get((group, user), NONE)

    def by_user(self) -> dict[int, Counts]:
        """Each user's counts in all of the groups together."""
        return self._summed(1)

    def by_group(self) -> dict[int, Counts]:
        """Each group's sums; a 1-2-1 of two members is two here, one for each."""
        return self._summed(0)

    def _summed(self, at: Literal[0, 1]) -> dict[int, Counts]:
        found: dict[int, Counts] = {}
        for place, counts in self.counts.items():
            found[place[at]] = found.get(place[at], NONE) + counts
        return found


def tally(
    groups: Collection[int], start: dt.date, end: dt.date, *, within: Literal["group", "all"] = "group"
) -> Tally:  # fmt: skip
    """The counts of these groups (their ids) from the first to the last day, both included."""
    zones = dict(Group.objects.filter(pk__in=groups, deleted_at=None).order_by("pk").values_list("pk", "zone"))
    everybody, _without = acts.belongings(list(zones), (start, end))
    shared = Shared(everybody, zones)
    counted: Counter[tuple[Place, Kind]] = Counter()
    for place, kind in _told(list(zones), (start, end), shared, within):
        counted[place, kind] += 1
    found: dict[Place, dict[str, int]] = {}
    for (place, kind), many in counted.items():
        if place[1] != ERASED:
            found.setdefault(place, {})[kind] = many
    return Tally(start, end, {place: Counts(**many) for place, many in found.items()})


def _told(
    groups: list[int], days: acts.Days, shared: Shared, within: Literal["group", "all"]
) -> Iterator[tuple[Place, Kind]]:  # fmt: skip
    """Each act once for each whom it counts for, at the group where it counts."""
    two = _across if within == "all" else _together
    for one, other, day in acts.meetings(groups, between=days):
        for place in two(shared, one, other, day):
            yield place, "one_to_ones"
    for giver, receiver, at in acts.passings(groups, between=days):
        day_there = _day(shared, giver, receiver, at, within)
        if day_there is not None and days[0] <= day_there <= days[1]:
            for place, kind in zip(two(shared, giver, receiver, day_there), _SIDES, strict=False):
                yield place, kind
    for giver, receiver, day in acts.thanks(groups, days):
        for place in two(shared, giver, receiver, day)[:1]:
            yield place, "thanked"


_SIDES: tuple[Kind, Kind] = ("given", "received")


def _together(shared: Shared, one: int, other: int, day: dt.date) -> tuple[Place, ...]:
    """Both in the group that they shared that day; in none, it does not count."""
    group = shared.group(one, other, day)
    return () if group is None else ((group, one), (group, other))


def _across(shared: Shared, one: int, other: int, day: dt.date) -> tuple[Place, ...]:
    """Both in the group that they share, else each in her own; who belongs to none, it does not count."""
    if together := _together(shared, one, other, day):
        return together
    homes = shared.home(one, day), shared.home(other, day)
    return () if homes[0] is None or homes[1] is None else ((homes[0], one), (homes[1], other))


def _day(
    shared: Shared, giver: int, receiver: int, at: dt.datetime, within: Literal["group", "all"]
) -> dt.date | None:  # fmt: skip
    """The day of a referral: by the clock of the group that the two share, else by that of the giver's group."""
    found = shared.of_moment(giver, receiver, at)
    if found is not None:
        return found[1]
    return shared.day_at_home(giver, at) if within == "all" else None
