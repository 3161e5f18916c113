"""What a group's own results say of the reasons for pairs: 1-2-1s by reason, and the referrals that followed."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from cookout.groups.models import Membership
from cookout.rounds import rules
from cookout.rounds.models.among import Among, last_met
from cookout.rounds.models.earlier import Places
from cookout.rounds.models.facts import NEW_FOR, Known
from cookout.science.pairing.gains import ENOUGH_MEETINGS, ENOUGH_REFERRALS, REASONS, Learned, learned
from cookout.science.pairing.instance import Ints

LOOKED_BACK = 24
"""Months of 1-2-1s."""

FOLLOWED = 3
"""Months after a 1-2-1 in which referrals between the two count."""

Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Lesson:
    """How many 1-2-1s and referrals of the group's own there are, and what they say once they are enough."""

    meetings: int
    referrals: int
    learned: Learned | None

    def as_data(self) -> dict[str, Any]:
        """As it is kept with a round: percent by reason, none where nothing is known yet."""
        percent = {} if self.learned is None else dict(zip(REASONS, self.learned.percent.tolist(), strict=True))
        return {"meetings": self.meetings, "referrals": self.referrals, "percent": percent}


def lesson_of(memberships: Sequence[Membership], places: Places, known: Known, today: dt.date) -> Lesson:
    """Which reasons brought this group more? Reasons as they were at the time, trades and profiles as they are today.

    A 1-2-1 counts from two years back until three months ago, so that each has had its three months; a referral that
    was accepted counts for the latest 1-2-1 before it.
    """
    until = rules.months_before(today, FOLLOWED)
    since = rules.months_before(until, LOOKED_BACK)
    users = list(places.of_user)
    meetings = _by_pair(places, Among.of(users).meetings((since, until)))
    passed = ((one, other, at.date()) for one, other, at in Among.of(users).passings((since, today)))
    referrals = _by_pair(places, passed)
    met, followed = np.zeros(len(REASONS), np.int64), np.zeros(len(REASONS), np.int64)
    first = _by_pair(places, ((*pair, day) for pair, day in last_met(users, since - dt.timedelta(days=1)).items()))
    many = brought = 0
    for pair, days in meetings.items():
        before = first.get(pair, [None])[-1]
        counts = _followed(days, referrals.get(pair, []))
        for day, count in zip(days, counts, strict=True):
            had = _reasons(known, memberships, pair, before, day)
            met[had] += 1
            followed[had] += count
            before = day
        many, brought = many + len(days), brought + sum(counts)
    enough = many >= ENOUGH_MEETINGS and brought >= ENOUGH_REFERRALS
    return Lesson(many, brought, learned(met, followed) if enough else None)


def _by_pair(places: Places, told: Any) -> dict[Pair, list[dt.date]]:
    """Days of each pair, in order."""
    found: dict[Pair, list[dt.date]] = defaultdict(list)
    for user, fellow, day in told:
        one, other = places.of_user.get(user), places.of_user.get(fellow)
        if one and other and one[-1] != other[-1]:
            found[min(one[-1], other[-1]), max(one[-1], other[-1])].append(day)
    return {pair: sorted(days) for pair, days in found.items()}


def _followed(met: Sequence[dt.date], passed: Sequence[dt.date]) -> list[int]:
    """For each 1-2-1 of two how many referrals came within three months, each counted for the latest before it."""
    counts = [0] * len(met)
    for day in passed:
        latest = max((place for place, on in enumerate(met) if on <= day), default=None)
        if latest is not None and rules.months_before(day, FOLLOWED) <= met[latest]:
            counts[latest] += 1
    return counts


def _reasons(known: Known, memberships: Sequence[Membership], pair: Pair, before: dt.date | None, day: dt.date) -> Ints:
    """Which of `REASONS` a 1-2-1 had, as places."""
    place, facts = known.pairs.place(*pair), known.facts
    since = rules.months_before(day, NEW_FOR)
    had = {
        "new": before is None,
        "long_ago": before is not None and rules.whole_months(before, day) > 0,
        "fit": facts.fit[place] > 0,
        "common_ground": facts.findings[place] > 0,
        "unknowns": facts.unknowns[place] > 0,
        "newcomer": any(since < memberships[one].joined_on <= day for one in pair),
    }
    return np.array([at for at, name in enumerate(REASONS) if had[name]], np.int64)
