"""What earlier rounds, and others at the same time, gave to these members: pairs that stood, and what the hat did."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from django.db.models import Q

from cookout.groups.models import Membership
from cookout.rounds import rules
from cookout.rounds.models.terms import Terms
from cookout.science.pairing.instance import Flags, Ints

A_QUARTER = 3
"""Months over which a plan is fair."""

LONGEST = 24
"""Months back to which earlier pairs count as meetings of those who have no account."""


class Places:
    """Where members stand in a question: by membership, and by account where they have one."""

    def __init__(self, memberships: Sequence[Membership]) -> None:
        self.of_membership = {one.pk: place for place, one in enumerate(memberships)}
        self.of_user: dict[int, list[int]] = defaultdict(list)
        for place, one in enumerate(memberships):
            if one.user_id is not None:
                self.of_user[one.user_id].append(place)

    def of(self, membership: int, user: int | None) -> list[int]:
        """All places of one human."""
        if user in self.of_user:
            return self.of_user[user]
        place = self.of_membership.get(membership)
        return [] if place is None else [place]


@dataclass(frozen=True, slots=True)
class Stood:
    """One pair that stood in an announced round: which round, when, the places of both, and what it was to gain."""

    round: int
    monday: dt.date
    one: tuple[int, ...]
    other: tuple[int, ...]
    gain: int

    @property
    def pairs(self) -> Iterator[tuple[int, int]]:
        """The pairs of places, the lower first."""
        for one in self.one:
            for other in self.other:
                if one != other:
                    yield min(one, other), max(one, other)


@dataclass(frozen=True, slots=True)
class Earlier:
    """The pairs of other announced rounds, from two years back until the end of this one and later."""

    stood: tuple[Stood, ...]
    own: frozenset[tuple[int, int]]
    """Pairs that stand in this very round: they may go on."""

    @classmethod
    def of(cls, round: Terms, memberships: Sequence[Membership], places: Places) -> "Earlier":
        """Read them."""
        keys, users = list(places.of_membership), list(places.of_user)
        ours = Q(pairings__first__in=keys) | Q(pairings__second__in=keys)
        ours |= Q(pairings__first__user__in=users) | Q(pairings__second__user__in=users)
        since = rules.months_before(round.starts_on, LONGEST)
        rows = round.told().filter(ours, pairings__ended_at=None, starts_on__gte=since)
        read = rows.order_by().values_list(
            "pk", "starts_on", "pairings__week", "pairings__first", "pairings__first__user",
            "pairings__second", "pairings__second__user", "pairings__gain",
        )  # fmt: skip
        found = [
            Stood(pk, starts_on + (week - 1) * rules.A_WEEK, tuple(places.of(one, user)),
                  tuple(places.of(other, fellow)), gain)
            for pk, starts_on, week, one, user, other, fellow, gain in read
        ]  # fmt: skip
        own = frozenset(pair for one in found if one.round == round.pk for pair in one.pairs)
        return cls(tuple(one for one in found if one.round != round.pk), own)

    def within(self, start: dt.date) -> set[tuple[int, int]]:
        """Pairs that stand after this day; those of this very round left out."""
        return {pair for one in self.stood if one.monday > start for pair in one.pairs} - self.own

    def last(self, until: dt.date) -> dict[tuple[int, int], dt.date]:
        """When each pair last stood, before this day."""
        found: dict[tuple[int, int], dt.date] = {}
        for one in self.stood:
            if one.monday < until:
                found |= {pair: max(one.monday, found.get(pair, one.monday)) for pair in one.pairs}
        return found

    def busy(self, members: int, mondays: Sequence[dt.date]) -> Flags:
        """Members × weeks: who meets somebody in another round in that week, because one a week is enough."""
        taken = np.zeros((members, len(mondays)), np.bool_)
        for one in self.stood:
            if one.monday in mondays:
                taken[[*one.one, *one.other], mondays.index(one.monday)] = True
        return taken

    def quarter(self, memberships: Sequence[Membership], before: dt.date) -> tuple[Ints, Ints]:
        """For each member: in how many weeks of the quarter's rounds she sat out, and the sum of what she gained."""
        since = rules.months_before(before, A_QUARTER)
        lately = [one for one in self.stood if since <= one.monday < before]
        weeks: dict[tuple[int, dt.date], set[int]] = defaultdict(set)
        gained = np.zeros(len(memberships), np.int64)
        for one in lately:
            there = {*one.one, *one.other}
            weeks[one.round, one.monday] |= there
            gained[list(there)] += one.gain
        sat_out = np.zeros(len(memberships), np.int64)
        for (_round, monday), there in weeks.items():
            for place, member in enumerate(memberships):
                belonged = rules.belongs_in(monday, member.joined_on, member.left_on)
                sat_out[place] += belonged and place not in there
        return sat_out, gained


def hat_turns(round: Terms, places: Places) -> Ints:
    """How often each sat out of the hat in the announced rounds of the last quarter."""
    since = rules.months_before(round.starts_on, A_QUARTER)
    rows = round.told().of(round.scope).filter(starts_on__gte=since, starts_on__lt=round.starts_on)
    turns = np.zeros(len(places.of_membership), np.int64)
    told: Iterable[tuple[list[int], list[int]]] = rows.filter(draws__isnull=False).values_list(
        "draws__members", "draws__sits_out"
    )
    for members, sits_out in told:
        for place in (places.of_membership.get(members[at]) for at in sits_out):
            if place is not None:
                turns[place] += 1
    return turns
