"""The 1-2-1s around today, as `data/present.toml` tells them: asked for, planned, waiting, held and wrapped up."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from cookout.site.sample.hours import Hours, clock, local_day, local_time, working_day
from cookout.site.sample.one_to_ones import Course
from cookout.site.sample.shapes import Book, OneToOne, Person, Step, Thinking, Touch, WrapUp
from cookout.site.sample.words import read

TUESDAY = 1
KINDS = {"in_person": "meeting", "video": "video", "call": "call"}


def told() -> list[Mapping[str, Any]]:
    """All of the file."""
    rows: list[Mapping[str, Any]] = read("present")["one_to_one"]
    return rows


def first_times() -> frozenset[frozenset[str]]:
    """Pairs who meet for the first time here, so that nothing before it is told."""
    return frozenset(frozenset((row["owner"], row["with"])) for row in told() if row.get("first_time"))


def day_of(row: Mapping[str, Any], today: dt.date) -> dt.date:
    """Today and tomorrow as they fall; before and after them, working days; by name the latest such day."""
    days = row["day"]
    if days == "tuesday":
        return today - dt.timedelta(days=(today.weekday() - TUESDAY - 1) % 7 + 1)
    day = today + dt.timedelta(days=days)
    return day if days in {0, 1} else working_day(day, back=days < 0)


class Present:
    """Writes the days around today into the members' hours."""

    def __init__(self, course: Course, hours: Hours, books: Sequence[Book]) -> None:
        self.course = course
        self.today = course.today
        self.hours = hours
        self.people = {(book.owner, person.name.full): person for book in books for person in book.people}

    def one_to_ones(self) -> Iterator[OneToOne]:
        """Those that the file tells."""
        for row in told():
            one = self._one(row)
            who = [key for key in (one.first, one.second) if key]
            for start in (one.starts_at,) if one.starts_at else one.times:
                self.hours.take(who, start, one.minutes)
            yield one

    def touches(self, book: Book, told_here: Sequence[OneToOne]) -> Book:
        """Those that took place, as the owner of the book says, are contacts of the owner's ties."""
        new: dict[str, Touch] = {}
        for row, one in zip(told(), told_here, strict=True):
            if row["owner"] == book.owner and "me" in row.get("says", ()) and one.starts_at:
                by_me = row.get("by", "me") == "me"
                touch = Touch(local_day(one.starts_at), KINDS[one.where], row["said"], by_me, one.key)
                new[row["with"]] = touch
        return replace(book, people=tuple(_touched(person, new) for person in book.people))

    def rhythms(self, told_before: Sequence[OneToOne]) -> Iterator[tuple[OneToOne, OneToOne]]:
        """The latest 1-2-1 of two, now the first of a rhythm, and the one that follows it."""
        for row in read("present")["rhythm"]:
            last = replace(self.latest(row["owner"], row["with"], told_before), every_weeks=row["weeks"])
            if last.starts_at is None:
                raise ValueError(last)
            day, time = local_day(last.starts_at), local_time(last.starts_at)
            start = clock(day, time)
            while start <= self.course.until + dt.timedelta(days=2) or not self._are_free(last, start):
                day += dt.timedelta(weeks=row["weeks"])
                start = clock(day, time)
            self.hours.take((last.first, last.second), start, last.minutes)
            gone_on = Step("gone_on", 1, last.steps[-1].at)
            following = replace(
                last, key=f"{last.key} next", state="planned", starts_at=start, says=(), times=(), steps=(gone_on,),
                follows=last.key,
            )  # fmt: skip
            yield last, following

    def wrapped(self, told_before: Sequence[OneToOne]) -> Iterator[tuple[WrapUp, Thinking | None]]:
        """How they went, and the time to think about whom one knows for them."""
        for row in read("present")["wrap_up"]:
            owner = row["owner"]
            one = self.latest(owner, row["with"], told_before)
            done_at = one.steps[-1].at
            thinking = Thinking(owner, one.key, clock(self.today, _time(row["think"]))) if "think" in row else None
            yield WrapUp(owner, one.key, row["line"], done_at, answered=True), thinking

    def latest(self, owner: str, other: str, told_before: Sequence[OneToOne]) -> OneToOne:
        """The latest 1-2-1 of two that took place."""
        person = self.people.get((owner, other))
        pair = {(owner, other), (other, owner)}
        mine = [one for one in told_before if (one.first, one.second) in pair or (person and one.person == person.key)]
        held = [(one.starts_at, one) for one in mine if one.says and one.starts_at]
        if not held:
            raise LookupError(f"{owner} and {other} have not met.")
        return max(held, key=lambda pair: pair[0])[1]

    def _are_free(self, one: OneToOne, start: dt.datetime) -> bool:
        return self.hours.are_free((one.first, one.second), start, one.minutes)

    def _one(self, row: Mapping[str, Any]) -> OneToOne:
        owner, other, by = row["owner"], row["with"], row.get("by", "me")
        person = self.people.get((owner, other))
        first, second = (owner, "" if person else other) if by == "me" else (other, owner)
        start = clock(day_of(row, self.today), _time(row["time"])) if "day" in row else None
        places = {"me": 1, "them": 2} if by == "me" else {"me": 2, "them": 1}
        offered = [clock(day_of({"day": days}, self.today), _time(time)) for days, time in row.get("times", [])]
        texts = {name: row[name] for name in ("where", "place", "agenda", "focus", "minutes") if name in row}
        return OneToOne(
            f"{owner} now {other}", row["state"], first, second, person=person.key if person else "", starts_at=start,
            says=tuple(places[who] for who in row.get("says", ())), steps=tuple(self._steps(row, start, places)),
            times=tuple(offered) or ((start,) if start and not person else ()), **texts,
        )  # fmt: skip

    def _steps(self, row: Mapping[str, Any], start: dt.datetime | None, places: Mapping[str, int]) -> Iterator[Step]:
        is_member = (row["owner"], row["with"]) not in self.people
        yield Step("proposed" if is_member else "noted", 1, self._ago(row["asked"], 10), row.get("note", ""))
        if "answered" in row:
            yield Step("accepted", 2, self._ago(row["answered"], 19), row.get("reply", ""))
        if "ended" in row:
            yield Step(row["state"], 1, self._ago(row["ended"], 18), row["end_note"])
        if start is not None:
            for turn, who in enumerate(row.get("says", ()), 1):
                later = start + dt.timedelta(minutes=row["minutes"] + 20 * turn)
                yield Step("held", places[who], later)

    def _ago(self, days: int, hour: int) -> dt.datetime:
        return clock(self.today - dt.timedelta(days=days), dt.time(hour, 3 * days % 60))


def _touched(person: Person, new: Mapping[str, Touch]) -> Person:
    touch = new.get(person.account) or new.get(person.name.full)
    if touch is None or person.tie is None:
        return person
    touches = sorted((*person.tie.touches, touch), key=lambda row: row.on, reverse=True)
    return replace(person, tie=replace(person.tie, touches=tuple(touches)))


def _time(text: str) -> dt.time:
    hour, _colon, minute = text.partition(":")
    return dt.time(int(hour), int(minute))
