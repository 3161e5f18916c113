"""What the leaders of a group look after: who waits, what comes up, which office is empty."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Exists, OuterRef
from django.utils import timezone

from cookout.groups.models.application import Application
from cookout.groups.models.belonging import Group, Membership
from cookout.groups.models.leave import Leave
from cookout.groups.models.terms import Holder, Term, terms

SOON = dt.timedelta(days=42)
"""Six weeks before a term or a membership ends there is time to talk about it."""
NEW = dt.timedelta(days=180)
"""How long a member counts as new."""


@dataclass(frozen=True, slots=True)
class Attention:
    """For leaders alone; members with and without account."""

    applications: tuple[Application, ...]
    renewals: tuple[Membership, ...]
    vacant: tuple[Term, ...]
    ending: tuple[tuple[Term, Holder], ...]
    unaccompanied: tuple[Membership, ...]
    away: tuple[Leave, ...]

    def __bool__(self) -> bool:
        """Whether there is anything at all."""
        return any((self.applications, self.renewals, self.vacant, self.ending, self.unaccompanied, self.away))


def attention(group: Group, today: dt.date | None = None) -> Attention:
    """What to look after in a group, in five queries."""
    day = today or timezone.localdate()
    members = group.memberships.current(today)
    offices = terms(group, today)
    new = members.filter(joined_on__gt=day - NEW, mentor=None).filter(
        Exists(members.exclude(pk=OuterRef("pk")).filter(joined_on__lte=day - NEW))
    )
    return Attention(
        applications=tuple(group.applications.open().select_related("classification", "sponsor")),
        renewals=tuple(members.filter(renews_on__lte=day + SOON).order_by("renews_on", "name")),
        vacant=tuple(term for term in offices if term.is_vacant and not term.next),
        ending=tuple((term, one) for term in offices for one in term.holders if _ends_soon(term, one, day)),
        unaccompanied=tuple(new.order_by("-joined_on", "name")),
        away=tuple(Leave.objects.filter(membership__in=members.values("pk")).on(day).select_related("membership")),
    )


def _ends_soon(term: Term, holder: Holder, day: dt.date) -> bool:
    return holder.ends_on is not None and holder.ends_on <= day + SOON and not term.next
