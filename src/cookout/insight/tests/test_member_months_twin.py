"""The counting against a slow and obvious one, on chapters full of accidents."""

import datetime as dt
import random
from dataclasses import dataclass
from itertools import permutations

import numpy as np
import pytest

from cookout.core.models import User
from cookout.core.testing import query_count
from cookout.groups.models import Group, Membership
from cookout.insight.models import MemberMonths, member_months
from cookout.insight.testing import gave, member, met, seat
from cookout.one_to_ones.models import OneToOne, State
from cookout.referrals.models import Referral
from cookout.referrals.models import State as Standing

pytestmark = pytest.mark.django_db

NOW = dt.datetime(2025, 1, 10, tzinfo=dt.UTC)
STATES = [Standing.WON, Standing.ACCEPTED, Standing.WITHDRAWN, Standing.GIVEN]
MONTHS = [(2024, month) for month in range(1, 13)]


def a_day(chance: random.Random) -> dt.date:
    return dt.date(2024, 1, 1) + dt.timedelta(days=chance.randrange(366))


def chapter(seed: int) -> tuple[Group, list[User]]:
    """Members who come and go, 1-2-1s in all states, referrals likewise."""
    chance = random.Random(seed)
    group = Group.objects.create(name=f"Chapter {seed}")
    users = []
    for number in range(6):
        left = dt.date(2024, chance.randrange(5, 12), chance.choice([1, 17])) if chance.random() < 0.4 else None
        user = member(f"M{seed}x{number} Somebody", group, since=dt.date(2024, chance.randrange(1, 4), 1), left=left)
        if left and left.month < 10 and chance.random() < 0.7:
            seat(group, user, since=left + dt.timedelta(days=chance.choice([0, 20])))
        users.append(user)
    for _act in range(90):
        one, other = chance.sample(users, 2)
        met(one, other, a_day(chance), state=chance.choice([State.CONFIRMED, State.CONFIRMED, State.HELD]))
        one, other = chance.sample(users, 2)
        gave(one, other, a_day(chance), state=chance.choice(STATES))
    return group, users


@dataclass
class Told:
    """All that is on record, as plain lists."""

    seats: list[tuple[int, dt.date, dt.date | None]]
    ones: list[tuple[str, dt.date, list[tuple[int, bool]]]]
    passed: list[tuple[str, int, int, dt.date, dt.date | None]]

    @classmethod
    def of(cls, group: Group) -> "Told":
        ones = OneToOne.objects.prefetch_related("seats")
        passed = Referral.objects.prefetch_related("parties")
        return cls(
            [(seat.user_id, seat.joined_on, seat.left_on) for seat in Membership.objects.filter(group=group)],
            [(one.state, one.held_on, [(s.user_id, bool(s.says_at)) for s in one.seats.all()]) for one in ones],
            [(one.state, *(p.user_id for p in one.parties.all() if p.user_id), one.created_at.date(),
              one.accepted_at.date() if one.accepted_at else None) for one in passed],
        )  # fmt: skip

    def belonged(self, user: int, day: dt.date) -> bool:
        return any(who == user and on <= day and (off is None or day < off) for who, on, off in self.seats)

    def first_act(self, user: int) -> dt.date | None:
        days = [day for _state, day, seats in self.ones if (user, True) in seats]
        days += [made for _state, giver, by, made, yes in self.passed if giver == user or (by == user and yes)]
        return min(days, default=None)

    def counts_month(self, user: User, year: int, month: int) -> bool:
        first = dt.date(year, month, 1)
        days = [first + dt.timedelta(days=n) for n in range(31) if (first + dt.timedelta(days=n)).month == month]
        began = self.first_act(user.pk)
        all_through = all(self.belonged(user.pk, day) for day in days)
        known = user.date_joined < dt.datetime(year, month, 1, tzinfo=dt.UTC)
        return all_through and known and began is not None and began <= first

    def acts(self, user: int, other: int, year: int, month: int) -> tuple[int, int]:
        """1-2-1s of the two, and referrals of the first to the second."""

        def here(day: dt.date) -> bool:
            in_it = (day.year, day.month) == (year, month)
            return in_it and self.belonged(user, day) and self.belonged(other, day)

        held = [
            day
            for state, day, seats in self.ones
            if state == "confirmed" and {who for who, _ in seats} == {user, other}
        ]
        gave = [
            yes for state, a, b, _made, yes in self.passed if yes and state != "withdrawn" and (a, b) == (user, other)
        ]
        return sum(map(here, held)), sum(map(here, gave))


def by_hand(group: Group, users: list[User]) -> tuple[set[tuple[int, ...]], set[tuple[int, ...]]]:
    """Rows of months and of pairs; members by the order of their accounts."""
    told = Told.of(group)
    there = {(n, at): told.counts_month(user, *when) for n, user in enumerate(users) for at, when in enumerate(MONTHS)}
    acts = {(a, b, at): told.acts(users[a].pk, users[b].pk, *when)
            for a, b in permutations(range(len(users)), 2) for at, when in enumerate(MONTHS)}  # fmt: skip
    months = {
        (n, at, sum(acts[n, m, at][0] for m in range(len(users)) if m != n),
         sum(acts[n, m, at][1] for m in range(len(users)) if m != n),
         sum(acts[m, n, at][1] for m in range(len(users)) if m != n))
        for (n, at), here in there.items() if here
    }  # fmt: skip
    pairs = {(a, b, at, *acts[a, b, at]) for a, b, at in acts if there[a, at] and there[b, at]}
    return months, pairs


def numbered(told: MemberMonths, users: list[User], group: Group) -> tuple[set[tuple[int, ...]], set[tuple[int, ...]]]:
    """The same from what was counted: members are numbered in the order in which they joined."""
    who = [at for at, user in enumerate(users) if member_months([group.pk], me=user.pk, now=NOW).mine]
    grid, first = told.grid, 12 * 2024
    months = {
        (who[n], int(grid.months[at]) - first, int(grid.x[n, at]), int(grid.outcomes["given"][n, at]),
         int(grid.outcomes["received"][n, at]))
        for n, at in zip(*np.nonzero(grid.present), strict=True)
    }  # fmt: skip
    p = told.pairs
    rows = zip(
        p.giver.tolist(), p.receiver.tolist(), p.month.tolist(), p.met.tolist(), p.referrals.tolist(), strict=True
    )
    return months, {(who[a], who[b], month - first, held, passed) for a, b, month, held, passed in rows}


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_counting_is_the_same_as_by_hand(seed: int) -> None:
    group, users = chapter(seed)
    told = member_months([group.pk], now=NOW)
    assert numbered(told, users, group) == by_hand(group, users)


def test_more_members_take_no_more_queries() -> None:
    small, _users = chapter(4)
    with query_count() as one:
        member_months([small.pk], now=NOW)
    groups = [small.pk, *(chapter(seed)[0].pk for seed in (5, 6))]
    with query_count() as three:
        member_months(groups, now=NOW)
    assert one == three
    assert one[0] <= 8
