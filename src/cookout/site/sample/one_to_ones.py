"""The 1-2-1s of the chapter: how each came about, who said what when, and those between members without a book here."""

import datetime as dt
import random
from collections.abc import Iterator, Mapping, Sequence
from itertools import cycle
from typing import Any

from cookout.site.sample.hours import Hours, clock, local_day, working_day
from cookout.site.sample.shapes import Account, OneToOne, Step
from cookout.site.sample.words import read

MONTHS = 24
AHEAD = -1
"""The month to come."""

MOST = 7
"""So many a month is much."""

KEEN = (0.4, 0.7, 1.0, 1.6, 3.2, 5.4, 6.0)
"""How many a month somebody would like; the keen have many, the others few."""

OUTCOMES = {"confirmed": 80, "held": 9, "cancelled": 5, "no_show": 3, "declined": 3}
WHERE = ("in_person", "in_person", "in_person", "video", "call")


def said(rng: random.Random, part: str) -> str:
    """One of the lines for something."""
    line: str = rng.choice(read("texts/one_to_ones")[part])
    return line


class Course:
    """Tells how a 1-2-1 came about, in steps that follow each other; nothing is done after yesterday."""

    def __init__(self, rng: random.Random, today: dt.date) -> None:
        self.rng = rng
        self.today = today
        self.until = clock(today - dt.timedelta(days=1), dt.time(21))

    def asking(self, starts_at: dt.datetime) -> tuple[Step, ...]:
        """Proposed some days before, perhaps moved, then accepted."""
        steps = [self.proposing(starts_at)]
        if self.rng.random() < 0.1:
            steps.append(Step("moved", 2, self._later(steps[0].at, 20), said(self.rng, "moved")))
        at = self._later(steps[-1].at, 40)
        return (*steps, Step("accepted", 3 - steps[-1].place, at, said(self.rng, "accepted")))

    def proposing(self, starts_at: dt.datetime) -> Step:
        """Asked, and that is all so far."""
        return Step("proposed", 1, self._before(starts_at, 4, 14), said(self.rng, "proposed"))

    def noted(self, starts_at: dt.datetime) -> Step:
        """Agreed on elsewhere, and written down some days before."""
        return Step("noted", 1, self._before(starts_at, 1, 9))

    def holding(self, ends_at: dt.datetime, *places: int) -> tuple[Step, ...]:
        """Who said that it took place, one after the other."""
        steps: list[Step] = []
        for place in places:
            ends_at = self._later(ends_at, 30)
            steps.append(Step("held", place, ends_at))
        return tuple(steps)

    def _later(self, at: dt.datetime, hours: int) -> dt.datetime:
        return min(self.until, at + dt.timedelta(minutes=self.rng.randint(15, hours * 60)))

    def _before(self, at: dt.datetime, least: int, most: int) -> dt.datetime:
        """By day, so many days before it, and at least some days ago."""
        day = local_day(at) - dt.timedelta(days=self.rng.randint(least, most))
        lately = self.today - dt.timedelta(days=self.rng.randint(3, 9))
        return clock(min(day, lately), dt.time(self.rng.randint(9, 20), self.rng.randrange(60)))


def happened(course: Course, key: str, state: str, starts_at: dt.datetime, minutes: int, **values: Any) -> OneToOne:
    """One between two accounts that is agreed or over, with its steps."""
    rng = course.rng
    steps: tuple[Step, ...] = course.asking(starts_at)
    end = starts_at + dt.timedelta(minutes=minutes)
    says: tuple[int, ...] = ()
    if state in {"confirmed", "held"}:
        one = rng.choice((1, 2))
        says = (one, 3 - one) if state == "confirmed" else (one,)
        steps += course.holding(end, *says)
    elif state == "no_show":
        steps += (Step("no_show", rng.choice((1, 2)), end, said(rng, "no_show")),)
    elif state == "cancelled":
        at = starts_at - dt.timedelta(hours=rng.randint(2, 20))
        steps += (Step("cancelled", rng.choice((1, 2)), max(at, steps[-1].at), said(rng, "cancelled")),)
    elif state == "declined":
        first = steps[0]
        steps = (first, Step("declined", 2, first.at + dt.timedelta(hours=rng.randint(3, 40)), said(rng, "declined")))
    return OneToOne(
        key, state, starts_at=None if state == "declined" else starts_at, minutes=minutes, says=says, steps=steps,
        times=(starts_at,), focus=rng.choice(("both", "both", "both", "first", "second")), agenda=said(rng, "agendas"),
        **values,
    )  # fmt: skip


def somewhere(rng: random.Random, where: str, organisation: str, text: str = "") -> str:
    """A cafe or where the other works, as the text of the contact has it; nothing on the phone or under the sky."""
    hints = read("texts/one_to_ones")
    if where != "in_person" or any(word in text for word in hints["outdoors"]):
        return ""
    if placed := next((place for word, place in hints["placed"] if word in text), ""):
        return str(placed)
    if cafe := next((cafe for cafe in read("places")["cafe"] if cafe in text), ""):
        return cafe[:1].upper() + cafe[1:]
    at_work = any(word in text for word in hints["at_work"]) or rng.random() < 0.3
    return f"At {organisation}" if organisation and at_work else said(rng, "places")


def hours_of(text: str) -> tuple[int, int]:
    """Between which hours it was, where the text of the contact tells: lunch is at noon."""
    found = (hours for word, *hours in read("texts/one_to_ones")["hours"] if word in text)
    begins, ends = next(found, (7, 18))
    return begins, ends


def organisation(account: Account) -> str:
    """Where somebody works."""
    return next((value.value for value in account.details if value.kind == "organisation"), "")


def among(
    members: Sequence[Account], joined: Mapping[str, dt.date], course: Course, hours: Hours, months: int = MONTHS
) -> Iterator[OneToOne]:
    """Two years of those members of whom the sample has no book, keen ones and others; and what they plan."""
    rng, today = course.rng, course.today
    work = {member.key: organisation(member) for member in members}
    mixed = rng.sample([member.key for member in members], len(members))
    wishes = dict(zip(mixed, cycle(KEEN), strict=False))
    for month in (AHEAD, *range(months)):
        met: set[frozenset[str]] = set()
        for one, other in _pairs(rng, wishes):
            ago = rng.randint(-14, -2) if month == AHEAD else 30 * month + rng.randint(1, 30)
            day = working_day(today - dt.timedelta(days=ago), back=ago > 0)
            had_enough = max(hours.many(who, around=day) for who in (one, other)) >= MOST
            if frozenset((one, other)) in met or had_enough or day <= max(joined[one], joined[other]):
                continue
            met.add(frozenset((one, other)))
            if (time := hours.meet(rng, (one, other), day)) is not None:
                state = "planned" if ago < 0 else rng.choices(list(OUTCOMES), list(OUTCOMES.values()))[0]
                where = rng.choice(WHERE)
                place = somewhere(rng, where, work[other])
                key = f"{one} {other} {month}"
                yield happened(course, key, state, *time, first=one, second=other, where=where, place=place)


def _pairs(rng: random.Random, wishes: Mapping[str, float]) -> Iterator[tuple[str, str]]:
    """Everybody as often as wished, mixed, two by two; nobody with herself."""
    many = {who: min(MOST, int(wish + rng.random())) for who, wish in wishes.items()}
    hands = [who for who, count in many.items() for _number in range(count)]
    rng.shuffle(hands)
    pairs = list(zip(hands[::2], hands[1::2], strict=False))
    yield from ((one, other) for one, other in pairs if one != other)
