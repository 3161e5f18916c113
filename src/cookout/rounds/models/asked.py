"""What the science is asked for a round: its members, the pairs that may meet with their gains, and the hard rules."""

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
from django.db.models import Q
from django.utils import timezone

from cookout.events.models import today_in
from cookout.groups.models import Group, Membership, Region
from cookout.rounds.models.apart import allowed, rules_of, wished_apart
from cookout.rounds.models.earlier import Earlier, Places, hat_turns
from cookout.rounds.models.facts import Known, known_of
from cookout.rounds.models.learning import Lesson, lesson_of
from cookout.rounds.models.terms import Terms
from cookout.science.pairing.fairness import needs
from cookout.science.pairing.gains import Gains, gains
from cookout.science.pairing.instance import Candidates, Flags, Ints, Rules
from cookout.science.pairing.preflight import Obstacle, Way, preflight


@dataclass(frozen=True)
class Asked:
    """The question. Obstacles are found as if nobody had a wish or had said when she can: they may be read."""

    memberships: tuple[Membership, ...]
    candidates: Candidates
    rules: Rules
    gains: Gains
    """Of the candidates, in their order."""
    obstacles: tuple[Obstacle, ...]
    is_private: bool
    """Whether wishes, or when members can, stand in the way of more than the obstacles do: one or the other.

    Were it told which, a plan of few would tell a wish; so nobody who gets no pair is ever sure to have one.
    """
    few: int
    """Nobody has more others to meet than this, where a round could hold more; else 0. As if nobody had a wish."""
    known: Known
    lesson: Lesson
    need: Ints
    turns: Ints
    """How often each sat out of the hat lately."""

    @classmethod
    def of(cls, round: Terms, today: dt.date | None = None, *, only: Collection[int] | None = None) -> "Asked":
        """The question of a round, also of one that is not saved yet; it reads, and changes nothing.

        Weeks that are over by `today`, which is the present where it is not said, can hold nobody. `only`: of the
        memberships with these keys, as a region has too many to ask all of them for two.
        """
        memberships = members_of(round.scope, round.starts_on, round.ends_on, only)
        places, today = Places(memberships), today or today_of(round.scope)
        earlier = Earlier.of(round, memberships, places)
        known = known_of(memberships, places, earlier, round.starts_on)
        (rules, silent), open_ = (
            rules_of(round, memberships, earlier, today),
            allowed(round, memberships, known, earlier),
        )
        wished = known.pairs.marked(wished_apart(places))
        lesson = lesson_of(memberships, places, known, today)
        found = gains(known.facts, lesson.learned)
        free = asked = _candidates(known, found, open_)
        if wished.any():
            asked = _candidates(known, found, open_ & ~wished)
        obstacles = preflight(free, silent)
        return cls(
            memberships=tuple(memberships), candidates=asked, rules=rules, gains=_of(found, open_ & ~wished),
            obstacles=obstacles, is_private=bool(_leaves_out(preflight(asked, rules)) - _leaves_out(obstacles)),
            few=_few(free, silent), known=known, lesson=lesson,
            need=needs(*earlier.quarter(memberships, round.starts_on)), turns=hat_turns(round, places),
        )  # fmt: skip

    @cached_property
    def places(self) -> dict[int, int]:
        """Where each membership stands, by its key."""
        return {one.pk: place for place, one in enumerate(self.memberships)}

    def why(self, pair: int) -> list[list[Any]]:
        """The reasons of a candidate, strongest first: code, figure (new ones: 1 across), for a fit whom both serve."""
        one, other = int(self.candidates.first[pair]), int(self.candidates.second[pair])
        facts, at = self.known.facts, self.known.pairs.place(one, other)
        figures: dict[str, list[Any]] = {
            "new": [int(self.memberships[one].group_id != self.memberships[other].group_id)],
            "long_ago": [int(facts.months[at])],
            "fit": [int(facts.fit[at]), self.known.trades.both_serve(one, other)],
            "common_ground": [int(facts.findings[at])],
            "unknowns": [int(facts.unknowns[at])],
            "newcomer": [int(facts.newcomers[at])],
        }
        return [[code, *figures[code]] for code in self.gains.why(pair)]


def members_of(
    scope: Group | Region, start: dt.date, end: dt.date, only: Collection[int] | None = None
) -> list[Membership]:
    """Who belongs at any time between two days, with names; in a fixed order, so that a seed means one plan."""
    groups = Group.objects.within(scope) if isinstance(scope, Region) else Group.objects.filter(pk=scope.pk)
    there = Q(left_on=None) | Q(left_on__gt=start)
    rows = Membership.objects.filter(there, group__in=groups, joined_on__lte=end, deleted_at=None).exclude(name="")
    rows = rows if only is None else rows.filter(pk__in=only)
    return list(rows.select_related("classification", "group").order_by("pk"))


def today_of(scope: Group | Region) -> dt.date:
    """Which day it is there."""
    return today_in(scope) if isinstance(scope, Group) else timezone.localdate()


def _leaves_out(obstacles: Iterable[Obstacle]) -> set[tuple[Way | None, int | None]]:
    """Who can be in no pair, whatever the cause, and weeks without any."""
    members = {(None, one) for found in obstacles if found.week is None for one in found.members}
    return members | {(found.code, found.week) for found in obstacles if found.code == Way.EMPTY_WEEK}


def _few(free: Candidates, silent: Rules) -> int:
    """How many others whoever has most of them may meet, where that is less than the weeks would hold."""
    most = int(np.bincount(np.concatenate([free.first, free.second]), minlength=1).max())
    return most if most < int(silent.capacity.max(initial=0)) else 0


def _candidates(known: Known, found: Gains, which: Flags) -> Candidates:
    pairs = known.pairs
    return Candidates(pairs.members, pairs.first[which], pairs.second[which], found.gain[which])


def _of(found: Gains, which: Flags) -> Gains:
    return replace(found, gain=found.gain[which], points=found.points[which])
