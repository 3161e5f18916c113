"""What stands in the way of a plan, said before it is made; never whose wish it is."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from cookout.science.pairing.instance import Candidates, Flags, Ints, Rules
from cookout.science.pairing.meetings import checked


class Way(StrEnum):
    """What stands in the way; the words are the codes that are shown and stored."""

    NOBODY = "nobody"
    """There is no member."""
    ALONE = "alone"
    """There is one member."""
    NO_PAIRS = "no_pairs"
    """No two of the members may meet."""
    NOBODY_AVAILABLE = "nobody_available"
    """No member is available in any week."""
    EMPTY_WEEK = "empty_week"
    """In this week fewer than two members are available."""
    NO_COMMON_WEEK = "no_common_week"
    """Members are available, but no pair that may meet ever in the same week."""
    NO_COMMON_SLOT = "no_common_slot"
    """Pairs that may meet are there in the same weeks, but none ever in the same slot."""
    NO_CAPACITY = "no_capacity"
    """These members can meet no times."""
    NEVER_AVAILABLE = "never_available"
    """These members are available in no week."""
    NO_CANDIDATE = "no_candidate"
    """These members have nobody they may meet."""
    NEVER_TOGETHER = "never_together"
    """These members have candidates, but none who can meet is there in a week in which they are."""
    OTHER_SLOTS = "other_slots"
    """These members are there in the same weeks as candidates who can meet, but never in the same slot."""
    SITS_OUT = "sits_out"
    """An odd number can meet in this week: one of these at least sits out."""


@dataclass(frozen=True, slots=True)
class Obstacle:
    """One of them, with the members it is about (ascending) and the week where it is about one."""

    code: Way
    members: tuple[int, ...] = ()
    week: int | None = None


def preflight(candidates: Candidates, rules: Rules) -> tuple[Obstacle, ...]:
    """What stands in the way of everybody meeting as often as she could?

    First what concerns all, then members, then weeks. Each member is named once among the members' obstacles: with
    the first that explains it (her capacity, her weeks, her candidates, their weeks). Why a pair is no candidate is
    not known here and so cannot be told. An empty answer promises no full plan: only that none of these stands
    in its way. Raises ScienceError where the rules do not fit the members.

    >>> import numpy as np
    >>> none = np.zeros(0, np.int64)
    >>> preflight(Candidates(1, none, none, none), Rules(1, np.array([1]), np.ones((1, 1), bool)))[0].code.value
    'alone'
    """
    checked(candidates, rules)
    if candidates.members < 2:
        return (Obstacle(Way.ALONE if candidates.members else Way.NOBODY, tuple(range(candidates.members))),)
    both: Flags = np.asarray(rules.shared(candidates.first, candidates.second).any(axis=2))
    in_week: Flags = np.asarray((rules.by_week[candidates.first] & rules.by_week[candidates.second]).any(axis=1))
    return (
        *_of_all(candidates, rules, both, in_week),
        *_of_members(candidates, rules, np.any(both, axis=1), in_week),
        *_of_weeks(candidates, rules, both),
    )


def _of_all(candidates: Candidates, rules: Rules, both: Flags, in_week: Flags) -> Iterator[Obstacle]:
    if not candidates.gain.size:
        yield Obstacle(Way.NO_PAIRS)
    if not rules.available.any():
        yield Obstacle(Way.NOBODY_AVAILABLE)
    elif candidates.gain.size and not both.any():
        yield Obstacle(Way.NO_COMMON_SLOT if in_week.any() else Way.NO_COMMON_WEEK)


def _of_members(candidates: Candidates, rules: Rules, pair_can: Flags, in_week: Flags) -> Iterator[Obstacle]:
    unnamed = np.ones(candidates.members, np.bool_)
    for code, meant in (
        (Way.NO_CAPACITY, rules.capacity == 0),
        (Way.NEVER_AVAILABLE, ~rules.by_slot.any(axis=(1, 2))),
        (Way.NO_CANDIDATE, _without_pair(candidates, np.ones_like(pair_can))),
        (Way.NEVER_TOGETHER, _without_pair(candidates, in_week)),
        (Way.OTHER_SLOTS, _without_pair(candidates, pair_can)),
    ):
        named = meant & unnamed
        unnamed &= ~meant
        if named.any():
            yield Obstacle(code, _numbers(named))


def _without_pair(candidates: Candidates, pairs: Flags) -> Flags:
    """Members who are in none of these pairs."""
    alone = np.ones(candidates.members, np.bool_)
    alone[candidates.first[pairs]] = alone[candidates.second[pairs]] = False
    return alone


def _of_weeks(candidates: Candidates, rules: Rules, both: Flags) -> Iterator[Obstacle]:
    """Weeks with too few, and weeks in which an odd number would have to share pairs."""
    there: Flags = np.asarray(rules.by_slot.any(axis=2))
    for week in range(rules.weeks):
        if there[:, week].sum() < 2:
            yield Obstacle(Way.EMPTY_WEEK, _numbers(there[:, week]), week)
            continue
        can = ~_without_pair(candidates, both[:, week])
        if can.sum() % 2:
            yield Obstacle(Way.SITS_OUT, _numbers(can), week)


def _numbers(members: Flags) -> tuple[int, ...]:
    places: Ints = np.flatnonzero(members).astype(np.int64)
    return tuple(places.tolist())
