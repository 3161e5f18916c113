"""The roster: who sits in a group today, as page and program show it."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from cookout.core.asked import once
from cookout.core.models import User
from cookout.groups.models.belonging import Group, Membership
from cookout.groups.models.leave import Leave
from cookout.people.models import Person


@dataclass(frozen=True, slots=True)
class Seat:
    """One member as the viewer may see her; `person` leads to what she tells, where she tells it to the viewer."""

    uid: UUID
    name: str
    classification: str
    since: dt.date
    offices: tuple[str, ...]
    has_account: bool
    is_me: bool
    sponsor: str
    mentor: str
    back_on: dt.date | None
    is_away: bool
    person: Person | None


def members_ever(group: Group) -> list[Membership]:
    """Who sits in a group, sat there or will, by name: read once a page, on which many ask who was there on a day."""
    return once(("members ever", group.pk), lambda: list(_members_ever(group)))


def members_on(group: Group, day: dt.date | None = None) -> list[Membership]:
    """Who belongs to a group on that day, by name; today unless said (twin of `MembershipQuerySet.current`)."""
    there = once(("members on", group.pk, day), lambda: [one for one in members_ever(group) if one.is_current(day)])
    return list(there)


def leaves_in(group: Group) -> dict[int, list[Leave]]:
    """When each member of a group is away, by the key of the membership; read once a page."""
    return once(("leaves", group.pk), lambda: _read_leaves(group))


def roster(group: Group, *, viewer: User) -> list[Seat]:
    """The members of today, by name; as many queries for a hundred as for ten."""
    members = list(
        group.memberships.visible_to(viewer)
        .current()
        .select_related("classification", "sponsor", "mentor")
        .prefetch_related("offices")
    )
    away = {
        leave.membership_id: leave for leave in Leave.objects.filter(membership__group=group).on(timezone.localdate())
    }
    known = people_of(group, members, viewer=viewer)
    return [_seat(member, viewer, known.get(member.user_id), away.get(member.pk)) for member in members]


def _members_ever(group: Group) -> QuerySet[Membership]:
    return group.memberships.filter(deleted_at=None).select_related("classification").order_by("name", "pk")


def _read_leaves(group: Group) -> dict[int, list[Leave]]:
    found: dict[int, list[Leave]] = defaultdict(list)
    for leave in Leave.objects.filter(membership__group=group, deleted_at=None):
        found[leave.membership_id].append(leave)
    return found


def people_of(group: Group, seats: Iterable[Membership], *, viewer: User) -> dict[int | None, Person]:
    """Who these members of today are, by account, as far as the viewer may see them."""
    accounts = [seat.user_id for seat in seats if seat.user_id is not None]
    # Who sits in a group that shares profiles sees all its members (twin of `fellow_people`).
    are_fellows = group.shares_profiles and viewer.pk in accounts
    seen = Person.objects.filter(deleted_at=None) if are_fellows else Person.objects.visible_to(viewer)
    return {person.account_id: person for person in seen.filter(account__in=accounts)}


def newcomer(member: Membership, *, viewer: User) -> Seat:
    """A member without account who was just taken in, also one whose first day is still to come."""
    return _seat(member, viewer, None, None)


def _seat(member: Membership, viewer: User, person: Person | None, leave: Leave | None) -> Seat:
    return Seat(
        uid=member.uid,
        name=member.name,
        classification=member.classification.name if member.classification else "",
        since=member.joined_on,
        offices=tuple(str(office) for office in member.roles),
        has_account=member.user_id is not None,
        is_me=member.user_id == viewer.pk,
        sponsor=member.sponsor.name if member.sponsor else "",
        mentor=member.mentor.name if member.mentor else "",
        back_on=leave.ends_on if leave else None,
        is_away=leave is not None,
        person=person,
    )
