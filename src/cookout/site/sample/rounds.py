"""The rounds of the last months: what the hat drew for a chapter, who answered what, and which 1-2-1s came of it.

Drawn honestly, with fixed seeds. So that some of the drawn have met, two 1-2-1s of the same weeks exchange a partner:
everybody has held as many as before.
"""

import datetime as dt
import random
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations

import numpy as np

from cookout.science.pairing.gains import NEVER, PairFacts, gains
from cookout.science.pairing.hat import FEWEST_REDRAWS, draw
from cookout.site.sample.exchanges import Calendar
from cookout.site.sample.hours import clock, local_day
from cookout.site.sample.referral_shapes import Passing
from cookout.site.sample.round_shapes import WEEKS, Paired, PastRound, Reply
from cookout.site.sample.shapes import Book, Diary, OneToOne, Seat
from cookout.site.sample.words import read

MONTHS = 9
"""So many lie behind a chapter at most."""

APART = 92
"""Days before two are suggested to each other again."""

HEARD, DECLINED = 0.85, 0.05
"""How many of the drawn sit down with each other, as far as their days allow; and how many say no."""

NEW = 365
"""For so many days somebody is a newcomer."""

Pair = tuple[str, str]


def looked_back(
    seats: Sequence[Seat], books: Sequence[Book], diary: Diary, passing: Passing, seed: int, today: dt.date
) -> tuple[Diary, tuple[PastRound, ...]]:  # fmt: skip
    """The rounds of all chapters that have some, and the 1-2-1s with what came of them."""
    calendar = Calendar(diary.one_to_ones, _told_of(books, diary, passing), {book.owner for book in books})
    past: list[PastRound] = []
    for row in read("rounds")["chapter"]:
        apart = {frozenset(pair) for pair in row["apart"]}
        past += Chapter(row["key"], seats, calendar, apart, seed).rounds(mondays(today, row["months"]))
    return replace(diary, one_to_ones=tuple(calendar.ones[one.key] for one in diary.one_to_ones)), tuple(past)


def _told_of(books: Sequence[Book], diary: Diary, passing: Passing) -> set[str]:
    """Keys of 1-2-1s of which something else tells."""
    ties = [person.tie for book in books for person in book.people if person.tie]
    found: set[str] = {one.one_to_one for tie in ties for one in tie.touches}
    found |= {one.one_to_one for tie in ties for one in tie.facts}
    found |= {one.one_to_one for one in diary.wrap_ups} | {one.one_to_one for one in diary.thinking}
    found |= {one.follows for one in diary.one_to_ones}
    return found | {side.one_to_one for one in passing.referrals for side in one.sides}


def mondays(today: dt.date, months: int = MONTHS) -> list[dt.date]:
    """The first Mondays of the last months, of which four weeks are over by the Monday of this week; oldest first."""
    this_week = today - dt.timedelta(days=today.weekday())
    found: list[dt.date] = []
    year, month = today.year, today.month
    while len(found) < months:
        first = dt.date(year, month, 1)
        monday = first + dt.timedelta(days=-first.weekday() % 7)
        if monday + dt.timedelta(weeks=WEEKS) <= this_week:
            found.append(monday)
        year, month = (year, month - 1) if month > 1 else (year - 1, 12)
    return found[::-1]


class Chapter:
    """Looks back on one chapter; the 1-2-1s in its calendar are as they were after all of it."""

    def __init__(
        self, key: str, seats: Sequence[Seat], calendar: Calendar, apart: Collection[frozenset[str]], seed: int
    ) -> None:  # fmt: skip
        self.key = key
        self.seats = [seat for seat in seats if seat.chapter == key]
        self.account = {seat.name: seat.account for seat in self.seats}
        self.joined = {seat.name: seat.joined_on for seat in self.seats}
        self.calendar = calendar
        self.apart = apart
        """Names that may not be drawn together; whose wish it is, is theirs."""
        self.seed = seed
        self.turns: dict[str, list[int]] = defaultdict(list)
        """In which rounds somebody sat out."""

    def rounds(self, begins: Sequence[dt.date]) -> Iterator[PastRound]:
        """Month after month, because each leaves its marks on the next."""
        for number, monday in enumerate(begins):
            yield self._round(number, monday, random.Random(f"{self.seed} {self.key} {monday}"))

    def _round(self, number: int, monday: dt.date, rng: random.Random) -> PastRound:
        there = [seat.name for seat in self.seats if seat.is_there(monday) and seat.is_there(_end(monday))]
        may = [pair for pair in combinations(there, 2) if self._may(pair, monday)]
        turns = np.array([sum(number - at <= 3 for at in self.turns[name]) for name in there], dtype=np.int64)
        places = {name: place for place, name in enumerate(there)}
        asked = np.array([(places[one], places[other]) for one, other in may], dtype=np.int64)
        drawn = draw(len(there), asked, seed=rng.getrandbits(60), redraws=FEWEST_REDRAWS, sat_out=turns)
        for place in drawn.sits_out.tolist():
            self.turns[there[place]].append(number)
        at = clock(monday - dt.timedelta(days=5), dt.time(20, 10))
        pairs = [self._paired((there[one], there[other]), monday, at, rng) for one, other in drawn.pairs.tolist()]
        pairs += self._instead(pairs, monday, at)
        return PastRound(self.key, monday, at, tuple(there), drawn, tuple(pairs))

    def _may(self, pair: Pair, monday: dt.date) -> bool:
        met = self._met(pair, monday)
        return frozenset(pair) not in self.apart and (met is None or (monday - met).days > APART)

    def _met(self, pair: Pair, before: dt.date) -> dt.date | None:
        return self.calendar.last(self.account[pair[0]], self.account[pair[1]], before)

    def _paired(self, pair: Pair, monday: dt.date, at: dt.datetime, rng: random.Random) -> Paired:
        """What became of it: they sat down, one said no, or it came to nothing; all of these are fine."""
        gain, reasons = self._worth(pair, monday)
        told = Paired(*pair, rng.randint(1, WEEKS), gain, reasons)
        dice = rng.random()
        one = self._held(pair, monday, rng, bring=dice < HEARD)
        if one is not None and one.starts_at is not None:
            week = (local_day(one.starts_at) - monday).days // 7 + 1
            return replace(told, week=week, one_to_one=one.key, replies=_both(pair, at, rng))
        if dice > 1 - DECLINED:
            no = at + dt.timedelta(hours=rng.randint(9, 40))
            return replace(told, replies=(Reply(rng.choice(pair), "declined", no),), ending="declined", ended_at=no)
        return replace(told, replies=_both(pair, at, rng)[: rng.randint(0, 2)])

    def _held(self, pair: Pair, monday: dt.date, rng: random.Random, *, bring: bool) -> OneToOne | None:
        one, other = self.account[pair[0]], self.account[pair[1]]
        if not one or not other:
            return None
        between = monday, _end(monday)
        found = self.calendar.between(one, other, between)
        return found or (self.calendar.brought(one, other, between, rng) if bring else None)

    def _instead(self, pairs: Sequence[Paired], monday: dt.date, at: dt.datetime) -> Iterator[Paired]:
        """Two pairs that were declined make two others, where these may meet."""
        gone = [one for one in pairs if one.ending]
        for first, second in zip(gone[::2], gone[1::2], strict=False):
            for pair in ((first.one, second.one), (first.other, second.other)):
                low, high = sorted(pair, key=lambda name: list(self.account).index(name))
                if self._may((low, high), monday):
                    gain, reasons = self._worth((low, high), monday)
                    yield Paired(low, high, max(first.week, second.week), gain, reasons, is_drawn=False)

    def _worth(self, pair: Pair, monday: dt.date) -> tuple[int, tuple[tuple[str, int], ...]]:
        met = self._met(pair, monday)
        months = NEVER if met is None else max((monday - met).days // 30, 1)
        new = sum((monday - self.joined[name]).days < NEW for name in pair)
        none = np.zeros(1, dtype=np.int64)
        found = gains(PairFacts(np.array([months]), none, none, none, np.array([new])))
        figures: Mapping[str, int] = {"new": 0, "long_ago": months, "newcomer": new}
        return int(found.gain[0]), tuple((code, figures[code]) for code in found.why(0))


def _both(pair: Pair, at: dt.datetime, rng: random.Random) -> tuple[Reply, ...]:
    """Both said yes, in some order."""
    first, second = rng.sample(pair, 2)
    hours = sorted(rng.sample(range(2, 60), 2))
    return tuple(
        Reply(name, "accepted", at + dt.timedelta(hours=after))
        for name, after in zip((first, second), hours, strict=True)
    )


def _end(monday: dt.date) -> dt.date:
    return monday + dt.timedelta(days=7 * WEEKS - 1)
