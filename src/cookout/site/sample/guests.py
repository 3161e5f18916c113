"""Who visits a chapter's meetings: those told by hand, those who became members, and strangers."""

import datetime as dt
import random
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from cookout.site.sample.meeting_shapes import Applicant, Guest
from cookout.site.sample.names import Inventor, plain
from cookout.site.sample.shapes import Name
from cookout.site.sample.words import read

MANY = {0: 34, 1: 36, 2: 20, 3: 7, 4: 3}
"""How many strangers come to a meeting, in a hundred."""

LATELY = 4
"""Meetings; whom one still follows up after these is told by hand."""


class Visitors:
    """The guests of one chapter, asked for one meeting after the other."""

    def __init__(
        self, named: Mapping[str, str], applicants: Sequence[Applicant], held: Sequence[dt.date], inventor: Inventor,
        rng: random.Random, today: dt.date, *, by_hand: bool,
    ) -> None:  # fmt: skip
        self.named, self.held, self.inventor, self.rng, self.today = named, held, inventor, rng, today
        self.by_hand = by_hand
        self.returning: dict[dt.date, list[Guest]] = defaultdict(list)
        self.became: dict[dt.date, list[Applicant]] = defaultdict(list)
        for one in applicants:
            if one.member and (before := [day for day in held if day < one.applied_on]):
                self.became[before[-1]].append(one)

    def of(self, day: dt.date, there: Sequence[str]) -> Iterator[Guest]:
        """Who visited on a day behind us; their hosts were there."""
        for one in self.became[day]:
            yield self._who_applied(one, day)
        for again in self.returning.pop(day, ()):
            yield self._followed(again, day)
        is_late = len(self.held) - self.held.index(day) <= LATELY
        if self.by_hand and is_late:
            yield from self._told(day)
        else:
            for _number in range(self.rng.choices(list(MANY), list(MANY.values()))[0]):
                yield self._stranger(day, self.rng.choice(list(there)))

    def expected(self, here: Sequence[str]) -> Iterator[Guest]:
        """Who is coming to the next one."""
        if self.by_hand:
            for told in read("meetings")["visitor"]:
                yield self._with_address(told["name"], told["trade"], told["slug"], self.named[told["guest_of"]])
        else:
            for host in self.rng.sample(list(here), 2):
                yield self._new(host)

    def _told(self, day: dt.date) -> Iterator[Guest]:
        ago = len(self.held) - self.held.index(day)
        for told in read("meetings")["guest"]:
            if told["ago"] == ago:
                host = self.named[told["guest_of"]]
                followed = min(day + dt.timedelta(days=told["days"]), self.today) if told["days"] else None
                guest = self._with_address(told["name"], told["trade"], told["slug"], host)
                yield replace(
                    guest, came=True,
                    follow_up_on=day + dt.timedelta(days=told.get("due", 6)), followed_up_on=followed,
                    outcome=told.get("outcome", ""),
                )  # fmt: skip

    def _who_applied(self, one: Applicant, day: dt.date) -> Guest:
        trade = one.slug.replace("-", " ").capitalize()
        guest = self._with_address(one.name, trade, one.slug, one.sponsor)
        return replace(
            guest, came=True, follow_up_on=day + dt.timedelta(days=6),
            followed_up_on=min(one.applied_on, day + dt.timedelta(days=6)), outcome="applies",
        )  # fmt: skip

    def _new(self, host: str) -> Guest:
        """Nobody that anyone has heard of."""
        slug, trade, _firms = self.rng.choice(read("work")["own"]).split("|")
        return self._with_address(self.inventor.name().full, trade, slug, host)

    def _stranger(self, day: dt.date, host: str) -> Guest:
        guest = self._followed(self._new(host), day)
        later = [other for other in self.held if other > day]
        if guest.outcome == "again" and len(later) > 2 and self.rng.random() < 0.5:
            self.returning[self.rng.choice(later[:3])].append(guest)
        return guest

    def _followed(self, guest: Guest, day: dt.date) -> Guest:
        """Came or not; and within days somebody asked how it was."""
        if self.rng.random() < 0.12:
            return replace(guest, came=False, follow_up_on=None, followed_up_on=None, outcome="")
        due, done = (day + dt.timedelta(days=days) for days in (6, self.rng.randint(1, 9)))
        is_second = bool(guest.outcome)
        outcome = self.rng.choices(("again", "no"), (10, 90) if is_second else (40, 60))[0]
        if done >= self.today:
            return replace(guest, came=True, follow_up_on=due, followed_up_on=None, outcome="")
        return replace(guest, came=True, follow_up_on=due, followed_up_on=done, outcome=outcome)

    def _with_address(self, name: str, trade: str, slug: str, host: str) -> Guest:
        """As the visitors' list has it: a number, and mostly a mail."""
        given, _space, family = name.partition(" ")
        who = Name(given, family)
        mail = f"{plain(who.given)}.{plain(who.family)}@home.example.org" if self.rng.random() < 0.7 else ""
        return Guest(name, trade, slug, host, mail, f"+1 614 555 01{self.rng.randrange(100):02}")
