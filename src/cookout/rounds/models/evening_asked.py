"""What the science is asked for a speed evening: who comes, who is kept apart, and what each two would gain."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cookout.core.refusal import Refusal
from cookout.events.models import today_in
from cookout.groups.models import Group, Membership
from cookout.groups.models.belonging import MembershipQuerySet
from cookout.rounds.models.apart import wished_apart
from cookout.rounds.models.earlier import Earlier, Places
from cookout.rounds.models.facts import known_of
from cookout.rounds.models.learning import lesson_of
from cookout.rounds.models.round import Round
from cookout.science.errors import ScienceError
from cookout.science.pairing.evening import plan_evening
from cookout.science.pairing.evening_bound import most_turns
from cookout.science.pairing.evening_instance import Evening, Seating
from cookout.science.pairing.gains import gains
from cookout.science.pairing.instance import Flags

FEWEST, MOST = 4, 200
"""Fewer are no evening, and who sits with whom would tell who does not wish to."""
MOST_SEATS, MOST_TURNS, LONGEST = 8, 40, 90
"""LONGEST: minutes that turns take together, where nobody says how many there are to be."""


@dataclass(frozen=True)
class AskedEvening:
    """The question: wishes are in `evening.apart` and nowhere else."""

    memberships: tuple[Membership, ...]
    evening: Evening
    trades: Flags
    """Who is kept apart by classifications alone: all that a “no” may speak of."""

    @classmethod
    def of(
        cls,
        group: Group,
        on: dt.date,
        *,
        absent: Iterable[Membership],
        tables: int | None,
        seats: int,
        turns: int | None,
        minutes: int,
        is_apart: bool,
    ) -> "AskedEvening":
        """Of the members on that day who come. Says no in a sentence; none of them knows of wishes."""
        present = who_come(group, on).exclude(pk__in=[one.pk for one in absent])
        many = present.count()
        _refuse_sizes(many, tables, seats, turns, minutes)
        found = cls.among(
            present, group, on, tables=tables or tables_for(many, seats), seats=seats, turns=1, is_apart=is_apart
        )
        most = turns_for(replace(found.evening, apart=found.trades))
        if turns is not None and turns > most:
            said = ngettext(
                "With %(people)s people at %(tables)s tables there is one turn at most: nobody meets all, or "
                "one twice.",
                "With %(people)s people at %(tables)s tables there are %(turns)s turns at most: nobody meets all, or "
                "one twice.",
                most,
            )
            raise Refusal(said % {"people": many, "tables": found.evening.filled, "turns": most})
        turns = turns or min(most, turns_in(minutes))
        return replace(found, evening=replace(found.evening, turns=turns))

    @classmethod
    def among(
        cls,
        present: MembershipQuerySet,
        group: Group,
        on: dt.date,
        *,
        tables: int,
        seats: int,
        turns: int,
        is_apart: bool,
    ) -> "AskedEvening":
        """Of these members, in a fixed order, so that a seed means one seating."""
        memberships = list(present.select_related("classification", "group").order_by("pk"))
        places, many = Places(memberships), len(memberships)
        known = known_of(memberships, places, Earlier.of(Round(group=group, starts_on=on), memberships, places), on)
        lesson = lesson_of(memberships, places, known, today_in(group))
        gain = np.zeros((many, many), np.int64)
        gain[known.pairs.first, known.pairs.second] = gains(known.facts, lesson.learned).gain
        same = known.trades.same[known.trades.of[:, None], known.trades.of]
        trades = same & ~np.eye(many, dtype=np.bool_) & is_apart
        apart = trades.copy()
        for one, other in wished_apart(places):
            apart[one, other] = apart[other, one] = True
        evening = Evening(many, tables, min(seats, many), turns, apart, gain + gain.T)
        return cls(tuple(memberships), evening, trades)

    @cached_property
    def places(self) -> dict[int, int]:
        """Where each membership stands, by its key."""
        return {one.pk: place for place, one in enumerate(self.memberships)}

    def seated(self, seed: int) -> Seating:
        """Who sits where, from this seed."""
        try:
            return plan_evening(self.evening, seed=seed, repeats=True)
        except ScienceError as nothing:
            raise Refusal(
                _("Nobody can sit with anybody: classifications or private wishes stand in the way.")
            ) from nothing


def who_come(group: Group, on: dt.date) -> MembershipQuerySet:
    """The members on a day, as far as they have names."""
    return group.memberships.current(on).exclude(name="")


def tables_for(people: int, seats: int) -> int:
    """As many tables as these people need."""
    return max(1, people // 2 if seats == 2 else -(-people // seats))


def turns_for(evening: Evening) -> int:
    """As many turns as nobody meets twice in, less one where everybody would meet everybody.

    In a plan where all others meet, two who never do would be known for their private wish.
    """
    most = most_turns(evening)
    return max(1, most - ((evening.seats - 1) * most >= evening.members - 1))


def turns_in(minutes: int) -> int:
    """As many turns as an evening has time for."""
    return max(1, LONGEST // minutes)


def ways_to_sit(people: int) -> list[dict[str, int]]:
    """For each number of seats how many tables these people need, and in how many turns at most nobody meets twice."""
    found = []
    for seats in range(2, MOST_SEATS + 1):
        if FEWEST <= people <= MOST and seats <= people // 2:
            tables, nobody = tables_for(people, seats), np.zeros((people, people), np.int64)
            turns = turns_for(Evening(people, tables, seats, 1, nobody > 0, nobody))
            found.append({"seats": seats, "tables": tables, "turns": min(turns, MOST_TURNS)})
    return found


def _refuse_sizes(many: int, tables: int | None, seats: int, turns: int | None, minutes: int) -> None:
    if not FEWEST <= many <= MOST:
        said = ngettext(
            "A speed evening is for %(fewest)s to %(most)s people, and %(many)s comes. Wait for more.",
            "A speed evening is for %(fewest)s to %(most)s people, and %(many)s come. Wait, or say who cannot.",
            many,
        )
        raise Refusal(said % {"fewest": FEWEST, "most": MOST, "many": many})
    if not 2 <= seats <= MOST_SEATS:
        raise Refusal(_("A table has 2 to %s seats.") % MOST_SEATS)
    if seats > many:
        raise Refusal(_("A table has %(seats)s seats, but %(many)s people come.") % {"seats": seats, "many": many})
    if tables is not None and not 1 <= tables <= MOST:
        raise Refusal(_("Say between one table and %s.") % MOST)
    if turns is not None and not 1 <= turns <= MOST_TURNS:
        raise Refusal(_("Say between one turn and %s.") % MOST_TURNS)
    if not 1 <= minutes <= LONGEST:
        raise Refusal(_("A turn takes between one minute and %s.") % LONGEST)
