"""Writes where people were met and what came of it, as `Encounter.capture` and `Triage.decide` would on those days."""

import datetime as dt
import uuid
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any, TypeVar

from django.db import models

from cookout.core.models import User
from cookout.events import rules
from cookout.events.models import Encounter, Event, Likeness
from cookout.events.models.capturing import own_uid
from cookout.events.models.encounter import PROMISED_WITHIN
from cookout.people.models import Classification, Detail, Person
from cookout.site.sample import shapes
from cookout.site.sample.chapter import split
from cookout.site.sample.hours import ZONE, clock
from cookout.site.sample.load_book import BookWriter, Keep
from cookout.site.sample.stamping import stamp
from cookout.site.sample.uids import uid
from cookout.site.sample.words import read
from cookout.ties.models import FollowUp, Promise, Tie, Touch, Triage
from cookout.ties.models.triage import CIRCLES

EVENT_NOUNS: tuple[type[models.Model], ...] = (Event, Encounter)

SUNDAYS, SUNDAYS_AHEAD = 12, 4
ANSWERS = ("like", "along", "need", "have", "reason")
DETAILS = (("phone", "mobile"), ("email", "work"), ("title", ""), ("organisation", ""))
AN_EVENING = dt.time(20)

_Row = TypeVar("_Row", bound=models.Model)


class EventWriter:
    """Events, whom Sam and Renee met at them, and what they decided: a few statements in all."""

    def __init__(
        self, sample: shapes.Sample, writers: Mapping[str, BookWriter], trades: Mapping[str, Classification]
    ) -> None:
        self.seed, self.today = sample.seed, sample.today
        self.writers, self.trades = writers, trades
        self.rows: dict[type[models.Model], list[Any]] = {}
        self.times: dict[tuple[str, str], list[Event]] = {}

    def write(self, keep: Keep, write_people: Callable[[], None]) -> None:
        """The events first; then the people, then what hangs on them."""
        told = read("events")
        for row in told["event"]:
            self._event(row)
        Event.objects.bulk_create(event for events in self.times.values() for event in events)
        new = {row["name"]: keep(self._person(row), self._details(row)) for row in told["met"] if "known" not in row}
        write_people()
        stamp(Person, "created_at", ((new[row["name"]], self._at(row)) for row in told["met"] if row["name"] in new))
        ties = {row["name"]: self._new_tie(row, new[row["name"]]) for row in told["met"] if row["name"] in new}
        Tie.objects.bulk_create(ties.values())
        for row in told["met"]:
            self._met(row, ties.get(row["name"]))
        for noun in (Touch, Promise, Encounter, Likeness, Triage, FollowUp):
            noun._default_manager.bulk_create(self.rows.get(noun, []))

    # Events

    def _event(self, row: Mapping[str, Any]) -> None:
        is_sundays = row["ago"] == "sundays"
        last = (self.today.weekday() + 1) % 7
        days = range(last + 7 * (SUNDAYS - 1), last - 7 * SUNDAYS_AHEAD - 1, -7) if is_sundays else row["ago"]
        series = uid(self.seed, f"series {row['owner']} {row['key']}", self.today) if is_sundays else None
        made = [self._time(row, self.today - dt.timedelta(days=ago), series, ago) for ago in days]
        self.times[row["owner"], row["key"]] = sorted(made, key=lambda event: event.on)

    def _time(self, row: Mapping[str, Any], on: dt.date, series: uuid.UUID | None, ago: int) -> Event:
        return Event(
            uid=uid(self.seed, f"event {row['owner']} {row['key']} {ago}", on), owner=self._user(row), name=row["name"],
            kind=row["kind"], on=on, ends_on=on + dt.timedelta(days=row["lasts"] - 1) if "lasts" in row else None,
            starts_at=clock(on, row["at"]), zone=ZONE, place=row["place"], organiser=row.get("organiser", ""),
            hoped=row.get("hoped", ""), hours=Decimal(row["hours"]), cost=row["cost"],
            currency="USD" if row["cost"] else "", is_missed=ago in row.get("missed", ()), series=series,
            every=row.get("every", ""),
        )  # fmt: skip

    # Whom they met

    def _met(self, row: Mapping[str, Any], new: Tie | None) -> None:
        """One encounter with its contact and promise, and what was decided."""
        event, mine = self._where(row), self._uid(row)
        tie = new or Tie.objects.select_related("person", "owner").get(
            owner=self._user(row), person__full_name=row["name"], person__keeper=self._user(row)
        )
        touch = self._touch(row, tie) if new else tie.touches.filter(on=event.on).first()
        promise = self._promise(row, tie) if "promise" in row else None
        met = Encounter(
            uid=mine, owner=tie.owner, tie=tie, event=event, on=event.on, talked=touch.text if touch else "",
            impression=row.get("impression", ""), captured_at=self._at(row), touch=touch, promise=promise,
            brought=new is not None,
        )  # fmt: skip
        self._add(met)
        if "same_phone_as" in row:
            other = Person.objects.get(keeper=tie.owner, full_name=row["same_phone_as"])
            self._add(Likeness(encounter=met, person=other, reason=Likeness.Reason.PHONE))
        if "decided" in row:
            self._decide(row, tie)

    def _decide(self, row: Mapping[str, Any], tie: Tie) -> None:
        said = row["decided"]
        ask_on = self._after(row, said["ask_after"]) if "ask_after" in said else None
        self._add(Triage(
            uid=own_uid(self._uid(row), "triage"), owner=tie.owner, tie=tie, verdict=said["verdict"], ask_on=ask_on,
            decided_on=self._after(row, said["after"]), **{name: said.get(name, "") for name in ANSWERS},
        ))  # fmt: skip
        if "next" in row:
            self._next(row["next"], row, tie)

    def _next(self, said: Mapping[str, Any], row: Mapping[str, Any], tie: Tie) -> None:
        """What came next; a contact where it was one."""
        done = self._after(row, said["done"]) if "done" in said else None
        self._add(FollowUp(
            uid=own_uid(self._uid(row), "follow-up"), owner=tie.owner, tie=tie, text=said["text"],
            made_on=self._after(row, row["decided"]["after"]), due_on=self._after(row, said["after"]),
            done_at=clock(done, AN_EVENING) if done else None,
        ))  # fmt: skip
        if done is not None and "how" in said:
            mine = own_uid(self._uid(row), "next")
            self._add(
                Touch(uid=mine, owner=tie.owner, tie=tie, kind=said["how"], on=done, text=said["said"], by_me=True)
            )

    def _person(self, row: Mapping[str, Any]) -> Person:
        name = split(row["name"])
        return Person(
            uid=own_uid(self._uid(row), "person"), keeper=self._user(row), full_name=name.full, given=name.given,
            family=name.family, classification=self.trades[row["slug"]] if "slug" in row else None,
        )  # fmt: skip

    def _details(self, row: Mapping[str, Any]) -> tuple[shapes.Value, ...]:
        told = {kind: row[kind] for kind, _label in DETAILS if kind in row}
        if "same_phone_as" in row:
            theirs = Detail.objects.filter(person__keeper=self._user(row), person__full_name=row["same_phone_as"])
            told["phone"] = theirs.filter(kind=Detail.Kind.PHONE).values_list("value", flat=True)[0]
        return tuple(shapes.Value(kind, told[kind], label) for kind, label in DETAILS if kind in told)

    def _new_tie(self, row: Mapping[str, Any], person: Person) -> Tie:
        """As the decision left it; whoever waits has a day."""
        event, said = self._where(row), row.get("decided", {})
        circle = CIRCLES.get(said.get("verdict", ""))
        asks = event.on + rules.DECIDE_WITHIN if not said else self._after(row, said.get("ask_after", 0))
        tie = Tie(
            uid=own_uid(self._uid(row), "tie"), owner=self._user(row), person=person, how_met=event.name,
            met_on=event.on, circle_since=self._after(row, said.get("after", 0)),
            **({"circle": circle} if circle else {"sort_on": asks, "waits_since": event.on}),
        )  # fmt: skip
        again = [self._after(row, row["next"]["done"])] if "how" in row.get("next", {}) else []
        tie.derive([day.toordinal() for day in (event.on, *again)])
        return tie

    def _touch(self, row: Mapping[str, Any], tie: Tie) -> Touch:
        on, mine = self._where(row).on, own_uid(self._uid(row), "touch")
        return self._add(Touch(uid=mine, owner=tie.owner, tie=tie, kind="meeting", on=on, text=row["talked"]))

    def _promise(self, row: Mapping[str, Any], tie: Tie) -> Promise:
        on, kept = self._where(row).on, clock(self._after(row, row["kept"]), AN_EVENING)
        mine = own_uid(self._uid(row), "promise")
        due = on + PROMISED_WITHIN
        return self._add(
            Promise(uid=mine, owner=tie.owner, tie=tie, text=row["promise"], made_on=on, due_on=due, kept_at=kept)
        )

    # Where and when

    def _add(self, row: _Row) -> _Row:
        self.rows.setdefault(type(row), []).append(row)
        return row

    def _user(self, row: Mapping[str, Any]) -> User:
        return self.writers[row["owner"]].owner

    def _where(self, row: Mapping[str, Any]) -> Event:
        been = [event for event in self.times[row["owner"], row["at"]] if event.on < self.today]
        latest: int = row.get("when", 0)
        return been[-1 - latest]

    def _uid(self, row: Mapping[str, Any]) -> uuid.UUID:
        return uid(self.seed, f"met {row['owner']} {row['name']}", self._where(row).on)

    def _at(self, row: Mapping[str, Any]) -> dt.datetime:
        """During the event, each of them some minutes after the one before."""
        minutes = 30 + int(self._uid(row).hex[-2:], 16) % 60
        begins = self._where(row).starts_at
        assert begins is not None, "every event of the sample says when it begins"
        return begins + dt.timedelta(minutes=minutes)

    def _after(self, row: Mapping[str, Any], days: int) -> dt.date:
        return self._where(row).on + dt.timedelta(days=days)
