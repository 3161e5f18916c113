"""The 1-2-1s that the four books tell of: meetings with members, and some with people who have no account."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from cookout.site.sample.hours import Hours, local_day, working_day
from cookout.site.sample.one_to_ones import Course, happened, hours_of, organisation, somewhere
from cookout.site.sample.shapes import Account, Book, Fact, OneToOne, Person, Tie, Touch
from cookout.site.sample.words import read

FROM_1_2_1 = "1-2-1"
"""The source of a fact that was learned in one; on which, is found out here."""

WHERE = {"meeting": "in_person", "video": "video", "call": "call"}
LATELY = dt.timedelta(days=7)
"""What happened within a week is told by hand."""

NEW_PAIR = dt.timedelta(days=49)
"""Whose first 1-2-1 is younger would be a new pair; that is told by hand, too."""


@dataclass
class Diarist:
    """Goes through one book and makes 1-2-1s of some of its contacts."""

    book: Book
    accounts: Mapping[str, Account]
    joined: Mapping[str, dt.date]
    course: Course
    hours: Hours
    first_times: frozenset[frozenset[str]]
    """Pairs who have not met yet, or only lately."""
    told_before: frozenset[str] = frozenset()
    """Owners of the books before this one: what happened with them, those books have told."""
    now: Sequence[OneToOne] = ()
    """The 1-2-1s around today, which are told by hand."""
    found: dict[tuple[str, Touch], OneToOne] = field(default_factory=dict)
    months: Counter[int] = field(default_factory=Counter)

    def read(self, shared: Iterable[OneToOne]) -> tuple[Book, list[OneToOne]]:
        """The book with its 1-2-1s marked, and these; `shared` are those that another book has told already."""
        of_other = defaultdict(list)
        for one in shared:
            if one.second and one not in self.now and self.book.owner in (one.first, one.second):
                of_other[one.second if one.first == self.book.owner else one.first].append(one)
        people = [person for person in self.book.people if person.tie and person.account not in self.told_before]
        for person in people:
            self._learned_from(person)
        for person in people:
            self._some_more(person)
        for person in people:
            self._no_false_beginners(person)
        told = tuple(self._told(person, of_other.get(person.account, [])) for person in self.book.people)
        return replace(self.book, people=told), list(self.found.values())

    def _learned_from(self, person: Person) -> None:
        """Where something was learned in a 1-2-1 on the day of a meeting, that meeting was it."""
        days = {fact.learned_on for fact in _tie(person).facts if fact.source == FROM_1_2_1}
        for touch in _meetings(person):
            if touch.on in days:
                self._make(person, touch)

    def _some_more(self, person: Person) -> None:
        """Meetings with members, up to four a month; with others one a month, where it sounds like one."""
        for touch in _meetings(person):
            month = (self.course.today - touch.on).days // 30
            most = 3 if person.account else 1
            fits = person.account or touch.text.startswith(tuple(read("texts/one_to_ones")["begins"]))
            lately = self.course.today - touch.on < LATELY
            if fits and not lately and self.months[month] < most and self.course.rng.random() < 0.6:
                self._make(person, touch)

    def _no_false_beginners(self, person: Person) -> None:
        """Who has been known for long does not begin now: there was an earlier one, or none at all."""
        mine = [touch for key, touch in self.found if key == person.key]
        days = [touch.on for touch in mine] + [_day(one) for one in self.now if one.says and self._is_with(one, person)]
        if not days or min(days) < self.course.today - NEW_PAIR:
            return
        old = [touch for touch in _tie(person).touches if touch.on < self.course.today - NEW_PAIR]
        earlier = (touch for touch in reversed(old) if touch.kind in WHERE)
        if not any(self._make(person, touch) for touch in earlier):
            for touch in mine:
                del self.found[person.key, touch]

    def _is_with(self, one: OneToOne, person: Person) -> bool:
        pair = {one.first, one.second or one.person}
        return pair in ({self.book.owner, person.account}, {self.book.owner, person.key})

    def _make(self, person: Person, touch: Touch) -> bool:
        """Make one of a contact, where nothing speaks against it."""
        owner, other = self.book.owner, person.account
        day = working_day(touch.on)
        told = (person.key, touch) in self.found
        if told or frozenset((owner, other)) in self.first_times or day <= self._since(person):
            return told
        time = self.hours.meet(self.course.rng, (owner, other) if other else (owner,), day, hours_of(touch.text))
        if time is None:
            return False
        self.months[(self.course.today - touch.on).days // 30] += 1
        key, where = f"{person.key} {touch.on}", WHERE[touch.kind]
        while any(one.key == key for one in self.found.values()):
            key += "+"
        if other:
            self.found[person.key, touch] = self._with_member(key, person, touch, where, time)
        else:
            start, minutes = time
            steps = self.course.noted(start), *self.course.holding(start + dt.timedelta(minutes=minutes), 1)
            place = somewhere(self.course.rng, where, _work(person), touch.text)
            self.found[person.key, touch] = OneToOne(
                key, "held", owner, person=person.key, starts_at=start, minutes=minutes, where=where, place=place,
                says=(1,), steps=steps,
            )  # fmt: skip
        return True

    def _with_member(
        self, key: str, person: Person, touch: Touch, where: str, time: tuple[dt.datetime, int]
    ) -> OneToOne:
        """Both have an account, so both have mostly said that it took place; the owner of the book has."""
        mine, theirs = self.book.owner, person.account
        first, second = (theirs, mine) if touch.by_me is False else (mine, theirs)
        place = somewhere(self.course.rng, where, organisation(self.accounts[theirs]), touch.text)
        made = happened(self.course, key, "confirmed", *time, first=first, second=second, where=where, place=place)
        made = replace(made, focus="both")  # what the owner noted of it tells about both
        if self.course.rng.random() < 0.12:
            seat = 1 if first == mine else 2
            steps = tuple(step for step in made.steps if step.kind != "held" or step.place == seat)
            made = replace(made, state="held", says=(seat,), steps=steps)
        return made

    def _since(self, person: Person) -> dt.date:
        """Before this day the two could not have met so."""
        known = [self.joined.get(self.book.owner), self.joined.get(person.account), _tie(person).met_on]
        return max((day for day in known if day is not None), default=dt.date.min)

    def _told(self, person: Person, shared: list[OneToOne]) -> Person:
        """The person as the book knows them, contacts and facts naming their 1-2-1."""
        if person.tie is None:
            return person
        touches = list(self._touches(person, person.tie, shared))
        days = {touch.one_to_one: touch.on for touch in touches if touch.one_to_one}
        moved = {touch.on: touch.one_to_one for touch in touches if touch.one_to_one}
        moved |= {touch.on: one.key for (key, touch), one in self.found.items() if key == person.key}
        facts = tuple(_sourced(fact, days, moved, member=bool(person.account)) for fact in person.tie.facts)
        touches.sort(key=lambda touch: touch.on, reverse=True)
        return replace(person, tie=replace(person.tie, touches=tuple(touches), facts=facts))

    def _touches(self, person: Person, tie: Tie, shared: list[OneToOne]) -> Iterator[Touch]:
        """What two books tell of the same two people is one history: the first book's meetings count."""
        for touch in tie.touches:
            if one := self.found.get((person.key, touch)):
                yield replace(touch, on=_day(one), one_to_one=one.key)
            elif touch.one_to_one or not (shared and touch.kind in {"meeting", "video"}):
                yield touch
        kinds = {where: kind for kind, where in WHERE.items()}
        for one in shared:
            seat = 1 if one.first == self.book.owner else 2
            if seat in one.says:
                yield Touch(_day(one), kinds[one.where], "", seat == 1, one.key)


def _tie(person: Person) -> Tie:
    if person.tie is None:
        raise ValueError(person)
    return person.tie


def _day(one: OneToOne) -> dt.date:
    if one.starts_at is None:
        raise ValueError(one)
    return local_day(one.starts_at)


def _work(person: Person) -> str:
    return next((value.value for value in person.details if value.kind == "organisation"), "")


def _meetings(person: Person) -> list[Touch]:
    other = tuple(read("texts/one_to_ones")["something_else"])
    return [
        touch
        for touch in _tie(person).touches
        if touch.kind in {"meeting", "video"} and not touch.one_to_one and not touch.text.startswith(other)
    ]


def _sourced(fact: Fact, days: Mapping[str, dt.date], moved: Mapping[dt.date, str], *, member: bool) -> Fact:
    """Which 1-2-1 it was: that of the day, else the nearest one; else it was told in passing."""
    if fact.source == "the profile" and not member:
        return replace(fact, source="told me")
    if fact.source != FROM_1_2_1:
        return fact
    if not days:
        return replace(fact, source="told me")
    key = moved.get(fact.learned_on) or min(days, key=lambda key: abs((days[key] - fact.learned_on).days))
    return replace(fact, one_to_one=key, learned_on=days[key])
