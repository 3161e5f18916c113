"""Who is in office: for every role of a group its holders of today, who follows, and where nobody is."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from cookout.core.models import User
from cookout.groups.models.belonging import Group, Membership
from cookout.groups.models.days import current
from cookout.groups.models.offices import Office

ROLES = tuple(role for role in Office.Role if role != Office.Role.DIRECTOR)
"""The offices of a group, in the order in which a meeting names them."""


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody in office, or who will be."""

    office: UUID
    member: UUID
    name: str
    starts_on: dt.date
    ends_on: dt.date | None


@dataclass(frozen=True, slots=True)
class Term:
    """One role: who holds it today, and who begins later."""

    role: str
    label: str
    holders: tuple[Holder, ...]
    next: tuple[Holder, ...]

    @property
    def is_vacant(self) -> bool:
        """Nobody holds it today."""
        return not self.holders


def terms(group: Group, today: dt.date | None = None) -> list[Term]:
    """Every role of the group, vacant ones too."""
    day = today or timezone.localdate()
    held: defaultdict[str, list[Holder]] = defaultdict(list)
    sits = current(today, start="membership__joined_on", end="membership__left_on")
    there = Office.objects.filter(sits, membership__group=group, membership__deleted_at=None).to_come(day)
    told = ("role", "uid", "membership__uid", "membership__name", "starts_on", "ends_on")
    for role, *term in there.values_list(*told):
        held[role].append(Holder(*term))
    return [_term(role, held[role], day) for role in ROLES]


def endable(user: User) -> "QuerySet[Office]":
    """Terms that this user may end: in groups one leads, over regions as host, and one's own over a region."""
    may = Q(membership__group__in=Group.objects.led_by(user).values("pk")) | Q(region__isnull=False, user=user)
    return Office.objects.filter(may | Q(region__isnull=False)) if user.is_host else Office.objects.filter(may)


def leaderless(groups: Collection[Group], today: dt.date | None = None) -> set[int]:
    """Those of these groups in which no member holds an office today."""
    ids = {group.pk for group in groups}
    members = Membership.objects.current(today).filter(group__in=ids).values("pk")
    held = Office.objects.current(today).filter(membership__in=members)
    return ids - set(held.values_list("membership__group_id", flat=True))


def presiding(groups: Collection[Group], today: dt.date | None = None) -> Mapping[int, str]:
    """For each of these groups the name of its president, where it has one."""
    members = Membership.objects.current(today).filter(group__in=[group.pk for group in groups]).values("pk")
    held = Office.objects.current(today).filter(role=Office.Role.PRESIDENT, membership__in=members)
    return dict(held.values_list("membership__group_id", "membership__name"))


def _term(role: Office.Role, held: list[Holder], day: dt.date) -> Term:
    holders = sorted(held, key=lambda one: (one.starts_on, one.name))
    now = tuple(one for one in holders if one.starts_on <= day)
    return Term(role.value, str(role.label), now, tuple(one for one in holders if one.starts_on > day))
