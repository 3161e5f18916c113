"""All 1-2-1s of the house as one calendar, in which two can exchange a partner: (a, x) and (b, y) to (a, b) and (x, y).

Nobody holds more or fewer, nor in another week; only pairs of which no book, referral or rhythm tells.
"""

import datetime as dt
import random
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace

from cookout.site.sample.hours import local_day
from cookout.site.sample.shapes import OneToOne

Days = tuple[dt.date, dt.date]
TOOK_PLACE = {"confirmed", "held"}


class Calendar:
    """The 1-2-1s by key, and who has which."""

    def __init__(self, ones: Iterable[OneToOne], fixed: Collection[str], owners: Collection[str]) -> None:
        self.ones = {one.key: one for one in ones}
        self.fixed = set(fixed)
        """Keys that stay as they are; each that was exchanged is among them from then on."""
        self.owners = owners
        self.of: dict[str, list[str]] = defaultdict(list)
        for one in self.ones.values():
            for who in (one.first, one.second):
                if who:
                    self.of[who].append(one.key)

    def last(self, one: str, other: str, before: dt.date) -> dt.date | None:
        """When two met last before a day."""
        days = (local_day(row.starts_at) for row in self._with(one, other) if row.starts_at and row.state in TOOK_PLACE)
        return max((day for day in days if day < before), default=None) if one and other else None

    def between(self, one: str, other: str, days: Days) -> OneToOne | None:
        """What two agreed on in these days, whatever became of it."""
        rows = (row for row in self._with(one, other) if row.starts_at and _lies_in(row.starts_at, days))
        return next((row for row in rows if row.state in {*TOOK_PLACE, "cancelled", "no_show"}), None)

    def brought(self, one: str, other: str, days: Days, rng: random.Random) -> OneToOne | None:
        """A 1-2-1 of two in these days, by an exchange; None where no two lend themselves to it."""
        mine, theirs = (list(self._movable(who, days)) for who in (one, other))
        rng.shuffle(mine)
        for first in mine:
            for second in theirs:
                if self._can_exchange(first, second, one, other):
                    return self._exchange(first, second, one, other)
        return None

    def _with(self, one: str, other: str) -> Iterator[OneToOne]:
        return (self.ones[key] for key in self.of[one] if {self.ones[key].first, self.ones[key].second} == {one, other})

    def _movable(self, who: str, days: Days) -> Iterator[OneToOne]:
        if who in self.owners:
            return
        for key in self.of[who]:
            row = self.ones[key]
            is_free = key not in self.fixed and row.state == "confirmed" and not row.follows and not row.every_weeks
            if is_free and row.starts_at and _lies_in(row.starts_at, days) and not {row.first, row.second} & {
                *self.owners, ""}:  # fmt: skip
                yield row

    def _can_exchange(self, first: OneToOne, second: OneToOne, one: str, other: str) -> bool:
        lost, gained = _partner(first, one), _partner(second, other)
        if len({one, other, lost, gained}) < 4:
            return False
        return self._is_free(other, first, second) and self._is_free(lost, second, first)

    def _is_free(self, who: str, then: OneToOne, instead_of: OneToOne) -> bool:
        """Whether somebody can take part in the one, as she will not be in the other."""
        rows = [self.ones[key] for key in self.of[who] if key not in (then.key, instead_of.key)]
        return not any(_overlap(row, then) for row in rows)

    def _exchange(self, first: OneToOne, second: OneToOne, one: str, other: str) -> OneToOne:
        lost = _partner(first, one)
        for row, gone, come in ((first, lost, other), (second, other, lost)):
            place = "" if row.place.startswith("At ") else row.place
            is_first = row.first == gone
            now = replace(row, first=come, place=place) if is_first else replace(row, second=come, place=place)
            self.ones[row.key] = now
            self.of[gone].remove(row.key)
            self.of[come].append(row.key)
            self.fixed.add(row.key)
        return self.ones[first.key]


def _partner(row: OneToOne, who: str) -> str:
    return row.second if row.first == who else row.first


def _lies_in(at: dt.datetime, days: Days) -> bool:
    return days[0] <= local_day(at) <= days[1]


def _overlap(row: OneToOne, other: OneToOne) -> bool:
    if row.starts_at is None or other.starts_at is None:
        return False
    ends = row.starts_at + dt.timedelta(minutes=row.minutes), other.starts_at + dt.timedelta(minutes=other.minutes)
    return row.starts_at < ends[1] and other.starts_at < ends[0]
