"""A group's month so far: who did most, and each member's counts, as the group agreed to show them."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.functional import Promise as LazyText
from django.utils.translation import gettext_lazy as _

from cookout.core.asked import once
from cookout.core.models import User
from cookout.events.models.attended import Strip, attendance_strips
from cookout.groups.models import Group, Membership
from cookout.groups.models.roster import members_on, people_of
from cookout.insight.models.met import many_met, pairs_met
from cookout.insight.models.tally import Counts, Tally, tally
from cookout.insight.rules import FEWEST_COUNTED, first_day, month_of, placed
from cookout.people.models import Person

RECOGNIZED: tuple[tuple[str, LazyText], ...] = (
    ("one_to_ones", _("Most 1-2-1s")), ("given", _("Most referrals given")), ("thanked", _("Most thanked")),
)  # fmt: skip
PLACES, NAMED = 3, 5
"""Down to which place one is named, and how many at most; beyond that a shared place names nobody."""

SORTS = ("one_to_ones", "given", "received", "met", "name")


def today_of(group: Group) -> dt.date:
    """The day by the group's own clock."""
    return timezone.now().astimezone(ZoneInfo(group.zone)).date()


def month_so_far(group: Group, today: dt.date) -> Tally:
    """From the first of this month to today."""
    return once(("month so far", group.pk, today), lambda: tally([group.pk], today.replace(day=1), today))


@dataclass(frozen=True, slots=True)
class Top:
    """One kind of recognition, and who shares its first places."""

    kind: str
    title: str
    named: tuple[tuple[Membership, int], ...]


@dataclass(frozen=True, slots=True)
class Recognition:
    """Who did most of something in a month; nobody who does not wish to be named."""

    first: dt.date
    tops: tuple[Top, ...]
    is_running: bool
    """Whether the month is this one."""

    @classmethod
    def of(cls, group: Group, today: dt.date) -> "Recognition":
        """This month's; while nothing counts in it, last month's."""
        tops = _tops(group, month_so_far(group, today))
        if tops:
            return cls(today.replace(day=1), tops, is_running=True)
        first = first_day(month_of(today) - 1)
        return cls(first, _tops(group, tally([group.pk], first, today.replace(day=1) - dt.timedelta(days=1))), False)

    @property
    def lines(self) -> list[str]:
        """For the run sheet: one sentence a kind."""
        return [f"{top.title}: {', '.join(f'{one.name} {many}' for one, many in top.named)}." for top in self.tops]


def _tops(group: Group, told: Tally) -> tuple[Top, ...]:
    if not group.shares_counts or not told.counts:
        return ()
    ranked = (seat for seat in members_on(group, told.end) if seat.user_id is not None and seat.is_ranked)
    seats = {str(seat.pk): seat for seat in ranked}
    found = []
    for kind, title in RECOGNIZED:
        order = placed((key, getattr(told.of(group.pk, seat.user_id or 0), kind)) for key, seat in seats.items())
        named = _first_few([(place, seats[key], many) for place, key, many in order])
        if named:
            found.append(Top(kind, str(title), named))
    return tuple(found)


def _first_few(order: Sequence[tuple[int, Membership, int]]) -> tuple[tuple[Membership, int], ...]:
    """The first places, whole: where naming all who share a place would be too many, nobody of that place."""
    named: list[tuple[Membership, int]] = []
    for place in range(1, PLACES + 1):
        sharing = [(seat, many) for at, seat, many in order if at == place]
        if len(named) + len(sharing) > NAMED:
            break
        named += sorted(sharing, key=lambda one: one[0].name)
    return tuple(named)


@dataclass(frozen=True, slots=True)
class Row:
    """One member on the roster. Counts are None where they are not known, or not for the viewer."""

    membership: Membership
    person: Person | None
    is_me: bool
    counts: Counts | None
    met: int | None
    strip: Strip | None

    @property
    def name(self) -> str:
        """Who."""
        return self.membership.name

    def number(self, kind: str) -> int:
        """To sort by; what is not known stands below nothing."""
        found: int | None = self.met if kind == "met" else getattr(self.counts, kind, None)
        return -1 if found is None else found

    def as_data(self) -> dict[str, Any]:
        """For programs; attendance as letters, the oldest meeting first."""
        trade = self.membership.classification
        return {
            "uid": self.membership.uid, "name": self.name, "classification": trade.name if trade else "",
            "has_account": self.membership.user_id is not None,
            "counts": self.counts.as_data() if self.counts is not None else None, "met": self.met,
            "attendance": list(self.strip.marks) if self.strip is not None else [],
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Roster:
    """The members of today with their month so far, their year of meeting each other, and their last Tuesdays."""

    group: Group
    first: dt.date
    rows: tuple[Row, ...]
    to_meet: int
    """How many others with an account there are to meet."""
    sums: Counts
    sort: str
    shows_sums: bool
    """Not where counts stay private and so few are counted that a sum would tell what each did."""

    @property
    def one_to_ones(self) -> int:
        """1-2-1s of two members: one is one."""
        return self.sums.one_to_ones // 2

    @property
    def most(self) -> int:
        """The longest bar."""
        return max((row.counts.one_to_ones for row in self.rows if row.counts is not None), default=0)

    @property
    def has_strips(self) -> bool:
        """Whether there were meetings."""
        return any(row.strip is not None and row.strip.days for row in self.rows)

    @classmethod
    def of(cls, group: Group, *, viewer: User, sort: str = "", today: dt.date | None = None) -> "Roster":
        """As many queries for a hundred members as for ten."""
        day = today or today_of(group)
        seats = members_on(group) if group.is_visible_to(viewer) else []
        users = [seat.user_id for seat in seats if seat.user_id is not None]
        told, met = month_so_far(group, day), many_met(pairs_met(users, day))
        known = people_of(group, seats, viewer=viewer)
        strips = attendance_strips(group, seats)
        rows = []
        for seat in seats:
            shown = seat.user_id is not None and (group.shares_counts or seat.user_id == viewer.pk)
            user = seat.user_id or 0
            rows.append(
                Row(
                    seat, known.get(seat.user_id), seat.user_id == viewer.pk,
                    told.of(group.pk, user) if shown else None, met[user] if shown else None, strips.get(seat.pk),
                )
            )  # fmt: skip
        shows_sums = group.shares_counts or len(users) >= FEWEST_COUNTED
        sums = told.by_group().get(group.pk, Counts()) if shows_sums else Counts()
        to_meet = max(0, len(users) - 1)
        return cls(group, day.replace(day=1), _sorted(rows, sort), to_meet, sums, _known(sort), shows_sums)


def _known(sort: str) -> str:
    return sort if sort in SORTS else SORTS[0]


def _sorted(rows: Sequence[Row], sort: str) -> tuple[Row, ...]:
    """The most first; who has no number stands below, by name."""
    by, order = _known(sort), sorted(rows, key=lambda row: row.name)
    if by == "name":
        return tuple(order)
    return tuple(sorted(order, key=lambda row: row.number(by), reverse=True))
