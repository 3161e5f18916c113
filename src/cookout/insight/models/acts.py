"""What was done between members, read once for many groups: 1-2-1s that both confirmed, referrals that were accepted.

Days are those that the people lived by: a 1-2-1's own day, and for a referral the day on the clock of its group.
"""

import datetime as dt
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import DateTimeField, F, FilteredRelation, Min, Q, Value
from django.db.models.functions import Least

from cookout.groups.models import Membership
from cookout.insight.rules import Span
from cookout.one_to_ones.models import OneToOne, Seat, State
from cookout.referrals.models import Party, Referral
from cookout.referrals.models import State as Standing
from cookout.referrals.models.sets import READERS
from cookout.rounds.models.among import ERASED, Days, Meeting, Passing, is_known


@dataclass(slots=True)
class Belonging:
    """Somebody in one group: when, and since when she has an account."""

    group: int
    user: int
    joined: dt.datetime | None
    """When the account began; None for the erased, and where a few months were asked for."""
    spans: list[Span] = field(default_factory=list)


def belongings(groups: Collection[int], between: Days | None = None) -> tuple[list[Belonging], int]:
    """Who belonged to these groups, the erased of a group together; and how many never had an account."""
    found: dict[tuple[int, int], Belonging] = {}
    without = 0
    rows = Membership.objects.filter(group__in=groups, deleted_at=None, group__deleted_at=None).order_by("pk")
    if between is not None:
        rows = rows.filter(Q(left_on=None) | Q(left_on__gt=between[0]), joined_on__lte=between[1])
    # When an account began matters to the study alone, which looks at all times; a page asks for a few months.
    began_at = F("user__date_joined") if between is None else Value(None, DateTimeField(null=True))
    for group, user, began, name, joined, left in rows.values_list(
        "group_id", "user_id", began_at, "name", "joined_on", "left_on"
    ):
        if user is None and name:
            without += 1
            continue
        one = found.setdefault((group, user or ERASED), Belonging(group, user or ERASED, began))
        one.spans.append((joined, left))
    return list(found.values()), without


def meetings(groups: Collection[int], only: int | None = None) -> Iterator[Meeting]:
    """1-2-1s that both confirmed: the two, and the day."""
    members = _members(groups, only)
    rows = OneToOne.objects.filter(state=State.CONFIRMED, deleted_at=None, held_on__isnull=False)
    rows = rows.annotate(
        first=FilteredRelation("seats", condition=Q(seats__place=1)),
        second=FilteredRelation("seats", condition=Q(seats__place=2)),
    )
    rows = rows.filter(Q(first__user__in=members) | Q(second__user__in=members))
    told = rows.order_by("pk").values_list(
        "first__user_id", "first__name", "second__user_id", "second__name", "held_on"
    )
    for one, name, other, other_name, day in told.iterator():
        if is_known(one, name) and is_known(other, other_name):
            yield one or ERASED, other or ERASED, day


def passings(groups: Collection[int], only: int | None = None) -> Iterator[Passing]:
    """Referrals that were accepted and not taken back: referrer, provider, and the moment of the yes."""
    members = _members(groups, only)
    rows = Referral.objects.filter(accepted_at__isnull=False, deleted_at=None).exclude(state=Standing.WITHDRAWN)
    rows = rows.annotate(
        referrer=FilteredRelation("parties", condition=Q(parties__role="referrer")),
        by=FilteredRelation("parties", condition=Q(parties__role="provider")),
    )
    rows = rows.filter(Q(referrer__user__in=members) | Q(by__user__in=members))
    told = rows.order_by("pk").values_list(
        "referrer__user_id", "referrer__name", "by__user_id", "by__name", "accepted_at"
    )
    for giver, name, receiver, other_name, at in told.iterator():
        if is_known(giver, name) and is_known(receiver, other_name):
            yield giver or ERASED, receiver or ERASED, at


def first_acts(groups: Collection[int], only: int | None = None) -> dict[int, dt.date]:
    """The day of the first 1-2-1 or referral that each member has on record."""
    members = _members(groups, only)
    met = Seat.objects.filter(user__in=members, says_at__isnull=False, one_to_one__deleted_at=None)
    found = _earliest({}, met.values_list("user_id").annotate(at=Min("one_to_one__held_on")).order_by())
    mine = Party.objects.filter(user__in=members, role__in=READERS, referral__deleted_at=None)
    given = mine.filter(Q(referral__made_by=F("user")) | Q(referral__accepted_at__isnull=False))
    given = given.exclude(referral__state=Standing.NAME)
    made = given.filter(referral__accepted_at=None).values_list("user_id").annotate(at=Min("referral__created_at"))
    taken = given.filter(referral__accepted_at__isnull=False).values_list("user_id")
    answered = taken.annotate(at=Min(Least("referral__created_at", "referral__accepted_at")))
    for rows in (made, answered):
        found = _earliest(found, ((user, at.date()) for user, at in rows.order_by()))
    return found


def _earliest(known: dict[int, dt.date], told: Iterable[tuple[int, dt.date | None]]) -> dict[int, dt.date]:
    for user, day in told:
        if day is not None:
            known[user] = min(day, known.get(user, day))
    return known


def _members(groups: Collection[int], only: int | None = None) -> Any:
    """Whose acts are looked for: everybody's who has an account, or one user's alone."""
    if only is not None:
        return [only]
    rows = Membership.objects.filter(group__in=groups, deleted_at=None, user__isnull=False)
    return rows.values("user_id")
