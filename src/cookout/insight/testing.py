"""Members whose months tests of the study use: groups long founded, acts put on a day of the past."""

import datetime as dt

from django.utils import timezone

from cookout.core.models import User
from cookout.core.testing import make_user
from cookout.groups.models import Group
from cookout.one_to_ones.models import OneToOne, Seat, State
from cookout.referrals.models import Party, Referral
from cookout.referrals.models import State as Standing

LONG_AGO = dt.datetime(2024, 1, 5, 12, tzinfo=dt.UTC)


def member(name: str, *groups: Group, since: dt.date = dt.date(2024, 1, 1), left: dt.date | None = None) -> User:
    """An account since January 2024, in these groups."""
    mail = f"{name.replace(' ', '.').lower()}@example.org"
    user = make_user(name, date_joined=LONG_AGO, email=mail)
    for group in groups:
        seat(group, user, since=since, left=left)
    return user


def seat(group: Group, user: User, *, since: dt.date = dt.date(2024, 1, 1), left: dt.date | None = None) -> None:
    """A membership that lies in the past."""
    group.memberships.create(user=user, name=user.name, joined_on=since, left_on=left)


def met(one: User, other: User, on: dt.date, *, state: str = State.CONFIRMED) -> OneToOne:
    """A 1-2-1 of a day, confirmed by both unless said otherwise."""
    at = dt.datetime.combine(on, dt.time(12), tzinfo=dt.UTC)
    made = OneToOne.objects.create(made_by=one, state=state, starts_at=at, held_on=on, zone="UTC")
    for place, user in enumerate((one, other), 1):
        says = at if state == State.CONFIRMED or place == 1 else None
        Seat.objects.create(one_to_one=made, place=place, user=user, name=user.name, says_at=says)
    return made


def gave(giver: User, receiver: User, at: dt.datetime | dt.date, *, state: str = Standing.ACCEPTED) -> Referral:
    """A referral that was accepted at that moment, or at noon of that day."""
    if not isinstance(at, dt.datetime):
        at = dt.datetime.combine(at, dt.time(12), tzinfo=dt.UTC)
    accepted = None if state == Standing.GIVEN else at
    made = Referral.objects.create(
        made_by=giver, state=state, given_on=at.date(), accepted_at=accepted, may_contact=True
    )
    for role, user, name in (("referrer", giver, giver.name), ("provider", receiver, receiver.name),
                             ("prospect", None, "Hector Delgado")):  # fmt: skip
        Party.objects.create(referral=made, role=role, user=user, name=name)
    Referral.objects.filter(pk=made.pk).update(created_at=at)
    return made


def busy_chapter(name: str = "Riverside", *, members: int = 6, months: int = 8) -> tuple[Group, list[User]]:
    """A chapter in which each member meets and passes in each of the last months, unevenly."""
    group = Group.objects.create(name=name)
    users = [member(f"{name} {chr(65 + place)}", group, left=None) for place in range(members)]
    today = timezone.localdate()
    for back in range(1, months + 1):
        month = 12 * today.year + today.month - 1 - back
        for place, user in enumerate(users):
            for step in range(1, 1 + (place + month) % 4):
                other = users[(place + 1 + (step - 1) % (members - 1)) % members]
                met(user, other, dt.date(month // 12, month % 12 + 1, 1 + step))
                if (month + step) % 2:
                    gave(user, other, dt.date(month // 12, month % 12 + 1, 10 + step))
    return group, users
