"""What was done among some users: 1-2-1s, referrals, thanks; and when two of them last met.

For what a page asks while somebody waits: few users are found by their own seats and parts, many by the day.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from django.db import connection
from django.db.models import F, FilteredRelation, Max, Q, QuerySet
from django.db.models.functions import Coalesce

from cookout.core.asked import once
from cookout.one_to_ones import rules as one_to_ones
from cookout.one_to_ones.models import Seat, State
from cookout.referrals.models import ClosedBusiness, Party, Role
from cookout.referrals.models import State as Standing
from cookout.referrals.models.sets import READERS

ERASED = 0
"""Stands for a member whose account is erased: who it was is not kept, that it was somebody is."""

Meeting = tuple[int, int, dt.date]
Passing = tuple[int, int, dt.datetime]
Pair = tuple[int, int]
"""Two users, the lower id first."""
Days = tuple[dt.date, dt.date]
"""The first and the last day."""

FEW = 300
"""Up to so many members, the way to their acts leads over the members: a page of one group."""

A_DAY = dt.timedelta(days=1)

NOTHING: Mapping[str, Any] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Among:
    """Whose acts are looked for: these users', and those of erased accounts where some of them belonged."""

    users: frozenset[int]
    has_erased: bool

    @classmethod
    def of(cls, everybody: Iterable[int]) -> "Among":
        """These users, and `ERASED` where some belonged whose account is."""
        users = frozenset(everybody)
        return cls(users - {ERASED}, ERASED in users)

    @property
    def are_few(self) -> bool:
        """Whether the members lead to their acts faster than the days do."""
        return len(self.users) <= FEW

    def meetings(self, between: Days) -> Iterator[Meeting]:
        """1-2-1s that both confirmed: the two, and the day."""
        rows = _first_seats()
        fields = ("user_id", "name", "second__user_id", "second__name", "day")
        confirmed = {"one_to_one__state": State.CONFIRMED}
        for some in self._ways(rows, "one_to_one__held_on", between, confirmed):
            yield from (
                (one or ERASED, other or ERASED, day)
                for one, name, other, other_name, day in some.values_list(*fields)
                if is_known(one, name) and is_known(other, other_name)
            )

    def passings(self, between: Days) -> Iterator[Passing]:
        """Referrals that were accepted and not taken back: referrer, provider, and the moment of the yes."""
        rows: QuerySet[Party, Any] = Party.objects.annotate(
            second=FilteredRelation("referral__parties", condition=Q(referral__parties__role="provider"))
        ).filter(role=Role.REFERRER, referral__accepted_at__isnull=False, referral__deleted_at=None)
        rows = rows.exclude(referral__state=Standing.WITHDRAWN)
        fields = ("user_id", "name", "second__user_id", "second__name", "day")
        for some in self._ways(rows, "referral__accepted_at", _any_clock(between)):
            yield from (
                (giver or ERASED, receiver or ERASED, at)
                for giver, name, receiver, other_name, at in some.values_list(*fields)
                if is_known(giver, name) and is_known(receiver, other_name)
            )

    def thanks(self, between: Days) -> Iterator[Meeting]:
        """Closed business that providers noted: referrer, provider, and the day. Never how much."""
        rows = ClosedBusiness.objects.filter(
            on__range=between, deleted_at=None, referral__accepted_at__isnull=False, referral__deleted_at=None,
            referral__parties__role=Role.REFERRER,
        ).exclude(referral__state=Standing.WITHDRAWN)  # fmt: skip
        rows = rows.filter(owner__in=self.users) if self.are_few else rows
        fields = ("referral__parties__user_id", "referral__parties__name", "owner_id", "on")
        for giver, name, receiver, day in rows.order_by().values_list(*fields):
            if is_known(giver, name) and giver != receiver:
                yield giver or ERASED, receiver, day

    def _ways(
        self, rows: Any, column: str, between: tuple[Any, Any], must: Mapping[str, Any] = NOTHING
    ) -> Iterator[Any]:  # fmt: skip
        """The sets to read, each with its `day`: by the day for many; for few by both of the two, and by the erased."""
        rows = rows.order_by()
        by_day = rows.annotate(day=F(column)).filter(**{f"{column}__range": between}, **must)
        if not self.are_few:
            yield by_day
            return
        hidden = {f"hidden_{place}": _unindexed(name) for place, name in enumerate(must)}
        by_member = rows.annotate(day=_unindexed(column), **hidden).filter(day__range=between)
        by_member = by_member.filter(**dict(zip(hidden, must.values(), strict=True)))
        yield by_member.filter(user__in=self.users, second__user__in=self.users)
        if self.has_erased:
            ours = Q(user=None, second__user__in=self.users) | Q(second__user=None, user__in=self.users)
            yield by_day.filter(ours)


def last_met(
    users: Iterable[int], until: dt.date | None = None, *, since: dt.date | None = None
) -> dict[Pair, dt.date]:
    """When each two of these users last met, as far as they did; until and since a day, both included.

    One word is enough: a 1-2-1 that one of the two calls held shows like one that both confirmed, because a group may
    see whether two met and when (held or not), while only what both confirmed counts for recognition.
    Who asks says whose fellows these are: this is for who sits in one group, and for plans. Read once a page.
    """
    members = frozenset(users)
    days = once(("last met", members, until), lambda: _read_last(members, until))
    return days if since is None else {pair: day for pair, day in days.items() if day >= since}


def _read_last(members: frozenset[int], until: dt.date | None) -> dict[Pair, dt.date]:
    found: dict[Pair, dt.date] = {}
    rows = _held_among(members, until).values_list("user_id", "second__user_id")
    for one, other, day in rows.annotate(Max("day")).order_by():
        pair = (min(one, other), max(one, other))
        found[pair] = max(day, found.get(pair, day))
    return found


def days_met(one: int, other: int, until: dt.date | None = None) -> list[dt.date]:
    """Each day on which these two met, the latest first; as `last_met` counts it."""
    rows = _held_among(frozenset((one, other)), until).order_by("-day")
    return list(rows.values_list("day", flat=True))


def _held_among(members: frozenset[int], until: dt.date | None) -> Any:
    """The first seats of what these held with each other, each with its `day`."""
    rows: Any = _first_seats().annotate(day=_unindexed("one_to_one__held_on"))
    rows = rows.alias(stands=_unindexed("one_to_one__state")).filter(stands__in=one_to_ones.TOOK_PLACE)
    rows = rows.filter(user__in=members, second__user__in=members)
    return rows.filter(day__lte=until or dt.date.max)


def passed_with(user: int, others: Iterable[int]) -> set[int]:
    """With which of these a user shares a referral that was accepted, whichever of the two gave it."""
    second = FilteredRelation("referral__parties", condition=Q(referral__parties__role__in=READERS))
    rows: Any = Party.objects.alias(second=second).filter(user=user, role__in=READERS, referral__deleted_at=None)
    rows = rows.filter(referral__accepted_at__isnull=False).exclude(referral__state=Standing.WITHDRAWN)
    return set(rows.values_list("second__user_id", flat=True)) & (set(others) - {user})


def _first_seats() -> QuerySet[Seat, Any]:
    """Of each 1-2-1 the seat of who made it, with the other one joined as `second`."""
    second = FilteredRelation("one_to_one__seats", condition=Q(one_to_one__seats__place=2))
    return Seat.objects.annotate(second=second).filter(place=1, one_to_one__deleted_at=None)


def _unindexed(column: str) -> Any:
    """The column so that SQLite leads from the members: it takes any index of days or states, however many rows.

    PostgreSQL knows how many rows those are, but of an expression it knows nothing.
    """
    return Coalesce(F(column), F(column)) if connection.vendor == "sqlite" else F(column)


def is_known(user: int | None, name: str) -> bool:
    """A member, or one that was: somebody without an account has a name and none."""
    return user is not None or not name


def _any_clock(between: Days) -> tuple[dt.datetime, dt.datetime]:
    """The moments at which it is one of these days anywhere on earth."""
    first, last = (dt.datetime.combine(day, dt.time(), tzinfo=dt.UTC) for day in between)
    return first - A_DAY, last + 2 * A_DAY
