"""What a group knows of each pair of its members: when they met, their trades, what they tell, who is new."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from cookout.core.asked import once
from cookout.groups.models import Membership
from cookout.rounds import rules
from cookout.rounds.models.among import last_met
from cookout.rounds.models.earlier import Earlier, Places
from cookout.rounds.models.told import common_of, told_by
from cookout.science.pairing.gains import NEVER, PairFacts
from cookout.science.pairing.instance import Flags, Ints
from cookout.science.pairing.trades import fit

NEW_FOR = 6
"""So many months somebody counts as new."""


@dataclass(frozen=True, slots=True)
class Pairs:
    """All pairs of members, in order, and where each stands."""

    members: int
    first: Ints
    second: Ints

    @classmethod
    def of(cls, members: int) -> "Pairs":
        """Everybody with everybody."""
        first, second = np.triu_indices(members, 1)
        return cls(members, first.astype(np.int64), second.astype(np.int64))

    def place(self, one: int, other: int) -> int:
        """Where the pair of two members stands, the lower one first."""
        return one * self.members - one * (one + 1) // 2 + other - one - 1

    def marked(self, pairs: set[tuple[int, int]]) -> Flags:
        """These pairs among all."""
        found = np.zeros(self.first.size, np.bool_)
        if pairs:
            found[[self.place(one, other) for one, other in pairs]] = True
        return found


@dataclass(frozen=True, slots=True)
class Trades:
    """How classifications go together: percent, whether they are one profession, and whom both serve."""

    of: Ints
    percent: Ints
    same: Flags
    customers: Mapping[tuple[int, int], tuple[str, ...]]

    @classmethod
    def among(cls, memberships: Sequence[Membership]) -> "Trades":
        """Each two trades once, however many members have them."""
        named = [one.classification.name if one.classification else "" for one in memberships]
        names = sorted(set(named))
        percent = np.zeros((len(names), len(names)), np.int64)
        same = np.zeros((len(names), len(names)), np.bool_)
        customers = {}
        for one, name in enumerate(names):
            for other, theirs in enumerate(names[: one + 1]):
                found = fit(name, theirs)
                percent[one, other] = percent[other, one] = found.percent
                same[one, other] = same[other, one] = found.same or (one == other and bool(name))
                customers[other, one] = found.customers
        return cls(np.array([names.index(one) for one in named], np.int64), percent, same, customers)

    def both_serve(self, one: int, other: int) -> str:
        """The first kind of people whom two members both serve; empty where none is known."""
        here, there = sorted((int(self.of[one]), int(self.of[other])))
        return next(iter(self.customers[here, there]), "")


@dataclass(frozen=True, slots=True)
class Known:
    """The facts of all pairs, and what they were made of."""

    pairs: Pairs
    trades: Trades
    met: Mapping[tuple[int, int], dt.date]
    """Places of two, and the day on which they last met."""
    facts: PairFacts


def known_of(memberships: Sequence[Membership], places: Places, earlier: Earlier, on: dt.date) -> Known:
    """All that goes into gains for a plan that begins on that day, and nothing that the whole group may not see."""
    pairs, trades = Pairs.of(len(memberships)), Trades.among(memberships)
    met = _met(memberships, places, earlier, on)
    who = tuple(one.pk for one in memberships)
    told = once(("told", who), lambda: told_by(memberships))
    alike = np.array([one.group_id if one.group.shares_profiles else -1 for one in memberships], np.int64)
    common = once(("common", who), lambda: common_of(told, pairs.first, pairs.second, alike))
    open_, new = np.array([one.open for one in told], np.int64), newcomers(memberships, on)
    fits = np.maximum(trades.percent[trades.of[pairs.first], trades.of[pairs.second]], common.sphere)
    fits[trades.same[trades.of[pairs.first], trades.of[pairs.second]]] = 0
    facts = PairFacts(
        months=_months(pairs, _told(memberships, met), on),
        fit=np.minimum(fits, 100),
        findings=common.findings,
        unknowns=open_[pairs.first] + open_[pairs.second],
        newcomers=new[pairs.first] + new[pairs.second],
    )
    return Known(pairs, trades, met, facts)


def newcomers(memberships: Sequence[Membership], on: dt.date) -> Ints:
    """1 for who joined in the last six months; where everybody did, nobody is new."""
    since = rules.months_before(on, NEW_FOR)
    new = np.array([one.joined_on > since for one in memberships], np.int64)
    return new if not new.all() else np.zeros_like(new)


def _met(
    memberships: Sequence[Membership], places: Places, earlier: Earlier, on: dt.date
) -> dict[tuple[int, int], dt.date]:
    """When two last met; for who has no account what earlier rounds gave, because nothing else is known of them."""
    found: dict[tuple[int, int], dt.date] = {}
    for (user, fellow), day in last_met(list(places.of_user)).items():
        for one in places.of_user[user]:
            for other in places.of_user[fellow]:
                found[min(one, other), max(one, other)] = day
    for (one, other), day in earlier.last(on).items():
        if None in (memberships[one].user_id, memberships[other].user_id):
            found[one, other] = day
    return found


def _told(memberships: Sequence[Membership], met: Mapping[tuple[int, int], dt.date]) -> dict[tuple[int, int], dt.date]:
    """Without those of different groups: that they met is known to the two alone, and a gain would tell others."""
    return {
        (one, other): day
        for (one, other), day in met.items()
        if memberships[one].group_id == memberships[other].group_id
    }


def _months(pairs: Pairs, met: Mapping[tuple[int, int], dt.date], on: dt.date) -> Ints:
    months = np.full(pairs.first.size, NEVER, np.int64)
    for (one, other), day in met.items():
        months[pairs.place(one, other)] = rules.whole_months(day, on)
    return months
