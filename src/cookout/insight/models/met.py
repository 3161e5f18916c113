"""Whom members of a group have met within a year: how many each, and for oneself who."""

import datetime as dt
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass

from cookout.core.models import User
from cookout.groups.models import Group, Membership
from cookout.insight.models.tally import Counts, tally
from cookout.people.models import Person
from cookout.rounds.models.among import last_met
from cookout.rounds.rules import months_before


def pairs_met(users: Collection[int], today: dt.date) -> dict[tuple[int, int], dt.date]:
    """Which two of these met within the last year, and the last day; the lower id first."""
    return last_met(users, today, since=months_before(today, 12))


def many_met(pairs: Collection[tuple[int, int]]) -> Counter[int]:
    """With how many others each of them met."""
    return Counter(user for pair in pairs for user in pair)


@dataclass(frozen=True, slots=True)
class Fellow:
    """Another member: when I met her last within a year, and the way to her page."""

    membership: Membership
    person: Person | None
    on: dt.date | None

    @property
    def name(self) -> str:
        """Who."""
        return self.membership.name


@dataclass(frozen=True, slots=True)
class Mine:
    """My own row in a group: what counts of my month, whom I met within a year, and whom not."""

    group: Group
    counts: Counts
    met: tuple[Fellow, ...]
    others: tuple[Fellow, ...]
    without: int
    """Members without account, with whom nothing can be confirmed."""

    @property
    def of(self) -> int:
        """How many there are to meet."""
        return len(self.met) + len(self.others)


def my_rows(user: User, today: dt.date) -> list[Mine]:
    """In each of my groups."""
    groups = list(Group.objects.of(user).order_by("name", "pk"))
    told = tally([group.pk for group in groups], today.replace(day=1), today)
    return [_mine(user, group, told.of(group.pk, user.pk), today) for group in groups]


def _mine(user: User, group: Group, counts: Counts, today: dt.date) -> Mine:
    members = list(group.memberships.visible_to(user).current().exclude(user=user).select_related("classification"))
    users = [member.user_id for member in members if member.user_id is not None]
    pairs = pairs_met([user.pk, *users], today)
    days = {one + other - user.pk: day for (one, other), day in pairs.items() if user.pk in (one, other)}
    people = {person.account_id: person for person in Person.objects.visible_to(user).filter(account__in=users)}
    fellows = [
        Fellow(one, people.get(one.user_id), days.get(one.user_id)) for one in members if one.user_id is not None
    ]
    met = sorted((one for one in fellows if one.on), key=lambda one: one.on or today, reverse=True)
    others = tuple(one for one in fellows if one.on is None)
    return Mine(group, counts, tuple(met), others, len(members) - len(fellows))
