"""A year of weekly meetings of one chapter: who was there, who visited, who spoke, what was praised; and what comes."""

import datetime as dt
import random
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from cookout.site.sample.guests import Visitors
from cookout.site.sample.hours import clock
from cookout.site.sample.meeting_shapes import (
    Applicant,
    Away,
    Chapter,
    Closing,
    Credit,
    Gathering,
    Guest,
    Praised,
    Presence,
)
from cookout.site.sample.names import Inventor
from cookout.site.sample.seats import HOME
from cookout.site.sample.shapes import Seat
from cookout.site.sample.words import read

WEEKS, AHEAD = 53, 4
"""So many meetings lie behind, and so many are planned."""

WEEK = dt.timedelta(days=7)

TOLD = 10
"""So many meetings show as a strip beside a name."""

JULY = {(7, day) for day in range(2, 6)}

AGAIN = 26
"""An invented member is absent once in so many meetings at most: whose absences pile up is told by hand."""

LIKELY = {"A": 0.04, "L": 0.04, "M": 0.006, "S": 0.06}
THERE = {"P", "L"}

SPEAKERS = 2
"""So many of the next meetings have one; who has spoken longest ago is asked for the others."""

REOPENED = (9, 31)
"""Meetings ago, in the first chapter."""

CREDITS = 0.25
"""So many learn something, in a week."""


def upcoming(chapter: Chapter, today: dt.date) -> dt.date:
    """The day of the next meeting; in the morning of such a day, that day."""
    return today + dt.timedelta(days=(chapter.meets_on - today.weekday()) % 7)


def is_holiday(day: dt.date) -> bool:
    """Around the New Year and the fourth of July nobody meets, nor at Thanksgiving."""
    is_thanksgiving = day.month == 11 and day.weekday() == 3 and 22 <= day.day <= 28
    date = (day.month, day.day)
    return date >= (12, 23) or date == (1, 1) or date in JULY or is_thanksgiving


class Season:
    """Tells one chapter's year; each day once."""

    def __init__(
        self, chapter: Chapter, seats: Sequence[Seat], officers: Mapping[str, str], leaves: Sequence[Away],
        applicants: Sequence[Applicant], inventor: Inventor, rng: random.Random, today: dt.date,
    ) -> None:  # fmt: skip
        self.chapter, self.rng, self.today = chapter, rng, today
        self.seats = [seat for seat in seats if seat.chapter == chapter.key]
        self.officers = officers
        self.leaves = [leave for leave in leaves if leave.chapter == chapter.key]
        self.named = {seat.account: seat.name for seat in self.seats if seat.account}
        self.told: Mapping[str, Any] = read("meetings")[chapter.key] if chapter.key == HOME else {}
        self.manners = {seat.name: rng.uniform(0.3, 1.7) for seat in self.seats}
        self.missed: dict[str, int] = {}
        self.substitutes = [inventor.name().full for _number in range(12)]
        self.standing_in: dict[dt.date, set[str]] = defaultdict(set)
        self.next = upcoming(chapter, today)
        self.held = [day for ago in range(WEEKS, 0, -1) if not is_holiday(day := self.next - ago * WEEK)]
        mine = [one for one in applicants if one.chapter == chapter.key]
        self.visitors = Visitors(self.named, mine, self.held, inventor, rng, today, by_hand=chapter.key == HOME)
        self.decks: dict[str, list[str]] = defaultdict(list)
        self.turn = rng.sample([seat.name for seat in self.seats if not seat.left_on], self._many())

    def _many(self) -> int:
        return sum(not seat.left_on for seat in self.seats)

    def gatherings(self) -> Iterator[Gathering]:
        """Those behind, oldest first; then the one that is prepared; then those that are only planned."""
        for ago in range(WEEKS, 0, -1):
            day = self.next - ago * WEEK
            yield Gathering(self.chapter.key, day, is_holiday=True) if is_holiday(day) else self._past(day)
        days = [self.next + weeks * WEEK for weeks in range(AHEAD)]
        meeting = [day for day in days if not is_holiday(day)]
        for day in days:
            is_held = day in meeting
            yield (
                self._planned(day, meeting.index(day)) if is_held else Gathering(self.chapter.key, day, is_holiday=True)
            )

    def _past(self, day: dt.date) -> Gathering:
        ago = len(self.held) - self.held.index(day)
        here = [seat for seat in self.seats if seat.is_there(day) and not self._is_away(seat, day)]
        presences = tuple(self._present(seat, day, ago) for seat in here)
        there = [one.member for one in presences if one.mark in THERE]
        guests = tuple(self.visitors.of(day, there))
        heads = len(there) + sum(one.mark == "S" for one in presences) + sum(bool(one.came) for one in guests)
        speaker, topic = self._speaker(there)
        return Gathering(
            self.chapter.key, day, topic, speaker=speaker, noted_by=self.officers.get("secretary", ""),
            presences=presences, guests=guests, praise=tuple(self._praised(there)),
            closings=tuple(self._closed(day, ago, heads)),
        )  # fmt: skip

    def _is_away(self, seat: Seat, day: dt.date) -> bool:
        return any(leave.member == seat.name and leave.starts_on <= day < leave.ends_on for leave in self.leaves)

    def _planned(self, day: dt.date, number: int) -> Gathering:
        """The next one is prepared: most have said that they come, and who visits; the later ones have a speaker."""
        speaker, topic = self._speaker(self.turn) if number < SPEAKERS else ("", "")
        presences: tuple[Presence, ...] = ()
        guests: tuple[Guest, ...] = ()
        if number == 0:
            here = [seat for seat in self.seats if seat.is_there(day) and not self._is_away(seat, day)]
            presences = tuple(self._says(seat, day) for seat in here if not self._is_told("not_sure", seat))
            guests = tuple(self.visitors.expected([seat.name for seat in here]))
        notes = self.told.get("notes", "") if number == 0 else ""
        return Gathering(self.chapter.key, day, topic, speaker=speaker, notes=notes, presences=presences, guests=guests)

    def _is_told(self, what: str, seat: Seat) -> bool:
        return bool(seat.account) and seat.account in self.told.get(what, ())

    def _substitute(self, day: dt.date) -> str:
        """Nobody stands in for two members at one meeting: whoever is taken, the next of the list comes."""
        at = self.substitutes.index(self.rng.choice(self.substitutes))
        several = self.substitutes[at:] + self.substitutes[:at]
        name = next((one for one in several if one not in self.standing_in[day]), several[0])
        self.standing_in[day].add(name)
        return name

    def _says(self, seat: Seat, day: dt.date) -> Presence:
        is_sending = self._is_told("sends_substitute", seat) if self.told else self.rng.random() < LIKELY["S"]
        if is_sending:
            return Presence(seat.name, coming="substitute", substitute=self._substitute(day))
        return Presence(seat.name, coming="coming")

    def _present(self, seat: Seat, day: dt.date, ago: int) -> Presence:
        mark = self._told_mark(seat, ago) or self._drawn(seat, ago)
        substitute = self._substitute(day) if mark == "S" else ""
        return Presence(seat.name, mark, substitute=substitute, checked_in_at=self._checked_in(mark, day))

    def _told_mark(self, seat: Seat, ago: int) -> str:
        """The last ten are told by hand, as they are looked at closely; and who is often absent."""
        if not self.told or not seat.account:
            return ""
        for mark, name in (("A", "absent"), ("S", "substitutes")):
            if ago in self.told[name].get(seat.account, ()):
                return mark
        is_told = ago <= TOLD or (seat.account in self.told["absent"] and ago <= AGAIN)
        return self.rng.choices("PL", (95, 5))[0] if is_told else ""

    def _drawn(self, seat: Seat, ago: int) -> str:
        chance = self.rng.random() / self.manners[seat.name]
        for mark, likely in LIKELY.items():
            if chance < likely:
                if mark == "A" and self.missed.get(seat.name, WEEKS + AGAIN) - ago < AGAIN:
                    return "P"
                self.missed |= {seat.name: ago} if mark == "A" else {}
                return mark
            chance -= likely
        return "P"

    def _checked_in(self, mark: str, day: dt.date) -> dt.datetime | None:
        """Most who are there have held their phone before the code."""
        if mark not in THERE or self.rng.random() < 0.35:
            return None
        minutes = self.rng.randint(4, 16) if mark == "L" else -self.rng.randint(1, 22)
        return clock(day, self.chapter.meets_at) + dt.timedelta(minutes=minutes, seconds=self.rng.randrange(60))

    def _speaker(self, there: Sequence[str]) -> tuple[str, str]:
        """Whose turn it is among those who are there, and of what the talk was."""
        speaker = next((name for name in self.turn if name in there), "")
        if speaker:
            self.turn.remove(speaker)
            self.turn.append(speaker)
        key = next((key for key, name in self.named.items() if name == speaker), "")
        return speaker, read("meetings")["topics"].get(key) or self._next("topics")

    def _next(self, part: str) -> str:
        """Deal from a shuffled deck, so that all are heard before one comes back."""
        words = read("meetings")["words"][part]
        if not self.decks[part]:
            self.decks[part] = self.rng.sample(words, len(words))
        return self.decks[part].pop()

    def _praised(self, there: Sequence[str]) -> Iterator[Praised]:
        for _number in range(self.rng.randint(1, 4)):
            giver, receiver = self.rng.sample(there, 2)
            yield Praised(giver, receiver, self._next("praise"))

    def _closed(self, day: dt.date, ago: int, heads: int) -> Iterator[Closing]:
        """By the secretary when all have left; the second chapter has not closed its last one yet."""
        if ago == 1 and not self.told:
            return
        ends = clock(day, self.chapter.meets_at) + dt.timedelta(minutes=self.chapter.minutes)
        more = 1 if self.rng.random() < 0.05 else 0
        why = self._next("differences") if more else ""
        closing = Closing(
            ends + dt.timedelta(minutes=self.rng.randint(2, 25)), self.officers.get("secretary", ""), heads + more, why
        )
        if self.told and ago in REOPENED:
            reopened = closing.at + dt.timedelta(hours=self.rng.randint(3, 9))
            leader = self.officers.get("vice_president", "")
            yield replace(
                closing, headcount=heads, difference="", reopened_at=reopened, reopened_by=leader,
                reason=self._next("reasons"),
            )  # fmt: skip
            yield Closing(reopened + dt.timedelta(minutes=4), leader, heads)
        else:
            yield closing

    def credits(self) -> Iterator[Credit]:
        """What was learned, week by week."""
        for day in self.held:
            for seat in self.seats:
                if seat.is_there(day) and self.rng.random() < CREDITS * self.manners[seat.name]:
                    on = day - dt.timedelta(days=self.rng.randint(0, 4))
                    many = self.rng.choice((1, 1, 1, 2, 3))
                    yield Credit(self.chapter.key, seat.name, on, many, self._next("learning"))
