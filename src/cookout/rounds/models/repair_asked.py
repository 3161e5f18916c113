"""What the science is asked for a repair: what the rules of now leave beside the pairs that are sure."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

import numpy as np

from cookout.groups.models import Membership
from cookout.rounds import rules
from cookout.rounds.models.asked import Asked
from cookout.rounds.models.availability import Slot
from cookout.rounds.models.pairing import Pairing
from cookout.rounds.models.round import Round
from cookout.science.pairing.instance import Candidates, Ints, Plan, Rules

SLOTS = list(Slot.values)

Pair = tuple[int, int]
"""The keys of two memberships, the lower first."""


def pair_of(row: Pairing) -> Pair:
    """The keys of the two."""
    return row.first_id, row.second_id


@dataclass(frozen=True, slots=True)
class Question:
    """What the science is asked: what the rules of now leave beside the pairs that are sure."""

    asked: Asked
    candidates: Candidates
    rules: Rules
    plan: Plan
    place: dict[int, int]
    """Where in the asked candidates each of these stands."""

    @classmethod
    def of(
        cls, made: Round, today: dt.date, sure: Sequence[Pairing], loose: Sequence[Pairing],
        ended: "tuple[set[Pair], set[int] | None]",
    ) -> "Question":  # fmt: skip
        asked = Asked.of(made, only=ended[1] if made.region_id else None)
        seats = [one.pk for one in asked.memberships]
        refused, losers = ended
        first, second = asked.candidates.first, asked.candidates.second
        keys = [_sorted(seats[one], seats[other]) for one, other in zip(first.tolist(), second.tolist(), strict=True)]
        now, planned = _left_over(made, asked, today, sure), {pair_of(row): row for row in loose}
        if losers is not None:
            losers = losers | {pk for row in loose if not _fits(row, asked, now, set(keys)) for pk in pair_of(row)}
        barred = refused | {pair_of(row) for row in sure}
        stays = [
            place for place, pair in enumerate(keys)
            if pair not in barred and (pair in planned or losers is None or losers & set(pair))
        ]  # fmt: skip
        gain = asked.candidates.gain.copy()
        for place in stays:
            if keys[place] in planned:
                gain[place] = max(planned[keys[place]].gain, 1)
        at = np.array(stays, np.int64)
        candidates = Candidates(len(seats), first[at], second[at], gain[at])
        where = {keys[place]: new for new, place in enumerate(stays)}
        return cls(asked, candidates, now, _plan(candidates, where, loose), dict(enumerate(stays)))

    def pair(self, chosen: int) -> tuple[Membership, Membership]:
        """The two of a candidate, the lower key first."""
        one = self.asked.memberships[int(self.candidates.first[chosen])]
        other = self.asked.memberships[int(self.candidates.second[chosen])]
        return (one, other) if one.pk < other.pk else (other, one)

    def serves(self, answer: Plan, row: Pairing) -> bool:
        """Whether an answer gives each of these two somebody she did not have."""
        had, has = self._often(self.plan.chosen), self._often(answer.chosen)
        return all(has[place] > had[place] for pk in pair_of(row) if (place := self.asked.places.get(pk)) is not None)

    def exchanged(self, row: Pairing, drawn: AbstractSet[Pair]) -> "Question | None":
        """The same where one pair of that week is taken apart so that both who lost each other get one of the two.

        Of all such exchanges the one that gains most. What the lot gave (`drawn`) stays together.
        """
        found = max(self._exchanges(row, drawn), default=None)
        if found is None:
            return None
        _gain, apart, one, other = found
        kept = [
            meeting for meeting in zip(self.plan.chosen.tolist(), self.plan.week.tolist(), self.plan.slot.tolist(),
                                       strict=True) if meeting[0] != apart
        ]  # fmt: skip
        new = [(place, row.week - 1, self._slot(place, row.week - 1)) for place in (one, other)]
        return replace(self, plan=_as_plan(self.candidates, [*kept, *new]))

    def _exchanges(self, row: Pairing, drawn: AbstractSet[Pair]) -> Iterator[tuple[int, int, int, int]]:
        """What each gains, which pair it takes apart, and the two that it makes."""
        places, week = self.asked.places, row.week - 1
        had = self._often(self.plan.chosen)
        if any(pk not in places or had[places[pk]] >= self.rules.capacity[places[pk]] for pk in pair_of(row)):
            return
        here, there = (places[pk] for pk in pair_of(row))
        first, second, gain = (getattr(self.candidates, name).tolist() for name in ("first", "second", "gain"))
        met = set(self.plan.chosen.tolist())  # in another week of this round: nobody twice
        at = {pair: place for place, pair in enumerate(zip(first, second, strict=True)) if place not in met}
        for apart, when in zip(self.plan.chosen.tolist(), self.plan.week.tolist(), strict=True):
            if when != week or tuple(seat.pk for seat in self.pair(apart)) in drawn:
                continue
            for one, other in ((first[apart], second[apart]), (second[apart], first[apart])):
                new, also = at.get(_sorted(here, one)), at.get(_sorted(there, other))
                if new is not None and also is not None and self._can(new, week) and self._can(also, week):
                    yield gain[new] + gain[also] - gain[apart], apart, new, also

    def _often(self, chosen: Ints) -> "Counter[int]":
        """How often each meets."""
        return Counter([*self.candidates.first[chosen].tolist(), *self.candidates.second[chosen].tolist()])

    def _shared(self, place: int, week: int) -> list[bool]:
        by_slot = self.rules.by_slot
        both = by_slot[self.candidates.first[place], week] & by_slot[self.candidates.second[place], week]
        shared: list[bool] = both.tolist()
        return shared

    def _can(self, place: int, week: int) -> bool:
        return any(self._shared(place, week))

    def _slot(self, place: int, week: int) -> int:
        return self._shared(place, week).index(True)


def _sorted(one: int, other: int) -> Pair:
    return (one, other) if one < other else (other, one)


def _fits(row: Pairing, asked: Asked, now: Rules, open_pairs: set[Pair]) -> bool:
    """Whether a pair can stay where it is."""
    if pair_of(row) not in open_pairs:
        return False
    one, other = (now.by_slot[asked.places[pk], row.week - 1] for pk in pair_of(row))
    return bool((one & other).any())


def _left_over(made: Round, asked: Asked, today: dt.date, sure: Sequence[Pairing]) -> Rules:
    """The rules of now without the weeks that have begun and what the sure pairs take."""
    now, index = asked.rules, asked.places
    capacity, available = now.capacity.astype(np.int64), now.by_slot.copy()
    for week in range(made.weeks):
        if not rules.is_open_week(made.monday_of(week + 1), today):
            available[:, week] = False
    for row in sure:
        for pk in pair_of(row):
            if (member := index.get(pk)) is not None:
                capacity[member] = max(capacity[member] - 1, 0)
                available[member, row.week - 1] = False
    return Rules(made.weeks, capacity, available)


def _plan(candidates: Candidates, where: dict[Pair, int], loose: Sequence[Pairing]) -> Plan:
    """The pairs that may change, as a plan; one that may not be any more is left out."""
    return _as_plan(
        candidates, [(where[pair_of(row)], row.week - 1, slot_of(row)) for row in loose if pair_of(row) in where]
    )


def _as_plan(candidates: Candidates, meetings: Iterable[tuple[int, int, int]]) -> Plan:
    rows = sorted(meetings)
    chosen, week, slot = (np.array([row[at] for row in rows], np.int64) for at in range(3))
    value = int(candidates.gain[chosen].sum())
    return Plan(chosen, week, slot, value, value, "as it stood")


def slot_of(row: Pairing) -> int:
    """Which of the times of day it has; the first where none is said."""
    return SLOTS.index(row.slot) if row.slot in SLOTS else 0
