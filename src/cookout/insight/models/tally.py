"""What members did from one day to another, counted: confirmed 1-2-1s, accepted referrals, thank-yous.

At a group counts what two of its members did with each other, as in the study. At a region (`within="all"`) counts also
what members of different groups did, each at home in her own. Who has no account has no counts: missing is not zero.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from operator import add
from typing import Literal, NamedTuple

from cookout.groups.models import Group
from cookout.insight.models import acts
from cookout.insight.models.sharing import Shared
from cookout.rounds.models.among import ERASED, Among, Days

Place = tuple[int, int]
"""A group and a user in it."""


class Counts(NamedTuple):
    """What one did: `thanked` is how often a provider noted business from a referral that she gave."""

    one_to_ones: int = 0
    given: int = 0
    received: int = 0
    thanked: int = 0

    def as_data(self) -> dict[str, int]:
        """For programs."""
        return self._asdict()


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
        rows: dict[int, list[int]] = {}
        for place, counts in self.counts.items():
            row = rows.setdefault(place[at], [0, 0, 0, 0])
            for kind, many in enumerate(counts):
                row[kind] += many
        return {key: Counts(*row) for key, row in rows.items()}


def tally(
    groups: Collection[int], start: dt.date, end: dt.date, *, within: Literal["group", "all"] = "group"
) -> Tally:  # fmt: skip
    """The counts of these groups (their ids) from the first to the last day, both included."""
    inside, across = tallies(groups, start, end)
    return across if within == "all" else inside


def tallies(
    groups: Collection[int], start: dt.date, end: dt.date, *, with_thanks: bool = True
) -> tuple[Tally, Tally]:  # fmt: skip
    """Both at once: what members of one group did with each other, and what all of these members did."""
    zones = dict(Group.objects.filter(pk__in=groups, deleted_at=None).order_by("pk").values_list("pk", "zone"))
    everybody, _without = acts.belongings(list(zones), (start, end))
    sheets, among = _Sheets(Shared(everybody, zones)), Among.of(one.user for one in everybody)
    for one, other, day in among.meetings((start, end)):
        sheets.note(one, other, day, ONE_TO_ONES, ONE_TO_ONES)
    for giver, receiver, at in among.passings((start, end)):
        sheets.note_moment(giver, receiver, at, (start, end))
    for giver, receiver, day in among.thanks((start, end)) if with_thanks else ():
        sheets.note(giver, receiver, day, THANKED, None)
    inside, across = sheets.counts()
    return Tally(start, end, inside), Tally(start, end, across)


ONE_TO_ONES, GIVEN, RECEIVED, THANKED = range(4)
"""The places of the four in a row, in the order of the fields of `Counts`."""

Rows = dict[Place, list[int]]


def _rows() -> Rows:
    return defaultdict(lambda: [0, 0, 0, 0])


class _Sheets:
    """Two sheets that are filled in one go."""

    def __init__(self, shared: Shared) -> None:
        self.shared = shared
        self.inside, self.apart = _rows(), _rows()

    def note(self, one: int, other: int, day: dt.date, mine: int, theirs: int | None) -> None:
        """One act of a day."""
        self._note(one, other, self.shared.group(one, other, day), day, (mine, theirs))

    def note_moment(self, giver: int, receiver: int, at: dt.datetime, days: Days) -> None:
        """A referral: its day is by the clock of the group that the two share, else of the giver's."""
        found = self.shared.of_moment(giver, receiver, at)
        group, day = found or (None, self.shared.day_at_home(giver, at))
        if day is not None and days[0] <= day <= days[1]:
            self._note(giver, receiver, group, day, (GIVEN, RECEIVED))

    def _note(self, one: int, other: int, group: int | None, day: dt.date, kinds: tuple[int, int | None]) -> None:
        """Both in the group that they share; where they share none, each in her own, and on a sheet apart."""
        sheet, mine, theirs = self.inside, group, group
        if group is None:
            sheet, mine, theirs = self.apart, self.shared.home(one, day), self.shared.home(other, day)
        if mine is None or theirs is None:
            return
        if one != ERASED:
            sheet[mine, one][kinds[0]] += 1
        if kinds[1] is not None and other != ERASED:
            sheet[theirs, other][kinds[1]] += 1

    def counts(self) -> tuple[dict[Place, Counts], dict[Place, Counts]]:
        """Within the groups, and with what was done across them."""
        inside = {place: Counts(*row) for place, row in self.inside.items()}
        both = {place: Counts(*map(add, row, inside.get(place, NONE))) for place, row in self.apart.items()}
        return inside, inside | both
